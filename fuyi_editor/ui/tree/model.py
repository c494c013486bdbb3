# SPDX-License-Identifier: MulanPSL-2.0
"""The tree of a book as a Qt model: an adapter that follows the session and owns nothing.

On every change the difference is replayed as single insertions, removals and moves, so selection,
expansion and open editors of a view survive. It is never reset. Indexes hold numbers, never Python
objects: Qt keeps no reference to an object and would hand back another one in its place.
"""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import (
    Edit,
    InsertNode,
    MoveNode,
    RemoveNode,
    SetField,
    apply_edits,
    place_of,
)
from fuyi_editor.model.fields import read_field
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.tree.cells import Column, TreeCells
from fuyi_editor.ui.tree.drops import MIME_TYPE, Target, can_drag, dragged, target_of, to_mime
from fuyi_editor.ui.tree.edits import move_all, topmost
from fuyi_editor.ui.tree.rows import Row, TreeRows
from fuyi_editor.ui.tree.states import TreeStates
from fuyi_editor.ui.tree.texts import NAME_FIELDS, VALUE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.session import EditSession

AnyIndex = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_Role = Qt.ItemDataRole
_Flag = Qt.ItemFlag
# More rows than this are told as one range of the top rows: a view only has to repaint.
MOST_ROWS_TOLD = 200


TITLES = ("名称", "指标值", "状态", "上年")


