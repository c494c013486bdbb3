# SPDX-License-Identifier: MulanPSL-2.0
"""Writing a revised page document back into the .xlsx it was read from.

Only what changed is touched: cells with another text, and where rows or sheets come, go or move,
whatever names them. All other parts of the package go out as they came in.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError, ReviseError
from fuyi_editor.files.page_changes import same_blocks
from fuyi_editor.files.preflight import check_package
from fuyi_editor.files.xlsx.around import Surroundings, lead_formulas
from fuyi_editor.files.xlsx.book import BookPart, SheetEntry, clone_bytes
from fuyi_editor.files.xlsx.formulas import Shifts
from fuyi_editor.files.xlsx.parcel import Parcel
from fuyi_editor.files.xlsx.parts import Package, read_workbook
from fuyi_editor.files.xlsx.patch import SheetBytes, element
from fuyi_editor.files.xlsx.plan import LaidGrid, SheetPlan, plan_sheet
from fuyi_editor.files.xlsx.read import place_blocks
from fuyi_editor.files.xlsx.related import lead_chart, lead_pivot_source, lead_related
from fuyi_editor.files.xlsx.rows import shares_formula, unshared, write_rows
from fuyi_editor.files.xlsx.sections import Section, folded, source_blocks, split_sections
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.files.sheet.data import SheetData
    from fuyi_editor.files.sheet.grid import Placed
    from fuyi_editor.page.document import PageDocument


def revise_xlsx(data: bytes, source: PageDocument, page: PageDocument) -> bytes:
    """The workbook `data` with what changed from `source` to `page`; `data` itself if nothing did.

    `source` is what `read_xlsx` made of `data`. Pieces of `page` name by their origin the piece of
    the file they go on from; an origin that comes twice is a copy. A copy of all tables of a sheet
    becomes a new sheet. Raises `ReadError` when `data` is no sound workbook, and `ReviseError` for
    what cannot be written without harm to the rest of it.
    """
    if same_blocks(page.blocks, source.blocks):
        return data
    check_package(data)
    return _Reviser(data, source, page).package()


@dataclass(slots=True)
class _Sheet:
    """A sheet to be: its blocks, its place in the workbook's list, and if changed its plan."""

    section: Section
    entry: SheetEntry
    plan: SheetPlan | None = None


@dataclass(slots=True)
class _Read:
    """What a sheet held."""

    data: SheetData
    placed: list[Placed] = field(default_factory=list["Placed"])


