# SPDX-License-Identifier: MulanPSL-2.0
"""The PDF: every text can be copied out again, the fonts are inside, the paper is right."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

pytest.importorskip("PySide6")

from fuyi_editor.page.document import Binding, Cell, Grid, PageDocument, PageSetup, Paragraph, Row
from fuyi_editor.page.document import TextStyle as Style
from fuyi_editor.ui.page.view import PageView
from fuyi_editor.ui.printing.pdf_export import write_pdf
from tests.ui.printing.poppler import TOOLS, folded, run

TEXTS = (
    "13020823P00002310001R",
    "用于评选“三八”先进个人、集体，开展慰问活动等",
    "妇女目标金额月用一页支日食",  # these come out as Kangxi radicals from other fonts
    "≥95%、≤1万元/次（2023年12月底前）",
    "1.创建“美丽庭院”\n2.完成率—100％…",
    "ABC 123 abc-def_ghi@x.cn",
)


def table(texts=TEXTS) -> PageDocument:
    rows = tuple(Row((Cell(f"第{n}行", 0), Cell(text, 1))) for n, text in enumerate(texts))
    title = Paragraph("绩效目标表", Style("黑体", 16, True), 1)
    return PageDocument((title, Grid((30.0, 60.0), rows)), PageSetup(footer="{page}/{pages}"), "表")


@TOOLS
@pytest.mark.usefixtures("qapp")
def test_every_text_can_be_copied_out(tmp_path):
    text = folded(run("pdftotext", "-raw", data=write_pdf(table()), tmp_path=tmp_path))
    for number, wanted in enumerate(TEXTS):
        assert f"第{number}行" + folded(wanted) in text
    assert "1/1" in text


@TOOLS
@pytest.mark.usefixtures("qapp")
def test_fonts_are_inside_and_the_paper_is_right(tmp_path):
    landscape = PageDocument(
        (*table().blocks, Paragraph("二", page_break_before=True)),
        PageSetup(width=297, height=210),
        "横向",
    )
    data = write_pdf(landscape)
    info = run("pdfinfo", data=data, tmp_path=tmp_path)
    assert re.search(r"Pages:\s+2\n", info)
    assert re.search(r"Page size:\s+84[12](\.\d+)? x 59[45]", info)
    assert re.search(r"Title:\s+横向\n", info)
    assert re.search(r"Creator:\s+Fuyi Editor", info)
    fonts = run("pdffonts", data=data, tmp_path=tmp_path).splitlines()[2:]
    assert fonts
    assert all(re.search(r"Identity-H\s+yes\s+yes\s+yes", line) for line in fonts)


@pytest.mark.usefixtures("qapp")
def test_marks_of_the_screen_are_not_in_the_pdf(qtbot):
    def content(data: bytes) -> bytes:
        return re.sub(rb"(?s)/CreationDate.*?\)|/ID \[.*?\]|<\?xpacket.*?end=.w.\?>", b"", data)

    rows = (Row((Cell("甲", 0, binding=Binding("n", "{name}")),)),)
    document = PageDocument((Grid((40.0,), rows),))
    before = content(write_pdf(document))
    view = PageView()
    qtbot.addWidget(view)
    view.set_document(document)
    view.set_highlights({("n", "name"): "error"})
    view.show_node("n", "name")
    view.show()
    view.grab()
    assert content(write_pdf(document)) == before
    assert b"/Subtype /Image" not in before


@TOOLS
def test_it_works_without_a_window(tmp_path):
    code = (
        "import sys; from fuyi_editor.page.document import *;"
        "from fuyi_editor.ui.printing.pdf_export import write_pdf;"
        "d = PageDocument((Paragraph('无窗口'),));"
        "assert write_pdf(d)[:5] == b'%PDF-'; sys.stdout.buffer.write(write_pdf(d))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    text = run("pdftotext", data=done.stdout, tmp_path=tmp_path)
    assert text.strip() == "无窗口"
