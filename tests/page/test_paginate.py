# SPDX-License-Identifier: MulanPSL-2.0
"""The laws of pagination: nothing lost, nothing over the edge, an edit changes only its page."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.page.document import (
    Align,
    Cell,
    Grid,
    PageDocument,
    PageSetup,
    Paragraph,
    Row,
    TextStyle,
    check_grid,
)
from fuyi_editor.page.paginate import Page, Paginator, paginate
from fuyi_editor.page.placing import GridSlice

SETUP = PageSetup(width=120, height=100, top=10, bottom=10, left=10, right=10)
STYLE = TextStyle(size=10.5)
TEXTS = st.integers(0, 250).map(lambda n: "".join(chr(0x4E00 + k % 500) for k in range(n)))
SHORT = st.integers(0, 12).map(lambda n: "妇女儿童培训指标合格率满"[:n])


def pages_of(*blocks, setup=SETUP):
    return paginate(PageDocument(blocks, setup))


def rows_of(texts, **kwargs):
    return tuple(Row((Cell(text, 0),), **kwargs) for text in texts)


def text_on(page: Page) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in page.cells]


@st.composite
def grids(draw, texts=SHORT):
    count = draw(st.integers(1, 14))
    first_header = draw(st.integers(0, 2))
    headers = draw(st.integers(0, 2))
    rows: list[Row] = []
    for number in range(count):
        header = first_header <= number < first_header + headers
        cells = []
        for column in range(3):
            merge = number > 0 and draw(st.booleans()) and column < 2
            text = "" if merge else f"{number}-{column}" + draw(texts)
            cells.append(Cell(text, column, continues=merge))
        rows.append(Row(tuple(cells), draw(st.sampled_from([0.0, 8.0, 200.0])), header))
    grid = Grid((20.0, 30.0, 50.0), tuple(rows))
    check_grid(grid)
    return grid


@st.composite
def documents(draw, texts=SHORT):
    paragraph = st.builds(
        Paragraph,
        texts,
        outline_level=st.integers(0, 1),
        page_break_before=st.booleans(),
        style=st.sampled_from([STYLE, TextStyle(size=16, space_before=8, first_indent=32)]),
    )
    signed = st.builds(Paragraph, st.just("签字"), kept_to_grid=st.just(True))
    block = st.one_of(paragraph, grids(texts), signed)
    return PageDocument(tuple(draw(st.lists(block, max_size=6))), SETUP)


def body_rows(pages):
    for page in pages:
        for piece in page.sheet:
            if isinstance(piece, GridSlice):
                part = piece.piece
                skip = part.repeated + part.opens_cut
                yield from ((page.first_block + piece.block, row) for row in part.rows[skip:])


@settings(max_examples=150, deadline=None)
@given(documents(texts=st.one_of(SHORT, TEXTS)))
def test_every_row_stands_once_in_order_and_within_the_page(document):
    pages = paginate(document)
    expected = [
        (number, row)
        for number, block in enumerate(document.blocks)
        if isinstance(block, Grid)
        for row in range(len(block.rows))
    ]
    assert list(body_rows(pages)) == expected
    bottom = pages[0].height - 10 * 72 / 25.4
    for page in pages:
        for placed in (*page.cells, *page.paragraphs):
            assert placed.rect.bottom <= bottom + 0.1
            for line in placed.lines:
                assert placed.rect.y - 0.1 <= line.baseline <= placed.rect.bottom + 0.1


@settings(max_examples=150, deadline=None)
@given(documents(texts=st.one_of(SHORT, TEXTS)))
def test_no_character_of_a_cell_is_lost(document):
    pages = paginate(document)
    shown: dict[tuple[int, int, int], str] = {}
    for page in pages:
        for placed in page.cells:
            key = (placed.block, placed.row, placed.index)
            text = "".join(line.text for line in placed.lines)
            if text and shown.get(key) == placed.cell.text:
                assert text == placed.cell.text  # a whole text may be repeated, not a part of it
            else:
                shown[key] = shown.get(key, "") + text
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for row, cell in block.cells():
                key = (number, row, block.rows[row].cells.index(cell))
                assert shown[key] == cell.text


def page_of(pages, block, row=None):
    """The last page on which a block (and a row of it) has something."""
    return max(
        page.number
        for page in pages
        for piece in (*page.cells, *page.paragraphs)
        if piece.block == block and (row is None or piece.row <= row)
    )


@settings(max_examples=150, deadline=None)
@given(grids(texts=st.one_of(SHORT, TEXTS)), st.integers(0, 9))
def test_a_line_to_sign_on_stays_with_the_table_above_it(grid, before):
    line = Paragraph("填报人：", TextStyle(space_before=8.0), kept_to_grid=True)
    pages = pages_of(*[Paragraph("正文")] * before, grid, line)
    grid_page, line_page = page_of(pages, before), page_of(pages, before + 1)
    if line_page != grid_page:
        # Only where the last row alone, or what is left of it, fills a page.
        last = pages[grid_page - 1]
        (piece,) = (piece for piece in last.sheet if isinstance(piece, GridSlice))
        assert len(piece.piece.rows) - piece.piece.repeated == 1
        assert piece.y == 10 * 72 / 25.4
    assert len(pages[line_page - 1].sheet) >= 1


def test_the_last_row_goes_to_the_next_page_with_the_line_to_sign_on():
    grid = Grid((50.0,), rows_of(["行"] * 6, min_height=13.0))  # 78 of 80 mm
    line = Paragraph("填报人：", TextStyle(space_before=8.0), kept_to_grid=True)
    assert [len(page.cells) for page in pages_of(grid)] == [6]
    first, second = pages_of(grid, line)
    assert len(first.cells) == 5
    assert text_on(second) == ["行"]
    assert [piece.paragraph for piece in second.paragraphs] == [line]


@settings(max_examples=100, deadline=None)
@given(documents(), documents(), st.data())
def test_an_edit_gives_what_a_fresh_layout_gives(document, other, data):
    paginator = Paginator()
    paginator.paginate(document)
    blocks = list(document.blocks)
    cut = data.draw(st.integers(0, len(blocks)))
    extra = data.draw(st.integers(0, 2))
    edited = document.with_blocks((*blocks[:cut], *other.blocks[:2], *blocks[cut + extra :]))
    for version in (edited, document, edited):
        again, fresh = paginator.paginate(version), paginate(version)
        assert [page.cells for page in again] == [page.cells for page in fresh]
        assert [page.paragraphs for page in again] == [page.paragraphs for page in fresh]


def test_sheets_that_an_edit_does_not_touch_stay_the_same_objects():
    blocks = tuple(Paragraph(f"第{n}段" * 30, STYLE) for n in range(60))
    paginator = Paginator()
    before = paginator.paginate(PageDocument(blocks, SETUP))
    changed = replace(blocks[30], text="第九段" * 30)
    after = paginator.paginate(PageDocument((*blocks[:30], changed, *blocks[31:]), SETUP))
    assert len(before) == len(after) > 5
    different = [a.number for a, b in zip(after, before, strict=True) if a.sheet is not b.sheet]
    assert 1 <= len(different) <= 2


def test_a_header_run_is_repeated_and_never_left_alone():
    rows = (*rows_of(["封面"] * 2), *rows_of(["表头一", "表头二"], header=True))
    rows += rows_of([f"行{n}" for n in range(40)])
    pages = pages_of(Grid((80.0,), rows))
    assert len(pages) > 2
    for page in pages[1:]:
        assert text_on(page)[:2] == ["表头一", "表头二"]
        assert [cell.repeated for cell in page.cells][:3] == [True, True, False]
    low = Paragraph("\n" * 13, STYLE)
    assert text_on(pages_of(low, Grid((80.0,), rows[2:]))[1])[:3] == ["表头一", "表头二", "行0"]


def test_a_merge_over_the_break_is_closed_and_its_text_repeated_in_the_middle_of_each_part():
    rows = tuple(
        Row((Cell("产出指标", 0, continues=n > 0), Cell(f"指标{n}", 1))) for n in range(22)
    )
    pages = pages_of(Grid((20.0, 60.0), rows))
    assert len(pages) == 2
    for page in pages:
        part = next(cell for cell in page.cells if cell.index == 0)
        own = [cell for cell in page.cells if cell.index == 1]
        assert "".join(line.text for line in part.lines) == "产出指标"
        assert (part.row, part.borders.top, part.borders.bottom) == (0, True, True)
        assert part.rect.bottom == max(cell.rect.bottom for cell in own)
        middle = part.lines[0].baseline - 0.38 * part.lines[0].size
        assert abs(middle - (part.rect.y + part.rect.bottom) / 2) < 1


def test_a_merge_that_starts_in_the_header_is_one_box_with_the_rows_below_it():
    rows = [Row((Cell("年度指标", 0), Cell("指标值", 1)), header=True)]
    rows += [Row((Cell("", 0, continues=True), Cell(f"值{n}", 1))) for n in range(30)]
    second = pages_of(Grid((20.0, 60.0), tuple(rows)))[1]
    assert [cell.row for cell in second.cells if cell.index == 0] == [0]
    assert second.cells[0].rect.height == sum(c.rect.height for c in second.cells if c.index)


def test_a_long_merged_text_flows_on():
    text = "".join(chr(0x4E00 + n) for n in range(300))
    rows = tuple(Row((Cell(text, 0, continues=n > 0), Cell("值", 1))) for n in range(30))
    pages = pages_of(Grid((30.0, 60.0), rows))
    shown = [line.text for page in pages for c in page.cells if c.index == 0 for line in c.lines]
    assert "".join(shown) == text


def test_a_long_text_that_begins_in_the_header_is_not_shown_again_with_the_header():
    text = "".join(chr(0x4E00 + n) for n in range(90))
    rows = [Row((Cell(text, 0), Cell("指标值", 1)), header=True)]
    rows += [Row((Cell("", 0, continues=n < 1), Cell(f"值{n}", 1))) for n in range(10)]
    pages = pages_of(Paragraph("\n" * 3, STYLE), Grid((40.0, 40.0), tuple(rows)))
    shown = [line.text for page in pages for c in page.cells if c.row == 0 for line in c.lines]
    assert len(pages) == 2
    assert "".join(shown).count(text) == 1
    assert shown.count("指标值") == 2


def test_a_row_higher_than_a_page_is_cut_between_lines():
    text = "".join(chr(0x4E00 + n) for n in range(2000))
    pages = pages_of(Grid((20.0, 60.0), (Row((Cell("绩效目标", 0), Cell(text, 1))),)))
    assert len(pages) > 3
    assert (
        "".join(line.text for p in pages for c in p.cells for line in c.lines) == "绩效目标" + text
    )
    assert all(cell.borders.bottom and cell.borders.top for page in pages for cell in page.cells)


def test_headings_stay_with_what_follows():
    filler = Paragraph("\n" * 12, STYLE)
    heading = Paragraph("一、总体目标", TextStyle(size=16), outline_level=1)
    grid = Grid((80.0,), rows_of(["表头"], header=True) + rows_of(["行"]))
    first, second = pages_of(filler, heading, replace(heading, outline_level=2), grid)
    assert [p.block for p in first.paragraphs] == [0]
    assert [p.block for p in second.paragraphs] == [1, 2]
    assert text_on(second) == ["表头", "行"]


def test_forced_breaks_and_empty_paragraphs():
    empty, text = Paragraph("", STYLE), Paragraph("正文", STYLE)
    pages = pages_of(text, replace(text, page_break_before=True), empty, text)
    assert [page.blocks for page in pages] == [(0,), (1, 2, 3)]
    first, _, last = pages[1].paragraphs
    assert last.rect.y - first.rect.y == 2 * 1.3 * 10.5


def test_a_line_of_contents_ends_at_the_right_margin():
    entry = Paragraph("1.妇女儿童活动经费绩效目标表\t12", STYLE, contents=True)
    (page,) = pages_of(entry)
    title, dots, number = page.paragraphs[0].lines
    assert title.text == "1.妇女儿童活动经费绩效目标表"
    assert set(dots.text) == {"."}
    assert len(dots.text) > 10
    assert number.text == "12"
    assert abs(number.x + 10.5 - page.paragraphs[0].rect.right) < 0.01


def test_the_footer_counts_pages():
    setup = replace(
        SETUP, footer="第 {page} 页，共 {pages} 页", footer_style=TextStyle(align=Align.CENTER)
    )
    pages = pages_of(Paragraph("\n" * 40, STYLE), setup=setup)
    assert [page.footer_text for page in pages] == [f"第 {n} 页，共 3 页" for n in (1, 2, 3)]
    (line,) = pages[0].footer
    assert line.baseline < pages[0].height
    assert abs(2 * line.x + len("第页，共页") * 10.5 + 6 * 5.25 - pages[0].width) < 0.1


def test_an_empty_document_is_one_empty_page():
    (page,) = pages_of()
    assert (page.cells, page.paragraphs, page.footer) == ((), (), ())
