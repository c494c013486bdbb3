# SPDX-License-Identifier: MulanPSL-2.0
"""Several projects in one grid, as in a sheet without blank rows: each edit is on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.page.document import Grid, PageDocument, check_grid
from tests.layouts.definition.test_layout_laws import check_read_back
from tests.layouts.generated import BookMaker
from tests.submissions import edited

LAYOUTS = load_layouts()
NAMES = ["central-application", "central-selfeval", "central-monitor", "shanghai-application"]
STACKS = settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))


def _bare(page: PageDocument) -> PageDocument:
    """The grids of the page as one grid that knows nothing of nodes, and nothing around it."""
    rows = tuple(
        replace(row, node=None, cells=tuple(replace(c, binding=None) for c in row.cells))
        for grid in page.grids
        for row in grid.rows
    )
    return PageDocument((Grid(page.grids[0].columns, rows),))


def _stacked(name: str, seed: int) -> ParsedPage:
    """At least two projects with indicators; a blank one could not be told from the next."""
    layout = LAYOUTS[name]
    book = BookMaker(layout, seed, 5).book()
    more = tuple(
        arrange.with_new_ids(project).but(name=f"项目{number}")
        for number, project in enumerate((*book.projects, *book.projects), 1)
    )
    return parse_page(_bare(compose(layout, book.but(projects=more))), LAYOUTS)


@pytest.mark.parametrize("name", NAMES)
def test_each_project_is_read_to_its_last_row(name):
    parsed = _stacked(name, 3)
    projects = parsed.submission.projects
    half = len(projects) // 2
    assert parsed.report.unread == ()
    assert half >= 1
    for one, other in zip(projects[:half], projects[half:], strict=True):
        assert to_data(parsed.submission.but(projects=(one.but(name=""),))) == to_data(
            parsed.submission.but(projects=(other.but(name=""),))
        )


@pytest.mark.parametrize("name", NAMES)
@STACKS
@given(seed=st.integers(0, 2**32 - 1), data=st.data())
def test_what_was_edited_is_read_back(name, seed, data):
    parsed = _stacked(name, seed)
    after = edited(parsed.submission, data, 5)
    page = Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
    (grid,) = page.grids
    check_grid(grid)
    check_read_back(after, page, parse_page(_bare(page), LAYOUTS))


def test_a_project_that_is_removed_takes_its_rows_along_and_no_others():
    parsed = _stacked("shanghai-application", 3)
    book, count = parsed.submission, len(parsed.page.grids[0].rows)
    done = arrange.remove(book, book.projects[0].id)
    assert done
    page = Reviser(parsed.page, book, parsed.labels).page(apply_edits(book, done.edits))
    rows = page.grids[0].rows
    assert rows == parsed.page.grids[0].rows[count - len(rows) :]
