# SPDX-License-Identifier: MulanPSL-2.0
"""Parting one HTML table into the tables and lines of text that it shows.

A spreadsheet saved as a page is a single table: titles are rows of one text without lines, and
blank rows without lines stand between its tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fuyi_editor.files.grid_making import Piece


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `ruled` when any of its cells has a line on top or at a side."""

    pieces: list[Piece]
    ruled: bool
    header: bool = False

    @property
    def texts(self) -> list[Piece]:
        """Its pieces that say something."""
        return [piece for piece in self.pieces if piece.text]


def sections(rows: Sequence[TableRow]) -> Iterator[list[TableRow] | Piece]:
    """Runs of rows that make a table each, and the texts between them.

    Where no row is ruled, lines tell nothing: only a cell as wide as the table, and above it, is a
    title then.
    """
    ruled = any(row.ruled for row in rows)
    # In a table of one column, or a blank form, every row has but one text.
    parted = any(len(row.texts) > 1 for row in rows)
    run: list[TableRow] = []
    covered = 0
    for number, row in enumerate(rows):
        loose = parted and not row.ruled and len(row.texts) < 2 and covered <= number
        if loose and (ruled or (not run and len(row.pieces) < 2)):
            if run:
                yield run
                run = []
            yield from row.texts
        else:
            run.append(row)
            high = max((piece.row_span for piece in row.pieces), default=1)
            covered = max(covered, number + high)
    if run:
        yield run
