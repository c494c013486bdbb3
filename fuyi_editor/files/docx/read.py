# SPDX-License-Identifier: MulanPSL-2.0
"""Reading .docx: the blocks of the body in order, each knowing which element it came from.

Only the standard library is used, so that a file is on the screen before lxml could be loaded.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.docx.beside import texts_beside
from fuyi_editor.files.docx.grid import GridReader
from fuyi_editor.files.docx.names import COMPATIBILITY, RELATIONSHIPS, VAL, twips, w
from fuyi_editor.files.docx.package import open_docx
from fuyi_editor.files.docx.styles import StyleSheet
from fuyi_editor.files.docx.text import (
    BLOCKS,
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    RUN_PROPERTIES,
    RUNS,
    RUNS_AND_FIELDS,
    TABLE,
    descend,
    first_run,
    is_page_break,
    leaf_text,
    paragraph_text,
)
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.limits import MAX_CELLS, check_blocks
from fuyi_editor.files.preflight import check_package
from fuyi_editor.page.document import (
    TWIPS_PER_MM,
    Align,
    PageDocument,
    PageSetup,
    Paragraph,
    TextStyle,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.docx.package import DocxPackage
    from fuyi_editor.page.document import Block

_NUMBERED = frozenset({PARAGRAPH, TABLE, ROW, CELL})
_MOST_NUMBERED = 4 * MAX_CELLS  # each cell with a paragraph, and as much again in other places
_FIELD_MARK, _FIELD_TYPE = w("fldChar"), w("fldCharType")
_INSTRUCTION = w("instrText")
_SIMPLE_FIELD, _SIMPLE_INSTRUCTION = w("fldSimple"), w("instr")
_SECTION = w("sectPr")
_CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.IGNORECASE)
_FOOTER_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"


def read_docx(data: bytes) -> PageDocument:
    """The page document in a .docx file.

    Raises `ReadError` when `data` is no Word file, is damaged, or could do harm.
    """
    check_package(data)
    package = open_docx(data)
    try:
        return _read(package)
    except RecursionError as error:
        raise ReadError("文件的内部结构嵌套过深", _ASK_AGAIN, package.main) from error


def _read(package: DocxPackage) -> PageDocument:
    root = package.root(package.main)
    body = root.find(w("body"))
    if body is None:
        raise ReadError("这不是 Word 文档，其中没有正文", "请选择 .docx 或 .xlsx 文件")
    styles = StyleSheet(package.related("styles"), package.related("theme"))
    ordinals = _ordinals(root)
    blocks = _BodyReader(package.main, styles, ordinals).read(body)
    texts = (block.text.strip() for block in blocks if isinstance(block, Paragraph))
    return PageDocument(
        blocks=tuple(blocks),
        setup=_page_setup(package, body, styles),
        title=next((text for text in texts if text), ""),
        beside=texts_beside(package, root),
    )


def _ordinals(root: Element) -> dict[Element, int]:
    """The number of each element that a block, row or cell may come from."""
    found: dict[Element, int] = {}
    for number, element in enumerate(root.iter()):
        if element.tag in _NUMBERED:
            found[element] = number
            if len(found) > _MOST_NUMBERED:
                cause = "文件里的段落和单元格过多，不像是绩效目标表"
                raise ReadError(cause, "请在 WPS 里只留下绩效目标表后再打开")
    return found


class _BodyReader:
    """Walks the body once, keeping the fields and page breaks that reach over paragraphs."""

    def __init__(self, part: str, styles: StyleSheet, ordinals: dict[Element, int]) -> None:
        self._styles = styles
        self._grids = GridReader(part, styles, ordinals)
        self._blocks: list[Block] = []
        self._fields: list[str] = []
        self._break_next = False

    def read(self, body: Element) -> list[Block]:
        """The blocks of the body."""
        starts_page = _section_starts(body)
        for element in descend(body, BLOCKS):
            check_blocks(len(self._blocks))
            if element.tag == TABLE:
                grid = self._grids.read(element)
                if grid is not None:
                    self._break_before_grid()
                    self._blocks.append(grid)
            else:
                self._paragraph(element)
                section = element.find(f"{PARAGRAPH_PROPERTIES}/{_SECTION}")
                if section is not None and next(starts_page, False):
                    self._break_next = True
        return self._blocks

    def _break_before_grid(self) -> None:
        if not self._break_next:
            return
        self._break_next = False
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, Paragraph) and not last.text and not last.page_break_before:
            self._blocks[-1] = replace(last, page_break_before=True)
        else:
            # The break stood behind text: what follows it is a line of its own on the new page.
            self._blocks.append(Paragraph("", page_break_before=True))

    def _paragraph(self, element: Element) -> None:
        texts: list[str] = []
        in_contents = touched = self._in_contents()
        leading = trailing = shown_in_contents = False
        for run in descend(element, RUNS):
            for leaf in run:
                text = leaf_text(leaf)
                if text:
                    texts.append(text)
                    shown_in_contents |= in_contents
                elif leaf.tag == _FIELD_MARK or leaf.tag == _INSTRUCTION:
                    self._follow_field(leaf)
                    in_contents = self._in_contents()
                    touched |= in_contents
                elif is_page_break(leaf):
                    leading, trailing = leading or not texts, trailing or bool(texts)
        text = "".join(texts)
        properties = element.find(PARAGRAPH_PROPERTIES)
        breaks = self._break_next or self._styles.breaks_page(properties)
        self._break_next = trailing or (leading and not text)
        self._blocks.append(
            Paragraph(
                text=text,
                style=_paragraph_style(element, self._styles),
                outline_level=self._styles.outline_level(properties),
                page_break_before=breaks or (leading and bool(text)),
                contents=shown_in_contents
                or (touched and not text)
                or self._styles.is_contents(properties),
                origin=self._grids.origin(element),
            )
        )

    def _in_contents(self) -> bool:
        return any(_CONTENTS_FIELD.match(field) for field in self._fields)

    def _follow_field(self, leaf: Element) -> None:
        if leaf.tag == _INSTRUCTION:
            if self._fields:
                self._fields[-1] += leaf.text or ""
            return
        kind = leaf.get(_FIELD_TYPE)
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()


def _paragraph_style(paragraph: Element, styles: StyleSheet) -> TextStyle:
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    run = first_run(paragraph)
    holder = properties if run is None else run
    return styles.text_style(properties, None if holder is None else holder.find(RUN_PROPERTIES))


def _section_starts(body: Element) -> Iterator[bool]:
    """For each section but the first, whether it begins on a new page."""
    sections = list(body.iter(_SECTION))
    for section in sections[1:]:
        kind = section.find(w("type"))
        yield kind is None or kind.get(VAL) not in ("continuous", "nextColumn")


def _page_setup(package: DocxPackage, body: Element, styles: StyleSheet) -> PageSetup:
    sections = list(body.iter(_SECTION))
    if not sections:
        return PageSetup()
    default = PageSetup()
    size, margins = sections[-1].find(w("pgSz")), sections[-1].find(w("pgMar"))
    width = _length(size, "w", default.width)
    height = _length(size, "h", default.height)
    if size is not None and size.get(w("orient")) == "landscape" and width < height:
        width, height = height, width
    footer, style = _footer(package, sections, styles)
    return PageSetup(
        width=width,
        height=height,
        top=_length(margins, "top", default.top),
        right=_length(margins, "right", default.right),
        bottom=_length(margins, "bottom", default.bottom),
        left=_length(margins, "left", default.left) + _length(margins, "gutter", 0.0),
        footer=footer,
        footer_style=style,
    )


def _length(element: Element | None, name: str, default: float) -> float:
    found = None if element is None else twips(element.get(w(name)))
    return default if found is None else abs(found) / TWIPS_PER_MM


def _footer(
    package: DocxPackage, sections: list[Element], styles: StyleSheet
) -> tuple[str, TextStyle]:
    nothing = "", PageSetup().footer_style
    # A section without a footer of its own has that of the section before it.
    for section in reversed(sections):
        for reference in section.findall(w("footerReference")):
            if reference.get(w("type"), "default") != "default":
                continue
            link = package.relationships(package.main).get(
                reference.get(f"{{{RELATIONSHIPS}}}id", "")
            )
            if link is None or link.target not in package.archive.namelist():
                return nothing
            return _footer_text(package.root(link.target), styles) or nothing
    return nothing


def _footer_text(root: Element, styles: StyleSheet) -> tuple[str, TextStyle] | None:
    lines: list[str] = []
    style: TextStyle | None = None
    for paragraph, boxed in _all_paragraphs(root, boxed=False):
        line = _line_with_fields(paragraph)
        if line:
            lines.append(line)
            own = _paragraph_style(paragraph, styles)
            # WPS sets page numbers in a text box that is itself centred.
            style = style or (replace(own, align=Align.CENTER) if boxed else own)
    return ("\n".join(lines), style) if style else None


def _all_paragraphs(parent: Element, *, boxed: bool) -> Iterator[tuple[Element, bool]]:
    for child in parent:
        if child.tag == PARAGRAPH:
            yield child, boxed
        if child.tag != _FALLBACK:
            yield from _all_paragraphs(child, boxed=boxed or child.tag == RUN)


def _line_with_fields(paragraph: Element) -> str:
    """The text of a paragraph with page numbers as {page} and {pages}."""
    out: list[str] = []
    instruction: str | None = None
    in_result = False
    for element in descend(paragraph, RUNS_AND_FIELDS):
        if element.tag == _SIMPLE_FIELD:
            number = _placeholder(element.get(_SIMPLE_INSTRUCTION, ""))
            out.append(number or paragraph_text(element))
            continue
        for leaf in element:
            kind = leaf.get(_FIELD_TYPE) if leaf.tag == _FIELD_MARK else None
            if kind == "begin":
                instruction, in_result = "", False
            elif leaf.tag == _INSTRUCTION and instruction is not None:
                instruction += leaf.text or ""
            elif kind == "separate":
                in_result = True
                out.append(_placeholder(instruction or ""))
            elif kind == "end":
                if not in_result:
                    out.append(_placeholder(instruction or ""))
                instruction, in_result = None, False
            elif not (in_result and _placeholder(instruction or "")):
                out.append(leaf_text(leaf) or "")
    return "".join(out)


def _placeholder(instruction: str) -> str:
    match = _FOOTER_FIELD.match(instruction)
    if match is None:
        return ""
    return "{page}" if match[1].upper() == "PAGE" else "{pages}"
