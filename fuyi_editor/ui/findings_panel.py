# SPDX-License-Identifier: MulanPSL-2.0
"""The list of what the checks found: filters with counts, groups, and the way to every place."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.checks.findings import Severity
from fuyi_editor.ui.findings_model import STATES, Column, FindingsModel, Key
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.inspector_notes import FIX_WORD
from fuyi_editor.ui.small_widgets import IconLabel
from fuyi_editor.ui.state_colors import SEVERITY_WORDS, UNKNOWN_WORD, state_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.ui.session import EditSession

_NO_TEXTS: RuleTexts = MappingProxyType({})
STATE_WORDS = {
    "error": SEVERITY_WORDS[Severity.ERROR],
    "warning": SEVERITY_WORDS[Severity.WARNING],
    "hint": SEVERITY_WORDS[Severity.HINT],
    "unknown": UNKNOWN_WORD,
}
_WIDTHS = {Column.STATE: 8.5, Column.FIX: 5, Column.RULE: 3.5}  # in widths of a character
NOTHING_FOUND = "没有发现问题"
NOTHING_SHOWN = "所选级别中没有问题，其他级别请点上方按钮查看"
BY_PROJECT, BY_RULE = "按项目", "按规则"


class FindingsPanel(QWidget):
    """Shows the findings of the session and leads to their places.

    `texts` are the words of the rules (`checks.rule_texts`), for the headings of their groups.
    """

    def __init__(
        self, session: EditSession, texts: RuleTexts = _NO_TEXTS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._visited: Key | None = None
        self.model = FindingsModel(texts, self)
        self.filters = {state: QToolButton() for state in STATES}
        self.grouping = QComboBox()
        self.fix_button = QPushButton(icon("fix"), FIX_WORD)
        self.view = _FindingsView()
        self.empty = QWidget()
        self.empty_icon = IconLabel("ok", 24)
        self.empty_text = QLabel(NOTHING_FOUND)
        self._pages = QStackedWidget()
        self._set_up_header()
        self._set_up_view()
        self._arrange()
        session.findings_changed.connect(self._findings_changed)
        self._findings_changed(session.findings)

    def next_finding(self) -> bool:
        """Go to the next shown finding, after the last to the first; False if there is none."""
        return self._step(1)

    def previous_finding(self) -> bool:
        """Go to the finding before, before the first to the last; False if there is none."""
        return self._step(-1)

    def next_error(self) -> bool:
        """Go to the next error, past whatever else was found; False if there is none."""
        self.filters["error"].setChecked(True)
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
        finding = self.model.finding(self.view.currentIndex())
        if finding is None or finding.fix is None:
            return False
        self.fix_button.setEnabled(False)
        self._session.apply(finding.fix.title, finding.fix.edits)
        return True

    def _set_up_header(self) -> None:
        for state, button in self.filters.items():
            button.setIcon(icon(state))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setChecked(state in self.model.states)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"显示或隐藏{STATE_WORDS[state]}")
            button.toggled.connect(self._rearrange)
        self.filters["error"].setToolTip("显示或隐藏错误；按 Ctrl+F8 到下一处错误")
        self.filters["unknown"].setToolTip("规则涉及这些地方，但程序读不出内容，请人工核对")
        self.grouping.addItems([BY_PROJECT, BY_RULE])
        self.grouping.setAccessibleName("分组方式")
        self.grouping.currentIndexChanged.connect(self._rearrange)
        self.fix_button.setToolTip("修正所选的问题；可以撤销")
        self.fix_button.setAccessibleName("修正所选的问题")
        self.fix_button.setEnabled(False)
        self.fix_button.clicked.connect(self.fix_current)

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("检查结果")
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
        self.model.rowsInserted.connect(self._rows_inserted)
        view.clicked.connect(self._clicked)
        view.entered_row.connect(self._visit)
        view.selectionModel().currentChanged.connect(self._current_changed)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        for button in self.filters.values():
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.fix_button)
        bar.addWidget(self.grouping)
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
        layout.addLayout(bar)
        layout.addWidget(self._pages, 1)
        self.setAccessibleName("检查结果面板")

    def _findings_changed(self, findings: tuple[Finding, ...]) -> None:
        self.model.show(self._session.submission, findings)
        # Places are named after what was typed: their words may differ where no finding does.
        self.view.viewport().update()
        self._update_header()

    def _rearrange(self) -> None:
        current = self.model.key(self.view.currentIndex())
        states = frozenset(state for state, button in self.filters.items() if button.isChecked())
        self.model.arrange(by_rule=self.grouping.currentIndex() == 1, states=states)
        if current is not None:
            self._restore(current)
        self._update_header()

    def _update_header(self) -> None:
        counts = self.model.counts()
        for state, button in self.filters.items():
            text = f"{STATE_WORDS[state]} {counts[state]}"
            button.setText(text)
            button.setAccessibleName(text)
        self._update_fix()
        any_found = any(counts[state] for state in ("error", "warning", "hint"))
        self.empty_icon.show_icon("hint" if any_found else "ok")
        self.empty_text.setText(NOTHING_SHOWN if any_found else NOTHING_FOUND)
        self._pages.setCurrentWidget(self.empty if self.model.is_empty() else self.view)

    def _update_fix(self) -> None:
        finding = self.model.finding(self.view.currentIndex())
        self.fix_button.setEnabled(finding is not None and finding.fix is not None)

    def _rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            return
        all_are_new = last - first + 1 == self.model.rowCount()
        for row in range(first, last + 1):
            self.view.setFirstColumnSpanned(row, QModelIndex(), True)
            if not all_are_new:
                self.view.expand(self.model.index(row, 0))
        if all_are_new:
            self.view.expandAll()  # many times faster than one by one

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.FIX and self.fix_current():
            return
        self._visit(index)

    def _current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._update_fix()

    def _visit(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None:
            self._visited = self.model.key(index)
            self._session.select(finding.place.node, finding.place.field or None)

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


class _FindingsView(QTreeView):
    """A tree that tells of Enter on a row, also where the platform activates by one click."""

    entered_row = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        self.setIndentation(14)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, round(width * em))
        # The sentence matters most; the place is cut first where there is little room.
        room = self.viewport().width() - round(sum(_WIDTHS.values()) * em)
        self.setColumnWidth(Column.PLACE, round(min(max(room * 0.45, 5 * em), 24 * em)))

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)
