# SPDX-License-Identifier: MulanPSL-2.0
"""Print a document, or preview the printout. No printer is asked for before the user wants one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from fuyi_editor.page.paginate import Page, paginate
from fuyi_editor.ui.page.painter import paint_page
from fuyi_editor.ui.printing.pdf_export import write_pdf
from fuyi_editor.ui.printing.sheets import whole
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageDocument


def print_document(parent: QWidget, document: PageDocument) -> bool:
    """Ask for printer, pages and copies, and print; whether anything was printed or exported."""
    if not QPrinterInfo.availablePrinterNames():
        return _offer_pdf(parent, document)
    pages = paginate(document)
    printer = make_printer(document)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages))
    dialog.setFromTo(1, len(pages))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return accepted and _print(parent, pages, printer)


def preview_document(parent: QWidget, document: PageDocument) -> None:
    """Show the printout as it will be; printing is possible from there."""
    printer = make_printer(document)  # the dialog does not keep it alive
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle("打印预览")
    dialog.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
    _leave_out_paper(dialog)
    job = _PreviewJob(document, dialog)
    dialog.paintRequested.connect(job.paint)
    resize_on_screen(dialog, 1000, 760)
    dialog.exec()
    dialog.deleteLater()


def _leave_out_paper(dialog: QPrintPreviewDialog) -> None:
    """The paper is the document's: turned by a button, its pages would be cut off."""
    words = ("Portrait", "Landscape", "Page setup")
    left_out = {QCoreApplication.translate("QPrintPreviewDialog", word) for word in words}
    for action in dialog.findChildren(QAction):
        if action.text() in left_out:
            action.setVisible(False)


def make_printer(document: PageDocument) -> QPrinter:
    """A printer set to the paper of the document; without any printer it prints to PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setPageLayout(whole((), document.setup).layout)
    printer.setFullPage(True)
    printer.setDocName(document.title or "绩效目标表")
    return printer


def print_pages(pages: tuple[Page, ...], printer: QPrinter) -> bool:
    """Paint the wanted pages on the printer; False when it cannot be started."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        scale = printer.resolution() / 72
        painter.scale(scale, scale)
        for number, page in enumerate(_wanted(pages, printer)):
            if number:
                printer.newPage()
            paint_page(painter, page)
    finally:
        ended = painter.end()
    return ended


def _wanted(pages: tuple[Page, ...], printer: QPrinter) -> tuple[Page, ...]:
    if printer.printRange() is not QPrinter.PrintRange.PageRange or printer.fromPage() < 1:
        return pages
    last = printer.toPage() or len(pages)
    chosen = pages[printer.fromPage() - 1 : last]
    backwards = printer.pageOrder() is QPrinter.PageOrder.LastPageFirst
    return chosen[::-1] if backwards else chosen


def _print(parent: QWidget, pages: tuple[Page, ...], printer: QPrinter) -> bool:
    if print_pages(pages, printer):
        return True
    name = printer.printerName() or "所选打印机"
    QMessageBox.warning(
        parent, "打印", f"无法在“{name}”上开始打印。请检查打印机是否已连接、打开，然后重试。"
    )
    return False


def _offer_pdf(parent: QWidget, document: PageDocument) -> bool:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle("打印")
    box.setText("这台电脑上没有找到打印机。")
    box.setInformativeText("可以先导出 PDF，到接有打印机的电脑上打印，效果与这里看到的一致。")
    export = box.addButton("导出 PDF…", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is export and _save_pdf(parent, document)


def _save_pdf(parent: QWidget, document: PageDocument) -> bool:
    suggestion = f"{document.title or '绩效目标表'}.pdf"
    name, _ = QFileDialog.getSaveFileName(parent, "导出 PDF", suggestion, "PDF 文件 (*.pdf)")
    if not name:
        return False
    path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
    try:
        path.write_bytes(write_pdf(document))
    except OSError as error:
        reason = error.strerror or str(error)
        QMessageBox.warning(parent, "导出 PDF", f"无法写入“{path}”：{reason}。请换一个位置再试。")
        return False
    return True


class _PreviewJob(QObject):
    """Paints the pages when the preview dialog asks for them."""

    def __init__(self, document: PageDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = paginate(document)

    def paint(self, printer: QPrinter) -> None:
        """Paint on what the dialog shows or prints."""
        # The dialog's own page set-up must not bring margins in.
        printer.setFullPage(True)
        print_pages(self._pages, printer)
