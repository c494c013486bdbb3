# SPDX-License-Identifier: MulanPSL-2.0
"""Which blocks of a page document go to which sheet, and what the sheets are named."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from fuyi_editor.page.document import Block, PageDocument

FRONT_NAME = "封面与说明"
MAX_NAME = 31

_NUMBERING = re.compile(r"^\s*(?:\d+\s*[.．、]|[（(]?[一二三四五六七八九十百]+[)）、.．])\s*")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RESERVED = frozenset({"history"})
"""Excel keeps this name for its change log and refuses files that use it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written: its name, unique in the workbook, and its blocks."""

    name: str
    blocks: tuple[Block, ...]


def split_sheets(page: PageDocument) -> tuple[Sheet, ...]:
    """One sheet per project; everything that belongs to no grid goes to a first sheet.

    The table of contents is left out: its page numbers mean nothing in a workbook.
    """
    groups = _groups(page.blocks)
    front = [block for group in groups if not _has_grid(group) for block in group]
    taken: set[str] = set(_RESERVED)
    sheets: list[Sheet] = []
    if any(isinstance(block, Paragraph) and block.text.strip() for block in front):
        sheets.append(Sheet(unique_name(FRONT_NAME, taken), tuple(_trimmed(front))))
    for number, group in enumerate(filter(_has_grid, groups), start=1):
        name = clean_name(_heading(group)) or str(number)
        sheets.append(Sheet(unique_name(name, taken), tuple(_trimmed(group))))
    return tuple(sheets) or (Sheet(unique_name(clean_name(page.title) or "1", taken), ()),)


def clean_name(heading: str) -> str:
    """A heading as a sheet name of at most 31 UTF-16 units; "" when nothing of it is left."""
    text = _NUMBERING.sub("", heading.strip())
    text = text.removesuffix("绩效目标表") or text
    text = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub("", re.sub(r"[\t\r\n]", " ", text)))
    return _cut(text.strip("' "), MAX_NAME).strip("' ")


def _groups(blocks: tuple[Block, ...]) -> list[list[Block]]:
    """Runs of blocks of one node; a blank line belongs to whatever it follows."""
    groups: list[list[Block]] = []
    node: str | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and block.contents:
            continue
        blank = isinstance(block, Paragraph) and not block.text.strip()
        if not groups or (block.node != node and not blank):
            groups.append([])
            node = block.node
        groups[-1].append(block)
    for before, group in pairwise(groups):
        _take_heading(before, group)
    return groups


def _take_heading(before: list[Block], group: list[Block]) -> None:
    """Move a heading that bears no node to the grid that it stands above."""
    if _has_grid(before) or not _has_grid(group) or _heading(group):
        return
    at = len(before)
    while at and isinstance(last := before[at - 1], Paragraph) and not last.text.strip():
        at -= 1
    if at and isinstance(last := before[at - 1], Paragraph) and last.outline_level:
        group[:0] = before[at - 1 :]
        del before[at - 1 :]


def _has_grid(group: list[Block]) -> bool:
    return any(isinstance(block, Grid) for block in group)


def _heading(group: list[Block]) -> str:
    for block in group:
        if isinstance(block, Paragraph) and block.outline_level and block.text.strip():
            return block.text
    return ""


def _trimmed(blocks: list[Block]) -> list[Block]:
    """The blocks without blank lines at either end."""
    filled = [
        index for index, block in enumerate(blocks) if isinstance(block, Grid) or block.text.strip()
    ]
    return blocks[filled[0] : filled[-1] + 1] if filled else []


def unique_name(name: str, taken: set[str]) -> str:
    """The name, numbered if it or its like is in `taken`, to which it is added."""
    unique = name
    number = 1
    while (key := unicodedata.normalize("NFKC", unique).casefold()) in taken:
        number += 1
        suffix = f"({number})"
        unique = _cut(name, MAX_NAME - len(suffix)) + suffix
    taken.add(key)
    return unique


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text
