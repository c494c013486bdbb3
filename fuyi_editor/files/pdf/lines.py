# SPDX-License-Identifier: MulanPSL-2.0
"""From characters to lines of text: sorted by baseline and then from left to right.

The order in which a PDF draws its characters says nothing; quotation marks often come last.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.page.metrics import NEVER_FIRST, NEVER_LAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.files.pdf.marks import Font, Glyph

TAB = "\t"

_SAME_BASELINE = 0.5  # em; signs that stand higher or lower, as in m², belong to the line
_TWICE = 0.3  # em; a character drawn twice, a little apart, is how some programs embolden
_SPACES = " \u3000\u00a0"
_HALF = 0.5  # em; the width of a space in Chinese fonts
_GAP = 0.38  # em; programs part hanzi and Latin letters by a quarter without a space
_LATIN_GAP = 0.15
_TAB_GAP = 2.5
_LEADER = re.compile(r"[.．·…\s]*[.．·…]{5}[.．·…\s]*")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; `head` is how wide its first part is that no line end may cut."""

    text: str
    left: float
    right: float
    baseline: float
    font: Font
    head: float
    gaps: tuple[tuple[float, float], ...] = ()
    """From where to where each tab of the text reaches."""

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.font.size

    @property
    def width(self) -> float:
        """From its first character to the end of its last."""
        return self.right - self.left


def text_lines(glyphs: Iterable[Glyph], *, tabs: bool = False) -> list[TextLine]:
    """The lines that characters make, from top to bottom; wide gaps become tabs if `tabs`."""
    lines: list[TextLine] = []
    for row in _rows(glyphs):
        line = _line(row, tabs=tabs)
        if line is not None:
            lines.append(line)
    return lines


def _rows(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    row: list[Glyph] = []
    baseline = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - baseline > _SAME_BASELINE * min(
            glyph.font.size, row[0].font.size
        ):
            yield row
            row = []
        if not row:
            baseline = glyph.baseline
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph], *, tabs: bool) -> TextLine | None:
    glyphs = _drawn_once(sorted(row, key=lambda glyph: glyph.left))
    if tabs:
        glyphs = _without_leaders(glyphs)
    inked = [glyph for glyph in glyphs if glyph.char not in _SPACES]
    if not inked:
        return None
    parts: list[str] = []
    gaps: list[tuple[float, float]] = []
    last: Glyph | None = None
    for glyph in glyphs[glyphs.index(inked[0]) :]:
        between = _between(last, glyph, tabs=tabs) if last else ""
        if between == TAB and last:
            gaps.append((last.right, glyph.left))
        parts.append(between + glyph.char)
        last = glyph
    fonts = Counter(glyph.font for glyph in inked if glyph.char > "\u2e7f")
    fonts = fonts or Counter(glyph.font for glyph in inked)
    return TextLine(
        text="".join(parts),
        left=inked[0].left,
        right=max(glyph.right for glyph in inked),
        baseline=Counter(glyph.baseline for glyph in inked).most_common(1)[0][0],
        font=fonts.most_common(1)[0][0],
        head=_head(inked),
        gaps=tuple(gaps),
    )


def _drawn_once(glyphs: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in glyphs:
        near = _TWICE * min(glyph.font.size, 2 * (glyph.right - glyph.left))
        twin = any(
            other.char == glyph.char and glyph.left - other.left < near for other in kept[-3:]
        )
        if not twin:
            kept.append(glyph)
    return kept


def _without_leaders(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without the dots that lead to a page number; the gap becomes a tab."""
    chars = "".join(glyph.char for glyph in glyphs)
    kept: list[Glyph] = []
    start = 0
    for leader in _LEADER.finditer(chars):
        kept += glyphs[start : leader.start()]
        start = leader.end()
    return kept + glyphs[start:]


def _between(last: Glyph, glyph: Glyph, *, tabs: bool) -> str:
    """What a gap before `glyph` stands for: nothing, spaces, or a tab."""
    gap = (glyph.left - last.right) / max(last.font.size, glyph.font.size)
    if tabs and gap >= _TAB_GAP:
        return TAB
    if last.char in _SPACES or glyph.char in _SPACES:
        return " " * round((gap - _HALF) / _HALF) if gap > 2 * _HALF else ""
    latin = last.char.isascii() and glyph.char.isascii()
    if gap < (_LATIN_GAP if latin else _GAP):
        return ""
    return " " * max(1, round(gap / _HALF))


def _head(glyphs: Sequence[Glyph]) -> float:
    """The width up to the first place where a line may end."""
    end = 1
    while end < len(glyphs):
        last, char = glyphs[end - 1].char, glyphs[end].char
        gap = glyphs[end].left - glyphs[end - 1].right
        in_word = is_latin(last) and is_latin(char) and gap < _LATIN_GAP * glyphs[end].font.size
        if not (in_word or char in NEVER_FIRST or last in NEVER_LAST):
            break
        end += 1
    return glyphs[end - 1].right - glyphs[0].left


def is_latin(char: str) -> bool:
    """Whether a character is part of words and numbers, which are not cut at a line end."""
    return "!" <= char < "\u2000"
