# SPDX-License-Identifier: MulanPSL-2.0
"""The lines and tables of all pages in reading order, with the tables joined over the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.joining import Labels, append, continues
from fuyi_editor.files.pdf.lines import TextLine, text_lines
from fuyi_editor.files.pdf.raster import find_rasters
from fuyi_editor.files.pdf.tables import SAME_EDGE, Table, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.files.pdf.marks import Glyph, PageMarks
    from fuyi_editor.files.pdf.raster import Raster

Item = TextLine | Table

_MARGIN = 0.12  # of the page's height; page numbers stand no farther from its edges
_HEADER = 0.065
_DASHES = r"[-\s—–―－─‐·~]*"
_PAGE_NUMBERS = (
    re.compile(rf"^({_DASHES})(?P<page>\d{{1,4}})({_DASHES})$"),
    re.compile(r"^(?P<page>\d{1,4})\s*[/／]\s*(?P<pages>\d{1,4})$"),
    re.compile(
        r"^第\s*(?P<page>\d{1,4})\s*页(?:\s*[,，/]?\s*[(（]?\s*共\s*(?P<pages>\d{1,4})\s*页\s*[)）]?)?$"
    ),
)
_LINES_FORCE = 6.0  # so many lines of room at the end of a page show that its end was forced
_ABOVE = 2.2  # em; no farther above a table stands a line that belongs to it
_AT_SIDE = 2.0  # em


@dataclass(slots=True)
class PageFlow:
    """One page: what stands on it from top to bottom, and its page number taken out."""

    number: int
    width: float
    height: float
    items: list[Item]
    footer: str = ""
    footer_line: TextLine | None = None

    @property
    def bottom(self) -> float:
        """Where the last of its items ends."""
        return max((_bottom(item) for item in self.items), default=0.0)


@dataclass(slots=True)
class Placed:
    """A line or a whole table; `opens` says that it begins a page though there was room before."""

    item: Item
    page: int
    opens: bool = False


@dataclass(slots=True)
class Flow:
    """All of the document in reading order."""

    placed: list[Placed] = field(default_factory=list[Placed])
    pages: list[PageFlow] = field(default_factory=list[PageFlow])


def page_flow(marks: PageMarks) -> PageFlow:
    """What stands on a page, its page number set apart."""
    rasters = find_rasters(marks.horizontal, marks.vertical)
    inside: list[list[Glyph]] = [[] for _ in rasters]
    outside: list[Glyph] = []
    for glyph in marks.glyphs:
        table = _table_at(rasters, glyph)
        (outside if table is None else inside[table]).append(glyph)
    tables = [
        build_table(raster, glyphs, marks.number)
        for raster, glyphs in zip(rasters, inside, strict=True)
    ]
    items: list[Item] = [*text_lines(outside, tabs=True), *tables]
    items.sort(key=_top)
    page = PageFlow(marks.number, marks.width, marks.height, items)
    _take_page_number(page)
    _give_tables_their_heads(page)
    return page


def flow_of(pages: Iterable[PageFlow]) -> Flow:
    """The items of all pages; tables that go on over a page break are one."""
    flow = Flow(pages=list(pages))
    tables = [item for page in flow.pages for item in page.items if isinstance(item, Table)]
    labels = Labels([table.rows for table in tables])
    limit = max((page.bottom for page in flow.pages), default=0.0)
    lead: list[str] = []
    before: PageFlow | None = None
    for page in flow.pages:
        items = page.items[_running_header(before, page) :]
        taken = _continued(flow, items, page.number, limit, lead, labels)
        for number, item in enumerate(items[taken:]):
            if isinstance(item, Table):
                lead = _lead(items[: taken + number])
            opens = not taken and not number and _was_forced(flow, item, before, limit)
            flow.placed.append(Placed(item, page.number, opens))
        before = page
    return flow


def _continued(
    flow: Flow, items: Sequence[Item], page: int, limit: float, lead: list[str], labels: Labels
) -> int:
    """Let the last table go on with the first one of a page; the number of items that took."""
    upper = flow.placed[-1].item if flow.placed else None
    if not isinstance(upper, Table) or upper.page != page - 1:
        return 0
    number = next((n for n, item in enumerate(items) if isinstance(item, Table)), None)
    if number is None:
        return 0
    lower, above = items[number], _lead(items[:number])
    if not isinstance(lower, Table) or (above and above != lead[-len(above) :]):
        return 0
    if not continues(upper, lower, limit - upper.bottom):
        return 0
    append(upper, lower, labels)
    return number + 1


def _lead(items: Sequence[Item]) -> list[str]:
    """The texts of the lines at the end of some items."""
    texts: list[str] = []
    for item in items:
        texts = [] if isinstance(item, Table) else [*texts, item.text]
    return texts


def _was_forced(flow: Flow, item: Item, before: PageFlow | None, limit: float) -> bool:
    if before is None or not flow.placed:
        return False
    if isinstance(flow.placed[-1].item, Table) and isinstance(item, TextLine):
        return True
    height = item.rows[0].height if isinstance(item, Table) else item.size
    return limit - before.bottom > _LINES_FORCE * height


def _running_header(before: PageFlow | None, page: PageFlow) -> int:
    """How many lines in the upper margin only repeat those of the page before."""
    count = 0
    for one, other in zip(before.items if before else (), page.items, strict=False):
        if not (isinstance(one, TextLine) and isinstance(other, TextLine)):
            break
        in_margin = other.baseline < _HEADER * page.height
        if not in_margin or one.text != other.text or abs(one.baseline - other.baseline) > 2:
            break
        count += 1
    return count


def _take_page_number(page: PageFlow) -> None:
    lines = [item for item in (page.items[-1:] + page.items[:1]) if isinstance(item, TextLine)]
    for line in lines:
        if _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height:
            continue
        footer = page_number(line.text)
        if footer:
            page.footer, page.footer_line = footer, line
            page.items.remove(line)
            return


def page_number(text: str) -> str:
    """A page number with {page} and {pages} for the numbers, empty where a text is none."""
    for pattern in _PAGE_NUMBERS:
        match = pattern.match(text.strip())
        if match:
            text = match[0]
            places = [("{page}", match.span("page"))]
            if "pages" in pattern.groupindex and match["pages"]:
                places.append(("{pages}", match.span("pages")))
            for name, (start, end) in reversed(places):
                text = text[:start] + name + text[end:]
            return text
    return ""


def _give_tables_their_heads(page: PageFlow) -> None:
    """Give a table the line right above it that names the unit and, at the right, 单位：万元."""
    kept: list[Item] = []
    for item in page.items:
        line = kept[-1] if kept else None
        if isinstance(item, Table) and isinstance(line, TextLine) and _is_head(line, item):
            item.head = line
            kept.pop()
        kept.append(item)
    page.items = kept


def _is_head(line: TextLine, table: Table) -> bool:
    near = _AT_SIDE * line.size
    return (
        len(line.gaps) == 1
        and table.left + SAME_EDGE < line.gaps[0][0]
        and line.gaps[0][1] < table.right - SAME_EDGE
        and 0 < table.top - line.baseline < _ABOVE * line.size
        and abs(line.left - table.left) < near
        and abs(table.right - line.right) < near
    )


def _table_at(rasters: Sequence[Raster], glyph: Glyph) -> int | None:
    x, y = glyph.center, glyph.middle
    return next((n for n, raster in enumerate(rasters) if raster.covers(x, y)), None)


def _top(item: Item) -> float:
    return item.top if isinstance(item, Table) else item.baseline - item.size


def _bottom(item: Item) -> float:
    return item.bottom if isinstance(item, Table) else item.baseline
