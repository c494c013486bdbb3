# SPDX-License-Identifier: MulanPSL-2.0
"""Revising .docx in place: rows, blocks and merges change, all other bytes stay."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.docx.revise import revise_docx
from fuyi_editor.page.document import Grid, Paragraph
from tests.files.builders import (
    PUBLISHED,
    SECTION,
    cell,
    main_part,
    make_docx,
    paragraph,
    row,
    table,
)
from tests.files.revising import (
    assert_only_changed,
    retyped,
    revise,
    sample,
    shown,
    span_of,
    tree_rows,
    type_into,
    with_rows,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["fengrun-2023", "tianjin-2024", "zhanjiang-2021", "guangzhou-2021"])
def published(request: pytest.FixtureRequest) -> bytes:
    return (PUBLISHED / f"{request.param}.docx").read_bytes()


def test_nothing_changed_is_the_same_bytes(published: bytes) -> None:
    page = read_docx(published)
    assert revise_docx(published, page, read_docx(published)) is published
    bound = page.with_blocks(tuple(replace(block, node="n1") for block in page.blocks))
    assert revise_docx(published, page, bound) is published


def test_row_is_dropped() -> None:
    data, page = sample("fengrun-2023")
    rows = tree_rows(page)
    revised = revise(data, with_rows(page, 1, *rows[:2], *rows[3:]))
    assert assert_only_changed(data, revised, rows[2]) == b""


def test_first_row_of_a_merged_group_is_dropped() -> None:
    data, page = sample("fengrun-2023")
    header, first, second, *rest = tree_rows(page)
    assert second.cells[0].continues
    # The label moves down with its own cell, as it stood in the file.
    moved = replace(second, cells=(first.cells[0], *second.cells[1:]))
    revised = revise(data, with_rows(page, 1, header, moved, *rest))
    assert shown(read_docx(revised).grids[1])[1][0] == "产出指标"
    label = main_part(data)[slice(*span_of(data, first.cells[0]))]
    assert label in main_part(revised)


def test_group_is_left_with_one_row() -> None:
    data, page = sample("fengrun-2023")
    header, first, second, third, fourth, *rest = tree_rows(page)
    assert [r.cells[0].continues for r in (first, second, third, fourth)] == [False] + [True] * 3
    alone = with_rows(page, 1, header, first, *rest)
    assert shown(read_docx(revise(data, alone)).grids[1])[2][0] == "效益指标"
    # A continued cell that becomes an anchor of its own.
    own = replace(second.cells[0], continues=False, text="新的一级")
    second = replace(second, cells=(own, *second.cells[1:]))
    split = with_rows(page, 1, header, first, second, third, fourth, *rest)
    xml = main_part(revise(data, split)).decode()
    assert re.search(r'<w:vMerge w:val="restart"/>(?:(?!</w:tc>).)*新的一级', xml)


def test_cell_becomes_part_of_the_merge_above() -> None:
    data, page = sample("tianjin-2024")
    rows = tree_rows(page)
    index = next(i for i, r in enumerate(rows) if i > 1 and not r.cells[0].continues)
    joined = replace(rows[index].cells[0], continues=True, text="")
    rows[index] = replace(rows[index], cells=(joined, *rows[index].cells[1:]))
    xml = main_part(revise(data, with_rows(page, 1, *rows)))
    assert main_part(data) != xml


def test_row_is_cloned_without_unique_ids() -> None:
    inner = (
        '<w:p w14:paraId="0A" w14:textId="0B"><w:bookmarkStart w:id="3" w:name="x"/>'
        '<w:commentRangeStart w:id="1"/><w:r><w:t>值</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r><w:bookmarkEnd w:id="3"/></w:p>'
    )
    data = make_docx(
        table(row(cell("a"), cell("b")), row(cell(inner), cell("d")).replace(
            "<w:tr>", '<w:tr w14:paraId="0C">'))
    )  # fmt: skip
    page = read_docx(data)
    first, second = page.grids[0].rows
    revised = revise(data, with_rows(page, 0, second, first, second, retyped(second, 0, "新值")))
    xml = main_part(revised)
    assert shown(read_docx(revised).grids[0]) == [
        ["值", "d"], ["a", "b"], ["值", "d"], ["新值", "d"],
    ]  # fmt: skip
    for once in (b'paraId="0A"', b'paraId="0C"', b"bookmarkStart", b"bookmarkEnd", b"commentRef"):
        assert xml.count(once) == 1


def test_rows_are_cloned_and_reordered_in_a_real_file() -> None:
    data, page = sample("tianjin-2024")
    rows = tree_rows(page)
    flat = [
        replace(r, cells=tuple(replace(c, continues=False, text=c.text or "项") for c in r.cells))
        for r in rows
    ]
    revise(data, with_rows(page, 1, flat[0], *flat[:0:-1], *flat[1:3]))


def test_blocks_are_cloned_dropped_and_reordered() -> None:
    data, page = sample("fengrun-2023")
    first = next(i for i, block in enumerate(page.blocks) if isinstance(block, Grid))
    heading, head, tree = page.blocks[first - 1], *page.grids[:2]
    assert isinstance(heading, Paragraph)
    named = replace(heading, text="5.新项目绩效目标表")
    added = (named, head, page.blocks[first + 1], tree)
    blocks = page.blocks[:-1] + added + page.blocks[-1:]
    revised = revise(data, page.with_blocks(blocks))
    xml = main_part(revised)
    names = re.findall(rb'bookmarkStart w:id="(\d+)"', xml)
    assert len(names) == len(set(names)) == 7
    _, end = span_of(data, page.blocks[-2])
    assert main_part(data)[:end] == xml[:end]
    revise(data, page.with_blocks(page.blocks[first + 4 :]))
    revise(data, page.with_blocks(page.blocks[: first - 1] + page.blocks[:first:-1]))


def test_dropping_a_paragraph_keeps_its_section_and_its_half_of_a_field() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        f"<w:p>{mark.format('begin')}<w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:t>a</w:t></w:r>"
        f"</w:p><w:p><w:r><w:t>b</w:t></w:r>{mark.format('end')}</w:p>"
        + paragraph("c", SECTION) + paragraph("d") + SECTION
    )  # fmt: skip
    data = make_docx(body)
    page = read_docx(data)
    revised = revise_docx(data, page, page.with_blocks(page.blocks[1:2] + page.blocks[3:]))
    blocks = read_docx(revised).blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["", "b", "", "d"]
    xml = main_part(revised)
    assert (xml.count(b"fldChar "), xml.count(b"<w:sectPr>")) == (2, 2)


def test_wrappers_and_bookmarks_between_pieces_stay() -> None:
    glue = '<w:bookmarkStart w:id="1" w:name="a"/>'
    inner = table(
        f"{glue}<w:sdt><w:sdtPr><w:id w:val='7'/></w:sdtPr><w:sdtContent>{row(cell('a'))}"
        f"</w:sdtContent></w:sdt>{row(cell('b'))}<w:bookmarkEnd w:id='1'/>",
        widths=(1440,),
    )
    body = f"{paragraph('x')}<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    data = make_docx(body + SECTION)
    page = read_docx(data)
    first, second = page.grids[0].rows
    revised = revise(data, with_rows(page, 0, retyped(first, 0, "new"), first, second))
    assert glue.encode() in main_part(revised)
    revise(data, with_rows(page, 0, second, first))
    revise(data, with_rows(page, 0, second))
    none = page.with_blocks(page.blocks[:1])
    assert b"<w:sdtContent></w:sdtContent>" in main_part(revise(data, none))


def test_office_programs_open_the_results(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    data, page = sample("fengrun-2023")
    rows = tree_rows(page)
    extra = retyped(retyped(rows[2], 2, "新增指标名"), 4, "≥77个")
    grown = with_rows(type_into(page, 0, (5, 1), "5%"), 1, *rows[:3], extra, *rows[3:])
    second, tianjin = sample("tianjin-2024")
    header, first, below, *rest = tree_rows(tianjin)
    shrunk = with_rows(
        tianjin, 1, header, replace(below, cells=(first.cells[0], *below.cells[1:])), *rest
    )
    (tmp_path / "grown.docx").write_bytes(revise(data, grown))
    (tmp_path / "shrunk.docx").write_bytes(revise(second, shrunk))
    subprocess.run(
        [
            soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(tmp_path),
            str(tmp_path / "grown.docx"), str(tmp_path / "shrunk.docx"),
        ],
        check=True, capture_output=True, timeout=50,
    )  # fmt: skip
    printed = {
        name: subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / f"{name}.pdf"), "-"],
            check=True, capture_output=True, text=True,
        ).stdout
        for name in ("grown", "shrunk")
    }  # fmt: skip
    assert "新增指标名" in printed["grown"]
    assert "≥77" in printed["grown"]
    assert "公益培训场次" in printed["shrunk"]
    assert "公益活动场次" not in printed["shrunk"]


def test_packages_keep_comment_and_order(tmp_path: Path) -> None:
    data = make_docx(paragraph("a"), extra={"word/media/z.bin": b"\x00" * 10, "a.txt": "x"})
    (tmp_path / "f.docx").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "f.docx", "a") as archive:
        archive.comment = b"note"
    data = (tmp_path / "f.docx").read_bytes()
    page = read_docx(data)
    revised = revise(data, page.with_blocks((replace(page.blocks[0], text="b"),)))
    (tmp_path / "g.docx").write_bytes(revised)
    with zipfile.ZipFile(tmp_path / "g.docx") as archive:
        assert archive.comment == b"note"
