# SPDX-License-Identifier: MulanPSL-2.0
"""The labels that a layout has of its own: words beside its fields that no other form prints.

So a new province is one data file: what its cells say stands where, its labels say how to find it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.template import placeholders, split_scope
from fuyi_editor.layouts.reading.labels import fold_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.layouts.definition.layout import CellData, Layout, PartData
    from fuyi_editor.layouts.reading.labels import Labels

    Placed = tuple[tuple[int, CellData], ...]

_REPEATED = {"indicators": "columns", "tasks": "tasks", "projects": "projects"}


def labels_with(labels: Labels, layout: Layout | None) -> Labels:
    """The known labels and those of the layout; what is known already keeps its meaning."""
    if layout is None:
        return labels
    more: dict[str, dict[str, str]] = {}
    for owner, parts in (("fields", layout.project), ("department", layout.department)):
        for part in parts:
            for kind, label, field in _labels(part, owner):
                more.setdefault(kind, {}).setdefault(label, field)
    for part in layout.projects:
        for kind, label, field in _labels(part, "fields"):
            more.setdefault(kind, {}).setdefault(label, field)
    known = (labels.of_project, labels.of_department, *more.values())
    captions = {text for grid in layout.grids() for text in map(fold_label, grid.constants())}
    more["headings"] = {
        text: "caption" for text in captions if text and not any(text in part for part in known)
    }
    return labels.with_more(more)


def _labels(part: PartData, owner: str) -> Iterator[tuple[str, str, str]]:
    """Kind of label, folded text and field, for every label of a grid."""
    titles: dict[int, str] = {}
    for row, placed in zip(part.rows, part.placed, strict=True):
        if row.each in _REPEATED:
            yield from _titles(titles, placed, _REPEATED[row.each])
        elif not row.each:
            yield from _beside([cell for _, cell in placed], titles, placed, owner)
        constants = {c: cell.text for c, cell in placed if not placeholders(cell.text)}
        # Titles may take two rows (F5); a row of content ends them.
        titles = titles | constants if len(constants) == len(placed) else {}


def _beside(
    cells: list[CellData], titles: dict[int, str], placed: Placed, owner: str
) -> Iterator[tuple[str, str, str]]:
    """Labels to the left of a field, or above it."""
    for label, cell in pairwise(cells):
        field = _field(cell)
        if field and label.text and not placeholders(label.text):
            yield owner, fold_label(label.text), field
    for column, cell in placed:
        field = _field(cell)
        if field and titles.get(column):
            yield owner, fold_label(titles[column]), field


def _titles(titles: dict[int, str], placed: Placed, kind: str) -> Iterator[tuple[str, str, str]]:
    for column, cell in placed:
        field = _column_field(cell)
        if field and titles.get(column):
            yield kind, fold_label(titles[column]), field


def _field(cell: CellData) -> str:
    """The one field that a cell shows, with its scope where that is one of `labels.toml`."""
    names = [name for name in placeholders(cell.text) if not name.startswith("#")]
    if len(names) != 1 or cell.step:
        return ""
    scope, _ = split_scope(cell.text)
    return names[0] if scope in ("", "book", "midterm") else ""


def _column_field(cell: CellData) -> str:
    scope, template = split_scope(cell.text)
    names = placeholders(template)
    if len(names) != 1 or names[0].startswith("#") or scope in ("mid", "mid.kind"):
        return ""
    name = "value" if names[0] in ("value.number", "value.signed", "value.measured") else names[0]
    return scope if scope in ("group", "kind") else name
