# SPDX-License-Identifier: MulanPSL-2.0
"""Finding a text in every field of a book, and what replacing it there comes to, as edits.

Fields that only join the texts of other nodes (`model.fields.JOINED`) are not searched: a goal is
found once, in the goal itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fuyi_editor.model.edits import Edit, SetField
from fuyi_editor.model.fields import (
    FIELDS,
    JOINED,
    clean_text,
    field_label,
    read_field,
    write_field,
)
from fuyi_editor.model.fill_in import fill_in
from fuyi_editor.model.money import Money
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission

_APART = "\0"  # what no text holds, see `fields.clean_text`
_FIELD_NAMES = {
    kind: tuple(field.name for field in fields if field.name not in JOINED)
    for kind, fields in FIELDS.items()
}


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `fold_width` takes （１％） and (1%) for the same."""

    text: str
    match_case: bool = False
    fold_width: bool = True

    def folded(self, text: str) -> str:
        """A text of the same length in which equal places are equal letters."""
        if self.fold_width:
            text = to_half_width(text)
        return text if self.match_case else _folded_case(text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the text of a field."""

    node: str
    field: str
    start: int
    end: int
    text: str
    """The whole text of the field."""

    @property
    def found(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A field that cannot hold what it would be replaced with, and why, in a sentence."""

    node: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """Edits that replace what was found, and the fields that refused."""

    edits: tuple[Edit, ...]
    refusals: tuple[Refusal, ...]


@dataclass(slots=True)
class Search:
    """One query over a book as it changes: only the parts that changed are read again."""

    query: Query
    _known: dict[str, tuple[Node, tuple[Hit, ...]]] = field(
        default_factory=dict[str, "tuple[Node, tuple[Hit, ...]]"]
    )

    def hits(self, submission: Submission) -> tuple[Hit, ...]:
        """Every hit in reading order."""
        if not self.query.text:
            return ()
        wanted = self.query.folded(self.query.text)
        found = [*_in_node(submission, wanted, self.query)]
        known = dict[str, "tuple[Node, tuple[Hit, ...]]"]()
        for slot in submission.slots:
            for part in submission.children(slot):
                before = self._known.get(part.id)
                hits = before[1] if before and before[0] is part else self._under(part, wanted)
                known[part.id] = part, hits
                found += hits
        self._known = known
        return tuple(found)

    def _under(self, part: Node, wanted: str) -> tuple[Hit, ...]:
        return tuple(hit for node in part.walk() for hit in _in_node(node, wanted, self.query))


def find(submission: Submission, query: Query) -> tuple[Hit, ...]:
    """Every hit in reading order; none of a query without text."""
    return Search(query).hits(submission)


def replace(submission: Submission, hits: Iterable[Hit], text: str) -> Replacement:
    """Put `text` in the place of these hits, which must be of this state of the book.

    A field is changed as a whole or, where it cannot hold the new text, refuses as a whole.
    """
    text = clean_text(text)
    by_field: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        by_field.setdefault((hit.node, hit.field), []).append(hit)
    new: dict[tuple[str, str], str] = {}
    refusals: list[Refusal] = []
    for (node, name), places in by_field.items():
        replaced = replaced_text(places, text)
        if replaced == places[0].text:
            continue
        if sentence := why_refused(submission.find(node), name, replaced):
            refusals.append(Refusal(node, name, sentence))
        else:
            new[node, name] = replaced
    _add_year(submission, new)
    edits = tuple(SetField(node=node, field=name, text=text) for (node, name), text in new.items())
    return Replacement(edits, tuple(refusals))


def replaced_text(hits: Iterable[Hit], text: str) -> str:
    """The text of a field with `text` in the place of these hits, which are all in it."""
    pieces: list[str] = []
    whole, at = "", 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        whole = hit.text
        pieces += (whole[at : hit.start], text)
        at = hit.end
    return "".join(pieces) + whole[at:]


def why_refused(node: Node, name: str, text: str) -> str:
    """Why a field cannot hold a text, as a sentence; empty where it can.

    An amount that was one stays one: 6.00 never becomes a word by a replacement elsewhere meant.
    """
    label = field_label(node, name)
    try:
        written = write_field(node, name, text)
    except ValueError as error:
        return str(error)
    old = _value(node, name)
    if isinstance(old, Money) and old.amount is not None:
        amount = Money(text=text)
        if amount.amount is None and not amount.is_blank:
            return f"{label}应是金额，不能改成“{text}”"
    if read_field(written, name) != text:
        return f"{label}不能改成“{text}”"
    return ""


def _add_year(submission: Submission, new: dict[tuple[str, str], str]) -> None:
    """The book's year follows its title, and the title its year: on paper they are one."""
    for name in ("title", "year"):
        text = new.get((submission.id, name))
        for edit in fill_in(submission, submission.id, name, text)[1:] if text is not None else ():
            if isinstance(edit, SetField):
                new.setdefault((edit.node, edit.field), edit.text)


def _value(node: Node, name: str) -> object:
    value: Any = node
    for step in name.split(".") if not name.startswith("extra.") else ():
        value = getattr(value, step)
    return value


def _in_node(node: Node, wanted: str, query: Query) -> Iterator[Hit]:
    texts = [(name, text) for name in _FIELD_NAMES[type(node)] if (text := read_field(node, name))]
    extra: dict[str, str] = getattr(node, "extra", {})
    texts += [(f"extra.{label}", text) for label, text in extra.items()]
    # Most nodes do not hold the words: one look at all of their texts is quicker than one at each.
    if wanted in query.folded(_APART.join(text for _, text in texts)):
        for name, text in texts:
            yield from _in_text(node.id, name, text, wanted, query)


def _in_text(node: str, name: str, text: str, wanted: str, query: Query) -> Iterator[Hit]:
    folded = query.folded(text)
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        yield Hit(node, name, start, end, text)
        start = folded.find(wanted, end)


def _folded_case(text: str) -> str:
    folded = text.casefold()
    # ß becomes two letters; places would move.
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := letter.casefold()) == 1 else letter for letter in text)
