# SPDX-License-Identifier: MulanPSL-2.0
"""The fonts that a page names: which they are, and what stands for one that is not there."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from fuyi_editor.page.document import Grid
from fuyi_editor.page.metrics import face_for
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fuyi_editor.page.document import PageDocument, TextStyle

_WORDS = {"Fuyi Song": "宋体", "Fuyi Hei": "黑体"}


def families_on(page: PageDocument) -> tuple[str, ...]:
    """The fonts in which anything is written on a page, in the order in which they come."""
    found: dict[str, None] = {}
    last = ""
    for style in _styles(page):
        if style.family != last:
            last = style.family
            found.setdefault(last)
    return tuple(family for family in found if family.strip())


def missing(families: Collection[str], installed: Collection[str]) -> tuple[str, ...]:
    """Those of the families that are not installed under any of their names."""
    known = {name.casefold() for name in installed}
    return tuple(
        family
        for family in families
        if not any(name.casefold() in known for name in _same().get(family.casefold(), (family,)))
    )


def stand_in(family: str) -> str:
    """What the program's own font that stands for a family is called in Chinese."""
    return _WORDS[face_for(family).family]


def _styles(page: PageDocument) -> Iterator[TextStyle]:
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from (cell.style for cell in row.cells if cell.text.strip())
        elif block.text.strip():
            yield block.style


@cache
def _same() -> dict[str, tuple[str, ...]]:
    text = resource("fonts", "names.toml").read_text(encoding="utf-8")
    groups: list[list[str]] = tomllib.loads(text)["same"]
    return {name.casefold(): tuple(group) for group in groups for name in group}
