# SPDX-License-Identifier: MulanPSL-2.0
"""Rule A02 for a report: indicators that it lists in a sentence have numbers too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule import Observation, clean, found, not_applicable
from fuyi_editor.model.nodes import ReportParagraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book

# 绩效指标为：通过…，开展…: the sentence stands for the table (F12, second section).
_LISTS_INDICATORS = re.compile(
    r"^\s*(?:年度|主要|部门|整体)*绩效指标\s*(?:[为是有]|如下|包括)+\s*[:：]?"
)
_DIGIT = re.compile(r"[\d０-９]")


def unquantified_report(book: Book) -> Iterator[Observation]:
    """A02 for the paragraphs that say what the indicators are."""
    for passage in book.passages:
        if not isinstance(passage.node, ReportParagraph):
            continue
        start = _LISTS_INDICATORS.match(passage.text)
        if start is None or start.end() == len(passage.text.rstrip()):
            yield not_applicable(passage.node, passage.field)
        elif _DIGIT.search(passage.text):
            yield clean(passage.node, passage.field)
        else:
            warning = Severity.WARNING
            yield found(passage.node, passage.field, "report", severity=warning)
