# SPDX-License-Identifier: MulanPSL-2.0
"""Rule F07: the numbers of a list run 1, 2, 3 …, each once, in one style.

Lists are goals, safeguards, sections and paragraphs of a report, and what is numbered in one text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.texts.text_rule import fix_title, remembered
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.numbering import Numbering, chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Book, Sheet
    from fuyi_editor.model.node import Node

_SLOTS = {"goals": "text", "safeguards": "text", "sections": "heading", "paragraphs": "text"}
_CHINESE = {chinese_number(number): number for number in range(1, 100)}
_NUMBER = r"(?<!\d)(\d{1,2}|[一二三四五六七八九十]{1,3})"
# 三、四季度; 1、2月: no list, but the numbers of something.
_MORE = r"\d|[一二三四五六七八九十]+(?:[、季级年月日类]|$)"
_FORMS = {
    "goal": re.compile(rf"(\s*目标\s*){_NUMBER}(\s*[：:、.．])"),
    "bracket": re.compile(rf"(\s*[（(]\s*){_NUMBER}(\s*[）)])"),
    "plain": re.compile(rf"(\s*){_NUMBER}(\s*(?:[.．](?!\d)|、(?!{_MORE})|[：:](?=\s*[^\d\s])))"),
}
_TWICE = re.compile(r"^(\s*)(\d{1,2})([.．、])\s*\2[.．、](?!\d)")
# Where in a text an item may begin.
_INSIDE = re.compile(r"(?<=[。；;：:\n])\s*|(?<=[，,])(?=[（(])|\s+(?=\d{1,2}\s*[.．、]\s*[^\d\s])")
_HEADING = re.compile(r"^[^。；;，,]{1,15}$")
_LONGEST_MARK = 60
_SEPARATORS = str.maketrans("（）．:", "().：")


class Mark(NamedTuple):
    """A number in front of an item: its form, whether in 一二三, and what stands around it."""

    form: str
    chinese: bool
    number: int
    before: str
    after: str
    end: int

    @property
    def style(self) -> str:
        """Its dress, less blanks and width."""
        return "".join((self.before + "N" + self.after).split()).translate(_SEPARATORS)

    @property
    def shown(self) -> str:
        """As the text has it."""
        digits = chinese_number(self.number) if self.chinese else str(self.number)
        return f"{self.before}{digits}{self.after}".strip()


class _Fault(NamedTuple):
    key: str
    item: int
    mark: str
    earlier: str = ""


def mark_of(text: str) -> Mark | None:
    """The number that a text begins with."""
    for form, pattern in _FORMS.items():
        match = pattern.match(text)
        if match:
            before, digits, after = match.groups()
            chinese = not digits.isdecimal()
            number = _CHINESE.get(digits, 0) if chinese else int(digits)
            return Mark(form, chinese, number, before, after, match.end()) if number else None
    return None


def list_numbers(passages: Iterable[Passage], owners: Iterable[Node]) -> Iterator[Observation]:
    """F07 for all texts of a table, or of a report."""
    told = {
        (observation.node.id, observation.field): observation
        for owner in owners
        for node in owner.walk()
        for slot, field in _SLOTS.items()
        if slot in node.slots
        for observation in _siblings(node.children(slot), field)
    }
    for passage in passages:
        known = told.get((passage.node.id, passage.field))
        if fault := _inside(passage.text):
            yield _in_text(passage, fault)
        else:
            yield known or not_applicable(passage.node, passage.field)


def _in_table(sheet: Sheet) -> Iterator[Observation]:
    return list_numbers(sheet.passages, (sheet.owner,))


def _in_report(book: Book) -> Iterator[Observation]:
    report = book.submission.report
    return list_numbers(book.passages, (report,) if report else ())


# Siblings


def _siblings(nodes: Sequence[Node], field: str) -> Iterator[Observation]:
    texts = tuple(read_field(node, field) for node in nodes)
    fault = _fault_of(texts)
    for place, node in enumerate(nodes):
        if fault is not None and place == fault.item:
            fix = _renumbered(nodes, field, texts, fault)
            yield found(node, field, fault.key, fix=fix, mark=fault.mark, earlier=fault.earlier)
        elif mark_of(texts[place]):
            yield clean(node, field)


@remembered
def _fault_of(texts: tuple[str, ...]) -> _Fault | None:
    twice = [_TWICE.match(text) for text in texts]
    for place, match in enumerate(twice):
        # 1.1. 1.2. 1.3. are sections, 1.1. 2.2. 3.3. are numbers written twice.
        if match and all(
            other or not text.strip() for other, text in zip(twice, texts, strict=True)
        ):
            return _Fault("twice", place, match[0].strip())
    marks = [(place, mark_of(text)) for place, text in enumerate(texts)]
    only = [mark for _, mark in marks if mark]
    if len(texts) == 1 and len(only) == 1 and only[0].form == "goal":
        return _Fault("only_one", 0, only[0].shown)
    breaks = {place for place, text in enumerate(texts) if _HEADING.match(text)}
    return _first_fault(marks, breaks)


def _first_fault(
    marks: Iterable[tuple[int, Mark | None]], breaks: set[int] | frozenset[int] = frozenset()
) -> _Fault | None:
    """The first number that does not follow; a list in another form may stand inside an item."""
    levels: list[Mark] = []
    for place, mark in marks:
        if mark is None:
            if place in breaks:
                levels.clear()  # an unnumbered heading: what comes is another list
            continue
        depth = next((d for d, level in enumerate(levels) if _same_list(level, mark)), None)
        if depth is None:
            if mark.number != 1:
                return _Fault("start", place, mark.shown)
            levels.append(mark)
            continue
        last = levels[depth]
        if mark.number != last.number + 1:
            return _Fault(_how_wrong(last, mark), place, mark.shown, last.shown)
        if mark.style != last.style:
            return _Fault("style", place, mark.shown, last.shown)
        levels[depth:] = [mark]
    return None


def _same_list(one: Mark, other: Mark) -> bool:
    return (one.form, one.chinese) == (other.form, other.chinese)


def _how_wrong(last: Mark, mark: Mark) -> str:
    if mark.number == last.number:
        return "again"
    return "restart" if mark.number == 1 else "gap"


def _renumbered(
    nodes: Sequence[Node], field: str, texts: Sequence[str], fault: _Fault
) -> Fix | None:
    """Numbers 1, 2, 3 … for all, where all have one and only the numbers are wrong."""
    if fault.key == "twice":
        news = [_TWICE.sub(r"\1\2\3", text) for text in texts]
    elif fault.key in ("start", "gap", "again", "style"):
        marks = [mark_of(text) for text in texts]
        known = [mark for mark in marks if mark]
        if len(known) != len(texts) or not all(_same_list(known[0], mark) for mark in known):
            return None
        numbering = Numbering(known[0].before, known[0].after, known[0].chinese)
        news = [
            numbering.number(place) + text[mark.end :]
            for place, (text, mark) in enumerate(zip(texts, known, strict=True), 1)
        ]
    else:
        return None
    edits = tuple(
        SetField(node=node.id, field=field, text=new)
        for node, old, new in zip(nodes, texts, news, strict=True)
        if old != new
    )
    return Fix("重新编号", edits) if edits else None


# In one text


@remembered
def _inside(text: str) -> _Fault | None:
    """The items of one text: 1.…；2.… A text that is itself an item may hold another list."""
    own = mark_of(text)
    starts = [0, *(match.end() for match in _INSIDE.finditer(text))]
    # A number and what it is told by are short; the rest of a text of a megabyte would be copied.
    pieces = (text[start : start + _LONGEST_MARK] for start in dict.fromkeys(starts) if start)
    inner = [mark for piece in pieces if (mark := mark_of(piece))]
    if not inner:
        return None
    if own is None or own.number == 1:
        return _first_fault(enumerate([own, *inner])) or _unnumbered_line(text)
    if _same_list(own, inner[0]):
        return None  # an item and those that follow it: the list begins in another field
    return _first_fault(enumerate(inner))


def _unnumbered_line(text: str) -> _Fault | None:
    """The last line has no number although those before it have, and the one before it ends."""
    *before, last = text.rstrip().split("\n")
    numbered = len(before) > 1 and all(mark_of(line) for line in before)
    if numbered and before[-1].rstrip().endswith(("；", ";", "。")) and not mark_of(last):
        return _Fault("unnumbered", len(before), last.strip()[:12])
    return None


def _in_text(passage: Passage, fault: _Fault) -> Observation:
    fix, text = None, passage.text
    if fault.key == "start" and fault.item == 1 and fault.mark.startswith(("二、", "2.", "2、")):
        # The first item is there, only its number is not.
        mended = ("一、" if fault.mark[0] == "二" else "1" + fault.mark[1]) + text.lstrip()
        fix = Fix(
            fix_title(mended), (SetField(node=passage.node.id, field=passage.field, text=mended),)
        )
    node, field = passage.node, passage.field
    return found(node, field, fault.key, fix=fix, mark=fault.mark, earlier=fault.earlier)


RULES = (Rule("F07", sheet=_in_table, book=_in_report),)
