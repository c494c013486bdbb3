# SPDX-License-Identifier: MulanPSL-2.0
"""Adding, duplicating, moving and removing nodes as a person means it, worked out as edits.

Levels never change: an indicator stays under a 二级 kind. A kind or group that loses its last
child goes with it, because the printed table has no row for it. What is numbered stays numbered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from fuyi_editor.model.arrangement import Arrangement, keep_numbers
from fuyi_editor.model.blanks import blank_kind, blank_project, flat_groups
from fuyi_editor.model.edits import (
    InsertNode,
    MoveNode,
    RemoveNode,
    place_of,
)
from fuyi_editor.model.fields import NODE_NAMES
from fuyi_editor.model.levels import is_level, join_equal, kinds_of, prune
from fuyi_editor.model.node import new_id
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
    Project,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SubGoal,
    Submission,
    Subtotal,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fuyi_editor.model.taxonomy import Taxonomy

NodeT = TypeVar("NodeT", bound=Node)
IndicatorOwner = Project | Midterm | Department | SubGoal

# Two equal 一级 or 二级 side by side would be one on paper, so these are not copied.
COPYABLE = (
    Project, Goal, Indicator, SubGoal, Safeguard, Task, Subtotal, ReportSection, ReportParagraph,
)  # fmt: skip


def with_new_ids(node: NodeT) -> NodeT:
    """A deep copy under new ids."""
    for slot in node.slots:
        node = node.with_children(slot, tuple(with_new_ids(c) for c in node.children(slot)))
    return node.but(id=new_id())


def renamed(node: NodeT, names: Mapping[str, str]) -> NodeT:
    """The same content, its nodes under the ids to which `names` leads from theirs."""
    for slot in node.slots:
        children = node.children(slot)
        node = node.with_children(slot, tuple(renamed(child, names) for child in children))
    return node.but(id=names.get(node.id, node.id))


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


def add_goal(submission: Submission, beside: str) -> Arrangement | None:
    """A goal of the project, 中期 half, 分项 or department that holds `beside`."""
    return _add(submission, beside, "goals", Goal())


def add_sub_goal(submission: Submission, beside: str) -> Arrangement | None:
    """A 分项绩效目标 with a sentence to be filled in."""
    return _add(submission, beside, "sub_goals", SubGoal(goals=(Goal(),)))


def add_safeguard(submission: Submission, beside: str) -> Arrangement | None:
    """A sentence of 工作保障措施."""
    return _add(submission, beside, "safeguards", Safeguard())


def add_task(submission: Submission, beside: str, slot: str = "tasks") -> Arrangement | None:
    """A task after the selected one, else the last 年度重点任务 or other task by `slot`."""
    if isinstance(submission.find(beside), Task):
        slot = place_of(submission, beside)[1]
    return _add(submission, beside, slot, Task())


def add_subtotal(submission: Submission, beside: str) -> Arrangement | None:
    """A row that adds up projects."""
    return _add(submission, beside, "subtotals", Subtotal())


def add_section(submission: Submission, beside: str) -> Arrangement | None:
    """A numbered part of the report, with a paragraph to be filled in."""
    section = ReportSection(paragraphs=(ReportParagraph(),))
    return _add(submission, beside, "sections", section)


def add_paragraph(submission: Submission, beside: str) -> Arrangement | None:
    """A paragraph of the section that holds `beside`, or of the last one."""
    return _add(submission, beside, "paragraphs", ReportParagraph())


def owner_of(submission: Submission, beside: str, slot: str) -> Node | None:
    """Whose `slot` a new node goes into: the nearest node around `beside` that has such.

    Of what there is only one in a book, the department or the report, it may be anywhere.
    """
    chain = submission.chain(beside)
    around = next((node for node in reversed(chain) if slot in node.slots), None)
    if around is not None or slot in Project.slots:
        return around
    single = (n for name in sorted(submission.single_slots) for n in submission.children(name))
    return next((n for one in single for n in reversed([*one.walk()]) if slot in n.slots), None)


def _add(submission: Submission, beside: str, slot: str, new: Node) -> Arrangement | None:
    """The new node after the one in that slot which is or holds `beside`, or at the slot's end."""
    owner = owner_of(submission, beside, slot)
    if owner is None:
        return None
    at, position = owner.places.get(beside, ("", 0))
    index = position + 1 if at == slot else len(owner.children(slot))
    edits = (InsertNode.of(owner.id, slot, index, new),)
    title = f"新增{NODE_NAMES[type(new)]}"
    return keep_numbers(submission, [owner], Arrangement(title, edits, new.id))


