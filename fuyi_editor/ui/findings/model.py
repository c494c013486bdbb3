# SPDX-License-Identifier: MulanPSL-2.0
"""The findings as a tree of groups and rows, brought up to date by differences.

Selection, scrolling and collapsed groups survive, because a refresh only inserts and removes the
rows that came and went. Words of places are made when a row is painted, not for all rows.
"""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QIcon, QPalette
from typing_extensions import override

from fuyi_editor.ui.findings.groups import (
    STATES,
    Group,
    Key,
    Said,
    Wanted,
    differing,
    grouped,
    spoken,
)
from fuyi_editor.ui.findings.words import finding_details, other_words
from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.inspector.notes import FIX_WORD
from fuyi_editor.ui.place_words import place_words, project_title
from fuyi_editor.ui.state_colors import state_colors, state_of, state_word

if TYPE_CHECKING:
    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission

AnyIndex = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_ROW_PADDING = 7
_MOST_CHANGED = 30  # groups that are brought up to date row by row
_Role = Qt.ItemDataRole


class Column(IntEnum):
    """The columns of the list."""

    STATE = 0
    PLACE = 1
    MESSAGE = 2
    FIX = 3
    RULE = 4
    OTHER = 5  # shown beside the sentence


TITLES = ("级别", "位置", "问题", "修正", "规则", "另一处")


