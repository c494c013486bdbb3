# SPDX-License-Identifier: MulanPSL-2.0
"""The page view, the preview, the PDF and what a printer gets are one page, seen as pictures.

Compared is where things lie: every rule, and the ink of every cell and paragraph, to within two
pixels. Grey values differ, because programs smooth edges in their own ways.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtGui import QImage

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.page.canvas import PIXELS_PER_POINT, PageCanvas
from fuyi_editor.ui.page.painter import edges_of
from fuyi_editor.ui.printing.job import PrintJob, run_job
from fuyi_editor.ui.printing.pdf_export import write_pdf
from fuyi_editor.ui.printing.sheet_preview import SheetCanvas
from fuyi_editor.ui.printing.sheets import whole
from tests.ui.printing.paper_doubles import PaperPrinters
from tests.ui.printing.pictures import Picture

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
ZOOM = 2.0
SCALE = ZOOM * PIXELS_PER_POINT
NEAR = 2 / SCALE
"""Two pixels, in points: three quarters of a point."""
PAGES = [("fengrun-2023", 4), ("tianjin-2024", 3), ("menyuan-2023", 1), ("zhanjiang-2021", 2)]

needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs poppler's pdftoppm")


def seen(canvas: PageCanvas, number: int, qtbot) -> Picture:
    """The picture of a page as the widget shows it."""
    qtbot.addWidget(canvas)
    canvas.set_zoom(ZOOM)
    canvas.go_to_page(number)
    size = canvas.page_rect(number - 1)
    canvas.resize(size.width() + 100, size.height() + 100)
    canvas.show()
    canvas.go_to_page(number)
    picture = canvas.viewport().grab(canvas.page_rect(number - 1)).toImage()
    assert picture.height() == size.height()
    return Picture(picture, SCALE)


def rendered(data: bytes, number: int, tmp_path: Path) -> Picture:
    """The picture of a page of a PDF as another program paints it."""
    (tmp_path / "x.pdf").write_bytes(data)
    options = ("-f", str(number), "-l", str(number), "-r", str(72 * SCALE), "-png", "-singlefile")
    command = ["pdftoppm", *options, str(tmp_path / "x.pdf"), str(tmp_path / "x")]
    subprocess.run(command, check=True)
    return Picture(QImage(str(tmp_path / "x.png")), SCALE)


@needs_poppler
@pytest.mark.parametrize(("name", "number"), PAGES)
def test_view_preview_pdf_and_paper_are_one_page(name, number, qtbot, tmp_path):
    book = open_book(DATA / f"{name}.docx", LAYOUTS)
    document = book.page(book.submission)
    pages = paginate(document)
    view, preview = PageCanvas(), SheetCanvas()
    view.set_pages_of(document)
    preview.show_sheets(whole(pages, document.setup))
    printers = PaperPrinters(tmp_path / "tray.pdf")
    assert run_job(PrintJob(whole(pages, document.setup), name), printers.printer("HP"))
    on_screen = seen(view, number, qtbot)
    others = {
        "preview": seen(preview, number, qtbot),
        "pdf": rendered(write_pdf(document), number, tmp_path),
        "paper": rendered((tmp_path / "tray.pdf").read_bytes(), number, tmp_path),
    }
    page = pages[number - 1]
    pieces = [piece for piece in (*page.cells, *page.paragraphs) if piece.lines]
    horizontal, vertical = edges_of(page.cells)
    assert len(pieces) > 15
    assert len(horizontal) > 4
    assert len(vertical) > 4
    for where, picture in others.items():
        for piece in pieces:
            wanted, found = on_screen.ink_in(piece.rect), picture.ink_in(piece.rect)
            assert wanted is not None
            assert found is not None
            assert wanted.off(found) <= NEAR, (where, piece.lines[0].text)
        for edge in horizontal:
            assert near(on_screen.across(*edge), picture.across(*edge)), (where, edge)
        for edge in vertical:
            assert near(on_screen.down(*edge), picture.down(*edge)), (where, edge)


def near(one: float | None, other: float | None) -> bool:
    """Whether both are there and lie at the same place."""
    return one is not None and other is not None and abs(one - other) <= NEAR


def test_the_eye_of_these_tests_sees_a_shift(qtbot):
    """A pixel more than allowed is found, in a rule and in a text."""
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    document = book.page(book.submission)
    view = PageCanvas()
    view.set_pages_of(document)
    picture = seen(view, 4, qtbot)
    moved = Picture(
        QImage(view.viewport().grab(view.page_rect(3).translated(0, -3)).toImage()), SCALE
    )
    (cell, *_) = [cell for cell in paginate(document)[3].cells if cell.lines]
    wanted, found = picture.ink_in(cell.rect), moved.ink_in(cell.rect)
    assert wanted is not None
    assert found is None or wanted.off(found) > NEAR
    edge = edges_of(paginate(document)[3].cells)[0][0]
    assert near(picture.across(*edge), picture.across(*edge))
    assert not near(picture.across(*edge), moved.across(*edge))
