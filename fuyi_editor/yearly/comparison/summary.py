# SPDX-License-Identifier: MulanPSL-2.0
"""How many differences of which kind two books have, in one sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fuyi_editor.yearly.comparison.change import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.yearly.comparison.change import Change

SAME = "两份文本内容相同。"


def summary_of(changes: Iterable[Change]) -> str:
    """`共 12 处：修改 9，新增 2，删除 1。`; each line counts once, by its chief kind."""
    counts = Counter(change.kind for change in changes)
    if not counts:
        return SAME
    words = "，".join(f"{kind.value} {counts[kind]}" for kind in ChangeKind if counts[kind])
    return f"共 {counts.total()} 处：{words}。"
