# SPDX-License-Identifier: MulanPSL-2.0
"""Tables for the clipboard, as Excel, Word and WPS take them: HTML, and text parted by tabs."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.page.document import Cell, Grid

# Excel's own style for a line end that does not begin another row.
_BREAK = '<br style="mso-data-placement:same-cell">'
_TABLE = 'border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse"'
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.(\d{1,6}))?")
_QUOTED = re.compile(r'[\t\n"]')


def grids_html(grids: Iterable[Grid]) -> str:
    """The tables as a page, with merged cells merged."""
    tables = "<p></p>".join(_table(grid) for grid in grids)
    return f'<html><head><meta charset="utf-8"></head><body>{tables}</body></html>'


def grids_text(grids: Iterable[Grid]) -> str:
    """A line for each row; a blank line between two tables."""
    return "\n".join(
        "".join(_line(grid, number) + "\n" for number in range(len(grid.rows))) for grid in grids
    )


def _table(grid: Grid) -> str:
    rows = "".join(
        "<tr>" + "".join(_cell(grid, number, c) for c in row.cells if not c.continues) + "</tr>"
        for number, row in enumerate(grid.rows)
    )
    return f"<table {_TABLE}>{rows}</table>"


def _cell(grid: Grid, row: int, cell: Cell) -> str:
    spans = ""
    if (rows := grid.row_span(row, cell)) > 1:
        spans += f' rowspan="{rows}"'
    if cell.column_span > 1:
        spans += f' colspan="{cell.column_span}"'
    text = _BREAK.join(escape(line) for line in cell.text.split("\n"))
    # Two spaces would be one.
    text = text.replace("  ", " &nbsp;")
    tag = "th" if grid.rows[row].header else "td"
    return f"<{tag}{spans} style='mso-number-format:\"{_format(cell.text)}\"'>{text}</{tag}>"


def _format(text: str) -> str:
    """Excel's format: amounts stay numbers with their decimals, all else stays the text it is."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return "\\@"
    return "0\\." + "0" * len(match[1]) if match[1] else "0"


def _line(grid: Grid, row: int) -> str:
    cells = (cell for cell in grid.rows[row].cells)
    return "\t".join(_plain(cell) + "\t" * (cell.column_span - 1) for cell in cells)


def _plain(cell: Cell) -> str:
    if not _QUOTED.search(cell.text):
        return cell.text
    quoted = cell.text.replace('"', '""')
    return f'"{quoted}"'
