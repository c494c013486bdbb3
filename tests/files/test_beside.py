# SPDX-License-Identifier: MulanPSL-2.0
"""What a file holds besides its body and the cells of visible sheets is told, and stays."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl

from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.report.export import reading_lines
from fuyi_editor.layouts.report.places import page_reading
from fuyi_editor.model.edits import SetField
from fuyi_editor.page.document import Aside
from tests.files.builders import WORD, cell, links, make_docx, paragraph, row, table

if TYPE_CHECKING:
    from pathlib import Path

LAYOUTS = load_layouts()
DRAWN = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
INNER = f"<w:txbxContent>{paragraph('盖章处')}{paragraph('（公章）')}</w:txbxContent>"
BOX = (
    f'<w:p><w:r><mc:AlternateContent {DRAWN}><mc:Choice Requires="wps"><wps:txbx>{INNER}</wps:txbx>'
    f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{INNER}</v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
FORM = table(row(cell("项目名称"), cell("培训经费")), row(cell("绩效目标"), cell("培训妇女")))


def _notes(kind: str, *texts: str) -> str:
    inner = "".join(f'<w:{kind} w:id="{n}">{paragraph(t)}</w:{kind}>' for n, t in enumerate(texts))
    return (
        f'<w:{kind}s xmlns:w="{WORD}"><w:{kind} w:id="-1" w:type="separator">'
        f"{paragraph('———')}</w:{kind}>{inner}</w:{kind}s>"
    )


def _docx() -> bytes:
    extra = {
        "word/_rels/document.xml.rels": links(
            ("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml"),
            ("header", "header1.xml"), ("header", "header2.xml"), ("header", "gone.xml"),
        ),
        "word/footnotes.xml": _notes("footnote", "按年初计划填报", ""),
        "word/endnotes.xml": "<broken",
        "word/header1.xml": f'<w:hdr xmlns:w="{WORD}">{paragraph("预算08表")}</w:hdr>',
        "word/header2.xml": f'<w:hdr xmlns:w="{WORD}">{paragraph("")}</w:hdr>',
    }  # fmt: skip
    return make_docx(BOX + FORM, extra=dict(extra))


def test_texts_beside_the_body_of_a_word_file() -> None:
    page = read_docx(_docx())
    assert page.beside == (
        Aside("文本框", "盖章处\n（公章）"),
        Aside("脚注", "按年初计划填报"),
        Aside("页眉", "预算08表"),
    )
    assert read_docx(make_docx(FORM)).beside == ()


def test_the_report_tells_them_and_saving_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_docx())
    book = open_book(path, LAYOUTS)
    assert "3 处文字未识别（原样保留）" in book.report.summary()
    assert book.source
    reading = page_reading(book.source.page, book.layout, book.report, "")
    lines = list(reading_lines(book.submission, book.layout, book.report, reading))
    assert lines[-3:] == [
        "  文本框：盖章处 （公章）（不在正文和表格里，没有读，原样保留）",
        "  脚注：按年初计划填报（不在正文和表格里，没有读，原样保留）",
        "  页眉：预算08表（不在正文和表格里，没有读，原样保留）",
    ]
    project = book.submission.projects[0]
    after = SetField(node=project.id, field="name", text="慰问").apply(book.submission)
    save_book(book, after, path)
    again = open_book(path, LAYOUTS)
    assert again.source
    assert again.source.page.beside == book.source.page.beside
    assert again.submission.projects[0].name == "慰问"


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = (
    f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><xdr:sp>'
    "<xdr:txBody><a:p><a:r><a:t>请</a:t></a:r><a:r><a:t>盖章</a:t></a:r></a:p><a:p/></xdr:txBody>"
    "</xdr:sp></xdr:wsDr>"
)


def test_hidden_sheets_and_text_boxes_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["项目名称", "培训经费"])
    for name, state in (("上年", "hidden"), ("字典", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    saved = io.BytesIO()
    book.save(saved)
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr(name, links(("drawing", "../drawings/drawing1.xml")))
        archive.writestr("xl/drawings/drawing1.xml", SHAPE)
    assert read_xlsx(saved.getvalue()).beside == (
        Aside("工作表“Sheet”的文本框", "请盖章"),
        Aside("隐藏的工作表", "上年"),
    )
