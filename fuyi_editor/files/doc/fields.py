# SPDX-License-Identifier: MulanPSL-2.0
"""Fields in the text of an old Word file: their instructions are hidden, their results are text.

In a footer page numbers are shown as {page} and {pages} instead of what they were when last saved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BEGIN, SEPARATE, END = "\x13", "\x14", "\x15"
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MAX_DEPTH = 50
_ENOUGH = 200
"""Characters of an instruction, whose first word tells what it is."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    is_contents: bool = False
    is_number: bool = False


class FieldStack:
    """The fields that are open at a place in the text, the innermost last."""

    def __init__(self, *, in_footer: bool = False) -> None:
        self._open: list[_Field] = []
        self._in_footer = in_footer

    def follow(self, mark: str) -> str:
        """Go on over one of the three marks of a field; what stands for the field there."""
        if mark == BEGIN:
            if len(self._open) < _MAX_DEPTH:
                self._open.append(_Field())
        elif self._open:
            field = self._open.pop() if mark == END else self._open[-1]
            if not field.in_result:
                return self._begin_result(field)
        return ""

    def _begin_result(self, field: _Field) -> str:
        field.in_result = True
        field.is_contents = _CONTENTS.match(field.instruction) is not None
        number = _NUMBER.match(field.instruction) if self._in_footer else None
        if number is None:
            return ""
        field.is_number = True
        return "{page}" if number[1].upper() == "PAGE" else "{pages}"

    def take(self, text: str) -> str:
        """What of `text` is seen: all of it in a result, nothing in an instruction."""
        if all(field.in_result and not field.is_number for field in self._open):
            return text
        field = self._open[-1]
        if not field.in_result and len(field.instruction) < _ENOUGH:
            field.instruction += text
        return ""

    def end_paragraph(self) -> None:
        """An instruction does not go on in the next paragraph: a lost mark would hide the rest."""
        for field in self._open:
            field.in_result = True

    @property
    def in_contents(self) -> bool:
        """Whether the place is inside a table of contents."""
        return any(field.is_contents for field in self._open)
