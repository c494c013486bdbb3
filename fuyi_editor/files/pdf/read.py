# SPDX-License-Identifier: MulanPSL-2.0
"""Reading a PDF that holds text: its ruled tables as grids, the rest as paragraphs.

A PDF only says where each character and each line stands. What belongs together is concluded from
that; where the conclusion is a guess, the module that makes it says so.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.pdf.flow import flow_of, page_flow
from fuyi_editor.files.pdf.fonts import use_own_fonts
from fuyi_editor.files.pdf.glyphs import UNKNOWN, GlyphReader
from fuyi_editor.files.pdf.grid import text_style
from fuyi_editor.files.pdf.marks import PageMarks
from fuyi_editor.files.pdf.rules import read_rules
from fuyi_editor.files.pdf.tables import Table
from fuyi_editor.files.pdf.text import body_room, make_blocks
from fuyi_editor.files.pdf.turn import turn_of
from fuyi_editor.page.document import POINTS_PER_MM, Align, PageDocument, PageSetup, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.files.pdf.flow import Flow, PageFlow

MAX_PAGES = 1_000
MAX_CHARS = 2_000_000

_MOST_UNKNOWN = 0.2  # of the characters; with more of them a text cannot be used
_LEAST_MARGIN, _LARGEST_MARGIN = 5.0, 40.0
_ASK_FOR_TEXT = "请向发来文件的人要 Word 或 Excel 格式的文件"
_ASK_AGAIN = "请向发来文件的人重新要一份"


def read_pdf(data: bytes) -> PageDocument:
    """The page document that the pages of a PDF show.

    Raises `ReadError` when the PDF is damaged or protected, is too big, or holds no text.
    """
    with closing(_open(data)) as pdf:
        if len(pdf) > MAX_PAGES:
            raise ReadError(f"这份 PDF 超过 {MAX_PAGES} 页", "请只留下有表格的页再打开")
        pages = list(_read_pages(pdf))
    if not any(page.glyphs for page in pages):
        raise ReadError("这份 PDF 是扫描的图片，没有文字", _ASK_FOR_TEXT)
    _refuse_unknown(pages)
    flow = flow_of(page_flow(page) for page in pages)
    blocks = make_blocks(flow)
    texts = (block.text.strip() for block in blocks if isinstance(block, Paragraph))
    return PageDocument(tuple(blocks), _setup(flow), next((text for text in texts if text), ""))


def _open(data: bytes) -> pypdfium2.PdfDocument:
    use_own_fonts()
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ReadError(
                "这份 PDF 设有打开密码", "请向发来文件的人要一份不加密的文件"
            ) from error
        raise ReadError("这份 PDF 已损坏，读不出来", _ASK_AGAIN) from error


def _read_pages(pdf: pypdfium2.PdfDocument) -> Iterator[PageMarks]:
    count = 0
    for number in range(1, len(pdf) + 1):
        marks = _read_page(pdf, number)
        count += len(marks.glyphs)
        if count > MAX_CHARS:
            raise ReadError("这份 PDF 的文字过多，超出可处理的范围", _ASK_FOR_TEXT)
        yield marks


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> PageMarks:
    try:
        page = pdf[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise ReadError("这份 PDF 有一页已损坏", _ASK_AGAIN, f"第{number}页") from error
    if text.count_chars() > MAX_CHARS:
        raise ReadError("这份 PDF 的文字过多，超出可处理的范围", _ASK_FOR_TEXT, f"第{number}页")
    turn = turn_of(page)
    glyphs = tuple(GlyphReader(text, turn).read())
    horizontal, vertical = read_rules(page, turn, number)
    text.close()
    page.close()
    return PageMarks(number, turn.width, turn.height, glyphs, horizontal, vertical)


def _refuse_unknown(pages: list[PageMarks]) -> None:
    chars = Counter(glyph.char for page in pages for glyph in page.glyphs)
    if chars[UNKNOWN] > _MOST_UNKNOWN * chars.total():
        raise ReadError("这份 PDF 没有记下文字是哪些字，读出来会是乱码", _ASK_FOR_TEXT)


def _setup(flow: Flow) -> PageSetup:
    """The paper of the first page with a table, margins as wide as what is printed leaves."""
    pages = [page for page in flow.pages if any(isinstance(item, Table) for item in page.items)]
    page = (pages or flow.pages)[0]
    room = body_room(flow)
    tables = [placed.item for placed in flow.placed if isinstance(placed.item, Table)]
    left = min([room.left, *(table.left for table in tables)])
    right = max([room.right, *(table.right for table in tables)])
    top = min((_first_top(page) for page in flow.pages if page.items), default=0.0)
    bottom = max(page.bottom for page in flow.pages)
    footer = next((page for page in flow.pages if page.footer_line), None)
    style = PageSetup().footer_style
    if footer and footer.footer_line:
        style = text_style([footer.footer_line], Align.CENTER)
    return PageSetup(
        width=_paper(page.width),
        height=_paper(page.height),
        top=_margin(top),
        right=_margin(page.width - right),
        bottom=_margin(page.height - bottom),
        left=_margin(left),
        footer=footer.footer if footer else "",
        footer_style=style,
    )


def _first_top(page: PageFlow) -> float:
    first = page.items[0]
    return first.top if isinstance(first, Table) else first.baseline - first.size


def _paper(points: float) -> float:
    """Millimetres, those of A4 and A3 exactly: programs round paper to whole points."""
    length = points / POINTS_PER_MM
    return next((side for side in (210.0, 297.0, 420.0) if abs(side - length) < 1), length)


def _margin(points: float) -> float:
    return min(max(points / POINTS_PER_MM, _LEAST_MARGIN), _LARGEST_MARGIN)
