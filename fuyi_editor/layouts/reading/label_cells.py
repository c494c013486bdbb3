# SPDX-License-Identifier: MulanPSL-2.0
"""Which texts of a page that was read are printed by the form itself: labels, titles, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import fold_heading, fold_label, is_annex_number
from fuyi_editor.layouts.reading.row_tables import is_numbers
from fuyi_editor.layouts.reading.stretches import stretches
from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.page.document import Block, Cell

LABEL, TITLE, NUMBER = "标签", "栏目名称", "栏号"
HEADING, CONTENTS, REPEATED = "分节标题", "目录行", "标题"
EXTRA = "其他栏目的名称"
"""Of a label that no form is known to have; what stands beside it is kept under it."""


class LabelCells:
    """The words of the form that a page was read as, and of a book of that title."""

    def __init__(self, labels: Labels, layout: Layout | None, title: str) -> None:
        self._labels = labels
        self._title = title
        parts = (labels.tasks, labels.projects, labels.headings, labels.sections)
        constants = layout.constants if layout else frozenset[str]()
        self._words = labels.of_project | labels.of_department | constants
        self._words |= {label for part in parts for label in part}
        self._last: tuple[Grid, dict[int, frozenset[str]]] | None = None

    def kind_of(self, block: Block, row: int | None, part: Cell | Paragraph) -> str:
        """What kind of label a text without a field is; empty if it is none."""
        if isinstance(part, Paragraph):
            return self._kind_of_paragraph(part)
        if fold_label(part.text) in self._words:
            return LABEL
        if isinstance(block, Grid) and row is not None:
            if is_numbers(block.rows[row]):
                return NUMBER
            if fold_label(part.text) in self._titles_of(block).get(row, frozenset()):
                return TITLE
        return ""

    def _kind_of_paragraph(self, paragraph: Paragraph) -> str:
        if paragraph.contents:
            return CONTENTS
        if paragraph.text == self._title:
            return REPEATED
        if is_annex_number(paragraph.text):
            return HEADING
        words = self._words
        known = fold_label(paragraph.text) in words or fold_heading(paragraph.text) in words
        return HEADING if known else ""

    def _titles_of(self, grid: Grid) -> dict[int, frozenset[str]]:
        """The titles of columns by the rows of a grid in which they may stand.

        They are looked up only in a grid that has texts of no other known kind, which are few.
        """
        if self._last is not None and self._last[0] is grid:
            return self._last[1]
        titles: dict[int, frozenset[str]] = {}
        for part in stretches(grid.rows, self._labels):
            header = range(part.start, part.start + part.header)
            texts = frozenset(fold_label(c.text) for row in header for c in grid.rows[row].cells)
            # Titles printed again after a page break stand in a row that shows nothing else.
            again = (row for row in range(part.start, part.end) if grid.rows[row].node is None)
            titles |= dict.fromkeys(again, texts)
        self._last = (grid, titles)
        return titles
