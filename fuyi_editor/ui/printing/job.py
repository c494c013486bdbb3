# SPDX-License-Identifier: MulanPSL-2.0
"""Print sheets on a printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.page.paginate import Page
    from fuyi_editor.ui.printing.sheets import Sheets

_Duplex = QPrinter.DuplexMode


@dataclass(frozen=True)
class PrintJob:
    """What is printed how often, and on which sides."""

    sheets: Sheets
    name: str
    """What the queue of the printer shows."""
    copies: int = 1
    collate: bool = True
    duplex: QPrinter.DuplexMode = _Duplex.DuplexNone


def run_job(job: PrintJob, printer: QPrinter) -> bool:
    """Print; False when the printer cannot be started, or gives up."""
    _set_up(job, printer)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    done = True
    try:
        scale = printer.resolution() / 72
        painter.scale(scale, scale)
        for number, page in enumerate(_in_order(job, printer)):
            if number and not printer.newPage():
                done = False
                break
            if page is not None:
                job.sheets.paint(painter, page)
    finally:
        # A device that goes away under its painter crashes the program.
        ended = painter.end()
    return done and ended and printer.printerState() is not QPrinter.PrinterState.Error


def _set_up(job: PrintJob, printer: QPrinter) -> None:
    printer.setFullPage(True)
    printer.setPageLayout(job.sheets.layout)
    printer.setFullPage(True)  # setting the layout brings the printer's margins back
    printer.setDocName(job.name)
    printer.setDuplex(job.duplex)
    printer.setCollateCopies(job.collate)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(job.copies)


def _in_order(job: PrintJob, printer: QPrinter) -> Iterator[Page | None]:
    """The pages one after the other; a printer that cannot count gets every copy from us.

    None is an empty side, so that no copy begins on the back of another one's last sheet.
    """
    pages = job.sheets.pages
    times = 1 if printer.supportsMultipleCopies() else job.copies
    if not job.collate:
        yield from (page for page in pages for _ in range(times))
        return
    is_odd = job.duplex is not _Duplex.DuplexNone and len(pages) % 2 == 1
    for copy in range(times):
        if copy and is_odd:
            yield None
        yield from pages
