# SPDX-License-Identifier: MulanPSL-2.0
"""The widgets of one form: a row for each entry of a plan, under the headings of its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QLayoutItem, QVBoxLayout, QWidget

from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.inspector.fields import MARK_WIDTH, FieldRow
from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.inspector.plan import FormPlan, Section
    from fuyi_editor.ui.session import EditSession


class Form(QWidget):
    """Shows a plan, and every other plan of the same shape."""

    def __init__(
        self, session: EditSession, plan: FormPlan, texts: RuleTexts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.plan = plan
        self.rows: list[FieldRow] = []
        self._session = session
        self._texts = texts
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 10, 10)
        layout.setSpacing(10)
        for section in plan.sections:
            self._add_section(layout, section)
        layout.addStretch(1)
        self.bind(plan, session.submission)

    def bind(self, plan: FormPlan, submission: Submission) -> None:
        """Turn to another plan of the same shape."""
        self.plan = plan
        for row, entry in zip(self.rows, plan.entries, strict=True):
            row.bind(entry, read_field(submission.find(entry.node), entry.field))

    def follow(self, plan: FormPlan, submission: Submission) -> None:
        """Show what has changed in the book, without disturbing who is typing."""
        self.plan = plan
        for row, entry in zip(self.rows, plan.entries, strict=True):
            if row.entry == entry:
                row.show_text(read_field(submission.find(entry.node), entry.field))
            else:
                row.bind(entry, read_field(submission.find(entry.node), entry.field))

    def show_findings(self, found: Mapping[tuple[str, str], Sequence[Finding]]) -> None:
        """Show at every field what was found there."""
        for row in self.rows:
            row.show_findings(found.get(row.entry.key, ()))

    def show_last_year(self) -> None:
        """Say at every field what it said last year."""
        for row in self.rows:
            row.show_last_year()

    def row_at(self, node: str | None, field: str | None) -> FieldRow | None:
        """The row of a place; a place that is no row but a cell of the plan has one field."""
        for row in self.rows:
            if row.entry.key == (node, field):
                return row
        of_node = [row for row in self.rows if row.entry.node == node]
        if node != self.plan.node and len(of_node) == 1:
            return of_node[0]
        return None

    def _add_section(self, layout: QVBoxLayout, section: Section) -> None:
        if section.title:
            title = QLabel(section.title)
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            title.setContentsMargins(8, 6, 0, 0)
            layout.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(3 if section.is_table else 8)
        places = _table_places(section) if section.is_table else _list_places(section)
        for entry, (line, column) in zip(section.entries, places, strict=True):
            row = FieldRow(self._session, entry, self._texts)
            self.rows.append(row)
            grid.addWidget(row, 2 * line, column)
            grid.setColumnStretch(column, 1)
            if section.columns > 1 or section.is_table:
                # A sentence needs the whole width, not that of a small amount.
                below = grid.itemAtPosition(2 * line + 1, 0) or _add_stack(grid, 2 * line + 1)
                below.layout().addWidget(row.notes)
        if section.is_table:
            _add_titles(grid, section)
        layout.addLayout(grid)


def _list_places(section: Section) -> list[tuple[int, int]]:
    return [divmod(position, section.columns) for position in range(len(section.entries))]


def _table_places(section: Section) -> list[tuple[int, int]]:
    """Line and column of each entry, below and beside the titles."""
    rows, columns = _titles(section)
    return [
        (rows.index(entry.row) + 1, columns.index(entry.column) + 1) for entry in section.entries
    ]


def _titles(section: Section) -> tuple[list[str], list[str]]:
    rows = dict.fromkeys(entry.row for entry in section.entries)
    columns = dict.fromkeys(entry.column for entry in section.entries)
    return [*rows], [*columns]


def _add_titles(grid: QGridLayout, section: Section) -> None:
    rows, columns = _titles(section)
    for line, title in enumerate(rows, 1):
        label = QLabel(title)
        label.setContentsMargins(MARK_WIDTH + 5, 0, 0, 0)
        grid.addWidget(label, 2 * line, 0)
    for column, title in enumerate(columns, 1):
        label = dim_label()
        label.setText(title)
        label.setWordWrap(False)
        label.setContentsMargins(MARK_WIDTH + 1, 0, 0, 0)
        label.setMinimumWidth(1)
        grid.addWidget(label, 0, column)


def _add_stack(grid: QGridLayout, line: int) -> QLayoutItem:
    stack = QVBoxLayout()
    stack.setContentsMargins(MARK_WIDTH + 5, 0, 0, 0)
    grid.addLayout(stack, line, 0, 1, -1)
    return stack
