# SPDX-License-Identifier: MulanPSL-2.0
"""Ctrl+P in the program itself: what is typed is printed, and habits are remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("PySide6")

from PySide6.QtPrintSupport import QPrinterInfo

from fuyi_editor.assembly import make_window, print_pages
from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.printing.print_dialog import PrintDialog
from fuyi_editor.ui.printing.printout import PdfFacts, Printout
from fuyi_editor.ui.settings import SettingsFile
from tests.ui.window_doubles import FakeAsk

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()


@pytest.fixture
def act_in_dialog(monkeypatch):
    """Do something in the print dialog as soon as it is shown; it is closed behind it."""

    def install(act) -> None:
        def run(dialog: PrintDialog) -> int:
            dialog.show()
            act(dialog)
            dialog.hide()
            return dialog.result()

        monkeypatch.setattr(PrintDialog, "exec", run)
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))

    return install


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_what_is_being_typed_is_on_paper(qapp, tmp_path, act_in_dialog, monkeypatch):
    window = make_window(qapp, remember=False, theme="light")
    window.show()
    window.show_book(open_book(DATA / "fengrun-2023.docx", LAYOUTS))
    session = window.session
    kind = session.submission.projects[0].indicators[0].kinds[0]
    page = window.workspace.page
    session.select(kind.indicators[0].id, "value")
    page.show_node(kind.indicators[0].id, "value")
    page.start_edit()
    page.editor.setPlainText("≥77次")
    target = tmp_path / "表.pdf"
    monkeypatch.setattr(
        "fuyi_editor.ui.ask.Ask.file_to_save", lambda self, title, suggested, filters: target
    )
    act_in_dialog(PrintDialog.print_or_write)
    window.files.print.trigger()
    assert window.statusBar().currentMessage() == f"已导出 {target}"
    pdf = pypdfium2.PdfDocument(target)
    assert "≥77次" in "".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    session.undo_stack.setClean()
    window.close()
    window.deleteLater()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_habits_are_remembered_when_something_was_printed(qapp, tmp_path, act_in_dialog):
    path = tmp_path / "settings.json"
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    document, facts = book.page(book.submission), PdfFacts.of(book.submission)
    printout = Printout(document, facts, is_book=True)

    def show(act) -> str:
        act_in_dialog(act)
        ask = FakeAsk(saving=tmp_path / "x.pdf")
        return print_pages(SettingsFile(path), ask, None, printout)

    def sign(dialog: PrintDialog) -> None:
        dialog.content.signature.setChecked(True)
        dialog.content.numbers.setCurrentIndex(1)

    def sign_and_print(dialog: PrintDialog) -> None:
        sign(dialog)
        dialog.print_or_write()

    assert show(sign) == ""
    assert not path.exists()
    assert show(sign_and_print) == f"已导出 {tmp_path / 'x.pdf'}"
    kept = json.loads(path.read_text(encoding="utf-8"))["printing"]
    assert kept["signature"]
    assert kept["page_numbers"] == "counted"
    seen: list[bool] = []
    show(lambda dialog: seen.append(dialog.content.signature.isChecked()))
    assert seen == [True]


def test_a_broken_setting_is_left_at_its_default(tmp_path, caplog):
    path = tmp_path / "settings.json"
    path.write_text('{"printing": {"page_numbers": 7}, "theme": "dark"}', encoding="utf-8")
    values = SettingsFile(path).values
    assert values.printing.page_numbers == "own"
    assert values.theme == "dark"
