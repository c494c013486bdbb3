# SPDX-License-Identifier: MulanPSL-2.0
"""Hypothesis strategies for page documents that every file format can hold.

All lengths are whole twips or half-points, so that writing and reading gives them back exactly.
"""

from __future__ import annotations

from hypothesis import strategies as st

from fuyi_editor.page.document import (
    TWIPS_PER_MM,
    Align,
    Borders,
    Cell,
    Grid,
    PageDocument,
    PageSetup,
    Paragraph,
    Row,
    TextStyle,
    VerticalAlign,
)

WORDS = ["其中：财政    资金", "≥95%", " ", "", "“天赋”", "=1+1", "<b>&amp;</b>", "①", "𠮷", "1\t2"]
characters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"])
lines = st.one_of(st.sampled_from(WORDS), st.text(characters, max_size=12))
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
families = st.sampled_from(["宋体", "仿宋_GB2312", "黑体", "方正小标宋简体", "A & B"])
sizes = st.integers(10, 88).map(lambda half_points: half_points / 2)
points = st.integers(0, 800).map(lambda twips: twips / 20)
pitches = st.none() | st.integers(160, 900).map(lambda twips: twips / 20)


def lengths(lowest: float, highest: float) -> st.SearchStrategy[float]:
    """Millimetres that are whole twips."""
    low, high = round(lowest * TWIPS_PER_MM), round(highest * TWIPS_PER_MM)
    return st.integers(low, high).map(lambda twips: twips / TWIPS_PER_MM)


paragraph_styles = st.builds(
    TextStyle,
    family=families,
    size=sizes,
    bold=st.booleans(),
    align=st.sampled_from(Align),
    first_indent=points,
    line_pitch=pitches,
    space_before=points,
    space_after=points,
)
cell_styles = st.sampled_from([TextStyle(), TextStyle(family="黑体")]) | st.builds(
    TextStyle,
    family=families,
    size=sizes,
    bold=st.booleans(),
    align=st.sampled_from(Align),
    vertical_align=st.sampled_from(VerticalAlign),
    line_pitch=pitches,
)
borders = st.builds(Borders, st.booleans(), st.booleans(), st.booleans(), st.booleans())
paragraphs = st.builds(
    Paragraph,
    text=texts,
    style=paragraph_styles,
    outline_level=st.integers(0, 9),
    page_break_before=st.booleans(),
    contents=st.booleans(),
)
setups = st.builds(
    PageSetup,
    width=lengths(100, 420),
    height=lengths(100, 420),
    top=lengths(5, 40),
    right=lengths(5, 40),
    bottom=lengths(5, 40),
    left=lengths(5, 40),
    footer=st.sampled_from(["", "— {page} —", "第{page}页 共{pages}页", "&P <1>"]),
)


@st.composite
def _rows(draw: st.DrawFn, columns: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    for _ in range(draw(st.integers(1, 5))):
        above = rows[-1] if rows else None
        cells: list[Cell] = []
        column = 0
        while column < columns:
            upper = above.cell_at(column) if above else None
            if upper is not None and upper.column == column and draw(st.booleans()):
                span, continues = upper.column_span, True
            else:
                span, continues = draw(st.integers(1, columns - column)), False
            text = "" if continues else draw(texts)
            style, lined = draw(cell_styles), draw(borders)
            cells.append(Cell(text, column, span, continues, style, lined))
            column += span
        header = all(row.header for row in rows) and draw(st.booleans())
        height, can_split = draw(lengths(0, 60)), draw(st.booleans())
        rows.append(Row(tuple(cells), height, header, can_split))
    return tuple(rows)


@st.composite
def grids(draw: st.DrawFn, max_columns: int = 6) -> Grid:
    """Grids with merges across and down, as whole as `check_grid` demands."""
    columns = draw(st.lists(lengths(3, 60), min_size=1, max_size=max_columns))
    rows = draw(_rows(len(columns)))
    used = {cell.column for row in rows for cell in row.cells}
    # A column that no cell begins in could not be told from the one before it.
    if len(used) < len(columns):
        single = [Cell("x", column) for column in range(len(columns))]
        rows = (*rows, Row(tuple(single)))
    align = draw(st.sampled_from([Align.LEFT, Align.CENTER, Align.RIGHT]))
    return Grid(tuple(columns), rows, align)


page_documents = st.builds(
    PageDocument,
    blocks=st.lists(paragraphs | grids(), max_size=6).map(tuple),
    setup=setups,
    title=st.sampled_from(["", "绩效目标表"]),
)
