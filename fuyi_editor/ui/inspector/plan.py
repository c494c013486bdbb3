# SPDX-License-Identifier: MulanPSL-2.0
"""A form of the inspector as plain data: which fields, in which groups and columns. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import FIELDS

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of one node, as the form shows it.

    In a table `row` and `column` are its titles, and the label is only heard.
    """

    node: str
    type: type[Node]
    field: str
    label: str
    lines: bool = False
    choices: tuple[str, ...] = ()
    checked: str = ""
    """For a check box: the text of the field while it is checked."""
    row: str = ""
    column: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The place that the entry edits."""
        return (self.node, self.field)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading, in so many columns."""

    title: str
    entries: tuple[Entry, ...]
    columns: int = 1

    @property
    def is_table(self) -> bool:
        """Whether the entries stand under titles of rows and columns."""
        return any(entry.row for entry in self.entries)


@dataclass(frozen=True, slots=True)
class FormPlan:
    """The form of a node. Plans of the same shape can be shown by the same widgets."""

    node: str
    sections: tuple[Section, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries in order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def shape(self) -> tuple[Section, ...]:
        """The plan without what can be put into existing widgets."""
        return tuple(
            replace(
                section,
                entries=tuple(
                    replace(entry, node="", label="", choices=()) for entry in section.entries
                ),
            )
            for section in self.sections
        )


def entry_of(node: Node, name: str, label: str = "") -> Entry:
    """The entry of a field that `FIELDS` names, or of a part of one under a label of its own."""
    field = next((field for field in FIELDS[type(node)] if field.name == name), None)
    lines = field is not None and field.lines
    return Entry(node.id, type(node), name, label or (field.label if field else name), lines)


def own_entries(node: Node) -> tuple[Entry, ...]:
    """The entries of all fields of a node."""
    return tuple(entry_of(node, field.name) for field in FIELDS[type(node)])
