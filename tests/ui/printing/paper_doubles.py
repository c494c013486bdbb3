# SPDX-License-Identifier: MulanPSL-2.0
"""A printer of the office that puts its sheets into a PDF, and one that is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter

from fuyi_editor.ui.printing.printers import Abilities, Printers, usual_papers

if TYPE_CHECKING:
    from pathlib import Path

ALL = Abilities(usual_papers(), usual_papers()[0], two_sided=True)


class TrayPrinter(QPrinter):
    """Notes what a PDF does not: on which sides it would have printed."""

    sides = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.sides = duplex
        super().setDuplex(duplex)


@dataclass
class PaperPrinters(Printers):
    """Printers by name with what they can do; all print into `tray`, those in `gone` fail."""

    tray: Path
    can: dict[str, Abilities] = field(default_factory=lambda: {"HP": ALL})
    gone: set[str] = field(default_factory=set)
    """Those that cannot be begun."""
    lost: set[str] = field(default_factory=set)
    """Those that the system no longer knows."""
    made: list[TrayPrinter] = field(default_factory=list)

    def names(self) -> list[str]:
        return list(self.can)

    def abilities(self, name: str) -> Abilities:
        return self.can[name]

    def printer(self, name: str) -> QPrinter | None:
        if name in self.lost:
            return None
        printer = TrayPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        # Into a folder that is not there nothing can be begun.
        tray = self.tray.parent / "gone" / "x.pdf" if name in self.gone else self.tray
        printer.setOutputFileName(str(tray))
        self.made.append(printer)
        return printer
