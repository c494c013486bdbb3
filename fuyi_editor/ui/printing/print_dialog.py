# SPDX-License-Identifier: MulanPSL-2.0
"""打印: the sheets as they will come out, and beside them all that can be chosen about them.

No printer is no error: a PDF is one of the printers. Where printing fails, the dialog stays as it
is and says so in one sentence; another printer can be chosen, or the PDF (issue 6).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.files.store import save_bytes
from fuyi_editor.page.paginate import Paginator
from fuyi_editor.ui.background import busy_cursor
from fuyi_editor.ui.file_kinds import PDF_FILTERS
from fuyi_editor.ui.printing.content_box import ContentBox
from fuyi_editor.ui.printing.job import PrintJob, run_job
from fuyi_editor.ui.printing.page_range import PageRangeError
from fuyi_editor.ui.printing.pdf_export import pdf_of
from fuyi_editor.ui.printing.print_settings import PrintSettings
from fuyi_editor.ui.printing.printer_box import PrinterBox
from fuyi_editor.ui.printing.sheet_preview import SheetPreview
from fuyi_editor.ui.printing.sheets import Sheets
from fuyi_editor.ui.recovery.saving import write_until_done
from fuyi_editor.ui.small_widgets import IconLabel
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.printing.printers import Printers
    from fuyi_editor.ui.printing.printout import Printout

NO_PROJECT = "没有勾选要打印的项目"
FAILED = (
    "“{name}”没有打印出来。请看打印机是否开着、连着、有纸，再按“打印”重试；"
    "也可以换一台打印机，或导出 PDF。"
)
_OPTIONS_WIDTH = 380


class PrintDialog(QDialog):
    """Modal; `done_words` tells what was done when it was accepted."""

    def __init__(
        self,
        printout: Printout,
        printers: Printers,
        settings: PrintSettings,
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印")
        self._printout = printout
        self._before = settings
        self._printers = printers
        self._ask = ask.over(self)
        self._paginator = Paginator()
        self._document: PageDocument = printout.document
        self._sheets: Sheets | None = None
        self.done_words = ""
        self.preview = SheetPreview()
        self.printer_box = PrinterBox(printout.document.setup, printers, settings)
        self.content = ContentBox(printout, settings)
        self.problem = _Notice("error")
        self.errors = _Notice("warning")
        self.summary = QLabel()
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.print_button = self.buttons.addButton("打印(&P)", role.AcceptRole)
        self.print_button.setDefault(True)
        self.buttons.addButton("取消", role.RejectRole)
        self._arrange()
        self.printer_box.changed.connect(self._refresh)
        self.content.changed.connect(self._refresh)
        self.buttons.accepted.connect(self.print_or_write)
        self.buttons.rejected.connect(self.reject)
        self._refresh()
        self.printer_box.target.setFocus()

    def settings(self) -> PrintSettings:
        """The habits to remember; how a book is numbered is none of other papers."""
        box, content = self.printer_box, self.content
        is_book = self._printout.is_book
        return PrintSettings(
            printer=box.printer_name,
            two_sided=box.sides.currentIndex() > 0,
            collate=box.collate.isChecked(),
            page_numbers=content.page_numbers if is_book else self._before.page_numbers,
            signature=content.signature.isChecked(),
        )

    def print_or_write(self) -> None:
        """Print on the printer, or write a PDF; where neither was done the dialog stays."""
        if self._sheets is None:
            return
        name = self.printer_box.printer_name
        self.problem.say("")
        words = self._print(self._sheets, name) if name else self._write_pdf(self._sheets)
        if words:
            self.done_words = words
            self.accept()

    def _print(self, sheets: Sheets, name: str) -> str:
        box = self.printer_box
        job = PrintJob(
            sheets,
            self._printout.pdf.stem,
            box.copies.value(),
            box.collate.isChecked(),
            box.duplex,
        )
        with busy_cursor():
            printer = self._printers.printer(name)
            done = printer is not None and run_job(job, printer)
        if done:
            return f"已送到“{name}”打印，{len(sheets.pages)} 页"
        self.problem.say(FAILED.format(name=name))
        return ""

    def _write_pdf(self, sheets: Sheets) -> str:
        ask_name = partial(self._ask.file_to_save, "导出 PDF", self._printout.pdf, PDF_FILTERS)

        def write(target: Path) -> None:
            save_bytes(target, pdf_of(self._document, sheets, self._printout.facts))

        written = write_until_done(self._ask, write, ask_name)
        return f"已导出 {written}" if written else ""

    # What is shown

    def _arrange(self) -> None:
        options = QWidget()
        column = QVBoxLayout(options)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self.printer_box)
        column.addWidget(self.content)
        column.addStretch(1)
        # On a low screen the options scroll; the buttons are always there.
        area = QScrollArea()
        area.setWidget(options)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumWidth(max(_OPTIONS_WIDTH, options.sizeHint().width() + 20))
        area.setMaximumWidth(area.minimumWidth())
        self.summary.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(area, 1)
        for widget in (self.summary, self.errors, self.problem, self.buttons):
            right.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self.preview, 1)
        layout.addLayout(right)
        resize_on_screen(self, 1040, 760)

    def _refresh(self) -> None:
        """Lay out what is chosen now and show it; or say why it cannot be printed."""
        document = self.content.document()
        pages = self._paginator.paginate(document) if document else ()
        try:
            numbers = self.content.wanted(len(pages)) if document else ()
            problem = "" if document else NO_PROJECT
        except PageRangeError as error:
            numbers, problem = (), str(error)
        is_pdf = not self.printer_box.printer_name
        self.print_button.setText("导出(&P)…" if is_pdf else "打印(&P)")
        self.print_button.setEnabled(not problem)
        errors, act = self._printout.errors, "导出" if is_pdf else "打印"
        self.errors.say(f"有 {errors} 处错误，仍要{act}？" if errors else "")
        self.problem.say(problem)
        if document is None or problem:
            self._sheets = None  # the preview goes on showing the last ones
            self.summary.clear()
            return
        box = self.printer_box
        chosen = tuple(pages[number - 1] for number in numbers)
        self._document = document
        self._sheets = Sheets(chosen, document.setup, box.chosen_paper, box.is_fitted)
        self.preview.show_sheets(self._sheets)
        self.summary.setText(self._in_words(len(chosen), len(pages)))

    def _in_words(self, chosen: int, count: int) -> str:
        """How much paper it will take."""
        words = f"共 {count} 页" if chosen == count else f"共 {count} 页，打印 {chosen} 页"
        copies = self.printer_box.copies.value() if self.printer_box.printer_name else 1
        return words + (f"，{copies} 份" if copies > 1 else "")


class _Notice(QWidget):
    """One sentence with an icon; not there while there is nothing to say."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(IconLabel(icon_name))
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        if sentence == self.text.text():
            return
        self.text.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            # Screen readers say it although the focus stays in the field that is wrong.
            QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Alert))
