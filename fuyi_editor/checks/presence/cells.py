# SPDX-License-Identifier: MulanPSL-2.0
"""Rules A06, A07, A10, A11: the cells of a row are tidy, say something, and say it once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix, Severity
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.checks.texts.text_rule import fix_title, remembered
from fuyi_editor.checks.values.indicator_words import indicator_words
from fuyi_editor.checks.values.quantities import quantities
from fuyi_editor.checks.words import counted_unit
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Department, Indicator, Task
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.checks.passages import Passage
    from fuyi_editor.checks.sheet import Book, Row, Sheet

_CELLS = frozenset({"name", "description", "value", "basis"})
_HAN = "\u4e00-\u9fff"
_BREAKS = re.compile(r"\s*\n\s*")
_SPACE = r"[ \t\u3000\xa0]+"
_AFTER_SIGN = re.compile(rf"^([≥≤＞＜＝<>=]+){_SPACE}")
_BETWEEN = re.compile(rf"(?<=[{_HAN}]){_SPACE}(?=[{_HAN}])")
_ROUGH = re.compile(r"\d\s*[万亿千百]?\s*[余多几]")
_TIDY = re.compile(r"\S+")
_QUOTED = re.compile(r"[“《「][^”》」]*[”》」]")


def stray_space(sheet: Sheet) -> Iterator[Observation]:
    """A06: no white space around a cell's text, nor in its name or value."""
    for passage in sheet.passages:
        if isinstance(passage.node, Indicator) and passage.field in _CELLS:
            yield _stray_space(passage.node, passage.field, passage.text)


def _stray_space(indicator: Indicator, field: str, text: str) -> Observation:
    if _TIDY.fullmatch(text):
        return clean(indicator, field)
    mended, key = text.strip(), "edges"
    if field in ("name", "value"):
        inner = _AFTER_SIGN.sub(r"\1", _BREAKS.sub("", mended))
        if field == "value" and indicator.value.reading.kind is ValueKind.QUANTITY:
            inner = re.sub(r"\s+", "", inner)
        if inner != mended:
            mended, key = inner, "inner"
    if mended != text:
        edit = SetField(node=indicator.id, field=field, text=mended)
        return found(indicator, field, key, fix=Fix(fix_title(mended), (edit,)), mended=mended)
    if field == "name" and _BETWEEN.search(_QUOTED.sub("“”", text)):
        # A space may stand for a 、 that is missing: what was meant is for a person to say.
        return found(indicator, field, "between", mended=mended)
    return clean(indicator, field)


def no_escape(row: Row, sheet: Sheet) -> Observation:
    """A07: a value that can be told to be reached or not."""
    indicator, words = row.indicator, indicator_words()
    value = indicator.value
    if value.is_blank or sheet.words.is_placeholder(value.text):
        return not_applicable(indicator, "value")
    if word := _escape(value.text):
        return found(indicator, "value", "escape", word=word)
    unit = counted_unit(row.unit)
    if unit in words.vague_units and unit not in row.name:
        return found(indicator, "value", "unit", unit=unit)
    if _roughly(value.text):
        return found(indicator, "value", "rough", severity=Severity.HINT)
    return clean(indicator, "value")


@remembered
def _escape(text: str) -> str:
    patterns = indicator_words().escapes
    return next((match[0] for pattern in patterns if (match := pattern.search(text))), "")


@remembered
def _roughly(text: str) -> str:
    if not _ROUGH.search(text):
        return ""
    return next((q.written for q in quantities(text) if q.is_rough), "")


def _escapes_in_table(sheet: Sheet) -> Iterator[Observation]:
    """A07 for the other texts that tell how much: what was reached, what tasks aim at."""
    for passage in sheet.passages:
        if isinstance(passage.node, Indicator) and passage.field == "actual":
            yield _rough_result(passage)
        elif isinstance(passage.node, Task) and passage.field == "target":
            yield _escape_in_target(passage)


def _escape_in_target(passage: Passage) -> Observation:
    node, field, text = passage
    for pattern in indicator_words().escapes_in_targets:
        if match := pattern.search(text):
            piece = text[max(0, match.start() - 4) : match.end() + 6]
            return found(node, field, "target", severity=Severity.HINT, word=match[0], piece=piece)
    return clean(node, field)


def _rough_result(passage: Passage) -> Observation:
    if written := _roughly(passage.text):
        return found(
            passage.node, passage.field, "rough_result", severity=Severity.HINT, rough=written
        )
    return clean(passage.node, passage.field)


def _rough_in_report(book: Book) -> Iterator[Observation]:
    for passage in book.passages:
        if passage.node is not book.submission:
            yield _rough_result(passage)


def description_adds(row: Row, sheet: Sheet) -> Observation:
    """A10: the description defines the indicator; the name again is none."""
    indicator = row.indicator
    name, description = _folded(indicator.name), _folded(indicator.description)
    if not name or not description:
        return not_applicable(indicator, "description")
    if name == description:
        return found(indicator, "description", "same", other=(indicator, "name"))
    return clean(indicator, "description")


@remembered
def _folded(text: str) -> str:
    return re.sub(r"\s+", "", to_half_width(text)).rstrip("。.；;")


def unique_names(sheet: Sheet) -> Iterator[Observation]:
    """A11: no name twice in a table; under another 二级 it may be another measure of the same."""
    owner = sheet.owner
    if isinstance(owner, Department):
        for sub_goal in owner.sub_goals:
            yield from _unique((indicator, "") for indicator in sub_goal.indicators)
    rows = (row for row in sheet.rows if row.group is not None)
    yield from _unique((row.indicator, row.kind.id if row.kind else "") for row in rows)


def _unique(cells: Iterable[tuple[Indicator, str]]) -> Iterator[Observation]:
    first: dict[str, tuple[Indicator, str]] = {}
    for indicator, kind in cells:
        name = _folded(indicator.name)
        if not name:
            yield not_applicable(indicator, "name")
            continue
        known, known_kind = first.setdefault(name, (indicator, kind))
        if known is indicator:
            yield clean(indicator, "name")
        else:
            severity = None if known_kind == kind else Severity.WARNING
            yield found(indicator, "name", "again", severity=severity, other=(known, "name"))


RULES = (
    Rule("A06", sheet=stray_space),
    Rule("A07", row=no_escape, sheet=_escapes_in_table, book=_rough_in_report),
    Rule("A10", row=description_adds),
    Rule("A11", sheet=unique_names),
)
