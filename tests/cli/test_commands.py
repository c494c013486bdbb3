# SPDX-License-Identifier: MulanPSL-2.0
"""The command line as a person uses it: real processes, exit codes, one sentence for each fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from tests.bad_files import CAUSES, make_bad_files

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


def fuyi(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "fuyi_editor", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("name", "projects", "indicators"), [("fengrun-2023", 4, 24), ("tianjin-2024", 7, 89)]
)
def test_convert_to_json(name, projects, indicators, tmp_path):
    done = fuyi("convert", DATA / f"{name}.docx", tmp_path / "x.json")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert len(data["projects"]) == projects
    rows = [
        indicator
        for project in data["projects"]
        for group in project["indicators"]
        for kind in group["kinds"]
        for indicator in kind["indicators"]
    ]
    assert len(rows) == indicators
    assert set(rows[0]["value"]) == {"text", "sign", "number", "unit", "kind"}
    assert '"id"' not in json.dumps(data)


def test_convert_names_what_a_layout_leaves_out(tmp_path):
    source = DATA / "fengrun-2023.docx"
    done = fuyi("convert", source, tmp_path / "x.docx", "--layout", "tianjin-project")
    assert done.returncode == 0
    assert "项目编码 4 处" in done.stderr


def test_convert_to_an_unknown_layout(tmp_path):
    done = fuyi("convert", DATA / "fengrun-2023.docx", tmp_path / "x.docx", "--layout", "x")
    assert done.returncode == 2
    assert "hebei-project" in done.stderr


def test_a_layout_is_learnt_and_used_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    sample = DATA / "menyuan-2023.docx"
    done = fuyi("learn", sample, "门源样式")
    assert done.returncode == 0
    assert "学成了版式“门源样式”" in done.stdout
    assert len(done.stderr.splitlines()) == 3  # places that the sample writes in its own way
    own = tmp_path / "fuyi-editor" / "layouts"
    (own / "坏的.toml").write_text("name = ", encoding="utf-8")
    listed = fuyi("layouts")
    assert listed.returncode == 0
    assert "门源样式（自己的）" in listed.stdout
    assert "版式文件“坏的.toml”：文件末尾附近写法有误" in listed.stderr
    used = fuyi("convert", sample, tmp_path / "x.docx", "--layout", "门源样式")
    assert used.returncode == 0
    again = fuyi("learn", sample, "门源样式")
    assert again.returncode == 2
    assert "请换一个" in again.stderr


def test_a_layout_is_learnt_into_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nowhere"))
    done = fuyi("learn", DATA / "zhanjiang-2021.docx", "湛江", "-o", tmp_path / "z.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert 'name = "湛江"' in (tmp_path / "z.toml").read_text(encoding="utf-8")
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_sample_teaches_nothing(tmp_path):
    bad = make_bad_files(tmp_path)
    for name in ("damaged", "no-table"):
        done = fuyi("learn", bad[name], "样式", "-o", tmp_path / "x.toml")
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert f"{name}.docx" in done.stderr
    assert not (tmp_path / "x.toml").exists()


def test_layouts_are_listed():
    done = fuyi("layouts")
    assert done.returncode == 0
    assert "hebei-project\t项目绩效目标表（河北）" in done.stdout


def test_check_finds_errors_and_says_so_with_its_exit_code():
    done = fuyi("check", DATA / "fengrun-2023.docx", "--json")
    assert done.returncode == 1
    findings = json.loads(done.stdout)
    rules = {(finding["rule"], finding["text"]) for finding in findings}
    assert ("C01", "≥1个") in rules
    assert sum(finding["rule"] == "A09" for finding in findings) == 4
    keys = {"file", "rule", "outcome", "severity", "project", "field", "text", "message"}
    assert keys <= set(findings[0])


def test_check_with_all_says_clean_too():
    done = fuyi("check", DATA / "fengrun-2023.docx", "--json", "--all")
    outcomes = {finding["outcome"] for finding in json.loads(done.stdout)}
    assert {"found", "clean", "not_applicable"} <= outcomes


def _odd_table(folder: Path) -> Path:
    """A table with a remark below it that is of no form."""
    document = docx.Document()
    document.add_paragraph("2024年绩效文本")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("项目名称", "培训"), ("预算数", "6.00")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("注：本表一式两份")
    document.save(str(folder / "odd.docx"))
    return folder / "odd.docx"


def test_read_tells_what_was_read_and_what_was_not(tmp_path):
    done = fuyi("read", _odd_table(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "没有认出版式，按标签读取" in lines
    assert "  1. 培训：0 条指标" in lines
    assert "表 1：项目“培训”：读入 2，标签 2" in lines
    assert lines[-1] == (
        "  表 1 后面的文字 第 1 段：注：本表一式两份（不是表格里的内容，原样保留）"
    )


def test_read_as_data(tmp_path):
    data = json.loads(fuyi("read", _odd_table(tmp_path), "--json").stdout)
    assert data["layout"] is None
    assert data["projects"] == [{"name": "培训", "indicators": 0}]
    (unread,) = data["unread"]
    assert (unread["text"], unread["row"]) == ("注：本表一式两份", None)
    assert [block["unread"] for block in data["blocks"]] == [0, 0, 1]
    data = json.loads(fuyi("read", DATA / "tianjin-2024.docx", "--json").stdout)
    assert (data["layout"], len(data["projects"]), data["indicators"]) == ("tianjin-project", 7, 89)
    assert data["unread"] == []


def test_read_of_a_file_without_a_page(tmp_path):
    fuyi("convert", DATA / "fengrun-2023.docx", tmp_path / "x.json")
    done = fuyi("read", tmp_path / "x.json")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "不是从表格读来的，没有逐处的报告"


def test_help_is_chinese():
    done = fuyi("--help")
    assert done.returncode == 0
    assert "用法" in done.stdout
    assert "usage" not in done.stdout
    done = fuyi("convert", "--help")
    assert "positional" not in done.stdout


def test_it_works_without_qt(tmp_path):
    """A folder without PySide6 ahead of the real one: everything but PDF must work."""
    blocker = tmp_path / "blocked" / "PySide6"
    blocker.mkdir(parents=True)
    (blocker / "__init__.py").write_text("raise ImportError('no Qt here')", encoding="utf-8")
    path = os.pathsep.join([str(blocker.parent), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "fuyi_editor", *map(str, arguments)]
        return subprocess.run(
            command, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    source = DATA / "fengrun-2023.docx"
    for target in ("x.docx", "x.xlsx", "x.json"):
        assert run("convert", source, tmp_path / target).returncode == 0
    refused = run("convert", source, tmp_path / "x.pdf")
    assert refused.returncode == 2
    assert "PySide6" in refused.stderr


@pytest.fixture
def bad_files(tmp_path) -> dict[str, Path]:
    return make_bad_files(tmp_path)


@pytest.mark.parametrize(("name", "cause"), list(CAUSES.items()))
def test_bad_input_gets_one_clear_sentence(name, cause, bad_files, tmp_path):
    for command in (
        ("convert", bad_files[name], tmp_path / "out.json"),
        ("check", bad_files[name]),
        ("read", bad_files[name]),
    ):
        done = fuyi(*command)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert f"{name}.docx" in done.stderr
        assert cause in done.stderr
    assert not (tmp_path / "out.json").exists()


def test_one_bad_file_does_not_stop_the_others(bad_files):
    done = fuyi("check", bad_files["damaged"], DATA / "fengrun-2023.docx")
    assert done.returncode == 2
    assert "C01" in done.stdout
