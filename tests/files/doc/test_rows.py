# SPDX-License-Identifier: MulanPSL-2.0
"""Rows of old Word tables as Word writes them, modifier by modifier."""

from __future__ import annotations

import struct

import pytest

from fuyi_editor.files.doc import sprms as sprm
from fuyi_editor.files.doc.fields import BEGIN, END, SEPARATE, FieldStack
from fuyi_editor.files.doc.rows import RowLayout, read_row
from fuyi_editor.files.doc.sprms import of_group, sprms
from fuyi_editor.page.document import VerticalAlign

FIRST, ON, DOWN, RESTART = 1, 2, 0x20, 0x40
LINE, NOTHING, NIL = b"\x04\x01\x01\0", bytes(4), b"\xff" * 4


def modifier(code: int, operand: bytes) -> bytes:
    """A modifier, its length before an operand of no fixed length."""
    length = b""
    if code == sprm.DEFINE_ROW:
        length = struct.pack("<H", len(operand) + 1)
    elif code >> 13 == 6:
        length = bytes([len(operand)])
    return struct.pack("<H", code) + length + operand


def defined(edges: list[int], flags: list[int], lines: bytes = NOTHING * 4) -> bytes:
    cells = b"".join(struct.pack("<HH", flag, 0) + lines for flag in flags)
    operand = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return modifier(sprm.DEFINE_ROW, operand)


def test_cells_lie_between_edges_and_merge_as_their_flags_say() -> None:
    row = read_row(defined([-108, 900, 2000, 3000], [FIRST, ON, DOWN | RESTART | 1 << 7]), 3)
    assert row.edges == [-108, 900, 2000, 3000]
    assert [cell.continues_left for cell in row.cells] == [False, True, False]
    assert [(cell.merges, cell.restarts) for cell in row.cells][2] == (True, True)
    assert row.cells[2].vertical is VerticalAlign.CENTER


def test_a_row_may_leave_out_the_flags_of_its_last_cells() -> None:
    row = read_row(defined([0, 100, 200, 300], [DOWN]), 3)
    assert [cell.merges for cell in row.cells] == [True, False, False]


def test_lines_of_the_table_hold_where_a_cell_says_nothing() -> None:
    borders = modifier(sprm.ROW_BORDERS_80, LINE * 6)
    row = read_row(borders + defined([0, 100], [0], LINE + NIL + NOTHING * 2), 1)
    assert all(row.borders.values())
    assert row.cells[0].borders == {"top": True, "left": False}


def test_a_border_set_later_wins() -> None:
    line = bytes(4) + b"\x04\x01\0\0"
    change = modifier(sprm.CELL_BORDER, bytes([0, 1, 0b0101]) + line)
    row = read_row(defined([0, 100, 200], [0, 0]) + change, 2)
    assert row.cells[0].borders == {"top": True, "bottom": True}
    assert row.cells[1].borders == {}


@pytest.mark.parametrize(
    ("change", "edges"),
    [
        (modifier(sprm.INSERT_CELLS, struct.pack("<BBH", 1, 2, 50)), [0, 100, 150, 200, 300, 400]),
        (modifier(sprm.DELETE_CELLS, bytes([0, 2])), [0, 100]),
        (modifier(sprm.CELL_WIDTH, struct.pack("<BBH", 0, 2, 30)), [0, 30, 60, 160]),
        (modifier(sprm.ROW_GAP, b"\x0a\0") + modifier(sprm.ROW_LEFT, b"\0\0"), [-10, 90, 190, 290]),
        (modifier(sprm.DELETE_CELLS, bytes([9, 200])), [0, 100, 200, 300]),
    ],
)
def test_edges_move_with_later_changes(change: bytes, edges: list[int]) -> None:
    assert read_row(defined([0, 100, 200, 300], [0, 0, 0]) + change, 0).edges == edges


def test_merges_may_come_later_too() -> None:
    changes = modifier(sprm.MERGE, bytes([0, 2])) + modifier(sprm.VERTICAL_MERGE, b"\2\1")
    row = read_row(defined([0, 100, 200, 300], [0, 0, 0]) + changes, 3)
    assert [cell.continues_left for cell in row.cells] == [False, True, False]
    assert (row.cells[2].merges, row.cells[2].restarts) == (True, False)


def test_a_row_that_is_not_defined_has_a_width_for_every_cell() -> None:
    row = read_row(b"", 3)
    assert len(row.cells) == 3
    assert row.edges == sorted(set(row.edges))


def test_edges_never_run_backwards() -> None:
    assert read_row(defined([0, 500, 100, 600], [0, 0, 0]), 3).edges == [0, 500, 500, 600]


@pytest.mark.parametrize("cut", range(60))
def test_a_row_that_is_cut_off_is_still_a_row(cut: int) -> None:
    whole = defined([0, 100, 200], [FIRST, ON]) + modifier(sprm.ROW_HEIGHT, b"\x38\xff")
    row: RowLayout = read_row(whole[:cut], 2)
    assert len(row.edges) == len(row.cells) + 1 == 3


def test_a_list_of_tabs_tells_its_own_length() -> None:
    tabs = bytes([2]) + bytes(8) + bytes([1]) + bytes(3)
    long = struct.pack("<H", 0xC615) + b"\xff" + tabs
    after = modifier(sprm.ALIGN, b"\1")
    assert list(sprms(long + after))[-1] == (sprm.ALIGN, b"\1")


def test_modifiers_fall_into_groups() -> None:
    bold, center = modifier(sprm.BOLD, b"\1"), modifier(sprm.ALIGN, b"\1")
    row = defined([0, 100], [0])
    assert of_group(bold + row + center, 1) == center
    assert of_group(bold + row + center, 2) == bold
    assert of_group(bold + row + center, 5) == row


def shown(text: str, *, in_footer: bool = False) -> str:
    fields, out = FieldStack(in_footer=in_footer), ""
    for part in text:
        if part in (BEGIN, SEPARATE, END):
            out += fields.follow(part)
        elif part == "\r":
            fields.end_paragraph()
        else:
            out += fields.take(part)
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x13PAGE\x147\x15b", "a7b"),
        ("a\x13PAGE\x15b", "ab"),
        ("\x13IF \x13X\x14no\x15 y\x14yes\x15", "yes"),
        ("\x13lost\rthe rest", "the rest"),
        ("\x15\x14a" + "\x13" * 1000 + "\rb", "ab"),
    ],
)
def test_of_a_field_only_the_result_is_seen(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_in_a_footer_page_numbers_stand_for_themselves() -> None:
    text = "第\x13 PAGE \x143\x15页/\x13numpages\x15 \x13DATE\x14今天\x15"
    assert shown(text, in_footer=True) == "第{page}页/{pages} 今天"
