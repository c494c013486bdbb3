# SPDX-License-Identifier: MulanPSL-2.0
"""Which blocks of a revised page stand on which sheet of the workbook, and on which new sheet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.xlsx.sheets import clean_name, unique_name
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS
from fuyi_editor.page.document import Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.page.document import Block, Origin, PageDocument


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks of one sheet; a `copy` is one that the workbook does not have yet."""

    part: str
    copy: bool
    blocks: tuple[Block, ...]

    def new_name(self, model: str, taken: set[str]) -> str:
        """A name for the new sheet: its project's, else its heading's, else its model's."""
        wanted = [_project_name(self.blocks), _heading(self.blocks), model]
        name = next(found for text in wanted if (found := clean_name(text)) or text is model)
        return unique_name(name or model, taken)


class _Group:
    """Blocks of a sheet that may be one project's."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._origins: set[Origin | None] = set()
        self._node: str | None = None

    def add(self, block: Block) -> None:
        """Append a block."""
        self.blocks.append(block)
        self._origins.add(block.origin)
        self._node = self._node or block.node

    def ends_before(self, block: Block) -> bool:
        """Whether the block is another project's, or one that is here already."""
        if block.origin in self._origins:
            return True
        return None not in (block.node, self._node) and block.node != self._node


def folded(name: str) -> str:
    """A sheet's name as it is compared with others."""
    return unicodedata.normalize("NFKC", name).casefold()


def source_blocks(page: PageDocument) -> dict[str, list[Block]]:
    """The blocks of each sheet by its part, in the order of the sheets."""
    found: dict[str, list[Block]] = {}
    for block in page.blocks:
        if block.origin:
            found.setdefault(block.origin.part, []).append(block)
    return found


def split_sections(source: dict[str, list[Block]], page: PageDocument) -> list[Section]:
    """The sections of `page` in its order; sheets of which nothing is left have none.

    Raises `ReviseError` where blocks of one sheet stand among those of another.
    """
    groups: dict[str, list[_Group]] = {}
    order: list[tuple[str, int]] = []
    for block in page.blocks:
        if block.origin is None:
            if isinstance(block, Grid) or block.text.strip():
                raise ReviseError("有新加的内容在原文件里没有位置", KEEP_OR_SAVE_AS)
            continue
        part = block.origin.part
        if part not in source:
            raise ReviseError("有内容不是这个文件里的", KEEP_OR_SAVE_AS)
        own = groups.setdefault(part, [])
        if not own or own[-1].ends_before(block):
            own.append(_Group())
        own[-1].add(block)
        if _shows(block) and (part, len(own)) not in order[-1:]:
            order.append((part, len(own)))
    sections: list[Section] = []
    for part, own in groups.items():
        if not any(_shows(block) for group in own for block in group.blocks):
            continue
        if len(own) > 1 and all(_has_all_grids(group, source[part]) for group in own):
            sections += _separate(part, own, source[part])
        else:
            sections.append(Section(part, False, tuple(b for group in own for b in group.blocks)))
    return _ordered(sections, order)


def _has_all_grids(group: _Group, source: list[Block]) -> bool:
    held = {block.origin for block in group.blocks}
    wanted = {block.origin for block in source if isinstance(block, Grid)}
    return bool(wanted) and wanted <= held


def _separate(part: str, groups: list[_Group], source: list[Block]) -> list[Section]:
    """Each group as a sheet of its own; one of them is the sheet that was there."""
    nodes = {block.node for block in source if isinstance(block, Grid) and block.node}
    same = (
        index
        for index, group in enumerate(groups)
        if nodes & {block.node for block in group.blocks if isinstance(block, Grid)}
    )
    own = next(same, 0)
    return [Section(part, index != own, tuple(group.blocks)) for index, group in enumerate(groups)]


def _ordered(sections: list[Section], order: list[tuple[str, int]]) -> list[Section]:
    """The sections as the page orders them; none may be in two places."""
    by_part: dict[str, list[Section]] = {}
    for section in sections:
        by_part.setdefault(section.part, []).append(section)
    found: list[Section] = []
    for part, group in order:
        own = by_part[part]
        section = own[group - 1] if len(own) > 1 else own[0]
        if found and found[-1] is section:
            continue
        if any(section is other for other in found):
            cause = "一张工作表里的几个项目被移到了别的工作表的项目之间"
            raise ReviseError(cause, KEEP_OR_SAVE_AS)
        found.append(section)
    return found


def _shows(block: Block) -> bool:
    return isinstance(block, Grid) or bool(block.text.strip())


def _project_name(blocks: Iterable[Block]) -> str:
    for block in blocks:
        if isinstance(block, Grid) and block.node:
            for _, cell in block.cells():
                binding = cell.binding
                if binding and binding.node == block.node and binding.template == "{name}":
                    return cell.text
    return ""


def _heading(blocks: Sequence[Block]) -> str:
    texts = (b.text for b in blocks if isinstance(b, Paragraph) and b.outline_level)
    return next((text for text in texts if text.strip()), "")
