# SPDX-License-Identifier: MulanPSL-2.0
"""How long big tables take to be set, read, and revised after one keystroke (design.md, Promises).

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.definition.places import with_places
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Indicator, Submission
from fuyi_editor.page.document import Grid, PageDocument
from tests.layouts.generated import BookMaker

LAYOUTS = load_layouts()
BOOKS = [
    ("qinghai-public", 100, 10),
    ("qinghai-public", 500, 10),
    ("guangzhou-project", 500, 6),
    ("guangdong-department", 0, 2000),
    ("central-application", 100, 20),
]
"""Layout, projects, indicators of each (or of the department)."""


def _book(name: str, projects: int, size: int) -> Submission:
    book = BookMaker(LAYOUTS[name], 3, size).book()
    shown = [project for project in book.projects if not project.secret]
    more = tuple(
        with_new_ids(shown[number % len(shown)]).but(name=f"项目{number}")
        for number in range(projects)
    )
    return with_places(book.but(projects=more, subtotals=()), LAYOUTS[name])


def _bare(page: PageDocument) -> PageDocument:
    """The page as a reader gives it: knowing nothing of nodes."""
    blocks = []
    for block in page.blocks:
        if isinstance(block, Grid):
            rows = tuple(
                replace(row, node=None, cells=tuple(replace(c, binding=None) for c in row.cells))
                for row in block.rows
            )
            blocks.append(replace(block, rows=rows, node=None))
        else:
            blocks.append(replace(block, binding=None, node=None))
    return page.with_blocks(tuple(blocks))


@pytest.fixture(scope="module", params=BOOKS, ids=lambda book: f"{book[0]}-{book[1]}x{book[2]}")
def big(request) -> tuple[str, Submission, PageDocument]:
    name, projects, size = request.param
    book = _book(name, projects, size)
    return name, book, _bare(compose(LAYOUTS[name], book))


def test_compose(benchmark, big):
    name, book, page = big
    assert len(benchmark(compose, LAYOUTS[name], book).blocks) == len(page.blocks)


def test_parse(benchmark, big):
    name, _, page = big
    parsed = benchmark(parse_page, page, LAYOUTS)
    assert parsed.layout == LAYOUTS[name]
    assert parsed.report.unread == ()


def _leaf(parsed: ParsedPage) -> Indicator:
    """An indicator in the middle of the book."""
    leaves = [node for node in parsed.submission.walk() if isinstance(node, Indicator)]
    return leaves[len(leaves) // 2]


def test_keystroke(benchmark, big):
    """One edit and the page that shows it, without pagination and painting."""
    parsed = parse_page(big[2], LAYOUTS)
    reviser = Reviser(parsed.page, parsed.submission, parsed.labels)
    node, numbers = _leaf(parsed).id, count(1)
    state = {"book": parsed.submission}

    def press() -> PageDocument:
        edit = SetField(node=node, field="name", text=f"第{next(numbers)}项")
        state["book"] = edit.apply(state["book"])
        return reviser.page(state["book"])

    assert len(benchmark(press).blocks) == len(parsed.page.blocks)
