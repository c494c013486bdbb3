# SPDX-License-Identifier: MulanPSL-2.0
"""Rules F06 and F09: punctuation of the wrong width, sentences that end too early or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.texts.text_rule import (
    Slip,
    around,
    fix_title,
    of_slip,
    remembered,
    text_rule,
)
from fuyi_editor.checks.texts.text_words import text_words
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Goal, Indicator, SubGoal
from fuyi_editor.model.value import ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Book, Sheet
    from fuyi_editor.model.node import Node

_HAN = "\u4e00-\u9fff"
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_HALF = re.compile(
    rf"(?<=[{_HAN}”》）)%％〉】])[,;:?!](?=\s*(?:[{_HAN}“《（(【〈\d]|$))", re.MULTILINE
)
# What is in the brackets decides: (一), (家庭), but not (%) nor the (人·天) of a unit.
_HALF_BRACKETS = re.compile(rf"(?<!/)\(([^()]*[{_HAN}][^()]*)\)")

_BY_MEANS = re.compile(r"(?:通过|采取|采用)[^。；！？]{6,}?(?:措施|方式|手段|途径|办法)(?=。\s*\S)")
_BREAK = re.compile(r"[。；;！？\n]")
_ENDS = re.compile(r"[。；;！？!?…：:]\s*[”）)》」]?\s*$")
_STOPS_AT_END = re.compile(rf"(?:[。；;，、]|(?<=[{_HAN}%％])\.)+\s*$")
_MANY = 2  # siblings that end with a full stop before one without it is odd


def half_width(text: str) -> Slip | None:
    """F06: `, ; : ? ! ( )` between Chinese characters."""
    mended = _HALF.sub(lambda match: match[0].translate(_FULL), text)
    mended = _HALF_BRACKETS.sub(lambda match: f"（{match[1]}）", mended)
    if mended == text:
        return None
    changed = [at for at, (old, new) in enumerate(zip(text, mended, strict=True)) if old != new]
    piece = around(text, changed[0], changed[0] + 1)
    return Slip("half", {"count": str(len(changed)), "piece": piece}, mended)


def _is_prose(passage: Passage) -> bool:
    """Not the values that are quantities: `≥4次(含)`, `元/(人·天)` are the system's writing."""
    node = passage.node
    if isinstance(node, Indicator) and passage.field == "value":
        return node.value.reading.kind is not ValueKind.QUANTITY
    return True


def sentence_ends(sheet: Sheet) -> Iterator[Observation]:
    """F09: sentences are whole, those of a list end alike, names and values have no full stop."""
    lacking = {goal.id for goals in _goal_lists(sheet.owner) for goal in _without_stop(goals)}
    for passage in sheet.passages:
        node, field = passage.node, passage.field
        if isinstance(node, Indicator) and field in ("name", "value"):
            yield _stop_in_cell(passage)
        elif slip := _broken(passage.text):
            yield of_slip(passage, slip)
        elif node.id in lacking:
            yield found(node, field, "no_stop")
        elif isinstance(node, Goal) or _BREAK.search(passage.text):
            yield clean(node, field)
        else:
            yield not_applicable(node, field)


def _sentences_of_report(book: Book) -> Iterator[Observation]:
    """F09 for a report, whose headings need no full stop."""
    for passage in book.passages:
        if slip := _broken(passage.text):
            yield of_slip(passage, slip)
        elif _BREAK.search(passage.text):
            yield clean(passage.node, passage.field)
        else:
            yield not_applicable(passage.node, passage.field)


def _stop_in_cell(passage: Passage) -> Observation:
    mended = _STOPS_AT_END.sub("", passage.text)
    # A sentence of several parts is another matter (C11).
    if mended == passage.text or not mended or _BREAK.search(mended):
        return clean(passage.node, passage.field)
    edit = SetField(node=passage.node.id, field=passage.field, text=mended)
    stop = passage.text[len(mended) :].strip()
    fix = Fix(fix_title(mended), (edit,))
    return found(passage.node, passage.field, "stop", fix=fix, stop=stop)


@remembered
def _broken(text: str) -> Slip | None:
    """通过…等措施。确保…: what is before the full stop says only by what means; words missing."""
    for match in _BY_MEANS.finditer(text):
        before = text[: match.start()].rstrip()
        if not before or _BREAK.search(before[-1]):
            return Slip("broken", {"piece": around(text, match.end() - 4, match.end() + 1, 4)})
    for pattern, why in text_words().grammar:
        if match := pattern.search(text):
            return Slip("grammar", {"piece": around(text, *match.span(), 2), "why": why})
    return None


def _goal_lists(owner: Node) -> Iterator[Sequence[Goal]]:
    """Goals that a reader sees side by side: of a project, of all 分项 of a department."""
    sub_goals: list[Goal] = []
    for node in owner.walk():
        children = node.children("goals") if "goals" in node.slots else ()
        goals = [goal for goal in children if isinstance(goal, Goal)]
        if isinstance(node, SubGoal):
            sub_goals += goals
        elif goals:
            yield goals
    yield sub_goals


def _without_stop(goals: Sequence[Goal]) -> Iterator[Goal]:
    texts = [(goal, read_field(goal, "text")) for goal in goals]
    lacking = [goal for goal, text in texts if text.strip() and not _ENDS.search(text)]
    ending = sum(1 for _, text in texts if _ENDS.search(text))
    if ending >= _MANY and ending > len(lacking):
        yield from lacking


RULES = (
    text_rule("F06", half_width, _is_prose),
    Rule("F09", sheet=sentence_ends, book=_sentences_of_report),
)
