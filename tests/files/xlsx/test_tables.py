# SPDX-License-Identifier: MulanPSL-2.0
"""Plain tables as a workbook, read back by another reader."""

from __future__ import annotations

import io
from dataclasses import dataclass

import openpyxl

from fuyi_editor.files.xlsx.tables import write_tables


@dataclass
class Data:
    name: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[str | int, ...]]


def read(*tables: Data):
    return openpyxl.load_workbook(io.BytesIO(write_tables(tables)))


def test_texts_stay_texts_and_numbers_numbers() -> None:
    rows = [("=1+1", 3), ("≥5次\x01\r\n二", 0), ("http://x", 1)]
    sheet = read(Data("明细", ("原文", "处数"), (20, 8), rows))["明细"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["原文", "处数"], ["=1+1", 3], ["≥5次\n二", 0], ["http://x", 1],
    ]  # fmt: skip
    assert sheet["A2"].data_type == "s"
    assert sheet["A4"].hyperlink is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B4"
    assert sheet["A1"].font.bold


def test_a_text_longer_than_excel_holds_is_shortened_and_says_so() -> None:
    sheet = read(Data("x", ("a",), (9,), [("字" * 40_000,)]))["x"]
    assert sheet["A2"].value == "字" * 16_000 + "…"


def test_a_table_without_rows() -> None:
    book = read(Data("一", ("a",), (9,), []), Data("二", ("b",), (9,), []))
    assert book.sheetnames == ["一", "二"]
