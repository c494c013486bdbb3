# SPDX-License-Identifier: MulanPSL-2.0
"""Paragraphs from the lines outside tables, and the whole of the page document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.grid import make_grid, text_style
from fuyi_editor.files.pdf.tables import Table
from fuyi_editor.files.pdf.wraps import Room, aligned, ends, joined
from fuyi_editor.page.document import Align, Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.files.pdf.flow import Flow
    from fuyi_editor.files.pdf.lines import TextLine
    from fuyi_editor.page.document import Block

_INDENT = 1.5
_MAY_BE_INDENT = 2.2
_AT_RIGHT = 3.0
_FARTHER = 1.3  # of the usual distance of lines
_FARTHEST = 2.6  # em
_FULL = 1.5  # em between the ends of lines that fill the page: a stop may hang over its side
_ENOUGH = 3
_NUMBERED = re.compile(r"\d{1,4}[.．、]")
_PAGE_OF_CONTENTS = re.compile(r"^(.*?\S)[\s.…·]+(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and where it is."""

    text: TextLine
    page: int
    opens: bool


def make_blocks(flow: Flow) -> list[Block]:
    """The paragraphs and grids of a document."""
    maker = _Paragraphs(body_room(flow), _body_size(flow))
    blocks: list[Block] = []
    lines: list[_Line] = []
    for placed in flow.placed:
        if not isinstance(placed.item, Table):
            lines.append(_Line(placed.item, placed.page, placed.opens))
            continue
        blocks.extend(maker.paragraphs(lines))
        lines = []
        if placed.opens or (blocks and isinstance(blocks[-1], Grid)):
            blocks.append(Paragraph("", page_break_before=placed.opens))
        blocks.append(make_grid(placed.item))
    blocks.extend(maker.paragraphs(lines))
    return _with_outline(_with_contents(blocks))


def body_room(flow: Flow) -> Room:
    """Between which sides the paragraphs of a document stand."""
    lines = [placed.item for placed in flow.placed if not isinstance(placed.item, Table)]
    tables = [placed.item for placed in flow.placed if isinstance(placed.item, Table)]
    right, full = _right_side([line for line in lines if not line.gaps])
    if full < _ENOUGH:  # too few lines to show where they end
        right = max([right, *(table.right for table in tables)])
        left = min([line.left for line in lines] + [table.left for table in tables], default=0.0)
    else:
        left = min(line.left for line in lines)
    return Room(left, right)


def _right_side(lines: Sequence[TextLine]) -> tuple[float, int]:
    """Where full lines end, and how many do; a stop may hang over the margin."""
    farthest = max((line.right for line in lines), default=0.0)
    near = [line.right for line in lines if farthest - line.right < _FULL * line.size]
    if not near:
        return farthest, 0
    most, _ = Counter(map(round, near)).most_common(1)[0]
    same = [right for right in near if abs(right - most) <= 1]
    return max(same), len(near)


def _body_size(flow: Flow) -> float:
    """The size in which most of the text outside tables is set."""
    sizes: Counter[float] = Counter()
    for placed in flow.placed:
        if not isinstance(placed.item, Table):
            sizes[placed.item.size] += len(placed.item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Paragraphs:
    """Puts lines together between the sides of the page; most of its text is of one size."""

    def __init__(self, room: Room, size: float) -> None:
        self._room = room
        self._size = size

    def paragraphs(self, lines: Sequence[_Line]) -> Iterable[Paragraph]:
        """The paragraphs that lines make which no table parts."""
        group: list[_Line] = []
        for line in lines:
            if group and self._begins(group, line):
                yield self._paragraph(group)
                group = []
            group.append(line)
        if group:
            yield self._paragraph(group)

    def _begins(self, group: Sequence[_Line], line: _Line) -> bool:
        """Whether a line does not go on from those before it."""
        last, text = group[-1].text, line.text
        if line.opens or last.gaps or text.gaps or self._is_set_apart(group, line):
            return True
        one, other = self._room_of([last]), self._room_of([text])
        if one.align is not other.align and Align.CENTER in (one.align, other.align):
            # The last line of a paragraph that fills the page may be in its middle by chance.
            return not (one.align is Align.LEFT and one.free(last) < last.size)
        if ends(last, text, one, frozenset()):
            return True
        indented = text.left - self._room.left > _INDENT * text.size
        return one.align is Align.LEFT and indented and abs(text.left - last.left) > 1

    def _is_set_apart(self, group: Sequence[_Line], line: _Line) -> bool:
        last, text = group[-1], line.text
        if abs(text.size - last.text.size) > 0.6 or text.font.bold != last.text.font.bold:
            return True
        if line.page != last.page:
            return False
        pitch = text.baseline - last.text.baseline
        if len(group) > 1 and group[-2].page == line.page:
            usual = last.text.baseline - group[-2].text.baseline
            return pitch > _FARTHER * usual
        return pitch > _FARTHEST * text.size

    def _room_of(self, lines: Sequence[TextLine]) -> Room:
        """The room of the page with the alignment that lines show in it."""
        line = lines[0]
        before, after = line.left - self._room.left, self._room.right - line.right
        room = aligned(lines, self._room.left, self._room.right)
        if before > (self._room.right - self._room.left) / 2 and after < _AT_RIGHT * line.size:
            return replace(room, align=Align.RIGHT)
        plain = line.size <= self._size and not line.font.bold
        if len(lines) == 1 and plain and before < _MAY_BE_INDENT * line.size:
            return replace(room, align=Align.LEFT)
        return room

    def _paragraph(self, group: Sequence[_Line]) -> Paragraph:
        lines = [line.text for line in group]
        room = self._room_of(lines)
        style = text_style(lines, room.align)
        indent = lines[0].left - self._room.left
        if room.align is Align.LEFT and indent >= _INDENT * style.size:
            style = replace(style, first_indent=round(indent * 2) / 2)
        text = joined(lines, room).replace("\n", "")
        return Paragraph(text, style, page_break_before=group[0].opens)


def _with_contents(blocks: Sequence[Block]) -> list[Block]:
    """Mark the lines of the table of contents: a later heading and the number of a page."""
    texts = Counter(_folded(block.text) for block in blocks if isinstance(block, Paragraph))
    out: list[Block] = []
    for block in blocks:
        match = _PAGE_OF_CONTENTS.match(block.text) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and match and texts[_folded(match[1])]:
            block = replace(block, text=f"{match[1]}\t{match[2]}", contents=True)
        out.append(block)
    return out


def _with_outline(blocks: Sequence[Block]) -> list[Block]:
    """Make headings of the paragraphs below the title that are set in bold."""
    titled = False
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.text:
            if titled and block.style.bold and not block.contents:
                level = 2 if _NUMBERED.match(block.text) else 1
                block = replace(block, outline_level=level)
            titled = True
        out.append(block)
    return out


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text)
