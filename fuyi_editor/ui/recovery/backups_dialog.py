# SPDX-License-Identifier: MulanPSL-2.0
"""历史版本: older states of a book's file, what differs from now, and a way back to each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThread, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.files.errors import FileError
from fuyi_editor.page.differences import Difference, differences
from fuyi_editor.ui.differences_list import DifferencesList
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fuyi_editor.files.backups import Backup
    from fuyi_editor.files.book import Book
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import PageDocument

KEPT = "每次保存之前，原来的文件都会留一份，每本最近 20 份，只存在这台电脑上。"
_HEADERS = ["保存于", "大小", "与现在不同"]
_EMS = (14, 8, 10)
_SAVED, _SIZE, _COUNT = range(3)


class BackupAct(Enum):
    """What is wanted of an older state."""

    OPEN = "open"
    SAVE_COPY = "save copy"


@dataclass(frozen=True)
class OldVersions:
    """The older states of a book, the newest first, and what the window shows now."""

    path: Path
    copies: Sequence[Backup]
    submission: Submission
    page: PageDocument
    open_book: Callable[[Path], Book]
    preview: Callable[[QWidget, PageDocument], None]


@dataclass(frozen=True)
class Compared:
    """An older state as it was read; `book` is None where it could not be."""

    number: int
    book: Book | None
    differences: tuple[Difference, ...]
    problem: str = ""


class _Comparing(QThread):
    """Reads the older states one after the other, while the dialog can be used already."""

    compared = Signal(object)

    def __init__(self, versions: OldVersions) -> None:
        super().__init__()
        self._versions = versions

    @override
    def run(self) -> None:
        for number, copy in enumerate(self._versions.copies):
            if self.isInterruptionRequested():
                return
            self.compared.emit(_compare(number, copy, self._versions))


def _compare(number: int, copy: Backup, versions: OldVersions) -> Compared:
    try:
        book = versions.open_book(copy.path)
    except FileError as error:
        return Compared(number, None, (), error.cause)
    found = differences(book.page(book.submission), versions.page)
    return Compared(number, book, tuple(found))


class BackupsDialog(QDialog):
    """Modal; `chosen` tells what was asked for. `stop` must be called before it is deleted."""

    def __init__(self, versions: OldVersions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史版本")
        self._versions = versions
        self._compared: dict[int, Compared] = {}
        self._act: BackupAct | None = None
        self.list = QTreeWidget()
        self._set_up_list()
        self.about = dim_label()
        self.differences = DifferencesList("那时", "现在")
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.look = self.buttons.addButton("查看(&V)…", role.ActionRole)
        self.save_copy = self.buttons.addButton("另存这一份(&S)…", role.ActionRole)
        self.open_copy = self.buttons.addButton("打开副本(&O)", role.AcceptRole)
        self.open_copy.setDefault(True)
        self.buttons.addButton("关闭", role.RejectRole)
        self._arrange()
        self.list.currentItemChanged.connect(self._show_current)
        self.look.clicked.connect(self._preview)
        self.save_copy.clicked.connect(self._save_copy)
        self.open_copy.clicked.connect(self._open)
        self.buttons.rejected.connect(self.reject)
        self._comparing = _Comparing(versions)
        self._comparing.compared.connect(self._take)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._comparing.start()

    def chosen(self) -> tuple[BackupAct, Backup] | None:
        """What was asked for, and of which state."""
        return (self._act, self._versions.copies[self._row()]) if self._act else None

    def stop(self) -> None:
        """Read no more."""
        self._comparing.requestInterruption()
        self._comparing.wait()

    def _set_up_list(self) -> None:
        self.list.setHeaderLabels(_HEADERS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName("历史版本")
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.list.setColumnWidth(column, width * em)
        self.list.addTopLevelItems([_item(copy) for copy in self._versions.copies])

    def _arrange(self) -> None:
        heading = QLabel(f"“{self._versions.path.name}”以前保存过的内容：")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        for widget, stretch in (
            (heading, 0), (self.list, 3), (self.about, 0), (self.differences, 3),
            (dim_label(KEPT), 0), (self.buttons, 0),
        ):  # fmt: skip
            layout.addWidget(widget, stretch)
        resize_on_screen(self, 760, 580)

    def _row(self) -> int:
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item else 0

    def _take(self, compared: Compared) -> None:
        self._compared[compared.number] = compared
        item = self.list.topLevelItem(compared.number)
        if item is not None:
            item.setText(_COUNT, _count(compared))
        if compared.number == self._row():
            self._show_current()

    def _show_current(self) -> None:
        compared = self._compared.get(self._row())
        readable = compared is not None and compared.book is not None
        self.look.setEnabled(readable)
        self.open_copy.setEnabled(readable)
        self.differences.clear()
        if compared is None:
            self.about.setText("正在与现在的内容比较……")
        elif compared.book is None:
            self.about.setText(f"这一份读不出来：{compared.problem}。")
        else:
            self.about.setText(_about(compared))
            before = compared.book.submission
            self.differences.show_differences(
                compared.differences, before, self._versions.submission
            )

    def _preview(self) -> None:
        compared = self._compared.get(self._row())
        if compared is not None and compared.book is not None:
            book = compared.book
            self._versions.preview(self, book.page(book.submission))

    def _save_copy(self) -> None:
        self._act = BackupAct.SAVE_COPY
        self.accept()

    def _open(self) -> None:
        self._act = BackupAct.OPEN
        self.accept()


def _item(copy: Backup) -> QTreeWidgetItem:
    size = max(round(copy.size / 1024), 1)
    item = QTreeWidgetItem([f"{copy.saved:%Y-%m-%d %H:%M:%S}", f"{size} KB", "……"])
    item.setTextAlignment(_SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _count(compared: Compared) -> str:
    if compared.book is None:
        return "读不出来"
    return f"{len(compared.differences)} 格" if compared.differences else "相同"


def _about(compared: Compared) -> str:
    if not compared.differences:
        return "打印出来的内容与现在相同。"
    return f"与现在窗口里的内容相比，有 {len(compared.differences)} 格不同："
