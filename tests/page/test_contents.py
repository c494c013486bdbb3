# SPDX-License-Identifier: MulanPSL-2.0
"""Page numbers in the table of contents: right, kept while they stay, worked out in few rounds."""

from __future__ import annotations

import pytest

from fuyi_editor.page.contents import ContentsNumbers, with_page_numbers
from fuyi_editor.page.document import Binding, PageDocument, PageSetup, Paragraph
from fuyi_editor.page.paginate import paginate

SETUP = PageSetup(width=120, height=100, top=10, bottom=10, left=10, right=10)


def line(node: str, text: str) -> Paragraph:
    return Paragraph(text, contents=True, binding=Binding(node, "{name}"))


def heading(node: str, text: str, **kwargs) -> Paragraph:
    return Paragraph(text, outline_level=2, binding=Binding(node, "{name}"), **kwargs)


def book(*names: str, **kwargs) -> PageDocument:
    lines = [line(name, name) for name in names]
    headings = [heading(name, name, **kwargs) for name in names]
    return PageDocument((Paragraph("目录", contents=True), *lines, *headings), SETUP)


def numbers(document: PageDocument) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.contents][1:]


def test_each_line_gets_the_page_of_its_heading():
    numbered = with_page_numbers(book("甲", "乙", "丙", page_break_before=True))
    assert numbers(numbered) == ["甲\t2", "乙\t3", "丙\t4"]


def test_a_number_takes_the_place_of_an_older_one():
    document = PageDocument((line("a", "甲\t17"), heading("a", "甲")), SETUP)
    assert with_page_numbers(document).blocks[0].text == "甲\t1"


def test_lines_without_a_heading_stay_as_they_are():
    document = PageDocument((line("a", "甲"), Paragraph("目录", contents=True)), SETUP)
    assert with_page_numbers(document) is document


@pytest.mark.parametrize("count", [1, 12, 40, 120])
def test_the_numbers_are_those_of_the_finished_document(count):
    names = [f"{n}妇女儿童活动经费绩效目标表及其说明，很长很长的一个项目名称" for n in range(count)]
    numbered = with_page_numbers(book(*names))
    where = {
        numbered.blocks[block].text: page.number
        for page in reversed(paginate(numbered))
        for block in page.blocks
        if numbered.blocks[block].outline_level
    }
    assert numbers(numbered) == [f"{name}\t{where[name]}" for name in names]


def test_lines_whose_number_stays_are_the_same_objects():
    counter = ContentsNumbers()
    document = book("甲", "乙", page_break_before=True)
    before = counter.number(document)
    longer = document.with_blocks((*document.blocks, Paragraph("说明")))
    after = counter.number(longer)
    assert all(a is b for a, b in zip(before.blocks, after.blocks, strict=False))
