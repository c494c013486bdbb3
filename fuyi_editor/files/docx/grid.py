# SPDX-License-Identifier: MulanPSL-2.0
"""Word tables as grids: one linear walk over w:tr and w:tc, with every irregularity made whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.docx.names import VAL, is_on, twips, w, whole
from fuyi_editor.files.docx.styles import read_borders
from fuyi_editor.files.docx.text import (
    CELLS,
    PARAGRAPH_PROPERTIES,
    ROWS,
    RUN_PROPERTIES,
    cell_paragraphs,
    descend,
    first_run,
    paragraph_text,
)
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.limits import check_cells
from fuyi_editor.page.document import (
    NO_BORDERS,
    TWIPS_PER_MM,
    Align,
    Borders,
    Cell,
    Grid,
    Origin,
    Row,
    TextStyle,
    VerticalAlign,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.docx.styles import StyleSheet

MAX_SPAN = 512
MAX_COLUMNS = 1024
_DEFAULT_WIDTH = 1440.0
_VERTICAL = {"center": VerticalAlign.CENTER, "bottom": VerticalAlign.BOTTOM}
_GRID_ALIGN = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
_BEFORE, _AFTER = w("gridBefore"), w("gridAfter")
_FILLER_STYLE = TextStyle(vertical_align=VerticalAlign.TOP)


@dataclass(slots=True)
class _Draft:
    """A cell before its grid is whole: `merge` is its w:vMerge, None without one."""

    element: Element | None
    column: int
    span: int
    merge: str | None = None
    continues: bool = False
    properties: Element | None = None


@dataclass(slots=True)
class _DraftRow:
    element: Element
    properties: Element | None
    cells: list[_Draft]
    width: int


class GridReader:
    """Reads the tables of one part, whose elements are numbered by `ordinals`."""

    def __init__(self, part: str, styles: StyleSheet, ordinals: dict[Element, int]) -> None:
        self._part = part
        self._styles = styles
        self._ordinals = ordinals
        self._borders: dict[tuple[bool, bool, bool, bool], Borders] = {}
        self._cells = 0

    def read(self, table: Element) -> Grid | None:
        """The table as a grid; None when it has no cells."""
        rows = [_draft_row(row) for row in descend(table, ROWS)]
        rows = [row for row in rows if row.width]
        self._cells += sum(len(row.cells) for row in rows)
        check_cells(self._cells)
        if not rows:
            return None
        count = max(row.width for row in rows)
        if count > MAX_COLUMNS:
            raise ReadError(f"表格有 {count} 列，超出可处理的范围", "请确认选的是绩效目标表")
        for row in rows:
            if row.width < count:
                row.cells.append(_Draft(None, row.width, count - row.width))
        _settle_merges(rows)
        properties = table.find(w("tblPr"))
        borders = self._table_borders(properties)
        last = len(rows) - 1
        read_rows = [
            self._row(row, borders, first=index == 0, last=index == last)
            for index, row in enumerate(rows)
        ]
        return Grid(
            columns=_column_widths(table, properties, rows, count),
            rows=_lend_fonts(read_rows),
            align=_grid_align(properties),
            origin=self.origin(table),
        )

    def origin(self, element: Element) -> Origin:
        """Where an element stands in the file."""
        return Origin(self._part, self._ordinals[element])

    def _table_borders(self, properties: Element | None) -> dict[str, bool]:
        own = None if properties is None else properties.find(w("tblBorders"))
        return {**self._styles.table_borders(properties), **read_borders(own)}

    def _row(self, row: _DraftRow, borders: dict[str, bool], *, first: bool, last: bool) -> Row:
        # WPS repeats the table's borders, changed or not, in every row.
        exceptions = row.element.find(f"{w('tblPrEx')}/{w('tblBorders')}")
        if exceptions is not None:
            borders = {**borders, **read_borders(exceptions)}
        around = {
            "top": borders.get("top" if first else "insideH", False),
            "bottom": borders.get("bottom" if last else "insideH", False),
        }
        cells: list[Cell] = []
        for draft in row.cells:
            around["left"] = borders.get("insideV" if draft.column else "left", False)
            is_last = draft is row.cells[-1]
            around["right"] = borders.get("right" if is_last else "insideV", False)
            cells.append(self._cell(draft, around))
        height = _measure(row.properties, "trHeight", VAL) or 0.0
        return Row(
            cells=tuple(cells),
            min_height=height / TWIPS_PER_MM,
            header=_switch(row.properties, "tblHeader"),
            can_split=not _switch(row.properties, "cantSplit"),
            origin=self.origin(row.element),
        )

    def _cell(self, draft: _Draft, around: dict[str, bool]) -> Cell:
        if draft.element is None:
            return Cell("", draft.column, draft.span, style=_FILLER_STYLE, borders=NO_BORDERS)
        vertical = VerticalAlign.TOP
        if draft.properties is not None:
            own = draft.properties.find(w("tcBorders"))
            if own is not None:
                around = {**around, **read_borders(own)}
            aligned = draft.properties.find(w("vAlign"))
            if aligned is not None:
                vertical = _VERTICAL.get(aligned.get(VAL, ""), vertical)
        paragraphs = cell_paragraphs(draft.element)
        text = ""
        if not draft.continues:
            text = "\n".join([paragraph_text(paragraph) for paragraph in paragraphs])
        return Cell(
            text=text,
            column=draft.column,
            column_span=draft.span,
            continues=draft.continues,
            style=self._cell_style(paragraphs, vertical),
            borders=self._shared_borders(around),
            origin=self.origin(draft.element),
        )

    def _cell_style(self, paragraphs: list[Element], vertical: VerticalAlign) -> TextStyle:
        for paragraph in paragraphs:
            run = first_run(paragraph)
            if run is not None:
                properties = paragraph.find(PARAGRAPH_PROPERTIES)
                return self._styles.text_style(properties, run.find(RUN_PROPERTIES), vertical)
        properties = paragraphs[0].find(PARAGRAPH_PROPERTIES) if paragraphs else None
        mark = None if properties is None else properties.find(RUN_PROPERTIES)
        style = self._styles.text_style(properties, mark, vertical)
        if mark is not None or self._styles.names_font(properties):
            return style
        # An empty family asks for the font of a neighbour, see _lend_fonts.
        return replace(style, family="")

    def _shared_borders(self, sides: dict[str, bool]) -> Borders:
        key = (sides["top"], sides["right"], sides["bottom"], sides["left"])
        return self._borders.setdefault(key, Borders(*key))


def _draft_row(row: Element) -> _DraftRow:
    properties = row.find(w("trPr"))
    column = _grid_skip(properties, _BEFORE)
    cells = [_Draft(None, 0, column)] if column else []
    for element in descend(row, CELLS):
        found = element.find(w("tcPr"))
        draft = _Draft(element, column, 1, properties=found)
        for item in found if found is not None else ():
            if item.tag == _SPAN:
                draft.span = min(max(whole(item.get(VAL), 1), 1), MAX_SPAN)
            elif item.tag == _V_MERGE:
                draft.merge = item.get(VAL, "continue")
            elif item.tag == _H_MERGE and item.get(VAL, "continue") == "continue" and cells:
                # The old way to merge across: the cell is a part of the one before it.
                draft.element = None
        if draft.element is None:
            cells[-1].span += draft.span
        else:
            cells.append(draft)
        column += draft.span
    after = _grid_skip(properties, _AFTER)
    if after:
        cells.append(_Draft(None, column, after))
    return _DraftRow(row, properties, cells, column + after)


_SPAN, _V_MERGE, _H_MERGE = w("gridSpan"), w("vMerge"), w("hMerge")


def _grid_skip(properties: Element | None, name: str) -> int:
    found = None if properties is None else properties.find(name)
    return 0 if found is None else min(max(whole(found.get(VAL)), 0), MAX_SPAN)


def _settle_merges(rows: list[_DraftRow]) -> None:
    """A cell continues the one above only when both have the same columns and the upper merges."""
    above: dict[int, _Draft] = {}
    for row in rows:
        for cell in row.cells:
            upper = above.get(cell.column)
            cell.continues = (
                cell.merge is not None
                and cell.merge != "restart"
                and upper is not None
                and upper.merge is not None
                and upper.span == cell.span
            )
        above = {cell.column: cell for cell in row.cells}


def _column_widths(
    table: Element, properties: Element | None, rows: list[_DraftRow], count: int
) -> tuple[float, ...]:
    grid = table.find(w("tblGrid"))
    columns = [] if grid is None else grid.findall(w("gridCol"))
    widths = [twips(column.get(w("w"))) or 0.0 for column in columns[:count]]
    widths += [0.0] * (count - len(widths))
    for row in rows if not all(width > 0 for width in widths) else ():
        for cell in row.cells:
            if cell.span == 1 and widths[cell.column] <= 0:
                widths[cell.column] = _measure(cell.properties, "tcW", w("w"), "dxa") or 0.0
    missing = sum(width <= 0 for width in widths)
    if missing:
        known = sum(width for width in widths if width > 0)
        total = _measure(properties, "tblW", w("w"), "dxa") or 0.0
        share = (total - known) / missing
        if share <= 0:
            share = known / (count - missing) if known else _DEFAULT_WIDTH
        widths = [width if width > 0 else share for width in widths]
    return tuple(width / TWIPS_PER_MM for width in widths)


def _measure(
    properties: Element | None, name: str, attribute: str, kind: str | None = None
) -> float | None:
    found = None if properties is None else properties.find(w(name))
    if found is None or (kind and found.get(w("type"), kind) != kind):
        return None
    return twips(found.get(attribute))


def _switch(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(w(name))
    return found is not None and is_on(found.get(VAL))


def _grid_align(properties: Element | None) -> Align:
    found = None if properties is None else properties.find(w("jc"))
    return Align.LEFT if found is None else _GRID_ALIGN.get(found.get(VAL, ""), Align.LEFT)


def _lend_fonts(rows: list[Row]) -> tuple[Row, ...]:
    """Empty cells that name no font take that of the nearest text, as a value typed there will."""
    lender = next((cell.style for row in rows for cell in row.cells if _lends(cell)), None)
    found: list[Row] = []
    for row in rows:
        lender = next((cell.style for cell in row.cells if _lends(cell)), lender)
        if any(not cell.style.family for cell in row.cells):
            cells: list[Cell] = []
            for cell in row.cells:
                lender = cell.style if _lends(cell) else lender
                cells.append(cell if cell.style.family else _borrow(cell, lender))
            row = replace(row, cells=tuple(cells))
        found.append(row)
    return tuple(found)


def _lends(cell: Cell) -> bool:
    return bool(cell.style.family and cell.text and not cell.style.bold)


def _borrow(cell: Cell, lender: TextStyle | None) -> Cell:
    family, size = (lender.family, lender.size) if lender else ("宋体", cell.style.size)
    return replace(cell, style=replace(cell.style, family=family, size=size))
