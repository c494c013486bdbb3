# SPDX-License-Identifier: MulanPSL-2.0
"""Texts of a Word file that stand beside its body: in text boxes, footnotes, endnotes and headers.

They are no part of any table and stay in the file as they are; a reader of the report must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.docx.names import COMPATIBILITY, w
from fuyi_editor.files.docx.text import PARAGRAPH, paragraph_text
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import Aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.docx.package import DocxPackage

_FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
_TEXT_BOX = w("txbxContent")
_NOTES = {"footnotes": ("脚注", w("footnote")), "endnotes": ("尾注", w("endnote"))}
_TYPE = w("type")


def texts_beside(package: DocxPackage, root: Element) -> tuple[Aside, ...]:
    """Every text beside the body, once; blank ones are left out."""
    found = dict.fromkeys((*_text_boxes(root), *_linked(package)))
    return tuple(aside for aside in found if aside.text)


def _text_boxes(root: Element) -> Iterator[Aside]:
    # Most files have none, and looking for the first is quick.
    if next(root.iter(_TEXT_BOX), None) is not None:
        for box in _below(root, _TEXT_BOX):
            yield Aside("文本框", _text(box))


def _below(parent: Element, tag: str) -> Iterator[Element]:
    """The elements of that name, without those that repeat others for old programs."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag != _FALLBACK:
            yield from _below(child, tag)


def _linked(package: DocxPackage) -> Iterator[Aside]:
    for link in package.relationships(package.main).values():
        known = link.kind in _NOTES or link.kind == "header"
        if not known or link.target not in package.archive.namelist():
            continue
        try:
            root = package.root(link.target)
        except ReadError:
            continue  # the body can be read all the same
        if link.kind == "header":
            yield Aside("页眉", _text(root))
            continue
        place, tag = _NOTES[link.kind]
        for note in root.findall(tag):
            if note.get(_TYPE, "normal") == "normal":
                yield Aside(place, _text(note))


def _text(parent: Element) -> str:
    lines = (paragraph_text(paragraph).strip() for paragraph in _below(parent, PARAGRAPH))
    return "\n".join(line for line in lines if line)
