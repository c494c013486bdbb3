# SPDX-License-Identifier: MulanPSL-2.0
"""The parts of a Word package: found by relationships, read as XML, copied when one changes."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from fuyi_editor.files.docx.names import as_transitional
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.package_copy import copy_package
from fuyi_editor.files.preflight import open_package, read_member
from fuyi_editor.files.xml_spans import to_utf8

if TYPE_CHECKING:
    import zipfile
    from xml.etree.ElementTree import Element

_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_MAIN_KIND = "officeDocument"


class Relationship(NamedTuple):
    """A link from one part to another; `kind` is the last word of its type."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class DocxPackage:
    """An open Word package; `main` is the name of the part that holds the text."""

    archive: zipfile.ZipFile
    main: str

    def read(self, name: str) -> bytes:
        """The bytes of a part in UTF-8; `ReadError` when it is absent or damaged."""
        try:
            return to_utf8(read_member(self.archive, name))
        except (LookupError, UnicodeError) as error:
            raise ReadError("部件的文字编码有误", _ASK_AGAIN, name) from error

    def root(self, name: str) -> Element:
        """The root element of a part, under the transitional namespaces."""
        return _parse(name, self.read(name))

    def relationships(self, name: str) -> dict[str, Relationship]:
        """The links of a part by their id; links that lead out of the package are left out."""
        return _relationships(self.archive, name)

    def related(self, kind: str) -> Element | None:
        """The root of the part of a kind (`styles`, `theme` …) that the main part links to."""
        for link in self.relationships(self.main).values():
            if link.kind == kind and link.target in self.archive.namelist():
                return self.root(link.target)
        return None


def open_docx(data: bytes) -> DocxPackage:
    """The Word package in `data`; `ReadError` when there is none."""
    archive = open_package(data)
    for link in _relationships(archive, "").values():
        if link.kind == _MAIN_KIND:
            return DocxPackage(archive, link.target)
    raise ReadError("这不是 Word 文档", "请选择 .docx 或 .xlsx 文件")


def replace_part(archive: zipfile.ZipFile, name: str, content: bytes) -> bytes:
    """The package with one part changed; the others keep bytes, order, names, dates and packing."""
    return copy_package(archive, {name: content})


def _parse(name: str, xml: bytes) -> Element:
    try:
        return ElementTree.fromstring(as_transitional(xml))
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise ReadError("部件内容已损坏", _ASK_AGAIN, f"{name} 第 {line} 行") from error


def _relationships(archive: zipfile.ZipFile, source: str) -> dict[str, Relationship]:
    folder, base = posixpath.split(source)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in archive.namelist():
        return {}
    found: dict[str, Relationship] = {}
    for link in _parse(name, to_utf8(read_member(archive, name))):
        if link.get("TargetMode") != "External":
            # Targets are relative to the folder of the source, or begin at the package root.
            target = posixpath.join("/", folder, unquote(link.get("Target", "")))
            kind = link.get("Type", "").rsplit("/", 1)[-1]
            found[link.get("Id", "")] = Relationship(kind, posixpath.normpath(target).lstrip("/"))
    return found
