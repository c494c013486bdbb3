# SPDX-License-Identifier: MulanPSL-2.0
"""What is added to a PDF: the old file stays whole in front of it, and readers find the new."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.pdf.finish import PdfContent, finish_pdf
from fuyi_editor.files.pdf.update import PdfUpdate, text_string
from fuyi_editor.page.bookmarks import Bookmark
from tests.files.qt_pdf import qt_like_pdf

LEVELS = st.lists(st.integers(1, 4), min_size=1, max_size=12)


def toc(data: bytes) -> list[tuple[int, str, int]]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index())
            for mark in document.get_toc()
        ]
    finally:
        document.close()


def metadata(data: bytes) -> dict[str, str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return document.get_metadata_dict()
    finally:
        document.close()


def characters(data: bytes) -> str:
    """What the glyphs stand for by the map that is valid, the last one in the file."""
    valid = data[data.rindex(b"endcodespacerange") : data.rindex(b"endcmap")]
    codes = re.findall(rb"<\w{4}> (?:<\w{4}> )?<(\w+)>\n", valid)
    return b"".join(map(bytes.fromhex, map(bytes.decode, codes))).decode("utf-16-be").strip("\0")


@given(LEVELS)
def test_bookmarks_are_a_tree_in_reading_order(levels):
    marks = tuple(
        Bookmark(f"第{number}处（{level}）", level, number % 3, 72.0)
        for number, level in enumerate(levels)
    )
    data = qt_like_pdf(pages=3)
    done = finish_pdf(data, PdfContent("", {}, "某县妇联", marks))
    assert done.startswith(data)
    found = toc(done)
    assert [(title, page) for _, title, page in found] == [(m.title, m.page) for m in marks]
    for (depth, *_), (before, *_), level, above in zip(
        found[1:], found, levels[1:], levels, strict=False
    ):
        # Deeper than the one before exactly if its level is.
        assert (depth > before) == (level > above)
    assert metadata(done)["Author"] == "某县妇联"
    assert metadata(done)["Title"] == "测试"
    assert done.count(b"/Lang (zh-CN)") == 1


def test_without_anything_to_add_only_the_table_is_written():
    data = qt_like_pdf(pages=1)
    done = finish_pdf(data, PdfContent("", {}))
    assert toc(done) == []
    assert len(pypdfium2.PdfDocument(done)) == 1


@pytest.mark.parametrize(
    ("codes", "text", "far", "wanted"),
    [
        ("⽬⽉", "目月", "", "目月"),
        ("⺠⻓", "民长", "", "民长"),
        ("⽬", "⽬", "", "⽬"),
        ("⽬", "目⽬", "", "⽬"),
        ("\t甲", " 甲", "", " 甲"),
        ("甲\0乙\0", "甲乙𬱖𬭎", "𬱖𬭎", "甲𬱖乙𬭎"),
        ("甲\0", "甲𬱖𬭎", "𬱖𬭎", "甲"),  # not as many as are missing: nothing is guessed
    ],
)
def test_glyphs_stand_for_the_characters_on_the_pages(codes, text, far, wanted):
    data = qt_like_pdf(pages=1, codes=codes)
    done = finish_pdf(data, PdfContent(text, {"Own-Font": far}))
    assert characters(done) == wanted


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"%PDF-1.5\nstartxref\n9\n%%EOF"])
def test_another_kind_of_file_is_refused(data):
    with pytest.raises(ValueError, match="classic"):
        PdfUpdate(data)


def test_texts_are_written_as_utf_16():
    assert text_string("目(𬱖)") == b"<FEFF76EE0028D873DC560029>"
