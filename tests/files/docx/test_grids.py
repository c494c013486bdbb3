# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the tables of .docx: every irregular one becomes a whole grid."""

from __future__ import annotations

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import (
    NO_BORDERS,
    TWIPS_PER_MM,
    Align,
    Borders,
    Grid,
    Paragraph,
    VerticalAlign,
    check_grid,
)
from tests.files.builders import cell, make_docx, paragraph, row, table

GRID_STYLE = (
    '<w:style w:type="table" w:styleId="g"><w:name w:val="Grid"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single"/><w:insideH w:val="single"/></w:tblBorders></w:tblPr></w:style>'
)


def read_grid(body: str, styles: str = "") -> Grid:
    grid = read_docx(make_docx(body, styles)).grids[0]
    check_grid(grid)
    return grid


def texts(grid: Grid) -> list[list[str | None]]:
    return [[None if c.continues else c.text for c in r.cells] for r in grid.rows]


def test_content_controls() -> None:
    inner = table(
        f"<w:sdt><w:sdtContent>{row(cell('a'))}</w:sdtContent></w:sdt>",
        f"<w:tr><w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt></w:tr>",
        row(cell(f"<w:sdt><w:sdtContent>{paragraph('c')}</w:sdtContent></w:sdt>")),
        widths=(1440,),
    )
    body = f"<w:sdt><w:sdtContent>{paragraph('x')}{inner}</w:sdtContent></w:sdt>"
    page = read_docx(make_docx(body))
    assert [type(block) for block in page.blocks] == [Paragraph, Grid]
    assert texts(page.grids[0]) == [["a"], ["b"], ["c"]]


def test_irregular_rows_are_made_whole() -> None:
    grid = read_grid(
        table(
            row(cell("a"), cell("b"), cell("c")),
            row(cell("d"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
            row(cell("e", '<w:gridSpan w:val="2"/>')),
            row(cell("f", '<w:gridSpan w:val="0"/>')),
            widths=(1440, 1440, 1440, 720, 720),
        )
    )
    assert len(grid.columns) == 3
    assert texts(grid) == [["a", "b", "c"], ["", "d", ""], ["e", ""], ["f", ""]]
    filler = grid.rows[1].cells[0]
    assert (filler.origin, filler.borders) == (None, NO_BORDERS)


def test_merges_down() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = read_grid(
        table(
            row(cell("a", begin), cell("orphan", go_on)),
            row(cell("hidden", go_on), cell("x", go_on)),
            row(cell("wide", '<w:gridSpan w:val="2"/><w:vMerge/>')),
        )
    )
    assert texts(grid) == [["a", "orphan"], [None, None], ["wide"]]


def test_old_merges_across() -> None:
    grid = read_grid(
        table(
            row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b")),
            row(cell("c"), cell("d"), cell("e")),
            widths=(1000, 1000, 1000),
        )
    )
    assert texts(grid) == [["a", "b"], ["c", "d", "e"]]
    assert grid.rows[0].cells[0].column_span == 2


def test_nested_table_is_text_of_its_cell() -> None:
    nested = table(row(cell("甲"), cell("")), row(cell("乙"), cell("丙")))
    grid = read_grid(table(row(cell(paragraph("外") + nested + "<w:p/>"), cell(""))))
    assert texts(grid) == [["外\n甲\n乙\n丙", ""]]


@pytest.mark.parametrize(
    ("body", "widths"),
    [
        (table(row(cell("a"), cell("b")), widths=(567, 1134)), [567, 1134]),
        (
            table(
                row(*(cell("a", f'<w:tcW w:w="{n}" w:type="dxa"/>') for n in (567, 1134))),
                widths=(),
            ),
            [567, 1134],
        ),
        (
            table(
                row(cell("a"), cell("b")),
                widths=(),
                properties='<w:tblW w:w="3000" w:type="dxa"/>',
            ),
            [1500, 1500],
        ),
        (table(row(cell("a"), cell("b")), widths=(567,)), [567, 567]),
        (table(row(cell("a")), widths=()), [1440]),
    ],
)
def test_column_widths(body: str, widths: list[int]) -> None:
    assert [round(width * TWIPS_PER_MM) for width in read_grid(body).columns] == widths


def test_row_properties() -> None:
    properties = '<w:cantSplit/><w:trHeight w:val="567"/><w:tblHeader/>'
    grid = read_grid(table(row(cell("a"), cell("b"), properties=properties), row(cell("c"))))
    first, second = grid.rows
    assert (first.header, first.can_split, round(first.min_height, 2)) == (True, False, 10.0)
    assert (second.header, second.can_split, second.min_height) == (False, True, 0.0)


def test_cell_styles_and_borders() -> None:
    grid = read_grid(
        table(
            row(cell("a", '<w:vAlign w:val="bottom"/>'), cell("b")),
            row(cell("c", '<w:tcBorders><w:right w:val="single"/></w:tcBorders>'), cell("d")),
            properties='<w:tblStyle w:val="g"/><w:tblBorders><w:left w:val="nil"/></w:tblBorders>'
            '<w:jc w:val="right"/>',
        ),
        GRID_STYLE,
    )
    assert grid.align is Align.RIGHT
    (a, b), (c, _) = (row.cells for row in grid.rows)
    assert a.style.vertical_align is VerticalAlign.BOTTOM
    assert b.style.vertical_align is VerticalAlign.TOP
    assert a.borders == Borders(top=True, right=False, bottom=True, left=False)
    assert c.borders == Borders(top=True, right=True, bottom=False, left=False)


def test_a_thousand_columns_are_refused() -> None:
    wide = cell("a", '<w:gridSpan w:val="512"/>')
    with pytest.raises(ReadError):
        read_docx(make_docx(table(row(wide, wide, wide))))
