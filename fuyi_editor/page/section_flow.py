# SPDX-License-Identifier: MulanPSL-2.0
"""Fill pages with the blocks of a section: what lies between two forced page breaks.

A section that differs from an earlier one only in the middle is filled from the first difference
to where it stands again as it stood before; the pages before and behind are taken over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.page.block_layout import BlockLayout, GridLayout, ParagraphLayout
from fuyi_editor.page.document import POINTS_PER_MM
from fuyi_editor.page.grid_flow import EPSILON, GridFlow
from fuyi_editor.page.placing import GridSlice, ParagraphSlice, Slice

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageSetup

Sheet = tuple[Slice, ...]
"""What stands on a page, apart from its number."""


class _Start(NamedTuple):
    """How far the pages were filled when a block began."""

    sheets: int
    slices: int
    y: float

    def alike(self, other: _Start) -> bool:
        """Whether what follows looks the same from both, page numbers apart."""
        return (bool(self.sheets), bool(self.slices), self.y) == (
            bool(other.sheets),
            bool(other.slices),
            other.y,
        )


@dataclass(frozen=True, eq=False)
class Section:
    """The pages of a section, and what is needed to fill a similar one faster."""

    layouts: tuple[BlockLayout, ...]
    sheets: tuple[Sheet, ...]
    starts: tuple[_Start, ...]


def flow_section(
    layouts: tuple[BlockLayout, ...], setup: PageSetup, similar: Section | None = None
) -> Section:
    """Put blocks on pages; `similar` is the same section before an edit (or any other)."""
    return _SectionFlow(layouts, setup).run(similar)


def _unchanged_start(layouts: tuple[BlockLayout, ...], old: Section) -> int:
    """Before which block nothing differs from `old`, nor can have looked ahead at a difference."""
    shorter = min(len(layouts), len(old.layouts))
    same = next((n for n in range(shorter) if layouts[n] is not old.layouts[n]), shorter)
    same = min(same, len(old.starts) - 1)
    while same > 0 and (
        _looks_ahead(layouts[same - 1])
        or _is_kept(layouts[same : same + 1])
        or _is_kept(old.layouts[same : same + 1])
    ):
        same -= 1
    return max(same, 0)


def _unchanged_end(layouts: tuple[BlockLayout, ...], old: Section) -> int:
    """From which block on nothing differs from `old`."""
    if len(layouts) != len(old.layouts):
        return len(layouts)
    first = len(layouts)
    while first and layouts[first - 1] is old.layouts[first - 1]:
        first -= 1
    return first


def _looks_ahead(layout: BlockLayout) -> bool:
    return isinstance(layout, ParagraphLayout) and (
        layout.paragraph.outline_level > 0 or not layout.paragraph.text
    )


def _is_kept(layouts: tuple[BlockLayout, ...]) -> bool:
    """Whether the first of `layouts` must stay with the grid before it."""
    return any(
        isinstance(layout, ParagraphLayout) and layout.paragraph.kept_to_grid
        for layout in layouts[:1]
    )


class _SectionFlow:
    """Fills pages with the blocks of one section."""

    def __init__(self, layouts: tuple[BlockLayout, ...], setup: PageSetup) -> None:
        self._layouts = layouts
        self._top = setup.top * POINTS_PER_MM
        self._bottom = (setup.height - setup.bottom) * POINTS_PER_MM
        self._y = self._top
        self._slices: list[Slice] = []
        self._sheets: list[Sheet] = []
        self._starts: list[_Start] = []

    def run(self, old: Section | None) -> Section:
        """Fill the pages, with those of `old` where they are the same."""
        first, same_from = 0, len(self._layouts)
        if old is not None:
            first = self._resume(old)
            same_from = _unchanged_end(self._layouts, old)
        for block in range(first, len(self._layouts)):
            start = _Start(len(self._sheets), len(self._slices), self._y)
            if old is not None and block >= same_from and start.alike(old.starts[block]):
                return self._take_over_rest(old, block, start)
            self._starts.append(start)
            self._add(block, self._layouts[block])
        if self._slices or not self._sheets:
            self._new_page()
        return Section(self._layouts, tuple(self._sheets), tuple(self._starts))

    def _resume(self, old: Section) -> int:
        first = _unchanged_start(self._layouts, old)
        if first:
            start = old.starts[first]
            self._sheets = list(old.sheets[: start.sheets])
            if start.slices:
                self._slices = list(old.sheets[start.sheets][: start.slices])
            self._y = start.y
            self._starts = list(old.starts[:first])
        return first

    def _take_over_rest(self, old: Section, block: int, start: _Start) -> Section:
        was = old.starts[block]
        rest = old.sheets[was.sheets :]
        current = (*self._slices, *rest[0][was.slices :]) if rest else tuple(self._slices)
        pages, slices = start.sheets - was.sheets, start.slices - was.slices
        starts = (
            _Start(s.sheets + pages, s.slices + (slices if s.sheets == was.sheets else 0), s.y)
            for s in old.starts[block:]
        )
        sheets = (*self._sheets, *((current,) if current else ()), *rest[1:])
        return Section(self._layouts, sheets, (*self._starts, *starts))

    def _add(self, block: int, layout: BlockLayout) -> None:
        if not self._fresh and self._kept_height(block) > self._free + EPSILON:
            self._new_page()
        if isinstance(layout, GridLayout):
            self._add_grid(block, layout)
        else:
            self._add_paragraph(block, layout)

    @property
    def _fresh(self) -> bool:
        return not self._slices

    @property
    def _free(self) -> float:
        return self._bottom - self._y

    def _new_page(self) -> None:
        self._sheets.append(tuple(self._slices))
        self._slices = []
        self._y = self._top

    def _kept_height(self, block: int) -> float:
        """What must be free for a heading, all headings after it, and the start of its text."""
        height = 0.0
        for layout in self._layouts[block:]:
            if isinstance(layout, GridLayout):
                return height + layout.shortest_start if height else 0.0
            if layout.paragraph.outline_level:
                height += layout.height
            elif not height:
                return 0.0
            elif layout.paragraph.text:
                return height + layout.shortest_start
            else:
                height += layout.height
        return height

    def _add_grid(self, block: int, layout: GridLayout) -> None:
        below = self._layouts[block + 1 : block + 2]
        kept = below[0].height if _is_kept(below) else 0.0
        flow = GridFlow(layout, self._bottom - self._top, kept)
        while not flow.finished:
            piece = flow.take(self._free, fresh=self._fresh)
            if piece is None:
                self._new_page()
                continue
            self._slices.append(GridSlice(block, self._y, layout, piece))
            self._y += piece.height
            if not flow.finished:
                self._new_page()

    def _add_paragraph(self, block: int, layout: ParagraphLayout) -> None:
        text, first, total = layout.text, 0, len(layout.text.lines)
        # As in Word: the space above is dropped on a page that was begun for lack of room.
        self._y += 0.0 if self._fresh and self._sheets else text.style.space_before
        while first < total:
            count = self._lines_that_fit(total - first, text.pitch)
            if not count:
                self._new_page()
                continue
            self._slices.append(ParagraphSlice(block, self._y, layout, first, first + count))
            self._y += count * text.pitch
            first += count
            if first < total:
                self._new_page()
        self._y += text.style.space_after

    def _lines_that_fit(self, left: int, pitch: float) -> int:
        """How many of `left` lines stay on this page; neither one alone here nor one over there."""
        count = min(left, int((self._free + EPSILON) / pitch)) if pitch else left
        if count == left - 1:
            count -= 1
        if count <= 1 < left:
            count = 0
        if count < 1 and self._fresh:
            return min(left, max(1, int((self._free + EPSILON) / pitch)))
        return max(count, 0)
