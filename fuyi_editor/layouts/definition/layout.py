# SPDX-License-Identifier: MulanPSL-2.0
"""A layout: how one published form is set, read from a data file in `resources/layouts/`.

A layout is a list of parts for the book, its department, all projects, each project and a report.
A part is a paragraph or a grid of labels and fields, whose rows may repeat over child nodes. Texts
are templates (see `template`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.reading.labels import fold_label
from fuyi_editor.model.taxonomy import TAXONOMIES, Taxonomy
from fuyi_editor.page.document import Align, PageSetup, TextStyle, VerticalAlign

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StyleData(_Part):
    """A text style; what is left out is taken from the layout's `body` style."""

    family: str | None = None
    size: float | None = None
    bold: bool | None = None
    align: Literal["left", "center", "right", "justify"] | None = None
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
    merge: bool = False
    """In a repeated row: one cell over all rows that show the same 一级, 二级 or label."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class RowData(_Part):
    """A row of a grid; columns under a cell that reaches down are left out.

    `each` repeats the row over the child nodes in a slot, or over the rows of `indicators`; a cell
    above reaches down over all of them as over one. `subtotal` are the cells of the rows that add
    up a unit's projects, among which they stand (F9).
    """

    cells: tuple[CellData, ...]
    subtotal: tuple[CellData, ...] = ()
    header: bool = False
    height: float = 0.0
    each: str = ""


class PartData(_Part):
    """One part of a book: either a `paragraph` or a `grid` (widths of columns, mm) with `rows`.

    `each` repeats a paragraph over the child nodes in that slot; `contents` makes lines of the
    table of contents of the projects' headings; an `optional` part is left out while it says
    nothing.
    """

    paragraph: str | None = None
    grid: tuple[float, ...] = ()
    rows: tuple[RowData, ...] = ()
    style: str = "text"
    outline: int = 0
    each: str = ""
    parts: tuple[PartData, ...] = ()
    contents: bool = False
    page_break: bool = False
    optional: bool = False

    @cached_property
    def each_parts(self) -> tuple[PartData, ...]:
        """What is set for every child: this paragraph, then the parts under it."""
        return (self.model_copy(update={"each": "", "parts": ()}), *self.parts)

    @cached_property
    def placed(self) -> tuple[tuple[tuple[int, CellData], ...], ...]:
        """For each entry of `rows` its cells with their columns, those that reach down left out."""
        reach: dict[int, tuple[int, int]] = {}  # column → entries still covered, columns covered
        entries: list[tuple[tuple[int, CellData], ...]] = []
        for row in self.rows:
            column, cells = 0, list[tuple[int, CellData]]()
            for cell in row.cells:
                while column in reach:
                    column += reach[column][1]
                cells.append((column, cell))
                column += cell.across
            reach = {c: (left - 1, span) for c, (left, span) in reach.items() if left > 1}
            reach |= {c: (cell.down - 1, cell.across) for c, cell in cells if cell.down > 1}
            entries.append(tuple(cells))
        return tuple(entries)

    def constants(self) -> Iterator[str]:
        """The texts of the part that no field changes."""
        cells = (cell.text for row in self.rows for cell in row.cells)
        yield from (text for text in (self.paragraph or "", *cells) if not placeholders(text))

    @model_validator(mode="after")
    def _one_thing(self) -> PartData:
        if (self.paragraph is not None) == bool(self.grid):
            raise ValueError("每一段只能是 paragraph、grid 之一")
        if self.grid and not self.rows:
            raise ValueError("grid 下面要有 rows")
        return self


class Layout(_Part):
    """A published form: everything that `compose` needs to set a book in it.

    `projects_layout` names the layout in which a department's form sets the projects of the book;
    `layout_file` takes its parts over. `sections` are the headings of a report's sections.
    """

    name: str
    title: str
    description: str = ""
    source: str = ""
    taxonomy_name: Literal["T2015", "T2021"] = Field(alias="taxonomy")
    money_unit: Literal["万元", "元"] = "万元"
    spending_plan: tuple[str, ...] = ()
    new_title: str = "{year}年项目绩效目标表"
    """The title of a new book; `{year}` stands for its year."""
    sections: tuple[str, ...] = ()
    opening: str = ""
    """The first paragraph of a new report, with blanks for its figures."""
    projects_layout: str = ""
    page: PageData = PageData()
    styles: dict[str, StyleData] = {}
    book: tuple[PartData, ...] = ()
    department: tuple[PartData, ...] = ()
    projects_heading: tuple[PartData, ...] = ()
    projects: tuple[PartData, ...] = ()
    project: tuple[PartData, ...] = ()
    report: tuple[PartData, ...] = ()

    @model_validator(mode="after")
    def _prints_something(self) -> Layout:
        if not (self.department or self.projects or self.project or self.report):
            raise ValueError("至少要有 department、projects、project、report 之一")
        return self

    @property
    def taxonomy(self) -> Taxonomy:
        """The indicator taxonomy of the form."""
        return TAXONOMIES[self.taxonomy_name]

    def style(self, name: str) -> TextStyle:
        """A style by name over the `body` style; an unknown name is the body itself."""
        body = self.styles.get("body", StyleData()).over(TextStyle())
        return self.styles[name].over(body) if name in self.styles else body

    @cached_property
    def constants(self) -> frozenset[str]:
        """The texts that the form prints whatever is filled in, folded."""
        parts = (*self.department, *self.projects, *self.project, *self.report)
        texts = {fold_label(text) for part in parts for text in part.constants()}
        texts |= {fold_label(text) for text in self.sections}
        return frozenset(text for text in texts if text and not text.isdecimal())

    @property
    def setup(self) -> PageSetup:
        """The paper of the page document."""
        footer = self.style("footer")
        return PageSetup(**self.page.model_dump(), footer_style=footer)

    @property
    def prints_projects(self) -> bool:
        """Whether the form has a place for projects."""
        return bool(self.projects or self.project)

    def grids(self) -> Iterator[PartData]:
        """The grids of all parts, in the order in which they are printed."""
        for parts in (self.department, self.projects, self.project, self.report):
            yield from (part for part in parts if part.grid)

    def prints(self, name: str) -> bool:
        """Whether any cell of a grid shows a field of that (scoped) name."""
        return any(
            "{" + name in cell.text
            for part in self.grids()
            for row in part.rows
            for cell in (*row.cells, *row.subtotal)
        )

    def with_projects_of(self, other: Layout) -> Layout:
        """The form with the projects set as in `other`."""
        taken: dict[str, object] = {"projects": other.projects, "project": other.project}
        taken["spending_plan"] = self.spending_plan or other.spending_plan
        return self.model_copy(update={**taken, "styles": {**other.styles, **self.styles}})
