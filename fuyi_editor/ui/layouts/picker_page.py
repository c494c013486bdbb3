# SPDX-License-Identifier: MulanPSL-2.0
"""A miniature of a page: painted by the painter of the page itself, as sharp as the screen is."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.page.painter import paint_page
from fuyi_editor.ui.state_colors import is_dark

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.page.paginate import Page

_MARGIN, _SHADOW = 12, 4
_KEPT = 40


class PageMiniature(QWidget):
    """Shows one page as large as there is room; pages are kept under the name of their layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._pages: dict[str, tuple[Page, int]] = {}
        self._pixmaps: OrderedDict[tuple[str, int, int, float], QPixmap] = OrderedDict()
        self.setMinimumSize(220, 140)
        self.setAccessibleName("版式的样子")

    def knows(self, name: str) -> bool:
        """Whether the page of that layout is kept."""
        return name in self._pages

    def keep(self, name: str, document: PageDocument) -> None:
        """Keep the first page of a document under a name."""
        pages = paginate(document)
        self._pages[name] = pages[0], len(pages)

    def show_page(self, name: str) -> None:
        """Show what is kept under a name, nothing for a name that is not."""
        self._name = name
        found = self._pages.get(name)
        self.setAccessibleDescription(f"第一页，共 {found[1]} 页" if found else "")
        self.update()

    def forget(self) -> None:
        """Forget all pages: the layouts may be others now."""
        self._pages.clear()
        self._pixmaps.clear()
        self.show_page("")

    @override
    def sizeHint(self) -> QSize:
        return QSize(340, 440)

    @override
    @never_raises(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), self._desk_color())
            found = self._pages.get(self._name)
            if found is not None:
                rect = self._sheet_rect(found[0])
                self._paint_sheet(painter, rect)
                painter.drawPixmap(rect.topLeft(), self._pixmap(found[0], rect.size().toSize()))
        finally:
            painter.end()

    def _sheet_rect(self, page: Page) -> QRectF:
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = min(room.width() / page.width, room.height() / page.height)
        width, height = round(page.width * scale), round(page.height * scale)
        left = round(room.center().x() - width / 2)
        return QRectF(left, round(room.center().y() - height / 2), width, height)

    def _desk_color(self) -> QColor:
        palette = self.palette()
        role = QPalette.ColorRole.Base if is_dark(palette) else QPalette.ColorRole.Window
        return palette.color(role).darker(100 if is_dark(palette) else 107)

    def _paint_sheet(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for width in range(_SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 10))
            painter.drawRoundedRect(rect.adjusted(-width, 1 - width, width, width), width, width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(rect, Qt.GlobalColor.white)

    def _pixmap(self, page: Page, size: QSize) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (self._name, size.width(), size.height(), ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = _painted(page, size, ratio)
            self._pixmaps[key] = found
            if len(self._pixmaps) > _KEPT:
                self._pixmaps.popitem(last=False)
        return found


def _painted(page: Page, size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap((size.toSizeF() * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(size.width() / page.width, size.height() / page.height)
        paint_page(painter, page)
    finally:
        painter.end()  # a pixmap that goes away under its painter crashes the program
    return pixmap
