# SPDX-License-Identifier: MulanPSL-2.0
"""A layout as the text of its file, in the shape of those that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import BaseModel

    from fuyi_editor.layouts.definition.layout import CellData, Layout, PartData, RowData

_SECTIONS = ("book", "department", "projects_heading", "projects", "project", "report")
_HEAD = (
    "name", "title", "description", "source", "taxonomy", "money_unit", "spending_plan",
    "new_title", "sections", "opening", "projects_layout",
)  # fmt: skip
_WIDTH = 100
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def layout_text(layout: Layout, comments: Iterable[str] = ()) -> str:
    """The file; `comments` are its first lines."""
    return "\n".join(_lines(layout, comments)) + "\n"


def _lines(layout: Layout, comments: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        yield "# " + " ".join(comment.split())
    yield "# 长度单位毫米，字号和行距单位磅。{} 里是字段名，{#} 是序号。"
    given = layout.model_dump(by_alias=True, include={*_HEAD, "taxonomy_name"})
    for key in _HEAD:
        if given[key] or key in ("name", "title"):
            yield f"{key} = {_value(given[key])}"
    yield from ("", "[page]")
    for key, value in _given(layout.page):
        yield f"{key} = {_value(value)}"
    yield from ("", "[styles]")
    for name, style in layout.styles.items():
        yield f"{name} = {_table(_given(style))}"
    for section in _SECTIONS:
        for part in getattr(layout, section):
            yield from ("", f"[[{section}]]")
            yield from _part(part)


def _part(part: PartData) -> Iterator[str]:
    if part.each:
        yield f"each = {_value(part.each)}"
    if part.grid:
        yield f"grid = {_value(part.grid)}"
        yield "rows = ["
        for row in part.rows:
            yield from _row(row)
        yield "]"
    else:
        yield f"paragraph = {_value(part.paragraph or '')}"
    for key, value in _given(part):
        if key not in ("each", "grid", "rows", "paragraph", "parts"):
            yield f"{key} = {_value(value)}"
    if part.parts:
        yield "parts = ["
        yield from (f"  {_table(_given(below))}," for below in part.parts)
        yield "]"


def _row(row: RowData) -> Iterator[str]:
    options = [f"{k} = {_value(v)}" for k, v in _given(row) if k not in ("cells", "subtotal")]
    yield f"  {{ {', '.join([*options, 'cells = ['])}"
    yield from _wrapped([_cell(cell) for cell in row.cells])
    if row.subtotal:
        yield "  ], subtotal = ["
        yield from _wrapped([_cell(cell) for cell in row.subtotal])
    yield "  ] },"


def _wrapped(cells: list[str]) -> Iterator[str]:
    """Cells on as few lines as hold them."""
    line = "   "
    for cell in cells:
        if len(line) > 4 and len(line) + len(cell) + 2 > _WIDTH:
            yield line
            line = "   "
        line += f" {cell},"
    yield line


def _cell(cell: CellData) -> str:
    given = dict(_given(cell))
    if not given.keys() - {"text"}:
        return _value(cell.text)
    return _table({"text": cell.text, **given}.items())


def _given(data: BaseModel) -> Iterator[tuple[str, object]]:
    """The values that differ from what a file need not say."""
    for name, value in data.model_dump(exclude_none=True, exclude={"parts"}).items():
        if value != type(data).model_fields[name].default:
            yield name, value


def _table(values: Iterable[tuple[str, object]]) -> str:
    inside = ", ".join(f"{key} = {_value(value)}" for key, value in values)
    return f"{{ {inside} }}" if inside else "{}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{"".join(_character(c) for c in value)}"'
    if isinstance(value, int | float):
        return f"{value:g}" if value == int(value) else repr(round(value, 2))
    if isinstance(value, list | tuple):
        items = cast("list[object] | tuple[object, ...]", value)
        return f"[{', '.join(_value(item) for item in items)}]"
    raise TypeError(value)


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    hidden = ord(character) < 0x20 or character == "\x7f"
    return f"\\u{ord(character):04x}" if hidden else character
