# SPDX-License-Identifier: MulanPSL-2.0
"""The preview: the sheets that will come out of the printer, painted as it will paint them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.page.canvas import PageCanvas

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from fuyi_editor.page.paginate import Page
    from fuyi_editor.ui.printing.sheets import Sheets

_ZOOM_STEP = 1.2


class SheetCanvas(PageCanvas):
    """Sheets below each other, as large as there is room for a whole one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: Sheets | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 240)
        self.setAccessibleName("打印预览")
        self.fit_page()

    def show_sheets(self, sheets: Sheets) -> None:
        """Show these sheets, at least one; where nothing changed, the view stays."""
        before, self._sheets = self._sheets, sheets
        if before is None or (before.paper, before.fitted) != (sheets.paper, sheets.fitted):
            self.forget_pictures()
        self.set_pages(sheets.pages)
        self.setAccessibleDescription(f"共 {len(sheets.pages)} 页")

    @override
    def sheet_size(self) -> QSizeF:
        return self._sheets.size if self._sheets else super().sheet_size()

    @override
    def paint_sheet(self, painter: QPainter, page: Page) -> None:
        if self._sheets is not None:
            self._sheets.paint(painter, page)


class SheetPreview(QWidget):
    """The sheets with buttons to leaf through and enlarge them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = SheetCanvas()
        self.previous = _button("up", "上一页")
        self.next = _button("down", "下一页")
        self.place = QLabel()
        self.whole = _button("fit-page", "整页")
        self.width_ = _button("fit-width", "适合宽度")
        self.smaller = _button("zoom-out", "缩小")
        self.larger = _button("zoom-in", "放大")
        self._page = 1
        self._arrange()
        for moved in (
            self.canvas.verticalScrollBar().valueChanged,
            self.canvas.verticalScrollBar().rangeChanged,
            self.canvas.zoom_changed,
        ):
            moved.connect(self._show_place)
        self.previous.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.whole.clicked.connect(self.canvas.fit_page)
        self.width_.clicked.connect(self.canvas.fit_width)
        self.smaller.clicked.connect(self._shrink)
        self.larger.clicked.connect(self._grow)

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(2)
        for widget in (self.previous, self.next, self.place):
            tools.addWidget(widget)
        tools.addStretch(1)
        for widget in (self.smaller, self.larger, self.width_, self.whole):
            tools.addWidget(widget)
        self.place.setContentsMargins(8, 0, 8, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.canvas, 1)
        layout.addLayout(tools)

    def show_sheets(self, sheets: Sheets) -> None:
        """Show these sheets, at least one."""
        self.canvas.show_sheets(sheets)
        self._show_place()

    def _best_seen(self) -> int:
        """The number of the sheet of which most is seen, the upper one of two."""
        canvas = self.canvas
        room, visible = canvas.viewport().rect(), canvas.visible_pages()
        seen = [(canvas.page_rect(index) & room).height() for index in visible]
        return visible.start + (seen.index(max(seen)) if seen else 0) + 1

    def _show_place(self) -> None:
        """Tell which sheet is seen; at the lower end it is the last one."""
        bar, count = self.canvas.verticalScrollBar(), len(self.canvas.pages)
        at_end = 0 < bar.maximum() == bar.value()
        self._page = count if at_end else min(self._best_seen(), count)
        self.place.setText(f"{self._page} / {count}")
        self.previous.setEnabled(self._page > 1)
        self.next.setEnabled(self._page < count)

    def _go_back(self) -> None:
        best = self._best_seen()
        is_whole = self.canvas.page_rect(best - 1).top() >= 0
        self.canvas.go_to_page(best - 1 if is_whole else best)

    def _go_on(self) -> None:
        self.canvas.go_to_page(self._page + 1)

    def _shrink(self) -> None:
        self.canvas.set_zoom(self.canvas.zoom / _ZOOM_STEP)

    def _grow(self) -> None:
        self.canvas.set_zoom(self.canvas.zoom * _ZOOM_STEP)


def _button(icon_name: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
