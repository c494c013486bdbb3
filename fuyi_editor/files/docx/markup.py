# SPDX-License-Identifier: MulanPSL-2.0
"""Paragraphs and grids as WordprocessingML text. Children stand in the order the schema demands.

Each way of setting text becomes a named paragraph style, so that a book of a hundred projects stays
small and a user can change the font of all its tables at one place.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from fuyi_editor.files.docx.names import WORD
from fuyi_editor.files.docx.text import clean_text
from fuyi_editor.page.document import TWIPS_PER_MM, Align, Borders, VerticalAlign
from fuyi_editor.page.marked_text import lines_of, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.page.document import Cell, Grid, Paragraph, Row, TextStyle

NAMESPACE = f'xmlns:w="{WORD}"'
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_UNDERLINED = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:u w:val="single"/></w:rPr>'
_TABLE_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_TOKENS = re.compile(r"[\t\n]|[^\t\n]+")
_FOOTER_TOKENS = re.compile(r"\{pages?\}|[^{]+|\{")
_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_VERTICAL = {
    VerticalAlign.TOP: "top", VerticalAlign.CENTER: "center", VerticalAlign.BOTTOM: "bottom",
}  # fmt: skip
_ALIGN_NAMES = {
    Align.LEFT: "左", Align.CENTER: "中", Align.RIGHT: "右", Align.JUSTIFY: "两端",
}  # fmt: skip
_LINE = {True: 'w:val="single" w:sz="4" w:space="0" w:color="auto"', False: 'w:val="nil"'}
_CELL_MARGIN = 108
_CELL_MARGIN_Y = 15
"""Twips; with the line of half a point between rows the 2 pt of `page.block_layout.PADDING_Y`."""
_ALL_SIDES = Borders()
_CONTENTS_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_CONTENTS_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

# LibreOffice hangs no punctuation over the edge of a cell; Word is told not to.
_NO_HANGING = '<w:overflowPunct w:val="0"/>'
_KEEP = "<w:keepNext/>"
_StyleKey = tuple["TextStyle", bool]


@dataclass(slots=True)
class NamedStyles:
    """The paragraph styles of a document in the making, by the text style that each one sets."""

    names: dict[_StyleKey, str] = field(default_factory=dict["_StyleKey", str])
    _known: dict[_StyleKey, str] = field(default_factory=dict["_StyleKey", str])

    def name(self, style: TextStyle, *, in_cell: bool = False) -> str:
        """The id of the paragraph style for `style`, whatever its vertical alignment."""
        found = self._known.get((style, in_cell))
        if found is None:
            plain = replace(style, vertical_align=VerticalAlign.CENTER)
            found = self.names.setdefault((plain, in_cell), f"FY{len(self.names) + 1}")
            self._known[style, in_cell] = found
        return found

    def to_xml(self) -> str:
        """The w:style elements."""
        return "".join([_named_style(*key, name) for key, name in self.names.items()])


def _named_style(style: TextStyle, in_cell: bool, name: str) -> str:
    weight = " 粗" if style.bold else ""
    shown = f"{style.family} {style.size:g}{weight} {_ALIGN_NAMES[style.align]}"
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f"<w:name w:val={quoteattr(clean_text(f'{shown} {name[2:]}'))}/>"
        f'<w:basedOn w:val="Normal"/>'
        f"{paragraph_properties(style, '', _NO_HANGING if in_cell else '')}"
        f"{run_properties(style)}</w:style>"
    )


def paragraphs_xml(paragraphs: Sequence[Paragraph], styles: NamedStyles) -> str:
    """Paragraphs of a w:body; consecutive lines of contents become one field."""
    listed = [paragraph.contents and not _titles_contents(paragraph) for paragraph in paragraphs]
    out: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        begin = end = ""
        if listed[index]:
            if index == 0 or not listed[index - 1]:
                begin = _CONTENTS_BEGIN
            if index + 1 == len(paragraphs) or not listed[index + 1]:
                end = _CONTENTS_END
        out.append(_body_paragraph(paragraph, styles, begin, end))
    return "".join(out)


def _titles_contents(paragraph: Paragraph) -> bool:
    """Whether a line of contents is the title over them (目录): Word must not make it anew."""
    return paragraph.style.align is Align.CENTER and not paragraph.outline_level


def _body_paragraph(paragraph: Paragraph, styles: NamedStyles, begin: str, end: str) -> str:
    level = min(paragraph.outline_level, 9)
    built_in = f"Heading{level}" if level else "TOC1" if paragraph.contents else ""
    breaks = "<w:pageBreakBefore/>" if paragraph.page_break_before else ""
    text = clean_text(paragraph.text)
    if built_in:
        # Word finds headings and contents by their own styles; the rest is said directly.
        run = run_properties(paragraph.style)
        named = f'<w:pStyle w:val="{built_in}"/>{breaks}'
        properties = paragraph_properties(paragraph.style, run, named)
    else:
        run = _HINT
        name = styles.name(paragraph.style)
        properties = f'<w:pPr><w:pStyle w:val="{name}"/>{breaks}</w:pPr>'
    return f"<w:p>{properties}{begin}{_run(text, run)}{end}</w:p>"


def footer_paragraph(line: str, style: TextStyle) -> str:
    """A line of the footer; {page} and {pages} become fields."""
    run = run_properties(style)
    out = ["<w:p>", paragraph_properties(style, run)]
    for token in _FOOTER_TOKENS.findall(clean_text(line)):
        name = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(token)
        if name:
            out.append(f'<w:fldSimple w:instr=" {name} ">{_run("1", run)}</w:fldSimple>')
        else:
            out.append(_run(token, run))
    return "".join([*out, "</w:p>"])


def run_properties(style: TextStyle) -> str:
    """The w:rPr of a style: one face for all scripts, so that quotation marks do not change it."""
    family = quoteattr(clean_text(style.family))
    size = round(style.size * 2)
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii={family} w:hAnsi={family}'
        f" w:eastAsia={family} w:cs={family}/>{bold}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def paragraph_properties(style: TextStyle, run: str, named: str = "") -> str:
    """The w:pPr of a style; `run` is its w:rPr, set on the paragraph mark too."""
    out = ["<w:pPr>", named]
    spacing = ""
    if style.space_before:
        spacing += f' w:before="{round(style.space_before * 20)}"'
    if style.space_after:
        spacing += f' w:after="{round(style.space_after * 20)}"'
    if style.line_pitch:
        spacing += f' w:line="{round(style.line_pitch * 20)}" w:lineRule="exact"'
    if spacing:
        out.append(f"<w:spacing{spacing}/>")
    if style.first_indent > 0:
        out.append(f'<w:ind w:firstLine="{round(style.first_indent * 20)}"/>')
    return "".join([*out, f'<w:jc w:val="{_JC[style.align]}"/>', run, "</w:pPr>"])


def _run(text: str, properties: str) -> str:
    if not text:
        return ""
    out = ["<w:r>", properties]
    for token in _TOKENS.findall(text):
        if token == "\t":
            out.append("<w:tab/>")
        elif token == "\n":
            out.append("<w:br/>")
        else:
            out.append(f'<w:t xml:space="preserve">{escape(token)}</w:t>')
    return "".join([*out, "</w:r>"])


def grid_xml(grid: Grid, styles: NamedStyles) -> str:
    """A grid of a w:body. Its four statements of width agree to the twip."""
    widths = whole_twips(grid.columns)
    begun = _merge_anchors(grid)
    out = [
        "<w:tbl><w:tblPr>",
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="{_JC[grid.align]}"/>',
        "<w:tblBorders>",
        *(f"<w:{side} {_LINE[True]}/>" for side in _TABLE_BORDERS),
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>',
        f'<w:top w:w="{_CELL_MARGIN_Y}" w:type="dxa"/>',
        f'<w:left w:w="{_CELL_MARGIN}" w:type="dxa"/>',
        f'<w:bottom w:w="{_CELL_MARGIN_Y}" w:type="dxa"/>',
        f'<w:right w:w="{_CELL_MARGIN}" w:type="dxa"/>',
        "</w:tblCellMar></w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    for index, row in enumerate(grid.rows):
        out += ["<w:tr>", _row_properties(row)]
        for cell in row.cells:
            merge = ' w:val="restart"' if (index, cell.column) in begun else ""
            if merge or cell.continues:
                merge = f"<w:vMerge{merge}/>"
            # Rows of the header never stand at the foot of a page without a row below them.
            out.append(_cell_xml(cell, widths, merge, styles, _KEEP if row.header else ""))
        out.append("</w:tr>")
    return "".join([*out, "</w:tbl>"])


def _merge_anchors(grid: Grid) -> set[tuple[int, int]]:
    """Row and column of the cells that begin a merge: continued from below, continuing nothing."""
    continued = {
        (index, cell.column)
        for index, row in enumerate(grid.rows)
        for cell in row.cells
        if cell.continues
    }
    return {(index - 1, column) for index, column in continued} - continued


def _row_properties(row: Row) -> str:
    out = "" if row.can_split else "<w:cantSplit/>"
    height = round(row.min_height * TWIPS_PER_MM)
    if height > 0:
        out += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if row.header:
        out += "<w:tblHeader/>"
    return f"<w:trPr>{out}</w:trPr>" if out else ""


def _cell_xml(
    cell: Cell, widths: list[int], merge: str, styles: NamedStyles, keep: str = ""
) -> str:
    name = styles.name(cell.style, in_cell=True)
    properties = f'<w:pPr><w:pStyle w:val="{name}"/>{keep}</w:pPr>'
    end = cell.column + cell.column_span
    width = sum(widths[cell.column : end])
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    lines = [f"<w:p>{properties}{runs}</w:p>" for runs in _lines_of_runs(cell)]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'{_borders(cell.borders)}<w:vAlign w:val="{_VERTICAL[cell.style.vertical_align]}"/>'
        f"</w:tcPr>{''.join(lines)}</w:tc>"
    )


def _lines_of_runs(cell: Cell) -> list[str]:
    text = "" if cell.continues else cell.text
    if not cell.marks:
        return [_run(line, _HINT) for line in clean_text(text).split("\n")]
    return [
        "".join(
            _run(clean_text(piece), _UNDERLINED if marked else _HINT)
            for piece, marked in pieces(line, marks)
        )
        for line, marks in lines_of(text, cell.marks)
    ]


def _borders(borders: Borders) -> str:
    if borders == _ALL_SIDES:
        return ""
    sides = (
        ("top", borders.top),
        ("left", borders.left),
        ("bottom", borders.bottom),
        ("right", borders.right),
    )
    lines = [f"<w:{name} {_LINE[shown]}/>" for name, shown in sides]
    return f"<w:tcBorders>{''.join(lines)}</w:tcBorders>"


def whole_twips(columns: Sequence[float]) -> list[int]:
    """Column widths in twips whose sum is the rounded sum, by largest remainder."""
    exact = [width * TWIPS_PER_MM for width in columns]
    # The tiny addition keeps a width that was read from whole twips on its number.
    found = [math.floor(width + 1e-6) for width in exact]
    short = round(sum(exact)) - sum(found)
    by_remainder = sorted(range(len(exact)), key=lambda i: found[i] - exact[i])
    for index in by_remainder[: max(short, 0)]:
        found[index] += 1
    return found
