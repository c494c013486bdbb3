# SPDX-License-Identifier: MulanPSL-2.0
"""How entries of the library are told of in few words, and in full for the ear."""

from __future__ import annotations

import pytest

from fuyi_editor.library.entry import Entry
from fuyi_editor.ui.library.words import (
    details_note,
    harvest_words,
    origin_words,
    short_kind,
    spoken_entry,
)


@pytest.mark.parametrize(
    ("origin", "year", "own", "told"),
    [
        ("fengrun-2023.docx", 2023, True, "fengrun-2023"),
        ("县妇联.doc（2024年）；fengrun-2023.docx", 2024, True, "县妇联 2024"),
        ("县妇联", 2024, True, "县妇联 2024"),
        ("通用（按妇联工作编写）：维权服务", None, False, "通用"),
        ("", None, True, "自己录入"),
        ("", None, False, ""),
        ("某.某", None, True, "某.某"),
    ],
)
def test_where_it_comes_from(origin, year, own, told):
    assert origin_words(Entry(origin=origin, year=year, own=own)) == told


@pytest.mark.parametrize(
    ("kind", "group", "told"),
    [
        ("数量指标", "产出指标", "数量"),
        ("服务对象满意度指标", "满意度指标", "满意度"),
        ("", "效益指标", "效益"),
        ("", "", ""),
    ],
)
def test_the_kind_in_short(kind, group, told):
    assert short_kind(Entry(kind=kind, group=group)) == told


def test_for_the_ear():
    entry = Entry(name="培训人数", kind="数量指标", value="≥100\n人", origin="县妇联", year=2023)
    assert spoken_entry(entry) == "培训人数，指标值 ≥100 人，数量指标，县妇联 2023"
    assert spoken_entry(Entry(name="培训人数")) == "培训人数，没有指标值"


def test_what_came_of_a_harvest():
    assert harvest_words(0, 0) == "没有可收录的指标"
    assert harvest_words(3, 0) == "新收录 3 条"
    assert harvest_words(3, 2) == "新收录 3 条，2 条已有，合并到原来的条目"


def test_the_note_below_the_details():
    entry = Entry(origin="县妇联", year=2023, uses=2)
    assert details_note(entry) == "来源：县妇联　年度：2023　用过 2 次"
    assert details_note(Entry()) == "来源：自己录入　还没有用过"
