# SPDX-License-Identifier: MulanPSL-2.0
"""Putting together again what page breaks have cut: tables, rows, and merged labels.

A PDF does not say that a table goes on; that it does is concluded from its edges, its repeated
header and the room there was. Writer prints a merged label that a page break cuts only on the
first page, Calc possibly only on the second, this program on both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.tables import SAME_EDGE
from fuyi_editor.files.pdf.wraps import aligned, ends, list_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.files.pdf.tables import Table, TableCell, TableRow

_MOST_HEADER_ROWS = 6
_FITS_WITH = 2.0
_LONG_HEAD = 2.2  # em
_NO_ROOM = 2.8  # em


def continues(upper: Table, lower: Table, room: float) -> bool:
    """Whether `lower`, at the top of a page, is the rest of `upper`, at the end of the one before.

    `room` is how much of the page before was left; what would have fitted there was put on a new
    page on purpose.
    """
    if abs(upper.left - lower.left) > SAME_EDGE or abs(upper.right - lower.right) > SAME_EDGE:
        return False
    if lower.head and not (upper.head and upper.head.text == lower.head.text):
        return False
    header = repeated_header(upper, lower)
    if _starts_over(upper.rows[header:], lower.rows[header:]):
        return False
    if header or upper.open_bottom:
        return True
    if lower.rows[0].height + _FITS_WITH < room:
        return False
    one, other = _edges(upper.rows), _edges(lower.rows)
    if _within(other, one) or _within(one, other):
        return True
    return _same(_edges(upper.rows[-1:]), _edges(lower.rows[:1]))


def _starts_over(upper: Sequence[TableRow], lower: Sequence[TableRow]) -> bool:
    """Whether both begin with the same two labels, as a form does that is printed once more."""
    one, other = _first_labels(upper), _first_labels(lower)
    return len(set(one)) == 2 and one == other


def _first_labels(rows: Sequence[TableRow]) -> list[str]:
    firsts = (row.cells[0] for row in rows)
    return [cell.text for cell in islice((cell for cell in firsts if cell.lines), 2)]


def repeated_header(upper: Table, lower: Table) -> int:
    """How many rows at the top of `lower` are the first rows of `upper` once more."""
    count = 0
    for one, other in zip(upper.rows, lower.rows[:_MOST_HEADER_ROWS], strict=False):
        if not _same_row(one, other):
            break
        count += 1
    # A header ends where its merged cells do.
    while count and count < len(lower.rows) and any(c.continues for c in lower.rows[count].cells):
        count -= 1
    return count


def append(upper: Table, lower: Table, labels: Labels) -> None:
    """Let `lower` go on where `upper` ends; `labels` are those of all tables of the file."""
    header = repeated_header(upper, lower)
    upper.head_repeats = upper.head_repeats or lower.head is not None
    for row in upper.rows[:header]:
        row.header = True
    body = lower.rows[header:]
    if body:
        if not (upper.rows[header:] and _join_cut_row(upper, body[0], labels)):
            _join_labels(upper, body, labels)
            upper.rows.append(body[0])
        upper.rows.extend(body[1:])
    upper.bottom, upper.page = lower.bottom, lower.page
    upper.open_bottom = lower.open_bottom
    upper.padding = min(upper.padding, lower.padding)


class Labels:
    """The columns in which cells are merged downwards: those of labels, not of values.

    A merge that the page break itself has cut does not show; other tables of the same form have it.
    """

    def __init__(self, parts: Sequence[Sequence[TableRow]]) -> None:
        self._texts = {cell.text for rows in parts for row in rows for cell in row.cells}
        self._merged = _one_of_each(
            cell for rows in parts for row in rows for cell in row.cells if cell.continues
        )
        self._repeated = _one_of_each(
            cell
            for rows in parts
            for above, row in pairwise(rows)
            for cell in row.cells
            if cell.lines and any(c.stands_over(cell) and c.text == cell.text for c in above.cells)
        )

    def has(self, cell: TableCell) -> bool:
        """Whether a cell stands in such a column."""
        return any(cell.stands_over(other) for other in self._merged)

    def knows(self, text: str) -> bool:
        """Whether some cell has this text, whole, in the file."""
        return text in self._texts

    def repeats(self, cell: TableCell) -> bool:
        """Whether the column of a cell has the same text in rows that are not merged."""
        return any(cell.stands_over(other) for other in self._repeated)


def _one_of_each(cells: Iterable[TableCell]) -> list[TableCell]:
    """One cell for each pair of sides."""
    return list({(round(cell.left), round(cell.right)): cell for cell in cells}.values())


def _join_cut_row(upper: Table, row: TableRow, labels: Labels) -> bool:
    """Whether `row` is the rest of the last row of `upper`; if so its text is put there."""
    last = len(upper.rows) - 1
    cells = upper.rows[last].cells
    if len(cells) != len(row.cells) or not all(map(_over, cells, row.cells)):
        return False
    anchors = [upper.anchor(last, column) for column in range(len(cells))]
    if not (upper.open_bottom or _is_rest(anchors, row, labels, upper.padding)):
        return False
    for anchor, cell in zip(anchors, row.cells, strict=True):
        if not (labels.has(cell) and cell.text == anchor.text):
            _add_lines(anchor, cell)
    upper.rows[last].height += row.height
    return True


def _is_rest(anchors: Sequence[TableCell], row: TableRow, labels: Labels, padding: float) -> bool:
    """Whether the texts of a row go on from those above it, and at least one ended there.

    A row of its own has some text that begins afresh: a number, an amount, a name.
    """
    evidence = _Evidence()
    for anchor, cell in zip(anchors, row.cells, strict=True):
        evidence.weigh(anchor, cell, padding, label=labels.has(cell))
    return evidence.is_enough


@dataclass(slots=True)
class _Evidence:
    """What the cells of two rows say about whether the lower one is the rest of the upper one."""

    labels_ended: int = 0
    values_ended: int = 0
    full: int = 0
    """Values whose last line was full."""
    possible: int = 0
    afresh: int = 0
    began: int = 0
    """Values of which nothing was in the upper row."""
    nameless: bool | None = None
    """The first value is in the upper row only."""

    def weigh(self, anchor: TableCell, cell: TableCell, padding: float, *, label: bool) -> None:
        """Take the cells of one column into account."""
        if self.nameless is None and not label:
            self.nameless = bool(anchor.lines) and not cell.lines
        if not cell.lines:
            self.labels_ended += bool(anchor.lines) and label
            self.values_ended += bool(anchor.lines) and not label
        elif label and cell.text == anchor.text:
            return
        elif not anchor.lines:
            self.began += 1
        elif _is_full(anchor, cell, padding):
            # A long number says little: hardly a line has room for it.
            sure = not label and cell.lines[0].head < _LONG_HEAD * cell.lines[0].size
            self.full += sure
            self.possible += not sure
        elif _may_go_on(anchor, cell):
            self.possible += 1
        else:
            self.afresh += 1

    @property
    def is_enough(self) -> bool:
        """Whether it is one row that the page cut."""
        if self.afresh:
            # Where a text surely goes on and the first value is blank, others may break just there.
            return bool(self.nameless) and self.full >= self.afresh
        if self.values_ended:
            return self.full + self.possible + self.began > 0
        return self.labels_ended > 0 and not self.began and (self.full > 0 or self.possible == 1)


def _is_full(anchor: TableCell, cell: TableCell, padding: float) -> bool:
    """Whether the last line of a cell had no room for what begins the one below it."""
    if not anchor.lines:
        return False
    room = aligned([*anchor.lines, *cell.lines], anchor.left + padding, anchor.right - padding)
    return not ends(anchor.lines[-1], cell.lines[0], room)


def _may_go_on(anchor: TableCell, cell: TableCell) -> bool:
    """Whether the page may have cut a text between two of its paragraphs.

    Then its list is counted on, or there are several lines and hardly room for another one:
    programs leave one line of room rather than part the last two.
    """
    if not anchor.lines:
        return False
    number = list_number(cell.lines[0].text)
    if number and number - 1 in map(list_number, (line.text for line in anchor.lines)):
        return True
    last = anchor.lines[-1]
    return len(anchor.lines) > 1 and anchor.bottom - last.baseline < _NO_ROOM * last.size


def _add_lines(anchor: TableCell, cell: TableCell) -> None:
    anchor.lines = [*anchor.lines, *cell.lines]
    anchor.bottom = cell.bottom


def _join_labels(upper: Table, body: Sequence[TableRow], labels: Labels) -> None:
    """Merge the labels at the top of `body` with those at the end of `upper`."""
    last = len(upper.rows) - 1
    for column, above in enumerate(upper.rows[last].cells):
        cell = next((cell for cell in body[0].cells if above.stands_over(cell)), None)
        if cell is None or not (labels.has(cell) or _only_first_is_blank(body[0], cell)):
            continue
        anchor = upper.anchor(last, column)
        one_label = above.continues or _spans(body, cell) or not labels.repeats(cell)
        if not cell.lines and anchor.lines:
            cell.continues = True
        elif cell.lines and not anchor.lines and above.continues:
            anchor.lines, cell.lines, cell.continues = cell.lines, [], True
        elif cell.lines and cell.text == anchor.text and one_label:
            cell.lines, cell.continues = [], True
        elif cell.lines and labels.knows(anchor.text + cell.text):
            _add_lines(anchor, cell)
            cell.lines, cell.continues = [], True


def _only_first_is_blank(row: TableRow, cell: TableCell) -> bool:
    first, *others = row.cells
    return cell is first and not cell.lines and all(other.lines for other in others)


def _spans(body: Sequence[TableRow], cell: TableCell) -> bool:
    return len(body) > 1 and any(
        below.continues and below.stands_over(cell) for below in body[1].cells
    )


def _over(one: TableCell, other: TableCell) -> bool:
    return one.stands_over(other)


def _same_row(one: TableRow, other: TableRow) -> bool:
    if len(one.cells) != len(other.cells) or not any(cell.lines for cell in other.cells):
        return False
    return all(
        a.stands_over(b) and a.text == b.text and a.continues == b.continues
        for a, b in zip(one.cells, other.cells, strict=True)
    )


def _edges(rows: Sequence[TableRow]) -> set[float]:
    return {round(cell.left, 1) for row in rows for cell in row.cells}


def _within(inner: set[float], outer: set[float]) -> bool:
    return all(any(abs(edge - other) <= SAME_EDGE for other in outer) for edge in inner)


def _same(one: set[float], other: set[float]) -> bool:
    return _within(one, other) and _within(other, one)
