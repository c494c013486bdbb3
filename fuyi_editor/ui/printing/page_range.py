# SPDX-License-Identifier: MulanPSL-2.0
"""Which pages of a book are printed, as people write it: `1-3,5`, also with full-width signs."""

from __future__ import annotations

import re

EXAMPLE = "1-3,5"
_SEPARATORS = re.compile(r"[,，、;；\s]+")
_SPAN = re.compile(r"(\d+)(?:[-－—–~～至到](\d+))?")


class PageRangeError(ValueError):
    """A sentence for the user."""


def parse_page_range(text: str, count: int) -> tuple[int, ...]:
    """The page numbers, each once, in ascending order; `PageRangeError` if there is no such page.

    A span may be written backwards.
    """
    joined = re.sub(r"\s*([-－—–~～至到])\s*", r"\1", text)
    parts = [part for part in _SEPARATORS.split(joined) if part]
    if not parts:
        raise PageRangeError(f"请填写要打印的页码，例如 {EXAMPLE}")
    wanted: set[int] = set()
    for part in parts:
        match = _SPAN.fullmatch(part)
        if match is None:
            raise PageRangeError(f"“{part}”不是页码，请写成 {EXAMPLE} 这样")
        ends = [_number(end, count) for end in match.groups() if end]
        wanted.update(range(min(ends), max(ends) + 1))
    return tuple(sorted(wanted))


def _number(digits: str, count: int) -> int:
    shown = digits.lstrip("0") or "0"
    # Not as a number first: Python refuses to read thousands of digits.
    if len(shown) > len(str(count)) or not 1 <= int(shown) <= count:
        raise PageRangeError(f"没有第 {shown[:9]} 页，一共 {count} 页")
    return int(shown)
