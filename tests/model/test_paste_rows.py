# SPDX-License-Identifier: MulanPSL-2.0
"""Rows of a pasted table as indicators: overwritten by name, new ones, and those left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    SubGoal,
    Submission,
)
from fuyi_editor.model.paste_rows import Action, TableRow, paste_rows, plan_rows
from tests.submissions import submissions


def kind(name: str, *indicators: str) -> IndicatorKind:
    made = (Indicator.model_validate({"name": n, "basis": "原有"}) for n in indicators)
    return IndicatorKind(name=name, indicators=tuple(made))


@pytest.fixture
def book() -> Submission:
    groups = (
        IndicatorGroup(
            name="产出指标", kinds=(kind("数量指标", "人数", "次数"), kind("质量指标", "人数"))
        ),
    )
    return Submission(projects=(Project(name="甲", indicators=groups), Project(name="乙")))


def row(name: str, kind_: str = "", group: str = "", **texts: str) -> TableRow:
    return TableRow(group, kind_, {"name": name, **texts})


def actions(book: Submission, beside: str, *rows: TableRow) -> list[tuple[str, str | None]]:
    plans = plan_rows(book, beside, rows)
    return [(p.action.value, book.find(p.existing).name if p.existing else None) for p in plans]


def outline(project: Project) -> dict[str, list[str]]:
    return {k.name: [i.name for i in k.indicators] for g in project.indicators for k in g.kinds}


def test_a_known_name_overwrites_others_are_new_and_nameless_ones_are_left_out(book):
    rows = (row("人 数"), row("场次"), row("", value="5"))
    assert actions(book, book.projects[0].id, *rows) == [
        ("overwrite", "人数"), ("add", None), ("skip", None)
    ]  # fmt: skip


def test_of_equal_names_that_of_its_own_kind_is_meant_and_each_once(book):
    first, second = book.projects[0].indicators[0].kinds
    plans = plan_rows(
        book, book.projects[0].id, [row("人数", "质量指标"), row("人数"), row("人数")]
    )
    assert [p.existing for p in plans] == [second.indicators[0].id, first.indicators[0].id, None]


def test_rows_fill_fields_and_blanks_erase_nothing(book):
    plans = plan_rows(book, book.projects[0].id, [row("人数", value="≥5人", basis=" ")])
    done = paste_rows(book, book.projects[0].id, plans)
    first = apply_edits(book, done.edits).projects[0].indicators[0].kinds[0].indicators[0]
    assert (first.value.text, first.basis) == ("≥5人", "原有")
    assert done.selected == first.id


def test_new_rows_go_behind_the_selected_one_in_order(book):
    first = book.projects[0].indicators[0].kinds[0].indicators[0]
    plans = plan_rows(book, first.id, [row("子"), row("丑")])
    after = apply_edits(book, paste_rows(book, first.id, plans).edits)
    assert outline(after.projects[0])["数量指标"] == ["人数", "子", "丑", "次数"]


def test_named_levels_are_found_or_made(book):
    rows = [row("子", "质量", "产出"), row("丑", "社会效益指标", "效益指标"), row("寅")]
    plans = plan_rows(book, book.projects[0].id, rows)
    after = apply_edits(book, paste_rows(book, book.projects[0].id, plans).edits)
    assert outline(after.projects[0]) == {
        "数量指标": ["人数", "次数"],
        "质量指标": ["人数", "子"],
        "社会效益指标": ["丑", "寅"],
    }


def test_a_project_without_indicators_needs_named_levels(book):
    empty = book.projects[1].id
    assert paste_rows(book, empty, plan_rows(book, empty, [row("子")])) is None
    listed = paste_rows(book, empty, plan_rows(book, empty, [row("子"), row("丑")]), flat=True)
    assert outline(apply_edits(book, listed.edits).projects[1]) == {"": ["子", "丑"]}
    plans = plan_rows(book, empty, [row("子", "数量指标", "产出指标")])
    after = apply_edits(book, paste_rows(book, empty, plans).edits)
    assert outline(after.projects[1]) == {"数量指标": ["子"]}


def test_rows_go_into_a_list_without_levels():
    sub_goal = SubGoal(name="维权", indicators=(Indicator(name="案件"),))
    book = Submission.model_validate({"department": {"sub_goals": [sub_goal.model_dump()]}})
    home = book.department.sub_goals[0]
    plans = plan_rows(book, home.id, [row("案件", value="3件"), row("热线", "数量指标")])
    after = apply_edits(book, paste_rows(book, home.id, plans).edits)
    assert [i.name for i in after.department.sub_goals[0].indicators] == ["案件", "热线"]


def test_what_is_as_it_was_is_no_step(book):
    project = book.projects[0].id
    assert paste_rows(book, project, plan_rows(book, project, [row("人数")])) is None
    left_out = [replace(p, action=Action.SKIP) for p in plan_rows(book, project, [row("子")])]
    assert paste_rows(book, project, left_out) is None


@given(submissions(), st.data())
def test_every_row_comes_in_and_nothing_else_changes(book, data):
    indicators = [node for node in book.walk() if isinstance(node, Indicator)]
    if not indicators:
        return
    beside = data.draw(st.sampled_from(indicators)).id
    names = data.draw(st.lists(st.sampled_from(["※甲", "※乙", "※丙"]), min_size=1, max_size=4))
    rows = [row(name, value=f"{number}次") for number, name in enumerate(names)]
    done = paste_rows(book, beside, plan_rows(book, beside, rows))
    after = apply_edits(book, done.edits)
    new = [n for n in after.walk() if isinstance(n, Indicator) and not book.holds(n.id)]
    assert [(n.name, n.value.text) for n in new] == [(r.name, r.texts["value"]) for r in rows]
    for node in indicators:
        assert after.find(node.id) == node
