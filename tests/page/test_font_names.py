# SPDX-License-Identifier: MulanPSL-2.0
"""Which fonts a page names, whether they are there under some name, and what stands for them."""

from __future__ import annotations

import tomllib

import pytest

from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row, TextStyle
from fuyi_editor.page.font_names import families_on, missing, stand_in
from fuyi_editor.page.metrics import faces
from fuyi_editor.resource_files import resource


def page_of(*families: str) -> PageDocument:
    cells = tuple(
        Cell("文字" if family else " ", column, style=TextStyle(family=family or "隶书"))
        for column, family in enumerate(families)
    )
    grid = Grid((20.0,) * len(families), (Row(cells),))
    return PageDocument((Paragraph("标题", TextStyle(family="黑体")), grid))


def test_each_font_is_named_once_in_the_order_of_the_page():
    assert families_on(page_of("宋体", "仿宋_GB2312", "宋体", "黑体")) == (
        "黑体", "宋体", "仿宋_GB2312",
    )  # fmt: skip


def test_a_font_in_which_nothing_is_written_does_not_count():
    assert families_on(page_of("", "宋体")) == ("黑体", "宋体")


@pytest.mark.parametrize("name", ["SimSun", "simsun", "宋体"])
def test_a_font_is_there_under_any_of_its_names(name):
    assert missing(("宋体", "仿宋_GB2312"), {name, "DejaVu Sans"}) == ("仿宋_GB2312",)


def test_fonts_that_only_sound_alike_are_not_the_same():
    assert missing(("仿宋_GB2312", "新宋体"), {"FangSong", "SimSun"}) == ("仿宋_GB2312", "新宋体")


def test_a_font_of_no_other_name_is_looked_for_by_its_own():
    assert missing(("Noto Sans CJK SC",), {"noto sans cjk sc"}) == ()


def test_no_name_belongs_to_two_fonts():
    text = resource("fonts", "names.toml").read_text(encoding="utf-8")
    names = [name.casefold() for group in tomllib.loads(text)["same"] for name in group]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("family", "words"),
    [("宋体", "宋体"), ("仿宋_GB2312", "宋体"), ("方正小标宋简体", "宋体"), ("黑体", "黑体")],
)
def test_what_stands_for_a_font(family, words):
    assert stand_in(family) == words


def test_every_font_of_the_program_has_a_name_in_chinese():
    assert {stand_in(face.family) for face in faces()} == {"宋体", "黑体"}
