# SPDX-License-Identifier: MulanPSL-2.0
"""Where the pages lie on the desk: all below each other, or one in view at a time."""

from __future__ import annotations

from dataclasses import dataclass

DESK_MARGIN = 20
PAGE_GAP = 16


@dataclass(frozen=True)
class PageStack:
    """`count` pages of the height `page` in a view of the height `room`, all in pixels.

    `one_by_one` gives each page a view of its own; a page that is higher is scrolled through.
    """

    page: int
    count: int
    room: int
    one_by_one: bool = False

    @property
    def step(self) -> int:
        """From one page to the next."""
        if self.one_by_one:
            return max(self.page + 2 * DESK_MARGIN, self.room)
        return self.page + PAGE_GAP

    @property
    def height(self) -> int:
        """Of the whole desk."""
        if self.one_by_one:
            return self.count * self.step
        return self.top(self.count) - PAGE_GAP + DESK_MARGIN

    def top(self, index: int) -> int:
        """The upper edge of a page (from 0)."""
        above = (self.step - self.page) // 2 if self.one_by_one else DESK_MARGIN
        return index * self.step + above

    def start(self, index: int) -> int:
        """How far to scroll to see a page from its beginning."""
        return index * self.step if self.one_by_one else self.top(index) - PAGE_GAP // 2

    def index_at(self, position: int) -> int:
        """The page at or before a place on the desk."""
        index = (position if self.one_by_one else position - DESK_MARGIN) // self.step
        return max(0, min(index, self.count - 1))

    def seen(self, scrolled: int) -> range:
        """The pages of which something is in view."""
        if self.one_by_one:
            index = self.index_at(scrolled + self.room // 2)
            return range(index, index + 1)
        first = max(0, (scrolled - DESK_MARGIN) // self.step)
        last = (scrolled - DESK_MARGIN + self.room) // self.step
        return range(min(first, self.count), min(last + 1, self.count))

    def settled(self, scrolled: int, before: int) -> int:
        """Where scrolling to a place comes to rest: never between two pages seen one by one."""
        if not self.one_by_one:
            return scrolled
        index, beyond = divmod(scrolled, self.step)
        spare = self.step - self.room
        if beyond <= spare:
            return scrolled
        return (index + 1) * self.step if scrolled >= before else index * self.step + spare
