# SPDX-License-Identifier: MulanPSL-2.0
"""All that a row says, as lines: what is shown of a row that is new, gone, split or merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.model.fields import field_label
from fuyi_editor.model.levels import is_level
from fuyi_editor.model.node import Node, TextNode
from fuyi_editor.model.nodes import Indicator, SpendingStep
from fuyi_editor.yearly.comparison.change import BLANK
from fuyi_editor.yearly.following.rows import field_texts, title_field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Said in the first line without their labels.
_FIRST: dict[type[Node], tuple[str, ...]] = {
    Indicator: ("name", "value"),
    SpendingStep: ("by", "percent"),
}


def row_contents(node: Node, only: Collection[str] | None = None) -> str:
    """A row without what stands in it: `培训人数 ≥300人` and a line for each other text.

    `only` are the fields of which these lines are wanted, all if None.
    """
    return "\n".join(_lines(node, only))


def whole_contents(node: Node, left_out: Collection[str]) -> str:
    """A row with all that stands in it, but for rows (ids) that were elsewhere before, or are now.

    What stands in those is not said either.
    """
    return "\n".join(_all_lines(node, left_out)) or BLANK


def _all_lines(node: Node, left_out: Collection[str]) -> Iterator[str]:
    yield from _lines(node, None)
    for slot in node.slots:
        for child in node.children(slot):
            if child.id not in left_out:
                yield from _all_lines(child, left_out)


def _lines(node: Node, only: Collection[str] | None) -> Iterator[str]:
    texts = field_texts(node)
    title = title_field(node)
    first = _FIRST.get(type(node), (title,)) if title in texts else ()
    line = " ".join(text for name in first if (text := texts[name]).strip())
    if line and is_level(node):
        line += "："
    if line:
        yield line
    for name, text in texts.items():
        if name not in first and text.strip() and (only is None or name in only):
            yield text if isinstance(node, TextNode) else f"{field_label(node, name)}：{text}"
