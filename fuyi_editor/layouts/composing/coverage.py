# SPDX-License-Identifier: MulanPSL-2.0
"""What of a submission a page has no place for, so that choosing a layout loses nothing unseen."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.model.fields import FIELDS, JOINED, field_label, read_field
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    ReportParagraph,
    Submission,
    Subtotal,
)
from fuyi_editor.model.printed import Printed, Shown, owner_type, shown_of_owner
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Binding, PageDocument

# The year stands in the title; 涉密 shows in what is left out.
_IMPLIED: frozenset[Shown] = frozenset(
    {(Submission, "year"), (Submission, "title"), (Project, "secret")}
)
_BOOK_UNIT: Shown = (Submission, "unit")
# The book's unit is that of its projects or department, or stands in the text of a report.
_UNITS: frozenset[Shown] = frozenset(
    {
        (Project, "unit"),
        (Subtotal, "unit"),
        (Department, "supervisor"),
        (ReportParagraph, "text"),
    }
)
# What a cell shows of the nodes below when it joins them (see `model.fields.JOINED`).
_JOINED: dict[str, frozenset[Shown]] = {
    "goals": frozenset({(Goal, "text")}),
    "outline": frozenset(
        {
            (IndicatorGroup, "name"),
            (IndicatorKind, "name"),
            (Indicator, "name"),
            (Indicator, "value"),
        }
    ),
    "indicator_list": frozenset({(Indicator, "name")}),
}


def printed_fields(submission: Submission, page: PageDocument) -> Printed:
    """Every field, and every slot of child nodes, that is printed anywhere, in reading order."""
    printed: dict[Shown, None] = dict.fromkeys(_IMPLIED)
    for binding in _bindings(page):
        if submission.holds(binding.node):
            chain = submission.chain(binding.node)
            for name in placeholders(binding.template):
                printed.update(dict.fromkeys(_shown_at(chain, name)))
    if not _UNITS.isdisjoint(printed):
        printed[_BOOK_UNIT] = None
    if (ReportParagraph, "text") in printed:
        printed.update(dict.fromkeys(_figure_fields()))
    return printed.keys()


def _shown_at(chain: Sequence[Node], name: str) -> Iterator[Shown]:
    """What a name in the template of the last node's binding says is printed."""
    yield from ((type(up), up.places[down.id][0]) for up, down in pairwise(chain))
    kind, head = type(chain[-1]), name.partition(".")[0]
    yield from ((kind, name), (kind, head))
    if kind is Indicator:
        owner = owner_type(chain)
        yield from (shown_of_owner(owner, name), shown_of_owner(owner, head))
    if joined := _JOINED.get(name):
        yield kind, _joined_slot(name)
        for part, field in joined:
            yield part, field
            if part is Indicator:
                yield shown_of_owner(kind, field)


def _joined_slot(name: str) -> str:
    return "goals" if name == "goals" else "indicators"


def _figure_fields() -> Iterator[Shown]:
    for kind, fields in FIELDS.items():
        yield from ((kind, f.name) for f in fields if f.name.startswith("figures."))


def unshown_fields(submission: Submission, page: PageDocument) -> Iterator[tuple[str, str]]:
    """Node id and field name of every text that no cell or paragraph of the page shows."""
    shown = {
        place
        for binding in _bindings(page)
        if submission.holds(binding.node)
        for name in placeholders(binding.template)
        for place in _shown_by(submission.find(binding.node), name)
    }
    for node in submission.walk():
        for name in _field_names(node):
            hidden = (node.id, name) not in shown
            if hidden and read_field(node, name).strip():
                elsewhere = _parts_shown(node, name, shown) or _stands_elsewhere(
                    node, name, submission, page
                )
                if not elsewhere:
                    yield node.id, name


def _shown_by(node: Node, name: str) -> Iterator[tuple[str, str]]:
    """The places that a name in a template shows: one of the node, or many below it."""
    yield node.id, name
    if name.startswith("value."):
        yield node.id, "value"
    joined = _JOINED.get(name)
    if joined:
        for child in node.children(_joined_slot(name)):
            for below in child.walk():
                yield from ((below.id, field) for kind, field in joined if kind is type(below))


def _parts_shown(node: Node, name: str, shown: set[tuple[str, str]]) -> bool:
    """Whether a unit's code and name are each shown or blank."""
    if name not in ("unit", "supervisor"):
        return False
    parts = (f"{name}.code", f"{name}.name")
    return all((node.id, part) in shown or not read_field(node, part) for part in parts)


def _stands_elsewhere(node: Node, name: str, submission: Submission, page: PageDocument) -> bool:
    """Whether the year is the title's, the book's unit that of a project, the unit a subtotal's."""
    if name == "money_unit":
        return any(submission.money_unit in c.text for g in page.grids for _, c in g.cells())
    if isinstance(node, Submission):
        in_title = name == "year" and str(node.year) in node.title
        return in_title or (name == "unit" and any(node.unit == p.unit for p in node.projects))
    if isinstance(node, Project) and name in ("unit", "supervisor"):
        party = node.unit if name == "unit" else node.supervisor
        return any(row.unit == party for row in submission.subtotals)
    return name == "secret"


def unshown_summary(submission: Submission, page: PageDocument) -> str:
    """One Chinese line: 项目编码 4 处、指标值确定依据 24 处; empty if everything is shown."""
    return _summary(submission, unshown_fields(submission, page))


def newly_unshown_summary(
    submission: Submission, page: PageDocument, before: Submission, own: PageDocument | None
) -> str:
    """The same of what the page does not show, beyond what `own` did not show of it `before`."""
    told = {
        (node, name)
        for node, name in (unshown_fields(before, own) if own else ())
        if submission.holds(node)
        and read_field(submission.find(node), name) == read_field(before.find(node), name)
    }
    return _summary(submission, (p for p in unshown_fields(submission, page) if p not in told))


def _summary(submission: Submission, places: Iterable[tuple[str, str]]) -> str:
    labels = Counter(field_label(submission.find(node), name) for node, name in places)
    return "、".join(f"{label} {count} 处" for label, count in labels.items())


def _field_names(node: Node) -> list[str]:
    names = [field.name for field in FIELDS[type(node)] if field.name not in JOINED]
    return names + [f"extra.{label}" for label in getattr(node, "extra", {})]


def _bindings(page: PageDocument) -> Iterator[Binding]:
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                shown = (cell for cell in row.cells if not cell.continues)
                yield from (cell.binding for cell in shown if cell.binding)
        elif block.binding:
            yield block.binding


def unbound_texts(page: PageDocument) -> tuple[str, ...]:
    """What stands on a page and shows no field of the book, each text once: covers, headings."""
    pieces = (
        piece
        for block in page.blocks
        for piece in ([cell for _, cell in block.cells()] if isinstance(block, Grid) else [block])
    )
    texts = (p.text for p in pieces if p.binding is None or not placeholders(p.binding.template))
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
