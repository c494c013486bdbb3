# SPDX-License-Identifier: MulanPSL-2.0
"""The list of a roll over: rows by project, a tick for each proposal, filtered, by keys too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.mark_delegate import MarkDelegate
from fuyi_editor.ui.tick_boxes import show_tick_boxes
from fuyi_editor.ui.yearly.rollover_rows import (
    CHECKED,
    HEADERS,
    ITEM,
    UNCHECKED,
    Column,
    is_open,
    rows_of,
    sections,
    show_section_tick,
)
from fuyi_editor.yearly.rollover.proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.rollover.proposals import Item

_EMS = {Column.PLACE: 25, Column.BEFORE: 18, Column.AFTER: 18}


class RollOverList(QTreeWidget):
    """Remembers which ticks a person changed, also when the list is made anew."""

    ticks_changed = Signal()
    item_selected = Signal(object)  # Item, or None on the row of a project

    def __init__(self) -> None:
        super().__init__()
        self._changed: dict[tuple[str, str, int], bool] = {}
        self.setHeaderLabels(HEADERS)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAccessibleName("结转要改和未改的地方")
        show_tick_boxes(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(MarkDelegate(self))
        self.setIndentation(16)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in _EMS.items():
            self.setColumnWidth(column, width * em)
        self.header().setSectionResizeMode(Column.WHY, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._ticked)
        self.currentItemChanged.connect(self._selected)

    def show_items(self, submission: Submission, items: Iterable[Item]) -> None:
        """List these; where a person has changed the tick of one before, it is as they left it."""
        with QSignalBlocker(self):
            self.clear()
            made = sections(submission, items)
            self.addTopLevelItems(made)
            for row, item in rows_of(made):
                if isinstance(item, Proposal) and item.key in self._changed:
                    row.setCheckState(Column.PLACE, _state(ticked=self._changed[item.key]))
            for section in made:
                show_section_tick(section)
                section.setFirstColumnSpanned(True)
                section.setFont(Column.PLACE, _bold(self.font()))
            self._dim_left(made)
            self.expandAll()
        self._select_first()

    def filter(self, shows: Callable[[Item, bool], bool]) -> None:
        """Show only the rows for which it says yes, told the item and whether it is ticked."""
        for section in self._sections():
            for row, item in rows_of([section]):
                row.setHidden(not shows(item, row.checkState(Column.PLACE) == CHECKED))
            section.setHidden(all(row.isHidden() for row, _ in rows_of([section])))
        current = self.currentItem()
        if current is None or current.isHidden():
            self._select_first()

    def ticks(self) -> dict[tuple[str, str, int], bool]:
        """For every proposal whether it is ticked."""
        return {
            item.key: row.checkState(Column.PLACE) == CHECKED
            for row, item in rows_of(self._sections())
            if isinstance(item, Proposal)
        }

    def shown_count(self) -> int:
        """How many rows the filter lets through."""
        return sum(not row.isHidden() for row, _ in rows_of(self._sections()))

    def tick_shown(self) -> None:
        """Tick every row that is shown."""
        self._tick(self._sections(), ticked=True)

    def untick_shown(self) -> None:
        """Take the tick of every row that is shown away."""
        self._tick(self._sections(), ticked=False)

    def _dim_left(self, sections: Iterable[QTreeWidgetItem]) -> None:
        """What stays is said more quietly."""
        quiet = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        for row, item in rows_of(sections):
            if not is_open(item):
                for column in Column:
                    row.setForeground(column, quiet)

    def _tick(self, sections: Iterable[QTreeWidgetItem], *, ticked: bool) -> None:
        with QSignalBlocker(self):
            for section in sections:
                for row, item in rows_of([section]):
                    if isinstance(item, Proposal) and not row.isHidden():
                        row.setCheckState(Column.PLACE, _state(ticked=ticked))
                        self._changed[item.key] = ticked
                show_section_tick(section)
        self.viewport().update()
        self.ticks_changed.emit()

    def _ticked(self, row: QTreeWidgetItem, column: int) -> None:
        """A person ticked a row, or that of a project and so all that are shown below it."""
        if column != Column.PLACE:
            return
        ticked = row.checkState(Column.PLACE) == CHECKED
        item = row.data(Column.PLACE, ITEM)
        if item is None:
            self._tick([row], ticked=ticked)
            return
        if isinstance(item, Proposal):
            self._changed[item.key] = ticked
        with QSignalBlocker(self):
            show_section_tick(row.parent())
        self.viewport().update()
        self.ticks_changed.emit()

    def _sections(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _select_first(self) -> None:
        first = next((row for row, _ in rows_of(self._sections()) if not row.isHidden()), None)
        if first is not None:
            self.setCurrentItem(first)
        else:
            self.setCurrentIndex(QModelIndex())

    def _selected(self, row: QTreeWidgetItem | None) -> None:
        self.item_selected.emit(row.data(Column.PLACE, ITEM) if row else None)

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentItem()
        if event.key() != Qt.Key.Key_Space or row is None:
            super().keyPressEvent(event)
            return
        # Qt ticks by Space only in the column of the tick, and not where a row is partly ticked.
        item = row.data(Column.PLACE, ITEM)
        if item is None or is_open(item):
            row.setCheckState(Column.PLACE, _state(ticked=row.checkState(Column.PLACE) != CHECKED))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _state(*, ticked: bool) -> Qt.CheckState:
    return CHECKED if ticked else UNCHECKED
