# SPDX-License-Identifier: MulanPSL-2.0
"""The differences of two books as a tree of two levels: projects, and what changed in them."""

from __future__ import annotations

from enum import IntEnum
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt
from typing_extensions import override

from fuyi_editor.page.marked_text import pieces
from fuyi_editor.ui.grouped_model import AnyIndex, GroupedModel
from fuyi_editor.yearly.following.pairs import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.marked_text import Marks
    from fuyi_editor.yearly.comparison.change import Change

CHANGE = Qt.ItemDataRole.UserRole
"""Under this role a row has its change."""
_Role = Qt.ItemDataRole
_LONGEST_TIP = 600


class Column(IntEnum):
    """What stands beside what."""

    PLACE = 0
    OLD = 1
    NEW = 2
    NOTE = 3


class _Group(NamedTuple):
    key: str
    title: str
    rows: list[Change]


class CompareModel(GroupedModel):
    """Shows changes that have the words looked for."""

    titles = ("位置", "原内容", "新内容", "说明")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[_Group] = []
        self._shown: tuple[Change, ...] = ()

    @property
    def shown(self) -> tuple[Change, ...]:
        """The changes that are listed, in order."""
        return self._shown

    def show(self, changes: Sequence[Change], words: str) -> bool:
        """List those of the changes that have the words; False if these are listed already."""
        shown = tuple(change for change in changes if _has_words(change, words))
        if shown == self._shown:
            return False
        self.beginResetModel()
        self._shown = shown
        self._groups = []
        for change in shown:
            if not self._groups or self._groups[-1].key != change.group:
                self._groups.append(_Group(change.group, change.project, []))
            self._groups[-1].rows.append(change)
        self.sizes = [len(group.rows) for group in self._groups]
        self.endResetModel()
        return True

    def change(self, index: AnyIndex) -> Change | None:
        """The change of a row; None for a heading."""
        place = self.place(index)
        return self._groups[place[0]].rows[place[1]] if place else None

    def group(self, heading: AnyIndex) -> str:
        """Which project a heading is of."""
        return self._groups[heading.row()].key

    def row_of(self, number: int) -> QModelIndex:
        """The row of the change of that number among those that are listed."""
        for group_row, group in enumerate(self._groups):
            if number < len(group.rows):
                return self.index(number, 0, self.index(group_row, 0))
            number -= len(group.rows)
        return QModelIndex()

    @override
    def heading(self, group: int) -> str:
        return f"{self._groups[group].title}（{self.sizes[group]} 处）"

    @override
    def row_data(self, group: int, row: int, column: int, role: int) -> object:
        change = self._groups[group].rows[row]
        if role == CHANGE:
            return change
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return text_of(change, Column(column))
        return change_tip(change) if role == _Role.ToolTipRole else None


def text_of(change: Change, column: Column) -> str:
    """What stands in a column."""
    texts = (change.place, change.shown_old, change.shown_new, change.note)
    return texts[column]


def change_tip(change: Change) -> str:
    """Both texts with what differs underlined, and why the rows are taken for one."""
    lines = [
        f"<b>{escape(change.project)}</b>　{escape(change.place)}",
        f"原：{_rich(change.shown_old, change.old_marks)}",
        f"新：{_rich(change.shown_new, change.new_marks)}",
        escape(change.note),
    ]
    pair = change.pair
    if pair is not None and pair.why in (Why.SIMILAR, Why.CORRECTED, Why.SAME_CODE):
        score = f"，相似 {pair.score:.0%}" if pair.why is Why.SIMILAR else ""
        lines.append(f"对应依据：{pair.why.value}{score}")
    return "<qt>" + "<br>".join(lines) + "</qt>"


def _rich(text: str, marks: Marks) -> str:
    shown = "".join(
        f"<u><b>{escape(piece)}</b></u>" if marked else escape(piece)
        for piece, marked in pieces(text[:_LONGEST_TIP], _cut(marks))
    )
    more = "……" if len(text) > _LONGEST_TIP else ""
    return (shown + more).replace("\n", "<br>")


def _cut(marks: Marks) -> Marks:
    return tuple((start, min(end, _LONGEST_TIP)) for start, end in marks if start < _LONGEST_TIP)


def _has_words(change: Change, words: str) -> bool:
    texts = (change.project, change.place, change.old, change.new, change.note)
    return not words or any(words in text for text in texts)
