# SPDX-License-Identifier: MulanPSL-2.0
"""The laws of layouts: what is filled is read back; what is revised shows just the new state."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.composing.compose import Composer, compose
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import Submission
from fuyi_editor.page.contents import with_page_numbers
from fuyi_editor.page.document import Grid, PageDocument, check_grid
from tests.submissions import edited, submissions

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
SLOW = settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
NAMES = ["fengrun-2023", "tianjin-2024"]


def _parsed(name: str) -> ParsedPage:
    return parse_page(read_docx((DATA / f"{name}.docx").read_bytes()), LAYOUTS)


PARSED = {name: _parsed(name) for name in NAMES}


def _check(page: PageDocument) -> None:
    for grid in page.grids:
        check_grid(grid)


@SLOW
@given(submissions())
def test_what_hebei_fills_is_read_back(submission):
    page = compose(LAYOUTS["hebei-department"], submission)
    _check(page)
    assert to_data(parse_page(page, LAYOUTS).submission) == to_data(submission)


@SLOW
@given(submissions(department=False))
def test_what_tianjin_fills_is_read_back(submission):
    page = compose(LAYOUTS["tianjin-project"], submission)
    _check(page)
    shown = _without_what_tianjin_lacks(submission)
    assert to_data(parse_page(page, LAYOUTS).submission) == shown


def _without_what_tianjin_lacks(submission: Submission) -> dict[str, object]:
    data = to_data(submission)
    for project in data["projects"]:
        project.update(code="", spending_plan=[])
        for group in project["indicators"]:
            for kind in group["kinds"]:
                for indicator in kind["indicators"]:
                    indicator["basis"] = ""
    return data


@pytest.mark.parametrize("name", NAMES)
@SLOW
@given(data=st.data())
def test_a_revised_page_says_just_the_new_state(name, data):
    parsed = PARSED[name]
    after = edited(parsed.submission, data, 8)
    page = Reviser(parsed.page, parsed.submission).page(after)
    _check(page)
    assert to_data(parse_page(page, LAYOUTS).submission) == to_data(after)


@pytest.mark.parametrize("name", NAMES)
@SLOW
@given(data=st.data())
def test_a_page_kept_from_edit_to_edit_is_the_page_made_at_once(name, data):
    parsed = PARSED[name]
    kept = Reviser(parsed.page, parsed.submission)
    state = parsed.submission
    for _ in range(3):
        state = edited(state, data, 2)
        assert kept.page(state) == Reviser(parsed.page, parsed.submission).page(state)


@SLOW
@given(submissions(), st.data())
def test_a_composer_that_keeps_blocks_makes_the_same_page(submission, data):
    layout = LAYOUTS["hebei-department"]
    kept = Composer(layout)
    for _ in range(3):
        assert kept.page(submission) == with_page_numbers(compose(layout, submission))
        submission = edited(submission, data, 2)


@pytest.mark.parametrize("name", NAMES)
def test_without_an_edit_the_page_is_the_one_that_was_read(name):
    parsed = PARSED[name]
    assert Reviser(parsed.page, parsed.submission).page(parsed.submission) is parsed.page


@pytest.mark.parametrize("name", NAMES)
def test_one_value_changes_one_cell(name):
    parsed = PARSED[name]
    kind = parsed.submission.projects[0].indicators[0].kinds[0]
    after = SetField(node=kind.indicators[0].id, field="value", text="≥6次").apply(
        parsed.submission
    )
    page = Reviser(parsed.page, parsed.submission).page(after)
    changed = [
        (old.text, new.text)
        for before, later in zip(parsed.page.grids, page.grids, strict=True)
        for (_, old), (_, new) in zip(before.cells(), later.cells(), strict=True)
        if old != new
    ]
    assert changed == [(kind.indicators[0].value.text, "≥6次")]


def test_a_renamed_project_is_renamed_in_heading_and_contents():
    parsed = PARSED["fengrun-2023"]
    project = parsed.submission.projects[1]
    after = SetField(node=project.id, field="name", text="培训班").apply(parsed.submission)
    page = Reviser(parsed.page, parsed.submission).page(after)
    texts = [block.text for block in page.blocks if not isinstance(block, Grid)]
    assert "2.培训班绩效目标表\t1" in texts
    assert "2.培训班绩效目标表" in texts


def test_a_heading_that_differs_from_the_name_keeps_its_own_wording():
    """tianjin-2024: the sixth name begins with a stray ], its heading does not."""
    parsed = PARSED["tianjin-2024"]
    projects = parsed.submission.projects
    after = parsed.submission.but(projects=projects[1:])
    page = Reviser(parsed.page, parsed.submission).page(after)
    texts = [block.text for block in page.blocks if not isinstance(block, Grid)]
    assert "5.2024年寻找最美家庭、巾帼岗位建功行动（非财政拨款）绩效目标表" in texts
