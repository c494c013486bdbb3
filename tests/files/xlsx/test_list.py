# SPDX-License-Identifier: MulanPSL-2.0
"""Reading a list from a workbook as it was kept by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.xlsx.list import read_list
from tests.bad_files import make_bad_files


def test_rows_keep_their_numbers_and_cells_show_what_one_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "空的"
    hidden = book.create_sheet("藏起来的")
    hidden["A1"] = "看不见"
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("清单")
    sheet["B2"], sheet["A4"], sheet["C4"] = "名称", 2023, 0.95
    sheet["C4"].number_format = "0%"
    book.save(tmp_path / "清单.xlsx")
    assert read_list(tmp_path / "清单.xlsx") == [[], ["", "名称"], [], ["2023", "", "95%"]]


def test_a_workbook_without_content_and_what_is_no_workbook(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(ReadError, match=r"“空\.xlsx”：工作簿里没有内容"):
        read_list(tmp_path / "空.xlsx")
    (tmp_path / "表.csv").write_text("三级指标,指标值\n活动次数,5\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"“表\.csv”：这不是 \.xlsx 工作簿"):
        read_list(tmp_path / "表.csv")
    with pytest.raises(ReadError, match="文件不存在"):
        read_list(tmp_path / "没有.xlsx")


def test_a_list_of_endless_length_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1048576"] = "x"
    book.save(tmp_path / "长.xlsx")
    with pytest.raises(ReadError, match="行数过多"):
        read_list(tmp_path / "长.xlsx")


def test_bad_files_get_one_sentence_that_names_them(tmp_path: Path) -> None:
    for path in make_bad_files(tmp_path).values():
        with pytest.raises(ReadError) as told:
            read_list(path)
        assert told.value.sentence.startswith(f"打不开“{path.name}”：")
