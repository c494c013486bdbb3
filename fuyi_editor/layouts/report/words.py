# SPDX-License-Identifier: MulanPSL-2.0
"""The read report in words: where a piece stands, and as what it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.report.places import ReadState
from fuyi_editor.model.fields import NODE_NAMES, field_label, read_field
from fuyi_editor.model.nodes import Department, IndicatorGroup, Project, Report, Submission

if TYPE_CHECKING:
    from collections import Counter

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.report.places import Anchor, Piece, ReadBlock
    from fuyi_editor.model.node import Node

NO_LAYOUT = "没有认出版式，按标签读取"
GONE = "（已删除）"
WHOLE_BOOK = "整本文本"
STATE_WORDS = {
    ReadState.READ: "读入",
    ReadState.LABEL: "标签",
    ReadState.UNREAD: "未识别",
    ReadState.BLANK: "空白",
}
WHOLE_TABLE = "整张表"
# Fields that no form to fill in names, because they are other fields or children put together.
_PUT_TOGETHER = {
    "goals": "绩效目标", "outline": "绩效指标", "indicator_list": "绩效指标",
    "unit.code": "单位编码", "unit.name": "单位名称", "supervisor": "主管部门",
    "value.sign": "计算符号", "value.number": "指标值", "value.unit": "计量单位",
    "value.signed": "指标值", "value.measured": "指标值",
}  # fmt: skip


def layout_words(layout: Layout | None) -> str:
    """As which form the file was read."""
    return f"版式：{layout.title}" if layout else NO_LAYOUT


def block_words(submission: Submission, block: ReadBlock) -> str:
    """`表 3：项目“妇女儿童活动经费”`."""
    owner = node_words(submission, block.node) if block.node else ""
    return f"{block.where}：{owner}" if owner else block.where


def node_words(submission: Submission, node_id: str, within: str | None = None) -> str:
    """What a node is, from its project down; from below `within` where that is named anyhow."""
    if not submission.holds(node_id):
        return GONE
    chain = submission.chain(node_id)
    start = next((at for at, node in enumerate(chain) if node.id == within), 0) + 1
    # 一级 is left out above a 二级: the 二级 says enough, and the row stays short.
    named = [n for n in chain[start:] if n is chain[-1] or not isinstance(n, IndicatorGroup)]
    if not named and within != node_id:
        return WHOLE_BOOK
    return " › ".join(_node_name(node) for node in named)


def _node_name(node: Node) -> str:
    kind = NODE_NAMES[type(node)]
    if isinstance(node, Project):
        return f"项目“{_short(node.name)}”" if node.name.strip() else "（未命名项目）"
    if isinstance(node, Department):
        return "部门整体"
    if isinstance(node, Report):
        return "自评报告"
    name = read_field(node, "name") if "name" in type(node).model_fields else ""
    return _short(name) or kind


def _short(text: str) -> str:
    return " ".join(text.split())


def meaning_words(submission: Submission, anchor: Anchor, within: str | None = None) -> str:
    """As what a piece was read: `项目“活动经费”·其他资金`; empty for one that shows no field."""
    binding = anchor.binding
    names = placeholders(binding.template) if binding else ()
    if binding is None or not names:
        return ""
    if not submission.holds(binding.node):
        return GONE
    node = submission.find(binding.node)
    labels = [_field_name(node, name) for name in names if name[0] != "#"] or ["序号"]
    owner = node_words(submission, binding.node, within)
    fields = "、".join(dict.fromkeys(labels))
    return fields if owner in ("", fields) else f"{owner}·{fields}"


def _field_name(node: Node, name: str) -> str:
    label = field_label(node, name)
    return _PUT_TOGETHER.get(name, label) if label == name else label


def piece_words(submission: Submission, piece: Piece, within: str | None = None) -> str:
    """What the report says of a piece: its field, its kind of label, or why it was not read."""
    meaning = meaning_words(submission, piece.anchor, within)
    if piece.state is ReadState.READ and piece.note:
        return f"{piece.note}：{meaning}"
    if piece.state in (ReadState.READ, ReadState.BLANK):
        return meaning or STATE_WORDS[piece.state]
    return piece.note


def place_words(piece: Piece) -> str:
    """Where in its block a piece stands, counted as on paper."""
    if piece.whole:
        return WHOLE_TABLE
    if piece.spot.row is None:
        return f"第 {piece.number} 段" if piece.number else ""
    return f"第 {piece.spot.row + 1} 行第 {piece.number} 格"


def count_words(counts: Counter[ReadState]) -> str:
    """`读入 20，标签 12，未识别 1`: only what there is."""
    return "，".join(
        f"{word} {counts[state]}" for state, word in STATE_WORDS.items() if counts[state]
    )