class _Reviser:
    """One revision of one workbook."""

    def __init__(self, data: bytes, source: PageDocument, page: PageDocument) -> None:
        self._data = data
        package = Package(data)
        self._book = BookPart(package)
        self._parcel = Parcel(package, self._book)
        self._source = source_blocks(source)
        self._sections = split_sections(self._source, page)
        self._shifts = Shifts([entry.name for entry in self._book.entries])
        self._read: dict[str, _Read] = {}
        self._unchained = False

    def package(self) -> bytes:
        """The whole package, revised."""
        if not self._sections:
            cause = "表格已全部删除，而工作簿里至少要有一张工作表"
            raise ReviseError(cause, KEEP_OR_SAVE_AS)
        changed = [section for section in self._sections if not self._is_same(section)]
        self._read_sheets({section.part for section in changed})
        sheets = self._sheets(changed)
        self._note_shifts(sheets)
        own = [sheet for sheet in sheets if sheet.plan and not sheet.section.copy]
        for sheet in own:
            self._revise(sheet)
        clones = [sheet for sheet in sheets if sheet.section.copy]
        names = {sheet.entry.name: self._clone(sheet) for sheet in clones}
        if not self._shifts.nothing:
            self._lead_others({sheet.section.part for sheet in own})
        kept = {sheet.section.part for sheet in sheets}
        gone = [part for part in self._source if part not in kept]
        order = self._order(sheets, set(gone))
        self._parcel.put(self._book.path, self._book.revised(order, self._shifts, names))
        self._parcel.add_sheets([(s.entry.part, s.section.part) for s in clones])
        self._parcel.remove_sheets(gone)
        return self._parcel.packed(unchained=self._unchained or bool(clones or gone))

    def _is_same(self, section: Section) -> bool:
        return not section.copy and same_blocks(section.blocks, self._source[section.part])

    def _read_sheets(self, parts: set[str]) -> None:
        if not parts:
            return
        book = read_workbook(self._data, parts)
        for sheet in book.sheets:
            content, placed = place_blocks(book, sheet)
            self._read[sheet.part] = _Read(content, placed)
            found = [piece.block for piece in placed if piece.block.origin]
            known = [block.origin for block in self._source[sheet.part]]
            if [block.origin for block in found] != known:
                raise ReadError("文件与打开时不同了", "请重新打开文件再修改", sheet.name)

    def _sheets(self, changed: list[Section]) -> list[_Sheet]:
        taken = {folded(entry.name) for entry in self._book.entries}
        sheets: list[_Sheet] = []
        copies = 0
        for section in self._sections:
            entry = self._book.entry(section.part)
            if section.copy:
                copies += 1
                name = section.new_name(entry.name, taken)
                part = self._parcel.new_part(section.part, copies)
                entry = self._book.cloned(entry, name, part, copies)
            sheet = _Sheet(section, entry)
            if any(section is other for other in changed):
                read = self._read[section.part]
                sheet.plan = plan_sheet(read.placed, section.blocks, read.data.name)
            sheets.append(sheet)
        return sheets

    def _note_shifts(self, sheets: Iterable[_Sheet]) -> None:
        parts: set[str] = set()
        for sheet in sheets:
            parts.add(sheet.section.part)
            if sheet.plan and not sheet.section.copy and sheet.plan.shift().moves:
                self._shifts.rows[sheet.entry.name.casefold()] = sheet.plan.shift()
        for part in self._source:
            if part not in parts:
                self._shifts.removed.add(self._book.entry(part).name.casefold())

    def _order(self, sheets: Iterable[_Sheet], gone: set[str]) -> list[SheetEntry]:
        """The workbook's list; sheets that show nothing stay behind the one that they follow."""
        following: dict[str, list[SheetEntry]] = {}
        above = ""
        for entry in self._book.entries:
            if entry.part in self._source:
                above = above if entry.part in gone else entry.part
            else:
                following.setdefault(above, []).append(entry)
        order = following.get("", [])
        for sheet in sheets:
            order.append(sheet.entry)
            if not sheet.section.copy:
                order += following.get(sheet.section.part, [])
        return order

    def _revise(self, sheet: _Sheet) -> None:
        part, plan = sheet.section.part, sheet.plan
        assert plan is not None
        read = self._read[part]
        old = self._parcel.part(part)
        new = _revised(old, plan, read, self._shifts)
        self._parcel.put(part, new)
        shift = plan.shift()
        formulas = len(element("f").findall(old))
        if formulas and (shift.moves or len(element("f").findall(new)) != formulas):
            self._unchained = True
        if shift.moves:
            for kind, target in self._parcel.related(part):
                xml = lead_related(
                    kind, self._parcel.part(target), read.data.name, shift, self._shifts
                )
                self._parcel.put(target, xml)

    def _clone(self, sheet: _Sheet) -> Shifts:
        """Write a new sheet; how its formulas, and its own names, are led."""
        part, plan = sheet.section.part, sheet.plan
        assert plan is not None
        read = self._read[part]
        key = read.data.name.casefold()
        shift = plan.shift()
        rows = {**self._shifts.rows, key: shift}
        if not shift.moves:
            del rows[key]
        shifts = replace(self._shifts, rows=rows, renamed={key: sheet.entry.name})
        external = self._parcel.links_outside(part)
        xml, links = clone_bytes(self._parcel.original(part), external)
        self._parcel.put(sheet.entry.part, _revised(xml, plan, read, shifts))
        self._parcel.put_links(sheet.entry.part, links)
        return shifts

    def _lead_others(self, done: set[str]) -> None:
        """All that may name rows of another sheet."""
        for entry in self._book.entries:
            if entry.part in done:
                continue
            xml = self._parcel.part(entry.part)
            alone = unshared(xml)
            led = lead_formulas(alone, entry.name, self._shifts)
            if led != alone:
                self._parcel.put(entry.part, led)
        for part in self._parcel.charts():
            self._parcel.put(part, lead_chart(self._parcel.part(part), self._shifts))
        for part in self._parcel.pivot_sources():
            self._parcel.put(part, lead_pivot_source(self._parcel.part(part), self._shifts))


def _revised(xml: bytes, plan: SheetPlan, read: _Read, shifts: Shifts) -> bytes:
    """A sheet's XML as planned."""
    place = f"工作表“{read.data.name}”"
    sheet = SheetBytes(xml, place)
    shift = plan.shift()
    if not shifts.nothing or shares_formula(sheet, plan.changed_cells):
        sheet = SheetBytes(unshared(xml), place)
    around = Surroundings(read.data.name, shift, shifts, plan)
    if shift.moves:
        sheet.head = around.head(sheet.head)
        sheet.tail = around.tail(sheet.tail)
    elif not shifts.nothing:
        sheet.tail = lead_formulas(sheet.tail, read.data.name, shifts)
    old = [
        LaidGrid(piece.block, piece.rows, piece.columns)
        for piece in read.placed
        if isinstance(piece.block, Grid)
    ]
    sheet.tail = around.merges(sheet.tail, old, sheet.prefix)
    return write_rows(sheet, plan, shift, read.data, shifts)
