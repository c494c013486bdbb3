# SPDX-License-Identifier: MulanPSL-2.0
"""What of a piece without a look of its own finds no place, when it is set anew in a layout."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.composing.coverage import unshown_fields
from fuyi_editor.layouts.report.read_report import ReadReport, Unread
from fuyi_editor.model.fields import field_label, read_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import PageDocument

# What is said of files, whose pages keep what was not understood.
_STAYS = "，原样保留"
# Lines of a table of contents and page numbers: the new book has its own.
_OF_OLD_PAGES = re.compile(r"\d{1,4}[.．、].*绩效目标表\s*\d*|[—–\-\s]*\d+[—–\-\s]*", re.DOTALL)


def piece_report(
    read: ReadReport, layout: Layout, submission: Submission, page: PageDocument
) -> ReadReport:
    """The report of the piece, with what was read but is not printed on `page`."""
    left = (
        replace(piece, reason=piece.reason.removesuffix(_STAYS))
        for piece in read.unread
        if not _OF_OLD_PAGES.fullmatch(piece.text)
    )
    unread = (*left, *_without_place(layout, submission, page))
    return replace(read, layout=layout.name, unread=unread, kept=False)


def _without_place(layout: Layout, submission: Submission, page: PageDocument) -> Iterator[Unread]:
    for node_id, name in unshown_fields(submission, page):
        if name == "money_unit" and submission.money_unit == layout.money_unit:
            continue  # taken from the layout, not from the piece
        node = submission.find(node_id)
        label = field_label(node, name)
        yield Unread(label, read_field(node, name), f"“{layout.title}”没有印它的地方", 0)
