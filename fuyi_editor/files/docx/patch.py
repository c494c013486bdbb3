# SPDX-License-Identifier: MulanPSL-2.0
"""Changing the text of single paragraphs and cells so that their fonts and everything else stay.

Works with lxml on the bytes of one element at a time. lxml has no types of its own: its elements
are `Any` here and nowhere else.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from fuyi_editor.files.docx.names import STRICT, VAL, WORD_2010, as_transitional, is_on, w
from fuyi_editor.files.docx.text import (
    CELL,
    CELLS,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROWS,
    RUN,
    RUN_PROPERTIES,
    RUNS,
    TEXT,
    Piece,
    cell_paragraphs,
    descend,
    paragraph_text,
    pieces,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TOKENS = re.compile(r"[\t\n]|[^\t\n]+")
_ONCE_ONLY = tuple(
    w(name)
    for name in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
        "footnoteReference", "endnoteReference", "permStart", "permEnd", "sectPr",
    )
)  # fmt: skip
_SECTION = w("sectPr")
_UNIQUE_IDS = (f"{{{WORD_2010}}}paraId", f"{{{WORD_2010}}}textId")
_FIELD_MARK, _FIELD_TYPE, _INSTRUCTION = w("fldChar"), w("fldCharType"), w("instrText")
_V_MERGE, _CELL_PROPERTIES = w("vMerge"), w("tcPr")
_BEFORE_V_MERGE = frozenset(w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def _lxml() -> Any:
    from lxml import etree  # late, for only revising needs it

    return etree


@dataclass(frozen=True, slots=True)
class Slice:
    """One element cut out of a part; `root` is a wrapper that carries the part's namespaces."""

    root: Any
    strict: bool

    @property
    def element(self) -> Any:
        """The element itself."""
        return self.root[0]

    def to_bytes(self) -> bytes:
        """The bytes of the element as they belong into the part."""
        wrapped: bytes = _lxml().tostring(self.root, encoding="UTF-8", xml_declaration=False)
        content = wrapped[wrapped.index(b">") + 1 : wrapped.rindex(b"</")]
        return _as_strict(content) if self.strict else content


def cut(content: bytes, namespaces: dict[str, str]) -> Slice:
    """The element in `content`, parsed under the declarations that hold around it."""
    declared = " ".join(f"{name}={quoteattr(uri)}" for name, uri in namespaces.items())
    start = as_transitional(f"<root {declared}>".encode())
    parser = _lxml().XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    strict = b"purl.oclc.org" in declared.encode() + content
    return Slice(_lxml().fromstring(start + as_transitional(content) + b"</root>", parser), strict)


def _as_strict(content: bytes) -> bytes:
    for strict, transitional in STRICT.items():
        content = content.replace(transitional, strict)
    return content


def set_cell_text(cell: Any, text: str, spare: Callable[[], Any]) -> None:
    """Give a w:tc another text; its lines are paired with its paragraphs.

    `spare` gives a w:rPr for text in paragraphs that name no font themselves.
    """
    paragraphs: list[Any] = list(cell_paragraphs(cell))
    if not paragraphs:
        paragraphs = [_append_paragraph(cell)]
    old = [
        (number, line)
        for number, paragraph in enumerate(paragraphs)
        for line in paragraph_text(paragraph).split("\n")
    ]
    texts: list[tuple[int, bool, list[str]]] = []  # paragraph, whether a copy of it, lines
    for owner, line in _pair_lines(old, text.split("\n")):
        number = owner if owner is not None else (texts[-1][0] if texts else old[0][0])
        joins = bool(texts) and texts[-1][:2] == (number, False)
        several = sum(1 for owner_of_old, _ in old if owner_of_old == number) > 1
        if joins and (owner is not None or several):
            texts[-1][2].append(line)
        else:
            texts.append((number, owner is None, [line]))
    _rebuild(paragraphs, texts, spare)


