# SPDX-License-Identifier: MulanPSL-2.0
"""What of a submission a page has no place for, so that choosing a layout loses nothing unseen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuyi_editor.layouts.template import placeholders
from fuyi_editor.model.fields import FIELDS, field_label, read_field
from fuyi_editor.model.nodes import Goal, Project, Submission
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.nodes import Node
    from fuyi_editor.page.document import Binding, PageDocument

# The year stands in the title, the unit on each project's line.
_IMPLIED: set[tuple[type[Node], str]] = {
    (Submission, "year"),
    (Submission, "unit"),
    (Submission, "title"),
}


def printed_fields(submission: Submission, page: PageDocument) -> frozenset[tuple[type[Node], str]]:
    """Kind of node and field name of everything that the page prints anywhere."""
    printed = {
        (type(submission.find(binding.node)), name)
        for binding in _bindings(page)
        if submission.holds(binding.node)
        for name in placeholders(binding.template)
    }
    if (Project, "goals") in printed:
        printed.add((Goal, "text"))
    return frozenset(printed | _IMPLIED)


def unshown_fields(submission: Submission, page: PageDocument) -> Iterator[tuple[str, str]]:
    """Node id and field name of every text that no cell or paragraph of the page shows."""
    shown = {
        (binding.node, name)
        for binding in _bindings(page)
        for name in placeholders(binding.template)
    }
    in_lines = {
        goal.id
        for node in submission.walk()
        if isinstance(node, Project) and (node.id, "goals") in shown
        for goal in node.goals
    }
    for node in submission.walk():
        if isinstance(node, Goal) and node.id in in_lines:
            continue
        for name in _field_names(node):
            hidden = (node.id, name) not in shown and not _stands_elsewhere(node, name)
            if hidden and read_field(node, name).strip():
                yield node.id, name


def _stands_elsewhere(node: Node, name: str) -> bool:
    """Whether the year is the title's, the book's unit that of a project."""
    if not isinstance(node, Submission):
        return False
    in_title = name == "year" and str(node.year) in node.title
    return in_title or (name == "unit" and any(node.unit == p.unit for p in node.projects))


def unshown_summary(submission: Submission, page: PageDocument) -> str:
    """One Chinese line: 项目编码 4 处、指标值确定依据 24 处; empty if everything is shown."""
    labels = Counter(
        field_label(submission.find(node), name) for node, name in unshown_fields(submission, page)
    )
    return "、".join(f"{label} {count} 处" for label, count in labels.items())


def _field_names(node: Node) -> list[str]:
    names = [field.name for field in FIELDS[type(node)]]
    if isinstance(node, Project):
        names.remove("goals")  # its goals are nodes of their own
    return names + [f"extra.{label}" for label in getattr(node, "extra", {})]


def _bindings(page: PageDocument) -> Iterator[Binding]:
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from (cell.binding for cell in row.cells if cell.binding)
        elif block.binding:
            yield block.binding
