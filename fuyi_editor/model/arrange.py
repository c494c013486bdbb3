# SPDX-License-Identifier: MulanPSL-2.0
"""Adding, duplicating, moving and removing nodes as a person means it, worked out as edits.

Levels never change: an indicator stays under a 二级 kind. A kind or group that loses its last
child goes with it, because the printed table has no row for it. Numbered goals stay numbered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import (
    Edit,
    InsertNode,
    MoveNode,
    RemoveNode,
    SetField,
    apply_edits,
    place_of,
)
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.node import new_id
from fuyi_editor.model.nodes import (
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Project,
    Safeguard,
    SpendingStep,
    SubGoal,
    Submission,
)
from fuyi_editor.model.numbering import renumbered, separator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.taxonomy import Taxonomy

NodeT = TypeVar("NodeT", bound=Node)

# What a new project starts with, where the taxonomy has it: the kinds that reviewers expect (A03).
_STARTING_KINDS = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济成本指标",
    "社会效益指标",
    "服务对象满意度指标",
)
# Two equal 一级 or 二级 side by side would be one on paper, so these are not copied.
COPYABLE = (Project, Goal, Indicator, SubGoal, Safeguard)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Edits that belong together as one undo step, and the node to select afterwards."""

    title: str
    edits: tuple[Edit, ...]
    selected: str | None


def with_new_ids(node: NodeT) -> NodeT:
    """A deep copy under new ids."""
    for slot in node.slots:
        node = node.with_children(slot, tuple(with_new_ids(c) for c in node.children(slot)))
    return node.but(id=new_id())


def blank_project(
    taxonomy: Taxonomy, like: Project | None = None, dates: Iterable[str] = ()
) -> Project:
    """A project to be filled in: empty rows for the expected kinds, unit and plan as in `like`.

    `dates` are those of 资金支出计划 where there is no other project to take them from.
    """
    dates = [step.by for step in like.spending_plan] if like else dates
    return Project(
        unit=like.unit if like else Project().unit,
        spending_plan=tuple(SpendingStep(by=date) for date in dates),
        goals=(Goal(text="1."),),
        indicators=blank_groups(taxonomy),
    )


def blank_groups(taxonomy: Taxonomy) -> tuple[IndicatorGroup, ...]:
    """One blank indicator for every kind that reviewers expect (A03)."""
    groups = (
        IndicatorGroup(
            name=group, kinds=tuple(_blank_kind(k) for k in kinds if k in _STARTING_KINDS)
        )
        for group, kinds in taxonomy.groups.items()
    )
    return tuple(group for group in groups if group.kinds)


def _blank_kind(name: str) -> IndicatorKind:
    return IndicatorKind(name=name, indicators=(Indicator(),))


def fill_in(submission: Submission, node_id: str, field: str, text: str) -> tuple[Edit, ...]:
    """Put a text into a field, and what goes with it on paper.

    No form prints the book's year and unit by themselves: the year stands in the title, the unit on
    each project's line. They change together, so that neither is lost when the book is saved.
    """
    edits: list[Edit] = [SetField(node=node_id, field=field, text=text)]
    if node_id == submission.id and field == "year":
        year = re.fullmatch(r"(\d{4})年?度?", text.strip())
        if year and submission.year and (old := f"{submission.year}年") in submission.title:
            title = submission.title.replace(old, f"{year[1]}年", 1)
            edits.append(SetField(node=node_id, field="title", text=title))
    elif node_id == submission.id and field == "title":
        year = re.search(r"(20\d\d)\s*年", text)
        if year and int(year[1]) != submission.year:
            edits.append(SetField(node=node_id, field="year", text=year[1]))
    elif node_id == submission.id and field == "unit":
        edits += [
            SetField(node=project.id, field="unit", text=text)
            for project in submission.projects
            if project.unit == submission.unit
        ]
    return tuple(edits)


def add_project(
    submission: Submission, beside: str | None, taxonomy: Taxonomy, dates: Iterable[str] = ()
) -> Arrangement:
    """A blank project after the one that holds `beside`, or at the end."""
    index = len(submission.projects)
    if beside and beside in submission.places and submission.places[beside][0] == "projects":
        index = submission.places[beside][1] + 1
    like = submission.projects[index - 1] if submission.projects and index else None
    project = blank_project(taxonomy, like, dates)
    edit = InsertNode.of(submission.id, "projects", index, project)
    return Arrangement("新增项目", (edit,), project.id)