def _pair_lines(old: list[tuple[int, str]], new: list[str]) -> Iterator[tuple[int | None, str]]:
    """The new lines with the paragraph each takes over; None for those that are added."""
    matcher = SequenceMatcher(None, [line for _, line in old], new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for offset, line in enumerate(new[new_start:new_end]):
            yield (old[start + offset][0] if start + offset < end else None), line


def _rebuild(
    paragraphs: list[Any], texts: list[tuple[int, bool, list[str]]], spare: Callable[[], Any]
) -> None:
    kept = {number for number, added, _ in texts if not added}
    place: Any = None
    waiting: list[tuple[Any, str]] = []
    for number, added, lines in texts:
        paragraph = paragraphs[number]
        line = "\n".join(lines)
        if not added:
            for early, early_line in waiting:
                paragraph.addprevious(early)
                set_paragraph_text(early, early_line, spare)
            waiting.clear()
            set_paragraph_text(paragraph, line, spare)
            place = paragraph
            continue
        copied = _sibling(paragraph)
        if place is None:
            waiting.append((copied, line))
            continue
        place.addnext(copied)
        set_paragraph_text(copied, line, spare)
        place = copied
    for number, paragraph in enumerate(paragraphs):
        if number not in kept:
            _remove_paragraph(paragraph)


def _append_paragraph(cell: Any) -> Any:
    found = next((block for block in descend(cell, frozenset({PARAGRAPH}))), None)
    if found is not None:
        return found
    return _lxml().SubElement(cell, PARAGRAPH)


def _remove_paragraph(paragraph: Any) -> None:
    parent = paragraph.getparent()
    siblings = [child for child in parent if child.tag == PARAGRAPH]
    # A cell, also one of a nested table, must end with a paragraph.
    if len(siblings) > 1 or parent.tag != CELL:
        parent.remove(paragraph)
    else:
        set_paragraph_text(paragraph, "", lambda: None)


def _sibling(paragraph: Any) -> Any:
    """A new paragraph set like another one, with an empty run in the font of its text."""
    found = _lxml().Element(PARAGRAPH, nsmap=paragraph.nsmap)
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        found.append(copy.deepcopy(properties))
        strip_unique(found)
    run = next((piece.run for piece in pieces(paragraph)), None)
    own = None if run is None else run.find(RUN_PROPERTIES)
    if own is not None:
        _lxml().SubElement(found, RUN).append(copy.deepcopy(own))
    return found


def set_paragraph_text(paragraph: Any, text: str, spare: Callable[[], Any]) -> None:
    """Give a w:p another text; what is equal at both ends keeps its runs."""
    found = [piece for piece in pieces(paragraph) if piece.text]
    old = "".join([piece.text for piece in found])
    if old == text:
        return
    start = _common_prefix(old, text)
    tail = _common_prefix(old[start:][::-1], text[start:][::-1])
    inserted = text[start : len(text) - tail]
    if not found:
        _fill_run(_empty_run(paragraph, spare), inserted)
        return
    _replace(found, start, len(old) - tail, inserted)


def _common_prefix(left: str, right: str) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length


def _replace(found: list[Piece], start: int, end: int, inserted: str) -> None:
    """Put `inserted` in place of characters `start` to `end` of the pieces' joined text."""
    position = 0
    pending: str | None = inserted
    emptied: list[Any] = []
    anchor: Any = None
    for index, piece in enumerate(found):
        first, last = position, position + len(piece.text)
        position = last
        # The change begins in the first piece that loses text, or, if none does, in the piece
        # that ends where it is inserted (in the first one when that is the very beginning).
        begins = pending is not None and (
            first <= start < last if end > start else start <= last or index == len(found) - 1
        )
        if not begins and (last <= start or first >= end):
            continue
        head = piece.text[: max(start - first, 0)]
        rest = piece.text[max(end - first, 0) :] if end < last else ""
        new = head + ((pending or "") if begins else "") + rest
        pending = None if begins else pending
        _replace_leaf(piece, new)
        if begins:
            anchor = piece.run
        elif not new:
            emptied.append(piece.run)
    for run in emptied:
        parent = run.getparent()  # None when an earlier leaf of the same run took it away
        bare = all(child.tag == RUN_PROPERTIES for child in run)
        if run is not anchor and bare and parent is not None:
            parent.remove(run)


def _replace_leaf(piece: Piece, text: str) -> None:
    leaf: Any = piece.leaf
    # A tab typed as a character stays one; new tabs and line breaks are elements.
    has_new_tab = text.count("\t") > piece.text.count("\t")
    if leaf.tag == TEXT and text and "\n" not in text and not has_new_tab:
        _set_text(leaf, text)
        return
    for new in _leaves(piece.run, text):
        leaf.addprevious(new)
    leaf.getparent().remove(leaf)


def _fill_run(run: Any, text: str) -> None:
    for leaf in _leaves(run, text):
        run.append(leaf)


def _leaves(run: Any, text: str) -> list[Any]:
    found: list[Any] = []
    for token in _TOKENS.findall(text):
        name = {"\t": "tab", "\n": "br"}.get(token, "t")
        leaf = _lxml().Element(w(name), nsmap=run.nsmap)
        if name == "t":
            _set_text(leaf, token)
        found.append(leaf)
    return found


def _set_text(leaf: Any, text: str) -> None:
    leaf.text = text
    if text != text.strip():
        leaf.set(_SPACE, "preserve")


def _empty_run(paragraph: Any, spare: Callable[[], Any]) -> Any:
    """A run without text to write into: one left behind by an earlier edit, or a new one."""
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    for run in descend(paragraph, RUNS):
        if all(child.tag in (RUN_PROPERTIES, TEXT) for child in run):
            return run
    mark = None if properties is None else properties.find(RUN_PROPERTIES)
    own = spare() if mark is None else mark
    run = _lxml().SubElement(paragraph, RUN)
    if own is not None:
        copied = copy.deepcopy(own)
        for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
            for child in copied.findall(w(name)):
                copied.remove(child)
        run.append(copied)
    return run


def set_vertical_merge(cell: Any, state: str) -> None:
    """Make a w:tc begin a vertical merge (`restart`), go on with one (`continue`), or neither."""
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        properties = _lxml().Element(_CELL_PROPERTIES, nsmap=cell.nsmap)
        cell.insert(0, properties)
    for found in properties.findall(_V_MERGE):
        properties.remove(found)
    if not state:
        return
    merge = _lxml().Element(_V_MERGE, nsmap=cell.nsmap)
    if state == "restart":
        merge.set(VAL, state)
    place = sum(1 for child in properties if child.tag in _BEFORE_V_MERGE)
    properties.insert(place, merge)


def strip_unique(element: Any) -> None:
    """Take out of a copy what may exist only once: ids, bookmarks, comments, notes, sections."""
    for found in list(element.iter(*_ONCE_ONLY)):
        found.getparent().remove(found)
    for found in element.iter(w("sdtPr")):
        for number in found.findall(w("id")):
            found.remove(number)
    for found in element.iter():
        for name in _UNIQUE_IDS:
            found.attrib.pop(name, None)
    marks = field_marks(element)
    if marks.count("begin") != marks.count("end"):
        for found in list(element.iter(_FIELD_MARK, _INSTRUCTION)):
            found.getparent().remove(found)


def field_marks(element: Any) -> list[str]:
    """The kinds of the field marks in an element, in order: `begin`, `separate`, `end`."""
    return [mark.get(_FIELD_TYPE, "") for mark in element.iter(_FIELD_MARK)]


def ends_section(element: Any) -> bool:
    """Whether the properties of a section hang on the element."""
    return next(element.iter(_SECTION), None) is not None


def nearest_run_properties(cells: list[Any], index: int) -> Any:
    """The w:rPr of the text nearest to place `index`, not bold if there is any; None if none."""
    bold: Any = None
    for place in sorted(range(len(cells)), key=lambda other: abs(other - index)):
        for run in cells[place].iter(RUN):
            properties = run.find(RUN_PROPERTIES)
            if properties is None:
                continue
            mark = properties.find(w("b"))
            if mark is None or not is_on(mark.get(VAL)):
                return properties
            bold = properties if bold is None else bold
    return bold


def row_cells(row: Any) -> list[Any]:
    """The w:tc of a w:tr."""
    return list(descend(row, CELLS))


def table_rows(table: Any) -> list[Any]:
    """The w:tr of a w:tbl."""
    return list(descend(table, ROWS))
