# SPDX-License-Identifier: MulanPSL-2.0
"""The list of all places that were found: project, place, text; the current one is gone to."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from fuyi_editor.model.printed import owner_type, prints_field
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.marked_text import MARK, MarkedTextDelegate, snippet
from fuyi_editor.ui.panel_list import PanelList
from fuyi_editor.ui.place_words import place_at, place_words, project_title

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.printed import Printed
    from fuyi_editor.model.search import Hit

AnyIndex = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_Role = Qt.ItemDataRole
NOT_PRINTED = "表上不印"


class Column(IntEnum):
    """The columns of the list."""

    PROJECT = 0
    PLACE = 1
    TEXT = 2
    NOTE = 3


_TITLES = ("项目", "位置", "内容", "备注")


def is_printed(submission: Submission, hit: Hit, printed: Printed) -> bool:
    """Whether the form of the book prints the field of a hit."""
    chain = submission.chain(hit.node)
    return prints_field(printed, owner_type(chain), type(chain[-1]), hit.field)


class FindModel(QAbstractTableModel):
    """Words of places are made when a row is painted: there may be thousands of rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._submission: Submission | None = None
        self._printed: Printed = frozenset()
        self.hits: tuple[Hit, ...] = ()
        self.has_notes = False
        """Whether anything that was found is not printed."""

    def show(self, submission: Submission, hits: tuple[Hit, ...], printed: Printed) -> None:
        """Show these hits, which were found in this submission."""
        self._submission, self._printed = submission, printed
        if hits != self.hits:
            self.beginResetModel()
            self.hits = hits
            self.has_notes = not all(is_printed(submission, hit, printed) for hit in hits)
            self.endResetModel()

    @override
    @never_raises(int)
    def rowCount(self, parent: AnyIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(self.hits)

    @override
    @never_raises(int)
    def columnCount(self, parent: AnyIndex = _TOP) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    @never_raises(nothing)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _TITLES[section]
        return None

    @override
    @never_raises(nothing)
    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        book = self._submission
        if book is None or not index.isValid() or index.row() >= len(self.hits):
            return None
        hit = self.hits[index.row()]
        if not book.holds(hit.node):
            return None
        column = Column(index.column())
        if role == _Role.DisplayRole:
            return self._text(book, hit, column)
        if role == MARK and column is Column.TEXT:
            return snippet(hit.text, hit.start, hit.end)[1:]
        if role == _Role.ToolTipRole:
            return hit.text if column is Column.TEXT else self._text(book, hit, column)
        return None

    def _text(self, book: Submission, hit: Hit, column: Column) -> str:
        place = place_at(book, hit.node, hit.field)
        match column:
            case Column.PROJECT:
                return project_title(book, place.project)
            case Column.PLACE:
                return place_words(book, place)
            case Column.TEXT:
                return snippet(hit.text, hit.start, hit.end).text
            case Column.NOTE:
                return "" if is_printed(book, hit, self._printed) else NOT_PRINTED


class FindList(PanelList):
    """A flat list; the finder goes to the row that becomes the current one."""

    def __init__(self, model: FindModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = model
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setItemDelegateForColumn(Column.TEXT, MarkedTextDelegate(self))
        self.setAccessibleName("查找结果")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self.fit_columns)

    def show_row(self, row: int | None) -> None:
        """Make a row the current one; None for no row."""
        index = self.hits.index(row, 0) if row is not None else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    @override
    def fit_columns(self) -> None:
        """The text matters most; the note is there only where something is not printed."""
        em = self.fontMetrics().horizontalAdvance("字")
        room = self.viewport().width()
        self.setColumnHidden(Column.NOTE, not self.hits.has_notes)
        self.setColumnWidth(Column.PROJECT, round(min(max(room * 0.22, 5 * em), 18 * em)))
        self.setColumnWidth(Column.PLACE, round(min(max(room * 0.3, 6 * em), 24 * em)))
        self.setColumnWidth(Column.NOTE, round(5.5 * em))
