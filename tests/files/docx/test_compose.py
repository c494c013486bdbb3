# SPDX-License-Identifier: MulanPSL-2.0
"""Composing .docx: what is read back is what was written, and the package is clean."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import HealthCheck, given, settings

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.docx.markup import whole_twips
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
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
from tests.files.builders import PUBLISHED, main_part, parts_of
from tests.files.strategies import page_documents

if TYPE_CHECKING:
    from fuyi_editor.page.document import Block


def without_origin(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, origin=None)
    rows = tuple(
        replace(row, origin=None, cells=tuple(replace(cell, origin=None) for cell in row.cells))
        for row in block.rows
    )
    return replace(block, rows=rows, origin=None)


def assert_same(read: PageDocument, written: PageDocument) -> None:
    assert len(read.blocks) == len(written.blocks)
    for one, other in zip(map(without_origin, read.blocks), written.blocks, strict=True):
        if isinstance(one, Grid) and isinstance(other, Grid):
            assert one.columns == pytest.approx(other.columns, abs=0.05)
            assert one.rows == other.rows
            assert one.align == other.align
        else:
            assert one == other
    assert read.setup == written.setup


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(page_documents)
def test_what_is_read_is_what_was_written(page: PageDocument) -> None:
    for grid in page.grids:
        check_grid(grid)
    assert_same(read_docx(compose_docx(page)), page)


@pytest.mark.parametrize("name", ["fengrun-2023", "tianjin-2024", "zhanjiang-2021"])
def test_published_files_can_be_composed_anew(name: str) -> None:
    page = read_docx((PUBLISHED / f"{name}.docx").read_bytes())
    blocks = tuple(map(without_origin, page.blocks))
    assert_same(read_docx(compose_docx(page)), page.with_blocks(blocks))


def test_package_is_clean() -> None:
    setup = PageSetup(footer="— {page} —")
    page = PageDocument((Paragraph("正文"),), setup, title="绩效\x00目标表")
    data = compose_docx(page)
    assert set(parts_of(data)) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
        "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/footer1.xml",
    }  # fmt: skip
    opened = docx.Document(io.BytesIO(data))
    assert opened.core_properties.title == "绩效目标表"
    assert opened.core_properties.author == ""
    assert [style.name for style in opened.styles if "eading" in (style.name or "")][:1]
    assert b'eastAsia="zh-CN"' in parts_of(data)["word/styles.xml"][0]
    assert b"docGrid" not in main_part(data)


def test_contents_are_one_field() -> None:
    lines = [Paragraph(f"{i}.项目\t{i}", contents=True) for i in (1, 2, 3)]
    xml = main_part(compose_docx(PageDocument((Paragraph("题"), *lines, Paragraph("文"))))).decode()
    assert len(re.findall(r'fldCharType="begin"', xml)) == 1
    order = ["题", '"begin"', " TOC ", '"separate"', "1.项目", "3.项目", '"end"', "文"]
    found = [xml.index(word) for word in order]
    assert found == sorted(found)
    assert "w:name" not in xml


def test_a_title_over_the_contents_is_outside_the_field() -> None:
    title = Paragraph("目录", TextStyle(align=Align.CENTER), contents=True)
    page = PageDocument((title, Paragraph("1.项目\t1", contents=True)))
    xml = main_part(compose_docx(page)).decode()
    assert xml.index("目录") < xml.index(" TOC ") < xml.index("1.项目")
    read = read_docx(compose_docx(page))
    assert [(b.text, b.contents) for b in read.blocks if isinstance(b, Paragraph)] == [
        ("目录", True),
        ("1.项目\t1", True),
    ]


def test_other_programs_break_lines_and_pages_as_we_do() -> None:
    row = Row((Cell("一级指标", 0),), header=True)
    grid = Grid((50.0,), (row, Row((Cell("产出指标", 0),))))
    heading = Paragraph("1.项目", outline_level=2)
    parts = parts_of(compose_docx(PageDocument((heading, grid))))
    styles, body = parts["word/styles.xml"][0].decode(), parts["word/document.xml"][0].decode()
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid", "overflowPunct"):
        assert f'<w:{name} w:val="0"/>' in styles
    assert "<w:widowControl/>" in styles
    assert styles.count("<w:keepNext/>") == 9  # all levels of headings
    assert body.count("<w:keepNext/>") == 1  # the header row


def test_widths_agree_to_the_twip() -> None:
    columns = (10.01, 20.02, 33.33, 44.44)
    cells = (Cell("a", 0, 2), Cell("b", 2), Cell("c", 3))
    grid = Grid(columns, (Row(cells), Row((Cell("all", 0, 4),))))
    xml = main_part(compose_docx(PageDocument((grid,)))).decode()
    total = int(re.findall(r'<w:tblW w:w="(\d+)"', xml)[0])
    assert sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"', xml))) == total
    assert sum(map(int, re.findall(r'<w:tcW w:w="(\d+)"', xml))) == 2 * total
    assert 'w:tblLayout w:type="fixed"' in xml
    assert sum(whole_twips([0.3] * 7)) == round(0.3 * 7 * 1440 / 25.4)


def test_text_is_only_text() -> None:
    texts = ["<w:p/>", "&amp;", "=1+1", "]]>", "{page}", "{value}", "\ud800x\x07"]
    grid = Grid((20.0,), tuple(Row((Cell(text, 0),)) for text in texts))
    page = read_docx(compose_docx(PageDocument((*map(Paragraph, texts), grid))))
    expected = [*texts[:-1], "x"]
    assert [block.text for block in page.blocks if isinstance(block, Paragraph)] == expected
    assert [row.cells[0].text for row in page.grids[0].rows] == expected


def test_a_title_of_any_length() -> None:
    page = PageDocument((Grid((40.0,), (Row((Cell("甲", 0),)),)),), title="绩效" * 500)
    assert read_docx(compose_docx(page)).grids
    assert read_xlsx(compose_xlsx(page)).grids
