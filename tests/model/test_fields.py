# SPDX-License-Identifier: MulanPSL-2.0
"""Reading and writing fields as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.fields import (
    FIELDS,
    NODE_NAMES,
    clean_text,
    field_label,
    read_field,
    write_field,
)
from fuyi_editor.model.nodes import NODE_TYPES, Goal, Indicator, Node, Party, Project, Submission

# A year is a number, a unit is taken apart, 涉密 is yes or no, figures stand in sentences: they
# have tests of their own.
SPECIAL = {"year", "unit", "supervisor", "secret"}
PLAIN = [
    (node_type, field.name)
    for node_type, fields in FIELDS.items()
    for field in fields
    if field.name not in SPECIAL and not field.name.startswith("figures.")
]


@pytest.mark.parametrize(("node_type", "field"), PLAIN, ids=lambda p: getattr(p, "__name__", p))
@given(text=st.text())
def test_what_is_written_is_read(node_type: type[Node], field: str, text: str) -> None:
    before = node_type()
    after = write_field(before, field, text)
    assert read_field(after, field) == clean_text(text)
    assert after.id == before.id
    others = [name for kind, name in PLAIN if kind is node_type and name != field]
    assert all(read_field(after, name) == read_field(before, name) for name in others)


@given(text=st.text())
def test_extra_fields(text: str) -> None:
    indicator = write_field(Indicator(extra={"备注": "甲"}), "extra.数据来源", text)
    assert indicator.extra == {"备注": "甲", "数据来源": clean_text(text)}
    assert read_field(indicator, "extra.数据来源") == clean_text(text)
    assert read_field(indicator, "extra.没有") == ""


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("713001唐山市丰润区妇女联合会本级", "713001", "唐山市丰润区妇女联合会本级"),
        ("562202-天津市妇女联合会", "562202", "-天津市妇女联合会"),
        ("天津市妇女联合会", "", "天津市妇女联合会"),
        ("", "", ""),
    ],
)
def test_units_are_code_and_name(text: str, code: str, name: str) -> None:
    assert write_field(Project(), "unit", text).unit == Party(code=code, name=name)


@given(st.text())
def test_a_unit_stays_verbatim(text: str) -> None:
    assert read_field(write_field(Project(), "unit", text), "unit") == clean_text(text)


def test_pasted_text_loses_only_what_no_file_can_hold() -> None:
    assert clean_text("甲\r\n乙\x0b丙\x00\x1f丁\t≥95%　") == "甲\n乙\n丙丁\t≥95%　"


@pytest.mark.parametrize("text", ["2024", "2024年", "2024年度", " ２０２４ "])
def test_years(text: str) -> None:
    submission = write_field(Submission(), "year", text)
    assert submission.year == 2024
    assert read_field(submission, "year") == "2024"
    assert write_field(submission, "year", "").year is None


@pytest.mark.parametrize("text", ["24", "二〇二四", "20245", "2024-2025", "²⁰²⁴"])
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(ValueError, match="年度"):
        write_field(Submission(), "year", text)


def test_goals_whose_line_stayed_keep_their_ids() -> None:
    goals = (Goal(text="1.甲"), Goal(text="2.乙"), Goal(text="3.丙"))
    after = write_field(Project(goals=goals), "goals", "1.甲\n新的\n2.乙\n3.丁").goals
    assert [goal.text for goal in after] == ["1.甲", "新的", "2.乙", "3.丁"]
    assert [goal.id for goal in (after[0], after[2], after[3])] == [goal.id for goal in goals]


def test_every_node_and_field_has_a_chinese_name() -> None:
    assert set(FIELDS) == set(NODE_NAMES) == set(NODE_TYPES.values())
    for node_type, fields in FIELDS.items():
        for field in fields:
            assert field_label(node_type(), field.name) == field.label
            assert not field.label.isascii()
    assert field_label(Indicator(), "extra.备注") == "备注"
