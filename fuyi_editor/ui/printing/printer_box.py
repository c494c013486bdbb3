# SPDX-License-Identifier: MulanPSL-2.0
"""The part of the print dialog about the machine: printer or PDF, copies, sides, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from fuyi_editor.ui.printing.printers import Abilities, usual_papers
from fuyi_editor.ui.printing.sheets import Paper
from fuyi_editor.ui.small_widgets import buddy_label, dim_label

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageSetup
    from fuyi_editor.ui.printing.print_settings import PrintSettings
    from fuyi_editor.ui.printing.printers import Printers

PDF = "导出为 PDF 文件"
NO_PRINTER = "这台电脑上没有装打印机。可以先导出 PDF，拿到有打印机的电脑上打印，效果一样。"
MOST_COPIES = 999
_Duplex = QPrinter.DuplexMode
_SIDES = {
    "单面": _Duplex.DuplexNone,
    "双面，沿长边翻页": _Duplex.DuplexLongSide,
    "双面，沿短边翻页": _Duplex.DuplexShortSide,
}


class PrinterBox(QGroupBox):
    """Says what it is printed on; `changed` when that is something else."""

    changed = Signal()

    def __init__(
        self,
        setup: PageSetup,
        printers: Printers,
        settings: PrintSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("打印机", parent)
        self._own = Paper.of(setup)
        self._is_landscape = setup.width > setup.height
        self._printers = printers
        self._papers: tuple[Paper, ...] = (self._own,)
        self._takes_own = True
        self.target = QComboBox()
        self.no_printer = dim_label(NO_PRINTER)
        self.copies = QSpinBox()
        self.collate = QCheckBox("逐份打印(&O)")
        self.sides = QComboBox()
        self.paper = QComboBox()
        self.other_paper = dim_label()
        self.fitted = QCheckBox("缩放以适应纸张(&F)")
        self._arrange()
        self._fill(settings)
        self.target.currentIndexChanged.connect(self._ask_printer)
        self.copies.valueChanged.connect(self._enable_collate)
        self.paper.currentIndexChanged.connect(self._show_paper)
        self.fitted.toggled.connect(self.changed)
        self._ask_printer()

    # What is chosen

    @property
    def printer_name(self) -> str:
        """The printer; empty for a PDF."""
        return self.target.currentData() or ""

    @property
    def chosen_paper(self) -> Paper:
        """The paper, upright."""
        return self._papers[max(0, self.paper.currentIndex())]

    @property
    def is_fitted(self) -> bool:
        """Whether pages are made to fit a paper that is not theirs."""
        return not self.chosen_paper.is_like(self._own) and self.fitted.isChecked()

    @property
    def duplex(self) -> QPrinter.DuplexMode:
        """One side or both, and over which edge a sheet is turned."""
        return self.sides.currentData() if self.sides.isEnabled() else _Duplex.DuplexNone

    # Making it

    def _arrange(self) -> None:
        self.copies.setRange(1, MOST_COPIES)
        copies = QHBoxLayout()
        copies.addWidget(self.copies)
        copies.addWidget(self.collate)
        copies.addStretch(1)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("打印机(&M)：", self.target)
        form.addRow(self.no_printer)
        form.addRow(buddy_label("份数(&K)：", self.copies), copies)
        form.addRow("单双面(&D)：", self.sides)
        form.addRow("纸张(&S)：", self.paper)
        form.addRow(self.other_paper)
        form.addRow("", self.fitted)
        for widget, name in (
            (self.target, "打印机"), (self.copies, "份数"), (self.sides, "单双面"),
            (self.paper, "纸张"),
        ):  # fmt: skip
            widget.setAccessibleName(name)
        for box in (self.target, self.sides, self.paper):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            # A long name must not make the dialog wider than the screen.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(14)

    def _fill(self, settings: PrintSettings) -> None:
        names = self._printers.names()
        for name in names:
            self.target.addItem(name, name)
        self.target.addItem(PDF, "")
        self.no_printer.setVisible(not names)
        found = self.target.findData(settings.printer) if settings.printer is not None else 0
        self.target.setCurrentIndex(max(0, found))
        for text, mode in _SIDES.items():
            self.sides.addItem(text, mode)
        edge = _Duplex.DuplexShortSide if self._is_landscape else _Duplex.DuplexLongSide
        wanted = edge if settings.two_sided else _Duplex.DuplexNone
        self.sides.setCurrentIndex(self.sides.findData(wanted))
        # The edge at which a sheet is bound follows from how the page lies.
        at = self.sides.findData(edge)
        self.sides.setItemText(at, f"{self.sides.itemText(at)}（装订成册）")
        self.collate.setChecked(settings.collate)
        self.fitted.setChecked(True)

    def choose_pdf(self) -> None:
        """Offer to write a PDF first."""
        self.target.setCurrentIndex(self.target.findData(""))

    # Following the choice

    def _ask_printer(self) -> None:
        name = self.printer_name
        usual = usual_papers()
        able = self._printers.abilities(name) if name else Abilities(usual, usual[0], False)
        is_printer = bool(name)
        self.copies.setEnabled(is_printer)
        self.sides.setEnabled(is_printer and able.two_sided)
        self.sides.setToolTip("" if able.two_sided or not name else "这台打印机不会自动双面打印")
        self._enable_collate()
        self._offer_papers(able, is_pdf=not is_printer)

    def _enable_collate(self) -> None:
        self.collate.setEnabled(self.copies.isEnabled() and self.copies.value() > 1)

    def _offer_papers(self, able: Abilities, *, is_pdf: bool) -> None:
        """The paper of the document if the printer takes it, else its own usual one at first."""
        self._takes_own = is_pdf or able.takes(self._own)
        others = (
            paper for paper in usual_papers() if able.takes(paper) and not paper.is_like(self._own)
        )
        first = self._own if self._takes_own else able.usual_paper
        self._papers = (first, *(paper for paper in others if not paper.is_like(first)))
        self.paper.blockSignals(True)
        self.paper.clear()
        for paper in self._papers:
            same = "（与表相同）" if paper.is_like(self._own) else ""
            self.paper.addItem(f"{paper.name}{same}")
        self.paper.blockSignals(False)
        self._show_paper()

    def _show_paper(self) -> None:
        paper = self.chosen_paper
        differs = not paper.is_like(self._own)
        lacks = "" if self._takes_own else f"，这台打印机没有 {self._own.name} 纸"
        self.other_paper.setText(f"表的页面是 {self._own.name}{lacks}，将印在 {paper.name} 上。")
        self.other_paper.setVisible(differs)
        self.fitted.setVisible(differs)
        self.changed.emit()
