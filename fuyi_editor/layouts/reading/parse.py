# SPDX-License-Identifier: MulanPSL-2.0
"""Parsing: a page document read into a submission, by its labels; nothing is dropped silently.

The page comes back with every understood cell and paragraph bound to its field and every block
marked with the project it belongs to, so that `revise` can change exactly those.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.own_labels import labels_with
from fuyi_editor.layouts.reading.grid_reader import BookInMaking, GridReader, settled, with_book
from fuyi_editor.layouts.reading.label_cells import LabelCells
from fuyi_editor.layouts.reading.labels import fold_label, is_annex_number, known_labels
from fuyi_editor.layouts.reading.narrative import NarrativeReader
from fuyi_editor.layouts.reading.recognise import recognise
from fuyi_editor.layouts.reading.report_text import ReportReader
from fuyi_editor.layouts.reading.said_lines import YEAR_LINE, UnitLine, said_field, unit_line
from fuyi_editor.layouts.report.places import PageReading
from fuyi_editor.layouts.report.read_report import ReadReport, Unread
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Department, Party, Project, Submission
from fuyi_editor.page.document import Binding, Block, Cell, Grid, PageDocument, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.reading.labels import Labels

# A project that has no name yet has a heading all the same.
_HEADING = re.compile(r"^(\d{1,4})[.．、](.*?)绩效目标表(\t\d*)?$", re.DOTALL)
_HEADING_TEMPLATE = "{#}.{name}绩效目标表"
_YEAR = re.compile(r"(20\d\d)\s*年")
_CAPTION = re.compile(r"^(20\d\d)年.*(?:表|报告)$")
_NAMED = re.compile(r"^(.{2,60}?)(?:项目)?(?:支出)?绩效目标(?:申报)?表$")
_NO_NAME = re.compile(r"^(?:20\d\d年?度?|.*(?:部门|单位|整体).*)$")
_REMARK = re.compile(r"^(审核意见)[：:](.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What a page document says: the submission, the page bound to it, and what was left over."""

    submission: Submission
    page: PageDocument
    layout: Layout | None
    report: ReadReport
    labels: Labels


def parse_page(
    page: PageDocument, layouts: Mapping[str, Layout], labels: Labels | None = None
) -> ParsedPage:
    """Read the page. A page without any project gives a submission without projects.

    `labels` count besides those of the layout, instead of those that come with the program.
    """
    layout = recognise(page, layouts)
    return _Parser(page, layout, labels or known_labels()).parse()


