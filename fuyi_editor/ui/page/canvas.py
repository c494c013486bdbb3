# SPDX-License-Identifier: MulanPSL-2.0
"""Pages on a desk, at any zoom: the page view of Word, without a cursor."""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from fuyi_editor.page.document import PageDocument
from fuyi_editor.page.paginate import Page, Paginator
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.page.marks import Highlight, paint_signs, paint_tints
from fuyi_editor.ui.page.painter import paint_page
from fuyi_editor.ui.page.stack import DESK_MARGIN, PageStack
from fuyi_editor.ui.state_colors import is_dark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent

PIXELS_PER_POINT = 96 / 72
LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0
_SHADOW = 7
_CACHE_BYTES = 128 * 2**20
_LARGEST_CACHED = 48 * 2**20


class ZoomMode(Enum):
    """Whether the zoom follows the size of the window."""

    FREE = "free"
    FIT_WIDTH = "fit_width"
    FIT_PAGE = "fit_page"


class PageCanvas(QAbstractScrollArea):
    """Shows the pages of a document; subclasses add what can be pointed at."""

    zoom_changed = Signal(float)
    page_shown = Signal(int, int)  # the page in the middle of the view, the number of pages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Always there: with "as needed", fitting the width would make it come and go for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._document = PageDocument(())
        self._paginator = Paginator()
        self._pages: tuple[Page, ...] = self._paginator.paginate(self._document)
        self._zoom = 1.0
        self._mode = ZoomMode.FIT_WIDTH
        self._one_by_one = False
        self._scrolled = 0
        self._pixmaps: OrderedDict[tuple[int, str], tuple[Page, QPixmap]] = OrderedDict()
        self._shown_page = (0, 0)
        self.verticalScrollBar().valueChanged.connect(self._scrolled_to)

    @property
    def document(self) -> PageDocument:
        """What is shown."""
        return self._document

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the document."""
        return self._pages

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is 100 %."""
        return self._zoom

    @property
    def zoom_mode(self) -> ZoomMode:
        """Whether the zoom follows the window."""
        return self._mode

    def set_zoom(self, zoom: float) -> None:
        """Show at a fixed zoom."""
        self._mode = ZoomMode.FREE
        self._apply_zoom(zoom, QPointF(self.viewport().rect().center()))

    def fit_width(self) -> None:
        """Let a page be as wide as the window, from now on."""
        self._mode = ZoomMode.FIT_WIDTH
        self._follow_window()

    def fit_page(self) -> None:
        """Let a whole page be visible, from now on."""
        self._mode = ZoomMode.FIT_PAGE
        self._follow_window()

    @property
    def one_by_one(self) -> bool:
        """Whether one page is in view at a time; else they follow one another."""
        return self._one_by_one

    def set_one_by_one(self, wanted: bool) -> None:
        """Show one page at a time, or all below each other; the page that is shown stays."""
        number = self._shown_page[0]
        self._one_by_one = wanted
        self._update_scroll_bars()
        self.go_to_page(number)
        self.viewport().update()

    def go_to_page(self, number: int) -> None:
        """Bring page `number` (from 1) to the top of the view."""
        index = max(0, min(number, len(self._pages)) - 1)
        self.verticalScrollBar().setValue(self._stack.start(index))

    @property
    def scale(self) -> float:
        """Logical pixels per point."""
        return self._zoom * PIXELS_PER_POINT

    def set_pages_of(self, document: PageDocument) -> None:
        """Lay out and show a document where the view stands."""
        self._document = document
        self.set_pages(self._paginator.paginate(document))

    def set_pages(self, pages: tuple[Page, ...]) -> None:
        """Show these pages of the document, at least one, where the view stands."""
        self._pages = pages
        alive = {id(page.sheet) for page in self._pages}
        for key in [key for key in self._pixmaps if key[0] not in alive]:
            del self._pixmaps[key]
        if not self._follow_window():
            self._update_scroll_bars()
        self._tell_page()
        self.viewport().update()

    def forget_pictures(self) -> None:
        """Paint all pages anew: they lie on their paper in another way."""
        self._pixmaps.clear()
        self.viewport().update()

    # Geometry: pages are all of one size.

    def sheet_size(self) -> QSizeF:
        """The paper in points; subclasses may show another one than the document's."""
        return QSizeF(self._pages[0].width, self._pages[0].height)

    def _page_size(self) -> QSize:
        size = self.sheet_size() * self.scale
        return QSize(round(size.width()), round(size.height()))

    @property
    def _stack(self) -> PageStack:
        height, room = self._page_size().height(), self.viewport().height()
        return PageStack(height, len(self._pages), room, self._one_by_one)

    def page_rect(self, index: int) -> QRect:
        """Where page `index` (from 0) is in the viewport now."""
        size = self._page_size()
        room = self.viewport().width()
        left = (room - size.width()) // 2
        if size.width() + 2 * DESK_MARGIN > room:
            left = DESK_MARGIN - self.horizontalScrollBar().value()
        top = self._stack.top(index) - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), size)

    def visible_pages(self) -> range:
        """The indexes of the pages of which something is seen."""
        return self._stack.seen(self.verticalScrollBar().value())

    def page_at(self, position: QPointF) -> tuple[int, QPointF] | None:
        """The index of the page under a point of the viewport, and the point on it in points."""
        for index in self.visible_pages():
            rect = self.page_rect(index)
            if QRectF(rect).contains(position):
                return index, (position - QPointF(rect.topLeft())) * (1 / self.scale)
        return None

    def to_viewport(self, index: int, rect: QRectF) -> QRectF:
        """A rectangle in points on page `index` as one of the viewport."""
        origin = QPointF(self.page_rect(index).topLeft())
        return QRectF(rect.topLeft() * self.scale + origin, rect.size() * self.scale)

    # Zoom and scrolling.

    def _follow_window(self) -> bool:
        page = self.sheet_size()
        room = self.viewport().size() - QSize(2 * DESK_MARGIN, 2 * DESK_MARGIN)
        fitting = room.width() / (page.width() * PIXELS_PER_POINT)
        if self._mode is ZoomMode.FREE:
            return False
        if self._mode is ZoomMode.FIT_PAGE:
            fitting = min(fitting, room.height() / (page.height() * PIXELS_PER_POINT))
        self._apply_zoom(fitting, QPointF(self.viewport().width() / 2, 0))
        return True

    def _apply_zoom(self, zoom: float, fixed: QPointF) -> None:
        """Zoom so that the place on the paper at `fixed` stays where it is."""
        zoom = max(LEAST_ZOOM, min(zoom, MOST_ZOOM))
        if zoom == self._zoom:
            self._update_scroll_bars()
            return
        pages = self.visible_pages()
        index = pages.start if pages else 0
        for number in pages:
            if self.page_rect(number).top() <= fixed.y():
                index = number
        place = (fixed - QPointF(self.page_rect(index).topLeft())) * (1 / self.scale)
        self._zoom = zoom
        self._pixmaps.clear()
        self._update_scroll_bars()
        moved = QPointF(self.page_rect(index).topLeft()) + place * self.scale - fixed
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setValue(down.value() + round(moved.y()))
        across.setValue(across.value() + round(moved.x()))
        self.zoom_changed.emit(self._zoom)
        self.viewport().update()

    def _update_scroll_bars(self) -> None:
        size, room = self._page_size(), self.viewport().size()
        height = self._stack.height
        width = size.width() + 2 * DESK_MARGIN
        for bar, whole, seen in (
            (self.verticalScrollBar(), height, room.height()),
            (self.horizontalScrollBar(), width, room.width()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen - 40))
            bar.setSingleStep(max(16, seen // 16))

    def _scrolled_to(self, value: int) -> None:
        before, self._scrolled = self._scrolled, value
        rest = self._stack.settled(value, before)
        if rest != value:
            self.verticalScrollBar().setValue(rest)
        self._tell_page()

    def _tell_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        shown = (self._stack.index_at(middle) + 1, len(self._pages))
        if shown != self._shown_page:
            self._shown_page = shown
            self.page_shown.emit(*shown)

    @override
    @never_raises(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._follow_window():
            self._update_scroll_bars()
        self._tell_page()

    @override
    @never_raises(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._mode = ZoomMode.FREE
            self._apply_zoom(self._zoom * 1.1 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    # Painting.

    def marks_on(self, _index: int) -> Sequence[Highlight]:
        """What is marked on page `index`; subclasses say."""
        return ()

    @override
    @never_raises(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), self._desk_color())
            for index in self.visible_pages():
                rect = self.page_rect(index)
                if rect.adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW).intersects(event.rect()):
                    self._paint_sheet(painter, rect)
                    self._paint_on_paper(painter, index, rect)
        finally:
            painter.end()

    def _desk_color(self) -> QColor:
        palette = self.palette()
        if is_dark(palette):
            return palette.color(QPalette.ColorRole.Base)
        window = palette.color(QPalette.ColorRole.Window)
        return window.darker(107)

    def _paint_sheet(self, painter: QPainter, rect: QRect) -> None:
        """White paper with a soft shadow."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        strength = 14 if is_dark(self.palette()) else 5
        for width in range(_SHADOW, 0, -1):
            painter.setBrush(QColor(0, 0, 0, strength + (_SHADOW - width)))
            spread = QRectF(rect).adjusted(-width, -width + 2, width, width + 2)
            painter.drawRoundedRect(spread, width, width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(rect, Qt.GlobalColor.white)

    def _paint_on_paper(self, painter: QPainter, index: int, rect: QRect) -> None:
        page, marks = self._pages[index], self.marks_on(index)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.translate(rect.topLeft())
        painter.save()
        painter.scale(self.scale, self.scale)
        paint_tints(painter, page, marks)
        painter.restore()
        self._paint_ink(painter, page)
        painter.scale(self.scale, self.scale)
        paint_signs(painter, page, marks)
        painter.restore()

    def paint_sheet(self, painter: QPainter, page: Page) -> None:
        """Paint text and rules of a page; one unit of `painter` is a point."""
        paint_page(painter, page)

    def _paint_ink(self, painter: QPainter, page: Page) -> None:
        """Text and rules, from the cache; very large pages are painted directly."""
        ratio = self.viewport().devicePixelRatioF()
        size = (self._page_size().toSizeF() * ratio).toSize()
        if size.width() * size.height() * 4 > _LARGEST_CACHED:
            painter.save()
            painter.scale(self.scale, self.scale)
            self.paint_sheet(painter, page)
            painter.restore()
            return
        painter.drawPixmap(0, 0, self._pixmap_of(page, size, ratio))

    def _pixmap_of(self, page: Page, size: QSize, ratio: float) -> QPixmap:
        key = (id(page.sheet), page.footer_text)
        found = self._pixmaps.get(key)
        if found is not None and found[1].size() == size:
            self._pixmaps.move_to_end(key)
            return found[1]
        # Only the ink, so that tints can lie below it.
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        try:
            painter.scale(self.scale, self.scale)
            self.paint_sheet(painter, page)
        finally:
            painter.end()  # a pixmap that goes away under its painter crashes the program
        self._pixmaps[key] = (page, pixmap)
        most = max(3, _CACHE_BYTES // (size.width() * size.height() * 4))
        while len(self._pixmaps) > most:
            self._pixmaps.popitem(last=False)
        return pixmap