def add_indicator(submission: Submission, beside: str) -> Arrangement | None:
    """A blank indicator after, or at the end of, what is selected; None where none fits."""
    chain = submission.chain(beside)
    indicator = Indicator()
    if isinstance(chain[-1], Indicator):
        parent, slot, index = place_of(submission, beside)
        edit = InsertNode.of(parent.id, slot, index + 1, indicator)
    else:
        kind = _last_kind(chain[-1]) or next((_last_kind(n) for n in reversed(chain)), None)
        if kind is None:
            return None
        edit = InsertNode.of(kind.id, "indicators", len(kind.indicators), indicator)
    return Arrangement("新增三级指标", (edit,), indicator.id)


def _last_kind(node: Node) -> IndicatorKind | None:
    kinds = [child for child in node.walk() if isinstance(child, IndicatorKind)]
    return kinds[-1] if kinds else None


def add_kind(submission: Submission, beside: str, group: str, kind: str) -> Arrangement | None:
    """A 二级 kind with one blank indicator, its 一级 group made if the project has none.

    A kind that the group has already gets another indicator: two would be one on paper.
    """
    project = next((n for n in submission.chain(beside) if isinstance(n, Project)), None)
    if project is None:
        return None
    new = _blank_kind(kind)
    selected = new.indicators[0].id
    home = next((g for g in project.indicators if g.name == group), None)
    same = next((k for k in home.kinds if k.name == kind), None) if home else None
    if same is not None:
        return add_indicator(submission, same.id)
    if home is None:
        edit = InsertNode.of(
            project.id,
            "indicators",
            len(project.indicators),
            IndicatorGroup(name=group, kinds=(new,)),
        )
    else:
        edit = InsertNode.of(home.id, "kinds", len(home.kinds), new)
    return Arrangement("新增二级指标", (edit,), selected)


def add_goal(submission: Submission, beside: str) -> Arrangement | None:
    """A goal after the selected one, or at the end of the project's, numbered like the others."""
    chain = submission.chain(beside)
    project = next((node for node in chain if isinstance(node, Project)), None)
    if project is None:
        return None
    index = len(project.goals)
    if isinstance(chain[-1], Goal):
        index = place_of(submission, beside)[2] + 1
    goal = Goal()
    edits = (InsertNode.of(project.id, "goals", index, goal),)
    return _keep_numbers(submission, [project], Arrangement("新增绩效目标", edits, goal.id))


def duplicate(submission: Submission, node_id: str) -> Arrangement | None:
    """A copy right after the original."""
    original = submission.find(node_id)
    if not isinstance(original, COPYABLE):
        return None
    parent, slot, index = place_of(submission, node_id)
    copy = with_new_ids(original)
    edit = InsertNode.of(parent.id, slot, index + 1, copy)
    done = Arrangement(edit.title(submission).replace("新增", "复制"), (edit,), copy.id)
    return _keep_numbers(submission, [parent], done)


def remove(submission: Submission, node_id: str) -> Arrangement | None:
    """Without the node, and without the kind and group that it leaves empty."""
    if node_id == submission.id:
        return None
    parent, slot, index = place_of(submission, node_id)
    siblings = parent.children(slot)
    title = RemoveNode(node=node_id).title(submission)
    if len(siblings) == 1 and isinstance(parent, IndicatorKind | IndicatorGroup):
        pruned = remove(submission, parent.id)
        return Arrangement(title, pruned.edits, pruned.selected) if pruned else None
    rest = siblings[:index] + siblings[index + 1 :]
    selected = rest[min(index, len(rest) - 1)].id if rest else parent.id
    edits = (RemoveNode(node=node_id), *_join_equal(rest, index))
    kept = {edit.node for edit in edits if isinstance(edit, RemoveNode)}
    if selected in kept:
        selected = rest[index - 1].id
    return _keep_numbers(submission, [parent], Arrangement(title, edits, selected))


