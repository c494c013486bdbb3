# SPDX-License-Identifier: MulanPSL-2.0
"""Layout files of the user's own: added to ours, or left out with one plain sentence each."""

from __future__ import annotations

import pytest

from fuyi_editor.layouts.definition.layout_file import LayoutError, load_layouts, read_layout
from fuyi_editor.resource_files import resource

OURS = resource("layouts", "hebei-project.toml").read_text(encoding="utf-8")
CODE = '{ text = "项目编码", style = "label" }, { text = "{code}", across = 2 },'

BROKEN = {
    "a key that is unknown": (
        ('taxonomy = "T2015"', 'taxonomie = "T2015"'),
        "版式文件“mine.toml”的 taxonomy：缺少 taxonomy 这一项，请补上。",
    ),
    "a value that may not be": (
        ('money_unit = "万元"', 'money_unit = "美元"'),
        '版式文件“mine.toml”的 money_unit：只能是 "万元"、"元"，不能是“美元”。',
    ),
    "broken grammar": (("[page]", "[page"), "第 11 行第 6 个字附近写法有误"),
    "half a file": (("", '"""'), "写法有误"),
    "two things at once": (('style = "cover"', "grid = [10.0]"), "的 [[book]] 第 1 段：每一段只能"),
    "an unknown key of a cell": (
        ('{ text = "{code}", across = 2 }', '{ text = "{code}", acros = 2 }'),
        "的 [[project]] 第 2 段 grid 的第 2 行第 2 格 acros：没有 acros 这一项（是不是 across？）",
    ),
    "a word for a number": (('"{code}", across = 2', '"{code}", across = "两"'), "应当是整数"),
    "an unknown field": (
        ('"{budget.total}"', '"{budget.tottal}"'),
        "的 [[project]] 第 2 段 grid 的第 3 行第 3 格：没有 {budget.tottal} 这个字段"
        "（是不是 {budget.total}？），请改正。",
    ),
    "an unknown field of a level": (('"{group.name}"', '"{group.nam}"'), "是不是 {group.name}？"),
    "a slot as a field": (('"{purpose}"', '"{indicators}"'), "没有 {indicators} 这个字段"),
    "an unknown style": (
        (f"{CODE}", CODE.replace('"label"', '"lable"')),
        "第 2 行第 1 格：[styles] 里没有名为“lable”的样式（是不是 label？）。",
    ),
    "a row too short": (
        (CODE, CODE.replace(", across = 2", "")),
        "第 2 行：这一行的格子连同上面跨下来的占 6 列，而表有 7 列；请看是不是少写了一格",
    ),
    "a row too long": (
        ('{ text = "{purpose}", across = 6 }', '"", { text = "{purpose}", across = 6 }'),
        "第 4 行：这一行的格子连同上面跨下来的占 8 列，而表有 7 列；请看是不是多写了一格",
    ),
    "a cell that leaves the table": (
        ('"{goals}", across = 6', '"{goals}", down = 2, across = 6'),
        "第 7 行：有格子向下跨到了表外",
    ),
    "a step that the plan lacks": (("step = 4", "step = 5"), "step = 5，而 spending_plan 里只有 4"),
    "something that does not repeat": (
        ('each = "indicators"', 'each = "indicator"'),
        "each 里没有“indicator”可以逐条列出（是不是 indicators？）",
    ),
    "a column without width": (("grid = [26.46", "grid = [-1"), "列宽都应当是大于 0"),
    "a column that is no number": (("grid = [26.46", "grid = [nan"), "列宽都应当是大于 0"),
    "margins without a page": (("top = 20", "top = 290"), "的 page：页边距太大"),
    "a font of no size": (("size = 10.5, line", "size = 0, line"), "0 磅不是合适的大小"),
    "no part at all": (("[[project]]", "[[projekt]]"), "没有 projekt 这一项"),
    "another layout that is not there": (
        ("spending_plan =", 'projects_layout = "henan"\nspending_plan ='),
        "的 projects_layout：没有名为“henan”的版式",
    ),
}


def test_the_layouts_that_come_with_the_program_are_without_fault():
    shelf = load_layouts()
    assert shelf.problems == ()
    assert len(shelf) == len(list(resource("layouts").glob("*.toml")))
    assert not any(shelf.is_own(name) for name in shelf)


def _own(text: str) -> str:
    return text.replace('name = "hebei-project"', 'name = "mine"')


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_left_out_with_one_plain_sentence(tmp_path, case):
    (old, new), sentence = BROKEN[case]
    text = _own(OURS)
    assert old in text
    broken = text.replace(old, new) if old else text + new
    (tmp_path / "mine.toml").write_text(broken, encoding="utf-8")
    shelf = load_layouts([tmp_path])
    assert "mine" not in shelf
    assert len(shelf.problems) == 1
    assert sentence in shelf.problems[0]
    assert shelf.problems[0].startswith("版式文件“mine.toml”")
    assert shelf.problems[0].count("。") == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("版式".encode("gbk"), "不是 UTF-8"),
        (b"", "缺少 name 这一项"),
        (b"a = " + b"[" * 5000, "括号套得太深"),
        (b"#" * 2_000_000, "文件太大"),
        (b"\0", "写法有误"),
    ],
)
def test_what_is_no_layout_at_all(tmp_path, data, sentence):
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(LayoutError, match=sentence):
        read_layout(path)


def test_an_own_layout_is_added_and_one_of_a_known_name_is_not(tmp_path):
    (tmp_path / "a.toml").write_text("\ufeff" + _own(OURS), encoding="utf-8")
    (tmp_path / "b.toml").write_text(OURS, encoding="utf-8")
    (tmp_path / "c.toml").mkdir()
    shelf = load_layouts([tmp_path])
    assert shelf.is_own("mine")
    assert list(shelf)[-1] == "mine"
    assert not shelf.is_own("hebei-project")
    (problem,) = shelf.problems
    assert "版式文件“b.toml”的 name：“hebei-project”已经是“hebei-project.toml”的名字" in problem


def test_a_shelf_reads_its_folder_anew(tmp_path):
    shelf = load_layouts([tmp_path / "layouts"])
    assert shelf.problems == ()
    (tmp_path / "layouts").mkdir()
    path = tmp_path / "layouts" / "mine.toml"
    path.write_text(_own(OURS), encoding="utf-8")
    shelf.reload()
    assert shelf.path("mine") == path
    path.unlink()
    shelf.reload()
    assert "mine" not in shelf