class _Parser:
    def __init__(self, page: PageDocument, layout: Layout | None, labels: Labels) -> None:
        self._page = page
        self._layout = layout
        self._labels = labels_with(labels, layout)
        self._constants = layout.constants if layout else frozenset[str]()
        self._blocks: list[Block] = []
        self._book = BookInMaking()
        self._grids = GridReader(
            self._book,
            self._labels,
            self._note_cell,
            self._start_project,
            self._note_unit,
            self._name_above,
        )
        self._narrative = NarrativeReader()
        self._report = ReportReader(self._labels)
        self._money_units: list[tuple[str, Unread | None]] = []
        self._unread: list[Unread] = []
        self._noted_grid: Grid | None = None
        self._noted_rows: dict[int, int] = {}
        self._heading: int | None = None
        self._names = {text: field for text, field in labels.fields.items() if field == "name"}
        self._named: tuple[int, str, str] | None = None
        self._title = ""
        self._year = ""

    def parse(self) -> ParsedPage:
        for block in self._page.blocks:
            if isinstance(block, Grid):
                self._blocks.append(self._grid(block))
            else:
                self._blocks.append(self._paragraph(block))
        submission = self._submission()
        self._unread += [
            note for unit, note in self._money_units if note and unit != submission.money_unit
        ]
        bound = self._page.with_blocks(tuple(self._bind_to_book(submission)))
        words = LabelCells(self._labels, self._layout, submission.title)
        unread = PageReading(bound, words, self._unread).unread
        name = self._layout.name if self._layout else None
        report = replace(ReadReport.of(name, submission, unread), beside=len(self._page.beside))
        return ParsedPage(submission, bound, self._layout, report, self._labels)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        if paragraph.contents:
            return paragraph
        if _HEADING.match(paragraph.text):
            self._heading = len(self._blocks)
            self._narrative.end_section()
            return paragraph
        read = self._report.take(paragraph, self._title)
        read = self._narrative.take(paragraph) if read is None else read
        if read is not None:
            if read.binding:
                self._heading = None
            return read
        if not paragraph.text.strip():
            return self._with_project(paragraph)
        if is_annex_number(paragraph.text):
            return self._headed(paragraph)
        if (line := self._telling_line(paragraph)) is not None:
            return line
        if not self._title and not self._book.projects:
            self._title = paragraph.text
            self._book.own = self._book.own.but(title=self._title)
            return paragraph
        return self._line(paragraph) or self._leftover(paragraph)

    def _telling_line(self, paragraph: Paragraph) -> Paragraph | None:
        """A line around the tables that says the year, the unit of money or a project's name."""
        text = paragraph.text
        if match := YEAR_LINE.match(text):
            self._year = self._year or match[2]
            self._book.own = self._book.own.but(year=int(self._year))
            if match[2] == self._year:
                template = f"{match[1]}{{year}}{match[3]}"
                return replace(self._headed(paragraph), binding=Binding("", template))
        if unit := unit_line(text):
            return self._unit_line(paragraph, unit)
        if said := said_field(text, self._names):
            self._named = (len(self._blocks), said[1].text, said[1].template("name"))
            return self._headed(paragraph)
        return None

    def _line(self, paragraph: Paragraph) -> Paragraph | None:
        """A line around the tables that says what form it is, or what was remarked on it."""
        text = paragraph.text
        caption = _CAPTION.match(text)
        if caption and caption[1] == self._found_year():
            template = "{year}" + text[len(caption[1]) :]
            return replace(self._headed(paragraph), binding=Binding("", template))
        if text == self._title or fold_label(text) in self._constants:
            return self._headed(paragraph)
        department = self._book.department
        remark = _REMARK.match(text) if department else None
        if remark and department:
            extra = {**department.extra, remark[1]: remark[2]}
            self._book.department = department.but(extra=extra)
            template = text[: remark.start(2)] + f"{{extra.{remark[1]}}}"
            return replace(paragraph, node=department.id, binding=Binding(department.id, template))
        return None

    def _headed(self, paragraph: Paragraph) -> Paragraph:
        """A line that may be the first above a project's table, as a heading is."""
        if self._heading is None:
            self._heading = len(self._blocks)
        return paragraph

    def _unit_line(self, paragraph: Paragraph, line: UnitLine) -> Paragraph | None:
        """`中共…委员会　　　　单位：万元` above a table (F11)."""
        self._money_units.append((line.money_unit, None))
        if not line.is_plain:
            return None
        own, party = self._book.own, line.party.text
        if party and not (own.unit.name or own.unit.code):
            own = write_field(own, "unit", party)
            self._book.own = own
        said = own.unit.code + own.unit.name == party
        template = line.template("{unit}" if party and said else party)
        return replace(self._headed(paragraph), binding=Binding("", template))

    def _leftover(self, paragraph: Paragraph) -> Paragraph:
        if not paragraph.outline_level and self._book.projects and self._heading is None:
            paragraph = replace(paragraph, node=self._book.projects[-1].id)
        self._note(paragraph.text, "正文段落", "不是表格里的内容，原样保留")
        return paragraph

    def _with_project(self, paragraph: Paragraph) -> Paragraph:
        """Blank lines between and under a project's tables go with the project."""
        if self._heading is None and self._book.projects:
            return replace(paragraph, node=self._book.projects[-1].id)
        return paragraph

    def _grid(self, grid: Grid) -> Grid:
        self._narrative.end_section()
        read = self._grids.read(grid)
        if read is None:
            self._note_grid(grid, "没有项目名称")
            return grid
        self._end_heading()
        return read

    def _end_heading(self) -> None:
        """Lines above a table that began no project stand between those of the one before it."""
        if self._heading is not None and self._book.owner_kind == "project":
            for index, block in enumerate(self._blocks[self._heading :], self._heading):
                if isinstance(block, Paragraph) and not _HEADING.match(block.text):
                    self._blocks[index] = replace(block, node=self._book.projects[-1].id)
        self._heading = None

    def _start_project(self, project: Project) -> None:
        """A new project, from its heading on; the blocks between belong to it."""
        if self._named and self._named[1] == project.name:
            place, _, template = self._named
            named = Binding(project.id, template)
            self._blocks[place] = replace(self._blocks[place], binding=named)
        self._named = None
        if self._heading is not None:
            for index in range(self._heading, len(self._blocks)):
                self._blocks[index] = replace(self._blocks[index], node=project.id)
            self._heading = None

    def _name_above(self) -> str | None:
        """The name that a heading gives a project whose table has none; None without a new one."""
        if self._named:
            return self._named[1]
        above = self._blocks[self._heading] if self._heading is not None else None
        heading = _HEADING.match(above.text) if isinstance(above, Paragraph) else None
        if heading:
            return heading[2]
        if self._book.owner is not None:
            return None
        named = _NAMED.match(self._title)
        return named[1] if named and not _NO_NAME.match(named[1]) else ""

    def _note_unit(self, unit: str, place: str, bound: bool) -> None:
        note = None
        if bound:
            reason = "与多数项目的金额单位不同，原样保留"
            note = Unread(f"{place}的表", f"单位：{unit}", reason, len(self._blocks))
        self._money_units.append((unit, note))

    def _found_year(self) -> str:
        own = self._book.own
        year = _YEAR.search(self._title or own.title)
        return self._year or (str(own.year) if own.year else year[1] if year else "")

    def _submission(self) -> Submission:
        projects = tuple(settled(project) for project in self._book.projects)
        units = Counter(project.unit for project in projects)
        money = Counter(unit for unit, _ in self._money_units)
        own, year = self._book.own, self._found_year()
        default = self._layout.money_unit if self._layout else "万元"
        return own.but(
            title=self._title or own.title,
            year=int(year) if year else None,
            unit=own.unit if own.unit != Party() or not units else units.most_common(1)[0][0],
            money_unit=money.most_common(1)[0][0] if money else default,
            department=self._department(),
            subtotals=tuple(self._book.subtotals),
            projects=projects,
            report=self._report.report,
        )

    def _department(self) -> Department | None:
        """What tables and narrative say of the whole department."""
        told, shown = self._narrative.department, self._book.department
        if told is None or shown is None:
            return told or shown
        slots = {slot: getattr(told, slot) or getattr(shown, slot) for slot in told.slots}
        return shown.but(**slots)

    def _bind_to_book(self, submission: Submission) -> list[Block]:
        """Title, headings and lines of contents, which need the whole submission."""
        blocks: list[Block] = []
        titled = False
        for block in self._blocks:
            if isinstance(block, Grid):
                blocks.append(with_book(block, submission))
            elif block.binding and not block.binding.node:
                binding = Binding(submission.id, block.binding.template)
                blocks.append(replace(block, binding=binding))
            elif not titled and block.text and block.text == submission.title:
                blocks.append(replace(block, binding=self._title_binding(submission)))
                titled = True
            elif _HEADING.match(block.text) and (block.contents or block.node):
                blocks.append(self._bind_heading(block))
            elif _HEADING.match(block.text):
                unread = Unread("标题", block.text, "后面没有项目的表，原样保留", len(blocks))
                self._unread.append(unread)
                blocks.append(block)
            else:
                blocks.append(block)
        return blocks

    def _title_binding(self, submission: Submission) -> Binding:
        """The title is the book's, unless it is where the name of the one project stands."""
        named = _NAMED.match(submission.title)
        first = submission.projects[0] if len(submission.projects) == 1 else None
        if named and first and first.name == named[1] and not self._prints_name(first):
            return Binding(first.id, "{name}" + submission.title[len(named[1]) :])
        return Binding(submission.id, "{title}")

    def _prints_name(self, project: Project) -> bool:
        wanted = Binding(project.id, "{name}")
        grids = (block for block in self._blocks if isinstance(block, Grid))
        return any(cell.binding == wanted for grid in grids for _, cell in grid.cells())

    def _bind_heading(self, paragraph: Paragraph) -> Paragraph:
        match = _HEADING.match(paragraph.text)
        if match is None or "{" in paragraph.text:
            return paragraph
        node = paragraph.node or self._project_of_line(int(match[1]), match[2])
        if node is None:
            return paragraph
        template = _HEADING_TEMPLATE + (match[3] or "")
        return replace(paragraph, node=node, binding=Binding(node, template))

    def _project_of_line(self, number: int, name: str) -> str | None:
        """A line of the contents belongs to the project of that number, or else of that name.

        The end of a name will do: a line may lack a stray sign before it (tianjin-2024).
        """
        projects = self._book.projects
        for project in (*projects[number - 1 : number], *projects):
            if project.name == name or (name and project.name.endswith(name)):
                return project.id
        return None

    def _note_cell(self, cell: Cell, place: str, reason: str) -> None:
        block = len(self._blocks)
        grid = self._page.blocks[block]
        rows = self._rows_of(grid) if isinstance(grid, Grid) else {}
        row = rows.get(id(cell))
        column = None if row is None else cell.column
        self._unread.append(Unread(place, cell.text, reason, block, row, column))

    def _rows_of(self, grid: Grid) -> dict[int, int]:
        """In which row each cell of the grid stands, made once for all its notes."""
        if self._noted_grid is not grid:
            self._noted_grid = grid
            self._noted_rows = {id(c): at for at, row in enumerate(grid.rows) for c in row.cells}
        return self._noted_rows

    def _note(self, text: str, place: str, reason: str) -> None:
        self._unread.append(Unread(place, text, reason, len(self._blocks)))

    def _note_grid(self, grid: Grid, reason: str) -> None:
        text = " ".join(cell.text for _, cell in grid.cells() if cell.text.strip())
        self._note(text, "表格", reason)
