# SPDX-License-Identifier: MulanPSL-2.0
"""The rows of a sheet written anew: moved, repeated and dropped, cells and formulas changed."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.sheet.data import MAX_ROW
from fuyi_editor.files.xlsx.formulas import corners, translate
from fuyi_editor.files.xlsx.patch import (
    SheetBytes,
    area_name,
    attribute,
    column_number,
    edit_text,
    element,
    new_cell,
    plain,
    reference,
    tag,
    with_attribute,
    xml_text,
)
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from fuyi_editor.files.sheet.data import SheetData
    from fuyi_editor.files.xlsx.formulas import Shifts
    from fuyi_editor.files.xlsx.patch import RowBytes
    from fuyi_editor.files.xlsx.plan import CellChange, Place, SheetPlan
    from fuyi_editor.files.xlsx.shift import RowShift


def write_rows(
    sheet: SheetBytes, plan: SheetPlan, shift: RowShift, data: SheetData, shifts: Shifts
) -> bytes:
    """The part of the sheet with its rows as planned; what stands around them is as it was."""
    return _RowWriter(sheet, plan, shift, data, shifts).part()


def unshared(xml: bytes) -> bytes:
    """The part with a formula of its own in every cell that shared one."""
    masters: dict[str, tuple[str, int, int]] = {}

    def own(match: re.Match[bytes]) -> bytes:
        cell = match[0]
        found = element("f").search(cell)
        place = corners(attribute(match["tag"], "r") or "")
        if not found or attribute(found["tag"], "t") != "shared" or not place:
            return cell
        row, column = place[0].row, column_number(place[0])
        key = attribute(found["tag"], "si") or ""
        if found["inner"]:
            masters[key] = (plain(found["inner"]), row, column)
        if key not in masters:
            return cell
        text, from_row, from_column = masters[key]
        formula = xml_text(translate(text, row - from_row, column - from_column))
        name = f"{found['prefix'].decode()}f"
        return cell[: found.start()] + f"<{name}>{formula}</{name}>".encode() + cell[found.end() :]

    return element("c").sub(own, xml) if b"shared" in xml else xml


def shares_formula(sheet: SheetBytes, cells: set[Place]) -> bool:
    """Whether a formula that other cells share stands in one of the cells."""
    if b"shared" not in sheet.whole:
        return False
    for row in sheet.rows:
        for column, first, last in row.cells():
            if (row.number, column) in cells and b"shared" in row.raw[first:last]:
                return True
    return False


class _RowWriter:
    def __init__(
        self, sheet: SheetBytes, plan: SheetPlan, shift: RowShift, data: SheetData, shifts: Shifts
    ) -> None:
        self._sheet = sheet
        self._plan = plan
        self._shift = shift
        self._data = data
        self._shifts = shifts
        self._numbers = [row.number for row in sheet.rows]
        self._copied = _copied_rows(plan)
        self._place = f"工作表“{data.name}”"
        if shift.moves and not sheet.in_order:
            raise ReviseError("工作表里的行没有按次序存放", KEEP_OR_SAVE_AS, self._place)

    def part(self) -> bytes:
        rows: list[bytes] = []
        new = 0
        for piece, changes in zip(self._plan.pieces, self._plan.changes, strict=True):
            if piece.old is not None:
                delta = new - piece.old
                changed = {place[0] for place in changes}
                for row in self._existing(piece.old, piece.old + piece.count):
                    own = changes if row.number in changed else {}
                    rows.append(self._row(row, row.number + delta, piece.copy, own))
                    changed.discard(row.number)
                for number in sorted(changed):
                    rows.append(self._new_row(number, number + delta, changes))
            new += piece.count
        for row in self._existing(self._plan.rows, MAX_ROW + 1):
            number = row.number + self._shift.tail
            if number <= MAX_ROW:
                rows.append(self._row(row, number, 0, {}))
            elif element("v").search(row.raw) or element("is").search(row.raw):
                raise ReviseError("工作表的行数超过了上限", KEEP_OR_SAVE_AS, self._place)
        return self._sheet.joined(rows)

    def _existing(self, first: int, stop: int) -> list[RowBytes]:
        if not self._sheet.in_order:
            return [row for row in self._sheet.rows if first <= row.number < stop]
        low = bisect_left(self._numbers, first)
        return self._sheet.rows[low : bisect_left(self._numbers, stop, low)]

    def _row(
        self, row: RowBytes, number: int, copy: int, changes: Mapping[Place, CellChange]
    ) -> bytes:
        raw = row.raw
        same = number == row.number
        if same and not changes and not copy and not self._led(raw):
            return row.before + raw
        start = row.match["tag"]
        if not same:
            start = with_attribute(start, "r", str(number + 1))
        wanted = {place[1]: change for place, change in changes.items() if place[0] == row.number}
        cells: list[bytes] = []
        end = None
        for column, first, last in row.cells():
            cells.append(raw[end:first] if end is not None else b"")
            end = last
            for missing in sorted(c for c in wanted if c < column):
                cells.append(self._changed(wanted.pop(missing), (row.number, missing), number))
            if column in wanted:
                cells.append(self._changed(wanted.pop(column), (row.number, column), number))
            else:
                cells.append(self._moved(raw[first:last], (row.number, column), number, copy))
        cells += [
            self._changed(wanted[column], (row.number, column), number) for column in sorted(wanted)
        ]
        if end is None and not cells:
            return row.before + start + raw[len(row.match["tag"]) :]
        return row.before + self._around(row, start, b"".join(cells), end)

    def _around(self, row: RowBytes, start: bytes, cells: bytes, end: int | None) -> bytes:
        """The row with other cells; what stands before the first and behind the last stays."""
        prefix = row.match["prefix"].decode()
        if row.match["inner"] is None:
            return start + b">" + cells + f"</{prefix}row>".encode()
        raw = row.raw
        inner = row.match.start("inner") - row.match.start()
        spans = list(row.cells())
        first = spans[0][1] if spans else inner
        return start + raw[len(row.match["tag"]) : first] + cells + raw[end or inner :]

    def _new_row(self, old: int, number: int, changes: Mapping[Place, CellChange]) -> bytes:
        cells = b"".join(
            self._changed(changes[place], place, number) for place in sorted(changes)
            if place[0] == old
        )  # fmt: skip
        name = f"{self._sheet.prefix}row"
        return f'<{name} r="{number + 1}">'.encode() + cells + f"</{name}>".encode()

    def _changed(self, change: CellChange, place: Place, number: int) -> bytes:
        """The cell at `place`, as it is to be in the new row `number`."""
        model = self._data.cell(*change.model)
        raw = self._raw(change.model)
        name = reference(number, place[1])
        text = change.text if change.text is not None else model.text if model else ""
        if change.text is None and raw and not element("f").search(raw):
            start = element("c").match(raw)
            assert start is not None
            return with_attribute(start["tag"], "r", name) + raw[len(start["tag"]) :]
        self._check_arrays(place)
        start = element("c").match(raw) if raw else None
        style = attribute(start["tag"], "s") if start else self._style(place)
        code = model.look.number_format if model and model.is_number else None
        return new_cell(self._sheet.prefix, name, style, text, code)

    def _raw(self, place: Place) -> bytes:
        for row in self._existing(place[0], place[0] + 1):
            for column, first, last in row.cells():
                if column == place[1]:
                    return row.raw[first:last]
        return b""

    def _style(self, place: Place) -> str | None:
        """The look of a cell that the file does not hold: its row's, or its column's."""
        for row in self._existing(place[0], place[0] + 1):
            if attribute(row.match["tag"], "customFormat") in ("1", "true"):
                return attribute(row.match["tag"], "s")
        for column in tag("col").findall(self._sheet.head):
            first, last = attribute(column, "min") or "", attribute(column, "max") or ""
            if first.isdigit() and last.isdigit() and int(first) <= place[1] + 1 <= int(last):
                return attribute(column, "style")
        return None

    def _moved(self, cell: bytes, place: Place, number: int, copy: int) -> bytes:
        """A cell that goes on as it is, in the new row `number`, its formula led."""
        match = element("c").match(cell)
        assert match is not None
        if number != place[0] and attribute(match["tag"], "r") is not None:
            cell = (
                with_attribute(match["tag"], "r", reference(number, place[1]))
                + (cell[len(match["tag"]) :])
            )
        if not self._led(cell):
            return cell
        copied = self._copied.get(copy)
        cell = element("f").sub(lambda found: self._array(found, number, place, copy), cell)
        return edit_text(cell, "f", lambda text: self._shifts.formula(text, self._name, copied))

    @property
    def _name(self) -> str:
        return self._data.name

    def _led(self, xml: bytes) -> bool:
        """Whether there may be a formula with references that must be led."""
        if not self._shifts.rows and not self._shifts.removed:
            return False
        return b"<f" in xml or b":f" in xml

    def _array(self, found: re.Match[bytes], number: int, place: Place, copy: int) -> bytes:
        """A formula whose tag names an area: only one that moves as a whole can be led."""
        start = found["tag"]
        area = attribute(start, "ref")
        ends = corners(area) if area else None
        if not ends or not self._shift.moves:
            return found[0]
        rows = [ends[0].row, ends[-1].row]
        if rows[0] == rows[1] == place[0]:
            new = [number, number]
        else:
            whole = None if copy else self._shift.span(*sorted(rows))
            kept = [self._shift.row(row) for row in range(min(rows), max(rows) + 1)]
            if not whole or kept != list(range(whole[0], whole[1] + 1)):
                raise self._array_error()
            new = list(whole)
        if attribute(start, "t") == "dataTable":
            raise self._array_error()
        columns = [column_number(end) for end in (ends[0], ends[-1])]
        name = area_name(new[0], columns[0], new[1], columns[1])
        return with_attribute(start, "ref", name) + found[0][len(start) :]

    def _check_arrays(self, place: Place) -> None:
        for top, left, bottom, right in self._arrays:
            if top <= place[0] <= bottom and left <= place[1] <= right:
                raise self._array_error()

    @cached_property
    def _arrays(self) -> list[tuple[int, int, int, int]]:
        """The areas of formulas that fill several cells."""
        areas: list[tuple[int, int, int, int]] = []
        if b"array" not in self._sheet.whole and b"dataTable" not in self._sheet.whole:
            return areas
        for found in element("f").finditer(self._sheet.whole):
            ends = corners(attribute(found["tag"], "ref") or "")
            if ends and len(ends) == 2 and attribute(found["tag"], "t") != "shared":
                columns = [column_number(end) for end in ends]
                areas.append((ends[0].row, columns[0], ends[1].row, columns[1]))
        return areas

    def _array_error(self) -> ReviseError:
        return ReviseError("要改的地方有占多格的数组公式", KEEP_OR_SAVE_AS, self._place)


def _copied_rows(plan: SheetPlan) -> dict[int, dict[int, int]]:
    """For each copy, where its rows are, by the old rows that they repeat."""
    copied: dict[int, dict[int, int]] = {}
    new = 0
    for piece in plan.pieces:
        if piece.copy and piece.old is not None:
            rows = copied.setdefault(piece.copy, {})
            rows.update((piece.old + at, new + at) for at in range(piece.count))
        new += piece.count
    return copied
