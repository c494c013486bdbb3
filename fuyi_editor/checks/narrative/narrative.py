# SPDX-License-Identifier: MulanPSL-2.0
"""Rule D01: the numbers of goals and tasks are those of the indicators that count the same thing.

Silent where it is not certain: a number that any indicator in such a unit has is taken for kept.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.narrative.nouns import head, pairs, same_units
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import Count, count_of, is_cost
from fuyi_editor.checks.values.quantities import Quantity, quantities
from fuyi_editor.model.nodes import Goal, Project, Report, ReportParagraph, Task
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Book, Row, Sheet
    from fuyi_editor.model.nodes import Node

_NARRATIVE: dict[type[Node], tuple[str, ...]] = {
    Project: ("purpose",),
    Goal: ("text",),
    Task: ("content", "target"),
}
_SENTENCE = re.compile(r"[。;\n]")
_RUN = re.compile(r"[\u4e00-\u9fff“”《》]+$")
_SEVERAL = re.compile(r"[、和及与]")
_OF_LEVEL = re.compile(r"[国省市区县]级")
_SENTENCE_LENGTH = 100
_TAIL = 12  # characters before a number that can say what is counted
_ENOUGH = 0.5  # of what the shorter name is about, said in the other as well


class _Phrase(NamedTuple):
    """A count in a value that is a sentence: 解决480名妇女就业."""

    row: Row
    quantity: Quantity


def numbers_agree(sheet: Sheet) -> Iterator[Observation]:
    """D01: each count in 用途, goals and tasks against the indicators of the same table."""
    told = [(passage, said) for passage in sheet.passages if (said := _counted_in(passage))]
    rows = sheet.rows if told else ()
    counts = [c for row in rows if not is_cost(row) and (c := count_of(row))]
    phrases = [
        _Phrase(row, quantity)
        for row in rows
        if row.value_kind in (ValueKind.UNKNOWN, ValueKind.QUALITY)
        for quantity in quantities(row.indicator.value.text)
    ]
    for passage, said in told:
        yield from _passage(passage, said, counts, phrases)


def _counted_in(passage: Passage) -> list[Quantity]:
    """The counts in a text that tells what is to be done; amounts and percents are no counts."""
    if passage.field not in _NARRATIVE.get(type(passage.node), ()):
        return []
    found_there = quantities(passage.text)
    return [q for q in found_there if q.unit and not q.is_money and q.unit != "%"]


def _passage(
    passage: Passage,
    said: Sequence[Quantity],
    counts: Sequence[Count],
    phrases: Sequence[_Phrase],
) -> Iterator[Observation]:
    text = to_half_width(passage.text)
    totals: dict[str, Decimal] = {}
    for quantity in said:
        totals[quantity.unit] = totals.get(quantity.unit, Decimal(0)) + quantity.number
    told = False
    for quantity in said:
        observation = _against_phrases(passage, quantity, phrases)
        if observation is None and not quantity.is_rough:
            observation = _against_counts(passage, text, quantity, totals, counts)
        if observation is not None:
            told = True
            yield observation
    if not told:
        yield (clean if counts else not_applicable)(passage.node, passage.field)


def _against_phrases(
    passage: Passage, quantity: Quantity, phrases: Sequence[_Phrase]
) -> Observation | None:
    """解决155名妇女 in a task and 解决480名妇女 in a value: the words around are the same."""
    for row, other in phrases:
        alike = (
            other.unit == quantity.unit
            and quantity.noun[-2:] == other.noun[-2:] != ""
            and quantity.after[:2] == other.after[:2] != ""
        )
        if alike and other.number != quantity.number:
            return found(
                passage.node,
                passage.field,
                "phrase",
                other=(row.indicator, "value"),
                phrase=_frame(passage.text, quantity),
                value=_frame(row.indicator.value.text, other),
            )
    return None


def _frame(text: str, quantity: Quantity) -> str:
    return quantity.noun[-2:] + text[quantity.start : quantity.end].strip() + quantity.after[:2]


def _against_counts(
    passage: Passage,
    text: str,
    quantity: Quantity,
    said: Mapping[str, Decimal],
    counts: Sequence[Count],
) -> Observation | None:
    fitting = [count for count in counts if same_units(quantity.unit, count.unit)]
    if any(count.number == quantity.number for count in fitting):
        return None
    noun = _noun(text, quantity)
    alike = [count for count in fitting if _is_same(noun, quantity, count)]
    alike = [count for count in alike if not _is_part(quantity, count, said)]
    if len(alike) != 1 or "其中" in text[max(0, quantity.start - _TAIL) : quantity.start]:
        return None
    count = alike[0]
    return found(
        passage.node,
        passage.field,
        "number",
        other=(count.row.indicator, "value"),
        phrase=noun[-_TAIL:] + passage.text[quantity.start : quantity.end].strip(),
        indicator=count.row.name,
        value=count.row.indicator.value.text.strip(),
    )


def _noun(text: str, quantity: Quantity) -> str:
    """What stands before the number; behind a comma, what the sentence said before it."""
    if quantity.noun:
        return quantity.noun
    before = text[max(0, quantity.start - _SENTENCE_LENGTH) : quantity.start]
    sentence = _SENTENCE.split(before)[-1].rstrip(" ,、:")
    run = _RUN.search(sentence)
    return run[0] if run else ""


def _is_same(noun: str, quantity: Quantity, count: Count) -> bool:
    """Whether a number and an indicator count the same: 示范点20个, 6个议事会试点."""
    name = count.row.name
    if head(name) and head(noun) == head(name):
        return _overlap(pairs(noun[-_TAIL:]), pairs(name))
    behind = quantity.after
    return bool(head(name)) and head(name) in behind and _overlap(pairs(behind), pairs(name))


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) / shorter >= _ENOUGH


def _is_part(quantity: Quantity, count: Count, said: Mapping[str, Decimal]) -> bool:
    """Whether the indicator counts this and more: 执委会议、年中会议 2次, or all that is said."""
    total = sum((n for unit, n in said.items() if same_units(unit, quantity.unit)), Decimal(0))
    several = bool(_SEVERAL.search(count.row.name))
    return total == count.number or (several and quantity.number < count.number)


def parts_in_report(book: Book) -> Iterator[Observation]:
    """D01 in a report: 福嫂23名，市级福嫂10名 leaves open whether the 10 are among the 23."""
    report = book.submission.report
    for node in report.walk() if isinstance(report, Report) else ():
        if isinstance(node, ReportParagraph):
            yield from _parts(node)


def _parts(paragraph: ReportParagraph) -> Iterator[Observation]:
    text = to_half_width(paragraph.text)
    said = list(quantities(text))
    for one, two in pairwise(said):
        between = text[one.end : two.start]
        alike = one.unit == two.unit and head(one.noun) == head(two.noun) != ""
        levels = not _OF_LEVEL.search(one.noun) and _OF_LEVEL.search(two.noun)
        if alike and levels and "其中" not in between and not _SENTENCE.search(between):
            yield found(
                paragraph,
                "text",
                "part",
                severity=Severity.HINT,
                whole=f"{one.noun[-_TAIL:]}{one.written}",
                part=f"{two.noun[-_TAIL:]}{two.written}",
            )


RULES = (Rule("D01", sheet=numbers_agree, book=parts_in_report),)
