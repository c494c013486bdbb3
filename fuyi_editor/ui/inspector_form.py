# SPDX-License-Identifier: MulanPSL-2.0
"""The widgets of one form: a row for each entry of a plan, under the headings of its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QLayoutItem, QVBoxLayout, QWidget

from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.inspector_fields import MARK_WIDTH, FieldRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.inspector_forms import FormPlan, Section
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
        grid.setVerticalSpacing(8)
        for position, entry in enumerate(section.entries):
            line, column = divmod(position, section.columns)
            row = FieldRow(self._session, entry, self._texts)
            self.rows.append(row)
            grid.addWidget(row, 2 * line, column)
            grid.setColumnStretch(column, 1)
            if section.columns > 1:
                # A sentence needs the whole width, not that of a small amount.
                below = grid.itemAtPosition(2 * line + 1, 0) or _add_stack(grid, 2 * line + 1)
                below.layout().addWidget(row.notes)
        layout.addLayout(grid)


def _add_stack(grid: QGridLayout, line: int) -> QLayoutItem:
    stack = QVBoxLayout()
    stack.setContentsMargins(MARK_WIDTH + 5, 0, 0, 0)
    grid.addLayout(stack, line, 0, 1, -1)
    return stack
