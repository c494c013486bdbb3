# SPDX-License-Identifier: MulanPSL-2.0
"""The list of projects as sheets, calculated again by LibreOffice; the merge in lines and data."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import openpyxl
import pytest

from fuyi_editor.files.xlsx.lists import write_lists
from fuyi_editor.yearly.merging.merge import Merged, merge
from fuyi_editor.yearly.merging.parts import Part
from fuyi_editor.yearly.merging.report import merge_data, merge_lines
from fuyi_editor.yearly.merging.tables import Formula, merge_sheets
from tests.files.office import convert, needs_office
from tests.yearly.units import part, project, renamed


@pytest.fixture
def parts() -> list[Part]:
    first = part("甲.docx", project("培训", "1,000.50", "甲", "P1"), project("慰问", "", "甲"))
    return [
        first,
        renamed(first, "甲（副本）.docx"),
        part("乙.docx", project("宣传", "30000.00", "乙*", "P1"), money="元"),
        part("去年.docx", project("宣传", "3.00", "丙"), year=2022),
    ]


@pytest.fixture
def merged(parts: list[Part]) -> Merged:
    return merge(parts, {"year": "leave_out"})


UNREAD = {"坏.docx": "打不开“坏.docx”：文件已损坏。"}


def plain(rows) -> list[list[object]]:
    return [[c.value if isinstance(c, Formula) else c for c in row] for row in rows]


def test_the_list_has_every_project_with_its_file(merged, parts):
    sheet = merge_sheets(merged, parts, UNREAD)[0]
    assert sheet.name == "项目清单"
    assert sheet.title == "2023年项目支出绩效目标汇总"
    assert sheet.headers[5:8] == ("预算数（万元）", "财政资金（万元）", "其他资金（万元）")
    assert plain(sheet.rows) == [
        [1, "", "甲", "P1", "培训", Decimal("1000.50"), "", "", "甲.docx"],
        [2, "", "甲", "", "慰问", "", "", "", "甲.docx"],
        [3, "", "乙*", "P1", "宣传", Decimal("3.00"), "", "", "乙.docx"],
    ]
    assert sheet.last[5] == Formula("=SUM(F2:F4)", Decimal("1003.50"))
    assert len(sheet.last) == len(sheet.headers) == len(sheet.widths)


def test_the_units_are_summed_by_formulas_over_the_list(merged, parts):
    sheet = merge_sheets(merged, parts, UNREAD)[1]
    assert sheet.rows[0][2] == Formula("=COUNTIF('项目清单'!$C$2:$C$4,$B2)", 2)
    assert sheet.rows[0][3] == Formula(
        "=SUMIF('项目清单'!$C$2:$C$4,$B2,'项目清单'!$F$2:$F$4)", Decimal("1000.50")
    )
    assert sheet.rows[0][-1] == "甲.docx\n（1 个项目没有预算数，没有计入）"
    # A star in a name would be a pattern to a formula.
    assert sheet.rows[1][2:4] == (1, Decimal("3.00"))
    assert plain([sheet.last]) == [["合计", "2 个单位", 3, Decimal("1003.50"), 0, 0, ""]]


def test_conflicts_and_files_tell_what_was_done_and_why(merged, parts):
    _, _, conflicts, files = merge_sheets(merged, parts, UNREAD)
    rows = {row[0]: row for row in conflicts.rows}
    assert list(rows) == ["重复的文件", "年度不同", "项目编码相同", "金额单位不同", "金额读不出来"]
    assert rows["年度不同"][3:5] == ("不汇总这个文件", "已选定")
    assert rows["重复的文件"][3:6] == ("只算一次", "默认", "都算")
    assert rows["金额读不出来"][3:6] == ("请改原来的文件", "", "")
    states = [(row[0], row[1], row[6]) for row in files.rows]
    assert states == [
        ("甲.docx", "已汇总", 2),
        ("甲（副本）.docx", "没有汇总", 0),
        ("乙.docx", "已汇总", 1),
        ("去年.docx", "没有汇总", 0),
        ("坏.docx", "读不出来", 0),
    ]
    assert "2022 年" in files.rows[3][-1]
    assert files.rows[4][-1] == UNREAD["坏.docx"]


@pytest.mark.parametrize("suffix", ["ods"])
@needs_office[0]
@needs_office[1]
def test_libreoffice_calculates_the_same(merged, parts, tmp_path, suffix):
    data = write_lists(merge_sheets(merged, parts, UNREAD))
    # By way of another format, so that nothing is left but what it calculated itself.
    other = convert(tmp_path, {"x.xlsx": data}, suffix)
    again = convert(tmp_path, {f"x.{suffix}": other["x"]}, "xlsx")
    calculated = openpyxl.load_workbook(io.BytesIO(again["x"]), data_only=True)
    written = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in written:
        mine = [[cell.value or None for cell in row] for row in sheet.iter_rows()]
        their = [
            [cell.value or None for cell in row] for row in calculated[sheet.title].iter_rows()
        ]
        assert their == mine


def test_the_lines_name_totals_files_conflicts_and_how_to_choose(merged):
    text = "\n".join(merge_lines(merged, read=4, unread=1))
    assert "读了 4 个文件，读不出来 1 个；汇总 2 个文件、2 个单位、3 个项目。" in text
    assert "合计：1003.50 万元，另有 1 个项目没有预算数" in text
    assert "  甲：2 个项目，1000.50 万元，另有 1 个项目没有预算数，来自“甲.docx”" in text
    assert '已选定：不汇总这个文件；还可以用 --choice "year:去年.docx=keep"（照样汇总）' in text
    assert "没有重复和冲突。" in [*merge_lines(merge([]), 0, 0)]


def test_the_data_can_be_written_as_json(merged):
    data = json.loads(json.dumps(merge_data(merged, {"坏.docx": "打不开"})))
    assert data["total"] == {
        "projects": 3, "total": "1003.50", "fiscal": "0.00", "carried_over": "0.00",
        "other": "0.00", "missing": 1,
    }  # fmt: skip
    assert data["units"][1]["files"] == ["乙.docx"]
    assert [conflict["kind"] for conflict in data["conflicts"]][:2] == ["same_file", "year"]
    assert data["projects"][0]["file"] == "甲.docx"
    assert data["unread"] == [{"file": "坏.docx", "problem": "打不开"}]
