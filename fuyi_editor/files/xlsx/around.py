# SPDX-License-Identifier: MulanPSL-2.0
"""What stands in a sheet's XML around its rows, led to where the rows have gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.sheet.data import Merge
from fuyi_editor.files.xlsx.formulas import Corner, corners
from fuyi_editor.files.xlsx.patch import (
    area_name,
    attribute,
    column_number,
    edit_text,
    element,
    plain,
    tag,
    with_attribute,
    xml_text,
)
from fuyi_editor.files.xlsx.plan import LaidGrid, grid_merges

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from fuyi_editor.files.xlsx.formulas import Shifts
    from fuyi_editor.files.xlsx.plan import SheetPlan
    from fuyi_editor.files.xlsx.shift import RowShift

_FORMULAS = ("formula", "formula1", "formula2", "f")
# Each of these may not be empty, and most count what they hold.
_CONTAINERS = (
    ("hyperlink", "hyperlinks"),
    ("dataValidation", "dataValidations"),
    ("protectedRange", "protectedRanges"),
    ("ignoredError", "ignoredErrors"),
    ("cellWatch", "cellWatches"),
    ("sparkline", "sparklines"),
    ("brk", "rowBreaks"),
)


def lead_formulas(xml: bytes, sheet: str, shifts: Shifts) -> bytes:
    """A sheet whose own rows stay, its formulas led to the rows of others."""

    def lead(text: str) -> str:
        return shifts.formula(text, sheet)

    for name in _FORMULAS:
        xml = edit_text(xml, name, lead)
    xml = _edit_attribute(xml, "cfvo", "val", lead)
    return _edit_attribute(xml, "hyperlink", "location", lead)


def _edit_attribute(xml: bytes, name: str, key: str, change: Callable[[str], str]) -> bytes:
    def edit(match: re.Match[bytes]) -> bytes:
        old = attribute(match[0], key)
        if old is None or (new := change(old)) == old:
            return match[0]
        return with_attribute(match[0], key, new)

    return tag(name).sub(edit, xml)


class Surroundings:
    """Leads all that names rows of a sheet outside its rows."""

    def __init__(self, name: str, shift: RowShift, shifts: Shifts, plan: SheetPlan) -> None:
        self._name = name
        self._shift = shift
        self._shifts = shifts
        self._plan = plan

    def head(self, xml: bytes) -> bytes:
        """What stands before the rows: there the size of the sheet is noted."""

        def edit(match: re.Match[bytes]) -> bytes:
            area = attribute(match[0], "ref")
            ends = corners(area) if area else None
            if not ends:
                return match[0]
            bottom = self._shift.spans(0, ends[-1].row)
            last = max((high for _, high in bottom), default=0)
            top = min(self._shift.row_or_next(ends[0].row), last)
            columns = [column_number(end) for end in (ends[0], ends[-1])]
            return with_attribute(match[0], "ref", area_name(top, columns[0], last, columns[1]))

        return tag("dimension").sub(edit, xml)

    def tail(self, xml: bytes) -> bytes:
        """What stands behind the rows."""
        for name in ("conditionalFormatting", "dataValidation"):
            xml = element(name).sub(self._conditional, xml)
        xml = element("sparkline").sub(self._sparkline, xml)
        xml = _edit_attribute(xml, "hyperlink", "location", self._lead)
        for name in ("hyperlink", "cellWatch"):
            xml = element(name).sub(self._one_place, xml)
        for name in ("protectedRange", "ignoredError"):
            xml = element(name).sub(self._areas, xml)
        xml = self._filters(xml)
        xml = element("rowBreaks").sub(self._breaks, xml)
        for name, key in (("controlPr", "linkedCell"), ("controlPr", "listFillRange")):
            xml = _edit_attribute(xml, name, key, self._lead)
        xml = lead_anchors(xml, self._shift)
        for item, container in _CONTAINERS:
            xml = _recounted(xml, item, container)
        return xml

    def _lead(self, text: str) -> str:
        return self._shifts.formula(text, self._name)

    def _new_areas(self, text: str) -> tuple[str, int]:
        """A list of areas where their rows and copies of them are, and how far its start moves."""
        found: list[str] = []
        base = None
        for area in text.split():
            ends = corners(area)
            if not ends:
                found.append(area)
                continue
            first, last = sorted((ends[0].row, ends[-1].row))
            columns = [column_number(end) for end in (ends[0], ends[-1])]
            for low, high in self._shift.spans(first, last):
                if columns[0] < 0:
                    found.append(f"{low + 1}:{high + 1}")
                else:
                    found.append(area_name(low, columns[0], high, columns[1]))
                base = low - first if base is None else base
        return " ".join(found), base or 0

    def _areas(self, match: re.Match[bytes]) -> bytes:
        old = attribute(match["tag"], "sqref")
        if old is None:
            return match[0]
        new, _ = self._new_areas(old)
        if not new:
            return b""
        start = match["tag"] if new == old else with_attribute(match["tag"], "sqref", new)
        return start + match[0][len(match["tag"]) :]

    def _conditional(self, match: re.Match[bytes]) -> bytes:
        """A conditional format or a validation; its formulas are those of its first cell."""
        xml = match[0]
        inside = element("sqref").search(xml)
        old = attribute(match["tag"], "sqref")
        if old is None and inside and inside["inner"]:
            old = plain(inside["inner"])
        if old is None:
            return xml
        new, base = self._new_areas(old)
        if not new:
            return b""

        def lead(text: str) -> str:
            return self._shifts.formula(text, self._name, base=base)

        for name in _FORMULAS:
            xml = edit_text(xml, name, lead)
        xml = _edit_attribute(xml, "cfvo", "val", lead)
        xml = edit_text(xml, "sqref", lambda _: new)
        if attribute(match["tag"], "sqref") in (None, new):
            return xml
        return with_attribute(match["tag"], "sqref", new) + xml[len(match["tag"]) :]

    def _sparkline(self, match: re.Match[bytes]) -> bytes:
        inside = element("sqref").search(match[0])
        ends = corners(plain(inside["inner"] or b"")) if inside else None
        if not ends:
            return match[0]
        row = self._shift.row(ends[0].row)
        if row is None:
            return b""
        place = str(Corner(ends[0].column, ends[0].absolute, row))
        return edit_text(edit_text(match[0], "sqref", lambda _: place), "f", self._lead)

    def _one_place(self, match: re.Match[bytes]) -> bytes:
        """Something tied to a cell or an area, which goes when all its rows go."""
        for key in ("ref", "r"):
            old = attribute(match["tag"], key)
            if old is not None:
                new = moved_area(old, self._shift)
                if new is None:
                    return b""
                start = match["tag"] if new == old else with_attribute(match["tag"], key, new)
                return start + match[0][len(match["tag"]) :]
        return match[0]

    def _filters(self, xml: bytes) -> bytes:
        """Filters and sorting; what they hold goes with them."""
        for name in ("autoFilter", "sortState", "sortCondition"):
            xml = element(name).sub(self._one_place, xml)
        return xml

    def _breaks(self, match: re.Match[bytes]) -> bytes:
        """Page breaks: their number is that of the row that begins the page."""
        old: list[bytes] = tag("brk").findall(match[0])
        new: dict[int, bytes] = {}
        for mark in old:
            at = attribute(mark, "id") or ""
            if not at.isdigit() or len(at) > 7:
                continue
            row = int(at)
            copies = self._plan.whole_copies
            places = [n for n, copy in self._shift.copies(row) if not copy or copy in copies]
            for place in places or [self._shift.row_or_next(row)]:
                if place:
                    new[place] = with_attribute(mark, "id", str(place))
        marks = [new[place] for place in sorted(new)]
        if marks == old:
            return match[0]
        manual = sum(attribute(mark, "man") in ("1", "true") for mark in marks)
        start = with_attribute(match["tag"], "count", str(len(marks)))
        start = with_attribute(start, "manualBreakCount", str(manual))
        prefix = match["prefix"].decode()
        return start + b">" + b"".join(marks) + f"</{prefix}rowBreaks>".encode()

    def merges(self, xml: bytes, old: Sequence[LaidGrid], prefix: str) -> bytes:
        """The merged areas: those of tables from their cells, others where their rows are."""
        before = {merge for laid in old for merge in grid_merges(laid)}
        wanted = {merge for laid in self._plan.grids for merge in grid_merges(laid)}
        listed = element("mergeCells").search(xml)
        found = list(element("mergeCell").finditer(listed[0])) if listed else []
        kept: list[bytes] = []
        for item in found:
            merge = _merge(attribute(item["tag"], "ref") or "")
            if merge is not None and merge not in before:
                wanted.update(self._elsewhere(merge))
        for item in found:
            merge = _merge(attribute(item["tag"], "ref") or "")
            if merge is None or merge in wanted:
                kept.append(item[0])
            if merge is not None:
                wanted.discard(merge)
        if not wanted and len(kept) == len(found):
            return xml
        new = [
            f'<{prefix}mergeCell ref="{area_name(m.top, m.left, m.bottom, m.right)}"/>'.encode()
            for m in sorted(wanted, key=lambda merge: (merge.top, merge.left))
        ]
        all_of_them = [*kept, *new]
        if listed is None:
            return _with_merges(xml, all_of_them, prefix)
        if not all_of_them:
            return xml[: listed.start()] + xml[listed.end() :]
        start = with_attribute(listed["tag"], "count", str(len(all_of_them)))
        inner = b"".join(all_of_them)
        close = f"</{prefix}mergeCells>".encode()
        return xml[: listed.start()] + start + b">" + inner + close + xml[listed.end() :]

    def _elsewhere(self, merge: Merge) -> Iterable[Merge]:
        """A merge that is no cell of a table: where its rows are, and in whole copies of them."""
        if not self._shift.moves:
            yield merge
            return
        span = self._shift.span(merge.top, merge.bottom)
        if span and (span[0], merge.left) != (span[1], merge.right):
            yield Merge(span[0], merge.left, span[1], merge.right)
        for low, high in self._shift.whole_copies(merge.top, merge.bottom):
            yield Merge(low, merge.left, high, merge.right)


def _merge(area: str) -> Merge | None:
    ends = corners(area)
    if not ends:
        return None
    top, bottom = sorted((ends[0].row, ends[-1].row))
    left, right = sorted((column_number(ends[0]), column_number(ends[-1])))
    return Merge(top, left, bottom, right)


# What the schema lets stand between the rows and the merged areas.
_BEFORE_MERGES = (
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews",
)  # fmt: skip


def _with_merges(xml: bytes, merges: list[bytes], prefix: str) -> bytes:
    at = 0
    moved = True
    while moved:
        moved = False
        for name in _BEFORE_MERGES:
            found = element(name).match(xml, at)
            if found:
                at, moved = found.end(), True
    inner = b"".join(merges)
    start = f'<{prefix}mergeCells count="{len(merges)}">'.encode()
    return xml[:at] + start + inner + f"</{prefix}mergeCells>".encode() + xml[at:]


def moved_area(area: str, shift: RowShift) -> str | None:
    """An area of a sheet where its rows are now; None when they are gone."""
    ends = corners(area)
    if not ends:
        return area
    span = shift.span(*sorted((ends[0].row, ends[-1].row)))
    if span is None:
        return None
    places = [
        str(Corner(end.column, end.absolute, row)) for end, row in zip(ends, span, strict=False)
    ]
    return ":".join(places)


def lead_anchors(xml: bytes, shift: RowShift) -> bytes:
    """Pictures and controls that stand at cells, with the rows that they stand on."""

    def edit(match: re.Match[bytes]) -> bytes:
        first, last = (_row_of(match[0], name) for name in ("from", "to"))
        if first is None:
            return match[0]
        top, bottom = moved_rows(first, first if last is None else last, shift)
        xml = _with_row(match[0], "from", top)
        return xml if last is None else _with_row(xml, "to", bottom)

    for name in ("twoCellAnchor", "oneCellAnchor", "anchor"):
        xml = element(name).sub(edit, xml)
    return xml


def moved_rows(first: int, last: int, shift: RowShift) -> tuple[int, int]:
    """The rows of something drawn over the rows `first` to `last`, in order whatever moved."""
    top, bottom = shift.row_or_next(first), shift.row_or_next(last)
    if shift.row(first) is None or bottom < top:
        return top, max(bottom, top) if shift.row(first) is None else top + last - first
    return top, bottom


def _row_of(xml: bytes, name: str) -> int | None:
    found = element(name).search(xml)
    row = element("row").search(found[0]) if found else None
    text = plain(row["inner"] or b"").strip() if row else ""
    return int(text) if text.isdigit() and len(text) < 8 else None


def _with_row(xml: bytes, name: str, row: int) -> bytes:
    found = element(name).search(xml)
    if found is None:
        return xml
    new = edit_text(found[0], "row", lambda old: old if int(old) == row else str(row))
    return xml[: found.start()] + new + xml[found.end() :]


def _recounted(xml: bytes, item: str, container: str) -> bytes:
    """The lists with the number of what they hold; none that have become empty."""

    def edit(match: re.Match[bytes]) -> bytes:
        count = len(tag(item).findall(match["inner"] or b""))
        if not count:
            return b""
        written = attribute(match["tag"], "count")
        if written is None or written == str(count):
            return match[0]
        start = with_attribute(match["tag"], "count", xml_text(str(count)))
        return start + match[0][len(match["tag"]) :]

    return element(container).sub(edit, xml)
