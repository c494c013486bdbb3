# SPDX-License-Identifier: MulanPSL-2.0
"""The parts beside a sheet that name its rows: comments, drawings, tables, charts, pivot tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.xlsx.around import lead_anchors, moved_area, moved_rows
from fuyi_editor.files.xlsx.formulas import corners, quoted
from fuyi_editor.files.xlsx.patch import attribute, edit_text, element, plain, tag, with_attribute
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from fuyi_editor.files.xlsx.formulas import Shifts
    from fuyi_editor.files.xlsx.shift import RowShift

_LINKS = ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")


def lead_related(kind: str, xml: bytes, name: str, shift: RowShift, shifts: Shifts) -> bytes:
    """A part that a sheet names as its own, by the last word of its relation's type."""
    if kind in ("comments", "threadedComment"):
        for item in ("comment", "threadedComment"):
            xml = element(item).sub(_comment(shift), xml)
    elif kind == "vmlDrawing":
        xml = element("shape").sub(_shape(shift), xml)
    elif kind == "drawing":
        xml = lead_anchors(xml, shift)
    elif kind == "table":
        xml = _table(xml, shift, name)
    elif kind == "pivotTable":
        xml = tag("location").sub(_pivot(shift, name), xml)
    elif kind == "ctrlProp":
        for link in _LINKS:
            old = attribute(xml, link)
            if old:
                xml = with_attribute(xml, link, shifts.formula(old, name))
    return xml


def _comment(shift: RowShift) -> Callable[[re.Match[bytes]], bytes]:
    def edit(match: re.Match[bytes]) -> bytes:
        old = attribute(match["tag"], "ref")
        new = moved_area(old, shift) if old else old
        if old is None or new == old:
            return match[0]
        if new is None:
            return b""
        return with_attribute(match["tag"], "ref", new) + match[0][len(match["tag"]) :]

    return edit


def _shape(shift: RowShift) -> Callable[[re.Match[bytes]], bytes]:
    """A note of old make goes with its cell, anything else with the rows that it stands on."""

    def edit(match: re.Match[bytes]) -> bytes:
        xml = match[0]
        row, anchor = element("Row").search(xml), element("Anchor").search(xml)
        numbers = plain((anchor["inner"] if anchor else b"") or b"").split(",")
        digits = [number.strip() for number in numbers]
        known = len(digits) == 8 and digits[2].isdigit() and digits[6].isdigit()
        first, last = (int(digits[2]), int(digits[6])) if known else (0, 0)
        text = plain(row["inner"] or b"").strip() if row else ""
        if text.isdigit():
            new = shift.row(int(text))
            if new is None:
                return b""
            delta = new - int(text)
            xml = edit_text(xml, "Row", lambda old: old if not delta else str(new))
            top, bottom = max(first + delta, 0), max(last + delta, 0)
        else:
            top, bottom = moved_rows(first, last, shift)
        if known and (top, bottom) != (first, last):
            numbers[2], numbers[6] = f" {top}", f" {bottom}"
            xml = edit_text(xml, "Anchor", lambda _: ",".join(numbers))
        return xml

    return edit


def _table(xml: bytes, shift: RowShift, name: str) -> bytes:
    start = tag("table").search(xml)
    ends = corners(attribute(start[0], "ref") or "") if start else None
    if start is None or not ends:
        return xml
    headless = attribute(start[0], "headerRowCount") == "0"
    span = shift.span(ends[0].row, ends[-1].row)
    if span is None or (not headless and shift.row(ends[0].row) != span[0]):
        cause = "要改动的行属于 Excel 的“表格”（套用表格格式），且碰到了它的标题行"
        raise ReviseError(cause, KEEP_OR_SAVE_AS, f"工作表“{name}”")

    def edit(match: re.Match[bytes]) -> bytes:
        old = attribute(match[0], "ref")
        new = moved_area(old, shift) if old else old
        return match[0] if not new or new == old else with_attribute(match[0], "ref", new)

    for item in ("table", "autoFilter", "sortState", "sortCondition"):
        xml = tag(item).sub(edit, xml)
    return xml


def _pivot(shift: RowShift, name: str) -> Callable[[re.Match[bytes]], bytes]:
    def edit(match: re.Match[bytes]) -> bytes:
        old = attribute(match[0], "ref")
        ends = corners(old) if old else None
        if not old or not ends:
            return match[0]
        first, last = ends[0].row, ends[-1].row
        new = moved_area(old, shift)
        rows = [shift.row(row) for row in range(first, last + 1)]
        if new is None or None in rows or rows != [(rows[0] or 0) + n for n in range(len(rows))]:
            cause = "要改动的行里有数据透视表"
            raise ReviseError(cause, KEEP_OR_SAVE_AS, f"工作表“{name}”")
        return match[0] if new == old else with_attribute(match[0], "ref", new)

    return edit


def lead_chart(xml: bytes, shifts: Shifts) -> bytes:
    """A chart, whose formulas always name the sheet."""
    return edit_text(xml, "f", lambda text: shifts.formula(text, ""))


def lead_pivot_source(xml: bytes, shifts: Shifts) -> bytes:
    """The cache of a pivot table, which names the area that it was made from."""

    def edit(match: re.Match[bytes]) -> bytes:
        area, sheet = attribute(match[0], "ref"), attribute(match[0], "sheet")
        if not area or sheet is None:
            return match[0]
        new = shifts.formula(f"{quoted(sheet)}!{area}", "").rpartition("!")[2]
        kept = not corners(new) or new == area
        return match[0] if kept else with_attribute(match[0], "ref", new)

    return tag("worksheetSource").sub(edit, xml)