def indicator_owner(submission: Submission, beside: str) -> IndicatorOwner | None:
    """Whose indicators are meant where `beside` is selected."""
    owner = owner_of(submission, beside, "indicators")
    while isinstance(owner, IndicatorKind):
        owner = next(n for n in reversed(submission.chain(owner.id)) if not is_level(n))
    return owner if isinstance(owner, IndicatorOwner) else None


def add_indicator(submission: Submission, beside: str, *, flat: bool = False) -> Arrangement | None:
    """A blank indicator after, or at the end of, what is selected; None where none fits.

    `flat`: the form prints a list of indicators, so that the first one needs no 二级.
    """
    chain = submission.chain(beside)
    owner = indicator_owner(submission, beside)
    if owner is None:
        return None
    indicator = Indicator()
    if isinstance(chain[-1], Indicator) or isinstance(owner, SubGoal):
        return _add(submission, beside, "indicators", indicator)
    kind = _last_kind(chain[-1]) if is_level(chain[-1]) else None
    kind = kind or _last_kind(owner)
    if kind is None:
        return _first_indicator(submission, owner, flat=flat)
    edit = InsertNode.of(kind.id, "indicators", len(kind.indicators), indicator)
    return Arrangement("新增三级指标", (edit,), indicator.id)


def _first_indicator(
    submission: Submission, owner: Project | Midterm | Department, *, flat: bool
) -> Arrangement | None:
    """In a list, or under the levels with which the other half of the form begins."""
    (group,) = flat_groups()
    if not flat:
        project = next((n for n in submission.chain(owner.id) if isinstance(n, Project)), None)
        if not isinstance(owner, Midterm) or project is None or not project.indicators:
            return None
        like = project.indicators[0]
        kind = blank_kind(like.kinds[0].name if like.kinds else "")
        group = IndicatorGroup(name=like.name, kinds=(kind,))
    edit = InsertNode.of(owner.id, "indicators", 0, group)
    return Arrangement("新增三级指标", (edit,), group.kinds[0].indicators[0].id)


def _last_kind(node: Node) -> IndicatorKind | None:
    kinds = kinds_of(node)
    return kinds[-1] if kinds else None


def add_kind(submission: Submission, beside: str, group: str, kind: str) -> Arrangement | None:
    """A 二级 kind with one blank indicator, its 一级 group made if there is none.

    A kind that the group has already gets another indicator: two would be one on paper.
    """
    owner = indicator_owner(submission, beside)
    if owner is None or isinstance(owner, SubGoal):
        return None
    new = blank_kind(kind)
    selected = new.indicators[0].id
    home = next((g for g in owner.indicators if g.name == group), None)
    same = next((k for k in home.kinds if k.name == kind), None) if home else None
    if same is not None:
        return add_indicator(submission, same.id)
    if home is None:
        made = IndicatorGroup(name=group, kinds=(new,))
        edit = InsertNode.of(owner.id, "indicators", len(owner.indicators), made)
    else:
        edit = InsertNode.of(home.id, "kinds", len(home.kinds), new)
    return Arrangement("新增二级指标", (edit,), selected)


def duplicate(submission: Submission, node_id: str) -> Arrangement | None:
    """A copy right after the original."""
    original = submission.find(node_id)
    if not isinstance(original, COPYABLE):
        return None
    parent, slot, index = place_of(submission, node_id)
    copy = with_new_ids(original)
    edit = InsertNode.of(parent.id, slot, index + 1, copy)
    done = Arrangement(edit.title(submission).replace("新增", "复制"), (edit,), copy.id)
    return keep_numbers(submission, [parent], done)


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
    edits = (RemoveNode(node=node_id), *join_equal(rest, index))
    kept = {edit.node for edit in edits if isinstance(edit, RemoveNode)}
    if selected in kept:
        selected = rest[index - 1].id
    return keep_numbers(submission, [parent], Arrangement(title, edits, selected))


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
    kinds = kinds_of(next(n for n in reversed(submission.chain(kind.id)) if not is_level(n)))
    target = kinds.index(kind) + step
    if not 0 <= target < len(kinds):
        return None
    index = len(kinds[target].indicators) if step < 0 else 0
    return move_to(submission, node_id, kinds[target].id, index)


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
    edits = (moved, *prune(moved.apply(submission), parent.id))
    done = Arrangement(moved.title(submission), edits, node_id)
    return keep_numbers(submission, [parent, submission.find(parent_id)], done)
