# SPDX-License-Identifier: MulanPSL-2.0
"""Adding, duplicating, moving and removing as a person means it."""

from __future__ import annotations

from fuyi_editor.model import arrange
from fuyi_editor.model.arrangement import Arrangement
from fuyi_editor.model.blanks import blank_project
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import (
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    SpendingStep,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015, T2021


def _book() -> Submission:
    quantity = IndicatorKind(
        name="数量指标", indicators=(Indicator(name="场次"), Indicator(name="人数"))
    )
    quality = IndicatorKind(name="质量指标", indicators=(Indicator(name="合格率"),))
    project = Project(
        name="培训",
        spending_plan=(SpendingStep(by="12月底"),),
        goals=tuple(Goal(text=text) for text in ("1.甲", "2.乙", "3.丙")),
        indicators=(IndicatorGroup(name="产出指标", kinds=(quantity, quality)),),
    )
    return Submission(projects=(project, Project(name="宣传")))


def _after(book: Submission, done: Arrangement | None) -> Submission:
    assert done is not None
    return apply_edits(book, done.edits)


def _kinds(book: Submission) -> list[tuple[str, list[str]]]:
    return [
        (kind.name, [i.name for i in kind.indicators])
        for group in book.projects[0].indicators
        for kind in group.kinds
    ]


def _goals(book: Submission) -> list[str]:
    return [goal.text for goal in book.projects[0].goals]


def _indicator(book: Submission, name: str) -> str:
    return next(n.id for n in book.walk() if isinstance(n, Indicator) and n.name == name)


def test_a_new_indicator_stands_after_the_selected_one():
    book = _book()
    done = arrange.add_indicator(book, _indicator(book, "场次"))
    assert _kinds(_after(book, done))[0] == ("数量指标", ["场次", "", "人数"])
    assert done.selected
    assert done.title == "新增三级指标"


def test_a_new_indicator_of_a_group_goes_to_its_last_kind():
    book = _book()
    done = arrange.add_indicator(book, book.projects[0].indicators[0].id)
    assert _kinds(_after(book, done))[1] == ("质量指标", ["合格率", ""])


def test_moving_past_the_edge_of_a_kind_goes_into_the_next_kind():
    book = _book()
    after = _after(book, arrange.move(book, _indicator(book, "人数"), 1))
    assert _kinds(after) == [("数量指标", ["场次"]), ("质量指标", ["人数", "合格率"])]


def test_a_kind_left_empty_by_a_move_goes_too():
    book = _book()
    after = _after(book, arrange.move(book, _indicator(book, "合格率"), -1))
    assert _kinds(after) == [("数量指标", ["场次", "人数", "合格率"])]


def test_removing_the_last_indicators_takes_kind_and_group():
    book = _book()
    for name in ("场次", "人数", "合格率"):
        book = _after(book, arrange.remove(book, _indicator(book, name)))
    assert book.projects[0].indicators == ()


def test_the_first_row_does_not_move_up():
    book = _book()
    assert arrange.move(book, _indicator(book, "场次"), -1) is None
    assert arrange.move(book, book.id, 1) is None


def test_goals_keep_their_numbers():
    book = _book()
    second = book.projects[0].goals[1].id
    assert _goals(_after(book, arrange.remove(book, second))) == ["1.甲", "2.丙"]
    assert _goals(_after(book, arrange.move(book, second, -1))) == ["1.乙", "2.甲", "3.丙"]
    assert _goals(_after(book, arrange.add_goal(book, second))) == ["1.甲", "2.乙", "3.", "4.丙"]


def test_goals_without_regular_numbers_are_left_alone():
    book = _book()
    texts = ("1.1.甲", "2.2.乙", "丙")
    odd = book.projects[0].but(goals=tuple(Goal(text=text) for text in texts))
    book = book.but(projects=(odd, book.projects[1]))
    after = _after(book, arrange.remove(book, book.projects[0].goals[0].id))
    assert _goals(after) == ["2.2.乙", "丙"]


def test_a_goal_that_goes_to_another_project_is_numbered_there_too():
    book = _book()
    other = book.projects[1].but(goals=(Goal(text="1、丁"), Goal(text="2、戊")))
    book = book.but(projects=(book.projects[0], other))
    after = _after(book, arrange.move_to(book, book.projects[0].goals[0].id, other.id, 1))
    assert _goals(after) == ["1.乙", "2.丙"]
    assert [goal.text for goal in after.projects[1].goals] == ["1、丁", "2、甲", "3、戊"]


def test_a_kind_that_is_there_gets_another_indicator():
    book = _book()
    project = book.projects[0].id
    after = _after(book, arrange.add_kind(book, project, "产出指标", "数量指标"))
    assert _kinds(after) == [("数量指标", ["场次", "人数", ""]), ("质量指标", ["合格率"])]
    after = _after(book, arrange.add_kind(book, project, "产出指标", "时效指标"))
    assert _kinds(after)[2] == ("时效指标", [""])


def test_a_copy_has_ids_of_its_own():
    book = _book()
    after = _after(book, arrange.duplicate(book, book.projects[0].id))
    assert [project.name for project in after.projects] == ["培训", "培训", "宣传"]
    ids = [node.id for node in after.walk()]
    assert len(ids) == len(set(ids))


def test_kinds_are_not_copied():
    book = _book()
    assert arrange.duplicate(book, book.projects[0].indicators[0].kinds[0].id) is None


def test_a_level_is_never_left():
    book = _book()
    group = book.projects[0].indicators[0]
    assert arrange.move_to(book, _indicator(book, "场次"), group.id, 0) is None
    assert arrange.move_to(book, _indicator(book, "场次"), group.kinds[1].id, 1) is not None


def test_a_blank_project_follows_the_taxonomy_and_its_neighbour():
    old = blank_project(T2015, like=_book().projects[0])
    new = blank_project(T2021, dates=("6月底", "12月底"))
    assert [group.name for group in old.indicators] == ["产出指标", "效益指标", "满意度指标"]
    assert next(group.name for group in new.indicators) == "成本指标"
    assert [step.by for step in old.spending_plan] == ["12月底"]
    assert [step.by for step in new.spending_plan] == ["6月底", "12月底"]
