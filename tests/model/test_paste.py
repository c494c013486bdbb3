# SPDX-License-Identifier: MulanPSL-2.0
"""Copied and cut nodes come into places of their own level, in this book or another."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.clip import Clip, clipped
from fuyi_editor.model.edits import MoveNode, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    SubGoal,
    Submission,
    Task,
)
from fuyi_editor.model.paste import is_move, paste
from tests.submissions import submissions


def kind(name: str, *indicators: str) -> IndicatorKind:
    return IndicatorKind(name=name, indicators=tuple(Indicator(name=text) for text in indicators))


def group(name: str, *kinds: IndicatorKind) -> IndicatorGroup:
    return IndicatorGroup(name=name, kinds=kinds)


@pytest.fixture
def book() -> Submission:
    first = Project(
        name="甲",
        goals=(Goal(text="1.慰问"), Goal(text="2.培训")),
        indicators=(
            group("产出指标", kind("数量指标", "人数", "次数"), kind("质量指标", "合格率")),
            group("效益指标", kind("社会效益指标", "知晓率")),
        ),
    )
    second = Project(
        name="乙",
        goals=(Goal(text="1.走访"),),
        indicators=(group("产出指标", kind("数量指标", "户数")),),
    )
    department = Department(
        sub_goals=(SubGoal(name="维权", indicators=(Indicator(name="案件"),)),),
        tasks=(Task(name="培训"),),
        other_tasks=(Task(name="慰问"),),
    )
    return Submission(title="2023年", department=department, projects=(first, second))


def named(book: Submission, name: str) -> str:
    return next(
        n.id for n in book.walk() if name in (getattr(n, "name", ""), getattr(n, "text", ""))
    )


def outline(project: Project) -> dict[str, list[str]]:
    return {
        f"{g.name}/{k.name}": [i.name for i in k.indicators]
        for g in project.indicators
        for k in g.kinds
    }


def pasted(book: Submission, names: list[str], beside: str, **how: object) -> Submission:
    clip = clipped(book, [named(book, name) for name in names], cut=bool(how.get("cut")))
    clip = Clip.from_json(clip.to_json())
    done = paste(book, named(book, beside), clip, how.get("folder"))
    assert done is not None
    after = apply_edits(book, done.edits)
    assert after.holds(done.selected)
    ids = [node.id for node in after.walk()]
    assert len(ids) == len(set(ids))
    return after


def test_an_indicator_goes_behind_the_selected_one(book):
    after = pasted(book, ["合格率"], "人数")
    assert outline(after.projects[0])["产出指标/数量指标"] == ["人数", "合格率", "次数"]
    assert outline(after.projects[0])["产出指标/质量指标"] == ["合格率"]


def test_onto_a_kind_it_goes_to_its_end(book):
    after = pasted(book, ["人数", "次数"], "质量指标")
    assert outline(after.projects[0])["产出指标/质量指标"] == ["合格率", "人数", "次数"]


def test_onto_a_project_each_goes_under_the_kind_of_its_name_which_is_made_if_need_be(book):
    after = pasted(book, ["人数", "合格率", "知晓率"], "乙")
    assert outline(after.projects[1]) == {
        "产出指标/数量指标": ["户数", "人数"],
        "产出指标/质量指标": ["合格率"],
        "效益指标/社会效益指标": ["知晓率"],
    }


def test_indicators_of_several_kinds_keep_them_also_beside_an_indicator(book):
    after = pasted(book, ["人数", "合格率"], "户数")
    assert outline(after.projects[1]) == {
        "产出指标/数量指标": ["户数", "人数"],
        "产出指标/质量指标": ["合格率"],
    }


def test_a_kind_joins_the_kind_of_its_name(book):
    assert outline(pasted(book, ["数量指标"], "乙").projects[1]) == {
        "产出指标/数量指标": ["户数", "人数", "次数"]
    }
    whole = pasted(book, ["效益指标"], "户数").projects[1]
    assert outline(whole)["效益指标/社会效益指标"] == ["知晓率"]


def test_indicators_go_into_a_list_without_levels(book):
    after = pasted(book, ["人数", "合格率"], "案件")
    assert [i.name for i in after.department.sub_goals[0].indicators] == ["案件", "人数", "合格率"]


def test_goals_are_numbered_where_they_come_and_where_they_were(book):
    after = pasted(book, ["1.慰问"], "1.走访", cut=True)
    assert [goal.text for goal in after.projects[1].goals] == ["1.走访", "2.慰问"]
    assert [goal.text for goal in after.projects[0].goals] == ["1.培训"]


def test_a_project_goes_behind_the_one_that_is_worked_on(book):
    after = pasted(book, ["乙"], "人数")
    assert [project.name for project in after.projects] == ["甲", "乙", "乙"]
    assert after.projects[2] is book.projects[1]


def test_cut_is_a_move_and_leaves_no_empty_level(book):
    clip = clipped(book, [named(book, "知晓率")], cut=True)
    assert is_move(book, clip)
    done = paste(book, named(book, "户数"), clip)
    assert any(isinstance(edit, MoveNode) for edit in done.edits)
    after = apply_edits(book, done.edits)
    assert outline(after.projects[0]).keys() == {"产出指标/数量指标", "产出指标/质量指标"}
    assert outline(after.projects[1])["产出指标/数量指标"] == ["户数", "知晓率"]
    assert done.title == "移动三级指标"


def test_a_task_may_become_one_of_the_other_tasks(book):
    after = pasted(book, ["培训"], "慰问", cut=True)
    assert [task.name for task in after.department.other_tasks] == ["慰问", "培训"]
    assert after.department.tasks == ()
    clip = clipped(book, [named(book, "培训")])
    done = paste(book, book.department.id, clip, "other_tasks")
    tasks = apply_edits(book, done.edits).department.other_tasks
    assert [task.name for task in tasks] == ["慰问", "培训"]


def test_what_was_cut_in_another_book_comes_in_as_a_copy(book):
    other = Submission(projects=(Project(name="丙"),))
    clip = clipped(book, [named(book, "人数")], cut=True)
    done = paste(other, other.projects[0].id, clip)
    after = apply_edits(other, done.edits)
    assert outline(after.projects[0]) == {"产出指标/数量指标": ["人数"]}
    assert not is_move(other, clip)
    assert not any(after.holds(node.id) for node in book.walk())


def test_nothing_is_pasted_where_a_part_has_no_place(book):
    clip = clipped(book, [named(book, "人数"), named(book, "培训")])
    only = Submission(projects=(Project(name="丙"),))
    assert paste(only, only.projects[0].id, clip) is None
    assert paste(only, only.id, clipped(book, [named(book, "人数")])) is None


def test_nothing_is_moved_into_itself(book):
    clip = clipped(book, [named(book, "甲")], cut=True)
    assert paste(book, named(book, "人数"), clip) is None


@pytest.mark.parametrize(
    "change",
    [
        {"items": [{"type": "Submission", "slot": "", "levels": ["", "", ""], "content": {}}]},
        {"items": [{"type": "Goal", "slot": "goals", "levels": ["", "", ""], "content": {"x": 1}}]},
        {"book": None},
        {"more": 1},
    ],
)
def test_another_programs_data_is_no_clip(book, change):
    good = json.loads(clipped(book, [named(book, "人数")]).to_json())
    with pytest.raises(ValueError, match=r"."):
        Clip.from_json(json.dumps({**good, **change}).encode())
    with pytest.raises(ValueError, match=r"."):
        Clip.from_json(b"\xff{")


@given(submissions(), st.data())
def test_cutting_loses_and_doubles_no_indicator(book, data):
    indicators = [node for node in book.walk() if isinstance(node, Indicator)]
    if not indicators:
        return
    chosen = data.draw(st.lists(st.sampled_from(indicators), min_size=1, max_size=3, unique_by=id))
    order = [node.id for node in book.walk()]
    ids = sorted((node.id for node in chosen), key=order.index)
    places = [n.id for n in book.walk() if not isinstance(n, Submission)]
    done = paste(book, data.draw(st.sampled_from(places)), clipped(book, ids, cut=True))
    if done is None:
        return
    after = apply_edits(book, done.edits)
    kept = {node.id: node for node in after.walk() if isinstance(node, Indicator)}
    assert kept == {node.id: node for node in indicators}
    for node in after.walk():
        if isinstance(node, IndicatorGroup | IndicatorKind):
            assert any(node.children(slot) for slot in node.slots)


@given(submissions(), st.data())
def test_copying_adds_what_was_copied_and_changes_nothing_else(book, data):
    node = data.draw(st.sampled_from([*book.projects]))
    done = paste(book, book.id, clipped(book, [node.id]))
    after = apply_edits(book, done.edits)
    assert after.projects[: len(book.projects)] == book.projects
    assert to_data(after)["projects"][-1] == to_data(book)["projects"][book.projects.index(node)]
