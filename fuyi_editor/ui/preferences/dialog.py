# SPDX-License-Identifier: MulanPSL-2.0
"""设置: look, start, older states, and where everything is kept. What is set holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.ui.settings import LEAST_BACKUPS, MOST_BACKUPS, Settings
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.theme import TEXT_SIZES, THEMES

if TYPE_CHECKING:
    from pathlib import Path

RESET = ("theme", "text_size", "reopen", "backups")
SIZE_HINT = "已经打开的表，列宽在下次打开时跟着变。"
BACKUP_HINT = "每次保存前留一份旧的，见“文件 → 历史版本”。"
NOT_KEPT = "这一次打开的窗口不保存设置和资料。"
PORTABLE_HINT = "程序旁边有“{name}”文件夹，一切都放在里面。"
_PATH_EMS = 26


class PreferencesDialog(QDialog):
    """Puts what is chosen into `settings`, and tells that it did."""

    changed = Signal()
    folder_wanted = Signal()
    clear_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        folder: Path | None,
        parent: QWidget | None = None,
        *,
        portable: bool = False,
    ) -> None:
        """`folder` is where everything is kept; `portable`, whether that is beside the program."""
        super().__init__(parent)
        self.setWindowTitle("设置")
        self._settings = settings
        self._showing = False
        self.theme = _choice(THEMES)
        self.text_size = _choice({name: words for name, (words, _) in TEXT_SIZES.items()})
        self.reopen = QCheckBox("启动时打开上次的表(&O)")
        self.backups = QSpinBox()
        self.backups.setRange(LEAST_BACKUPS, MOST_BACKUPS)
        self.backups.setSuffix(" 份")
        self.open_folder = QPushButton("打开文件夹(&F)")
        self.clear_recent = QPushButton("清空(&C)")
        self.recent = QLabel()
        self._arrange(folder, portable=portable)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show what the settings say now."""
        self._showing = True
        settings = self._settings
        self.theme.setCurrentIndex(max(self.theme.findData(settings.theme), 0))
        self.text_size.setCurrentIndex(max(self.text_size.findData(settings.text_size), 0))
        self.reopen.setChecked(settings.reopen)
        self.backups.setValue(settings.backups)
        count = len(settings.recent)
        self.recent.setText(f"记着 {count} 个" if count else "没有")
        self.clear_recent.setEnabled(count > 0)
        self._showing = False

    def _arrange(self, folder: Path | None, *, portable: bool) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.addRow("主题(&T)：", self.theme)
        form.addRow("界面字号(&Z)：", self.text_size)
        form.addRow("", _hint(SIZE_HINT))
        form.addRow("", self.reopen)
        form.addRow("历史版本保留(&B)：", self.backups)
        form.addRow("", _hint(BACKUP_HINT))
        form.addRow("最近打开的文件：", _row(self.recent, self.clear_recent))
        form.addRow("资料文件夹：", self._folder_words(folder))
        form.addRow("", _row(self.open_folder))
        if portable and folder is not None:
            form.addRow("", _hint(PORTABLE_HINT.format(name=folder.name)))
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.reset = self.buttons.addButton("恢复默认(&D)", role.ResetRole)
        self.buttons.addButton("关闭", role.RejectRole).setDefault(True)
        for button in (self.open_folder, self.clear_recent, self.reset):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def _folder_words(self, folder: Path | None) -> QLineEdit:
        where = QLineEdit(str(folder) if folder else NOT_KEPT)
        where.setReadOnly(True)
        where.setAccessibleName("资料文件夹")
        where.setCursorPosition(0)
        where.setMinimumWidth(_PATH_EMS * self.fontMetrics().horizontalAdvance("字"))
        self.open_folder.setEnabled(folder is not None)
        return where

    def _connect(self) -> None:
        self.theme.currentIndexChanged.connect(self._put)
        self.text_size.currentIndexChanged.connect(self._put)
        self.reopen.toggled.connect(self._put)
        self.backups.valueChanged.connect(self._put)
        self.open_folder.clicked.connect(self.folder_wanted)
        self.clear_recent.clicked.connect(self.clear_wanted)
        self.reset.clicked.connect(self._reset)
        self.buttons.rejected.connect(self.reject)

    def _put(self) -> None:
        if self._showing:
            return
        self._settings.theme = self.theme.currentData()
        self._settings.text_size = self.text_size.currentData()
        self._settings.reopen = self.reopen.isChecked()
        self._settings.backups = self.backups.value()
        self.changed.emit()
        self.adjustSize()

    def _reset(self) -> None:
        """As at the first start; what was opened, and the window's place, stay."""
        first = Settings()
        for name in RESET:
            setattr(self._settings, name, getattr(first, name))
        self.refresh()
        self.changed.emit()
        self.adjustSize()


def _choice(words: dict[str, str]) -> QComboBox:
    box = QComboBox()
    for name, text in words.items():
        box.addItem(text, name)
    return box


def _hint(text: str) -> QLabel:
    """On one line: a form of Qt leaves words that wrap too little room."""
    label = dim_label(text)
    label.setWordWrap(False)
    return label


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return row
