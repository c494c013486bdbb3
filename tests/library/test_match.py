# SPDX-License-Identifier: MulanPSL-2.0
"""The part of a name that answers to what was typed, for whoever marks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.library.pinyin import letters, spelled
from fuyi_editor.library.search import Query


def part(name: str, typed: str) -> str:
    start, end = Query(typed).part(name, spelled(name))
    return name[start:end]


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("培训人数", "pxrs", "培训人数"),
        ("培训人数", "px", "培训"),
        ("培训人数", "peixunr", "培训人"),
        ("培训人数", "rs", "人数"),
        ("培训人数", "培xr", "培训人"),
        ("妇女电商培训人数", "培训", "培训"),
        ("“三八”红旗手 评选（个）", "sbhq", "三八”红旗"),
        ("“三八”红旗手 评选（个）", "评选个", "评选（个"),
        ("12338热线", "2338", "2338"),
        ("ＡＰＰ下载量", "appxz", "ＡＰＰ下载"),
        ("培训人数", "满意度", ""),
        ("培训人数", "", ""),
        ("培训人数", "，", ""),
    ],
)
def test_the_part_that_fits(name, typed, found):
    assert part(name, typed) == found


@given(name=st.text(alphabet="培训人数ab1（）“ ＡÜ", max_size=8), start=st.integers(0, 7))
def test_what_is_copied_from_a_name_is_found_in_it(name, start):
    copied = name[start : start + 3]
    found = part(name, copied)
    assert found in name
    assert bool(found) == bool(letters(copied))
