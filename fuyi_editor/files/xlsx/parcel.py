# SPDX-License-Identifier: MulanPSL-2.0
"""The parts of a workbook that a revision changes, adds and takes out, and their packing."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from fuyi_editor.files.package_copy import copy_package
from fuyi_editor.files.preflight import read_member
from fuyi_editor.files.xlsx.book import part_bytes, recalculated
from fuyi_editor.files.xlsx.patch import attribute, element, with_attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fuyi_editor.files.xlsx.book import BookPart
    from fuyi_editor.files.xlsx.parts import Package

_TYPES = "[Content_Types].xml"
_WORKSHEET = re.compile(r"(^|/)worksheets/[^/]+\.xml$", re.IGNORECASE)
_CHART = re.compile(r"(^|/)charts/[^/]+\.xml$", re.IGNORECASE)
_PIVOT_SOURCE = re.compile(r"(^|/)pivotCacheDefinition[^/]*\.xml$", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>]")
_EMPTY_LINKS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"</Relationships>"
)


class Parcel:
    """A package under revision: the new bytes of its parts, None for those that go."""

    def __init__(self, package: Package, book: BookPart) -> None:
        self._package = package
        self._book = book
        self._out: dict[str, bytes | None] = {}
        self._copies: dict[str, str] = {}

    def original(self, part: str) -> bytes:
        """A part as it was."""
        return part_bytes(self._package, part)

    def part(self, part: str) -> bytes:
        """A part as it is to be so far."""
        changed = self._out.get(self._package.member(part) or part)
        return self.original(part) if changed is None else changed

    def put(self, part: str, xml: bytes) -> None:
        """Keep a part, if it differs from what it was."""
        if xml != self.part(part):
            self._out[self._package.member(part) or part] = xml

    def related(self, part: str) -> list[tuple[str, str]]:
        """Kind and name of the parts that a part names."""
        relations = self._package.relations(part).values()
        return [(kind, target) for kind, target in relations if self._package.member(target)]

    def charts(self) -> list[str]:
        """The names of all charts."""
        return [name for name in self._package.archive.namelist() if _CHART.search(name)]

    def pivot_sources(self) -> list[str]:
        """The names of the parts that say what pivot tables are made from."""
        return [name for name in self._package.archive.namelist() if _PIVOT_SOURCE.search(name)]

    def new_part(self, model: str, number: int) -> str:
        """A name beside `model` that no part has; `number` tells new ones apart."""
        folder = posixpath.dirname(model)
        while True:
            name = posixpath.join(folder, f"copy{number}.xml")
            if self._package.member(name) is None and name not in self._copies:
                self._copies[name] = model
                return name
            number += 1

    def links_outside(self, part: str) -> dict[str, bytes]:
        """The relations of a part that lead out of the package, by their ids."""
        return {
            attribute(found["tag"], "Id") or "": found[0]
            for found in element("Relationship").finditer(self.original(_links_of(part)))
            if attribute(found["tag"], "TargetMode") == "External"
        }

    def put_links(self, part: str, links: Sequence[bytes]) -> None:
        """Give a new part relations."""
        if links:
            self.put(_links_of(part), _with_children(_EMPTY_LINKS, links))

    def add_sheets(self, sheets: Sequence[tuple[str, str]]) -> None:
        """Make new parts of sheets known to the package, each like its model."""
        if not sheets:
            return
        links, types = self.part(_links_of(self._book.path)), self.part(_TYPES)
        new_links: list[bytes] = []
        new_types: list[bytes] = []
        for number, (part, model) in enumerate(sheets, start=1):
            identity = next(i for i, (_, target) in self._book.related.items() if target == model)
            for found in element("Relationship").finditer(links):
                if attribute(found["tag"], "Id") == identity:
                    link = with_attribute(found[0], "Id", self._book.new_identity(number))
                    new_links.append(with_attribute(link, "Target", f"/{part}"))
            for found in element("Override").finditer(types):
                name = attribute(found["tag"], "PartName") or ""
                if self._package.member(name) == self._package.member(model):
                    new_types.append(with_attribute(found[0], "PartName", f"/{part}"))
        self.put(_links_of(self._book.path), _with_children(links, new_links))
        self.put(_TYPES, _with_children(types, new_types))

    def remove_sheets(self, parts: Sequence[str]) -> None:
        """Take sheets out, with what only they name."""
        if parts:
            self._remove(set(parts))

    def packed(self, *, unchained: bool) -> bytes:
        """The new package; `unchained` where the order of calculation no longer fits."""
        chain = [t for kind, t in self._book.related.values() if kind == "calcChain"]
        if unchained and chain:
            self._remove(set(chain))
        book = self.part(self._book.path)
        computed = recalculated(book)
        if computed != book and any(self._has_formulas()):
            self.put(self._book.path, computed)
        return copy_package(self._package.archive, self._out)

    def _has_formulas(self) -> Iterator[bool]:
        for name in self._package.archive.namelist():
            if _WORKSHEET.search(name):
                changed = self._out.get(name)
                raw = changed or read_member(self._package.archive, name)
                yield _FORMULA.search(raw) is not None

    def _remove(self, parts: set[str]) -> None:
        """Take parts out that the workbook names, and all that no part is left to name."""
        before = self._reachable({})
        ids = {i for i, (_, target) in self._book.related.items() if target in parts}
        after = self._reachable(dict.fromkeys(ids, True))
        gone = {name for name in before - after if name}
        members = {self._package.member(name) for name in gone}
        members |= {self._package.member(_links_of(name)) for name in gone}
        for member in members:
            if member is not None:
                self._out[member] = None
        links = _links_of(self._book.path)
        self.put(links, _without(self.part(links), "Relationship", "Id", ids))
        names = {f"/{name}" for name in gone} | {f"/{self._package.member(n)}" for n in gone}
        self.put(_TYPES, _without(self.part(_TYPES), "Override", "PartName", names))

    def _reachable(self, cut: Mapping[str, bool]) -> set[str]:
        """The parts that are named from the root on, without the workbook's relations in `cut`."""
        seen: set[str] = set()
        todo = [""]
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            for identity, (_, target) in self._package.relations(name).items():
                gone = self._out.get(self._package.member(target) or "", b"") is None
                if not gone and not (name == self._book.path and identity in cut):
                    todo.append(target)
        return seen


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _with_children(xml: bytes, children: Sequence[bytes]) -> bytes:
    at = xml.rindex(b"</")
    return xml[:at] + b"".join(children) + xml[at:]


def _without(xml: bytes, name: str, key: str, values: set[str]) -> bytes:
    def edit(match: re.Match[bytes]) -> bytes:
        return b"" if attribute(match["tag"], key) in values else match[0]

    return element(name).sub(edit, xml)
