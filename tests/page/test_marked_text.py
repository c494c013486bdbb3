# SPDX-License-Identifier: MulanPSL-2.0
"""Underlined stretches of a cell: cut in pieces, on the page, in .docx, in .xlsx."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Align, Cell, Grid, PageDocument, Row, TextStyle
from fuyi_editor.page.marked_text import Marks, lines_of, pieces
from fuyi_editor.page.paginate import paginate

TEXT = "培训妇女干部三百人次\n提高就业创业能力"
MARKS: Marks = ((2, 6), (9, 13), (15, 17))
MARKED = ["妇女干部", "次", "提高", "创业"]


def page_of(text: str, marks: Marks, width: float = 40.0) -> PageDocument:
    cells = (
        Cell(text, 0, marks=marks, style=TextStyle(align=Align.CENTER)),
        Cell("≥95%", 1, marks=((0, 4),)),
    )
    return PageDocument((Grid((width, 20.0), (Row(cells),)),))


@given(st.text(max_size=20), st.lists(st.integers(0, 20), max_size=6))
def test_pieces_are_the_text_and_the_marks(text: str, places: list[int]):
    ends = sorted(min(place, len(text)) for place in places)
    marks = tuple(zip(ends[::2], ends[1::2], strict=False))
    cut = list(pieces(text, marks))
    assert "".join(piece for piece, _ in cut) == text
    assert "".join(piece for piece, marked in cut if marked) == "".join(
        text[start:end] for start, end in marks
    )
    assert all(piece for piece, _ in cut)


def test_a_mark_over_a_line_feed_is_one_in_either_line():
    found = [
        piece for line, marks in lines_of(TEXT, MARKS) for piece, marked in pieces(line, marks)
        if marked
    ]  # fmt: skip
    assert found == MARKED


@pytest.mark.parametrize("width", [15.0, 30.0, 120.0])
def test_lines_on_the_page_are_underlined_where_the_marks_are(width: float):
    (page,) = paginate(page_of(TEXT, MARKS, width))
    size = TextStyle().size
    found = ""
    for line in page.cells[0].lines:
        for start, end in line.underlines:
            first, last = ((x - line.x) / size for x in (start, end))
            assert (first, last) == pytest.approx((round(first), round(last)))  # Chinese: 1 em
            found += line.text[round(first) : round(last)]
    assert found == "".join(MARKED)


def test_word_has_underlined_runs():
    table = docx.Document(io.BytesIO(compose_docx(page_of(TEXT, MARKS)))).tables[0]
    cells = table.rows[0].cells
    runs = [run for paragraph in cells[0].paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.underline] == MARKED
    assert cells[0].text == TEXT
    assert [run.underline for run in cells[1].paragraphs[0].runs] == [True]


def test_excel_has_underlined_runs():
    data = io.BytesIO(compose_xlsx(page_of(TEXT, MARKS)))
    sheet = openpyxl.load_workbook(data, rich_text=True).active
    assert sheet is not None
    rich = sheet["A1"].value
    assert isinstance(rich, CellRichText)
    assert str(rich) == TEXT
    assert [part.text for part in rich if part.font.u == "single"] == [
        "妇女干部",
        "次\n提高",
        "创业",
    ]
    assert {part.font.rFont for part in rich} == {"宋体"}
    # One piece that is all underlined is the look of the cell.
    assert sheet["B1"].value == "≥95%"
    assert sheet["B1"].font.u == "single"
