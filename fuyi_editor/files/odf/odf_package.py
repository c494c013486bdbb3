# SPDX-License-Identifier: MulanPSL-2.0
"""Opening OpenDocument packages (.odt, .ods): their XML parts, and why some cannot be read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.preflight import open_package, read_member
from fuyi_editor.files.xlsx.page import clean_text

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_DAMAGED = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"
_SAVE_AS = "请用 WPS 或 LibreOffice 打开它，另存为 .docx 或 .xlsx，再打开新文件"
_LOCKED = "请用 WPS 或 LibreOffice 输入密码打开，去掉密码并保存，然后再打开"

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MM_PER_UNIT = {
    "mm": 1.0, "cm": 10.0, "in": 25.4, "inch": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6,
    "px": 25.4 / 96,
}  # fmt: skip
_LENGTH = re.compile(r"\s*([-+]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))\s*([a-z]{2,4})\s*$")


@dataclass(frozen=True, slots=True)
class OdfPackage:
    """The parsed parts of a document, and its title as its properties tell it."""

    content: Element
    styles: Element | None
    title: str


@cache
def odf(name: str) -> str:
    """A name such as ``table:table-row`` as the parser writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def open_odf(data: bytes) -> OdfPackage:
    """The parts of an OpenDocument file; `ReadError` where a needed one is unreadable."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        raise ReadError("这是单个 XML 文件的 OpenDocument 文档，不能直接打开", _SAVE_AS)
    archive = open_package(data)
    names = set(archive.namelist())
    _check_locks(archive, names)
    content = _parse(archive, "content.xml")
    styles = _parse(archive, "styles.xml") if "styles.xml" in names else None
    meta = _parse(archive, "meta.xml") if "meta.xml" in names else None
    title = None if meta is None else next(meta.iter(odf("dc:title")), None)
    return OdfPackage(content, styles, clean_text((title.text if title is not None else "") or ""))


def body(package: OdfPackage, kind: str) -> Element:
    """The ``office:text`` or ``office:spreadsheet`` of the document."""
    found = package.content.find(f"{odf('office:body')}/{odf(f'office:{kind}')}")
    if found is None:
        raise ReadError("文件里没有这种文档应有的正文", "请选择 Word、Excel 或 WPS 文件")
    return found


def nearest(parent: Element, wanted: frozenset[str], through: frozenset[str]) -> Iterator[Element]:
    """The `wanted` elements below `parent`, looked for inside `through` elements only."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in through:
            yield from nearest(child, wanted, through)


def length(value: str | None) -> float | None:
    """A length such as ``0.9in`` in mm; None for anything else."""
    match = _LENGTH.match(value or "")
    unit = _MM_PER_UNIT.get(match[2]) if match else None
    if match is None or unit is None:
        return None
    found = float(match[1]) * unit
    return found if math.isfinite(found) and abs(found) < 1e5 else None


def count(element: Element, name: str) -> int:
    """A repeat or span written on `element`, at least 1; absurd ones are as good as a million."""
    text = element.get(odf(name), "1").strip()
    if not text.isascii() or not text.isdigit():
        return 1
    return max(int(text[:8]) if len(text) < 8 else 1_048_576, 1)


def _check_locks(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "encrypted-package" in names:
        raise ReadError("文件设有打开密码", _LOCKED)
    if "META-INF/manifest.xml" in names:
        manifest = read_member(archive, "META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            raise ReadError("文件设有打开密码", _LOCKED)


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    from lxml import etree

    content = read_member(archive, name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ReadError("部件里有文档类型声明，这种文件可能夹带外部内容", _DAMAGED, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        # The elements have all that is used here of those of the standard library.
        return cast("Element", etree.fromstring(content, parser))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError("文件内容已损坏", _DAMAGED, f"{name} 不是完整的 XML") from error
