# SPDX-License-Identifier: MulanPSL-2.0
"""Rules about words: one look at each text of a book, whatever field it stands in.

A look is a pure function of the text, so what it saw is remembered: names and descriptions are
often the same all over a book.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from fuyi_editor.checks.findings import Fix, Outcome
from fuyi_editor.checks.rule import Observation, Rule, clean, not_applicable
from fuyi_editor.model.edits import SetField

if TYPE_CHECKING:
    from fuyi_editor.checks.passages import Passage

_Seen = TypeVar("_Seen")
_Result = TypeVar("_Result")
_REMEMBERED = 8192
_LONGEST_PIECE = 24


class Slip(NamedTuple):
    """What is wrong with a text; `mended` is the whole text put right, where that is certain."""

    key: str
    values: dict[str, str]
    mended: str | None = None


Look = Callable[[str], Slip | None]


def remembered(look: Callable[[_Seen], _Result]) -> Callable[[_Seen], _Result]:
    """The same pure function that does not look twice at the same thing."""
    return cast("Callable[[_Seen], _Result]", lru_cache(maxsize=_REMEMBERED)(look))


def text_rule(rule: str, look: Look, applies: Callable[[Passage], bool] | None = None) -> Rule:
    """A rule that looks at every passage to which it applies, in tables and reports."""
    seen = remembered(look)

    def look_at(passage: Passage) -> Observation:
        if applies is not None and not applies(passage):
            return not_applicable(passage.node, passage.field)
        if slip := seen(passage.text):
            return of_slip(passage, slip)
        return clean(passage.node, passage.field)

    return Rule(rule, text=look_at)


def of_slip(passage: Passage, slip: Slip) -> Observation:
    """The finding of a slip, with its fix."""
    node, field = passage.node, passage.field
    fix = None
    if slip.mended is not None and slip.mended != passage.text:
        edit = SetField(node=node.id, field=field, text=slip.mended)
        fix = Fix(fix_title(slip.mended), (edit,))
    return Observation(Outcome.FOUND, node, field, slip.key, slip.values, fix=fix)


def fix_title(mended: str) -> str:
    """What the button says; a long text would not fit on it."""
    return f"改为“{mended}”" if len(mended) <= _LONGEST_PIECE else "改正这段文字"


def around(text: str, start: int, end: int, more: int = 4) -> str:
    """A piece of a text with some characters on both sides, on one line."""
    piece = " ".join(text[max(0, start - more) : end + more].split())
    before = "…" if start - more > 0 else ""
    return f"{before}{piece}{'…' if end + more < len(text) else ''}"
