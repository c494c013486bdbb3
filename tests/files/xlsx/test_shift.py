# SPDX-License-Identifier: MulanPSL-2.0
"""Where rows go, and the references in formulas that follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.errors import ReviseError
from fuyi_editor.files.xlsx.formulas import Shifts, quoted, translate
from fuyi_editor.files.xlsx.shift import Piece, RowShift

# Row 4 (from 0: 3) is gone, row 6 repeated.
SHIFT = RowShift([Piece(0, 3), Piece(4, 2), Piece(5, 1, 1), Piece(6, 4)], 10)
SHIFTS = Shifts(["表一", "A b", "O'x"], {"表一": SHIFT}, {"o'x"})


@pytest.mark.parametrize(
    ("formula", "led"),
    [
        ("A4", "#REF!"),
        ("$A$5+A6", "$A$4+A5"),
        ("SUM(A6:A7)", "SUM(A5:A7)"),
        ("SUM(A5:A6)", "SUM(A4:A6)"),
        ("SUM(A7:A5)", "SUM(A7:A4)"),
        ("A3:A4", "A3:A3"),
        ("SUM(4:4)", "SUM(#REF!)"),
        ("SUM($5:$6)", "SUM($4:$6)"),
        ("A11", "A11"),
        ("A2:A1048576", "A2:A1048576"),
        ("表一!$A$5", "表一!$A$4"),
        ("'表一'!A5", "表一!A4"),
        ("'A b'!A5", "'A b'!A5"),
        ("'O''x'!A1*2", "#REF!*2"),
        ("SUM('O''x'!A:C)", "SUM(#REF!)"),
        ("[1]表一!A5", "[1]表一!A5"),
        ('LOG10(A5)&"A5 ""A5"""', 'LOG10(A4)&"A5 ""A5"""'),
        ("Table1[[#This Row],[A5]]", "Table1[[#This Row],[A5]]"),
        ("A5_x+xxxA5+A5.b+项目A5+XFE5+A0", "A5_x+xxxA5+A5.b+项目A5+XFE5+A0"),
        ("1.5E+5*a5", "1.5E+5*a4"),
        ("A5#", "A4#"),
        ("A5:INDEX(B:B,5)", "A4:INDEX(B:B,5)"),
        ("$A5:B$6", "$A4:B$6"),
    ],
)
def test_references_follow_their_rows(formula: str, led: str) -> None:
    assert SHIFTS.formula(formula, "表一") == led


def test_other_sheets_follow_only_what_names_the_sheet() -> None:
    assert SHIFTS.formula("A5+表一!A5", "A b") == "A5+表一!A4"


def test_a_copied_row_refers_to_itself() -> None:
    assert SHIFTS.formula("A6+A$6+A7", "表一", {5: 5}) == "A6+A$5+A7"


def test_rules_of_cells_are_written_for_their_first_cell() -> None:
    assert SHIFTS.formula("$A4>A$6", "表一", base=-1) == "$A3>A$5"


def test_several_sheets_in_one_reference_are_refused_if_one_changes() -> None:
    assert SHIFTS.formula("SUM('甲:乙'!A5)", "A b") == "SUM('甲:乙'!A5)"
    with pytest.raises(ReviseError, match="表一:A b"):
        SHIFTS.formula("SUM('表一:A b'!A5)", "A b")


def test_a_renamed_sheet() -> None:
    shifts = Shifts(["表一"], renamed={"表一": "新 表"})
    assert shifts.formula("表一!A5+表一!A:B+表一!名", "表一") == "'新 表'!A5+'新 表'!A:B+'新 表'!名"


def test_a_formula_moved_with_its_cell() -> None:
    assert translate("A1+$B$2+SUM(C3:D$4)+表!Z1", 2, 1) == "B3+$B$2+SUM(D5:E$4)+表!AA3"
    assert translate("A1", -1) == "#REF!"


@pytest.mark.parametrize(
    ("name", "written"), [("表一", "表一"), ("A b", "'A b'"), ("A1", "'A1'"), ("a'b", "'a''b'")]
)
def test_names_of_sheets(name: str, written: str) -> None:
    assert quoted(name) == written


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Piece], int]:
    rows = draw(st.integers(1, 12))
    seen: set[int] = set()
    pieces: list[Piece] = []
    for row in draw(st.lists(st.integers(-1, rows - 1), max_size=16)):
        copy = len(pieces) + 1 if row in seen else 0
        pieces.append(Piece(None, 1) if row < 0 else Piece(row, 1, copy))
        seen.add(row)
    return pieces, rows


@given(plans(), st.data())
def test_rows_and_ranges_are_where_their_pieces_are(plan, data):
    pieces, rows = plan
    shift = RowShift(pieces, rows)
    olds = [piece.old for piece in pieces]
    own = {piece.old: new for new, piece in enumerate(pieces) if not piece.copy}
    for row in range(rows):
        assert shift.row(row) == own.get(row)
        assert (
            shift.row_or_next(row)
            >= min((own[other] for other in own if other is not None and other >= row), default=0)
            or own.get(row) is None
        )
    assert shift.row(rows) == len(pieces)
    first = data.draw(st.integers(0, rows - 1))
    last = data.draw(st.integers(first, rows - 1))
    inside = [new for new, old in enumerate(olds) if old is not None and first <= old <= last]
    assert [n for low, high in shift.spans(first, last) for n in range(low, high + 1)] == inside
    try:
        span = shift.span(first, last)
    except ReviseError:
        return
    if span is None:
        assert not [row for row in range(first, last + 1) if row in own]
    else:
        # Both ends are rows that were in the range.
        assert span[0] in inside
        assert span[1] in inside


@given(plans())
def test_nothing_moves_where_all_rows_stay(plan):
    pieces, rows = plan
    shift = RowShift(pieces, rows)
    assert shift.moves == ([piece.old for piece in pieces] != list(range(rows)))