def _join_equal(nodes: tuple[Node, ...], index: int) -> tuple[Edit, ...]:
    """What makes one of two equal levels that stand side by side now: on paper they are one."""
    if not 0 < index < len(nodes):
        return ()
    upper, lower = nodes[index - 1], nodes[index]
    if not _is_level(upper) or read_field(upper, "name") != read_field(lower, "name"):
        return ()
    (slot,) = upper.slots
    start, children = len(upper.children(slot)), lower.children(slot)
    moves = [
        MoveNode(node=child.id, parent=upper.id, index=start + place)
        for place, child in enumerate(children)
    ]
    inner = _join_equal((*upper.children(slot), *children), start)
    return (*moves, RemoveNode(node=lower.id), *inner)


def move(submission: Submission, node_id: str, step: int) -> Arrangement | None:
    """One place up (-1) or down (+1); at the edge of its kind an indicator goes to the next."""
    if node_id == submission.id:
        return None
    parent, slot, index = place_of(submission, node_id)
    target = index + step
    if 0 <= target < len(parent.children(slot)):
        return move_to(submission, node_id, parent.id, target)
    if isinstance(parent, IndicatorKind):
        return _move_to_next_kind(submission, node_id, parent, step)
    return None


def _move_to_next_kind(
    submission: Submission, node_id: str, kind: IndicatorKind, step: int
) -> Arrangement | None:
    project = next(n for n in reversed(submission.chain(kind.id)) if not _is_level(n))
    kinds = [node for node in project.walk() if isinstance(node, IndicatorKind)]
    target = kinds.index(kind) + step
    if not 0 <= target < len(kinds):
        return None
    index = len(kinds[target].indicators) if step < 0 else 0
    return move_to(submission, node_id, kinds[target].id, index)


def _is_level(node: Node) -> bool:
    return isinstance(node, IndicatorKind | IndicatorGroup)


def can_move_to(submission: Submission, node_id: str, parent_id: str) -> bool:
    """The level rule: a node goes only under a parent of the kind it has now, not into itself."""
    if node_id == submission.id:
        return False
    node, parent = submission.find(node_id), submission.find(parent_id)
    return type(place_of(submission, node_id)[0]) is type(parent) and not node.holds(parent_id)


def move_to(submission: Submission, node_id: str, parent_id: str, index: int) -> Arrangement | None:
    """To `index` under `parent_id` (counted without the node); None where that changes nothing."""
    if not can_move_to(submission, node_id, parent_id):
        return None
    parent, _, old_index = place_of(submission, node_id)
    if parent.id == parent_id and old_index == index:
        return None
    moved = MoveNode(node=node_id, parent=parent_id, index=index)
    edits = (moved, *_prune(moved.apply(submission), parent.id))
    done = Arrangement(moved.title(submission), edits, node_id)
    return _keep_numbers(submission, [parent, submission.find(parent_id)], done)


def _prune(submission: Submission, node_id: str) -> tuple[Edit, ...]:
    node = submission.find(node_id)
    if not _is_level(node) or any(node.children(slot) for slot in node.slots):
        return ()
    parent, slot, index = place_of(submission, node_id)
    edit = RemoveNode(node=node_id)
    rest = edit.apply(submission).find(parent.id).children(slot)
    edits = (edit, *_join_equal(rest, index))
    return (*edits, *_prune(apply_edits(submission, edits), parent.id))


def _keep_numbers(
    submission: Submission, parents: Iterable[Node], done: Arrangement
) -> Arrangement:
    """Goals of a project that were numbered 1, 2, 3 … before are so afterwards."""
    marks = {
        parent.id: mark
        for parent in parents
        if isinstance(parent, Project) and (mark := separator([g.text for g in parent.goals]))
    }
    if not marks:
        return done
    after = numbered = apply_edits(submission, done.edits)
    for node_id, mark in marks.items():
        goals = cast("Project", after.find(node_id)).goals
        for goal, text in zip(goals, renumbered([g.text for g in goals], mark), strict=True):
            if goal.text != text:
                numbered = SetField(node=goal.id, field="text", text=text).apply(numbered)
    return done if numbered is after else replace(done, edits=diff(submission, numbered))
