# SPDX-License-Identifier: MulanPSL-2.0
"""What a revised page asks of one sheet: which rows follow which, and which cells change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.sheet.data import Merge
from fuyi_editor.files.xlsx.page import clean_text
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS, Piece, RowShift
from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.files.sheet.grid import Placed
    from fuyi_editor.page.document import Block, Cell, Row

Place = tuple[int, int]
"""Row and column on the sheet as it was."""


class CellChange(NamedTuple):
    """`text` (None for that of the model) in the look of the cell that was at `model`."""

    text: str | None
    model: Place


class LaidGrid(NamedTuple):
    """A grid of the page with the new sheet rows at which its rows begin, and the sheet columns."""

    grid: Grid
    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(slots=True)
class SheetPlan:
    """The rows of a sheet to be, as pieces of the old ones, and the changes of cells in each."""

    rows: int
    """How many old rows the pieces are made of; what is behind them follows as it is."""
    pieces: list[Piece] = field(default_factory=list[Piece])
    changes: list[dict[Place, CellChange]] = field(default_factory=list[dict[Place, CellChange]])
    grids: list[LaidGrid] = field(default_factory=list[LaidGrid])
    whole_copies: set[int] = field(default_factory=set[int])
    """The copies that are of whole blocks, not of single rows."""
    length: int = 0

    def add(
        self,
        old: int | None,
        count: int,
        copy: int = 0,
        changes: dict[Place, CellChange] | None = None,
    ) -> None:
        """Append a piece."""
        self.pieces.append(Piece(old, count, copy))
        self.changes.append(changes or {})
        self.length += count

    @property
    def changed_cells(self) -> set[Place]:
        """The old cells whose content changes where they stand."""
        return {
            place
            for piece, changes in zip(self.pieces, self.changes, strict=True)
            if not piece.copy
            for place in changes
        }

    def shift(self) -> RowShift:
        """Where the rows go."""
        return RowShift(self.pieces, self.rows)


def grid_merges(laid: LaidGrid) -> Iterator[Merge]:
    """The merges that the cells of a grid need."""
    for index, cell in laid.grid.cells():
        last = laid.rows[index + laid.grid.row_span(index, cell)] - 1
        left = laid.columns[cell.column]
        right = laid.columns[cell.column + cell.column_span] - 1
        if (laid.rows[index], left) != (last, right):
            yield Merge(laid.rows[index], left, last, right)


def plan_sheet(placed: Sequence[Placed], blocks: Sequence[Block], name: str) -> SheetPlan:
    """The plan for a sheet whose blocks stood as `placed` and are now to be `blocks`.

    Blocks name by their origin the one they go on from. Raises `ReviseError` for what is not in
    the sheet.
    """
    return _Planner(placed, name).plan(blocks)


class _Planner:
    def __init__(self, placed: Sequence[Placed], name: str) -> None:
        self._name = name
        on_sheet = [piece for piece in placed if piece.rows]
        self._ends: dict[int, int] = {}
        self._by_number: dict[int, Placed] = {}
        self._cells: dict[int, tuple[Place, Cell]] = {}
        for piece, below in zip(on_sheet, [*on_sheet[1:], None], strict=True):
            number = number_of(piece.block)
            self._by_number[number] = piece
            # Rows between two blocks that show nothing go with the upper one.
            self._ends[number] = below.rows[0] if below else piece.rows[-1]
            self._note_cells(piece)
        self._start = on_sheet[0].rows[0] if on_sheet else 0
        self._plan = SheetPlan(on_sheet[-1].rows[-1] if on_sheet else 0)
        self._copies = 0

    def _note_cells(self, piece: Placed) -> None:
        if isinstance(piece.block, Grid):
            for row, at in zip(piece.block.rows, piece.rows, strict=False):
                for cell in row.cells:
                    if cell.origin:
                        place = (at, piece.columns[cell.column])
                        self._cells[cell.origin.ordinal] = (place, cell)

    def plan(self, blocks: Sequence[Block]) -> SheetPlan:
        """The whole plan."""
        if self._start:
            self._plan.add(0, self._start)
        blocks = [block for block in blocks if block.origin]
        own = _originals(blocks, {n: piece.block for n, piece in self._by_number.items()})
        after_grid = False
        for index, block in enumerate(blocks):
            if isinstance(block, Grid):
                if not block.rows:
                    continue
                if after_grid:
                    # Without a blank row two tables would be one.
                    self._plan.add(None, 1)
            copy = 0 if index in own else self._new_copy(whole=True)
            self._block(block, copy)
            after_grid = isinstance(block, Grid)
        return self._plan

    def _new_copy(self, *, whole: bool) -> int:
        self._copies += 1
        if whole:
            self._plan.whole_copies.add(self._copies)
        return self._copies

    def _block(self, block: Block, copy: int) -> None:
        number = number_of(block)
        piece = self._by_number.get(number)
        if piece is None or isinstance(piece.block, Grid) != isinstance(block, Grid):
            raise self._foreign()
        end = self._ends[number]
        if isinstance(block, Grid):
            self._grid(block, piece, copy)
            if end > piece.rows[-1]:
                self._plan.add(piece.rows[-1], end - piece.rows[-1], copy)
            return
        changes: dict[Place, CellChange] = {}
        text = clean_text(block.text)
        if isinstance(piece.block, Paragraph) and text != piece.block.text:
            # A blank line may have several rows, or none of its own text.
            place = (piece.rows[0], piece.columns[0] if piece.columns else 0)
            changes[place] = CellChange(text, place)
        self._plan.add(piece.rows[0], end - piece.rows[0], copy, changes)

    def _grid(self, grid: Grid, piece: Placed, copy: int) -> None:
        source = piece.block
        assert isinstance(source, Grid)
        if any(row.origin is None for row in grid.rows):
            raise self._foreign()
        by_number = {number_of(row): index for index, row in enumerate(source.rows)}
        own = _originals(grid.rows, {number_of(row): row for row in source.rows})
        starts: list[int] = []
        for index, row in enumerate(grid.rows):
            at = by_number.get(number_of(row))
            if at is None:
                raise self._foreign()
            starts.append(self._plan.length)
            first = piece.rows[at]
            changes = self._row(row, source.rows[at], first, piece.columns)
            row_copy = copy if index in own else self._new_copy(whole=False)
            self._plan.add(first, piece.rows[at + 1] - first, row_copy, changes)
        rows = (*starts, self._plan.length)
        self._plan.grids.append(LaidGrid(grid, rows, piece.columns))

    def _row(
        self, row: Row, source: Row, at: int, columns: tuple[int, ...]
    ) -> dict[Place, CellChange]:
        changes: dict[Place, CellChange] = {}
        if row is source:
            return changes
        old_cells = {cell.column: cell for cell in source.cells}
        for cell in row.cells:
            text = "" if cell.continues else clean_text(cell.text)
            old = old_cells.get(cell.column)
            if old is None or old.origin != cell.origin:
                old = None
            elif old.continues == cell.continues and (cell.continues or text == old.text):
                continue
            place = (at, columns[cell.column])
            model, like = self._model(cell, place, old)
            moved = like and not like.continues and not cell.continues and like.text == text
            changes[place] = CellChange(None if moved else text, model)
        return changes

    def _model(self, cell: Cell, place: Place, kept: Cell | None) -> tuple[Place, Cell | None]:
        if kept is not None or cell.origin is None:
            return place, kept
        found = self._cells.get(cell.origin.ordinal)
        if found is None:
            raise self._foreign()
        return found

    def _foreign(self) -> ReviseError:
        cause = "有内容是从另一张工作表或另一个表格移来的，不能就地写回"
        return ReviseError(cause, KEEP_OR_SAVE_AS, f"工作表“{self._name}”")


def number_of(piece: Block | Row) -> int:
    """The ordinal of the origin of a piece that has one."""
    assert piece.origin is not None
    return piece.origin.ordinal


def _originals(
    pieces: Sequence[Block] | Sequence[Row], sources: dict[int, Block | Row]
) -> set[int]:
    """Which of the pieces are what they were in the file; the others of their origin are copies."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        groups[number_of(piece)].append(index)
    chosen: set[int] = set()
    for number, indices in groups.items():
        source = sources.get(number)
        same = (i for i in indices if source is not None and _goes_on(pieces[i], source))
        chosen.add(next(same, indices[0]))
    return chosen


def _goes_on(piece: Block | Row, source: Block | Row) -> bool:
    return piece is source or (piece.node is not None and piece.node == source.node)
