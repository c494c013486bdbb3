# SPDX-License-Identifier: MulanPSL-2.0
"""The list of files to be merged: whose each is and what is in it, or why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from fuyi_editor.checks.sums.amounts import plain
from fuyi_editor.model.unit_totals import total_of
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.mime_content import local_files
from fuyi_editor.yearly.merging.tables import part_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

    from fuyi_editor.ui.merge.reading import ReadFile
    from fuyi_editor.yearly.merging.parts import Part

_FILE, _UNIT, _YEAR, _COUNT, _TOTAL, _STATE = range(6)
_HEADERS = ["文件", "单位", "年度", "项目数", "预算数", "状态"]
_EMS = (16, 18, 4, 5, 9, 24)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WAITING, READ, STOPPED = "等待读取", "已读", "没有读（已停止）"


class MergeFileList(QTreeWidget):
    """Rows in the order in which the files were added; files and folders can be dropped on it."""

    files_dropped = Signal(object)  # list[Path]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[Path, QTreeWidgetItem] = {}
        self.setAccessibleName("要汇总的文件")
        self.setHeaderLabels(_HEADERS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAcceptDrops(True)
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.setColumnWidth(column, width * em)
        for column in (_COUNT, _TOTAL):
            self.headerItem().setTextAlignment(column, _RIGHT)

    def add(self, files: Sequence[Path]) -> None:
        """Rows for files that are about to be read."""
        for path in files:
            item = QTreeWidgetItem([path.name, "", "", "", "", WAITING])
            item.setToolTip(_FILE, str(path))
            for column in (_COUNT, _TOTAL):
                item.setTextAlignment(column, _RIGHT)
            self._items[path] = item
        self.addTopLevelItems([self._items[path] for path in files])

    def show_result(self, read: ReadFile) -> None:
        """What came of a file."""
        item = self._items.get(read.path)
        if item is None:
            return
        texts = _part_texts(read.part) if read.part else ["", "", "", "", read.problem]
        for column, text in enumerate(texts, _UNIT):
            item.setText(column, text)
        item.setIcon(_STATE, icon("done" if read.part else "error"))
        item.setToolTip(_UNIT, item.text(_UNIT))
        item.setToolTip(_STATE, read.problem)

    def show_stopped(self, files: Iterable[Path]) -> None:
        """Files that were not read any more."""
        for path in files:
            self._items[path].setText(_STATE, STOPPED)

    def show_names(self, names: Mapping[Path, str]) -> None:
        """The names under which the files are told of elsewhere."""
        for path, name in names.items():
            self._items[path].setText(_FILE, name)

    def selected(self) -> list[Path]:
        """The files of the selected rows."""
        chosen = set(map(id, self.selectedItems()))
        return [path for path, item in self._items.items() if id(item) in chosen]

    def remove(self, files: Iterable[Path]) -> None:
        """Take the rows of these files away."""
        for path in files:
            item = self._items.pop(path)
            self.takeTopLevelItem(self.indexOfTopLevelItem(item))

    @override
    @never_raises(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    @never_raises(nothing)
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    @override
    @never_raises(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


def _part_texts(part: Part) -> list[str]:
    book = part.submission
    total = total_of("", book.projects, part.money_unit)
    amount = f"{plain(total.sums['total'])} {part.money_unit}" if book.projects else ""
    return [part_unit(part), str(book.year or ""), str(len(book.projects)), amount, READ]
