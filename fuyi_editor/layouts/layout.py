# SPDX-License-Identifier: MulanPSL-2.0
"""A layout: how one published form is set, read from a data file in `resources/layouts/`.

A layout is a list of parts for the book, its department and each project. A part is a paragraph,
a grid of labels and fields, or the table of indicators. Texts are templates (see `template`).
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from fuyi_editor.model.taxonomy import TAXONOMIES, Taxonomy
from fuyi_editor.page.document import Align, PageSetup, TextStyle, VerticalAlign
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StyleData(_Part):
    """A text style; what is left out is taken from the layout's `body` style."""

    family: str | None = None
    size: float | None = None
    bold: bool | None = None
    align: Literal["left", "center", "right"] | None = None
    vertical: Literal["top", "center", "bottom"] | None = None
    first_indent: float | None = None
    line_pitch: float | None = None
    space_before: float | None = None
    space_after: float | None = None

    def over(self, base: TextStyle) -> TextStyle:
        """The style with everything it does not say taken from `base`."""
        given: dict[str, Any] = {k: v for k, v in self.model_dump().items() if v is not None}
        if "align" in given:
            given["align"] = Align(given["align"])
        if "vertical" in given:
            given["vertical_align"] = VerticalAlign(given.pop("vertical"))
        values = {name: getattr(base, name) for name in TextStyle.__slots__}
        return TextStyle(**(values | given))


class PageData(_Part):
    """The paper, in mm."""

    width: float = 210.0
    height: float = 297.0
    top: float = 25.4
    right: float = 20.0
    bottom: float = 25.4
    left: float = 20.0
    footer: str = ""


class CellData(_Part):
    """A cell of a grid; a bare string in the data file is a cell of width and height 1."""

    text: str = ""
    across: int = 1
    down: int = 1
    style: str = "text"
    rules: Literal["all", "bottom"] = "all"
    step: int = 0
    """1…: the fields are those of that step of 资金支出计划."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class RowData(_Part):
    """A row of a grid; columns under a cell that reaches down are left out."""

    cells: tuple[CellData, ...]
    header: bool = False
    height: float = 0.0


class ColumnData(_Part):
    """A column of the table of indicators. `merge` joins cells of the same 一级 or 二级."""

    title: str
    field: str
    width: float
    style: str = "text"
    merge: bool = False


class PartData(_Part):
    """One part of a book. Exactly one of `paragraph`, `grid` (with `rows`), `indicators` is given.

    `each` repeats a paragraph over the child nodes in that slot; `contents` makes lines of the
    table of contents of the projects' headings.
    """

    paragraph: str | None = None
    grid: tuple[float, ...] = ()
    rows: tuple[RowData, ...] = ()
    indicators: tuple[ColumnData, ...] = ()
    height: float = 0.0
    style: str = "text"
    outline: int = 0
    each: str = ""
    parts: tuple[PartData, ...] = ()
    contents: bool = False
    page_break: bool = False

    @cached_property
    def each_parts(self) -> tuple[PartData, ...]:
        """What is set for every child: this paragraph, then the parts under it."""
        return (self.model_copy(update={"each": "", "parts": ()}), *self.parts)

    @model_validator(mode="after")
    def _one_thing(self) -> PartData:
        given = [self.paragraph is not None, bool(self.grid), bool(self.indicators)]
        if sum(given) != 1:
            raise ValueError("每一段只能是 paragraph、grid、indicators 之一")
        return self


class Layout(_Part):
    """A published form: everything that `compose` needs to set a book in it."""

    name: str
    title: str
    description: str = ""
    source: str = ""
    taxonomy_name: str = Field(alias="taxonomy")
    money_unit: Literal["万元", "元"] = "万元"
    spending_plan: tuple[str, ...] = ()
    page: PageData = PageData()
    styles: dict[str, StyleData] = {}
    book: tuple[PartData, ...] = ()
    department: tuple[PartData, ...] = ()
    projects_heading: tuple[PartData, ...] = ()
    project: tuple[PartData, ...]

    @property
    def taxonomy(self) -> Taxonomy:
        """The indicator taxonomy of the form."""
        return TAXONOMIES[self.taxonomy_name]

    def style(self, name: str) -> TextStyle:
        """A style by name over the `body` style; an unknown name is the body itself."""
        body = self.styles.get("body", StyleData()).over(TextStyle())
        return self.styles[name].over(body) if name in self.styles else body

    @property
    def setup(self) -> PageSetup:
        """The paper of the page document."""
        footer = self.style("footer")
        return PageSetup(**self.page.model_dump(), footer_style=footer)

    def labels(self) -> frozenset[str]:
        """The texts of labels and column titles, as printed."""
        cells = [c.text for part in self.project for row in part.rows for c in row.cells]
        titles = [column.title for part in self.project for column in part.indicators]
        return frozenset(text for text in cells + titles if text and "{" not in text)


class LayoutError(ValueError):
    """A layout file that cannot be used; the text is a Chinese sentence naming file and place."""


def read_layout(path: Path) -> Layout:
    """The layout in that file. `LayoutError` where the file is no good."""
    try:
        return Layout.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutError(f"版式文件“{path.name}”读不出来：{error}") from error
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"版式文件“{path.name}”写法有误：{error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise LayoutError(f"版式文件“{path.name}”的 {place} 有误：{first['msg']}") from error


def load_layouts(folders: Iterable[Path] = ()) -> dict[str, Layout]:
    """The layouts that come with the program and those in `folders`, by name."""
    layouts: dict[str, Layout] = {}
    for folder in (resource("layouts"), *folders):
        for path in sorted(folder.glob("*.toml")):
            layout = read_layout(path)
            layouts[layout.name] = layout
    return layouts
