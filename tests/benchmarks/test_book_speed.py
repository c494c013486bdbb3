# SPDX-License-Identifier: MulanPSL-2.0
"""How long whole steps take with a book of 100 projects: open, edit, paginate, save (design.md).

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fuyi_editor.files.apart import read_apart
from fuyi_editor.files.book import Book, composed, open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Submission
from fuyi_editor.page.paginate import Paginator

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
PROJECTS = 100


@pytest.fixture(scope="module")
def big_file(tmp_path_factory) -> Path:
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    projects = tuple(
        with_new_ids(book.submission.projects[number % 4]).but(name=f"项目{number}")
        for number in range(PROJECTS)
    )
    big = composed(book.submission.but(projects=projects), LAYOUTS["hebei-department"])
    path = tmp_path_factory.mktemp("big") / "big.docx"
    save_book(big, big.submission, path)
    return path


@pytest.fixture(scope="module")
def big(big_file) -> Book:
    return open_book(big_file, LAYOUTS)


def _edited(submission: Submission, text: str) -> Submission:
    kind = submission.projects[50].indicators[0].kinds[0]
    edit = SetField(node=kind.indicators[0].id, field="value", text=text)
    return edit.apply(submission)


def test_open(benchmark, big_file):
    book = benchmark(open_book, big_file, LAYOUTS)
    assert len(book.submission.projects) == PROJECTS


def test_keystroke_without_painting(benchmark, big):
    """An edit, the page revised, pagination: what stands between a key and the screen."""
    paginator = Paginator()
    state = {"submission": big.submission, "count": 0}

    def press() -> int:
        state["count"] += 1
        state["submission"] = _edited(state["submission"], f"≥{state['count']}次")
        return len(paginator.paginate(big.page(state["submission"])))

    assert benchmark(press) > PROJECTS / 2


def test_save_in_place(benchmark, big, tmp_path):
    after = _edited(big.submission, "≥9次")
    benchmark(save_book, big, after, tmp_path / "saved.docx")
    assert (tmp_path / "saved.docx").stat().st_size > 0


def test_save_composed(benchmark, big, tmp_path):
    anew = composed(big.submission, LAYOUTS["hebei-department"])
    benchmark(save_book, anew, anew.submission, tmp_path / "saved.docx")
    assert (tmp_path / "saved.docx").stat().st_size > 0


def test_save_as_xlsx(benchmark, big, tmp_path):
    benchmark(save_book, big, big.submission, tmp_path / "saved.xlsx")
    assert (tmp_path / "saved.xlsx").stat().st_size > 0


@pytest.fixture(scope="module")
def big_sheets(big, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "big.xlsx"
    save_book(big, big.submission, path)
    return path


def test_open_sheets(benchmark, big_sheets):
    book = benchmark(open_book, big_sheets, LAYOUTS)
    assert len(book.submission.projects) == PROJECTS


def test_save_one_of_many_sheets_in_place(benchmark, big_sheets, tmp_path):
    book = open_book(big_sheets, LAYOUTS)
    after = _edited(book.submission, "≥9次")
    benchmark(save_book, book, after, tmp_path / "saved.xlsx")
    assert (tmp_path / "saved.xlsx").stat().st_size > 0


def test_read_apart(benchmark):
    """Nearly all of it is the start of the child."""
    assert benchmark(read_apart, "html", b"<table border=1><tr><td>a<td>b</table>").grids


def test_pdf(benchmark, big, qapp):
    from fuyi_editor.ui.printing import pdf_export
    from fuyi_editor.ui.printing.printout import PdfFacts

    page, facts = big.page(big.submission), PdfFacts.of(big.submission)
    assert len(facts.projects) == PROJECTS
    assert benchmark(pdf_export.write_pdf, page, facts).startswith(b"%PDF")


def test_print_preview_of_other_choices(benchmark, big, qapp):
    """A tick in the print dialog: the chosen projects signed, numbered and laid out."""
    from fuyi_editor.layouts.sheets.printout import PAGE_OF_PAGES, of_projects, with_footer
    from fuyi_editor.layouts.sheets.printout import with_signatures as signed

    page = big.page(big.submission)
    projects = [project.id for project in big.submission.projects]
    paginator = Paginator()

    def tick() -> int:
        some = of_projects(page, projects, projects[1:], others=True)
        return len(paginator.paginate(with_footer(signed(some), PAGE_OF_PAGES)))

    assert benchmark(tick) > PROJECTS / 2
