# SPDX-License-Identifier: MulanPSL-2.0
"""Make a PDF of a page document; at the command line too, where there is no window."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from fuyi_editor import __version__
from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.page.painter import paint_page

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageDocument, PageSetup

RESOLUTION = 1200


def write_pdf(document: PageDocument) -> bytes:
    """The document as a PDF with its fonts embedded."""
    if QCoreApplication.instance() is None:
        _windowless_application()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(document.setup))
    writer.setTitle(document.title)
    writer.setCreator(f"Fuyi Editor {__version__}")
    painter = QPainter(writer)
    try:
        painter.scale(RESOLUTION / 72, RESOLUTION / 72)
        for page in paginate(document):
            if page.number > 1:
                writer.newPage()
            paint_page(painter, page)
    finally:
        painter.end()  # a device that goes away under its painter crashes the program
    buffer.close()
    return bytes(data.data())


def page_layout(setup: PageSetup) -> QPageLayout:
    """The paper of a document without margins: the page's own are inside what is painted."""
    landscape = setup.width > setup.height
    upright = QSizeF(min(setup.width, setup.height), max(setup.width, setup.height))
    size = QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))


@cache
def _windowless_application() -> QGuiApplication:
    # Kept for ever: fonts are registered with it, and Qt allows only one in a process.
    return QGuiApplication(["fuyi-editor", "-platform", "offscreen"])
