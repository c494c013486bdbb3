# SPDX-License-Identifier: MulanPSL-2.0
"""A book as a pattern: what is kept, what is blank, and that the file's form goes along."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from fuyi_editor.files.book import open_book, renewed, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Indicator, Node, Project, Submission
from fuyi_editor.yearly.template import STRUCTURE, Part, patterned, project_like
from tests.ui.window_doubles import make_full_submission

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts([])
EVERYTHING = frozenset(Part)


@pytest.fixture(scope="module")
def fengrun() -> Submission:
    return open_book(DATA / "fengrun-2023.docx", LAYOUTS).submission


def indicators(node: Node) -> list[Indicator]:
    return [found for found in node.walk() if isinstance(found, Indicator)]


def test_the_structure_asks_everything_and_answers_nothing(fengrun) -> None:
    made = patterned(fengrun, STRUCTURE)
    assert [p.name for p in made.projects] == [p.name for p in fengrun.projects]
    old, new = indicators(fengrun), indicators(made)
    assert [(i.name, i.description, i.basis) for i in new] == [
        (i.name, i.description, i.basis) for i in old
    ]
    assert all(indicator.value.is_blank for indicator in new)
    for project in made.projects:
        assert read_field(project, "budget.total") == read_field(project, "code") == ""
        assert [goal.text for goal in project.goals] == ["1."]
        assert [step.percent for step in project.spending_plan] == [""] * 4
        assert project.spending_plan[0].by == "3月底"
    assert (made.title, made.year, made.unit) == (fengrun.title, fengrun.year, fengrun.unit)


def test_what_is_ticked_is_kept_word_for_word(fengrun) -> None:
    made = patterned(fengrun, EVERYTHING)
    for old, new in zip(fengrun.projects, made.projects, strict=True):
        assert new == old.but(code="")
    assert made.department == fengrun.department


def test_without_rows_one_blank_row_is_left_of_each_kind(fengrun) -> None:
    made = patterned(fengrun, frozenset({Part.NAMES}))
    kinds = [kind for g in made.projects[0].indicators for kind in g.kinds]
    assert [kind.name for kind in kinds] == [
        kind.name for g in fengrun.projects[0].indicators for kind in g.kinds
    ]
    assert all([i.name for i in kind.indicators] == [""] for kind in kinds)


def test_only_the_chosen_projects_come_along(fengrun) -> None:
    wanted = fengrun.projects[2]
    made = patterned(fengrun, STRUCTURE, {wanted.id})
    assert [project.id for project in made.projects] == [wanted.id]


@pytest.mark.parametrize("size", range(len(Part) + 1))
def test_each_part_is_kept_or_blank_whatever_else_is_kept(size) -> None:
    book = make_full_submission()
    for kept in combinations(Part, size):
        made = patterned(book, frozenset(kept))
        assert bool(made.projects[0].name) is (Part.NAMES in kept)
        assert bool(made.department.safeguards[0].text) is (Part.TEXTS in kept)
        assert bool(read_field(made.projects[0], "budget.total")) is (Part.MONEY in kept)
        assert any(i.value.text for i in indicators(made)) is (Part.VALUES in kept)
        assert any(i.name for i in indicators(made)) is (Part.ROWS in kept)
        assert made.report.sections[0].heading == book.report.sections[0].heading


def test_what_is_of_one_year_is_never_kept() -> None:
    groups = [
        {
            "name": "产出指标",
            "kinds": [
                {
                    "name": "数量指标",
                    "indicators": [{"name": "场次", "actual": "6场", "score": "9"}],
                }
            ],
        }
    ]
    execution = {"total": {"spent": "5.00"}}
    old = Project.model_validate(
        {"code": "1302", "name": "甲", "indicators": groups, "execution": execution,
         "total_score": "96", "achieved": "完成"}
    )  # fmt: skip
    new = project_like(old, EVERYTHING)
    (row,) = indicators(new)
    assert (new.name, row.name) == ("甲", "场次")
    assert [new.code, new.total_score, new.achieved, row.actual, row.score] == [""] * 5
    assert read_field(new, "execution.total.spent") == ""
    ids = {node.id for node in old.walk()}
    assert ids.isdisjoint(node.id for node in new.walk())


@pytest.mark.parametrize("name", ["fengrun-2023", "menyuan-2023", "tianjin-2024", "zhanjiang-2021"])
def test_a_new_book_in_the_form_of_a_file_leaves_the_file_alone(name, tmp_path) -> None:
    path = DATA / f"{name}.docx"
    before = path.read_bytes()
    old = open_book(path, LAYOUTS)
    made = renewed(old, patterned(old.submission, STRUCTURE))
    assert made.path is None
    saved = save_book(made, made.submission, tmp_path / "新.docx")
    assert path.read_bytes() == before
    again = open_book(tmp_path / "新.docx", LAYOUTS).submission
    assert [i.name for i in indicators(again)] == [i.name for i in indicators(old.submission)]
    assert all(i.value.is_blank for i in indicators(again))
    assert saved.path == tmp_path / "新.docx"
