# SPDX-License-Identifier: MulanPSL-2.0
"""Copied nodes as tables for other programs: a row for each indicator, merged beside its levels.

Columns in which nothing stands are left out, so that what lands in Word has no empty ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from fuyi_editor.model.fields import FIELDS, JOINED, field_label, read_field
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    ReportParagraph,
    ReportSection,
    SubGoal,
)
from fuyi_editor.page.document import Cell, Grid, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_LEVELS = (IndicatorGroup, IndicatorKind)
_OF_TREE = (*_LEVELS, Indicator)
# What a row of the table is: the last node of the chain, whose owners stand merged to its left.
_LEAVES = (Indicator, ReportParagraph)
_ROWS_OF: dict[type[Node], str] = {
    Project: "indicators",
    SubGoal: "indicators",
    IndicatorGroup: "kinds",
    IndicatorKind: "indicators",
    ReportSection: "paragraphs",
}
_ALWAYS = {(Indicator, "name"), (Indicator, "value")}
# Figures that a table of its own would take to show.
_NO_COLUMNS = ("execution.", "figures.")
_WIDTH = 30.0

_Key = tuple["type[Node]", str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: the nodes from the one that was copied, or its levels, down to the leaf."""

    chain: tuple[Node, ...]

    def node(self, kind: type[Node]) -> Node | None:
        return next((node for node in self.chain if type(node) is kind), None)


def clip_grids(submission: Submission, nodes: Iterable[str]) -> tuple[Grid, ...]:
    """A table for each run of nodes of one sort, in the order in which they are given."""
    chains = [submission.chain(node) for node in nodes]
    return tuple(
        _grid([line for chain in run for line in _lines(chain)])
        for _, run in groupby(chains, key=lambda chain: _sort(chain[-1]))
    )


def _sort(node: Node) -> type[Node]:
    return Indicator if isinstance(node, _OF_TREE) else type(node)


def _lines(chain: Sequence[Node]) -> Iterator[_Line]:
    """The rows of a copied node, which is the last of its chain."""
    levels = tuple(n for n in chain[:-1] if isinstance(n, _LEVELS)) if _is_of_tree(chain) else ()
    yield from _below((*levels, chain[-1]))


def _is_of_tree(chain: Sequence[Node]) -> bool:
    return isinstance(chain[-1], _OF_TREE)


def _below(chain: tuple[Node, ...]) -> Iterator[_Line]:
    node = chain[-1]
    slot = _ROWS_OF.get(type(node), "")
    children = node.children(slot) if slot else ()
    if not children:
        yield _Line(chain)
    for child in children:
        yield from _below((*chain, child))


def _grid(lines: Sequence[_Line]) -> Grid:
    columns = [*_columns(lines)]
    heads = [_label(lines, key) for key in columns]
    rows = [_head(heads)] if len(columns) > 1 else []
    above: _Line | None = None
    for line in lines:
        cells = tuple(_cell(line, above, key, number) for number, key in enumerate(columns))
        rows.append(Row(cells))
        above = line
    return Grid((_WIDTH,) * len(columns), tuple(rows))


def _columns(lines: Sequence[_Line]) -> Iterator[_Key]:
    kinds = dict.fromkeys(type(node) for line in lines for node in line.chain)
    order = [kind for kind in kinds if kind not in _OF_TREE]
    order += [kind for kind in _OF_TREE if kind in kinds]
    for kind in order:
        nodes = [node for line in lines if (node := line.node(kind)) is not None]
        names = dict.fromkeys(name for node in nodes for name in _names(node))
        for name in names:
            if (kind, name) in _ALWAYS or any(_text(node, name).strip() for node in nodes):
                yield kind, name


def _names(node: Node) -> Iterator[str]:
    for field in FIELDS[type(node)]:
        if (field.name not in JOINED or field.name == "goals") and not field.name.startswith(
            _NO_COLUMNS
        ):
            yield field.name
    if "goals" in node.slots and "goals" not in {f.name for f in FIELDS[type(node)]}:
        yield "goals"
    yield from (f"extra.{label}" for label in getattr(node, "extra", {}))


def _text(node: Node, name: str) -> str:
    return read_field(node, name)


def _label(lines: Sequence[_Line], key: _Key) -> str:
    kind, name = key
    node = next(node for line in lines if (node := line.node(kind)) is not None)
    # 权重 of a 一级 would else stand beside the 权重 of its indicators.
    prefix = "一级指标" if key == (IndicatorGroup, "weight") else ""
    return prefix + field_label(node, name)


def _head(labels: Sequence[str]) -> Row:
    return Row(tuple(Cell(text, number) for number, text in enumerate(labels)), header=True)


def _cell(line: _Line, above: _Line | None, key: _Key, number: int) -> Cell:
    kind, name = key
    node = line.node(kind)
    upper = above.node(kind) if above else None
    if node is not None and upper is node and kind not in _LEAVES:
        return Cell("", number, continues=True)
    return Cell(_text(node, name) if node is not None else "", number)
