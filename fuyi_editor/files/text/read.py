# SPDX-License-Identifier: MulanPSL-2.0
"""Reading plain text: cells copied out of Excel, .csv files, and the text of a published page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.grid_making import first_text, with_gaps
from fuyi_editor.files.text.encoding import decode_text
from fuyi_editor.files.text.grid import text_grid
from fuyi_editor.files.text.rows import TextRow, text_items
from fuyi_editor.page.document import PageDocument, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.files.text.rows import Item
    from fuyi_editor.page.document import Block

_LONGEST_LABEL = 20

_Section = str | list[TextRow]


def read_text(source: str | bytes) -> PageDocument:
    """The tables and lines of a text; a text without any table is all paragraphs.

    Raises `ReadError` when a table is absurdly big.
    """
    text = source if isinstance(source, str) else decode_text(source)
    sections = _joined(_with_labels(list(_sections(text_items(text.removeprefix("\ufeff"))))))
    blocks = tuple(with_gaps(_blocks(sections)))
    return PageDocument(blocks, title=first_text(blocks))


def _sections(items: Iterable[Item]) -> Iterator[_Section]:
    """Lines of text, and the rows between two gaps."""
    run: list[TextRow] = []
    for item in items:
        if isinstance(item, TextRow):
            # A title over the table comes out of Excel as a row of one text.
            if not run and item.filled == 1 and not item.exact:
                yield next(cell for cell in item.cells if cell)
            else:
                run.append(item)
            continue
        if run:
            yield run
            run = []
        if item:
            yield item
    if run:
        yield run


def _with_labels(sections: list[_Section]) -> list[_Section]:
    """Tables with the labels that a page break parted from their rows.

    Such a label stands alone in the middle of a table, and the rows after it lack their first
    cell, up to those that have one again and leave it empty.
    """
    for at in range(1, len(sections) - 2):
        match sections[at - 1 : at + 3]:
            case [list() as above, str() as label, list() as rows, list() as below] if (
                len(label) <= _LONGEST_LABEL
                and _width(above) == _width(rows) + 1 == _width(below)
                and all(row.cells[0] for row in rows)
                and not below[0].cells[0]
            ):
                firsts = [label] + [""] * (len(rows) - 1)
                whole = [
                    replace(row, cells=(first, *row.cells))
                    for first, row in zip(firsts, rows, strict=True)
                ]
                sections[at - 1 : at + 2] = [[], [], above + whole]
            case _:
                pass
    return [section for section in sections if section]


def _joined(sections: Iterable[_Section]) -> Iterator[_Section]:
    """Tables that were split over pages as one again."""
    held: list[TextRow] = []
    for section in sections:
        if held and isinstance(section, list):
            if section[0].cells == held[0].cells and len(section) > 1:
                held = [replace(held[0], header=True), *held[1:], *section[1:]]
                continue
            if not section[0].cells[0] and _width(section) == _width(held):
                held = [*held, *section]
                continue
        if held:
            yield held
            held = []
        if isinstance(section, list):
            held = section
        else:
            yield section
    if held:
        yield held


def _width(rows: list[TextRow]) -> int:
    return max(len(row.cells) for row in rows)


def _blocks(sections: Iterable[_Section]) -> Iterator[Block]:
    for section in sections:
        if isinstance(section, str):
            yield from (Paragraph(line) for line in section.split("\n"))
        elif (grid := text_grid(section)) is not None:
            yield grid
