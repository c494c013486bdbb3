# SPDX-License-Identifier: MulanPSL-2.0
"""Rules F10 and F11: what does not belong: notes of a reviewer, markup, traces of a conversion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.texts.text_rule import Slip, around, of_slip, remembered
from fuyi_editor.checks.texts.text_words import text_words
from fuyi_editor.model.nodes import Indicator, Project
from fuyi_editor.model.taxonomy import TAXONOMIES, fold_group, fold_kind
from fuyi_editor.model.value import ValueKind, read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Sheet

_HAN = "\u4e00-\u9fff"
# White space between two characters, or between a character and what sticks to it.
_GAP = re.compile(rf"(?<=[{_HAN}])[ \u3000\xa0]+(?=[{_HAN}])")
_QUOTED = re.compile(r"[“《「][^”》」]*[”》」]")
_FEWEST_GAPS = 2  # one may stand between the halves of a slogan
_CODE = re.compile(r"^\s*\d{3,}\s*$")
_LEVELS = frozenset(
    name
    for taxonomy in TAXONOMIES.values()
    for group, kinds in taxonomy.groups.items()
    for name in (group, *kinds)
)


def leftovers(passage: Passage) -> Observation:
    """F10: notes and markup. Stars in names and values are placeholders, rule A05."""
    node, field, text = passage
    label = field.removeprefix("extra.")
    if label != field and label in text_words().note_labels:
        return found(node, field, "label", label=label)
    slip = _leftover(text)
    if slip is None:
        return clean(node, field)
    if slip.key == "markup" and isinstance(node, Indicator) and "*" in slip.values["piece"]:
        return not_applicable(node, field)
    return of_slip(passage, slip)


@remembered
def _leftover(text: str) -> Slip | None:
    words = text_words()
    for key, patterns in (("note", words.notes), ("markup", words.markup)):
        for pattern in patterns:
            if match := pattern.search(text):
                return Slip(key, {"piece": around(text, *match.span(), 0).strip("…")})
    return None


def traces(sheet: Sheet) -> Iterator[Observation]:
    """F11: characters torn apart, cells that slipped into the next column."""
    for passage in sheet.passages:
        node, field, text = passage
        if shifted := _shifted(passage):
            yield found(node, field, shifted)
        elif isinstance(node, Indicator) and field in ("name", "value"):
            yield not_applicable(node, field)  # A06 looks at their white space
        elif slip := _torn(text):
            yield of_slip(passage, slip)
        else:
            yield clean(node, field)


@remembered
def _torn(text: str) -> Slip | None:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    gaps = [
        match
        for match in _GAP.finditer(text)
        if not any(start < match.start() < end for start, end in quoted)
    ]
    if len(gaps) < _FEWEST_GAPS:
        return None
    mended = text
    for gap in reversed(gaps):
        mended = mended[: gap.start()] + mended[gap.end() :]
    piece = around(text, *gaps[0].span())
    return Slip("torn", {"piece": piece, "count": str(len(gaps))}, mended)


def _shifted(passage: Passage) -> str:
    """Which message, where a cell holds what belongs into another column."""
    node, field, text = passage
    if field != "name":
        return ""
    if isinstance(node, Project):
        return "code_as_name" if _CODE.match(text) else ""
    return _not_a_name(text) if isinstance(node, Indicator) else ""


@remembered
def _not_a_name(text: str) -> str:
    reading = read_value(text)
    if reading.kind is ValueKind.QUANTITY and reading.sign:
        return "value_as_name"
    return "level_as_name" if _is_level(text) else ""


def _is_level(text: str) -> bool:
    return text.strip().endswith("指标") and (
        fold_group(text) in _LEVELS or fold_kind(text) in _LEVELS
    )


RULES = (
    Rule("F10", text=leftovers),
    Rule("F11", sheet=traces),
)
