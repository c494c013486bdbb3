# SPDX-License-Identifier: MulanPSL-2.0
"""Taking plain text apart into rows of cells, lines of text and blank lines.

Four ways of writing a table are known: cells parted by tabs (Excel, published pages), by commas
(.csv), by bars (Markdown), and one cell a line behind a tab (documents turned into text).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.text.markup import plain_lines, without_bookmarks

if TYPE_CHECKING:
    from collections.abc import Iterator

# Excel's quotes: around a cell that holds a line end or a tab, its own quotes doubled.
_CELL = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=[\t\n]|\Z)|[^\t\n]*')
_CELL_LINE = re.compile(r"^\t[^\t\n]*$", re.MULTILINE)
_TAB_LINE = re.compile(r"^.*\t.*$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{2,}:?")
_EXCEL_CELL = 32_767


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a table; of an `exact` one the cells that are not there do not exist."""

    cells: tuple[str, ...]
    exact: bool = False
    header: bool = False

    @property
    def filled(self) -> int:
        """How many of its cells hold text."""
        return sum(1 for cell in self.cells if cell)


Item = TextRow | str | None
"""A row, a line of text, or None for the end of a table."""


def text_items(text: str) -> Iterator[Item]:
    """The rows, lines and gaps of `text` from top to bottom."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    plain = plain.replace("\0", "").rstrip("\x1a\n") + "\n"
    # Cells that stand alone behind a tab; in a table with tabs few rows have just two cells.
    alone, tabbed = len(_CELL_LINE.findall(plain)), len(_TAB_LINE.findall(plain))
    if alone > 2 and alone * 5 > tabbed * 4:
        return _cell_lines(plain)
    if not tabbed and (rows := _comma_rows(plain)):
        return iter(rows)
    return _tab_lines(plain)


def _tab_lines(text: str) -> Iterator[Item]:
    """Rows of cells parted by tabs or bars; a blank line ends a table."""
    bars: list[TextRow] = []
    for cells in _split(text):
        found = _bar_row(cells[0]) if len(cells) == 1 else None
        if found is not None:
            if not all(_RULE.fullmatch(cell) for cell in found.cells):
                bars.append(found)
            elif len(bars) == 1:
                bars = [replace(bars[0], header=True)]
            continue
        yield from bars
        bars = []
        # A ruler of dashes below a row is drawn by a converter.
        if len(cells) < 2 or not all(_RULE.fullmatch(cell.strip()) for cell in cells):
            yield _item(cells)
    yield from bars


def _item(cells: list[str]) -> Item:
    if len(cells) == 1:
        return plain_lines(without_bookmarks(cells[0])) or None
    texts = tuple(plain_lines(cell) for cell in cells)
    return TextRow(texts) if any(texts) else None


def _split(text: str) -> Iterator[list[str]]:
    """The cells of each line; a quoted cell of a row may hold line ends and tabs."""
    cells: list[str] = []
    at = 0
    while at < len(text):
        match = _CELL.match(text, at)
        quoted = match[1] if match else None
        end = match.end() if match else at
        in_row = bool(cells) or text[end : end + 1] == "\t"
        if quoted is not None and not _is_quoted(quoted, in_row=in_row):
            quoted = None
            end = min(found for found in (text.find("\t", at), text.find("\n", at)) if found >= 0)
        cells.append(text[at:end] if quoted is None else quoted.replace('""', '"'))
        if text[end : end + 1] != "\t":
            yield cells
            cells = []
        at = end + 1


def _is_quoted(inner: str, *, in_row: bool) -> bool:
    """Whether Excel would have put quotes around this cell; else they are the user's own."""
    if not in_row or len(inner) > _EXCEL_CELL:
        return False
    # A quote left open by mistake must not swallow the rows up to the next one.
    if "\t" in inner and "\n" in inner:
        return False
    return any(mark in inner for mark in ("\n", "\t", '""', ","))


def _bar_row(line: str) -> TextRow | None:
    stripped = line.strip()
    if not stripped.startswith("|") or len(_BAR.findall(stripped)) < 2:
        return None
    inner = stripped[1:-1] if stripped.endswith("|") else stripped[1:]
    cells = (cell.replace("\\|", "|") for cell in _BAR.split(inner))
    return TextRow(tuple(plain_lines(cell) for cell in cells))


def _comma_rows(text: str) -> list[TextRow]:
    """The rows of a .csv file; none where lines differ in their commas, as those of prose do."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or "," not in lines[0]:
        return []
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True), strict=True) if row]
    except csv.Error:
        return []
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return []
    return [TextRow(tuple(plain_lines(cell) for cell in row)) for row in rows]


def _cell_lines(text: str) -> Iterator[Item]:
    """Rows whose cells have a line each, behind a tab; more than one blank line ends a table."""
    cells: list[str] = []
    blank = 0
    for line in text.split("\n"):
        if line.startswith("\t"):
            if blank > 1:
                yield None
            cells.extend(line[1:].split("\t"))
        elif cells and line.strip():
            cells[-1] += f"\n{line}"
        else:
            if cells:
                yield TextRow(tuple(plain_lines(cell) for cell in cells), exact=True)
                cells = []
            if line.strip():
                yield plain_lines(without_bookmarks(line))
        blank = 0 if line.strip() or line.startswith("\t") else blank + 1
    if cells:
        yield TextRow(tuple(plain_lines(cell) for cell in cells), exact=True)
