# SPDX-License-Identifier: MulanPSL-2.0
"""The workbook part of a package: its list of sheets, names and settings, revised in its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.preflight import read_member
from fuyi_editor.files.xlsx.formulas import GONE, Shifts
from fuyi_editor.files.xlsx.patch import (
    attribute,
    edit_text,
    element,
    tag,
    with_attribute,
    without_comments,
)
from fuyi_editor.files.xlsx.shift import KEEP_OR_SAVE_AS
from fuyi_editor.files.xml_spans import to_utf8

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fuyi_editor.files.xlsx.parts import Package

_BUILT_IN = "_xlnm."
_ID = re.compile(rb"\s([\w.-]+:id)\s*=")
# What may stand before the settings of calculation, last first.
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet in the workbook's list: `number` is its place there, `model` that of its model."""

    name: str
    part: str
    element: bytes
    number: int | None
    model: int | None = None


class BookPart:
    """The workbook part and what it lists."""

    def __init__(self, package: Package) -> None:
        self.path = package.main_part()
        self.xml = part_bytes(package, self.path)
        self.related = package.relations(self.path)
        listed = element("sheets").search(self.xml)
        if listed is None:
            raise ReviseError("文件里没有工作表目录", KEEP_OR_SAVE_AS)
        self._listed = (listed.start("inner"), listed.end("inner"))
        self.entries: list[SheetEntry] = []
        for number, found in enumerate(element("sheet").finditer(listed["inner"] or b"")):
            key = _ID.search(found["tag"])
            relation = attribute(found["tag"], key[1].decode()) if key else None
            part = self.related.get(relation or "", ("", ""))[1]
            name = attribute(found["tag"], "name") or ""
            self.entries.append(SheetEntry(name, part, found[0], number))

    def entry(self, part: str) -> SheetEntry:
        """The entry of a sheet's part."""
        return next(entry for entry in self.entries if entry.part == part)

    def new_identity(self, number: int) -> str:
        """The id of the relation to the new sheet of that number."""
        identity = f"rIdCopy{number}"
        while identity in self.related:
            identity += "x"
        return identity

    def cloned(self, model: SheetEntry, name: str, part: str, number: int) -> SheetEntry:
        """An entry for a new sheet made after another; `number` counts the new ones."""
        ids = [attribute(entry.element, "sheetId") or "" for entry in self.entries]
        highest = max((int(text) for text in ids if text.isdigit() and len(text) < 8), default=0)
        found = with_attribute(model.element, "name", name)
        found = with_attribute(found, "sheetId", str(highest + number))
        key = _ID.search(found)
        assert key is not None
        found = with_attribute(found, key[1].decode(), self.new_identity(number))
        return SheetEntry(name, part, found, None, model.number)

    def revised(
        self, order: Sequence[SheetEntry], shifts: Shifts, clones: Mapping[str, Shifts]
    ) -> bytes:
        """The part with its sheets in that order and names led; `clones` lead those of new sheets.

        `clones` knows the new sheets by their names.
        """
        xml = self.xml
        if [entry.number for entry in order] != [entry.number for entry in self.entries]:
            start, end = self._listed
            xml = xml[:start] + b"".join(entry.element for entry in order) + xml[end:]
            xml = self._views(xml, order)
        return self._names(xml, order, shifts, clones)

    def _views(self, xml: bytes, order: Sequence[SheetEntry]) -> bytes:
        """The window's tabs count through the sheets."""
        places = {entry.number: at for at, entry in enumerate(order) if entry.number is not None}

        def edit(match: re.Match[bytes]) -> bytes:
            start = match[0]
            for key in ("activeTab", "firstSheet"):
                old = attribute(start, key)
                if old is not None and old.isdigit() and len(old) < 6:
                    at = places.get(int(old), min(int(old), len(order) - 1))
                    if str(at) != old:
                        start = with_attribute(start, key, str(at))
            return start

        return tag("workbookView").sub(edit, xml)

    def _names(
        self,
        xml: bytes,
        order: Sequence[SheetEntry],
        shifts: Shifts,
        clones: Mapping[str, Shifts],
    ) -> bytes:
        places = {entry.number: at for at, entry in enumerate(order) if entry.number is not None}
        added: list[bytes] = []

        def edit(match: re.Match[bytes]) -> bytes:
            local = _local(match["tag"])
            home = "" if local is None or local >= len(self.entries) else self.entries[local].name
            for at, entry in enumerate(order):
                if entry.number is None and local is not None and entry.model == local:
                    own = _placed(match[0], at)
                    added.append(_led(own, home, clones[entry.name]))
            if local is not None and local < len(self.entries):
                if local not in places:
                    return b""
                moved = match[0] if places[local] == local else _placed(match[0], places[local])
                return _led(moved, home, shifts)
            return _led(match[0], home, shifts)

        def edit_all(match: re.Match[bytes]) -> bytes:
            inner = element("definedName").sub(edit, match["inner"] or b"") + b"".join(added)
            if not inner.strip():
                return b""
            start = match.start("inner") - match.start()
            return match[0][:start] + inner + match[0][start + len(match["inner"] or b"") :]

        return element("definedNames").sub(edit_all, xml)


