# SPDX-License-Identifier: MulanPSL-2.0
"""The library as rows: what goes out comes back, and bad rows are told one by one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.xlsx.list import read_list
from fuyi_editor.files.xlsx.tables import write_tables
from fuyi_editor.library.entry import Entry, tidied
from fuyi_editor.library.exchange import from_rows, sheet_of, to_rows
from fuyi_editor.library.seed import seed_entries

TEXTS = st.text(st.sampled_from("培训人数≥5次a ='\"，%"), max_size=6)
ENTRIES = st.builds(
    Entry,
    name=TEXTS.map(lambda text: text + "人"),
    group=st.just("产出指标"),
    kind=st.sampled_from(["数量指标", "成本指标", ""]),
    value=TEXTS,
    unit=TEXTS,
    basis=TEXTS,
    description=TEXTS,
    origin=TEXTS,
    year=st.sampled_from([None, 2023]),
    uses=st.integers(0, 30),
    own=st.booleans(),
).map(tidied)


@given(st.lists(ENTRIES))
def test_what_goes_out_comes_back(entries: list[Entry]) -> None:
    assert from_rows(to_rows(entries)) == (entries, [])


def test_the_programs_own_entries_survive_a_workbook(tmp_path: Path) -> None:
    entries = seed_entries()
    path = tmp_path / "库.xlsx"
    path.write_bytes(write_tables([sheet_of(entries)]))
    assert from_rows(read_list(path)) == (entries, [])


def test_columns_in_any_order_under_any_of_their_names_below_a_title() -> None:
    rows = [
        ["我们的指标"],
        [],
        ["序号", "指标值", "二级 指标", "*指标名称", "备注"],
        ["1", "≥5次", "数量", "活动次数", "x"],
        [],
        ["2", "≥95%", "", "满意度"],
    ]
    entries, problems = from_rows(rows)
    assert problems == []
    assert [(entry.name, entry.kind, entry.value, entry.unit, entry.own) for entry in entries] == [
        ("活动次数", "数量指标", "≥5次", "次", True),
        ("满意度", "", "≥95%", "%", True),
    ]


def test_each_bad_row_is_told_with_its_number_and_the_rest_is_read() -> None:
    rows = [
        ["三级指标", "二级指标", "年度", "使用次数"],
        ["", "数量指标", "", ""],
        ["活动次数", "次数", "", ""],
        ["活动人数", "数量指标", "去年", ""],
        ["活动场次", "数量指标", "2023年度", "很多"],
    ]
    entries, problems = from_rows(rows)
    assert [(entry.name, entry.year, entry.uses) for entry in entries] == [("活动场次", 2023, 0)]
    assert [problem[:5] for problem in problems] == ["第 2 行", "第 3 行", "第 4 行"]
    assert "二级指标“次数”认不出来，请写成数量指标、" in problems[1]
    assert all(problem.endswith("。") for problem in problems)


def test_a_list_without_a_header_is_refused_with_one_sentence() -> None:
    for rows in ([], [["活动次数", "≥5次"]], [["三级指标"], ["活动次数"]]):
        entries, (problem,) = from_rows(rows)
        assert entries == []
        assert "没有找到表头" in problem