class SubmissionTreeModel(QAbstractItemModel):
    """Rows of the session's submission; edits go to the session and come back as changes."""

    states_changed = Signal()  # tints and tooltips of any row may be others

    def __init__(self, session: EditSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.replaying = False
        """Rows come and go: what a view makes current meanwhile is not the user's doing."""
        self._session = session
        self._rows = TreeRows(session.submission, session.book.printed)
        self._states = TreeStates()
        self._cells = TreeCells(self._rows, self._states, session.last_year)
        self._numbers: dict[Row, int] = {}
        self._by_number: list[Row] = []
        self._states.set_findings(session.findings)
        session.submission_changed.connect(self._submission_changed)
        session.findings_changed.connect(self._findings_changed)
        session.last_year.changed.connect(self._last_year_changed)

    @property
    def rows(self) -> TreeRows:
        """What rows there are now."""
        return self._rows

    def show_cut(self, nodes: Iterable[str]) -> None:
        """These nodes were cut, and no others any more."""
        book = self._rows.submission
        found = (book.find(node) for node in nodes if book.holds(node))
        cut = frozenset(part.id for node in found for part in node.walk())
        if cut != self._cells.cut:
            self._cells.cut = cut
            self.states_changed.emit()

    # Rows and indexes

    def row_of(self, index: AnyIndex) -> Row | None:
        """The row of an index; None for the invalid index, the top."""
        return self._by_number[index.internalId()] if index.isValid() else None

    def node_of(self, index: AnyIndex) -> str | None:
        """The id of the node of an index, for a folder that of its owner."""
        row = self.row_of(index)
        return row.node if row else None

    def index_of(self, row: Row | None, column: int = 0) -> QModelIndex:
        """The index of a row that the tree has; the invalid one for the top."""
        if row is None:
            return QModelIndex()
        return self.createIndex(self._rows.spot(row).position, column, self._number(row))

    def index_for(self, node: str, field: str | None = None) -> QModelIndex:
        """The index of the row that shows a node, or what holds it; invalid if it is not here."""
        row = self._rows.shown(node, field)
        return self.index_of(row) if row else QModelIndex()

    def _number(self, row: Row) -> int:
        number = self._numbers.get(row)
        if number is None:
            number = self._numbers[row] = len(self._by_number)
            self._by_number.append(row)
        return number

    @override
    @never_raises(QModelIndex)
    def index(self, row: int, column: int, parent: AnyIndex = _TOP) -> QModelIndex:
        if not 0 <= column < len(Column) or (parent.isValid() and parent.column() != 0):
            return QModelIndex()
        child = self._rows.child(self.row_of(parent), row)
        return self.createIndex(row, column, self._number(child)) if child else QModelIndex()

    @override
    @never_raises(QModelIndex)
    # QObject.parent() without an index is another function of the same name in Qt.
    def parent(self, child: AnyIndex) -> QModelIndex:  # type: ignore[override]
        row = self.row_of(child)
        return self.index_of(self._rows.spot(row).parent) if row else QModelIndex()

    @override
    @never_raises(int)
    def rowCount(self, parent: AnyIndex = _TOP) -> int:
        if parent.isValid() and parent.column() != 0:
            return 0
        return self._rows.count(self.row_of(parent))

    @override
    def columnCount(self, parent: AnyIndex = _TOP) -> int:
        return len(Column)

    # What is shown

    @override
    @never_raises(nothing)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == _Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return TITLES[section]
        return None

    @override
    @never_raises(nothing)
    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        row = self.row_of(index)
        if row is None:
            return None
        return self._cells.data(row, index.column(), role)

    # Editing

    @override
    @never_raises(partial(_Flag, 0))
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        row = self.row_of(index)
        if row is None:
            return _Flag.ItemIsDropEnabled
        flags = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable | _Flag.ItemIsDropEnabled
        if can_drag(self._rows, row):
            flags |= _Flag.ItemIsDragEnabled
        field = self._cells.field(row, index.column())
        # One line cannot hold several; the inspector can.
        if field and "\n" not in read_field(self._rows.node(row), field):
            flags |= _Flag.ItemIsEditable
        return flags

    def field_at(self, index: AnyIndex) -> tuple[str, str] | None:
        """Node and field that a cell edits."""
        row = self.row_of(index)
        field = self._cells.field(row, index.column()) if row else None
        return (row.node, field) if row and field else None

    @override
    @never_raises(bool)
    def setData(self, index: AnyIndex, value: Any, role: int = _Role.EditRole) -> bool:
        row = self.row_of(index)
        field = self._cells.field(row, index.column()) if row else None
        if row is None or field is None or role != _Role.EditRole:
            return False
        # Every editing of a cell is a step of its own, also the second one of the same cell.
        self._session.end_typing()
        self._session.set_field(row.node, field, str(value))
        return True

    # Drag and drop. There is no removeRows: a view would remove the source after a move.

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    @override
    @never_raises(QMimeData)
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = {self.row_of(index) for index in indexes}
        nodes = [row.node for row in rows if row and can_drag(self._rows, row)]
        return to_mime(self._session.submission, topmost(self._session.submission, nodes))

    @override
    @never_raises(bool)
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        return self._target(data, row, parent) is not None

    @override
    @never_raises(bool)
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        target = self._target(data, row, parent)
        if target is None:
            return False
        done = move_all(self._session.submission, target.nodes, target.parent, target.index)
        return self._session.arrange(done)

    def _target(self, data: QMimeData, row: int, parent: AnyIndex) -> Target | None:
        nodes = dragged(self._rows.submission, data)
        return target_of(self._rows, nodes, row, self.row_of(parent))

    # Following the session

    def _submission_changed(self, before: Submission, after: Submission) -> None:
        self.replaying = True
        steps = _steps(diff(before, after))
        for number, step in enumerate(steps, 1):
            # The last state is that of the session itself, whose look-up tables are made already.
            last = number == len(steps)
            self._replay(step, after if last else apply_edits(self._rows.submission, step))
        self._rows.submission = after
        self.replaying = False

    def _replay(self, step: Sequence[Edit], after: Submission) -> None:
        match step[0]:
            case SetField():
                self._rows.submission = after
                self._tell_fields([edit for edit in step if isinstance(edit, SetField)])
            case InsertNode() as edit:
                self._replay_insert(edit.parent, edit.slot, edit.index, after)
            case RemoveNode() as edit:
                self._replay_remove(edit.node, after)
            case MoveNode() as edit:
                self._replay_move(edit, after)

    def _replay_insert(self, parent: str, slot: str, index: int, after: Submission) -> None:
        """Rows come; for the first node in a folder that was not there, the folder."""
        owner = self._rows.submission.find(parent)
        spot = self._rows.spot_in(owner, slot, index)
        count = len(self._rows.rows_for(after.find(parent).children(slot)[index]))
        folder = Row(parent, slot)
        if spot is not None and spot.parent == folder and not self._rows.has(folder):
            spot = self._rows.after(after).spot(folder)
        if spot is not None and count:
            last = spot.position + count - 1
            self.beginInsertRows(self.index_of(spot.parent), spot.position, last)
        self._show(after)
        if spot is not None and count:
            self.endInsertRows()
            self._tell_count(spot.parent)

    def _replay_remove(self, node: str, after: Submission) -> None:
        """Rows go; with the last node in a folder that the form does not print, the folder."""
        rows = [Row(gone.id) for gone in self._rows.rows_for(self._rows.submission.find(node))]
        shown = bool(rows) and self._rows.shown(rows[0].node) == rows[0]
        spot = self._rows.spot(rows[0]) if shown else None
        if spot is not None and spot.parent is not None and spot.parent.slot:
            gone = not self._rows.after(after).has(spot.parent)
            spot = self._rows.spot(spot.parent) if gone else spot
        if spot is not None:
            last = spot.position + len(rows) - 1
            self.beginRemoveRows(self.index_of(spot.parent), spot.position, last)
        self._show(after)
        if spot is not None:
            self.endRemoveRows()
            self._tell_count(spot.parent)

    def _replay_move(self, edit: MoveNode, after: Submission) -> None:
        row = Row(edit.node)
        shown = self._rows.shown(edit.node) == row
        old = self._rows.spot(row) if shown else None
        new = self._rows.after(after).spot(row) if shown else None
        if old is None or new is None:
            self._replay_apart(edit, after)
            return
        if old == new:
            self._show(after)
            return
        if not self._rows.has(new.parent) or not self._rows.after(after).has(old.parent):
            self._replay_apart(edit, after)
            return
        # Qt counts the target with the row still in its old place.
        down = old.parent == new.parent and new.position > old.position
        target = new.position + 1 if down else new.position
        source, destination = self.index_of(old.parent), self.index_of(new.parent)
        moving = self.beginMoveRows(source, old.position, old.position, destination, target)
        self._show(after)
        if moving:
            self.endMoveRows()
        self._tell_count(old.parent)
        self._tell_count(new.parent)

    def _replay_apart(self, edit: MoveNode, after: Submission) -> None:
        """A move with which a folder comes or goes, or of a level that has no row of its own."""
        _, slot, _ = place_of(self._rows.submission, edit.node)
        without = RemoveNode(node=edit.node).apply(self._rows.submission)
        self._replay_remove(edit.node, without)
        self._replay_insert(edit.parent, slot, edit.index, after)

    def _show(self, submission: Submission) -> None:
        self._rows.submission = submission
        self._states.forget_summaries()

    def _tell_fields(self, edits: Sequence[SetField]) -> None:
        if len(edits) > MOST_ROWS_TOLD:
            last = self._rows.count(None) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, self.columnCount() - 1))
            return
        for edit in edits:
            self._tell_field(edit)

    def _tell_field(self, edit: SetField) -> None:
        node = self._rows.submission.find(edit.node)
        if edit.field == "money_unit":
            last = self._rows.count(None) - 1
            self.dataChanged.emit(self.index(0, Column.VALUE), self.index(last, Column.VALUE))
        elif node is self._rows.submission or edit.field == NAME_FIELDS.get(type(node)):
            self._tell(Row(edit.node), Column.NAME)
        elif edit.field == VALUE_FIELDS.get(type(node)):
            self._tell(Row(edit.node), Column.VALUE)
        if self._session.last_year.is_attached:
            self._tell(Row(edit.node), Column.LAST_YEAR)

    def _tell_count(self, row: Row | None) -> None:
        if row is not None and row.slot:
            self._tell(row, Column.VALUE)

    def _tell(self, row: Row, column: Column) -> None:
        if self._rows.shown(row.node, row.slot or None) == row:
            index = self.index_of(row, column)
            self.dataChanged.emit(index, index)

    def _findings_changed(self, findings: tuple[Finding, ...]) -> None:
        changed = self._states.set_findings(findings)
        told = self._with_holders(changed)
        if len(told) > MOST_ROWS_TOLD:
            last = self._rows.count(None) - 1
            self.dataChanged.emit(self.index(0, Column.STATE), self.index(last, Column.STATE))
        else:
            # Only the state: telling of a cell whose editor is open would undo the typing in it.
            for row in told:
                self._tell(row, Column.STATE)
        self.states_changed.emit()

    def _last_year_changed(self) -> None:
        last = self._rows.count(None) - 1
        self.dataChanged.emit(self.index(0, Column.LAST_YEAR), self.index(last, Column.LAST_YEAR))
        self.states_changed.emit()

    def _with_holders(self, nodes: set[str]) -> set[Row]:
        """The rows of these nodes, and those whose counts include theirs."""
        told: set[Row] = set()
        for node in nodes:
            row = self._rows.shown(node)
            while row is not None and row not in told:
                told.add(row)
                row = self._rows.spot(row).parent
        return told | {Row(self._rows.submission.id)} if told else told


def _steps(edits: Iterable[Edit]) -> list[tuple[Edit, ...]]:
    """The edits one by one; those that set fields in a row, which move no rows, are one step."""
    runs = (tuple(run) for _, run in groupby(edits, key=lambda edit: isinstance(edit, SetField)))
    steps: list[tuple[Edit, ...]] = []
    for run in runs:
        steps += [run] if isinstance(run[0], SetField) else [(edit,) for edit in run]
    return steps
