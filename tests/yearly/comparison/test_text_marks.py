# SPDX-License-Identifier: MulanPSL-2.0
"""The characters that are marked as changed: what is left is the same, and no specks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.yearly.comparison.text_marks import (
    Marks,
    changed_marks,
    same_but_number,
    same_but_width,
)


def marked(text: str, marks: Marks) -> str:
    """The text with brackets around what is marked."""
    for start, end in reversed(marks):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("≥[300]人", "≥[350]人"),
        ("[6.00]", "[16.50]"),
        ("参加[妇女]培训", "参加培训"),
        ("提高就业能力", "提高就业[创业]能力"),
        ("培训班[6]期，提高妇女素质", "培训班[8]期，提高妇女素质[和能力]"),
        ("用于[开展三八节活动支出，宣传妇女维权知识]", "用于[妇女儿童活动中心建设，购买设备]"),
        ("[印制宣传资料]", "[组织维权宣传活动]"),
        ("完成[ ]工作", "完成工作"),
        ("≥95[%]", "≥95[％]"),
    ],
)
def test_marks_as_a_person_would_set_them(old: str, new: str):
    texts = [text.replace("[", "").replace("]", "") for text in (old, new)]
    marks = changed_marks(*texts)
    assert (marked(texts[0], marks[0]), marked(texts[1], marks[1])) == (old, new)


def test_a_text_that_is_wholly_new_or_gone_needs_no_marks():
    assert changed_marks("", "妇女") == changed_marks("妇女", "") == ((), ())


def test_a_long_text_is_marked_in_one_rather_than_searched_for_minutes():
    old, new = "妇女儿童" * 2000, "儿童妇女工作" * 2000
    marks = changed_marks(old + "。", new + "。")
    assert marks == (((0, len(old)),), ((0, len(new)),))


def _without(text: str, marks: Marks) -> str:
    for start, end in reversed(marks):
        text = text[:start] + text[end:]
    return text


TEXTS = st.text("妇女培训人数率的，。 12.5%ab\n", max_size=40)


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_in_both(old: str, new: str):
    marks = changed_marks(old, new)
    if old and new:
        assert _without(old, marks[0]) == _without(new, marks[1])
        assert bool(marks[0] or marks[1]) == (old != new)
    for text, found in zip((old, new), marks, strict=True):
        ends = [0, *(end for mark in found for end in mark), len(text)]
        assert ends == sorted(ends)


def test_spaces_width_and_numbers_are_no_change_of_words():
    assert same_but_width("≥95％", "≥ 95%")
    assert not same_but_width("≥95%", "≥95%")
    assert not same_but_width("≥95%", "≥96%")
    assert same_but_number("1.宣传", "2.宣传")
    assert not same_but_number("1.宣传", "2.培训")