class FindingsModel(QAbstractItemModel):
    """Groups at the top, their findings below. A row's index holds the number of its group."""

    def __init__(self, texts: RuleTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._submission: Submission | None = None
        self._spoken: list[tuple[str, Finding]] = []
        self._groups: list[Group] = []
        self._rows: dict[int, int] = {}  # number of a group → its row
        self._last_number = 0
        self._icons: dict[str, QIcon] = {}
        self.wanted = Wanted()

    # What the panel asks

    def show(self, submission: Submission, findings: tuple[Finding, ...]) -> None:
        """Show these findings, which were made of this submission."""
        self._submission = submission
        self._spoken = spoken(findings)
        self._refresh()

    def follow(self, submission: Submission) -> None:
        """Name the places as this submission does, which has the same findings so far."""
        self._submission = submission

    def arrange(self, wanted: Wanted) -> None:
        """Group and filter in another way."""
        if wanted.by_rule != self.wanted.by_rule:
            # Other groups altogether: keys of projects and rules have nothing in common.
            self.beginResetModel()
            self._groups, self._rows = [], {}
            self.wanted = wanted
            self.endResetModel()
        self.wanted = wanted
        self._refresh()

    def counts(self) -> dict[str, int]:
        """How many findings there are of each state, shown or not."""
        counts = Counter(state for state, _ in self._spoken)
        return {state: counts[state] for state in STATES}

    def finding(self, index: AnyIndex) -> Finding | None:
        """The finding of a row; None for a group."""
        found = self._at(index)
        return found[0].findings[found[1]] if found else None

    def key(self, index: AnyIndex) -> Key | None:
        """What makes a row the same row after a refresh; None for a group."""
        found = self._at(index)
        return found[0].keys[found[1]] if found else None

    def has_others(self) -> bool:
        """Whether any finding shown speaks about two places."""
        return any(f.other is not None for group in self._groups for f in group.findings)

    def group_name(self, index: AnyIndex) -> str:
        """The project's id or the rule that a heading stands for."""
        return self._groups[index.row()].name if index.isValid() and not index.internalId() else ""

    def is_empty(self) -> bool:
        """Whether no finding is shown."""
        return not self._groups

    # Bringing up to date

    def _refresh(self) -> None:
        new = grouped(self._spoken, self.wanted, Said(self._submission, self._texts))
        if self._changed_groups(new) > _MOST_CHANGED:
            self._replace_all(new)
            return
        old_names = [group.name for group in self._groups]
        start, old_end, new_end = differing(old_names, [group.name for group in new])
        if old_end > start:
            self.beginRemoveRows(QModelIndex(), start, old_end - 1)
            del self._groups[start:old_end]
            self._number_rows()
            self.endRemoveRows()
        kept = {group.name: group for group in new}
        for group in self._groups:
            self._update_group(group, kept[group.name])
        if new_end > start:
            self.beginInsertRows(QModelIndex(), start, new_end - 1)
            for group in new[start:new_end]:
                self._last_number += 1
                group.number = self._last_number
            self._groups[start:start] = new[start:new_end]
            self._number_rows()
            self.endInsertRows()

    def _changed_groups(self, new: list[Group]) -> int:
        old = {group.name: group.findings for group in self._groups}
        return sum(old.get(group.name, group.findings) != group.findings for group in new)

    def _replace_all(self, new: list[Group]) -> None:
        """Another year, say: the view would look for each group among all rows, for minutes."""
        self.beginResetModel()
        for group in new:
            self._last_number += 1
            group.number = self._last_number
        self._groups = new
        self._number_rows()
        self.endResetModel()

    def _update_group(self, group: Group, new: Group) -> None:
        if group.findings == new.findings:
            return
        heading = self.createIndex(self._rows[group.number], 0, 0)
        start, old_end, new_end = differing(group.keys, new.keys)
        if old_end > start:
            self.beginRemoveRows(heading, start, old_end - 1)
            del group.keys[start:old_end]
            del group.findings[start:old_end]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(heading, start, new_end - 1)
            group.keys[start:start] = new.keys[start:new_end]
            group.findings[start:start] = new.findings[start:new_end]
            self.endInsertRows()
        group.findings[:] = new.findings
        self.dataChanged.emit(heading, heading)
        if group.findings:
            last = self.index(len(group.findings) - 1, Column.OTHER, heading)
            self.dataChanged.emit(self.index(0, 0, heading), last)

    def _number_rows(self) -> None:
        self._rows = {group.number: row for row, group in enumerate(self._groups)}

    def _at(self, index: AnyIndex) -> tuple[Group, int] | None:
        number = index.internalId() if index.isValid() else 0
        if number not in self._rows:
            return None
        group = self._groups[self._rows[number]]
        return (group, index.row()) if index.row() < len(group.findings) else None

    # Qt's questions. The view asks the first four for every row when rows come and go, so they
    # are short, and unguarded because they only compare and look up.

    @override
    def index(self, row: int, column: int, parent: AnyIndex = _TOP) -> QModelIndex:
        if not parent.isValid():
            if 0 <= row < len(self._groups) and 0 <= column < len(TITLES):
                return self.createIndex(row, column, 0)
        elif not parent.internalId() and 0 <= parent.row() < len(self._groups):
            group = self._groups[parent.row()]
            if 0 <= row < len(group.findings) and 0 <= column < len(TITLES):
                return self.createIndex(row, column, group.number)
        return QModelIndex()

    @override
    # QObject.parent() without an index is another function of the same name in Qt.
    def parent(self, index: AnyIndex = _TOP) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        row = self._rows.get(index.internalId()) if index.isValid() else None
        return QModelIndex() if row is None else self.createIndex(row, 0, 0)

    @override
    def rowCount(self, parent: AnyIndex = _TOP) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column() > 0 or parent.row() >= len(self._groups):
            return 0
        return len(self._groups[parent.row()].findings)

    @override
    def hasChildren(self, parent: AnyIndex = _TOP) -> bool:
        return not parent.isValid() or (parent.internalId() == 0 and parent.column() == 0)

    @override
    def columnCount(self, parent: AnyIndex = _TOP) -> int:
        return len(TITLES)

    @override
    @never_raises(lambda: None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return TITLES[section]
        return None

    @override
    @never_raises(lambda: None)
    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _Role.SizeHintRole:
            return QSize(0, QFontMetrics(QGuiApplication.font()).height() + _ROW_PADDING)
        finding = self.finding(index)
        if finding is None:
            return self._group_data(index, role)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._words(finding, Column(index.column()))
        if role == _Role.ToolTipRole:
            return finding_details(finding, self._submission, self._texts)
        return self._looks(finding, Column(index.column()), role)

    def _group_data(self, index: AnyIndex, role: int) -> object:
        if index.internalId() or index.row() >= len(self._groups) or index.column():
            return None
        if role == _Role.DisplayRole:
            group = self._groups[index.row()]
            return f"{self._group_title(group)}（{len(group.findings)}）"
        if role == _Role.FontRole:
            font = QFont(QGuiApplication.font())
            font.setBold(True)
            return font
        return None

    def _group_title(self, group: Group) -> str:
        if self.wanted.by_rule:
            text = self._texts.get(group.name)
            return f"{group.name} {text.name}" if text else group.name
        return project_title(self._submission, group.name) if self._submission else ""

    def _words(self, finding: Finding, column: Column) -> str:
        if column is Column.STATE:
            return state_word(finding)
        if column is Column.PLACE and self._submission is not None:
            return place_words(self._submission, finding.place, with_project=self.wanted.by_rule)
        if column is Column.MESSAGE:
            return finding.message
        if column is Column.FIX:
            return FIX_WORD if finding.fix else ""
        if column is Column.OTHER:
            return other_words(self._submission, finding) if self._submission else ""
        return finding.rule

    def _looks(self, finding: Finding, column: Column, role: int) -> object:
        state = state_of(finding)
        palette = QGuiApplication.palette()
        if role == _Role.DecorationRole:
            name = state if column is Column.STATE else "fix"
            wanted = column is Column.STATE or (column is Column.FIX and finding.fix)
            return self._icon(name) if wanted else None
        if role == _Role.ForegroundRole:
            if state == "unknown" or column is Column.RULE:
                return state_colors(palette).unknown_text
            if column is Column.STATE:
                return state_colors(palette).text(state)
            if column in (Column.FIX, Column.OTHER):
                return palette.color(QPalette.ColorRole.Link)
        return None

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name]
