# SPDX-License-Identifier: MulanPSL-2.0
"""The paragraphs of an old Word file: where each ends, what of it is text, and how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.fields import BEGIN, END, SEPARATE, FieldStack
from fuyi_editor.files.doc.runs import Runs
from fuyi_editor.files.doc.sprms import huge_modifiers, of_group, sprms, unsigned
from fuyi_editor.files.doc.text import join_units
from fuyi_editor.files.docx.text import clean_text
from fuyi_editor.files.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.files.doc.fib import DocFile
    from fuyi_editor.files.doc.looks import Look
    from fuyi_editor.files.doc.sections import Section
    from fuyi_editor.files.doc.styles import StyleSheet
    from fuyi_editor.files.doc.text import Text

MAX_PARAGRAPHS = 150_000
"""Several times what 500 projects have."""
MAX_FORMATTING = 4 * 1024 * 1024
"""Bytes of all the different formatting of paragraphs and rows; real files have up to 20,000."""
_CELL_MARK, _PAGE_MARK = "\x07", "\x0c"
_PARAGRAPH_MARKS = ("\r", _CELL_MARK, _PAGE_MARK)
_ENDS = re.compile(f"[{''.join(_PARAGRAPH_MARKS)}]")
_MARKS = re.compile("([\x00-\x08\x0b-\x1f])")
# [MS-DOC] §2.4.1 and §2.3.1; pictures, notes and other anchors have no text.
_SHOWN = {"\x0b": "\n", "\x1e": "-"}
_FIELD_MARKS = frozenset({BEGIN, SEPARATE, END})
_SYMBOL_PLACE = "("
_PARAGRAPHS, _CHARACTERS, _TABLES = 1, 2, 5


class Ending(Enum):
    """What a paragraph ends besides itself."""

    NOTHING = auto()
    CELL = auto()
    ROW = auto()
    SECTION = auto()


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """A paragraph; `depth` counts the tables around it, `look` is that of its first text."""

    text: str
    look: Look
    ending: Ending
    depth: int
    modifiers: bytes
    properties: Look
    page_break_before: bool
    page_break_after: bool
    contents: bool


@dataclass(frozen=True, slots=True)
class _Placing:
    """What the modifiers of a paragraph say of the tables around it."""

    modifiers: bytes
    depth: int
    row_end: bool


@dataclass(slots=True)
class _Line:
    """A paragraph while its text is put together."""

    texts: list[str]
    contents: bool
    look: Look | None = None
    in_contents: bool = False
    break_before: bool = False
    break_after: bool = False

    @property
    def shown_contents(self) -> bool:
        """Whether it belongs to the table of contents, be it only as an empty line of it."""
        return self.in_contents or (self.contents and not self.texts)


class ParagraphReader:
    """Reads the paragraphs of a text; the place of a paragraph's mark tells its formatting."""

    def __init__(
        self,
        doc: DocFile,
        text: Text,
        styles: StyleSheet,
        sections: Sequence[Section] = (),
        *,
        in_footer: bool = False,
    ) -> None:
        self._text = text
        self._data = doc.data
        self._styles = styles
        self._section_ends = {section.end - 1 for section in sections}
        self._paragraph_runs = Runs(doc, of_paragraphs=True)
        self._character_runs = Runs(doc, of_paragraphs=False)
        self._fields = FieldStack(in_footer=in_footer)
        self._placings: dict[bytes, _Placing] = {}
        self._formatting = 0

    def read(self, start: int, end: int) -> Iterator[DocParagraph]:
        """The paragraphs between two places in order."""
        units = self._text.units
        end = min(end, len(units))
        if sum(units.count(mark, start, end) for mark in _PARAGRAPH_MARKS) > MAX_PARAGRAPHS:
            cause = f"文件有 {MAX_PARAGRAPHS} 个以上的段落，超出可处理的范围"
            raise ReadError(cause, "请确认选的是绩效目标表")
        for match in _ENDS.finditer(units, start, end):
            mark = match.start()
            # Elsewhere than at the end of a section the character is a page break in the text.
            if units[mark] == _PAGE_MARK and mark not in self._section_ends:
                continue
            yield self._paragraph(start, mark)
            start = mark + 1
        if start < end:
            yield self._paragraph(start, end)

    def _paragraph(self, start: int, mark: int) -> DocParagraph:
        units = self._text.units
        last = min(mark, len(units) - 1)
        piece = self._text.piece_at(last)
        run = self._paragraph_runs.at(piece.place(last))
        placing = self._placing(run.modifiers, piece.modifiers)
        key = run.style, placing.modifiers
        line = _Line([], self._fields.in_contents)
        for segment, look in self._segments(start, mark, key):
            self._add(line, segment, look)
        self._fields.end_paragraph()
        properties = self._styles.paragraph(*key)
        if line.look is None:
            line.look = next((look for _, look in self._segments(last, last + 1, key)), properties)
        return DocParagraph(
            text=clean_text(join_units("".join(line.texts))),
            look=line.look,
            ending=_ending(units[mark : mark + 1], placing),
            depth=placing.depth,
            modifiers=placing.modifiers,
            properties=properties,
            page_break_before=line.break_before,
            page_break_after=line.break_after,
            contents=line.shown_contents or properties.contents,
        )

    def _segments(
        self, start: int, end: int, paragraph: tuple[int, bytes]
    ) -> Iterator[tuple[str, Look]]:
        """Stretches of the same look."""
        for piece in self._text.pieces_of(start, end):
            position, stop = max(start, piece.start), min(end, piece.end)
            while position < stop:
                place = piece.place(position)
                run = self._character_runs.at(place)
                following = position + max(-((place - run.end) // piece.width), 1)
                modifiers = run.modifiers
                if piece.modifiers:
                    modifiers += of_group(piece.modifiers, _CHARACTERS)
                look = self._styles.run(*paragraph, modifiers)
                yield self._text.units[position : min(following, stop)], look
                position = following

    def _add(self, line: _Line, segment: str, look: Look) -> None:
        symbol = self._styles.symbol(look)
        for index, part in enumerate(_MARKS.split(segment)):
            if part in _FIELD_MARKS:
                line.texts += filter(None, [self._fields.follow(part)])
                line.contents |= self._fields.in_contents
            elif part == _PAGE_MARK:
                line.break_before |= not line.texts
                line.break_after |= bool(line.texts)
            elif part and not look.deleted:
                # Every second part is a mark.
                shown = _SHOWN.get(part, "") if index & 1 else part
                shown = self._fields.take(shown.replace(_SYMBOL_PLACE, symbol or _SYMBOL_PLACE))
                if shown:
                    line.texts.append(shown)
                    line.look = line.look or look
                    line.in_contents |= self._fields.in_contents

    def _placing(self, modifiers: bytes, of_piece: bytes) -> _Placing:
        if of_piece:
            modifiers += of_group(of_piece, _PARAGRAPHS) + of_group(of_piece, _TABLES)
        if modifiers not in self._placings:
            placing = _read_placing(_expanded(modifiers, self._data))
            self._formatting += len(placing.modifiers)
            if self._formatting > MAX_FORMATTING:
                raise ReadError("文件的格式过于繁杂，超出可处理的范围", "请确认选的是绩效目标表")
            self._placings[modifiers] = placing
        return self._placings[modifiers]


def _expanded(modifiers: bytes, data: bytes) -> bytes:
    """The modifiers with those that stand in the Data stream for want of room."""
    codes = dict(sprms(modifiers))
    found = [modifiers]
    for code in (sprm.HUGE, sprm.HUGE_OLD):
        if code in codes:
            found.append(huge_modifiers(data, unsigned(codes[code])))
    whole = b"".join(found)
    codes = dict(sprms(whole))
    # Word puts the row there once more, built up from nothing: of the two only one may be taken.
    if sprm.TABLE_PROPERTIES in codes and sprm.DEFINE_ROW not in codes:
        whole += huge_modifiers(data, unsigned(codes[sprm.TABLE_PROPERTIES]))
    return whole


def _read_placing(modifiers: bytes) -> _Placing:
    depth, in_table = 0, False
    row_end = False
    for code, operand in sprms(modifiers):
        if code == sprm.IN_TABLE:
            in_table = bool(operand[0])
        elif code == sprm.DEPTH:
            depth = unsigned(operand)
        elif code == sprm.ROW_END:
            row_end = bool(operand[0])
    # Word 97 knows no tables in tables and leaves the depth out.
    return _Placing(modifiers, depth or int(in_table), row_end)


def _ending(unit: str, placing: _Placing) -> Ending:
    if unit == _CELL_MARK and placing.row_end:
        return Ending.ROW
    if unit == _CELL_MARK and placing.depth:
        return Ending.CELL
    return Ending.SECTION if unit == _PAGE_MARK else Ending.NOTHING
