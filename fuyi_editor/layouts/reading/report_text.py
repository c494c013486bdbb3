# SPDX-License-Identifier: MulanPSL-2.0
"""The self-evaluation report (F12): numbered sections of paragraphs, read one after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.reading.labels import fold_heading
from fuyi_editor.model.nodes import Report, ReportParagraph, ReportSection
from fuyi_editor.model.numbering import chinese_number
from fuyi_editor.page.document import Binding, Paragraph

if TYPE_CHECKING:
    from fuyi_editor.layouts.reading.labels import Labels

_NUMBERED = re.compile(r"^([一二三四五六七八九十]+)、")
_LONGEST_HEADING = 40


class ReportReader:
    """Fed paragraph by paragraph; from the first heading of a report on it takes them all."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._sections: list[ReportSection] = []

    @property
    def report(self) -> Report | None:
        """What was read, None if nothing was."""
        return Report(sections=tuple(self._sections)) if self._sections else None

    def take(self, paragraph: Paragraph, title: str) -> Paragraph | None:
        """The paragraph bound to what it says; None outside a report and for blank lines."""
        text = paragraph.text
        if not text.strip() or not (self._sections or self._begins(text, title)):
            return None
        if self._is_heading(text):
            section = ReportSection(heading=text)
            self._sections.append(section)
            return replace(paragraph, node=section.id, binding=Binding(section.id, "{heading}"))
        line = ReportParagraph(text=text)
        last = self._sections[-1]
        self._sections[-1] = last.but(paragraphs=(*last.paragraphs, line))
        return replace(paragraph, node=line.id, binding=Binding(line.id, "{text}"))

    def _begins(self, text: str, title: str) -> bool:
        known = fold_heading(text) in self._labels.report
        return self._is_heading(text) and (known or ("自评" in title and "报告" in title))

    def _is_heading(self, text: str) -> bool:
        match = _NUMBERED.match(text)
        expected = chinese_number(len(self._sections) + 1)
        return match is not None and match[1] == expected and len(text) <= _LONGEST_HEADING
