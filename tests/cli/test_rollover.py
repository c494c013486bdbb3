# SPDX-License-Identifier: MulanPSL-2.0
"""`rollover` as a person uses it: it lists, writes only when told to, and never the old file."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from tests.cli.test_commands import DATA, fuyi

MENYUAN = DATA / "menyuan-2023.docx"
FENGRUN = DATA / "fengrun-2023.docx"


def test_without_yes_it_lists_and_writes_nothing(tmp_path: Path):
    target = tmp_path / "新.docx"
    done = fuyi("rollover", MENYUAN, target, "--year", "2024")
    assert done.returncode == 2
    assert done.stderr == "没有写入“新.docx”；要写入请加 --yes。\n"
    assert not target.exists()
    assert "[√] 执委会经费 › 绩效目标：…" in done.stdout
    assert (
        "【2021→2024】年各项工作。　（更早的表留下来的：表上是 2023 年，这里还是 2021 年"
        in done.stdout
    )
    left = done.stdout.partition("不改的 2 处：")[2]
    assert "2021-2030年　（规划期间）" in left


def test_with_yes_it_writes_the_new_year(tmp_path: Path):
    before = MENYUAN.read_bytes()
    target = tmp_path / "新.docx"
    done = fuyi("rollover", MENYUAN, target, "--yes")
    assert (done.returncode, done.stderr) == (0, f"已写入“{target}”。\n")
    assert MENYUAN.read_bytes() == before
    submission = open_book(target, load_layouts()).submission
    assert submission.year == 2024
    assert submission.title == "门源县妇联2024年部门预算项目支出绩效目标公开表"
    found = json.loads(fuyi("check", target, "--json", "--rules", "E01,E03").stdout)
    assert found == []


def test_choices_and_json(tmp_path: Path):
    target = tmp_path / "新.docx"
    arguments = ("--codes", "clear", "--amounts", "clear", "--plan", "clear", "--json", "--yes")
    done = fuyi("rollover", FENGRUN, target, "--year", "2027", *arguments)
    data = json.loads(done.stdout)
    assert (data["from"], data["to"], data["written"]) == (2023, 2027, str(target))
    groups = {change["group"] for change in data["changes"]}
    assert groups == {"年度", "项目名称", "项目编码", "金额", "资金支出计划"}
    (name,) = (change for change in data["changes"] if change["group"] == "项目名称")
    assert name["after"] == "提前下达2027年省级妇女之家建设专项资金"
    assert (name["old"], name["new"], name["ticked"]) == ("2023", "2027", True)
    assert {left["phrase"] for left in data["left"]} == {"上年度", "今年"}
    for project in open_book(target, load_layouts()).submission.projects:
        assert (project.code, project.budget.total.text) == ("", "")
        assert {step.percent for step in project.spending_plan} == {""}


def test_a_date_on_the_cover_is_told(tmp_path: Path):
    document = docx.Document(str(FENGRUN))
    document.add_paragraph("二〇二三年二月")
    document.save(str(tmp_path / "表.docx"))
    done = fuyi("rollover", tmp_path / "表.docx", tmp_path / "新.docx", "--json")
    assert done.returncode == 2
    assert [left for left in json.loads(done.stdout)["left"] if left["place"] == "表外的文字"] == [
        {
            "place": "表外的文字",
            "field": "",
            "text": "二〇二三年二月",
            "phrase": "二〇二三年二月",
            "why": "不是可填的内容，保存后请在原来的软件里改",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((FENGRUN,), "新文件不能就是上年的文件“fengrun-2023.docx”，请另取一个名字。"),
        (("x.docx", "--year", "2023"), "新的年度应晚于上年的表（2023 年）"),
        (("x.docx", "--year", "3000"), "不晚于 2099 年，不能是 3000 年。"),
    ],
)
def test_what_is_refused(arguments: tuple[object, ...], sentence: str, tmp_path: Path):
    before = FENGRUN.read_bytes()
    done = fuyi("rollover", FENGRUN, *arguments, "--yes", cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert FENGRUN.read_bytes() == before
    assert not (tmp_path / "x.docx").exists()
