# SPDX-License-Identifier: MulanPSL-2.0
"""The print dialog: every choice changes the sheets, and failing loses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListWidget, QSpinBox

from fuyi_editor.files.book import composed, open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.sheets.printout import PAGE_OF_PAGES, SIGNATURE
from fuyi_editor.page.document import PageDocument, PageSetup, Paragraph
from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.ask_files import AfterFailure
from fuyi_editor.ui.printing.content_box import Pages
from fuyi_editor.ui.printing.print_dialog import PrintDialog
from fuyi_editor.ui.printing.print_settings import PrintSettings
from fuyi_editor.ui.printing.printers import Abilities, Printers, usual_papers
from fuyi_editor.ui.printing.printout import PdfFacts, Printout
from tests.ui.printing.paper_doubles import ALL, PaperPrinters
from tests.ui.printing.poppler import TOOLS, folded, run
from tests.ui.window_doubles import FakeAsk

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
UNCHECKED, CHECKED = Qt.CheckState.Unchecked, Qt.CheckState.Checked
A4, A3 = usual_papers()[:2]


def printout(name: str = "fengrun-2023", layout: str | None = None, errors: int = 0) -> Printout:
    book = open_book(DATA / f"{name}.docx", LAYOUTS)
    if layout:
        book = composed(book.submission, LAYOUTS[layout])
    document, facts = book.page(book.submission), PdfFacts.of(book.submission)
    return Printout(document, facts, Path(f"{name}.pdf"), is_book=True, errors=errors)


@pytest.fixture
def make(qtbot, tmp_path, caplog):
    def dialog(of: Printout, printers=None, settings=None, ask=None) -> PrintDialog:
        made = PrintDialog(
            of,
            printers or PaperPrinters(tmp_path / "tray.pdf"),
            settings or PrintSettings(),
            ask or FakeAsk(),
        )
        qtbot.addWidget(made)
        made.show()
        return made

    yield dialog
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def sheets_text(dialog: PrintDialog) -> str:
    pages = dialog.preview.canvas.pages
    return folded("".join(line.text for page in pages for line in page.lines))


def tick(dialog: PrintDialog, *rows: int) -> None:
    choice = dialog.content.projects
    for row in range(choice.list.count()):
        choice.list.item(row).setCheckState(CHECKED if row in rows else UNCHECKED)


def type_range(qtbot, dialog: PrintDialog, text: str) -> None:
    dialog.content.range.clear()
    qtbot.keyClicks(dialog.content.range, text)


def tray_text(tmp_path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(tmp_path / "tray.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    return texts


def test_at_first_the_sheets_are_the_pages_of_the_view(make):
    of = printout()
    dialog = make(of)
    shown, wanted = dialog.preview.canvas.pages, paginate(of.document)
    assert [(page.cells, page.paragraphs, page.footer) for page in shown] == [
        (page.cells, page.paragraphs, page.footer) for page in wanted
    ]
    assert dialog.summary.text() == f"共 {len(wanted)} 页"


def test_page_ranges(make, qtbot, tmp_path):
    dialog = make(printout())
    type_range(qtbot, dialog, "2-3,5")
    assert dialog.content.pages.currentData() is Pages.SOME
    assert [page.number for page in dialog.preview.canvas.pages] == [2, 3, 5]
    assert dialog.summary.text() == "共 6 页，打印 3 页"
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert [re.search("— (.) —", text)[1] for text in tray_text(tmp_path)] == ["2", "3", "5"]
    assert dialog.done_words == "已送到“HP”打印，3 页"


def test_a_wrong_range_is_said_in_words_and_stops_the_button(make, qtbot):
    dialog = make(printout())
    type_range(qtbot, dialog, "7")
    assert dialog.problem.text.text() == "没有第 7 页，一共 6 页"
    assert dialog.problem.isVisible()
    assert not dialog.print_button.isEnabled()
    assert len(dialog.preview.canvas.pages) == 6
    dialog.content.pages.setCurrentIndex(dialog.content.pages.findData(Pages.EVEN))
    assert not dialog.problem.isVisible()
    assert [page.number for page in dialog.preview.canvas.pages] == [2, 4, 6]
    dialog.content.pages.setCurrentIndex(dialog.content.pages.findData(Pages.ODD))
    assert [page.number for page in dialog.preview.canvas.pages] == [1, 3, 5]


def test_chosen_projects_only(make, tmp_path):
    dialog = make(printout())
    tick(dialog, 2)
    assert "妇女培训经费绩效目标表" in sheets_text(dialog)
    assert "儿童活动经费" not in sheets_text(dialog)
    assert [page.number for page in dialog.preview.canvas.pages] == [1]
    dialog.print_or_write()
    (text,) = tray_text(tmp_path)
    assert "2.妇女培训经费绩效目标表" in text
    tick(dialog)
    assert not dialog.print_button.isEnabled()
    assert dialog.problem.text.text() == "没有勾选要打印的项目"
    dialog.content.projects.all.click()
    assert dialog.print_button.isEnabled()
    assert len(dialog.preview.canvas.pages) == 6


def test_one_table_for_all_projects_is_printed_whole(make):
    dialog = make(printout("menyuan-2023"))
    assert dialog.content.projects is None
    assert any("整张" in label.text() for label in dialog.content.findChildren(QLabel))


def test_a_line_to_sign_on_is_an_option_of_paper_only(make, tmp_path):
    of = printout()
    dialog = make(of)
    assert folded(SIGNATURE) not in sheets_text(dialog)
    dialog.content.signature.setChecked(True)
    assert sheets_text(dialog).count(folded(SIGNATURE)) == 4
    assert make(of, settings=dialog.settings()).content.signature.isChecked()


def test_page_numbers(make):
    of = printout()
    dialog = make(of)
    numbers = dialog.content.numbers
    assert [numbers.itemText(at) for at in range(numbers.count())] == [
        "与表相同：— 1 —", "第 1 页　共 5 页", "不印页码",
    ]  # fmt: skip
    numbers.setCurrentIndex(1)
    assert [page.footer_text for page in dialog.preview.canvas.pages][-1] == "第 6 页　共 6 页"
    numbers.setCurrentIndex(2)
    assert {page.footer_text for page in dialog.preview.canvas.pages} == {""}
    assert make(of, settings=dialog.settings()).content.numbers.currentIndex() == 2


def test_page_numbers_of_the_same_kind_are_offered_once(make, tmp_path):
    document = PageDocument((Paragraph("甲"),), PageSetup(footer=PAGE_OF_PAGES))
    dialog = make(Printout.of(document, tmp_path))
    numbers = dialog.content.numbers
    assert [numbers.itemData(at) for at in range(numbers.count())] == ["own", "none"]


def test_copies_collation_and_sides_go_to_the_printer(make, tmp_path):
    printers = PaperPrinters(tmp_path / "tray.pdf")
    dialog = make(printout(), printers)
    box = dialog.printer_box
    assert not box.collate.isEnabled()
    box.copies.setValue(3)
    assert box.collate.isEnabled()
    box.collate.setChecked(False)
    box.sides.setCurrentIndex(1)
    dialog.print_or_write()
    (printer,) = printers.made
    assert printer.sides is QPrinter.DuplexMode.DuplexLongSide
    assert not printer.collateCopies()
    # A PDF cannot count copies, so every page comes three times.
    assert [re.search("— (.) —", text)[1] for text in tray_text(tmp_path)] == [
        str(number) for number in range(1, 7) for _ in range(3)
    ]
    assert dialog.settings().two_sided
    assert not dialog.settings().collate


def test_no_copy_begins_on_the_back_of_another(make, qtbot, tmp_path):
    dialog = make(printout())
    type_range(qtbot, dialog, "1-3")
    dialog.printer_box.copies.setValue(2)
    dialog.printer_box.sides.setCurrentIndex(1)
    dialog.print_or_write()
    found = [re.search("— (.) —", text) for text in tray_text(tmp_path)]
    assert [match and match[1] for match in found] == ["1", "2", "3", None, "1", "2", "3"]


@pytest.mark.parametrize(
    ("layout", "edge"),
    [
        ("hebei-project", QPrinter.DuplexMode.DuplexLongSide),
        ("central-monitor", QPrinter.DuplexMode.DuplexShortSide),
    ],
)
def test_two_sides_are_bound_as_the_page_lies(make, layout, edge):
    dialog = make(printout(layout=layout), settings=PrintSettings(two_sided=True))
    assert dialog.printer_box.duplex is edge
    assert "装订" in dialog.printer_box.sides.currentText()


def test_a_printer_of_one_side_prints_one_side(make, tmp_path):
    able = Abilities(usual_papers(), A4, two_sided=False)
    printers = PaperPrinters(tmp_path / "tray.pdf", {"旧": able, "新": ALL})
    dialog = make(printout(), printers, PrintSettings(two_sided=True))
    assert not dialog.printer_box.sides.isEnabled()
    assert dialog.printer_box.duplex is QPrinter.DuplexMode.DuplexNone
    dialog.printer_box.target.setCurrentIndex(1)
    assert dialog.printer_box.duplex is QPrinter.DuplexMode.DuplexLongSide


@TOOLS
def test_another_paper_is_said_and_pages_are_made_to_fit(make, tmp_path):
    able = Abilities((A3,), A3, two_sided=False)
    dialog = make(printout(), PaperPrinters(tmp_path / "tray.pdf", {"绘图": able}))
    box = dialog.printer_box
    assert box.other_paper.text() == "表的页面是 A4，这台打印机没有 A4 纸，将印在 A3 上。"
    assert box.other_paper.isVisible()
    assert box.fitted.isVisible()
    size = dialog.preview.canvas.sheet_size()
    assert (round(size.width()), round(size.height())) == (842, 1191)
    dialog.print_or_write()
    assert (tmp_path / "tray.pdf").exists()
    data = (tmp_path / "tray.pdf").read_bytes()
    info = run("pdfinfo", data=data, tmp_path=tmp_path)
    assert re.search(r"Page size:\s+84[12](\.\d+)? x 119[01]", info)
    fitted = first_word(data, tmp_path)
    box.fitted.setChecked(False)
    dialog.print_or_write()
    own = first_word((tmp_path / "tray.pdf").read_bytes(), tmp_path)
    assert fitted == pytest.approx(2**0.5 * own, rel=0.02)


def first_word(data: bytes, tmp_path: Path) -> float:
    """The height of the first word on the first page."""
    found = run("pdftotext", "-bbox", data=data, tmp_path=tmp_path)
    word = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">\S', found)
    return float(word[2]) - float(word[1])


def test_without_a_printer_there_is_the_pdf(make, tmp_path):
    ask = FakeAsk(saving=tmp_path / "表.pdf")
    dialog = make(printout(), PaperPrinters(tmp_path / "tray.pdf", {}), ask=ask)
    assert dialog.printer_box.no_printer.isVisible()
    assert dialog.printer_box.target.currentText() == "导出为 PDF 文件"
    assert not dialog.printer_box.copies.isEnabled()
    assert dialog.print_button.text() == "导出(&P)…"
    tick(dialog, 0, 3)
    dialog.print_or_write()
    assert ask.asked == ["导出 PDF fengrun-2023.pdf"]
    assert dialog.done_words == f"已导出 {ask.saving}"
    pdf = pypdfium2.PdfDocument(ask.saving)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    assert [title for title, _ in marks if "绩效目标表" in title] == [
        "3.美丽庭院创建、观摩表彰经费绩效目标表"
    ]
    assert max(page for _, page in marks) < len(pdf)
    pdf.close()


def test_a_pdf_that_cannot_be_written_leaves_the_dialog_open(make, tmp_path):
    ask = FakeAsk(saving=tmp_path / "no" / "表.pdf", failures=[AfterFailure.RETRY])
    dialog = make(printout(), PaperPrinters(tmp_path / "tray.pdf", {}), ask=ask)
    dialog.print_or_write()
    assert len(ask.problems) == 2
    assert dialog.isVisible()
    assert dialog.done_words == ""


@pytest.mark.qt_log_ignore("QPainter::begin|QPrinter|Cannot open|QPdf")
@pytest.mark.parametrize("how", ["gone", "lost"])
def test_a_printer_that_is_gone_is_said_in_one_sentence(make, tmp_path, how):
    both = {"HP": ALL, "财务室": ALL}
    printers = PaperPrinters(tmp_path / "tray.pdf", both, **{how: {"HP"}})
    dialog = make(printout(), printers)
    type_before = dialog.content.pages.currentIndex()
    dialog.print_or_write()
    assert dialog.isVisible()
    assert dialog.problem.text.text().startswith("“HP”没有打印出来。")
    assert dialog.problem.isVisible()
    assert dialog.content.pages.currentIndex() == type_before
    dialog.printer_box.target.setCurrentIndex(1)
    assert not dialog.problem.isVisible()
    dialog.print_or_write()
    assert dialog.done_words == "已送到“财务室”打印，6 页"
    assert dialog.settings().printer == "财务室"


def test_errors_of_the_book_are_one_quiet_line(make):
    assert not make(printout()).errors.isVisible()
    dialog = make(printout(errors=3))
    assert dialog.errors.isVisible()
    assert dialog.errors.text.text() == "有 3 处错误，仍要打印？"
    assert dialog.print_button.isEnabled()


def test_the_last_printer_is_chosen_again(make, tmp_path):
    printers = PaperPrinters(tmp_path / "tray.pdf", {"HP": ALL, "财务室": ALL})
    for remembered, shown in (("财务室", "财务室"), ("", "导出为 PDF 文件"), ("没了", "HP")):
        dialog = make(printout(), printers, PrintSettings(printer=remembered))
        assert dialog.printer_box.target.currentText() == shown


def test_something_else_than_a_book_has_no_signature(make, tmp_path):
    document = PageDocument((Paragraph("审核意见"),), title="某县/审核 意见表")
    dialog = make(Printout.of(document, tmp_path))
    assert not dialog.content.signature.isVisible()
    assert dialog.content.numbers.currentText() == "与表相同：没有页码"
    habits = PrintSettings(page_numbers="none", signature=True)
    kept = make(Printout.of(document, tmp_path), settings=habits).settings()
    assert (kept.page_numbers, kept.signature) == ("none", True)
    assert dialog.content.document() == document
    assert Printout.of(document, tmp_path).pdf == tmp_path / "某县审核意见表.pdf"


def test_all_by_keyboard(make, qtbot, tmp_path):
    dialog = make(printout())
    assert dialog.focusWidget() is dialog.printer_box.target
    seen = []
    for _ in range(40):
        seen.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    controls = (QAbstractButton, QComboBox, QLineEdit, QListWidget, QSpinBox)
    wanted = [
        widget
        for kind in controls
        for widget in dialog.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and not widget.objectName().startswith("qt_")
    ]
    assert len(wanted) > 10
    assert set(wanted) <= set(seen)
    assert dialog.preview.canvas in seen
    dialog.content.projects.list.setFocus()
    qtbot.keyClick(dialog.content.projects.list, Qt.Key.Key_Space)
    assert dialog.content.projects.list.item(0).checkState() is UNCHECKED
    qtbot.keyClick(dialog.content.projects.list, Qt.Key.Key_Return)
    assert dialog.done_words


def test_every_control_is_named_and_every_mnemonic_its_own(make):
    dialog = make(printout())
    mnemonics = []
    for widget in dialog.findChildren(QAbstractButton) + dialog.findChildren(QLabel):
        if widget.isVisible() and (found := re.search("&(.)", widget.text())):
            mnemonics.append(found[1])
    assert len(mnemonics) >= 10
    assert len(mnemonics) == len(set(mnemonics))
    for kind in (QComboBox, QLineEdit, QListWidget, QSpinBox):
        for widget in dialog.findChildren(kind):
            if not widget.objectName().startswith("qt_"):
                assert widget.accessibleName()
    for button in dialog.findChildren(QAbstractButton):
        assert button.text() or button.accessibleName() or button.objectName().startswith("qt_")


def test_the_printers_of_this_computer_can_be_asked():
    printers = Printers()
    for name in printers.names():
        assert printers.abilities(name).papers
    able = printers.abilities("没有这台打印机")
    assert able.takes(A4)
    assert not able.two_sided
    assert printers.printer("没有这台打印机") is None


def test_leafing_through_the_sheets(make, qtbot):
    dialog = make(printout(layout="central-monitor"))  # landscape: two are seen at once
    preview, count = dialog.preview, len(dialog.preview.canvas.pages)
    assert preview.place.text() == f"1 / {count}"
    assert not preview.previous.isEnabled()
    for number in range(2, count + 1):
        assert preview.next.isEnabled()
        qtbot.mouseClick(preview.next, Qt.MouseButton.LeftButton)
        if preview.place.text() == f"{count} / {count}":
            break
        assert preview.place.text() == f"{number} / {count}"
    assert not preview.next.isEnabled()
    qtbot.mouseClick(preview.previous, Qt.MouseButton.LeftButton)
    assert preview.next.isEnabled()
    zoom = preview.canvas.zoom
    qtbot.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.canvas.zoom > zoom
    qtbot.mouseClick(preview.whole, Qt.MouseButton.LeftButton)
    assert preview.canvas.zoom == pytest.approx(zoom)
