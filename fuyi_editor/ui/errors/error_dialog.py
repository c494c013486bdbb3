# SPDX-License-Identifier: MulanPSL-2.0
"""Tells of an error that nobody expected: what happened, that nothing is lost, details to copy."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from fuyi_editor.ui.errors.failure import Failure, details_of
from fuyi_editor.ui.recovery.journal_keeper import Kept
from fuyi_editor.ui.small_widgets import IconLabel, dim_label

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLE = "出了意外的问题"
KEPT_WORDS: Mapping[Kept, str] = {
    Kept.NOTHING: "打开的表没有要保存的改动，什么都没有丢。",
    Kept.ALL: "没有保存的改动已经记在这台电脑上，程序关掉也能恢复。",
    Kept.FAILED: "没有保存的改动这次没能记到恢复文件里，请点“保存副本并退出”。",
}
ADVICE = (
    "可以继续使用。如果同样的问题再出现，请复制详细信息，发给维护程序的人；"
    "里面只有程序和系统的情况，没有表里的内容。"
)
_WIDTH_EMS, _DETAILS_EMS = 36, 16


class AfterError(Enum):
    """What to do after an error."""

    GO_ON = "go on"
    LEAVE = "leave"


class ErrorDialog(QDialog):
    """Modal; Esc and Enter go on, which loses nothing."""

    def __init__(self, failure: Failure, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.answer = AfterError.GO_ON
        self.what = QLabel(failure.sentence)
        self.kept = QLabel(KEPT_WORDS[kept])
        self.details = QPlainTextEdit(details_of(failure))
        self.more = QPushButton("详细信息(&D)")
        self.copy = QPushButton("复制详细信息(&C)")
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.go_on = self.buttons.addButton("继续使用(&G)", role.AcceptRole)
        leave = "退出程序(&X)" if kept is Kept.NOTHING else "保存副本并退出(&S)…"
        self.leave = self.buttons.addButton(leave, role.DestructiveRole)
        self.go_on.setDefault(True)
        self._set_up()
        self._arrange()

    def _set_up(self) -> None:
        font = self.what.font()
        font.setBold(True)
        self.what.setFont(font)
        for label in (self.what, self.kept):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setAccessibleName("详细信息")
        self.details.setVisible(False)
        self.more.setCheckable(True)
        for button in (self.more, self.copy):
            button.setAutoDefault(False)
        self.more.toggled.connect(self._show_details)
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)
        self.leave.clicked.connect(self._leave)

    def _arrange(self) -> None:
        em = self.fontMetrics().horizontalAdvance("字")
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addWidget(self.copy)
        below.addStretch()
        below.addWidget(self.buttons)
        self.details.setMinimumHeight(_DETAILS_EMS * em)
        layout = QGridLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(10)
        layout.setColumnMinimumWidth(1, _WIDTH_EMS * em)
        layout.addWidget(IconLabel("warning", 2 * em), 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        for row, label in enumerate((self.what, self.kept, dim_label(ADVICE))):
            layout.addWidget(label, row, 1)
        layout.addWidget(self.details, 3, 0, 1, 2)
        layout.addLayout(below, 4, 0, 1, 2)
        # As high as what is shown: opening the details makes room, closing them takes it back.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        if shown:
            self.details.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText("已复制(&C)")

    def _leave(self) -> None:
        self.answer = AfterError.LEAVE
        self.accept()
