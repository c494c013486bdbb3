# SPDX-License-Identifier: MulanPSL-2.0
"""What the checks say of a row and of everything under it, in one word with a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.nodes import Submission
from fuyi_editor.model.numbering import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.ui.tree.rows import Row, TreeRows

COMPLETE = "完整"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many places are wrong, blank, doubtful, or have a hint; `state` names the icon."""

    state: str = "ok"
    wrong: int = 0
    missing: int = 0
    doubtful: int = 0
    hints: int = 0

    @property
    def parts(self) -> list[str]:
        """Every count with its word, the gravest first."""
        words = (
            ("有误", self.wrong), ("待补", self.missing),
            ("待核", self.doubtful), ("提示", self.hints),
        )  # fmt: skip
        return [f"{word} {count}" for word, count in words if count]

    @property
    def word(self) -> str:
        """The gravest count, or that all is complete."""
        return self.parts[0] if self.parts else COMPLETE


def summarize(findings: Iterable[Finding]) -> Summary:
    """Count findings by what the user has to do: a blank is to be filled in, not wrong."""
    counts: Counter[str] = Counter()
    severities: set[Severity] = set()
    for finding in findings:
        severities.add(finding.severity)
        if finding.severity is Severity.HINT:
            counts["hints"] += 1
        elif says_nothing(finding.text):
            counts["missing"] += 1
        elif finding.severity is Severity.ERROR:
            counts["wrong"] += 1
        else:
            counts["doubtful"] += 1
    gravest = next((severity for severity in Severity if severity in severities), None)
    return Summary(gravest.value if gravest else "ok", **counts)


class TreeStates:
    """The findings by node, and summaries that are made when a row is painted, then kept."""

    def __init__(self) -> None:
        self._by_node: dict[str, tuple[Finding, ...]] = {}
        self._summaries: dict[Row, Summary] = {}

    def set_findings(self, findings: Iterable[Finding]) -> set[str]:
        """Take the latest findings; the ids of the nodes about which they say something else."""
        lists: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.outcome is Outcome.FOUND:
                lists.setdefault(finding.place.node, []).append(finding)
        before, self._by_node = self._by_node, {node: tuple(found) for node, found in lists.items()}
        self._summaries.clear()
        nodes = before.keys() | self._by_node.keys()
        return {node for node in nodes if before.get(node) != self._by_node.get(node)}

    def forget_summaries(self) -> None:
        """Nodes have come, gone or moved: what is under a row may be something else."""
        self._summaries.clear()

    def own(self, row: Row) -> tuple[Finding, ...]:
        """The findings about the row itself; a folder has those about the field it stands for."""
        found = self._by_node.get(row.node, ())
        if row.slot:
            return tuple(finding for finding in found if finding.place.field == row.slot)
        return found

    def summary(self, rows: TreeRows, row: Row) -> Summary:
        """The summary of a row and all that is under it; of the whole book for the book's row."""
        if row not in self._summaries:
            self._summaries[row] = summarize(self._under(rows, row))
        return self._summaries[row]

    def _under(self, rows: TreeRows, row: Row) -> Iterable[Finding]:
        node = rows.node(row)
        if isinstance(node, Submission):
            return [finding for found in self._by_node.values() for finding in found]
        tops = node.children(row.slot) if row.slot else (node,)
        found = list(self.own(row)) if row.slot else []
        for top in tops:
            found += self._by_node.get(top.id, ())
            if top.slots:
                for node_id in self._by_node.keys() & top.places.keys():
                    found += self._by_node[node_id]
        return found
