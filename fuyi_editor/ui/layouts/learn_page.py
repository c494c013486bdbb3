# SPDX-License-Identifier: MulanPSL-2.0
"""The page of a sample, to be pointed at: every cell marked by what it is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from fuyi_editor.layouts.learning.choices import OTHER, UNKNOWN
from fuyi_editor.layouts.learning.session import FIELD
from fuyi_editor.page.document import Grid
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.page.marks import Highlight, MarkKind, paper_palette
from fuyi_editor.ui.page.places import Place
from fuyi_editor.ui.page.view import PageView
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.layouts.learning.learn import Spot
    from fuyi_editor.layouts.learning.session import Meaning
    from fuyi_editor.page.document import PageDocument

FIELD_TINT, FIELD_BAR = QColor("#e3f3e8"), QColor("#2c7d46")
OTHER_TINT, OTHER_BAR = QColor("#e8f1f9"), QColor("#1f5f99")
_BAR = 2.0  # points
_CHOOSE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)


class SamplePage(PageView):
    """`cell_chosen` tells which cell is current, `asked` that its meaning is to be chosen."""

    cell_chosen = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._meanings: Mapping[Place, Meaning] = {}
        self._spots: dict[Place, Spot] = {}
        self.title = "样表"
        self.setAccessibleName(self.title)

    def show_sample(self, document: PageDocument) -> None:
        """Show a sample, bound to nothing."""
        self._spots = dict(_spots(document))
        self.set_document(document)

    def show_meanings(self, meanings: Mapping[Spot, Meaning]) -> None:
        """Mark every cell by what it is taken for."""
        self._meanings = {place: meanings[spot] for place, spot in self._spots.items()}
        self.viewport().update()
        self.describe()

    def spot(self) -> Spot | None:
        """The current cell."""
        return self._spots.get(self.current) if self.current else None

    def choose(self, spot: Spot) -> None:
        """Make a cell the current one."""
        place = next((p for p, s in self._spots.items() if s == spot), None)
        if place is not None:
            self.go_to(place)

    @override
    def go_to(self, place: Place, *, tell: bool = True) -> None:
        super().go_to(place, tell=tell)
        self.cell_chosen.emit()

    @override
    def about_current(self) -> str:
        meaning = self._meanings.get(self.current) if self.current else None
        return f"单元格，认作：{meaning.words}，按回车键改" if meaning is not None else "单元格"

    # Marks

    @override
    def marks_on(self, index: int) -> list[Highlight]:
        unknown = [
            Highlight(cell.block, cell.row, cell.index, MarkKind.UNKNOWN.value)
            for cell in self.pages[index].cells
            if self._kind(Place(cell.block, cell.row, cell.index)) == UNKNOWN
        ]
        return unknown + super().marks_on(index)

    @override
    def _paint_on_paper(self, painter: QPainter, index: int, rect: QRect) -> None:
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.translate(rect.topLeft())
        painter.scale(self.scale, self.scale)
        for cell in self.pages[index].cells:
            box = QRectF(cell.rect.x, cell.rect.y, cell.rect.width, cell.rect.height)
            _paint_meaning(painter, box, self._kind(Place(cell.block, cell.row, cell.index)))
        painter.restore()
        super()._paint_on_paper(painter, index, rect)

    def _kind(self, place: Place) -> str:
        meaning = self._meanings.get(place)
        return meaning.kind if meaning is not None else ""

    @override
    def _show_note(self, event: QHelpEvent) -> None:
        place = self.place_at(QPointF(event.pos()))
        meaning = self._meanings.get(place) if place else None
        if meaning is None:
            QToolTip.hideText()
            return
        said = "（您指定的）" if meaning.is_chosen else ""
        QToolTip.showText(event.globalPos(), meaning.words + said, self.viewport())

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CHOOSE_KEYS and self.spot() is not None:
            self.asked.emit()
            return
        super().keyPressEvent(event)


def _spots(document: PageDocument) -> list[tuple[Place, Spot]]:
    found: list[tuple[Place, Spot]] = []
    number = 0
    for block, grid in enumerate(document.blocks):
        if isinstance(grid, Grid):
            for row, line in enumerate(grid.rows):
                for index, cell in enumerate(line.cells):
                    if not cell.continues:
                        found.append((Place(block, row, index), (number, row, cell.column)))
            number += 1
    return found


def _paint_meaning(painter: QPainter, box: QRectF, kind: str) -> None:
    """A tint, and a bar at the left: whole of a field, dashed of other content."""
    if kind not in (FIELD, OTHER):
        return
    is_field = kind == FIELD
    painter.fillRect(box, FIELD_TINT if is_field else OTHER_TINT)
    pen = QPen(FIELD_BAR if is_field else OTHER_BAR, _BAR)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if not is_field:
        pen.setDashPattern([1.5, 1.0])
    painter.setPen(pen)
    x = box.left() + _BAR / 2 + 0.4
    painter.drawLine(QPointF(x, box.top() + 0.4), QPointF(x, box.bottom() - 0.4))


def unknown_tint() -> QColor:
    """The tint of a cell that was not understood, for the key below the page."""
    return state_colors(paper_palette()).unknown_tint
