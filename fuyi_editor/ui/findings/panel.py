# SPDX-License-Identifier: MulanPSL-2.0
"""The list of what the checks found: filters with counts, groups, and the way to every place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fuyi_editor.ui.findings.bar import FindingsBar
from fuyi_editor.ui.findings.model import Column, FindingsModel
from fuyi_editor.ui.findings.view import FindingsView
from fuyi_editor.ui.findings.words import NO_TEXTS
from fuyi_editor.ui.small_widgets import IconLabel
from fuyi_editor.ui.state_colors import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.findings import Finding, Place
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.findings.groups import Key
    from fuyi_editor.ui.session import EditSession

NOTHING_FOUND = "没有发现问题"
NOTHING_SHOWN = "所选级别中没有问题，其他级别请点上方按钮查看"
NO_SUCH_WORDS = "没有含有这些字的问题；按 Esc 或清除查找的字，看全部问题"


class FindingsPanel(QWidget):
    """Shows the findings of the session and leads to their places.

    `texts` are the words of the rules (`checks.rule_texts`), for the headings of their groups.
    """

    current_changed = Signal()

    def __init__(
        self, session: EditSession, texts: RuleTexts = NO_TEXTS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._visited: Key | None = None
        self.model = FindingsModel(texts, self)
        self.bar = FindingsBar()
        self.filters = self.bar.filters
        self.grouping = self.bar.grouping
        self.fix_button = self.bar.fix_button
        self.view = FindingsView(self.model)
        self.empty = QWidget()
        self.empty_icon = IconLabel("ok", 24)
        self.empty_text = QLabel(NOTHING_FOUND)
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()
        self._findings_changed(session.findings)

    @property
    def current(self) -> Finding | None:
        """The finding of the current row."""
        return self.model.finding(self.view.currentIndex())

    @property
    def current_rule(self) -> str:
        """The rule of the current row, also on the heading of a rule; empty for other headings."""
        index = self.view.currentIndex()
        if (finding := self.model.finding(index)) is not None:
            return finding.rule
        below = self.model.finding(self.model.index(0, 0, index.siblingAtColumn(0)))
        return below.rule if below is not None and self.model.wanted.by_rule else ""

    def enter(self) -> None:
        """Put the keyboard into the list, on a row of it."""
        if not self.view.currentIndex().isValid():
            rows = self._all_rows()
            self.view.setCurrentIndex(rows[0] if rows else QModelIndex())
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def point_at(self, node: str, fields: Sequence[str]) -> bool:
        """Make a finding about one of these fields the current row; False if none is shown."""
        for index in (self.view.currentIndex(), *self._all_rows()):
            finding = self.model.finding(index)
            if finding and finding.place.node == node and finding.place.field in fields:
                self.view.setCurrentIndex(index)
                return True
        return False

    def go_to_other(self) -> bool:
        """Go to the second place of the current finding, and from there back to the first."""
        finding = self.current
        if finding is None or finding.other is None:
            return False
        session = self._session
        at_other = (session.selected, session.selected_field) == _spot(finding.other)
        session.select(*_spot(finding.place if at_other else finding.other))
        return True

    def next_finding(self) -> bool:
        """Go to the next shown finding, after the last to the first; False if there is none."""
        return self._step(1)

    def previous_finding(self) -> bool:
        """Go to the finding before, before the first to the last; False if there is none."""
        return self._step(-1)

    def next_error(self) -> bool:
        """Go to the next error, past whatever else was found; False if there is none."""
        self.filters["error"].setChecked(True)
        if self.bar.wanted.words:
            self.bar.forget_words()
        rows = self._all_rows()
        at = self.view.currentIndex().siblingAtColumn(0)
        start = rows.index(at) + 1 if at in rows else 0
        for index in rows[start:] + rows[:start]:
            finding = self.model.finding(index)
            if finding is not None and state_of(finding) == "error":
                self._go_to(index)
                return True
        return False

    def fix_current(self) -> bool:
        """Mend what the current row is about, if that is certain."""
        finding = self.current
        if finding is None or finding.fix is None:
            return False
        self.fix_button.setEnabled(False)
        self._session.mend(finding)
        return True

    def _connect(self) -> None:
        self.bar.changed.connect(self._rearrange)
        self.bar.left.connect(self.enter)
        self.fix_button.clicked.connect(self.fix_current)
        self.view.clicked.connect(self._clicked)
        self.view.entered_row.connect(self._visit)
        self.view.other_wanted.connect(self._visit_other)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self._session.findings_changed.connect(self._findings_changed)
        self._session.submission_changed.connect(self._submission_changed)

    def _arrange(self) -> None:
        calm = QHBoxLayout(self.empty)
        calm.setSpacing(8)
        calm.addStretch(1)
        calm.addWidget(self.empty_icon)
        calm.addWidget(self.empty_text)
        calm.addStretch(1)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)
        self.setAccessibleName("检查结果面板")

    def _findings_changed(self, findings: tuple[Finding, ...]) -> None:
        current = self.model.key(self.view.currentIndex())
        self.model.show(self._session.submission, findings)
        if current is not None and not self.view.currentIndex().isValid():
            self._restore(current)  # everything was replaced at once
        self._update_header()

    def _submission_changed(self, _before: Submission, after: Submission) -> None:
        # Places are named after what was typed: their words may differ where no finding does.
        self.model.follow(after)
        self.view.viewport().update()

    def _rearrange(self) -> None:
        current = self.model.key(self.view.currentIndex())
        self.model.arrange(self.bar.wanted)
        if current is not None:
            self._restore(current)
        self._update_header()

    def _update_header(self) -> None:
        counts = self.model.counts()
        self.bar.show_counts(counts, len(self._session.dismissed))
        self._update_fix()
        any_found = any(counts[state] for state in ("error", "warning", "hint"))
        self.empty_icon.show_icon("hint" if any_found else "ok")
        nothing = NO_SUCH_WORDS if self.bar.wanted.words else NOTHING_SHOWN
        self.empty_text.setText(nothing if any_found else NOTHING_FOUND)
        self._pages.setCurrentWidget(self.empty if self.model.is_empty() else self.view)
        self.view.fit_columns()

    def _update_fix(self) -> None:
        finding = self.current
        self.fix_button.setEnabled(finding is not None and finding.fix is not None)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.FIX and self.fix_current():
            return
        if index.column() == Column.OTHER and self.go_to_other():
            return
        self._visit(index)

    def _current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._update_fix()
        self.current_changed.emit()

    def _visit_other(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None and finding.other is not None:
            self._session.select(*_spot(finding.other))

    def _visit(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None:
            self._visited = self.model.key(index)
            self._session.select(*_spot(finding.place))

    def _step(self, step: int) -> bool:
        rows = self._all_rows()
        if not rows:
            return False
        position = self._position(rows, step)
        if not 0 <= position < len(rows):
            position %= len(rows)
            self._session.message.emit(
                "已到最后一处，回到第一处" if step > 0 else "已到第一处，转到最后一处"
            )
        self._go_to(rows[position])
        return True

    def _go_to(self, index: QModelIndex) -> None:
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self._visit(index)

    def _position(self, rows: list[QModelIndex], step: int) -> int:
        current = self.view.currentIndex().siblingAtColumn(0)
        if current.isValid() and self.model.finding(current) is None:
            # On a heading: its first row, or the last one above it.
            below = self.model.index(0, 0, current)
            return rows.index(below) + (0 if step > 0 else -1)
        if current not in rows:
            return 0 if step > 0 else len(rows) - 1
        # The visited one was mended and has gone; Qt moved on to its neighbour, not yet visited.
        moved_on = step > 0 and self.model.key(current) != self._visited
        return rows.index(current) + (0 if moved_on else step)

    def _all_rows(self) -> list[QModelIndex]:
        model = self.model
        groups = (model.index(row, 0) for row in range(model.rowCount()))
        return [
            model.index(row, 0, group) for group in groups for row in range(model.rowCount(group))
        ]

    def _restore(self, key: Key) -> None:
        for index in self._all_rows():
            # The number of equals at one place depends on the filters, so it does not count.
            found = self.model.key(index)
            if found is not None and found[:-1] == key[:-1]:
                self.view.setCurrentIndex(index)
                return


def _spot(place: Place) -> tuple[str, str | None]:
    return place.node, place.field or None
