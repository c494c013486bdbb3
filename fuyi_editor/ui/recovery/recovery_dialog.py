# SPDX-License-Identifier: MulanPSL-2.0
"""What was not saved when the program ended without having been closed: recover it, or give it up.

Nothing is decided by looking: the recovery files stay until a save has succeeded or the user gives
one up (orange-canvas-core #131, spyder #13924).
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

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

from fuyi_editor.files.file_stamp import OnDisk
from fuyi_editor.ui.differences_list import DifferencesList
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.files.recovery import Offer

HEADING = "上次程序没有正常关闭。下面的表有没保存的改动，已经记在恢复文件里："
KEPT = (
    "恢复后作为没有保存的副本打开，原文件不会动；存好之前恢复文件一直留着。"
    "选“以后再说”的，下次启动再问，也可以从菜单“文件”里恢复。"
)
_HEADERS = ["表", "最后改动", "文件保存于", "不同", "说明"]
_EMS = (15, 10, 10, 5, 12)


class RecoveryAct(Enum):
    """What is to become of a recovery file."""

    RECOVER = "recover"
    GIVE_UP = "give up"


class RecoveryDialog(QDialog):
    """Modal; `chosen` tells what to do with which book, None for later."""

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复没有保存的表")
        self._offers = tuple(offers)
        self._act: RecoveryAct | None = None
        self.list = QTreeWidget()
        self._set_up_list()
        self.about = dim_label()
        self.differences = DifferencesList("文件里", "恢复后")
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.recover = self.buttons.addButton("恢复(&R)", role.AcceptRole)
        self.recover.setDefault(True)
        self.give_up = self.buttons.addButton("放弃(&D)", role.DestructiveRole)
        self.buttons.addButton("以后再说", role.RejectRole)
        self._arrange()
        self.list.currentItemChanged.connect(self._show_current)
        self.list.itemActivated.connect(self._recover)
        self.recover.clicked.connect(self._recover)
        self.give_up.clicked.connect(self._give_up)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentItem(self.list.topLevelItem(0))

    def chosen(self) -> tuple[RecoveryAct, Offer] | None:
        """What was asked for, and of which book."""
        return (self._act, self._current()) if self._act else None

    def _set_up_list(self) -> None:
        self.list.setHeaderLabels(_HEADERS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName("没有保存的表")
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.list.setColumnWidth(column, width * em)
        self.list.addTopLevelItems([_item(offer) for offer in self._offers])

    def _arrange(self) -> None:
        heading = QLabel(HEADING)
        heading.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.list, 2)
        layout.addWidget(self.about)
        layout.addWidget(self.differences, 3)
        layout.addWidget(dim_label(KEPT))
        layout.addWidget(self.buttons)
        resize_on_screen(self, 880, 560)

    def _current(self) -> Offer:
        item = self.list.currentItem()
        return self._offers[self.list.indexOfTopLevelItem(item) if item else 0]

    def _show_current(self) -> None:
        offer = self._current()
        recovered = offer.recovered
        self.recover.setEnabled(recovered is not None)
        self.about.setText(_about(offer))
        self.differences.setVisible(bool(offer.differences))
        if recovered is not None:
            before = recovered.book.submission
            self.differences.show_differences(offer.differences, before, recovered.now)

    def _recover(self) -> None:
        if self._current().recovered is not None:
            self._act = RecoveryAct.RECOVER
            self.accept()

    def _give_up(self) -> None:
        self._act = RecoveryAct.GIVE_UP
        self.accept()


def offer_name(offer: Offer) -> str:
    """What the book is called."""
    recovered = offer.recovered
    if recovered is None:
        return "（读不出来的表）"
    if offer.path is not None:
        return offer.path.name
    title = " ".join(recovered.now.title.split())
    return title or recovered.book.name


def _item(offer: Offer) -> QTreeWidgetItem:
    on_disk = "—" if offer.on_disk is None else _moment(offer.on_disk)
    columns = [offer_name(offer), _moment(offer.changed), on_disk, _count(offer), _remark(offer)]
    item = QTreeWidgetItem(columns)
    item.setToolTip(0, str(offer.path or ""))
    item.setToolTip(4, columns[4])
    return item


def _count(offer: Offer) -> str:
    if offer.recovered is None:
        return "—"
    return f"{len(offer.differences)} 格" if offer.recovered.saved else "整本"


def _moment(seconds: float) -> str:
    if not seconds:
        return "—"
    moment = datetime.fromtimestamp(seconds)
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def _remark(offer: Offer) -> str:
    if offer.problem:
        return offer.problem
    if offer.recovered is not None and not offer.recovered.as_it_was:
        return "原来的版式取不到了，按现有版式重排"
    if offer.path is None:
        return "还没有存成过文件"
    return {
        OnDisk.SAME: "",
        OnDisk.CHANGED: "文件后来又被改过",
        OnDisk.GONE: "原文件已不在原处",
        OnDisk.UNKNOWN: "",
    }[offer.disk]


def _about(offer: Offer) -> str:
    if offer.recovered is None:
        return f"恢复文件：{offer.file}"
    where = f"文件夹：{offer.path.parent}" if offer.path else "还没有存成过文件"
    if not offer.recovered.saved:
        return f"{where}。整本都没有保存过。"
    if not offer.differences:
        return f"{where}。打印出来的格子里没有不同。"
    return f"{where}。与文件里保存的相比，有 {len(offer.differences)} 格不同："
