# SPDX-License-Identifier: MulanPSL-2.0
"""What the cell formats of a workbook (styles.xml) say about fonts, borders and numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from fuyi_editor.files.sheet.data import Look
from fuyi_editor.files.sheet.data import digit_pixels as pixels_of_digit
from fuyi_editor.files.xlsx.numbers import BUILT_IN
from fuyi_editor.page.document import NO_BORDERS, Align, Borders, TextStyle, VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_T = TypeVar("_T")
_HORIZONTAL = {
    "left": Align.LEFT,
    "center": Align.CENTER,
    "centerContinuous": Align.CENTER,
    "distributed": Align.CENTER,
    "right": Align.RIGHT,
    "justify": Align.JUSTIFY,
}
_VERTICAL = {
    "top": VerticalAlign.TOP,
    "center": VerticalAlign.CENTER,
    "distributed": VerticalAlign.CENTER,
    "justify": VerticalAlign.CENTER,
}


@cache
def local(tag: str) -> str:
    """A tag or attribute name without its namespace, which differs in strict files."""
    return tag.rpartition("}")[2]


def children(parent: Element, tag: str) -> Iterator[Element]:
    """The children of `parent` named `tag` in whatever namespace."""
    return (child for child in parent if local(child.tag) == tag)


def child(parent: Element | None, tag: str) -> Element | None:
    """The first child named `tag`, None when there is none."""
    return None if parent is None else next(children(parent, tag), None)


def integer(text: str | None, default: int = 0) -> int:
    """A whole number as files write it; `default` for anything else."""
    # Longer numbers mean nothing in a workbook, and int() would take its time with them.
    if text is None or len(text) > 18:
        return default
    try:
        return int(text)
    except ValueError:
        return default


def number(text: str | None, default: float = 0.0) -> float:
    """A finite number as files write it; `default` for anything else."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1e9 else default


def flag(text: str | None) -> bool:
    """Whether an attribute says yes."""
    return text in ("1", "true", "on")


def read_looks(root: Element) -> list[Look]:
    """The looks that the `s` attributes of cells count through."""
    codes = dict(BUILT_IN)
    for entry in _entries(root, "numFmts"):
        codes[integer(entry.get("numFmtId"), -1)] = entry.get("formatCode", "General")
    fonts = [_font(entry) for entry in _entries(root, "fonts")]
    borders = [_borders(entry) for entry in _entries(root, "borders")]
    return [_look(entry, codes, fonts, borders) for entry in _entries(root, "cellXfs")]


def digit_pixels(root: Element) -> int:
    """How many pixels wide Excel takes a digit of the workbook's default font to be."""
    fonts = [_font(entry) for entry in _entries(root, "fonts")]
    plain = _entries(root, "cellStyleXfs")
    font = _at(fonts, plain[0].get("fontId") if plain else "0", TextStyle(family="Calibri"))
    return pixels_of_digit(font)


def _entries(root: Element, name: str) -> list[Element]:
    parent = child(root, name)
    return [] if parent is None else list(parent)


def _value(parent: Element, tag: str) -> str | None:
    found = child(parent, tag)
    return None if found is None else found.get("val", "1")


def _font(entry: Element) -> TextStyle:
    size = number(_value(entry, "sz"), 11.0)
    return TextStyle(
        family=_value(entry, "name") or "宋体",
        size=size if 1 <= size <= 409 else 11.0,
        bold=flag(_value(entry, "b")),
    )


def _borders(entry: Element) -> Borders:
    drawn: set[str] = set()
    for side in entry:
        if side.get("style", "none") != "none":
            drawn.add(local(side.tag))
    return Borders(
        top="top" in drawn,
        # Strict files name the sides by the direction of writing.
        right="right" in drawn or "end" in drawn,
        bottom="bottom" in drawn,
        left="left" in drawn or "start" in drawn,
    )


def _look(
    entry: Element, codes: dict[int, str], fonts: list[TextStyle], borders: list[Borders]
) -> Look:
    font = _at(fonts, entry.get("fontId"), TextStyle())
    alignment = child(entry, "alignment")
    horizontal = alignment.get("horizontal", "") if alignment is not None else ""
    vertical = alignment.get("vertical", "") if alignment is not None else ""
    style = TextStyle(
        family=font.family,
        size=font.size,
        bold=font.bold,
        align=_HORIZONTAL.get(horizontal, Align.LEFT),
        vertical_align=_VERTICAL.get(vertical, VerticalAlign.BOTTOM),
    )
    code = codes.get(integer(entry.get("numFmtId")), "General")
    sides = _at(borders, entry.get("borderId"), NO_BORDERS)
    return Look(style, sides, code, horizontal in ("", "general"))


def _at(items: list[_T], index: str | None, default: _T) -> _T:
    number = integer(index)
    return items[number] if 0 <= number < len(items) else default
