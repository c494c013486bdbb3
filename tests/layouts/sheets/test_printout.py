# SPDX-License-Identifier: MulanPSL-2.0
"""What printing changes about the page of a book, and what it leaves as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuyi_editor.files.book import composed, open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.sheets.printout import (
    PAGE_OF_PAGES,
    SIGNATURE,
    has_other_blocks,
    has_page_numbers,
    is_signed,
    of_projects,
    separate_projects,
    with_footer,
    with_signatures,
)
from fuyi_editor.page.document import Cell, Grid, PageDocument, PageSetup, Paragraph, Row
from fuyi_editor.page.paginate import paginate

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()


@pytest.fixture(scope="module")
def tianjin():
    book = open_book(DATA / "tianjin-2024.docx", LAYOUTS)
    return book.page(book.submission), [project.id for project in book.submission.projects]


def texts(document: PageDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.text]


def lines(document: PageDocument) -> list[str]:
    return [line.text for page in paginate(document) for line in page.lines]


def test_projects_are_printed_as_they_read_in_the_whole_book(tianjin):
    document, projects = tianjin
    some = of_projects(document, projects, projects[2:4], others=False)
    own = [block for block in document.blocks if block.node in projects[2:4]]
    own = [block for block in own if not (isinstance(block, Paragraph) and block.contents)]
    assert list(some.blocks) == own
    assert texts(some)[0].startswith("3.")  # not numbered anew
    assert separate_projects(some, projects) == tuple(projects[2:4])
    footers = {footer.text for page in paginate(document) for footer in page.footer}
    assert set(lines(some)) - footers <= set(lines(document))


def test_the_contents_name_what_is_left_with_its_new_pages(tianjin):
    document, projects = tianjin
    some = of_projects(document, projects, [projects[0], projects[3]], others=True)
    listed = [
        block.text
        for block in some.blocks
        if isinstance(block, Paragraph) and block.contents and block.text.strip()
    ]
    assert [line.rpartition("\t")[0][:2] for line in listed] == ["1.", "4."]
    headings = {
        block.text: page.number
        for page in paginate(some)
        for piece in page.paragraphs
        if (block := piece.paragraph).outline_level
    }
    assert [int(line.rpartition("\t")[2]) for line in listed] == list(headings.values())


def test_a_project_begins_a_page_where_one_before_it_did(tianjin):
    document, projects = tianjin
    # The first project begins the page behind the contents; without it the second one does.
    some = of_projects(document, projects, projects[1:2], others=True)
    heading = next(block for block in some.blocks if getattr(block, "outline_level", 0))
    assert heading.node == projects[1]
    assert heading.page_break_before


def test_everything_is_the_same_document(tianjin):
    document, projects = tianjin
    assert of_projects(document, projects, projects, others=True) is document


def test_nothing_is_nothing(tianjin):
    document, projects = tianjin
    assert of_projects(document, projects, (), others=False).blocks == ()


@pytest.mark.parametrize("name", ["menyuan-2023", "guangzhou-2021"])
def test_projects_of_one_table_are_not_taken_apart(name):
    book = open_book(DATA / f"{name}.docx", LAYOUTS)
    projects = [project.id for project in book.submission.projects]
    assert separate_projects(book.page(book.submission), projects) == ()


@pytest.mark.parametrize("layout", ["central-application", "shanghai-application"])
def test_forms_of_one_project_each_have_nothing_else(layout):
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    book = composed(book.submission, LAYOUTS[layout])
    document = book.page(book.submission)
    projects = [project.id for project in book.submission.projects]
    assert separate_projects(document, projects) == tuple(projects)
    assert not has_other_blocks(document, projects)


@pytest.mark.parametrize(
    ("name", "count"),
    [("fengrun-2023", 4), ("tianjin-2024", 7), ("menyuan-2023", 1), ("zhanjiang-2021", 1),
     ("guangzhou-2021", 2), ("laoting-2023-report", 1)],
)  # fmt: skip
def test_a_line_to_sign_on_is_below_the_table_of_each_project(name, count):
    book = open_book(DATA / f"{name}.docx", LAYOUTS)
    document = book.page(book.submission)
    signed = with_signatures(document)
    assert texts(signed).count(SIGNATURE) == count
    assert [block for block in signed.blocks if getattr(block, "text", "") != SIGNATURE] == [
        *document.blocks
    ]
    for at, block in enumerate(signed.blocks):
        if getattr(block, "text", "") == SIGNATURE and count > 1:
            assert isinstance(signed.blocks[at - 1], Grid)
    # On one line, and on the page where the table ends.
    assert lines(signed).count(SIGNATURE) == count
    assert not is_signed(document)
    assert is_signed(signed)


def test_a_form_that_asks_for_names_itself_is_signed():
    assert is_signed(PageDocument((Grid((50.0,), (Row((Cell("填表人：李某", 0),)),)),)))
    assert not is_signed(PageDocument((Paragraph("填报单位：某县妇联"),)))


def test_page_numbers_are_never_printed_twice():
    own = PageDocument((Paragraph("甲"),), PageSetup(footer="— {page} —"))
    assert has_page_numbers(own)
    assert with_footer(own, own.setup.footer) is own
    assert [line.text for line in paginate(with_footer(own, PAGE_OF_PAGES))[0].footer] == [
        "第 1 页　共 1 页"
    ]
    assert paginate(with_footer(own, ""))[0].footer == ()


def test_other_words_at_the_foot_of_the_page_stay():
    own = PageDocument((Paragraph("甲"),), PageSetup(footer="某县妇联"))
    assert not has_page_numbers(own)
    assert with_footer(own, "") is own
    (line,) = paginate(with_footer(own, PAGE_OF_PAGES))[0].footer
    assert line.text == "某县妇联　第 1 页　共 1 页"
