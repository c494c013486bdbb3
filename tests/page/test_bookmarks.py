# SPDX-License-Identifier: MulanPSL-2.0
"""Bookmarks: headings and projects, each once and where it begins."""

from __future__ import annotations

from fuyi_editor.page.bookmarks import Bookmark, bookmarks_of
from fuyi_editor.page.document import Binding, Cell, Grid, PageDocument, Paragraph, Row
from fuyi_editor.page.paginate import paginate

NAMES = {"p1": "慰问", "p2": "培训"}


def found(*blocks) -> list[tuple[str, int, int]]:
    document = PageDocument(blocks)
    marks = bookmarks_of(document, paginate(document), NAMES)
    return [(mark.title, mark.level, mark.page) for mark in marks]


def grid(*nodes: str | None, own: str | None = None) -> Grid:
    return Grid((50.0,), tuple(Row((Cell("甲", 0),), node=node) for node in nodes), node=own)


def test_headings_keep_their_levels_and_pages():
    assert found(
        Paragraph("目录", contents=True),
        Paragraph("第一部分", outline_level=1),
        Paragraph("正文"),
        Paragraph("一、 目标", outline_level=2, page_break_before=True),
        Paragraph(" ", outline_level=1),
    ) == [("第一部分", 1, 0), ("一、 目标", 2, 1)]


def test_a_heading_with_the_name_of_its_project_is_its_only_mark():
    text, binding = "1.慰问绩效目标表", Binding("p1", "{#}.{name}绩效目标表")
    heading = Paragraph(text, outline_level=2, node="p1", binding=binding)
    assert found(heading, grid(None, own="p1"), grid(None, own="p1")) == [(text, 2, 0)]


def test_the_name_of_a_form_gives_way_to_the_project():
    form = "项目支出绩效目标申报表"
    assert found(
        Paragraph(form, outline_level=2, node="p1"),
        grid(None, own="p1"),
        Paragraph(form, outline_level=2, node="p2", page_break_before=True),
        grid(None, own="p2"),
    ) == [("慰问", 2, 0), ("培训", 2, 1)]


def test_projects_of_one_table_are_marked_at_their_rows():
    marks = found(grid(None, "p1", "p1", *([None] * 80), "p2"))
    assert marks == [("慰问", 1, 0), ("培训", 1, 1)]


def test_only_the_pages_given_are_marked_and_counted():
    document = PageDocument(
        (
            Paragraph("一", outline_level=1),
            Paragraph("二", outline_level=1, page_break_before=True),
        )
    )
    (mark,) = bookmarks_of(document, paginate(document)[1:], NAMES)
    assert mark == Bookmark("二", 1, 0, mark.top)
    assert mark.top > 0
