# SPDX-License-Identifier: MulanPSL-2.0
"""Finding and parsing the parts of an .xlsx package that say what its sheets show."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.preflight import open_package, read_member
from fuyi_editor.files.sheet.data import PLAIN_LOOK, Look
from fuyi_editor.files.xlsx.beside import hidden_sheet, text_boxes
from fuyi_editor.files.xlsx.styles import (
    child,
    children,
    digit_pixels,
    flag,
    local,
    read_looks,
)
from fuyi_editor.page.document import Aside

if TYPE_CHECKING:
    from collections.abc import Container
    from xml.etree.ElementTree import Element

_DAMAGED = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_WORKBOOK = "xl/workbook.xml"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROWS_OF_TITLES = re.compile(r"!\$?(\d{1,7}):\$?(\d{1,7})\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A visible sheet: its name, its part, and the rows repeated on each page (from 0, ends in)."""

    name: str
    part: str
    root: Element
    header: tuple[int, int] | None


@dataclass(slots=True)
class Workbook:
    """What all sheets share, and the visible sheets in order."""

    title: str = ""
    from_1904: bool = False
    strings: list[str] = field(default_factory=list[str])
    looks: list[Look] = field(default_factory=list[Look])
    digit_pixels: int = 7
    sheets: list[SheetPart] = field(default_factory=list[SheetPart])
    beside: list[Aside] = field(default_factory=list[Aside])
    """Sheets that are hidden, texts that are not in cells."""

    def look(self, index: int) -> Look:
        """The look number `index`; the plain one where a file counts wrongly."""
        return self.looks[index] if 0 <= index < len(self.looks) else PLAIN_LOOK


def read_workbook(data: bytes, only: Container[str] | None = None) -> Workbook:
    """The parsed parts of the workbook in `data`; `ReadError` where a needed part is unreadable.

    `only` names the parts of the sheets that are wanted; all visible ones if it is None.
    """
    package = Package(data)
    path = package.main_part()
    root = package.xml(path)
    if root is None:
        raise ReadError("文件缺少必需的部件", _DAMAGED, path)
    related = package.relations(path)
    properties = child(root, "workbookPr")
    book = Workbook(
        title=_title(package),
        from_1904=properties is not None and flag(properties.get("date1904")),
        strings=_strings(package.xml(_of_type(related, "sharedStrings"))),
    )
    styles = package.xml(_of_type(related, "styles"))
    if styles is not None:
        book.looks = read_looks(styles)
        book.digit_pixels = digit_pixels(styles)
    headers = _headers(root)
    listed = child(root, "sheets")
    for index, entry in enumerate([] if listed is None else children(listed, "sheet")):
        if entry.get("state") == "hidden" and only is None:
            book.beside.append(hidden_sheet(entry.get("name", "")))
        if entry.get("state", "visible") == "visible":
            part = _target(entry, related)
            if only is not None and part not in only:
                continue
            sheet = package.xml(part)
            if sheet is None:
                place = f"工作表“{entry.get('name', '')}”"
                raise ReadError("文件缺少必需的部件", _DAMAGED, place)
            # Sheets of charts and old macros hold no cells.
            if local(sheet.tag) == "worksheet":
                book.sheets.append(
                    SheetPart(entry.get("name", ""), part, sheet, headers.get(index))
                )
                book.beside += text_boxes(package, part, entry.get("name", ""))
    return book


def clean(text: str) -> str:
    """The text of a string item: escapes such as ``_x000D_`` resolved, line feeds only."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def item_text(item: Element) -> str:
    """The text of an ``si`` or ``is``: its own or its runs', without phonetic hints."""
    texts: list[str] = []
    for part in item:
        name = local(part.tag)
        if name == "t":
            texts.append(part.text or "")
        elif name == "r":
            texts.extend(text.text or "" for text in children(part, "t"))
    return clean("".join(texts))


class Package:
    """A zip package whose part names are found whatever their case and slashes."""

    def __init__(self, data: bytes) -> None:
        self.archive = open_package(data)
        self._names = {_folded(name): name for name in self.archive.namelist()}

    def member(self, part: str) -> str | None:
        """The name of a part as the package spells it, None when there is none."""
        return self._names.get(_folded(part))

    def xml(self, part: str) -> Element | None:
        """The parsed part, None when there is none of that name."""
        name = self.member(part)
        if name is None:
            return None
        try:
            return ElementTree.fromstring(read_member(self.archive, name))
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise ReadError("文件内容已损坏", _DAMAGED, f"{name} 不是完整的 XML") from error

    def main_part(self) -> str:
        """The workbook's part name."""
        return _of_type(self.relations(""), "officeDocument") or _WORKBOOK

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Type (its last word) and target part of each relation of `part`, by its id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        relations: list[Element] = [] if root is None else list(root)
        for relation in relations:
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "").replace("\\", "/")
                full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = (kind, full)
        return found


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _of_type(related: dict[str, tuple[str, str]], kind: str) -> str:
    return next((target for found, target in related.values() if found == kind), "")


def _target(entry: Element, related: dict[str, tuple[str, str]]) -> str:
    for name, value in entry.attrib.items():
        if name.startswith("{") and local(name) == "id" and value in related:
            return related[value][1]
    return ""


def _title(package: Package) -> str:
    root = package.xml(_of_type(package.relations(""), "core-properties") or "docProps/core.xml")
    title = child(root, "title")
    return "" if title is None else clean(title.text or "").strip()


def _strings(root: Element | None) -> list[str]:
    return [] if root is None else [item_text(item) for item in children(root, "si")]


def _headers(workbook: Element) -> dict[int, tuple[int, int]]:
    """The print title rows by the sheet's place in the workbook, hidden ones counted."""
    headers: dict[int, tuple[int, int]] = {}
    defined = child(workbook, "definedNames")
    names: list[Element] = [] if defined is None else list(children(defined, "definedName"))
    for name in names:
        rows = _ROWS_OF_TITLES.search(name.text or "")
        if name.get("name", "").lower() == "_xlnm.print_titles" and rows:
            first, last = sorted((int(rows.group(1)), int(rows.group(2))))
            index = name.get("localSheetId", "")
            if index.isdigit() and len(index) < 6:
                headers[int(index)] = (first - 1, last - 1)
    return headers
