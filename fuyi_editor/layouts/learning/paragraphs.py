# SPDX-License-Identifier: MulanPSL-2.0
"""The paragraphs of a sample as parts of a layout; those that repeat over nodes are made one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.layout import PartData
from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.learning.grid import scope_of, scoped
from fuyi_editor.model.nodes import Department, Project, Report, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.layouts.learning.styles import LearnedStyles
    from fuyi_editor.model.node import Node
    from fuyi_editor.page.document import Paragraph

_PAGE_NUMBER = re.compile(r"\t\d*$")
_OWNERS = (Submission, Department, Project, Report)


def paragraph_parts(
    paragraphs: Iterable[Paragraph],
    section: str,
    submission: Submission,
    styles: LearnedStyles,
) -> list[PartData]:
    """The parts, in their order."""
    return _ParagraphLearner(section, submission, styles).parts(paragraphs)


class _ParagraphLearner:
    def __init__(self, section: str, submission: Submission, styles: LearnedStyles) -> None:
        self._section = section
        self._submission = submission
        self._styles = styles
        self._parts: list[PartData] = []
        self._lists: dict[tuple[str, ...], int] = {}

    def parts(self, paragraphs: Iterable[Paragraph]) -> list[PartData]:
        for paragraph in paragraphs:
            slots = self._slots(paragraph)
            if not slots:
                self._parts.append(self._part(paragraph))
            elif len(slots) == 1:
                self._add_list(paragraph, slots)
            else:
                self._add_below(paragraph, slots)
        return self._parts

    def _slots(self, paragraph: Paragraph) -> tuple[str, ...]:
        """The lists down to what a paragraph is about, below the owner of its section."""
        binding = paragraph.binding
        if binding is None or not self._submission.holds(binding.node):
            return ()
        if self._section == "book" and binding.node != self._submission.id:
            return (self._submission.places[binding.node][0],)
        owner, slots = self._submission, list[str]()
        for node in self._submission.chain(binding.node)[1:]:
            slot, _ = owner.places[node.id]
            slots = [] if isinstance(node, _OWNERS) else [*slots, slot]
            owner: Node = node
        # An indicator of the book is a sentence of its 分项目标, of which only that has a list.
        return tuple(slots)

    def _add_list(self, paragraph: Paragraph, slots: tuple[str, ...]) -> None:
        if slots not in self._lists:
            self._lists[slots] = len(self._parts)
            part = self._part(paragraph)
            self._parts.append(part.model_copy(update={"each": slots[0]}))

    def _add_below(self, paragraph: Paragraph, slots: tuple[str, ...]) -> None:
        """A line under a line that repeats: the goals of a 分项目标, the text of a section."""
        at = self._lists.get(slots[:1])
        if at is None or slots in self._lists:
            return
        self._lists[slots] = at
        above = self._parts[at]
        part = self._part(paragraph).model_copy(update={"each": slots[-1]})
        self._parts[at] = above.model_copy(update={"parts": (*above.parts, part)})

    def _part(self, paragraph: Paragraph) -> PartData:
        text = self._text(paragraph)
        extra = any(name.startswith("extra.") for name in placeholders(text))
        return PartData(
            paragraph=text,
            style=self._styles.name(paragraph.style, _role(paragraph, text)),
            outline=paragraph.outline_level,
            contents=paragraph.contents,
            page_break=paragraph.page_break_before,
            optional=extra,
        )

    def _text(self, paragraph: Paragraph) -> str:
        binding = paragraph.binding
        if binding is None:
            return _PAGE_NUMBER.sub("", paragraph.text) if paragraph.contents else paragraph.text
        template = _PAGE_NUMBER.sub("", binding.template)
        is_book = binding.node == self._submission.id
        return scoped(template, scope_of(self._submission, binding)) if is_book else template


def _role(paragraph: Paragraph, text: str) -> str:
    if paragraph.contents:
        return "contents"
    if not text.strip():
        return "gap"
    if "{book.title}" in text:
        return "title"
    if paragraph.outline_level:
        return "heading"
    return "narrative" if placeholders(text) else "line"
