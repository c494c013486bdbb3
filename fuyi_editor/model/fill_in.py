# SPDX-License-Identifier: MulanPSL-2.0
"""Putting a text into a field, together with what goes with it on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.model.edits import Edit, SetField
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Party, Submission, Subtotal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.node import Node


def fill_in(submission: Submission, node_id: str, field: str, text: str) -> tuple[Edit, ...]:
    """The edits that put `text` into a field, the field's own first.

    No form prints the book's year and unit by themselves: the year stands in the title, the unit on
    each project's line, or on a row of its own above the unit's projects (F9). They change
    together, so that neither is lost when the book is saved.
    """
    edits: list[Edit] = [SetField(node=node_id, field=field, text=text)]
    if node_id == submission.id and field == "year":
        edits += _title_of_year(submission, text)
    elif node_id == submission.id and field == "title":
        year = re.search(r"(20\d\d)\s*年", text)
        if year and int(year[1]) != submission.year:
            edits.append(SetField(node=node_id, field="year", text=year[1]))
    elif field.partition(".")[0] == "unit":
        node = submission.find(node_id)
        if isinstance(node, Submission | Subtotal):
            unit = write_field(node, field, text).unit
            edits += _same_units(submission, node, unit)
    return tuple(edits)


def _title_of_year(submission: Submission, text: str) -> Iterator[Edit]:
    year = re.fullmatch(r"(\d{4})年?度?", text.strip())
    if year and submission.year and (old := f"{submission.year}年") in submission.title:
        title = submission.title.replace(old, f"{year[1]}年", 1)
        yield SetField(node=submission.id, field="title", text=title)


def _same_units(
    submission: Submission, changed: Submission | Subtotal, unit: Party
) -> Iterator[Edit]:
    """The unit as it is called now, wherever it stood under its old name."""
    old = changed.unit
    if old == Party() and changed is not submission:
        return  # a new row names no unit yet; a new book's blank lines are all the book's
    for node in (submission, *submission.subtotals, *submission.projects):
        if node is not changed and node.unit == old:
            yield from _renamed(node, "unit", old, unit)
    for project in submission.projects if old != Party() else ():
        if project.supervisor == old:
            yield from _renamed(project, "supervisor", old, unit)


def _renamed(node: Node, field: str, old: Party, new: Party) -> Iterator[Edit]:
    for part in ("code", "name"):
        text = getattr(new, part)
        if text != getattr(old, part):
            yield SetField(node=node.id, field=f"{field}.{part}", text=text)
