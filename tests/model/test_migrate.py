# SPDX-License-Identifier: MulanPSL-2.0
"""From the old taxonomy to the new one and back: only 成本 moves, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.migrate import (
    Levels,
    Step,
    apply_migration,
    migration,
    taxonomy_in_use,
)
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Project,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015, T2021, TAXONOMIES, Taxonomy
from tests.submissions import submissions

Tree = dict[str, dict[str, list[str]]]

OLD: Tree = {
    "产出指标": {"数量指标": ["场次"], "成本指标": ["成本", "补助"]},
    "效益指标": {"社会效益指标": ["知晓率"]},
}


def groups_of(tree: Tree, weights: dict[str, str] | None = None) -> tuple[IndicatorGroup, ...]:
    return tuple(
        IndicatorGroup(
            name=group,
            weight=(weights or {}).get(group, ""),
            kinds=tuple(
                IndicatorKind(name=kind, indicators=tuple(Indicator(name=n) for n in names))
                for kind, names in kinds.items()
            ),
        )
        for group, kinds in tree.items()
    )


def book_of(tree: Tree, weights: dict[str, str] | None = None) -> Submission:
    return Submission(projects=(Project(name="培训", indicators=groups_of(tree, weights)),))


def shape(submission: Submission) -> list[tuple[str, str, list[str]]]:
    return [
        (group.name, kind.name, [indicator.name for indicator in kind.indicators])
        for group in submission.projects[0].indicators
        for kind in group.kinds
    ]


def migrated(submission: Submission, to: Taxonomy) -> Submission:
    return apply_edits(submission, apply_migration(submission, migration(submission, to)))


def after(tree: Tree, to: Taxonomy) -> list[tuple[str, str, list[str]]]:
    return shape(migrated(book_of(tree), to))


# The steps


def test_each_indicator_of_成本_is_a_step_with_three_places_to_go() -> None:
    submission = book_of(OLD)
    steps = migration(submission, T2021)
    project = submission.projects[0]
    names = [submission.find(step.indicator) for step in steps]
    assert [node.name for node in names if isinstance(node, Indicator)] == ["成本", "补助"]
    assert {step.owner for step in steps} == {project.id}
    assert steps[0].before == ("产出指标", "成本指标")
    assert steps[0].after == ("成本指标", "经济成本指标")
    assert [choice.kind for choice in steps[0].choices] == [
        "经济成本指标", "社会成本指标", "生态环境成本指标",
    ]  # fmt: skip
    assert all(step.ticked for step in steps)


def test_department_and_midterm_have_steps_too() -> None:
    midterm = Midterm(indicators=groups_of(OLD))
    project = Project(midterm=midterm, indicators=groups_of(OLD))
    department = Department(indicators=groups_of(OLD))
    submission = Submission(department=department, projects=(project,))
    owners = [step.owner for step in migration(submission, T2021)]
    assert owners[::2] == owners[1::2] == [department.id, midterm.id, project.id]
    new = migrated(submission, T2021)
    assert migration(new, T2021) == ()
    assert new.department
    assert new.projects[0].midterm
    for groups in (new.department.indicators, new.projects[0].midterm.indicators):
        assert groups[0].name == "成本指标"


@pytest.mark.parametrize(
    ("pair", "to", "default"),
    [
        (("产出指标", "成本指标"), T2021, ("成本指标", "经济成本指标")),
        (("产出", "成本"), T2021, ("成本", "经济成本")),
        (("产出指标(50分)", "成 本"), T2021, ("成本指标", "经济成本")),
        (("产出指标", "社会成本指标"), T2021, ("成本指标", "社会成本指标")),
        (("产出", "生态成本"), T2021, ("成本", "生态环境成本")),
        (("成本指标", "成本指标"), T2021, ("成本指标", "经济成本指标")),
        (("成本指标", ""), T2021, ("成本指标", "经济成本指标")),
        (("成本指标", "生态环境成本指标"), T2015, ("产出指标", "成本指标")),
        (("成本", "经济成本"), T2015, ("产出", "成本")),
        (("成本指标", "成本控制"), T2015, ("产出指标", "成本")),
    ],
)
def test_names_are_folded_and_written_as_the_table_writes_them(
    pair: tuple[str, str], to: Taxonomy, default: tuple[str, str]
) -> None:
    (step,) = migration(book_of({pair[0]: {pair[1]: ["成本"]}}), to)
    assert step.after == default
    assert step.after in step.choices


@pytest.mark.parametrize(
    ("pair", "to"),
    [
        (("成本指标", "经济成本指标"), T2021),
        (("产出指标", "成本指标"), T2015),
        (("效果指标", "环境效益"), T2021),
        (("效益指标", "可持续影响指标"), T2021),
        (("满意度", "成本满意度"), T2021),
        (("成本指标", "数量指标"), T2021),
        (("工作指标", "其他"), T2021),
        (("", ""), T2021),
    ],
)
def test_what_follows_the_taxonomy_or_is_not_成本_stays(
    pair: tuple[str, str], to: Taxonomy
) -> None:
    assert migration(book_of({pair[0]: {pair[1]: ["一"]}}), to) == ()


# What they do


def test_成本_comes_first_in_the_new_taxonomy_and_last_of_产出_in_the_old() -> None:
    new = {
        "成本指标": {"经济成本指标": ["成本", "补助"]},
        "产出指标": {"数量指标": ["场次"]},
        "效益指标": {"社会效益指标": ["知晓率"]},
    }
    assert after(OLD, T2021) == shape(book_of(new))
    assert after(new, T2015) == shape(book_of(OLD))


def test_only_what_is_ticked_moves_and_goes_where_it_is_told() -> None:
    submission = book_of(OLD)
    first, second = migration(submission, T2021)
    edits = apply_migration(submission, [replace(first, ticked=False), second])
    assert shape(apply_edits(submission, edits))[:3] == [
        ("成本指标", "经济成本指标", ["补助"]),
        ("产出指标", "数量指标", ["场次"]),
        ("产出指标", "成本指标", ["成本"]),
    ]
    elsewhere = replace(second, after=second.choices[1])
    edits = apply_migration(submission, [first, elsewhere])
    assert shape(apply_edits(submission, edits))[:2] == [
        ("成本指标", "经济成本指标", ["成本"]),
        ("成本指标", "社会成本指标", ["补助"]),
    ]
    none = [replace(step, ticked=False) for step in (first, second)]
    assert apply_migration(submission, none) == ()


def test_places_that_are_there_are_joined_under_their_own_names() -> None:
    tree = {
        "产出指标": {"数量": ["场次"], "成本": ["补助"]},
        "成本": {"社会成本": ["扰民"], "经济成本": ["总成本"]},
    }
    assert after(tree, T2021) == [
        ("产出指标", "数量", ["场次"]),
        ("成本", "社会成本", ["扰民"]),
        ("成本", "经济成本", ["总成本", "补助"]),
    ]


def test_emptied_levels_go_and_equal_neighbours_become_one() -> None:
    groups = (
        *groups_of({"效益指标": {"社会效益指标": ["知晓率"]}}),
        *groups_of({"产出指标": {"成本指标": ["补助"]}}),
        *groups_of({"效益指标": {"社会效益指标": ["参与率"]}}),
    )
    submission = Submission(projects=(Project(indicators=groups),))
    assert shape(migrated(submission, T2021)) == [
        ("成本指标", "经济成本指标", ["补助"]),
        ("效益指标", "社会效益指标", ["知晓率", "参与率"]),
    ]


@pytest.mark.parametrize(
    ("weights", "weight"),
    [
        ({"产出指标": "40", "成本指标": "20"}, "60"),
        ({"成本指标": "20"}, "20"),
        ({"产出指标": "40分", "成本指标": "20分"}, "40分+20分"),
    ],
)
def test_the_weight_of_an_emptied_level_goes_along(weights: dict[str, str], weight: str) -> None:
    tree = {
        "成本指标": {"经济成本指标": ["成本", "补助"]},
        "产出指标": {"数量指标": ["场次"]},
    }
    (group,) = migrated(book_of(tree, weights), T2015).projects[0].indicators
    assert group.weight == weight


# Which taxonomy a book is written in


@pytest.mark.parametrize(
    ("tree", "name"),
    [
        (OLD, "T2015"),
        ({"成本指标": {"经济成本": ["成本"]}}, "T2021"),
        ({"产出": {"成本": ["成本"]}}, "T2015"),
        ({"产出指标": {"数量指标": ["场次"]}}, "default"),
        ({"产出指标": {"成本指标": ["一"]}, "成本指标": {"经济成本指标": ["二"]}}, "default"),
        ({"成本指标": {"成本指标": ["成本"]}}, "default"),
        ({}, "default"),
    ],
)
def test_the_book_tells_its_taxonomy(tree: Tree, name: str) -> None:
    for default in TAXONOMIES.values():
        used = taxonomy_in_use(book_of(tree), default)
        assert used.name == (default.name if name == "default" else name)


# Laws


def contents(submission: Submission) -> Counter[str]:
    return Counter(
        node.model_dump_json() for node in submission.walk() if isinstance(node, Indicator)
    )


@st.composite
def choices(draw: st.DrawFn, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(
        replace(step, ticked=draw(st.booleans()), after=draw(st.sampled_from(step.choices)))
        for step in steps
    )


@settings(max_examples=40)
@given(submissions(), st.data())
def test_no_indicator_is_lost_or_changed(submission: Submission, data: st.DataObject) -> None:
    steps = data.draw(choices(migration(submission, T2021)))
    new = apply_edits(submission, apply_migration(submission, steps))
    assert contents(new) == contents(submission)
    for step in steps:
        group, kind = new.chain(step.indicator)[-3:-1]
        assert isinstance(group, IndicatorGroup)
        assert isinstance(kind, IndicatorKind)
        assert Levels(group.name, kind.name) == (step.after if step.ticked else step.before)
    assert not [
        node for node in new.walk() if isinstance(node, IndicatorKind) and not node.indicators
    ]


@settings(max_examples=40)
@given(submissions())
def test_a_book_in_the_new_taxonomy_gives_no_step(submission: Submission) -> None:
    assert migration(submission, T2015) == ()
    new = migrated(submission, T2021)
    assert migration(new, T2021) == ()
    assert apply_migration(new, ()) == ()


@settings(max_examples=40)
@given(submissions())
def test_there_and_back_is_the_same_tree(submission: Submission) -> None:
    submission = submission.but(projects=tuple(map(_in_order, submission.projects)))
    back = migrated(migrated(submission, T2021), T2015)
    for old, new in zip(submission.projects, back.projects, strict=True):
        assert new.model_dump() == old.model_dump()


def _in_order(project: Project) -> Project:
    """The tree as the taxonomy prints it; another order is not remembered."""
    order = [*T2015.groups]
    groups = sorted(project.indicators, key=lambda group: order.index(group.name))
    return project.but(
        indicators=tuple(
            group.but(
                kinds=tuple(
                    sorted(group.kinds, key=lambda k, g=group: T2015.groups[g.name].index(k.name))
                )
            )
            for group in groups
        )
    )
