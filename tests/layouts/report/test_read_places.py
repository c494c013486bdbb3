# SPDX-License-Identifier: MulanPSL-2.0
"""What was read from where: every piece accounted for, and found again after the book changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.report.places import (
    PageIndex,
    PageReading,
    ReadState,
    Spot,
    detached,
    page_reading,
    part_at,
    unread_anchors,
)
from fuyi_editor.layouts.report.read_report import ReadReport, Unread
from fuyi_editor.layouts.report.words import (
    GONE,
    block_words,
    meaning_words,
    node_words,
    piece_words,
    place_words,
)
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
HEADER = ("一级指标", "二级指标", "三级指标", "指标值", "股室意见")


def _row(*texts: str) -> Row:
    return Row(tuple(Cell(text, column) for column, text in enumerate(texts)))


def _grid(*rows: Row) -> Grid:
    return Grid((30.0,) * sum(cell.column_span for cell in rows[0].cells), rows)


def _odd_page() -> PageDocument:
    """A project with a label of its own, a remark under the indicators, and a stray table."""
    form = _grid(
        _row("妇联本级", "", "", "单位：万元"),
        _row("项目名称", "培训", "", ""),
        _row("预算数", "8.00", "", ""),
        _row("联系人", "李某", "", ""),
        _row("", "", "", "见附件"),
    )
    remark = Row((Cell("填表人：王某", 0, 5),))
    indicators = _grid(
        _row(*HEADER),
        _row("产出指标", "数量指标", "场次", "≥4场", "同意"),
        remark,
        _row(*HEADER),
        _row("效益指标", "社会效益指标", "就业", "≥2人", ""),
    )
    stray = _grid(_row("会议地点", "三楼"), _row("会议时间", "一月"))
    blocks = (stray, Paragraph("2024年文本"), Paragraph("填表说明"), form, indicators)
    return PageDocument((*blocks, Paragraph("注：一式两份")))


def _parsed(page: PageDocument) -> ParsedPage:
    return parse_page(page, LAYOUTS)


def _reading(parsed: ParsedPage) -> PageReading:
    title = parsed.submission.title
    return page_reading(parsed.page, parsed.layout, parsed.report, title)


@pytest.fixture(scope="module")
def odd() -> ParsedPage:
    return _parsed(_odd_page())


def _said(parsed: ParsedPage, where: str) -> dict[str, str]:
    """Text → what the report says of it, for one block."""
    block = next(block for block in _reading(parsed).blocks if block.where == where)
    return {piece.text: piece_words(parsed.submission, piece, block.node) for piece in block.pieces}


@pytest.mark.parametrize(
    "name", ["fengrun-2023", "tianjin-2024", "menyuan-2023", "guangzhou-2021", "zhanjiang-2021"]
)
def test_a_published_form_is_read_to_the_last_word(name):
    parsed = _parsed(read_docx((DATA / f"{name}.docx").read_bytes()))
    counts = Counter(piece.state for block in _reading(parsed).blocks for piece in block.pieces)
    assert counts[ReadState.UNREAD] == 0
    assert counts[ReadState.READ] > 30


def test_every_text_of_the_page_is_listed_once(odd):
    texts = [cell.text for grid in odd.page.grids for _, cell in grid.cells()] + [
        b.text for b in odd.page.blocks if isinstance(b, Paragraph)
    ]
    listed = [piece.text for block in _reading(odd).blocks for piece in block.pieces]
    assert Counter(listed) == Counter(texts)


def test_blocks_are_named_by_their_number_and_owner(odd):
    names = [block_words(odd.submission, block) for block in _reading(odd).blocks]
    assert names == [
        "表 1", "表 2 前面的文字", "表 2：项目“培训”", "表 3：项目“培训”", "表 3 后面的文字",
    ]  # fmt: skip


def test_fields_labels_and_blanks_are_told_apart(odd):
    said = _said(odd, "表 2")
    assert said["8.00"] == "预算数"
    assert said["项目名称"] == "标签"
    assert said["联系人"] == "其他栏目的名称"
    assert said["李某"] == "联系人"
    assert said["单位：万元"] == "整本文本·金额单位"
    said = _said(odd, "表 3")
    assert said["≥4场"] == "数量指标 › 场次·指标值"
    assert said["股室意见"] == "栏目名称"
    assert said["同意"] == "数量指标 › 场次·股室意见"
    assert said["填表人：王某"] == "上面没有栏目名称，原样保留"


def test_titles_printed_again_are_titles(odd):
    block = next(b for b in _reading(odd).blocks if b.where == "表 3")
    again = [piece for piece in block.pieces if piece.spot.row == 3]
    assert {piece.state for piece in again} == {ReadState.LABEL}


def test_a_place_is_named_in_full_outside_its_block(odd):
    anchors = {p.text: p.anchor for block in _reading(odd).blocks for p in block.pieces}
    assert meaning_words(odd.submission, anchors["8.00"]) == "项目“培训”·预算数"
    assert meaning_words(odd.submission, anchors["≥4场"]) == ("项目“培训” › 数量指标 › 场次·指标值")
    assert meaning_words(odd.submission, anchors["2024年文本"]) == "整本文本·标题"
    assert meaning_words(odd.submission.but(projects=()), anchors["8.00"]) == GONE
    assert node_words(odd.submission, "no such node") == GONE


def test_what_was_not_read_says_where_and_why(odd):
    found = [
        (block.where, place_words(piece), " ".join(piece.text.split()), piece.note)
        for block, piece in _reading(odd).unread_pieces
    ]
    assert found == [
        ("表 1", "整张表", "会议地点 三楼 会议时间 一月", "没有项目名称"),
        ("表 2 前面的文字", "第 2 段", "填表说明", "不是表格里的内容，原样保留"),
        ("表 2", "第 5 行第 4 格", "见附件", "没有认出是哪一栏，原样保留"),
        ("表 3", "第 3 行第 1 格", "填表人：王某", "上面没有栏目名称，原样保留"),
        ("表 3 后面的文字", "第 1 段", "注：一式两份", "不是表格里的内容，原样保留"),
    ]


def test_a_note_of_a_cell_gives_its_row_and_column(odd):
    places = {u.text: (u.block, u.row, u.column) for u in odd.report.unread}
    assert places["见附件"] == (3, 4, 3)
    assert places["填表人：王某"] == (4, 2, 0)
    assert places["注：一式两份"] == (5, None, None)


def test_what_no_reader_noted_is_reported_all_the_same(odd):
    reading = page_reading(odd.page, None, ReadReport(None, 1, 2), odd.submission.title)
    texts = {note.text for note in reading.unread}
    assert {"见附件", "填表人：王某", "填表说明", "注：一式两份", "三楼"} <= texts
    assert not {"8.00", "预算数", "股室意见", "2024年文本"} & texts


def test_a_line_with_another_unit_of_money_is_marked_and_not_its_whole_table():
    grids = [
        _grid(_row("培训中心", f"单位：{unit}"), _row("项目名称", f"项目{number}"))
        for number, unit in enumerate(("万元", "元", "万元"))
    ]
    parsed = _parsed(PageDocument(tuple(grids)))
    ((block, piece),) = _reading(parsed).unread_pieces
    assert (block.where, piece.spot) == ("表 2", Spot(1, 0, 1))
    assert block.counts()[ReadState.READ] == 2


def test_a_page_without_tables_has_its_text_only():
    page = PageDocument((Paragraph("标题"), Paragraph(""), Paragraph("说明")))
    reading = page_reading(page, None, ReadReport(None, 0, 0), "标题")
    assert [(b.where, len(b.pieces)) for b in reading.blocks] == [("正文", 2)]
    assert [note.text for note in reading.unread] == ["说明"]


# After an edit


def _found(parsed: ParsedPage, page: PageDocument) -> dict[str, str | None]:
    """Text when it was read → text where it stands now."""
    index = PageIndex(page)
    found: dict[str, str | None] = {}
    for block in _reading(parsed).blocks:
        for piece in block.pieces:
            spot = index.find(piece.anchor, piece.spot)
            part = part_at(page, spot) if spot else None
            found[piece.text] = part.text if part else None
    return found


def test_places_are_found_again_after_edits(odd):
    book = odd.submission
    project = book.projects[0]
    first = project.indicators[0].kinds[0].indicators[0]
    added = arrange.add_indicator(book, first.id)
    assert added
    after = apply_edits(book, added.edits)
    after = SetField(node=first.id, field="value", text="≥9场").apply(after)
    after = SetField(node=project.id, field="name", text="普法").apply(after)
    found = _found(odd, Reviser(odd.page, book, odd.labels).page(after))
    assert found["≥4场"] == "≥9场"
    assert found["培训"] == "普法"
    for text in ("填表人：王某", "见附件", "注：一式两份", "三楼", "预算数", "股室意见"):
        assert found[text] == text


def test_of_what_was_deleted_nothing_is_found(odd):
    book = odd.submission
    first = book.projects[0].indicators[0].kinds[0].indicators[0]
    done = arrange.remove(book, first.id)
    assert done
    page = Reviser(odd.page, book, odd.labels).page(apply_edits(book, done.edits))
    found = _found(odd, page)
    assert found["≥4场"] is None
    assert found["≥2人"] == "≥2人"


def test_alike_pieces_are_told_apart_by_where_they_stood():
    rows = [_row("项目名称", "培训", ""), _row("", "", "甲"), _row("", "", "甲")]
    parsed = _parsed(PageDocument((_grid(*rows),)))
    index = PageIndex(parsed.page)
    spots = [p.spot for _, p in _reading(parsed).unread_pieces]
    assert spots == [Spot(0, 1, 2), Spot(0, 2, 2)]
    for _, piece in _reading(parsed).unread_pieces:
        assert index.find(piece.anchor, piece.spot) == piece.spot


def test_the_remark_of_a_clone_is_not_taken_for_the_original(odd):
    book = odd.submission
    done = arrange.duplicate(book, book.projects[0].id)
    assert done
    page = Reviser(odd.page, book, odd.labels).page(apply_edits(book, done.edits))
    piece = next(p for _, p in _reading(odd).unread_pieces if p.text == "见附件")
    spot = PageIndex(page).find(piece.anchor, piece.spot)
    assert spot is not None
    assert page.blocks[spot.block].node == book.projects[0].id


def test_notes_move_with_the_page(odd):
    book = odd.submission
    project = book.projects[0]
    done = arrange.remove(book, project.id)
    assert done
    page = Reviser(odd.page, book, odd.labels).page(apply_edits(book, done.edits))
    left = [note.text for note in PageIndex(page).moved(odd.report.unread, odd.page)]
    assert "见附件" not in left
    assert {"会议地点 三楼 会议时间 一月", "填表说明"} <= set(left)


def test_marks_are_known_by_what_stays_the_same(odd):
    anchors = unread_anchors(odd.page, odd.report.unread)
    assert {anchor.text for anchor in anchors} == {
        "会议地点", "三楼", "会议时间", "一月",
        "填表说明", "见附件", "填表人：王某", "注：一式两份",
    }  # fmt: skip
    assert anchors[next(a for a in anchors if a.text == "三楼")] == "没有项目名称"


def test_what_was_left_out_of_the_page_is_listed_too():
    note = Unread("粘贴的表", "自评得分", "没有认出是哪一栏，原样保留", 0)
    ((block, piece),) = detached([note])
    assert (block.where, place_words(piece), piece.text) == ("粘贴的表", "", "自评得分")
    assert piece.note == "没有认出是哪一栏，没有放进来"


def test_a_note_about_a_place_that_is_no_more_is_no_error(odd):
    gone = replace(odd.report.unread[2], row=99)
    assert unread_anchors(odd.page, [gone]) == {}
    assert list(PageIndex(odd.page).moved([gone], odd.page)) == []
