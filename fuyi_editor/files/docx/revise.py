# SPDX-License-Identifier: MulanPSL-2.0
"""Writing a revised page document back into the .docx it was read from.

Only what changed is touched: every block, row and cell knows the element it came from, and the
bytes of an element whose text, merge and surroundings are as they were go out as they came in.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from fuyi_editor.files.docx import patch as docx_patch
from fuyi_editor.files.docx.package import open_docx, replace_part
from fuyi_editor.files.docx.text import clean_text
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.page_changes import same_blocks, same_rows
from fuyi_editor.files.preflight import check_package
from fuyi_editor.files.xml_spans import scan, splice
from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.files.xml_spans import XmlSpans
    from fuyi_editor.page.document import Block, Cell, PageDocument, Row

_NEAR = 6


def revise_docx(data: bytes, source: PageDocument, page: PageDocument) -> bytes:
    """The .docx `data` with what changed from `source` to `page`; `data` itself if nothing did.

    `source` is what `read_docx` made of `data`. Pieces of `page` name by their origin the piece of
    the file they go on from; an origin that comes twice is a copy. Pieces without an origin are
    not in the file and are left out. Raises `ReadError` when `data` is no sound Word file, and
    `KeyError` when an origin does not belong to it.
    """
    if same_blocks(page.blocks, source.blocks):
        return data
    check_package(data)
    package = open_docx(data)
    xml = package.read(package.main)
    try:
        spans = scan(xml)
    except expat.ExpatError as error:
        raise ReadError("部件内容已损坏", "请用备份文件再试", package.main) from error
    revised = _Reviser(xml, spans, source, page).document()
    return data if revised == xml else replace_part(package.archive, package.main, revised)


class _Reviser:
    """One revision of one part."""

    def __init__(
        self, xml: bytes, spans: XmlSpans, source: PageDocument, page: PageDocument
    ) -> None:
        self._xml = xml
        self._spans = spans
        self._source = source
        self._page = page
        self._blocks = {_number(block): block for block in source.blocks if block.origin}
        rows = [row for grid in source.grids for row in grid.rows]
        self._rows = {_number(row): row for row in rows}
        self._cells = {_number(cell): cell for row in rows for cell in row.cells if cell.origin}
        counts = Counter(_all_numbers(page))
        self._shared = {number for number, count in counts.items() if count > 1}
        self._used: set[int] = set()

    def document(self) -> bytes:
        """The whole part, revised."""
        old = [_number(block) for block in self._source.blocks if block.origin]
        kept = [block for block in self._page.blocks if block.origin]
        pieces = [(_number(block), self._block(block)) for block in kept]
        for number, content in self._remains(old, {number for number, _ in pieces}):
            before = set(old[: old.index(number)])
            places = [place for place, (other, _) in enumerate(pieces, start=1) if other in before]
            pieces.insert(max(places, default=0), (number, content))
        body = splice(self._xml, self._spans, self._body(), old, pieces)
        start, end = self._spans.starts[self._body()], self._spans.ends[self._body()]
        return self._xml[:start] + body + self._xml[end:]

    def _body(self) -> int:
        number = min(self._blocks)
        while self._spans.parents[number] > 0:
            number = self._spans.parents[number]
        return number

    def _slice(self, number: int) -> bytes:
        return self._xml[self._spans.starts[number] : self._spans.ends[number]]

    def _cut(self, number: int, content: bytes | None = None) -> docx_patch.Slice:
        return docx_patch.cut(content or self._slice(number), self._spans.namespaces(number))

    def _is_copy(self, number: int) -> bool:
        """Whether the element was already written once; remembers that it now is."""
        if number not in self._shared:
            return False
        known = number in self._used
        self._used.add(number)
        return known

    def _without_ids(self, number: int, content: bytes) -> bytes:
        found = self._cut(number, content)
        docx_patch.strip_unique(found.element)
        return found.to_bytes()

    def _remains(self, old: list[int], kept: set[int]) -> Iterator[tuple[int, bytes]]:
        """What must stay of dropped paragraphs: ends of sections, parts of fields that go on."""
        if kept.issuperset(old):
            return
        open_fields: list[set[int]] = []
        needed: set[int] = set()
        for number in old:
            content = self._slice(number)
            if isinstance(self._blocks[number], Grid) or not _may_hold_ends(content):
                continue
            element = self._cut(number).element
            if docx_patch.ends_section(element):
                needed.add(number)
            for mark in docx_patch.field_marks(element):
                if mark == "begin":
                    open_fields.append(set())
                if open_fields:
                    open_fields[-1].add(number)
                if mark == "end" and open_fields:
                    field = open_fields.pop()
                    needed |= field if field & kept else set()
        for number in old:
            if number in needed and number not in kept:
                found = self._cut(number)
                docx_patch.set_paragraph_text(found.element, "", lambda: None)
                yield number, found.to_bytes()

    def _block(self, block: Block) -> bytes:
        number = _number(block)
        copied = self._is_copy(number)
        if isinstance(block, Grid):
            content = self._grid(block, copied=copied)
        else:
            content = self._paragraph(block)
        return self._without_ids(number, content) if copied and content else content

    def _paragraph(self, block: Paragraph) -> bytes:
        number = _number(block)
        source = self._blocks[number]
        text = clean_text(block.text)
        if isinstance(source, Paragraph) and source.text == text:
            return self._slice(number)
        found = self._cut(number)
        docx_patch.set_paragraph_text(found.element, text, lambda: self._body_font(source))
        return found.to_bytes()

    def _body_font(self, block: Block) -> Any:
        """The run properties of the body text nearest to an empty paragraph."""
        index = self._source.blocks.index(block)
        near = list(self._source.blocks[max(index - _NEAR, 0) : index + _NEAR])
        near.sort(key=lambda other: abs(self._source.blocks.index(other) - index))
        for other in near:
            if isinstance(other, Paragraph) and other.text and not other.outline_level:
                return docx_patch.nearest_run_properties([self._cut(_number(other)).element], 0)
        return None

    def _grid(self, grid: Grid, *, copied: bool) -> bytes:
        number = _number(grid)
        source = self._blocks[number]
        if not isinstance(source, Grid):
            raise KeyError(number)
        if not self._shared and same_rows(grid.rows, source.rows):
            return self._slice(number)
        old = [_number(row) for row in source.rows]
        merged = _shape(grid) != _shape(source)
        pieces: list[tuple[int, bytes]] = []
        for index, row in enumerate(grid.rows):
            if row.origin is not None:
                states = [_merge_state(grid, index, cell) if merged else None for cell in row.cells]
                pieces.append((_number(row), self._row(row, states, number, copied=copied)))
        # A table without rows is no valid document.
        return splice(self._xml, self._spans, number, old, pieces) if pieces else b""

    def _row(self, row: Row, states: Sequence[str | None], table: int, *, copied: bool) -> bytes:
        number = _number(row)
        copied_row = self._is_copy(number)
        source = self._rows[number]
        old = [_number(cell) for cell in source.cells if cell.origin]
        pieces: list[tuple[int, bytes]] = []
        for index, (cell, state) in enumerate(zip(row.cells, states, strict=True)):
            if cell.origin is None:
                continue
            own = _number(cell)
            copied_cell = self._is_copy(own)
            content = self._cell(cell, state, (table, number, index))
            if copied_cell and not copied_row and not copied:
                content = self._without_ids(own, content)
            pieces.append((own, content))
        content = splice(self._xml, self._spans, number, old, pieces)
        return self._without_ids(number, content) if copied_row and not copied else content

    def _cell(self, cell: Cell, state: str | None, place: tuple[int, int, int]) -> bytes:
        number = _number(cell)
        source = self._cells[number]
        text = "" if cell.continues else clean_text(cell.text)
        # What a continued cell holds is not shown and unknown here, so its text is set anyway.
        retyped = text != source.text or (source.continues and not cell.continues)
        merge = None if state is None else self._new_merge(number, state)
        if not retyped and merge is None:
            return self._slice(number)
        found = self._cut(number)
        if merge is not None:
            docx_patch.set_vertical_merge(found.element, merge)
        if retyped:
            docx_patch.set_cell_text(found.element, text, lambda: self._near_font(place))
        return found.to_bytes()

    def _new_merge(self, number: int, state: str) -> str | None:
        """The merge to be written into a cell; None when the file already says so."""
        written = self._spans.merges.get(number, "")
        # A merge of a single row, begun and not gone on with, shows nothing: leave it.
        return None if written == state or (not state and written == "restart") else state

    def _near_font(self, place: tuple[int, int, int]) -> Any:
        """The run properties of the text nearest to an empty cell: in its row, then its table."""
        table, row, index = place
        cells = docx_patch.row_cells(self._cut(row).element)
        found = docx_patch.nearest_run_properties(cells, index)
        if found is None:
            rows = docx_patch.table_rows(self._cut(table).element)
            old = [_number(other) for other in self._source_rows(table)]
            found = docx_patch.nearest_run_properties(rows, old.index(row) if row in old else 0)
        return found

    def _source_rows(self, table: int) -> Sequence[Row]:
        source = self._blocks[table]
        return source.rows if isinstance(source, Grid) else ()


def _may_hold_ends(content: bytes) -> bool:
    return b"sectPr" in content or b"fldChar" in content


def _number(piece: Block | Row | Cell) -> int:
    if piece.origin is None:
        raise KeyError("a piece without an origin")
    return piece.origin.ordinal


def _all_numbers(page: PageDocument) -> Iterator[int]:
    for block in page.blocks:
        if block.origin:
            yield block.origin.ordinal
        if isinstance(block, Grid):
            for row in block.rows:
                if row.origin:
                    yield row.origin.ordinal
                yield from (cell.origin.ordinal for cell in row.cells if cell.origin)


def _shape(grid: Grid) -> list[object]:
    return [
        (row.origin, [(cell.origin, cell.continues) for cell in row.cells]) for row in grid.rows
    ]


def _merge_state(grid: Grid, index: int, cell: Cell) -> str:
    if cell.continues:
        return "continue"
    below = grid.rows[index + 1].cell_at(cell.column) if index + 1 < len(grid.rows) else None
    followed = below is not None and below.continues and below.column == cell.column
    return "restart" if followed else ""
