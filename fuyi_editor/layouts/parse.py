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

from fuyi_editor.layouts.indicator_table import header_index, read_indicator_rows
from fuyi_editor.layouts.labels import fold_label, known_labels
from fuyi_editor.layouts.narrative import NarrativeReader
from fuyi_editor.layouts.project_table import ProjectTable
from fuyi_editor.layouts.report import ReadReport, Unread
from fuyi_editor.model.nodes import Indicator, Party, Project, Submission
from fuyi_editor.page.document import Binding, Block, Cell, Grid, PageDocument, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.layouts.layout import Layout

# A project that has no name yet has a heading all the same.
_HEADING = re.compile(r"^(\d{1,4})[.．、](.*?)绩效目标表(\t\d*)?$", re.DOTALL)
_HEADING_TEMPLATE = "{#}.{name}绩效目标表"
_YEAR = re.compile(r"(20\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What a page document says: the submission, the page bound to it, and what was left over."""

    submission: Submission
    page: PageDocument
    layout: Layout | None
    report: ReadReport


def parse_page(page: PageDocument, layouts: Mapping[str, Layout]) -> ParsedPage:
    """Read the page. A page without any project gives a submission without projects."""
    return _Parser(page).parse(layouts)


class _Parser:
    def __init__(self, page: PageDocument) -> None:
        self._page = page
        self._blocks: list[Block] = []
        self._projects: list[Project] = []
        self._narrative = NarrativeReader()
        self._money_units: list[tuple[str, Unread]] = []
        self._unread: list[Unread] = []
        self._heading: int | None = None
        self._title = ""

    def parse(self, layouts: Mapping[str, Layout]) -> ParsedPage:
        for block in self._page.blocks:
            if isinstance(block, Grid):
                self._blocks.append(self._grid(block))
            else:
                self._blocks.append(self._paragraph(block))
        submission = self._submission()
        units = self._money_units
        self._unread += [note for unit, note in units if unit != submission.money_unit]
        layout = recognise(self._page, layouts)
        bound = self._page.with_blocks(tuple(self._bind_to_book(submission)))
        indicators = sum(isinstance(node, Indicator) for p in self._projects for node in p.walk())
        unread = tuple(sorted(self._unread, key=lambda piece: piece.block))
        name = layout.name if layout else None
        report = ReadReport(name, len(self._projects), indicators, unread)
        return ParsedPage(submission, bound, layout, report)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        if paragraph.contents:
            return paragraph
        if _HEADING.match(paragraph.text):
            self._heading = len(self._blocks)
            self._narrative.end_section()
            return paragraph
        read = self._narrative.take(paragraph)
        if read is not None:
            return read
        if not paragraph.text.strip():
            return self._with_project(paragraph)
        if not self._title and not self._projects:
            self._title = paragraph.text
            return paragraph
        if not paragraph.outline_level and self._projects and self._heading is None:
            paragraph = replace(paragraph, node=self._projects[-1].id)
        self._note(paragraph.text, "正文段落", "不是表格里的内容，原样保留")
        return paragraph

    def _with_project(self, paragraph: Paragraph) -> Paragraph:
        """Blank lines between and under a project's tables go with the project."""
        if self._heading is None and self._projects:
            return replace(paragraph, node=self._projects[-1].id)
        return paragraph

    def _grid(self, grid: Grid) -> Grid:
        self._narrative.end_section()
        header = header_index(grid)
        upper = grid.rows[:header] if header is not None else grid.rows
        if any(_is_project_name(cell) for row in upper for cell in row.cells):
            self._start_project()
        if not self._projects:
            self._note_grid(grid, "没有项目名称")
            return grid
        table = ProjectTable(grid, upper, self._projects[-1])
        if table.money_unit:
            text, place = f"单位：{table.money_unit}", f"项目“{table.project.name}”的表"
            note = Unread(place, text, "与多数项目的金额单位不同，原样保留", len(self._blocks))
            self._money_units.append((table.money_unit, note))
        project, rows = table.project, table.rows
        for cell in table.unread():
            self._note(cell.text, f"项目“{project.name}”的表", "没有认出是哪一栏，原样保留")
        if header is not None:
            read = read_indicator_rows(
                grid.rows[header], grid.rows[header + 1 :], project.indicators
            )
            for cell in read.unread:
                place = f"项目“{project.name}”的指标表"
                self._note(cell.text, place, "上面没有栏目名称，原样保留")
            project = project.but(indicators=read.groups)
            rows = (*rows, grid.rows[header], *read.rows)
        self._projects[-1] = project
        return replace(grid, rows=rows, node=project.id)

    def _start_project(self) -> None:
        """A new project, from its heading on; the blocks between belong to it."""
        project = Project()
        self._projects.append(project)
        if self._heading is not None:
            for index in range(self._heading, len(self._blocks)):
                self._blocks[index] = replace(self._blocks[index], node=project.id)
            self._heading = None

    def _submission(self) -> Submission:
        year = _YEAR.search(self._title)
        units = Counter(project.unit for project in self._projects)
        money = Counter(unit for unit, _ in self._money_units)
        return Submission(
            title=self._title,
            year=int(year[1]) if year else None,
            unit=units.most_common(1)[0][0] if units else Party(),
            money_unit=money.most_common(1)[0][0] if money else "万元",
            department=self._narrative.department,
            projects=tuple(self._projects),
        )

    def _bind_to_book(self, submission: Submission) -> list[Block]:
        """Title, headings and lines of contents, which need the whole submission."""
        blocks: list[Block] = []
        titled = False
        for block in self._blocks:
            if isinstance(block, Grid):
                blocks.append(_bind_money_unit(block, submission))
            elif not titled and block.text and block.text == submission.title:
                blocks.append(replace(block, binding=Binding(submission.id, "{title}")))
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
        for project in (*self._projects[number - 1 : number], *self._projects):
            if project.name == name or (name and project.name.endswith(name)):
                return project.id
        return None

    def _note(self, text: str, place: str, reason: str) -> None:
        self._unread.append(Unread(place, text, reason, len(self._blocks)))

    def _note_grid(self, grid: Grid, reason: str) -> None:
        text = " ".join(cell.text for _, cell in grid.cells() if cell.text.strip())
        self._note(text, "表格", reason)


def _is_project_name(cell: Cell) -> bool:
    return known_labels().fields.get(fold_label(cell.text)) == "name"


def _bind_money_unit(grid: Grid, submission: Submission) -> Grid:
    """Cells with 单位：万元 were bound before there was a submission to name."""

    def bound(cell: Cell) -> Cell:
        binding = cell.binding
        if binding is None or binding.node:
            return cell
        return replace(cell, binding=replace(binding, node=submission.id))

    rows = tuple(replace(r, cells=tuple(bound(cell) for cell in r.cells)) for r in grid.rows)
    return replace(grid, rows=rows)


def recognise(page: PageDocument, layouts: Mapping[str, Layout]) -> Layout | None:
    """The layout whose labels are just those printed in the page's grids, None without one."""
    printed = {
        fold_label(cell.text)
        for grid in page.grids
        for _, cell in grid.cells()
        if known_labels().is_label(cell.text)
    }
    best: tuple[float, Layout] | None = None
    for layout in layouts.values():
        labels = {fold_label(text) for text in layout.labels()}
        common = len(printed & labels) / max(len(printed | labels), 1)
        if best is None or common > best[0]:
            best = (common, layout)
    return best[1] if best and best[0] >= 0.9 else None
