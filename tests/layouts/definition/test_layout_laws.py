# SPDX-License-Identifier: MulanPSL-2.0
"""For every layout: what it fills is read back, cell by cell, to the same fields and nodes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.definition.template import fill_template, placeholder_values
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.edits import place_of
from fuyi_editor.model.nodes import Project, Submission, Task
from fuyi_editor.page.document import Binding, Grid, PageDocument, check_grid
from tests.layouts.generated import BookMaker
from tests.submissions import edited

LAYOUTS = load_layouts()
BOOKS = settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.sampled_from([0, 1, 2, 7, 30, 200])


def _as_from_a_file(page: PageDocument) -> PageDocument:
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


def _bindings(page: PageDocument):
    """Place on the page and binding, also of the cells that continue others."""
    for number, block in enumerate(page.blocks):
        if isinstance(block, Grid):
            for row, cells in enumerate(block.rows):
                for cell in cells.cells:
                    yield (number, row, cell.column, cell.continues), cell.binding
        else:
            yield (number, 0, 0, block.contents), block.binding


def check_read_back(submission: Submission, page: PageDocument, parsed: ParsedPage) -> None:
    """Every field that the page shows is bound in the parsed page to the same text of one node."""
    for grid in page.grids:
        check_grid(grid)
    assert parsed.report.unread == ()
    ids: dict[str, str] = {}
    for (place, ours), (_, theirs) in zip(_bindings(page), _bindings(parsed.page), strict=True):
        if ours is None or place[3]:
            continue
        if theirs is None and not any(_values(submission, ours).values()):
            continue  # a blank line says nothing that could be read
        assert theirs is not None, (place, ours)
        assert ids.setdefault(ours.node, theirs.node) == theirs.node, (place, ours)
        assert _said(submission, ours) == _said(parsed.submission, theirs), (place, ours)
    _check_tree(submission, parsed.submission, ids)


def _values(submission: Submission, binding: Binding) -> dict[str, str]:
    return placeholder_values(binding.template, submission, binding.node)


def _said(submission: Submission, binding: Binding) -> str:
    return fill_template(binding.template, _values(submission, binding))


def _check_tree(ours: Submission, theirs: Submission, ids: dict[str, str]) -> None:
    """What hangs under what, and in which order, is the same too."""
    assert len(set(ids.values())) == len(ids)
    for node, other in ids.items():
        if node == ours.id:
            continue
        (parent, slot, index), (mirror, slot_there, place) = (
            place_of(ours, node), place_of(theirs, other),
        )  # fmt: skip
        assert (slot, index) == (slot_there, place)
        assert ids.get(parent.id, mirror.id) == mirror.id
    for kind in (Project, Task):
        shown = sum(1 for node in ours.walk() if isinstance(node, kind) and node.id in ids)
        assert shown in (sum(1 for node in theirs.walk() if isinstance(node, kind)), 0)


@pytest.mark.parametrize("name", LAYOUTS)
@BOOKS
@given(seed=SEEDS, size=SIZES)
def test_what_a_layout_fills_is_read_back(name, seed, size):
    layout = LAYOUTS[name]
    submission = BookMaker(layout, seed, size).book()
    page = compose(layout, submission)
    parsed = parse_page(_as_from_a_file(page), LAYOUTS)
    assert parsed.layout == layout
    check_read_back(submission, page, parsed)


@pytest.mark.parametrize("name", LAYOUTS)
@BOOKS
@given(seed=SEEDS, size=st.sampled_from([1, 2, 7]), data=st.data())
def test_what_was_edited_in_place_is_read_back(name, seed, size, data):
    layout = LAYOUTS[name]
    page = compose(layout, BookMaker(layout, seed, size).book())
    parsed = parse_page(_as_from_a_file(page), LAYOUTS)
    after = edited(parsed.submission, data, 6)
    revised = Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
    again = parse_page(_as_from_a_file(revised), LAYOUTS)
    check_read_back(after, revised, again)
