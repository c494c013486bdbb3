# SPDX-License-Identifier: MulanPSL-2.0
"""Lists with sums as a workbook, read back by another reader."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import openpyxl
import pytest

from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.xlsx import lists as xlsx_lists
from fuyi_editor.files.xlsx.lists import write_lists


class Sum(NamedTuple):
    text: str
    value: Decimal | int


@dataclass
class Data:
    rows: tuple[tuple[object, ...], ...]
    last: tuple[object, ...] = ()
    name: str = "清单"
    title: str = "2023年A&B"
    headers: tuple[str, ...] = ("单位", "个数", "金额")
    widths: tuple[int, ...] = (12, 8, 12)


ROWS = (("=1+1", 2, Decimal("6.00")), ("甲\n乙\n丙", 1, Decimal("0.000007")), ("丁", 0, "约6万"))
LAST = ("合计", Sum("=SUM(B2:B4)", 3), Sum("=SUM(C2:C4)", Decimal("6.000007")))


def read(data: Data, *, values: bool):
    return openpyxl.load_workbook(io.BytesIO(write_lists([data])), data_only=values)["清单"]


def test_numbers_are_numbers_and_sums_formulas_with_their_values() -> None:
    formulas, values = (read(Data(ROWS, LAST), values=v) for v in (False, True))
    assert [cell.value for cell in formulas[5]] == ["合计", "=SUM(B2:B4)", "=SUM(C2:C4)"]
    assert [cell.value for cell in values[5]] == ["合计", 3, 6.000007]
    assert [cell.value for cell in values["C"]] == ["金额", 6, 0.000007, "约6万", 6.000007]
    assert formulas["A2"].data_type == "s"
    assert formulas["C2"].number_format == "#,##0.00####"
    assert formulas["B2"].number_format == "General"
    assert formulas["A5"].font.bold
    assert not formulas["A4"].font.bold


def test_it_can_be_filtered_and_printed() -> None:
    sheet = read(Data(ROWS, LAST), values=False)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C4"  # the sum stays where it is
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    # openpyxl undoes the doubled sign; the size of the letters is not that and the year.
    assert sheet.oddHeader.center.text == "2023年A&&B"
    assert sheet.oddHeader.center.size == 14
    assert sheet.row_dimensions[3].height == 3 * 15 + 3
    assert sheet.row_dimensions[2].height == 15 + 3


def test_a_list_without_rows() -> None:
    sheet = read(Data(()), values=True)
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["单位", "个数", "金额"]]


def test_more_rows_than_excel_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_lists, "MOST_ROWS", 3)
    with pytest.raises(SaveError, match="超过 Excel 的行数"):
        write_lists([Data(ROWS, LAST)])
