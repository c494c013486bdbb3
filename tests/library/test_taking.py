# SPDX-License-Identifier: MulanPSL-2.0
"""Taking an entry: what a clerk finds in the row after Enter, and that one undo takes it back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.library.entry import Entry, tidied
from fuyi_editor.library.taking import dated, take
from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import Indicator, Submission

TRAINED = tidied(
    Entry(
        name="培训人数",
        kind="数量",
        value="≥100人",
        basis="计划标准",
        description="参加培训的妇女人数",
    )
)
FINISHED = tidied(Entry(name="培训完成时间", kind="时效", value="11月30日前", basis="计划标准"))


def book(*rows: dict[str, Any], year: int | None = 2027) -> Submission:
    kinds = [{"name": "数量指标", "indicators": list(rows)}]
    groups = [{"name": "产出指标", "kinds": kinds}]
    data = {"year": year, "projects": [{"name": "培训", "indicators": groups}]}
    return Submission.model_validate(data)


def row(submission: Submission) -> Indicator:
    return submission.projects[0].indicators[0].kinds[0].indicators[0]


def taken(entry: Entry, *rows: dict[str, Any], year: int | None = 2027) -> Indicator:
    submission = book(*(rows or ({},)), year=year)
    return row(apply_edits(submission, take(submission, row(submission).id, entry)))


def texts(indicator: Indicator) -> tuple[str, str, str, str]:
    return indicator.name, indicator.value.text, indicator.basis, indicator.description


def test_a_blank_row_gets_everything() -> None:
    assert texts(taken(TRAINED)) == ("培训人数", "≥100人", "计划标准", "参加培训的妇女人数")
    assert taken(TRAINED, {"name": "pxrs", "value": "≥**%"}).value.text == "≥100人"


@pytest.mark.parametrize("value", ["≥60人", "=60名", "60", "≥80人次", "7*24小时"])
def test_a_number_that_may_be_the_entrys_stays(value: str) -> None:
    got = taken(TRAINED, {"name": "参训人", "value": value, "basis": "历史标准"})
    assert texts(got) == ("培训人数", value, "历史标准", "参加培训的妇女人数")


@pytest.mark.parametrize("value", ["≥95%", "≥5次", "2027年9月底前", "优"])
def test_a_row_of_another_indicator_becomes_the_entrys(value: str) -> None:
    old = {"name": "旧的", "value": value, "basis": "历史标准", "description": "旧的描述"}
    assert texts(taken(TRAINED, old)) == ("培训人数", "≥100人", "计划标准", "参加培训的妇女人数")


def test_a_blank_in_the_library_takes_nothing_away() -> None:
    entry = Entry(name="培训人数", kind="数量指标")
    old = {"name": "旧的", "value": "≥95%", "basis": "历史标准", "description": "旧的描述"}
    assert texts(taken(entry, old)) == ("培训人数", "≥95%", "历史标准", "旧的描述")


def test_dates_get_the_years_of_the_book() -> None:
    assert taken(FINISHED).value.text == "2027年11月30日前"
    assert taken(FINISHED, year=None).value.text == "11月30日前"
    own = Entry(name="2023年培训完成时间", value="2023年12月底前完成", year=2023)
    assert texts(taken(own))[:2] == ("2027年培训完成时间", "2027年12月底前完成")
    assert dated("2021年，2021-2030年，2021年—2023年，12021年", 2021, 2027) == (
        "2027年，2021-2030年，2021年—2023年，12021年"
    )


def test_the_unit_of_an_entry_completes_a_bare_number() -> None:
    assert taken(Entry(name="培训人数", value="≥100", unit="人")).value.text == "≥100人"
    assert taken(Entry(name="环境", value="整洁", unit="个")).value.text == "整洁"


@pytest.mark.parametrize(
    ("columns", "value", "extra"),
    [
        (("计算符号", "计量单位"), "100", {"计算符号": "≥", "计量单位": "人"}),
        (("计量单位",), "≥100", {"计量单位": "人"}),
        (("计算符号",), "100人", {"计算符号": "≥"}),
        (("备注",), "≥100人", {}),
    ],
)
def test_columns_that_stayed_apart_get_their_parts(columns, value: str, extra) -> None:
    # The row itself may be new and know of no columns yet.
    got = taken(TRAINED, {}, {"name": "别的", "value": "3", "extra": dict.fromkeys(columns, "x")})
    assert (got.value.text, got.extra) == (value, extra)


def test_what_is_said_already_needs_no_edit() -> None:
    submission = book({})
    same = apply_edits(submission, take(submission, row(submission).id, TRAINED))
    assert take(same, row(same).id, TRAINED) == ()
    with pytest.raises(KeyError):
        take(submission, "nowhere", TRAINED)


WORDS = st.sampled_from(["", "≥5次", "≥95%", "12月底前", "2023年底前", "优", "≥**%", "60", "x"])


@given(st.lists(WORDS, min_size=6, max_size=6))
def test_no_text_gives_way_to_a_blank_and_undo_brings_all_back(words: list[str]) -> None:
    old = {"name": words[0], "value": words[1], "basis": words[2]}
    submission = book(old)
    entry = tidied(Entry(name=words[3] or "名称", value=words[4], basis=words[5], year=2023))
    after = apply_edits(submission, take(submission, row(submission).id, entry))
    for before, now in zip(texts(row(submission)), texts(row(after)), strict=True):
        assert now or not before
    assert apply_edits(after, diff(after, submission)) == submission
    assert row(after).name
