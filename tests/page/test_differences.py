# SPDX-License-Identifier: MulanPSL-2.0
"""Cells that differ are counted one by one, rows that came or went with all they say."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.page.differences import differences
from fuyi_editor.page.document import Binding, Cell, Grid, PageDocument, Paragraph, Row

rows = st.lists(st.tuples(st.sampled_from("甲乙丙 "), st.sampled_from("1234 ")), max_size=12)


def _page(texts, *paragraphs: str) -> PageDocument:
    made = tuple(
        Row(
            tuple(
                Cell(text, column, binding=Binding(text, "{x}")) for column, text in enumerate(row)
            )
        )
        for row in texts
    )
    blocks = (*(Paragraph(text) for text in paragraphs), Grid((10.0, 10.0), made))
    return PageDocument(blocks)


def _found(before, after) -> list[tuple[str, str]]:
    return [(found.before, found.after) for found in differences(before, after)]


def test_one_cell():
    old, new = _page([("甲", "1"), ("乙", "2")]), _page([("甲", "1"), ("乙", "3")])
    assert _found(old, new) == [("2", "3")]
    (found,) = differences(old, new)
    assert (found.old, found.new) == (Binding("2", "{x}"), Binding("3", "{x}"))


def test_a_new_row_counts_its_filled_cells_and_moves_no_other():
    old, new = _page([("甲", "1"), ("丙", "3")]), _page([("甲", "1"), ("乙", ""), ("丙", "3")])
    assert _found(old, new) == [("", "乙")]
    assert _found(new, old) == [("乙", "")]


def test_paragraphs_count_and_lines_of_contents_do_not():
    old, new = _page([], "标题"), _page([], "新标题")
    assert _found(old, new) == [("标题", "新标题")]
    lines = (Paragraph("1\t3", contents=True), Paragraph("1\t4", contents=True))
    assert _found(PageDocument(lines[:1]), PageDocument(lines[1:])) == []


def test_continued_cells_and_white_space_do_not_count():
    grid = _page([("甲", "1")]).grids[0]
    cells = grid.rows[0].cells
    tail = replace(grid.rows[0], cells=(replace(cells[0], continues=True, text="x"), cells[1]))
    other = replace(tail, cells=(replace(cells[0], continues=True, text="y"), cells[1]))
    old, new = (PageDocument((replace(grid, rows=(grid.rows[0], row)),)) for row in (tail, other))
    assert _found(old, new) == []
    assert _found(_page([("甲", " 1")]), _page([("甲", "1 ")])) == []


@given(rows, rows)
def test_nothing_differs_exactly_where_the_texts_are_the_same(before, after):
    def words(texts):
        return [tuple(text.strip() for text in row) for row in texts]

    found = differences(_page(before), _page(after))
    assert differences(_page(before), _page(before)) == []
    if words(before) == words(after):
        assert found == []
    if not found:
        # Blank rows may come and go.
        assert [r for r in words(before) if any(r)] == [r for r in words(after) if any(r)]
    assert len(found) <= sum(len(row) for row in before) + sum(len(row) for row in after)
