# SPDX-License-Identifier: MulanPSL-2.0
"""One quiet line above the page: which fonts of the file are not on this computer.

The page is always painted with the program's own fonts, whose lines break alike; this says so where
it is noticed, for 仿宋_GB2312 or 小标宋, and that the file keeps their names (issue 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from fuyi_editor.page.font_names import families_on, missing, stand_in
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.small_widgets import IconLabel, OneLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.ui.settings import SettingsFile

HEADING = "这台电脑没有表里的这几种字体，显示和打印时："
KEPT = "换行、分页不受影响；存的文件里仍写原来的字体，在装有它们的电脑上照原样显示。"


class FontLine(QWidget):
    """Hidden unless there is something to say that the user has not put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing: tuple[str, ...] | None = None
        self._settings: SettingsFile | None = None
        self._is_closed = False
        self.words = OneLine()
        self.never = QToolButton()
        self.never.setText("不再提示")
        self.never.setToolTip("这几种字体以后不再提示")
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setToolTip("关闭")
        self.close_button.setAccessibleName("关闭字体提示")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 4, 3)
        layout.addWidget(IconLabel("hint"))
        layout.addWidget(self.words, 1)
        for button in (self.never, self.close_button):
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        self.never.clicked.connect(self._tell_no_more)
        self.close_button.clicked.connect(self._close)
        self.hide()

    def look(self, page: PageDocument, settings: SettingsFile) -> None:
        """Say which fonts of the page are missing, unless all of them were put away before."""
        self._settings = settings
        if self._missing is None:
            self._missing = missing(families_on(page), QFontDatabase.families())
        told = set(settings.values.known_fonts)
        new = not told.issuperset(self._missing)
        if new:
            self.words.setText(_sentence(self._missing))
            self.words.setToolTip(_details(self._missing))
        self.setVisible(new and not self._is_closed)

    def _tell_no_more(self) -> None:
        if self._settings is not None and self._missing is not None:
            values = self._settings.values
            values.known_fonts = sorted({*values.known_fonts, *self._missing})
            self._settings.save()
        self._close()

    def _close(self) -> None:
        self._is_closed = True
        self.hide()


def _sentence(families: Sequence[str]) -> str:
    faces = dict.fromkeys(map(stand_in, families))
    return f"这台电脑没有{'、'.join(families)}，用自带的{'、'.join(faces)}代替；文件里不变"


def _details(families: Sequence[str]) -> str:
    lines = [f"{family}：用自带的{stand_in(family)}代替" for family in families]
    return "\n".join((HEADING, *lines, KEPT))
