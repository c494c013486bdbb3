# SPDX-License-Identifier: MulanPSL-2.0
"""Make a PDF of a page document; at the command line too, where there is no window."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter, QRawFont

from fuyi_editor import __version__
from fuyi_editor.files.pdf.finish import PdfContent, finish_pdf
from fuyi_editor.page.bookmarks import bookmarks_of
from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.fonts import page_font
from fuyi_editor.ui.printing.printout import PdfFacts
from fuyi_editor.ui.printing.sheets import Sheets, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.page.metrics import Face

RESOLUTION = 1200

_log = logging.getLogger(__name__)


def write_pdf(document: PageDocument, facts: PdfFacts | None = None) -> bytes:
    """The whole document as a PDF: fonts embedded, bookmarks, text that can be copied."""
    return pdf_of(document, whole(paginate(document), document.setup), facts or PdfFacts())


def pdf_of(document: PageDocument, sheets: Sheets, facts: PdfFacts) -> bytes:
    """Some pages of a document as a PDF."""
    if QCoreApplication.instance() is None:
        _windowless_application()
    bookmarks = tuple(
        replace(mark, top=sheets.place_of(mark.top))
        for mark in bookmarks_of(document, sheets.pages, facts.projects)
    )
    text, far = _text_of(sheets)
    painted = _painted(document.title, sheets)
    try:
        return finish_pdf(painted, PdfContent(text, far, facts.author, bookmarks))
    except ValueError:
        # Another Qt writes other PDFs; without bookmarks is better than none.
        _log.exception("the PDF cannot be finished")
        return painted


def _painted(title: str, sheets: Sheets) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(sheets.layout)
    writer.setTitle(title)
    writer.setCreator(f"Fuyi Editor {__version__}")
    painter = QPainter(writer)
    try:
        painter.scale(RESOLUTION / 72, RESOLUTION / 72)
        for number, page in enumerate(sheets.pages):
            if number:
                writer.newPage()
            sheets.paint(painter, page)
    finally:
        painter.end()  # a device that goes away under its painter crashes the program
    buffer.close()
    return bytes(data.data())


def _text_of(sheets: Sheets) -> tuple[str, dict[str, str]]:
    """Every character of the pages once, and of each font those beyond U+FFFF, as painted."""
    shown: dict[str, None] = {}
    far: dict[Face, dict[str, None]] = {}
    for page in sheets.pages:
        for line in page.lines:
            shown.update(dict.fromkeys(line.text))
            if not line.text.isascii() and max(line.text) > "\uffff":
                of_face = far.setdefault(line.face, {})
                of_face.update(dict.fromkeys(char for char in line.text if char > "\uffff"))
    return "".join(shown), {_postscript_name(face): _in(face, far[face]) for face in far}


def _postscript_name(face: Face) -> str:
    return PurePath(face.file).stem  # the fonts are built so


def _in(face: Face, characters: Mapping[str, None]) -> str:
    """Those of the characters that the bundled font has; others come from fonts of the system."""
    raw = QRawFont.fromFont(page_font(face))
    return "".join(char for char in characters if raw.supportsCharacter(ord(char)))


@cache
def _windowless_application() -> QGuiApplication:
    # Kept for ever: fonts are registered with it, and Qt allows only one in a process.
    return QGuiApplication(["fuyi-editor", "-platform", "offscreen"])
