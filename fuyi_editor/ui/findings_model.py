# SPDX-License-Identifier: MulanPSL-2.0
"""The findings as a tree of groups and rows, brought up to date by differences.

Selection, scrolling and collapsed groups survive, because a refresh only inserts and removes the
rows that came and went. Words of places are made when a row is painted, not for all rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from operator import is_
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

from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.ui.guard import never_raises
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.inspector_notes import FIX_WORD, finding_details
from fuyi_editor.ui.place_words import place_words, project_title
from fuyi_editor.ui.state_colors import state_colors, state_of, state_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission

AnyIndex = QModelIndex | QPersistentModelIndex
Key = tuple[str, str, str, str, int]
_TOP = QModelIndex()
_SPOKEN = frozenset({Outcome.FOUND, Outcome.CANNOT_TELL})
STATES = ("error", "warning", "hint", "unknown")
_ROW_PADDING = 7
_Role = Qt.ItemDataRole


class Column(IntEnum):
    """The columns of the list."""

    STATE = 0
    PLACE = 1
    MESSAGE = 2
    FIX = 3
    RULE = 4


TITLES = ("级别", "位置", "问题", "修正", "规则")


@dataclass(slots=True)
class _Group:
    """A heading and its rows; `number` names it in indexes for ever."""

    name: str  # a project's id or a rule's
    number: int = 0
    keys: list[Key] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class FindingsModel(QAbstractItemModel):
    """Groups at the top, their findings below. A row's index holds the number of its group."""

    def __init__(self, texts: RuleTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._submission: Submission | None = None
        self._spoken: list[tuple[str, Finding]] = []  # with the state of each
        self._groups: list[_Group] = []
        self._rows: dict[int, int] = {}  # number of a group → its row
        self._last_number = 0
        self._icons: dict[str, QIcon] = {}
        self.by_rule = False
        self.states = frozenset(STATES) - {"unknown"}

    # What the panel asks

    def show(self, submission: Submission, findings: tuple[Finding, ...]) -> None:
        """Show these findings, which were made of this submission."""
        self._submission = submission
        self._spoken = [
            (state_of(finding), finding) for finding in findings if finding.outcome in _SPOKEN
        ]
        self._refresh()

    def arrange(self, *, by_rule: bool, states: frozenset[str]) -> None:
        """Group by project or by rule, and show only findings of these states."""
        if by_rule != self.by_rule:
            # Other groups altogether: keys of projects and rules have nothing in common.
            self.beginResetModel()
            self._groups, self._rows = [], {}
            self.by_rule = by_rule
            self.endResetModel()
        self.states = states
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

    def is_empty(self) -> bool:
        """Whether no finding is shown."""
        return not self._groups

    # Bringing up to date

    def _refresh(self) -> None:
        new = self._grouped()
        old_names = [group.name for group in self._groups]
        start, old_end, new_end = _differing(old_names, [group.name for group in new])
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

    def _update_group(self, group: _Group, new: _Group) -> None:
        if len(group.findings) == len(new.findings) and all(map(is_, group.findings, new.findings)):
            return
        heading = self.createIndex(self._rows[group.number], 0, 0)
        start, old_end, new_end = _differing(group.keys, new.keys)
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
            last = self.index(len(group.findings) - 1, Column.RULE, heading)
            self.dataChanged.emit(self.index(0, 0, heading), last)

    def _number_rows(self) -> None:
        self._rows = {group.number: row for row, group in enumerate(self._groups)}

    def _grouped(self) -> list[_Group]:
        groups: dict[str, _Group] = {}
        seen: Counter[tuple[str, str, str, str]] = Counter()
        for state, finding in self._spoken:  # the checks give them in reading order
            if state not in self.states:
                continue
            name = finding.rule if self.by_rule else finding.place.project
            group = groups.setdefault(name, _Group(name))
            place = finding.place
            key = (finding.rule, place.node, place.field, finding.outcome.value)
            group.keys.append((*key, seen[key]))
            group.findings.append(finding)
            seen[key] += 1
        return sorted(groups.values(), key=_rule_order) if self.by_rule else list(groups.values())

    def _at(self, index: AnyIndex) -> tuple[_Group, int] | None:
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
            return finding_details(finding)
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

    def _group_title(self, group: _Group) -> str:
        if self.by_rule:
            text = self._texts.get(group.name)
            return f"{group.name} {text.name}" if text else group.name
        return project_title(self._submission, group.name) if self._submission else ""

    def _words(self, finding: Finding, column: Column) -> str:
        if column is Column.STATE:
            return state_word(finding)
        if column is Column.PLACE and self._submission is not None:
            return place_words(self._submission, finding.place, with_project=self.by_rule)
        if column is Column.MESSAGE:
            return finding.message
        if column is Column.FIX:
            return FIX_WORD if finding.fix else ""
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
            if column is Column.FIX:
                return palette.color(QPalette.ColorRole.Link)
        return None

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name]


def _rule_order(group: _Group) -> tuple[int, str]:
    """Groups of rules: the one with the worst findings first."""
    weights = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
    return (min(weights[finding.severity] for finding in group.findings), group.name)


def _differing(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int, int]:
    """Where two lists differ: the start, the end in `old` and the end in `new`."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, len(new) - tail
