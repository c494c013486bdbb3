# SPDX-License-Identifier: MulanPSL-2.0
"""Places in words: what a node is called, and where a field is (数量指标 › 活动次数 › 指标值)."""

from __future__ import annotations

from fuyi_editor.checks.findings import Place
from fuyi_editor.model.fields import NODE_NAMES, field_label, read_field
from fuyi_editor.model.levels import is_level
from fuyi_editor.model.nodes import (
    IndicatorGroup,
    Node,
    Project,
    ReportSection,
    SpendingStep,
    Submission,
    Subtotal,
)

ARROW = " › "
AROUND = "表外的文字"
"""Where a text stands that shows no field: on a cover, in the heading of a column."""


def node_title(node: Node) -> str:
    """The name of a node, or in brackets what it is while it has none."""
    kind = NODE_NAMES[type(node)]
    match node:
        case SpendingStep():
            return node.by or kind
        case Subtotal():
            name = read_field(node, "unit")
        case ReportSection():
            name = node.heading
        case _ if "name" in type(node).model_fields:
            name = read_field(node, "name")
        case _:
            return kind
    return " ".join(name.split()) or f"（未命名{kind}）"


def place_words(submission: Submission, place: Place, *, with_project: bool = False) -> str:
    """Where a finding is, below its project: 二级 › 三级 › field."""
    if not submission.holds(place.node):
        return "（已删除）"
    chain = submission.chain(place.node)
    names = [
        node_title(node)
        for node in chain[1:]
        if with_project or not isinstance(node, Project)
        # 一级 is left out above a 二级: the 二级 says enough, and the row stays short.
        if not isinstance(node, IndicatorGroup) or node is chain[-1]
        # A list of indicators has no 一级 and 二级 (F11).
        if not is_level(node) or read_field(node, "name").strip() or node is chain[-1]
    ]
    if place.field:
        label = field_label(chain[-1], place.field)
        if not names or names[-1] != label:
            names.append(label)
    return ARROW.join(names) or node_title(chain[-1])


def place_at(submission: Submission, node: str, field: str) -> Place:
    """The place of a field, with the project that it belongs to. KeyError without the node."""
    chain = submission.chain(node)
    project = next((node.id for node in chain if isinstance(node, Project)), "")
    return Place(node, field, project)


def project_title(submission: Submission, project_id: str) -> str:
    """The name of the project of a finding; what belongs to no project is of the whole book."""
    if project_id and submission.holds(project_id):
        return node_title(submission.find(project_id))
    return "整本文本"
