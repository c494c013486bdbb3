# SPDX-License-Identifier: MulanPSL-2.0
"""What the cells of the tree show, by Qt's roles: text, icon, tint, tooltip, words for the ear."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette

from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.state_colors import state_colors
from fuyi_editor.ui.tree.changes import RowChanges
from fuyi_editor.ui.tree.states import COMPLETE
from fuyi_editor.ui.tree.texts import (
    EDITABLE_VALUES,
    NAME_FIELDS,
    READ_ONLY_NAMES,
    VALUE_FIELDS,
    icon_name,
    is_unnamed,
    name_text,
    spoken,
    tooltip,
    value_text,
)

if TYPE_CHECKING:
    from fuyi_editor.ui.tree.rows import Row, TreeRows
    from fuyi_editor.ui.tree.states import Summary, TreeStates
    from fuyi_editor.ui.yearly.last_year import LastYearBeside

_Role = Qt.ItemDataRole
CUT_ROLE = _Role.UserRole + 1
"""True for what was cut and is not pasted yet."""
CUT_WORDS = "已剪切"


class Column(IntEnum):
    """The columns of the tree."""

    NAME = 0
    VALUE = 1
    STATE = 2
    LAST_YEAR = 3


class TreeCells:
    """Answers for any row and column from the rows of a book and what the checks say of them."""

    def __init__(self, rows: TreeRows, states: TreeStates, last_year: LastYearBeside) -> None:
        self._rows = rows
        self._states = states
        self._changes = RowChanges(rows, last_year)
        self.cut: frozenset[str] = frozenset()
        """The nodes that were cut, with all that is under them."""
        self._icons: dict[str, QIcon] = {}

    def data(self, row: Row, column: int, role: int) -> str | QIcon | QColor | bool | None:
        """What `QAbstractItemModel.data` answers."""
        if role == CUT_ROLE:
            return row.node in self.cut
        if column == Column.LAST_YEAR:
            return self._changes.data(row, role)
        match role:
            case _Role.DisplayRole:
                return self._text(row, column)
            case _Role.EditRole:
                field = self.field(row, column)
                return read_field(self._rows.node(row), field) if field else None
            case _Role.DecorationRole:
                return self._decoration(row, column)
            case _Role.ForegroundRole:
                return self._foreground(row, column)
            case _Role.BackgroundRole:
                return self._tint(row, column)
            case _Role.ToolTipRole:
                return tooltip(self._rows, row, self._states.own(row), self._summary(row))
            case _Role.AccessibleTextRole:
                if column == Column.NAME:
                    words = spoken(self._rows, row, self._states.own(row), self._summary(row))
                    return f"{words}，{CUT_WORDS}" if row.node in self.cut else words
                if column == Column.STATE:
                    return self._summary(row).word
                return self._text(row, column)
            case _:
                return None

    def field(self, row: Row, column: int) -> str | None:
        """The field that can be edited in a cell."""
        node = self._rows.node(row)
        if column == Column.VALUE and not isinstance(node, EDITABLE_VALUES):
            return None
        if column == Column.NAME and isinstance(node, READ_ONLY_NAMES):
            return None
        return self._shown_field(row, column)

    def _shown_field(self, row: Row, column: int) -> str | None:
        if row.slot or column not in (Column.NAME, Column.VALUE):
            return None
        fields = NAME_FIELDS if column == Column.NAME else VALUE_FIELDS
        return fields.get(type(self._rows.node(row)))

    def _summary(self, row: Row) -> Summary:
        return self._states.summary(self._rows, row)

    def _text(self, row: Row, column: int) -> str:
        if column == Column.NAME:
            return name_text(self._rows, row)
        if column == Column.VALUE:
            return value_text(self._rows, row)
        # That all is well is said by a quiet icon, so that what is to be done stands out.
        word = self._summary(row).word
        return "" if word == COMPLETE else word

    def _decoration(self, row: Row, column: int) -> QIcon | None:
        if column == Column.VALUE:
            return None
        if column == Column.NAME:
            name = icon_name(self._rows.node(row), row)
        else:
            state = self._summary(row).state
            name = "done" if state == "ok" else state
        if name is not None and name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name] if name is not None else None

    def _foreground(self, row: Row, column: int) -> QColor | None:
        palette = QGuiApplication.palette()
        if column == Column.STATE:
            return state_colors(palette).text(self._summary(row).state)
        if column == Column.NAME and not row.slot and is_unnamed(self._rows.node(row)):
            return palette.color(QPalette.ColorRole.PlaceholderText)
        return None

    def _tint(self, row: Row, column: int) -> QColor | None:
        """The ground of the very cell that is wrong, and of the state beside it."""
        own = self._states.own(row)
        if column != Column.STATE:
            shown = self._shown_field(row, column)
            own = tuple(finding for finding in own if finding.place.field == shown)
        if not own:
            return None
        severities = {finding.severity.value for finding in own}
        state = next(state for state in ("error", "warning", "hint") if state in severities)
        return state_colors(QGuiApplication.palette()).tint(state)
