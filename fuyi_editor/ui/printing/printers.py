# SPDX-License-Identifier: MulanPSL-2.0
"""The printers of this computer and what they can do. Nothing asks before printing is wanted.

A dead network printer can hold a question up: each is asked only about the printer chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from fuyi_editor.ui.printing.sheets import Paper

_Size = QPageSize.PageSizeId
USUAL_PAPERS = (_Size.A4, _Size.A3, _Size.A5, _Size.JisB4, _Size.JisB5)
_Duplex = QPrinter.DuplexMode


@dataclass(frozen=True)
class Abilities:
    """What a printer can do, or a PDF."""

    papers: tuple[Paper, ...]
    """Of the usual ones those that it takes."""
    usual_paper: Paper
    two_sided: bool
    copies: bool = True

    def takes(self, paper: Paper) -> bool:
        """Whether it prints on that paper."""
        return any(paper.is_like(own) for own in self.papers)


def usual_papers() -> tuple[Paper, ...]:
    """The papers that offices here have."""
    return tuple(paper_of(QPageSize(size)) for size in USUAL_PAPERS)


def paper_of(size: QPageSize) -> Paper:
    """A paper that Qt knows."""
    rect = size.size(QPageSize.Unit.Millimeter)
    return Paper(min(rect.width(), rect.height()), max(rect.width(), rect.height()))


class Printers:
    """The printers of the system; tests put another one in its place."""

    def names(self) -> list[str]:
        """Their names; the usual one first, none where none is installed."""
        names = QPrinterInfo.availablePrinterNames()
        usual = QPrinterInfo.defaultPrinterName()
        return sorted(names, key=lambda name: name != usual)

    def abilities(self, name: str) -> Abilities:
        """What a printer can do; one that does not say is trusted with everything."""
        info = QPrinterInfo.printerInfo(name)
        sizes = tuple(paper_of(size) for size in info.supportedPageSizes())
        usual = usual_papers()
        own = paper_of(info.defaultPageSize()) if sizes else usual[0]
        sided = {_Duplex.DuplexLongSide, _Duplex.DuplexShortSide, _Duplex.DuplexAuto}
        return Abilities(
            sizes or usual,
            own,
            two_sided=not info.isNull() and bool(sided & set(info.supportedDuplexModes())),
        )

    def printer(self, name: str) -> QPrinter | None:
        """That printer, not begun yet; None if it is gone.

        Qt would print on the usual printer instead, or into a PDF, and say nothing.
        """
        info = QPrinterInfo.printerInfo(name)
        return None if info.isNull() else QPrinter(info, QPrinter.PrinterMode.HighResolution)
