# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of an old Word file as grids: cells between edges, put on a raster of all edges."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.files.doc.paragraphs import Ending
from fuyi_editor.files.doc.rows import MAX_CELLS, CellLayout, RowLayout, read_row
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import (
    NO_BORDERS,
    TWIPS_PER_MM,
    Borders,
    Cell,
    Grid,
    Row,
    TextStyle,
    VerticalAlign,
)

if TYPE_CHECKING:
    from fuyi_editor.files.doc.paragraphs import DocParagraph
    from fuyi_editor.files.doc.styles import StyleSheet

MAX_COLUMNS = 1024
_SAME_EDGE = 15
"""Twips (a quarter of a millimetre) by which edges of different rows differ unintendedly."""
_FILLER_STYLE = TextStyle(vertical_align=VerticalAlign.TOP)


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in a cell, before it is known where the cell is."""

    text: str
    paragraph: DocParagraph | None


@dataclass(slots=True)
class _Draft:
    """A cell between two edges; one without a `layout` only fills the row."""

    content: _Content
    left: int
    right: int
    layout: CellLayout | None
    column: int = 0
    span: int = 1
    continues: bool = False


@dataclass(slots=True)
class _DraftRow:
    layout: RowLayout
    cells: list[_Draft] = field(default_factory=list[_Draft])


class TableReader:
    """Gathers the paragraphs of one table after another into grids."""

    def __init__(self, styles: StyleSheet) -> None:
        self._styles = styles
        self._lines: list[DocParagraph] = []
        self._contents: list[_Content] = []
        self._rows: list[_DraftRow] = []
        self._layouts: dict[tuple[bytes, int], RowLayout] = {}

    def add(self, paragraph: DocParagraph) -> None:
        """Go on with a paragraph inside the table."""
        if paragraph.ending is Ending.ROW:
            if self._lines or paragraph.text:
                self._end_cell(paragraph)
            self._end_row(paragraph.modifiers)
        elif paragraph.ending is Ending.CELL:
            self._end_cell(paragraph)
        else:
            self._lines.append(paragraph)

    def finish(self) -> Grid | None:
        """The table as a grid, if there is one; the next paragraph begins another."""
        # A file that was cut off may end within a row.
        if self._lines:
            self._end_cell(None)
        if self._contents:
            self._end_row(b"")
        rows, self._rows = [row for row in self._rows if row.cells], []
        return _grid(rows, self._styles) if rows else None

    def _end_cell(self, last: DocParagraph | None) -> None:
        lines = [*self._lines, last] if last is not None else self._lines
        self._lines = []
        self._contents.append(_content(lines))
        if len(self._contents) > MAX_CELLS:
            cause = f"表格的一行有 {MAX_CELLS} 个以上的单元格，超出可处理的范围"
            raise ReadError(cause, "请确认选的是绩效目标表")

    def _end_row(self, modifiers: bytes) -> None:
        key = modifiers, len(self._contents)
        if key not in self._layouts:
            self._layouts[key] = read_row(*key)
        layout = self._layouts[key]
        contents, self._contents = self._contents, []
        row = _DraftRow(layout)
        nothing = _Content("", None)
        for at, cell in enumerate(layout.cells):
            left, right = layout.edges[at : at + 2]
            if cell.continues_left and row.cells:
                # The cell is a part of the one before it, and what it holds is not shown.
                row.cells[-1].right = right
                continue
            content = contents[at] if at < len(contents) else nothing
            row.cells.append(_Draft(content, left, right, cell))
        self._rows.append(row)


def _content(lines: list[DocParagraph]) -> _Content:
    """The text of a cell's paragraphs, as docx_text.cell_paragraphs takes them.

    Of a table inside the cell only paragraphs with text count, and the empty paragraph that has to
    follow such a table does not.
    """
    texts: list[str] = []
    first = next((line for line in lines if line.text), lines[0] if lines else None)
    after_table = False
    for line in lines:
        inner = line.depth > 1
        if line.text or not (inner or (after_table and texts)):
            texts.append(line.text)
        after_table = inner
    return _Content("\n".join(texts), first)


def _grid(rows: list[_DraftRow], styles: StyleSheet) -> Grid:
    edges = _place_on_raster(rows)
    _settle_merges(rows)
    last = len(rows) - 1
    painter = _RowPainter(styles)
    return Grid(
        columns=tuple((right - left) / TWIPS_PER_MM for left, right in pairwise(edges)),
        rows=tuple(
            painter.row(row, first=index == 0, last=index == last) for index, row in enumerate(rows)
        ),
        align=rows[0].layout.align,
    )


def _place_on_raster(rows: list[_DraftRow]) -> list[int]:
    """Give every cell its columns, fill the rows up to both sides; the edges of the columns."""
    edges = _raster(rows, _SAME_EDGE)
    if any(not _fits(row, edges) for row in rows):
        # Some cells are narrower than the tolerance.
        for row in rows:
            _widen(row)
        edges = _raster(rows, 0)
    if len(edges) > MAX_COLUMNS + 1:
        cause = f"表格有 {len(edges) - 1} 列，超出可处理的范围"
        raise ReadError(cause, "请确认选的是绩效目标表")
    for row in rows:
        for cell in row.cells:
            cell.column = _column(edges, cell.left)
            cell.span = _column(edges, cell.right) - cell.column
        _fill(row, len(edges) - 1)
    return edges


def _raster(rows: list[_DraftRow], tolerance: int) -> list[int]:
    """All edges in order, those within the tolerance of one another as one, the leftmost."""
    found: list[int] = []
    for edge in sorted({edge for row in rows for cell in row.cells for edge in _ends(cell)}):
        if not found or edge - found[-1] > tolerance:
            found.append(edge)
    return found


def _ends(cell: _Draft) -> tuple[int, int]:
    return cell.left, cell.right


def _column(edges: list[int], edge: int) -> int:
    at = bisect_left(edges, edge)
    return at if at < len(edges) and edges[at] == edge else at - 1


def _fits(row: _DraftRow, edges: list[int]) -> bool:
    columns = [(_column(edges, cell.left), _column(edges, cell.right)) for cell in row.cells]
    return all(left < right for left, right in columns)


def _widen(row: _DraftRow) -> None:
    """No cell without any width."""
    edge = row.cells[0].left
    for cell in row.cells:
        cell.left = edge
        cell.right = edge = max(cell.right, edge + 1)


def _fill(row: _DraftRow, count: int) -> None:
    first, last = row.cells[0], row.cells[-1]
    end = last.column + last.span
    nothing = _Content("", None)
    if first.column:
        row.cells.insert(0, _Draft(nothing, 0, 0, None, 0, first.column))
    if end < count:
        row.cells.append(_Draft(nothing, 0, 0, None, end, count - end))


def _settle_merges(rows: list[_DraftRow]) -> None:
    """A cell continues the one above only when both have the same columns and both merge."""
    above: dict[int, _Draft] = {}
    for row in rows:
        for cell in row.cells:
            upper = above.get(cell.column)
            cell.continues = (
                cell.layout is not None
                and cell.layout.merges
                and not cell.layout.restarts
                and upper is not None
                and upper.layout is not None
                and upper.layout.merges
                and upper.span == cell.span
            )
        above = {cell.column: cell for cell in row.cells}


class _RowPainter:
    """Rows of a grid from drafts; remembers the font that empty cells take from the text before."""

    def __init__(self, styles: StyleSheet) -> None:
        self._styles = styles
        self._lender: TextStyle | None = None

    def row(self, row: _DraftRow, *, first: bool, last: bool) -> Row:
        layout = row.layout
        around = {
            "top": layout.borders.get("top" if first else "insideH", False),
            "bottom": layout.borders.get("bottom" if last else "insideH", False),
        }
        cells: list[Cell] = []
        for draft in row.cells:
            is_first, is_last = draft is row.cells[0], draft is row.cells[-1]
            around["left"] = layout.borders.get("left" if is_first else "insideV", False)
            around["right"] = layout.borders.get("right" if is_last else "insideV", False)
            cells.append(self._cell(draft, around))
        return Row(
            cells=tuple(cells),
            min_height=layout.height / TWIPS_PER_MM,
            header=layout.header,
            can_split=layout.can_split,
        )

    def _cell(self, draft: _Draft, around: dict[str, bool]) -> Cell:
        if draft.layout is None:
            return Cell("", draft.column, draft.span, style=_FILLER_STYLE, borders=NO_BORDERS)
        sides = {**around, **draft.layout.borders}
        return Cell(
            text="" if draft.continues else draft.content.text,
            column=draft.column,
            column_span=draft.span,
            continues=draft.continues,
            style=self._style(draft.content, draft.layout.vertical),
            borders=Borders(sides["top"], sides["right"], sides["bottom"], sides["left"]),
        )

    def _style(self, content: _Content, vertical: VerticalAlign) -> TextStyle:
        if content.paragraph is None:
            return replace(self._lender or TextStyle(), vertical_align=vertical)
        look = content.paragraph.look
        style = self._styles.text_style(look, vertical)
        if content.text and not style.bold:
            self._lender = style
        elif not content.text and not look.names_font and self._lender is not None:
            # A value typed there will look like its neighbours.
            return replace(style, family=self._lender.family, size=self._lender.size)
        return style
