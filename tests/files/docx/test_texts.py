# SPDX-License-Identifier: MulanPSL-2.0
"""Revising texts in .docx: fonts, runs, paragraphs and all other bytes stay."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.docx.revise import revise_docx
from fuyi_editor.page.document import Paragraph
from tests.files.builders import (
    OFFICE,
    STRICT,
    WORD,
    cell,
    document,
    links,
    main_part,
    make_docx,
    package,
    paragraph,
    row,
    table,
)
from tests.files.revising import (
    MAIN,
    assert_only_changed,
    retyped,
    revise,
    sample,
    span_of,
    type_into,
    with_rows,
)

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("name", "grid", "where", "text"),
    [
        ("fengrun-2023", 0, (2, 2), "7.50"),
        ("fengrun-2023", 0, (5, 1), "5%"),
        ("fengrun-2023", 0, (6, 1), "1.评选“三八”先进个人、集体\n2.只此一项\n3.宣传法律常识"),
        ("fengrun-2023", 0, (6, 1), "3.宣传法律常识、惠民政策"),
        ("fengrun-2023", 0, (6, 1), "0.开头\n1.评选“三八”先进个人、集体\n尾\n又"),
        ("fengrun-2023", 0, (6, 1), ""),
        ("fengrun-2023", 0, (0, 0), " 前后空格 "),
        ("fengrun-2023", 1, (1, 4), "≥6次\t<&>\"'"),
        ("tianjin-2024", 0, (1, 1), "2025年服务妇女儿童公益项目"),
        ("tianjin-2024", 0, (2, 6), "1.00"),
        ("tianjin-2024", 1, (1, 0), "成本指标"),
        ("zhanjiang-2021", 0, (0, 0), "𠮷"),
    ],
)
def test_one_cell_changes_and_nothing_else(
    name: str, grid: int, where: tuple[int, int], text: str
) -> None:
    data, page = sample(name)
    revised = revise(data, type_into(page, grid, where, text))
    before = page.grids[grid].rows[where[0]].cells[where[1]]
    written = assert_only_changed(data, revised, before)
    assert b"xmlns" not in written
    after = read_docx(revised).grids[grid].rows[where[0]].cells[where[1]]
    assert after.style == before.style


def test_unchanged_lines_and_ends_keep_their_bytes() -> None:
    data, page = sample("fengrun-2023")
    target = page.grids[0].rows[6].cells[1]
    start, end = span_of(data, target)
    lines = re.findall(rb"<w:p>.*?</w:p>", main_part(data)[start:end], re.DOTALL)
    text = target.text.replace("2.开展", "2.积极开展")
    written = assert_only_changed(data, revise(data, type_into(page, 0, (6, 1), text)), target)
    kept = re.findall(rb"<w:p>.*?</w:p>", written, re.DOTALL)
    assert [kept[0], kept[2]] == [lines[0], lines[2]]


RUNS = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗体</w:t></w:r><w:proofErr/><w:r><w:t>普通</w:t></w:r>"
    '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> 斜</w:t><w:tab/><w:t>体</w:t></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("粗体普通 斜\t体", "[b:粗体][普通][i: 斜⇥体]"),
        ("粗字普通 斜\t体", "[b:粗字][普通][i: 斜⇥体]"),
        ("粗体很普通 斜\t体", "[b:粗体很][普通][i: 斜⇥体]"),
        ("很粗体普通 斜\t体", "[b:很粗体][普通][i: 斜⇥体]"),
        ("粗体普通 斜\t体。", "[b:粗体][普通][i: 斜⇥体。]"),
        ("粗新\t体", "[b:粗新][i:⇥体]"),
        ("粗体普通 斜体", "[b:粗体][普通][i: 斜体]"),
        ("粗体普通 斜中体", "[b:粗体][普通][i: 斜中体]"),
        ("粗体普\n\t通 斜\t体", "[b:粗体][普⏎⇥通][i: 斜⇥体]"),
        ("体", "[b:][i:体]"),
        ("新", "[b:新]"),
        ("", "[b:]"),
    ],
)
def test_runs_keep_their_formats(text: str, expected: str) -> None:
    data = make_docx(RUNS)
    page = read_docx(data)
    block = page.blocks[0]
    assert isinstance(block, Paragraph)
    revised = revise(data, page.with_blocks((replace(block, text=text),)))
    xml = main_part(revised).decode()
    runs = re.findall(r"<w:r>(.*?)</w:r>", xml)
    found = ""
    for run in runs:
        run = run.replace("<w:tab/>", "⇥").replace("<w:br/>", "⏎")
        kind = re.search(r"<w:rPr><w:(\w)/></w:rPr>", run)
        found += f"[{kind[1] + ':' if kind else ''}{re.sub(r'<[^>]*>', '', run)}]"
    assert found == expected
    if text:
        # Emptied and typed again, the text takes up the run left behind.
        source = read_docx(revised)
        emptied = revise(revised, source.with_blocks((replace(source.blocks[0], text=""),)))
        typed = revise(emptied, source.with_blocks((replace(source.blocks[0], text="再"),)))
        xml = main_part(typed).decode()
        assert re.search(r"<w:r><w:rPr><w:b/></w:rPr><w:t[^>]*>再</w:t></w:r>", xml)


def test_text_in_an_empty_cell_takes_the_nearest_font() -> None:
    bold = paragraph("标签", run='<w:b/><w:sz w:val="30"/>')
    near = paragraph("值", run='<w:sz w:val="24"/>')
    mark = paragraph("", '<w:rPr><w:sz w:val="18"/></w:rPr>')
    data = make_docx(
        table(
            row(cell(bold), cell(""), cell(near)),
            row(cell("<w:p/>"), cell(mark), cell("")),
            widths=(900, 900, 900),
        )
    )
    page = read_docx(data)
    rows = [
        retyped(page.grids[0].rows[0], 1, "甲"),
        retyped(retyped(page.grids[0].rows[1], 0, "乙"), 1, "丙"),
    ]
    xml = main_part(revise(data, with_rows(page, 0, *rows))).decode()
    for text, size in (("甲", 24), ("乙", 24), ("丙", 18)):
        run = f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r>'
        assert run in xml
    assert "xmlns" not in xml[xml.index("<w:body>") :]


def test_paragraph_with_line_breaks_stays_one_paragraph() -> None:
    data = make_docx(table(row(cell("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"))))
    page = read_docx(data)
    revised = revise(data, type_into(page, 0, (0, 0), "a\nneu\nb\nc"))
    assert main_part(revised).count(b"<w:p>") == 1


def test_texts_are_cleaned_of_what_xml_cannot_hold() -> None:
    data, page = sample("fengrun-2023")
    revised = revise_docx(data, page, type_into(page, 0, (2, 2), "7\x0b.\ud8005\r\n0\uffff\x00"))
    assert read_docx(revised).grids[0].rows[2].cells[2].text == "7.5\n0"


def test_strict_utf16_part_is_revised() -> None:
    begin = "<w:vMerge w:val='restart'/>"
    body = table(row(cell("a", begin), cell("b")), row(cell("", "<w:vMerge/>")))
    text = document(body, STRICT)
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": links(("officeDocument", MAIN)),
            MAIN: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"),
        }
    )
    page = read_docx(data)
    revised = main_part(revise_docx(data, page, type_into(page, 0, (0, 1), "改")))
    declared = '<?xml version="1.0" encoding="UTF-8"?>'
    start, end = (revised.decode().index(mark) for mark in ("<w:tc><w:tcPr/>", "</w:tc></w:tr>"))
    old = text.index("<w:tc><w:tcPr></w:tcPr>"), text.index("</w:tc></w:tr>")
    assert revised.decode()[:start] == declared + text[: old[0]]
    assert revised.decode()[end:] == text[old[1] :]
    assert ">改</w:t>" in revised.decode()[start:end]
    assert STRICT in revised.decode()
    assert WORD not in revised.decode()


def test_declarations_below_the_root_hold() -> None:
    body = f'<x:p xmlns:x="{WORD}"><x:r><x:t>a</x:t></x:r></x:p>'
    inner = f'<x:tbl xmlns:x="{WORD}"><x:tr><x:tc>{body}</x:tc></x:tr></x:tbl>'
    data = make_docx(inner)
    page = read_docx(data)
    revised = main_part(revise(data, type_into(page, 0, (0, 0), "b\nc"))).decode()
    assert "<x:t>b</x:t>" in revised
    assert revised.count("xmlns:x") == 2
    assert OFFICE in revised
