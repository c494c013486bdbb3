# SPDX-License-Identifier: MulanPSL-2.0
"""Text measuring: the widths of SimSun, and Chinese line breaking."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.page.metrics import (
    HANGING,
    NEVER_FIRST,
    NEVER_LAST,
    Face,
    Line,
    advance,
    ascent,
    break_lines,
    descent,
    face_for,
    faces,
    text_width,
)
from fuyi_editor.resource_files import resource
from tests.growth import assert_not_far_slower

SONG = face_for("宋体", bold=False)
CODE = "13020823P00002310001R"


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_metrics_and_bundled_files_name_each_other() -> None:
    entries = json.loads(resource("fonts", "metrics.json").read_text(encoding="utf-8"))["faces"]
    assert set(entries) == {path.name for path in resource("fonts").glob("*.otf")}
    assert {face.file for face in faces()} == set(entries)


@pytest.mark.parametrize("face", faces(), ids=lambda face: face.file)
def test_latin_is_half_an_em_and_chinese_is_whole(face: Face) -> None:
    assert {advance(chr(code), face) for code in range(0x20, 0x7F)} == {0.5}
    assert advance("\u00a0", face) == 0.5
    whole = "妇女目金月，。“”‘’…—·《》【】×÷±≥≤≠％‰℃㎡①⑳⑴ⅠⅫ☑☐✔√○●□■★→＜Ａ１　α々〇𬌗"
    assert {advance(char, face) for char in whole} == {1.0}
    assert 1.0 <= ascent(face) + descent(face) <= 1.2


def test_what_takes_no_room() -> None:
    assert text_width("e\u0301\u200b\r", SONG, 10) == 5.0


@pytest.mark.parametrize(
    ("name", "bold", "file"),
    [
        ("宋体", False, "FuyiSong-Regular.otf"),
        ("SimSun", True, "FuyiSong-Bold.otf"),
        ("新宋体", False, "FuyiSong-Regular.otf"),
        ("方正小标宋简体", False, "FuyiSong-Bold.otf"),
        ("方正小标宋_GBK", True, "FuyiSong-Bold.otf"),
        ("黑体", False, "FuyiHei-Regular.otf"),
        ("SimHei", True, "FuyiHei-Bold.otf"),
        ("微软雅黑", False, "FuyiHei-Regular.otf"),
        ("Microsoft YaHei UI", False, "FuyiHei-Regular.otf"),
        ("Times New Roman", False, "FuyiSong-Regular.otf"),
        ("Arial", True, "FuyiSong-Bold.otf"),
        ("不知名字体", False, "FuyiSong-Regular.otf"),
        ("", False, "FuyiSong-Regular.otf"),
    ],
)
def test_published_names_have_a_bundled_face(name: str, bold: bool, file: str) -> None:
    assert face_for(name, bold).file == file


@pytest.mark.parametrize(
    "name", ["仿宋_GB2312", "FangSong", "FangSong_GB2312", "仿宋", "楷体", "KaiTi"]
)
def test_fang_song_falls_back_to_song(name: str) -> None:
    assert face_for(name, bold=False).file == "FuyiSong-Regular.otf"
    assert face_for(name, bold=True).file == "FuyiSong-Bold.otf"  # no synthetic bold


@given(st.text(max_size=30), st.booleans())
def test_every_name_has_a_face(name: str, bold: bool) -> None:
    assert face_for(name, bold) in faces()


def test_width_is_in_points() -> None:
    assert text_width("培训≥95%", SONG, 10.5) == pytest.approx((3 + 3 * 0.5) * 10.5)
    assert text_width("", SONG, 10.5) == 0


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("", 5, [""]),
        ("产出指标", 4, ["产出指标"]),
        ("产出指标", 3, ["产出指", "标"]),
        ("开展培训，维护权益", 4, ["开展培", "训，维护", "权益"]),
        ("开展《权益》宣传", 3, ["开展", "《权", "益》宣", "传"]),
        ("完成率100%以上", 3.5, ["完成率", "100%以", "上"]),
        ("指标—说明", 2, ["指", "标—", "说明"]),
        ("等等……好", 3, ["等", "等……", "好"]),
        (CODE, 5, ["13020823P0", "0002310001", "R"]),
        ("编码" + CODE, 12, ["编码", CODE]),
        ("甲\n\n乙", 5, ["甲", "", "乙"]),
        ("甲\n", 5, ["甲", ""]),
        ("one two", 2, ["one ", "two"]),
        ("one   two", 2, ["one   ", "two"]),
        ("甲乙   ", 2, ["甲乙   "]),
        ("（ 甲乙", 2.5, ["（ 甲", "乙"]),
        ("目", 0.2, ["目"]),
        ("e\u0301e\u0301", 0.1, ["e\u0301", "e\u0301"]),
        ("（ 甲乙", -1.0, ["（ ", "甲", "乙"]),
    ],
)
def test_lines_break_as_chinese_is_set(text: str, ems: float, expected: list[str]) -> None:
    assert texts(break_lines(text, SONG, 10.0, ems * 10.0)) == expected


def test_first_line_is_indented_and_only_that() -> None:
    assert texts(break_lines("妇女儿童\n妇女儿童", SONG, 10.0, 40.0, 20.0)) == [
        "妇女",
        "儿童",
        "妇女儿童",
    ]


def test_trailing_spaces_take_no_width() -> None:
    assert break_lines("甲  ", SONG, 10.0, 50.0) == (Line("甲  ", 10.0),)


def test_a_size_of_nothing_breaks_nothing() -> None:
    assert texts(break_lines("甲乙 ", SONG, 0.0, 10.0)) == ["甲乙 "]


def test_a_huge_text_is_broken_in_linear_time() -> None:
    def broken(pieces: int) -> None:
        break_lines.cache_clear()
        assert len(break_lines("甲 " * pieces, SONG, 10.0, 20.0)) == pieces

    assert_not_far_slower(lambda: broken(40_000), than=lambda: broken(10_000))


pieces = st.sampled_from(
    [
        "妇",
        "女",
        "目",
        "培训，",
        "“三八”",
        "（万元）",
        "≥95%",
        "2023年",
        CODE,
        " ",
        "  ",
        "e\u0301",
        "……",
        "、",
        "《",
        "abc",
    ]
)
# No control characters: `clean_text` lets none into a book.
letters = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n")
any_text = st.one_of(st.text(letters, max_size=60), st.lists(pieces, max_size=30).map("".join))
sizes = st.sampled_from([9.0, 10.5, 12.0, 16.0, 22.0])
widths = st.floats(min_value=0.0, max_value=500.0, allow_nan=False)
indents = st.sampled_from([0.0, 24.0])
all_faces = st.sampled_from(faces())


@given(any_text, all_faces, sizes, widths, indents)
def test_lines_together_are_the_text(
    text: str, face: Face, size: float, width: float, indent: float
) -> None:
    for paragraph in text.split("\n"):
        lines = break_lines(paragraph, face, size, width, indent)
        assert "".join(texts(lines)) == paragraph
        assert all(line.text for line in lines) or not paragraph
    together = [break_lines(p, face, size, width) for p in text.split("\n")]
    assert break_lines(text, face, size, width) == sum(together, ())


@given(any_text, all_faces, sizes, widths, indents)
def test_no_line_is_wider_than_its_room(
    text: str, face: Face, size: float, width: float, indent: float
) -> None:
    for number, line in enumerate(break_lines(text, face, size, width, indent)):
        ink = line.text.rstrip(" \t")
        visible = [char for char in ink if advance(char, face)]
        assert line.width == pytest.approx(text_width(ink, face, size))
        room = width if number else width - indent
        assert line.width <= room + 0.001 or len(visible) <= 1
    for number, line in enumerate(break_lines(text, face, size, width, indent, hanging=True)):
        visible = [char for char in line.text.rstrip(" \t") if advance(char, face)]
        if visible and visible[-1] in HANGING:
            visible.pop()
        room = width if number else width - indent
        assert text_width("".join(visible), face, size) <= room + 0.001 or len(visible) <= 1


# Every piece is at most 6 em with what it clings to, so 12 em hold any two that cling together.
tame = st.sampled_from(
    ["妇", "女，", "（目）", "“三八”节", "2023年", "95%以上", "好。", "说——明", "“《法》”好"]
)


@given(st.lists(tame, max_size=40).map("".join), st.floats(min_value=12.0, max_value=40.0))
def test_punctuation_keeps_its_side(text: str, ems: float) -> None:
    lines = texts(break_lines(text, SONG, 10.5, ems * 10.5))
    for before, after in pairwise(lines):
        assert after[0] not in NEVER_FIRST
        assert before[-1] not in NEVER_LAST
        assert not (before[-1].isascii() and after[0].isascii())


def test_one_sign_hangs_over_the_edge_and_only_one() -> None:
    def hung(text: str) -> list[str]:
        return texts(break_lines(text, SONG, 10.0, 40.0, hanging=True))

    assert hung("妇女儿童。好") == ["妇女儿童。", "好"]
    assert hung("妇女儿童。”好") == ["妇女儿", "童。”好"]
    assert hung("妇女儿童”好") == ["妇女儿", "童”好"]
    assert hung("妇女儿童。") == ["妇女儿童。"]


@given(st.lists(tame, max_size=40).map("".join), st.floats(min_value=12.0, max_value=40.0))
def test_lines_are_filled(text: str, ems: float) -> None:
    lines = texts(break_lines(text, SONG, 10.5, ems * 10.5))
    for before in lines[:-1]:
        assert text_width(before, SONG, 1.0) > ems - 8  # no more is left than a piece that clings
