# SPDX-License-Identifier: MulanPSL-2.0
"""Many units' projects as one printed book: contents, a page of totals, then unit by unit.

The totals are worked out anew whenever the page is, so that they follow what is edited.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from fuyi_editor.layouts.composing.compose import Composer
from fuyi_editor.layouts.composing.totals_page import totals_grid, totals_heading
from fuyi_editor.layouts.definition.template import fill_template, placeholder_values
from fuyi_editor.model.unit_totals import unit_key, unit_label
from fuyi_editor.page.document import Align, Binding, Grid, PageDocument, Paragraph, TextStyle

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.nodes import Project, Submission
    from fuyi_editor.page.document import Block

_TITLE = TextStyle("黑体", 20, align=Align.CENTER, space_before=24, space_after=24)
_CONTENTS = TextStyle("黑体", 16, align=Align.CENTER, space_after=8)
_UNIT_LINE = TextStyle("黑体", 12, line_pitch=24)
_PROJECT_LINE = TextStyle("宋体", 12, first_indent=24, line_pitch=22)
_UNIT = TextStyle("黑体", 16, align=Align.CENTER, space_after=6)
_PROJECT = TextStyle("黑体", 14, space_after=4)
_NUMBERED = "{#}.{name}"


class MergedComposer(Composer):
    """Sets a merged book in a layout that has tables for each project.

    `sources` names the file of a project by its id; a project that was added later has none.
    """

    def __init__(self, layout: Layout, sources: Mapping[str, str]) -> None:
        super().__init__(layout)
        self.sources = sources
        self._firsts: dict[str, tuple[Paragraph, Paragraph]] = {}
        self._totals: Grid | None = None

    @override
    def unnumbered(self, submission: Submission) -> PageDocument:
        begun = {project.id for project in _begun(submission)}
        blocks: list[Block] = [
            _bound(submission, submission.id, "{title}", Paragraph("", _TITLE)),
            Paragraph("目　录", _CONTENTS, contents=True),
            *_contents(submission, begun),
            totals_heading(submission),
            self._totals_of(submission),
        ]
        for number, project in enumerate(submission.projects):
            own = self._keep(self._layout.project, submission, project, number)
            if not _has_heading(own, project):
                line = Paragraph("", _PROJECT, outline_level=2, node=project.id)
                breaks = replace(line, page_break_before=True)
                own = [_bound(submission, project.id, _NUMBERED, breaks), *own]
            if project.id in begun:
                blocks.append(_unit_heading(project))
                own = self._without_break(project, own)
            blocks += own
        return PageDocument(tuple(blocks), self._layout.setup, submission.title)

    def _totals_of(self, submission: Submission) -> Grid:
        """The table of totals; the same object while it says the same, so that it is kept."""
        made = totals_grid(submission, self.sources, self._layout.setup.content_width)
        if self._totals != made:
            self._totals = made
        return self._totals or made

    def _without_break(self, project: Project, own: list[Block]) -> list[Block]:
        """The first project of a unit goes on the page that the heading of the unit has begun."""
        first = own[0] if own else None
        if not isinstance(first, Paragraph) or not first.page_break_before:
            return own
        kept = self._firsts.get(project.id)
        if kept is None or kept[0] != first:
            kept = self._firsts[project.id] = (first, replace(first, page_break_before=False))
        return [kept[1], *own[1:]]


def _begun(submission: Submission) -> Iterator[Project]:
    """The first project of each unit, whose projects stand together."""
    before = None
    for project in submission.projects:
        unit = unit_key(project.unit)
        if unit != before:
            yield project
        before = unit


def _contents(submission: Submission, begun: Container[str]) -> Iterator[Paragraph]:
    """A line for each unit and one for each of its projects; numbered later.

    The line and the heading of a unit are bound to its first project, on whose page they are; they
    show no field of it, for a change of one project's unit is not meant for them all.
    """
    for project in submission.projects:
        if project.id in begun:
            label = unit_label(project.unit)
            yield Paragraph(label, _UNIT_LINE, contents=True, binding=Binding(project.id, ""))
        line = Paragraph("", _PROJECT_LINE, contents=True)
        yield _bound(submission, project.id, _NUMBERED, line)


def _unit_heading(project: Project) -> Paragraph:
    return Paragraph(
        unit_label(project.unit),
        _UNIT,
        outline_level=1,
        page_break_before=True,
        binding=Binding(project.id, ""),
        node=project.id,
    )


def _bound(submission: Submission, node: str, template: str, line: Paragraph) -> Paragraph:
    text = fill_template(template, placeholder_values(template, submission, node))
    return replace(line, text=text, binding=Binding(node, template))


def _has_heading(blocks: list[Block], project: Project) -> bool:
    return any(
        isinstance(block, Paragraph)
        and block.outline_level > 0
        and block.binding is not None
        and block.binding.node == project.id
        for block in blocks
    )
