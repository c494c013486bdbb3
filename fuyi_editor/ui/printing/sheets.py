# SPDX-License-Identifier: MulanPSL-2.0
"""Pages on the paper they are printed on: at full size, or made to fit on another paper.

Preview, printer and PDF paint the same sheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from fuyi_editor.page.document import POINTS_PER_MM
from fuyi_editor.ui.page.painter import paint_page

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from fuyi_editor.page.document import PageSetup
    from fuyi_editor.page.paginate import Page

_TOLERANCE = 1.0  # mm; files say 210.01 for A4


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in millimetres as it is fed, upright."""

    width: float
    height: float

    @classmethod
    def of(cls, setup: PageSetup) -> Paper:
        """The paper of a document."""
        return cls(min(setup.width, setup.height), max(setup.width, setup.height))

    @property
    def page_size(self) -> QPageSize:
        """The same for Qt, by its usual name if it has one."""
        size = QSizeF(self.width, self.height)
        return QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)

    @property
    def name(self) -> str:
        """A4, or the two sides."""
        known = self.page_size
        if known.id() is QPageSize.PageSizeId.Custom:
            return f"{self.width:.0f}×{self.height:.0f} 毫米"
        return known.key()

    def is_like(self, other: Paper) -> bool:
        """Whether both are the same sheet, but for what files round."""
        return (
            abs(self.width - other.width) <= _TOLERANCE
            and abs(self.height - other.height) <= _TOLERANCE
        )


@dataclass(frozen=True)
class Sheets:
    """Pages in the order of printing, all on one paper that is turned as they are."""

    pages: tuple[Page, ...]
    setup: PageSetup
    paper: Paper
    fitted: bool = False
    """Made smaller or larger to fit the paper; else cut off or surrounded by white."""

    @property
    def is_landscape(self) -> bool:
        """Whether the pages, and so the sheets, are wider than high."""
        return self.setup.width > self.setup.height

    @property
    def size(self) -> QSizeF:
        """The sheet as it is looked at, in points."""
        short, long = self.paper.width * POINTS_PER_MM, self.paper.height * POINTS_PER_MM
        return QSizeF(long, short) if self.is_landscape else QSizeF(short, long)

    @property
    def scale(self) -> float:
        """How much larger than in the document a page is on the sheet."""
        if not self.fitted:
            return 1.0
        across = self.size.width() / (self.setup.width * POINTS_PER_MM)
        down = self.size.height() / (self.setup.height * POINTS_PER_MM)
        return min(across, down)

    @property
    def layout(self) -> QPageLayout:
        """The sheet for a printer: no margins, those of the page are inside what is painted."""
        turned = QPageLayout.Orientation
        orientation = turned.Landscape if self.is_landscape else turned.Portrait
        return QPageLayout(self.paper.page_size, orientation, QMarginsF(0, 0, 0, 0))

    def place_of(self, y: float) -> float:
        """How far below the top of the sheet a place of the page is, in points."""
        return y * self.scale + self._offset.height()

    def paint(self, painter: QPainter, page: Page) -> None:
        """Paint a page where it lies on a sheet; one unit of `painter` is a point."""
        painter.save()
        painter.translate(self._offset.width(), self._offset.height())
        painter.scale(self.scale, self.scale)
        paint_page(painter, page)
        painter.restore()

    @property
    def _offset(self) -> QSizeF:
        """The page lies in the middle; one that is too large begins at the upper left corner."""
        scaled = QSizeF(self.setup.width, self.setup.height) * (POINTS_PER_MM * self.scale)
        free = (self.size - scaled).expandedTo(QSizeF(0, 0))
        return free * 0.5


def whole(pages: tuple[Page, ...], setup: PageSetup) -> Sheets:
    """All pages on the paper of their document."""
    return Sheets(pages, setup, Paper.of(setup))
