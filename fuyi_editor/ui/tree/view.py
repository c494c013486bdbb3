# SPDX-License-Identifier: MulanPSL-2.0
"""The tree as it is seen: columns, what is open at first, one selection with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QMargins, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.tree.cells import Column
from fuyi_editor.ui.tree.delegate import TreeDelegate
from fuyi_editor.ui.tree.drops import can_drag
from fuyi_editor.ui.tree.model import SubmissionTreeModel
from fuyi_editor.ui.tree.name_delegate import NameDelegate
from fuyi_editor.ui.tree.rows import Row
from fuyi_editor.ui.tree.texts import name_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QContextMenuEvent, QResizeEvent

    from fuyi_editor.ui.library.proposals import Proposals
    from fuyi_editor.ui.session import EditSession

FEW_PROJECTS = 6
INDENTATION = 13
TAG_WIDTH = 200
VALUE_EMS, STATE_EMS, LAST_YEAR_EMS = 6.0, 5.6, 2.8
_Select = QItemSelectionModel.SelectionFlag
_Cursor = QAbstractItemView.CursorAction


class TreeView(QTreeView):
    """Shows the session's book; the current row is the session's selected node."""

    typing = Signal()  # what is being typed in a cell has changed, or its editor has closed

    def __init__(self, session: EditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tree_model = SubmissionTreeModel(session, self)
        self.context_menu: QMenu | None = None
        self._delegate_with(TreeDelegate(self))
        self._following = False
        self.setModel(self.tree_model)
        self._set_up()
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.tree_model.states_changed.connect(self.viewport().update)
        self.tree_model.rowsInserted.connect(self._open_inserted)
        session.selection_changed.connect(self._follow)
        session.page_changed.connect(self._settle)
        session.last_year.changed.connect(self._show_last_year)
        self._open_at_start()

    def propose_with(self, proposals: Proposals) -> None:
        """Propose what the indicator library has while an indicator's name is typed."""
        # Of the whole view: the filter of a column's own delegate stays on an editor whose row is
        # removed, and Qt then complains of what it commits.
        self._delegate_with(NameDelegate(self, proposals))

    def show_cut(self, nodes: Iterable[str]) -> None:
        """Dim these rows, which wait to be pasted elsewhere, and no others any more."""
        self.tree_model.show_cut(nodes)

    def _delegate_with(self, delegate: TreeDelegate) -> None:
        delegate.typing.connect(self.typing)
        self.setItemDelegate(delegate)

    def selected_nodes(self) -> list[str]:
        """The ids of the selected rows that can be moved or removed; folders are no nodes."""
        rows = [self.tree_model.row_of(i) for i in self.selectionModel().selectedRows()]
        tree = self.tree_model.rows
        return [row.node for row in rows if row is not None and can_drag(tree, row)]

    def edit_current(self) -> bool:
        """Open the editor on the current cell, or on the name beside it."""
        index = self.currentIndex()
        editable = self.tree_model.flags(index) & Qt.ItemFlag.ItemIsEditable
        index = index if editable else index.siblingAtColumn(Column.NAME)
        if not self.tree_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        # Not setCurrentIndex: with Ctrl held, as by Ctrl+Enter, that takes the selection away.
        flags = _Select.ClearAndSelect | _Select.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self.edit(index)
        return True

    def commit_open_editor(self) -> None:
        """Take over what is being typed in a cell; call before saving."""
        editor = self.indexWidget(self.currentIndex())
        if self.state() is QAbstractItemView.State.EditingState and editor is not None:
            QGuiApplication.inputMethod().commit()
            self.commitData(editor)
            self.closeEditor(editor, self.itemDelegate().EndEditHint.NoHint)

    def typed(self) -> tuple[str, str, str] | None:
        """Node, field and text of what is being typed in a cell, were it taken over now."""
        index = self.currentIndex()
        editor = self.indexWidget(index)
        if self.state() is not QAbstractItemView.State.EditingState:
            return None
        field = self.tree_model.field_at(index)
        return (*field, editor.text()) if field and isinstance(editor, QLineEdit) else None

    def show_index(self, index: QModelIndex) -> None:
        """Make a row the current one, seen even if a filter had hidden it."""
        above = index
        while above.isValid():
            if self.isRowHidden(above.row(), above.parent()):
                self.setRowHidden(above.row(), above.parent(), False)
            above = above.parent()
        selection = self.selectionModel()
        flags = _Select.NoUpdate if selection.isSelected(index) else _Select.ClearAndSelect
        selection.setCurrentIndex(index, flags | _Select.Rows)
        self.scrollTo(index)

    def _set_up(self) -> None:
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(INDENTATION)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setAccessibleName("目录")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().horizontalAdvance("字")
        self.setColumnWidth(Column.VALUE, round(VALUE_EMS * em))
        self.setColumnWidth(Column.STATE, round(STATE_EMS * em))
        self.setColumnWidth(Column.LAST_YEAR, round(LAST_YEAR_EMS * em))
        self._show_last_year()

    def _show_last_year(self) -> None:
        self.setColumnHidden(Column.LAST_YEAR, not self._session.last_year.is_attached)

    def _open_at_start(self) -> None:
        """A small book is open down to the indicators; of a large one the projects are seen."""
        model = self.tree_model
        tops = [model.index(row, 0) for row in range(1, model.rowCount())]
        if len(self._session.submission.projects) <= FEW_PROJECTS:
            for top in tops:
                self._open(top)
        book = self._session.submission
        tops = (*book.projects, book.department, book.report)
        first = next((node for node in tops if node), None)
        start = self._session.selected or (first.id if first else book.id)
        self.show_index(model.index_for(start))
        # A report has no values, and its sentences need the room.
        only_text = not (book.projects or book.department or book.subtotals)
        self.setColumnHidden(Column.VALUE, only_text)

    def _open_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        """What undo brings back is as open as it was at the start."""
        if len(self._session.submission.projects) > FEW_PROJECTS:
            return
        for number in range(first, last + 1):
            self._open(self.tree_model.index(number, 0, parent))

    def _open(self, top: QModelIndex) -> None:
        """Open a row down to the indicators; folders of goals stay shut."""
        self.expand(top)
        for number in range(self.tree_model.rowCount(top)):
            child = self.tree_model.index(number, 0, top)
            row = self.tree_model.row_of(child)
            if row is not None and not row.slot:
                self.expandRecursively(child)

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was seen of the current row stays seen: a window gets its size after its rows."""
        before, row = QRect(QPoint(), event.oldSize()), self.visualRect(self.currentIndex())
        super().resizeEvent(event)
        if before.isEmpty() or before.intersects(row):
            self.scrollTo(self.currentIndex())

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Tab in an editor goes on to what can be typed beside it; Qt would go to the row below,
        where the next word typed takes the place of a 二级指标."""
        steps = {_Cursor.MoveNext: 1, _Cursor.MovePrevious: -1}
        if cursorAction in steps:
            return self._beside(self.currentIndex(), steps[cursorAction])
        return super().moveCursor(cursorAction, modifiers)

    def _beside(self, index: QModelIndex, step: int) -> QModelIndex:
        """The next cell of the row that can be typed in, or none."""
        last = self.tree_model.columnCount()
        for column in range(index.column() + step, last if step > 0 else -1, step):
            cell = index.siblingAtColumn(column)
            if self.tree_model.flags(cell) & Qt.ItemFlag.ItemIsEditable:
                return cell
        return QModelIndex()

    @override
    @never_raises(nothing)
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Qt's own picture is the whole row, which hides the place where it would go."""
        nodes = self.selected_nodes()
        if not nodes:
            return
        only = name_text(self.tree_model.rows, Row(nodes[0]))
        drag = QDrag(self)
        drag.setMimeData(self.tree_model.mimeData(self.selectedIndexes()))
        drag.setPixmap(self._tag(only if len(nodes) == 1 else f"{len(nodes)} 项"))
        drag.setHotSpot(QPoint(-12, -12))  # beside the pointer
        drag.exec(supportedActions, self.defaultDropAction())

    def _tag(self, text: str) -> QPixmap:
        metrics, palette = self.fontMetrics(), self.palette()
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, TAG_WIDTH)
        size = metrics.size(0, text).grownBy(QMargins(8, 4, 8, 4))
        pixmap = QPixmap(size * self.devicePixelRatioF())
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(palette.color(palette.ColorRole.Highlight))
        painter = QPainter(pixmap)
        painter.setFont(self.font())
        painter.setPen(palette.color(palette.ColorRole.HighlightedText))
        painter.drawText(QRect(QPoint(), size), Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
        return pixmap

    # One selection

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not (self._following or self.tree_model.replaying):
            self._select_in_session(current)

    def _select_in_session(self, index: QModelIndex) -> None:
        row = self.tree_model.row_of(index)
        if row is None or not self._session.submission.holds(row.node):
            return
        if row.node == self._session.submission.id:
            self._session.select(row.node)
        elif row != self._shown_row():
            self._session.select(row.node, row.slot or None)

    def _shown_row(self) -> object:
        """The row that stands for what the session has selected."""
        selected = self._session.selected
        if selected is None or not self._session.submission.holds(selected):
            return None
        index = self.tree_model.index_for(selected, self._session.selected_field)
        return self.tree_model.row_of(index)

    def _follow(self, node: str | None, field: str | None) -> None:
        index = self.tree_model.index_for(node, field) if node else QModelIndex()
        if not index.isValid() or self._is_current(index):
            return
        self._following = True
        try:
            self.show_index(index)
        finally:
            self._following = False

    def _is_current(self, index: QModelIndex) -> bool:
        return self.currentIndex().siblingAtColumn(0) == index

    def _settle(self, _page: object) -> None:
        """The selected node may be gone: the row that Qt made current takes its place."""
        selected = self._session.selected
        if selected is None or not self._session.submission.holds(selected):
            # Qt makes a neighbour current, but not selected.
            self.show_index(self.currentIndex().siblingAtColumn(0))
            self._select_in_session(self.currentIndex())

    @override
    @never_raises(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.context_menu is not None:
            self.context_menu.popup(event.globalPos())