def _local(start: bytes) -> int | None:
    text = attribute(start, "localSheetId") or ""
    return int(text) if text.isdigit() and len(text) < 6 else None


def _placed(name: bytes, at: int) -> bytes:
    found = element("definedName").match(name)
    assert found is not None
    start = with_attribute(found["tag"], "localSheetId", str(at))
    return start + name[len(found["tag"]) :]


def _led(name: bytes, home: str, shifts: Shifts) -> bytes:
    """A defined name where its rows are now; a print area or title that is gone is none."""
    new = edit_text(name, "definedName", lambda text: shifts.formula(text, home))
    built_in = (attribute(name, "name") or "").lower().startswith(_BUILT_IN)
    return b"" if built_in and new != name and GONE.encode() in new else new


def part_bytes(package: Package, part: str) -> bytes:
    """The bytes of a part in UTF-8, without XML comments; empty when there is none."""
    member = package.member(part)
    return without_comments(to_utf8(read_member(package.archive, member))) if member else b""


def recalculated(xml: bytes) -> bytes:
    """The workbook part, asking programs to compute all formulas when they open it."""
    found = tag("calcPr").search(xml)
    if found is not None:
        if attribute(found[0], "fullCalcOnLoad") in ("1", "true"):
            return xml
        return (
            xml[: found.start()]
            + with_attribute(found[0], "fullCalcOnLoad", "1")
            + (xml[found.end() :])
        )
    for name in _BEFORE_CALCULATION:
        before = element(name).search(xml)
        if before is not None:
            prefix = before["prefix"].decode()
            new = f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode()
            return xml[: before.end()] + new + xml[before.end() :]
    return xml


def clone_bytes(xml: bytes, external: Mapping[str, bytes]) -> tuple[bytes, list[bytes]]:
    """A sheet's XML fit to be a second one, and the relations to outside that it keeps.

    Pictures, comments, controls and tables stay with the first; `external` are relations by id.
    """
    for name in _LEFT_BEHIND:
        xml = element(name).sub(b"", xml)
    kept: list[bytes] = []

    def edit(match: re.Match[bytes]) -> bytes:
        key = _ID.search(match["tag"])
        relation = attribute(match["tag"], key[1].decode()) if key else None
        if relation is None:
            return match[0]
        if relation not in external:
            return b""
        kept.append(external[relation])
        return match[0]

    xml = element("hyperlink").sub(edit, xml)
    xml = element("ext").sub(lambda found: b"" if _ID.search(found[0]) else found[0], xml)
    xml = element("hyperlinks").sub(_unless_empty, xml)
    xml = element("extLst").sub(_unless_empty, xml)

    def edit_start(match: re.Match[bytes]) -> bytes:
        start = match[0]
        key = _ID.search(start)
        for name in ("codeName", "tabSelected", "[\\w.-]+:uid", key[1].decode() if key else ""):
            start = with_attribute(start, name, None) if name else start
        return start

    for name in ("sheetPr", "sheetView", "pageSetup", "worksheet"):
        xml = tag(name).sub(edit_start, xml, count=1)
    return xml, kept


_LEFT_BEHIND = (
    "AlternateContent", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "customSheetViews", "customProperties", "tableParts",
)  # fmt: skip


def _unless_empty(match: re.Match[bytes]) -> bytes:
    return match[0] if (match["inner"] or b"").strip() else b""
