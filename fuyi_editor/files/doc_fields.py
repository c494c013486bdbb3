# SPDX-License-Identifier: MulanPSL-2.0
"""Fields in the text of an old Word file: their instructions are hidden, their results are text."""

from __future__ import annotations

import re
from dataclasses import dataclass

BEGIN, SEPARATE, END = "\x13", "\x14", "\x15"
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False


class FieldStack:
    """The fields that are open at a place in the text, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._hiding = 0

    def follow(self, mark: str) -> None:
        """Go on over one of the three marks of a field."""
        if mark == BEGIN:
            self._open.append(_Field())
            self._hiding += 1
        elif self._open:
            field = self._open[-1]
            self._hiding -= not field.in_result
            field.in_result = True
            if mark == END:
                self._open.pop()

    def take(self, text: str) -> str:
        """What of `text` is seen: all of it in a result, nothing in an instruction."""
        if not self._hiding:
            return text
        if not self._open[-1].in_result:
            self._open[-1].instruction += text
        return ""

    def end_paragraph(self) -> None:
        """An instruction does not go on in the next paragraph: a lost mark would hide the rest."""
        for field in self._open if self._hiding else ():
            field.in_result = True
        self._hiding = 0

    @property
    def instruction(self) -> str:
        """That of the innermost field."""
        return self._open[-1].instruction if self._open else ""

    @property
    def in_contents(self) -> bool:
        """Whether the place is inside a table of contents."""
        return any(_CONTENTS.match(field.instruction) for field in self._open)
