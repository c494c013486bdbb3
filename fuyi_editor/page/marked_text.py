# SPDX-License-Identifier: MulanPSL-2.0
"""A text of which some stretches are underlined: cut in pieces, or line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Marks = tuple[tuple[int, int], ...]
"""Begin and end of the stretches; in order, apart."""


def pieces(text: str, marks: Marks) -> Iterator[tuple[str, bool]]:
    """The text in pieces that are underlined or not; together they are the text again."""
    at = 0
    for start, end in marks:
        if start > at:
            yield text[at:start], False
        if end > start:
            yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def marks_within(marks: Marks, start: int, end: int) -> Marks:
    """What of the marks falls on that part of the text, counted from its beginning."""
    found = ((max(one, start), min(last, end)) for one, last in marks)
    return tuple((one - start, last - start) for one, last in found if one < last)


def lines_of(text: str, marks: Marks) -> Iterator[tuple[str, Marks]]:
    """The lines of a text, each with its own marks."""
    start = 0
    for line in text.split("\n"):
        yield line, marks_within(marks, start, start + len(line))
        start += len(line) + 1
