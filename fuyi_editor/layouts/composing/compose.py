# SPDX-License-Identifier: MulanPSL-2.0
"""Composing: a submission set anew in a layout. Every cell is bound to the field that it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.composing.grid import GridComposer
from fuyi_editor.layouts.definition.template import (
    fill_template,
    placeholder_values,
    placeholders,
    split_scope,
)
from fuyi_editor.page.contents import ContentsNumbers
from fuyi_editor.page.document import Binding, Block, PageDocument, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.layouts.definition.layout import Layout, PartData
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission


class Composer:
    """Sets submissions in one layout; the blocks of projects that did not change are kept."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._grids = GridComposer(layout)
        self._kept: dict[tuple[int, str], tuple[Node, object, list[Block]]] = {}
        self._under_heading: tuple[Paragraph, Paragraph] | None = None
        self._numbers = ContentsNumbers()

    def page(self, submission: Submission) -> PageDocument:
        """The submission as a page document in the layout, with page numbers in its contents."""
        return self._numbers.number(self.unnumbered(submission))

    def unnumbered(self, submission: Submission) -> PageDocument:
        """The page document before it is known on which pages the projects stand."""
        layout = self._layout
        blocks = [*self._parts(layout.book, submission, submission)]
        headed = submission.department is not None and bool(layout.department)
        if submission.department is not None:
            blocks += self._parts(layout.department, submission, submission.department)
        if headed and submission.projects:
            blocks += self._parts(layout.projects_heading, submission, submission)
        blocks += self._parts(layout.projects, submission, submission)
        for number, project in enumerate(submission.projects):
            own = self._keep(layout.project, submission, project, number)
            if number == 0 and headed and layout.projects_heading:
                own = self._first_under_heading(own)
            blocks += own
        if submission.report is not None:
            blocks += self._parts(layout.report, submission, submission.report)
        return PageDocument(tuple(blocks), layout.setup, submission.title)

    def _keep(
        self, parts: tuple[PartData, ...], submission: Submission, node: Node, number: int
    ) -> list[Block]:
        """The blocks of a node, made anew only if something that they show has changed."""
        # Of the book's own fields a node's blocks show the year, the unit and the unit of money.
        book = (submission.title, submission.year, submission.unit, submission.money_unit)
        key, state = (id(parts), node.id), (number, book)
        kept = self._kept.get(key)
        if kept and kept[0] is node and kept[1] == state:
            return kept[2]
        blocks = [*self._parts(parts, submission, node)]
        self._kept[key] = (node, state, blocks)
        return blocks

    def _first_under_heading(self, own: list[Block]) -> list[Block]:
        """The first project goes on the page that the heading over all projects has begun."""
        first = own[0] if own else None
        if not isinstance(first, Paragraph) or not first.page_break_before:
            return own
        if self._under_heading is None or self._under_heading[0] is not first:
            self._under_heading = first, replace(first, page_break_before=False)
        return [self._under_heading[1], *own[1:]]

    def _parts(
        self, parts: Iterable[PartData], submission: Submission, node: Node
    ) -> Iterator[Block]:
        for part in parts:
            if part.each:
                for number, child in enumerate(node.children(part.each)):
                    yield from self._keep(part.each_parts, submission, child, number)
            elif part.grid:
                yield self._grids.grid(part, submission, node)
            else:
                yield from self._paragraph(part, submission, node)

    def _paragraph(self, part: PartData, submission: Submission, node: Node) -> Iterator[Paragraph]:
        scope, template = split_scope(part.paragraph or "")
        at = submission if scope == "book" else node
        values = placeholder_values(template, submission, at.id)
        if part.optional and not any(text.strip() for text in values.values()):
            return
        yield Paragraph(
            text=fill_template(template, values),
            style=self._grids.style(part.style),
            outline_level=part.outline,
            page_break_before=part.page_break,
            contents=part.contents,
            binding=Binding(at.id, template) if placeholders(template) else None,
            node=node.id,
        )


def compose(layout: Layout, submission: Submission) -> PageDocument:
    """The submission set in the layout, once, without page numbers in its contents."""
    return Composer(layout).unnumbered(submission)
