# SPDX-License-Identifier: MulanPSL-2.0
"""The column 上年 of the tree: what is new, what was changed, and how many rows were dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.findings.words import wrapped
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.state_colors import state_colors
from fuyi_editor.ui.tree.texts import NAME_FIELDS, VALUE_FIELDS
from fuyi_editor.yearly.beside import Mark

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node
    from fuyi_editor.ui.tree.rows import Row, TreeRows
    from fuyi_editor.ui.yearly.last_year import LastYearBeside
    from fuyi_editor.yearly.beside import Dropped

_Role = Qt.ItemDataRole
_SHORT = {Mark.NEW: "新", Mark.CHANGED: "改", Mark.SAME: ""}
_COLOURS = {Mark.NEW: "ok", Mark.CHANGED: "hint"}
MOST_NAMED = 6  # dropped rows in a tool tip


class RowChanges:
    """Answers for the cells of that column."""

    def __init__(self, rows: TreeRows, last_year: LastYearBeside) -> None:
        self._rows = rows
        self._last_year = last_year

    def data(self, row: Row, role: int) -> str | QColor | None:
        """What `QAbstractItemModel.data` answers."""
        if not self._last_year.is_attached:
            return None
        match role:
            case _Role.DisplayRole:
                return self._text(row)
            case _Role.ForegroundRole:
                return self._colour(row)
            case _Role.ToolTipRole | _Role.AccessibleTextRole:
                return "\n".join(self._sentences(row))
            case _:
                return None

    def _mark(self, row: Row) -> Mark:
        return Mark.SAME if row.slot else self._last_year.mark(self._rows.node(row))

    def _dropped(self, row: Row) -> tuple[Dropped, ...]:
        """The rows that would stand under this very one; those of a folder are told there."""
        if row.slot:
            return self._last_year.dropped(row.node, row.slot)
        folders = self._rows.folders(self._rows.node(row))
        return tuple(d for d in self._last_year.dropped(row.node) if d.slot not in folders)

    def _text(self, row: Row) -> str:
        # One word: the column is narrow, and the tool tip says all.
        dropped = len(self._dropped(row))
        return f"少{dropped}" if dropped else _SHORT[self._mark(row)]

    def _colour(self, row: Row) -> QColor | None:
        state = "warning" if self._dropped(row) else _COLOURS.get(self._mark(row))
        return state_colors(QGuiApplication.palette()).text(state) if state else None

    def _sentences(self, row: Row) -> list[str]:
        mark, dropped = self._mark(row), self._dropped(row)
        lines: list[str] = []
        if mark is Mark.NEW:
            lines.append("上年没有这一行")
        elif mark is Mark.CHANGED:
            lines += [wrapped(line) for line in self._before(self._rows.node(row))]
        if dropped:
            names = "、".join(f"“{node_title(d.node)}”" for d in dropped[:MOST_NAMED])
            more = "等" if len(dropped) > MOST_NAMED else ""
            lines.append(wrapped(f"上年有、今年没有的 {len(dropped)} 行：{names}{more}"))
        return lines

    def _before(self, node: Node) -> list[str]:
        """Last year's name and value where they were others."""
        lines = ["和上年不同"]
        for fields in (NAME_FIELDS, VALUE_FIELDS):
            field = fields.get(type(node))
            before = self._last_year.text(node, field) if field else None
            if field and before is not None and before != read_field(node, field):
                lines.append(f"上年：{before}" if before.strip() else "上年是空白")
        return lines
