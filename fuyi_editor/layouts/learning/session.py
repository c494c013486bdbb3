# SPDX-License-Identifier: MulanPSL-2.0
"""A person teaching a layout: what each cell of a sample is taken for, what they say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.learning.choices import OTHER, UNKNOWN, WORDS, template_words
from fuyi_editor.layouts.learning.flow import unbound
from fuyi_editor.layouts.learning.grid import scope_of, scoped
from fuyi_editor.layouts.learning.learn import LayoutNames, learn
from fuyi_editor.layouts.reading.labels import extra_label, fold_label, known_labels
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.model.nodes import Department, Indicator, Project, Subtotal, Task
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from fuyi_editor.layouts.learning.choices import Choice
    from fuyi_editor.layouts.learning.learn import LearnedLayout, Spot
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Cell, PageDocument

FIELD = "字段"
_PARTS: dict[type[Node], str] = {
    Indicator: "columns", Task: "tasks", Project: "projects", Subtotal: "projects",
}  # fmt: skip
_LEVELS = {"group": "{group.name}", "kind": "{kind.name}"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell is: its kind (字段, 其他内容, 固定文字, 没有认出) and which one, in words."""

    kind: str
    words: str
    is_chosen: bool = False


@dataclass
class LearnSession:
    """Keeps what was said; the sample is understood anew after every word.

    Of a field the label beside it is learnt as well, so that the layout finds it again.
    """

    page: PageDocument
    chosen: dict[Spot, str] = field(default_factory=dict[tuple[int, int, int], str])
    taught: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def __post_init__(self) -> None:
        self.page = unbound(self.page)
        self._grids = self.page.grids
        self._read()

    def learn(self, names: LayoutNames) -> LearnedLayout:
        """The layout as it is now. `LayoutError` where it cannot be one yet."""
        labels = known_labels().with_more(self.taught)
        return learn(self.page, names, labels, self.chosen)

    # What cells are

    def cell(self, spot: Spot) -> Cell | None:
        """The cell that begins there."""
        return _cell_at(self._grids[spot[0]], spot[1], spot[2])

    def owner(self, spot: Spot) -> str:
        """Whether the table there is a department's or (as far as is known) a project's."""
        node = self._bound[spot[0]].node
        book = self.parsed.submission
        is_department = node is not None and isinstance(book.find(node), Department)
        return "department" if is_department else "fields"

    def meanings(self) -> dict[Spot, Meaning]:
        """What every cell is taken for."""
        unread = {(note.block, note.row, note.column) for note in self.parsed.report.unread}
        found: dict[Spot, Meaning] = {}
        number = 0
        for block, grid in enumerate(self.parsed.page.blocks):
            if not isinstance(grid, Grid):
                continue
            whole = (block, None, None) in unread
            for row, cell in grid.cells():
                spot = (number, row, cell.column)
                lost = whole or (block, row, cell.column) in unread
                found[spot] = self._meaning(spot, cell, lost=lost and bool(cell.text.strip()))
            number += 1
        return found

    def _meaning(self, spot: Spot, cell: Cell, *, lost: bool) -> Meaning:
        template, chosen = self._template(spot, cell), spot in self.chosen
        names = placeholders(template)
        if names:
            words = template_words(template, self.owner(spot), self._part(spot))
            return Meaning(OTHER if words.startswith(OTHER) else FIELD, words, chosen)
        if lost and not chosen and fold_label(cell.text) not in self._taught_labels():
            return Meaning(UNKNOWN, "没有认出来；照现在这样，会当作固定文字印在每一份表上")
        return Meaning(WORDS, "每一份表上都一样的文字", chosen)

    def _template(self, spot: Spot, cell: Cell) -> str:
        if spot in self.chosen:
            return self.chosen[spot]
        binding = cell.binding
        if binding is None or not self.parsed.submission.holds(binding.node):
            return cell.text
        return scoped(binding.template, scope_of(self.parsed.submission, binding))

    def _taught_labels(self) -> set[str]:
        return {label for labels in self.taught.values() for label in labels}

    # What a person says

    def say(self, spot: Spot, choice: Choice) -> None:
        """The cell shows that field, or is (in) a column of that field."""
        if choice.part:
            self._say_column(spot, choice)
        else:
            self.chosen[spot] = choice.template
            label = self._label_of(spot)
            if label and label not in known_labels().of_project | known_labels().of_department:
                self.taught.setdefault(self.owner(spot), {})[label] = choice.field
        self._read()

    def _say_column(self, spot: Spot, choice: Choice) -> None:
        """A title teaches its column; a cell in a row that is known to repeat is its column."""
        if self._part(spot):
            self.chosen[spot] = _LEVELS.get(choice.field, choice.template)
            return
        cell = self.cell(spot)
        if cell is not None:
            self.chosen.pop(spot, None)
            self.taught.setdefault(choice.part, {})[fold_label(cell.text)] = choice.field

    def say_words(self, spot: Spot) -> None:
        """The cell is printed as it is on every form."""
        cell = self.cell(spot)
        self.chosen[spot] = cell.text if cell else ""

    def say_other(self, spot: Spot) -> None:
        """The cell is filled in, and kept under the words of its label."""
        cell = self.cell(spot)
        label = extra_label(self._label_text(spot) or (cell.text if cell else "")) or OTHER
        self.chosen[spot] = f"{{extra.{label}}}"

    def forget(self, spot: Spot) -> None:
        """The cell is what the program takes it for again."""
        self.chosen.pop(spot, None)
        cell = self.cell(spot)
        words = {self._label_of(spot), fold_label(cell.text) if cell else ""}
        for labels in self.taught.values():
            for word in words:
                labels.pop(word, None)
        self._read()

    def _read(self) -> None:
        self.parsed = parse_page(self.page, {}, known_labels().with_more(self.taught))
        self._bound = self.parsed.page.grids

    def _part(self, spot: Spot) -> str:
        """Of which list the row of a cell is, empty for a row that stands once."""
        node = self._bound[spot[0]].rows[spot[1]].node
        book = self.parsed.submission
        found = book.find(node) if node is not None and book.holds(node) else None
        return next((part for kind, part in _PARTS.items() if isinstance(found, kind)), "")

    def _label_of(self, spot: Spot) -> str:
        return fold_label(self._label_text(spot))

    def _label_text(self, spot: Spot) -> str:
        """The words to the left of a cell, or else above it."""
        number, row, column = spot
        grid = self._grids[number]
        left = grid.rows[row].cell_at(column - 1) if column else None
        if left is not None and not left.continues and left.text.strip():
            return left.text
        above = _cell_at(grid, row - 1, column) if row else None
        return above.text if above is not None and not above.continues else ""


def _cell_at(grid: Grid, row: int, column: int) -> Cell | None:
    cell = grid.rows[row].cell_at(column) if 0 <= row < len(grid.rows) else None
    return cell if cell is not None and cell.column == column else None
