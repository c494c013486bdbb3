# SPDX-License-Identifier: MulanPSL-2.0
"""A text that looks like a formula is a text in every workbook that we write, and stays the same.

A spreadsheet program would run =cmd|… and its like, or show #NAME? where 「-」 was typed.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.xlsx.lists import write_lists
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.revise import revise_xlsx
from fuyi_editor.files.xlsx.tables import write_tables
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Cell, Grid, PageDocument, Row

if TYPE_CHECKING:
    from collections.abc import Callable

formulas = st.builds(
    "{}{}".format,
    st.sampled_from(["=", "+", "-", "@", "==", "{=", "'=", " =", "\t=", "＝", "=+"]),
    st.sampled_from(
        ["1+1", "SUM(A1:A2)", "cmd|'/C calc'!A0", 'HYPERLINK("http://x","y")', "95%", "A1", "x", "",
         'WEBSERVICE("http://x")', "Sheet2!$B$2", "-1", "1}", "≥95"]
    ),
)  # fmt: skip
_FORMULA = re.compile(rb"<f[ >/]|<hyperlink|<externalReference")


@dataclass
class Data:
    """A plain table of one column."""

    rows: list[tuple[str]]
    name: str = "表"
    title: str = ""
    headers: tuple[str, ...] = ("=1+1",)
    widths: tuple[int, ...] = (9,)
    last: tuple[str, ...] = ()


def page(texts: list[str]) -> PageDocument:
    # A column of its own beside each, so that no blank row parts the table.
    rows = tuple(Row((Cell("甲", 0), Cell(text, 1))) for text in texts)
    return PageDocument((Grid((40.0, 40.0), rows),))


def revised(texts: list[str]) -> bytes:
    data = compose_xlsx(page(["甲"] * len(texts)))
    source = read_xlsx(data)
    (grid,) = source.grids
    rows = tuple(
        replace(row, cells=(row.cells[0], replace(row.cells[1], text=text)))
        for row, text in zip(grid.rows, texts, strict=True)
    )
    blocks = tuple(replace(b, rows=rows) if b is grid else b for b in source.blocks)
    return revise_xlsx(data, source, source.with_blocks(blocks))


WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    "compose": lambda texts: compose_xlsx(page(texts)),
    "revise": revised,
    "tables": lambda texts: write_tables([Data([(text,) for text in texts])]),
    "lists": lambda texts: write_lists([Data([(text,) for text in texts])]),
}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(texts=st.lists(formulas, min_size=1, max_size=12))
def test_what_looks_like_a_formula_is_written_as_text(name: str, texts: list[str]) -> None:
    data = WRITERS[name](texts)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            assert not _FORMULA.search(package.read(part)), part
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    # openpyxl itself takes every string that begins with = for a formula, but for its mark.
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.value not in ("甲", "=1+1")] == [
        text for text in texts if text != "=1+1"
    ]
    found = [cell.text for grid in read_xlsx(data).grids for _, cell in grid.cells()]
    assert [text for text in found if text not in ("甲", "=1+1")] == [
        text for text in texts if text != "=1+1"
    ]


@given(texts=st.lists(formulas, min_size=1, max_size=6))
def test_in_a_word_file_too(texts: list[str]) -> None:
    found = read_docx(compose_docx(page(texts)))
    assert [cell.text for _, cell in found.grids[0].cells()][1::2] == texts
