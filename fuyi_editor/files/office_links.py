# SPDX-License-Identifier: MulanPSL-2.0
"""Cutting what an Office package links to outside itself, before a program opens it that fetches.

In OOXML these are relationships marked External; in OpenDocument, xlink:href of anything but a mere
hyperlink. The file is only passed on, never saved, so nothing of the user's is lost.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from fuyi_editor.files.errors import FileError
from fuyi_editor.files.package_copy import copy_package
from fuyi_editor.files.preflight import MAX_MEMBERS, MAX_UNPACKED, open_package, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZIP = b"PK"
_OPEN_DOCUMENT_PARTS = re.compile(r"(^|/)(content|styles|settings)\.xml$", re.IGNORECASE)
_HREF = "{http://www.w3.org/1999/xlink}href"
_HYPERLINK = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"
_OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|[/\\]|\.\.)", re.IGNORECASE)
# Compared without case and spaces, as a lenient reader may do.
_EXTERNAL = "external"


def without_links(data: bytes) -> bytes | None:
    """The file with no link that a program would follow when opening it.

    Other files than packages come back as they are. None when the package is damaged, unpacks to
    more than any of ours, or has a part that cannot be searched for links.
    """
    if not data.startswith(_ZIP):
        return data
    try:
        with open_package(data) as package:
            members = package.infolist()
            size = sum(member.file_size for member in members)
            if size > MAX_UNPACKED or len(members) > MAX_MEMBERS:
                return None
            return copy_package(package, dict(_cut_parts(package)))
    except (FileError, etree.XMLSyntaxError, zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return None


def _cut_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in package.namelist():
        of_relationships = name.lower().endswith(".rels")
        if of_relationships or _OPEN_DOCUMENT_PARTS.search(name):
            content = read_member(package, name)
            yield name, _cut(content, of_relationships=of_relationships)


def _cut(content: bytes, *, of_relationships: bool) -> bytes:
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise ValueError("a document type may bring in content from outside")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    if of_relationships:
        for link in list(root):
            if link.get("TargetMode", "").strip().lower() == _EXTERNAL:
                root.remove(link)
    else:
        for element in root.iter():
            href = element.get(_HREF)
            if href is not None and element.tag != _HYPERLINK and _OUTSIDE.match(href):
                del element.attrib[_HREF]
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
