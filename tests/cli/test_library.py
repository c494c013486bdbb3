# SPDX-License-Identifier: MulanPSL-2.0
"""`library` as a person uses it: search, collect, export, change in a workbook, import."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import DATA, ROOT, fuyi


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch) -> Path:
    """The user's data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "fuyi-editor" / "library"


def test_searching_by_initials_puts_the_kind_first(own_folder: Path) -> None:
    done = fuyi("library", "search", "pxrs", "--kind", "数量")
    assert (done.returncode, done.stderr) == (0, "")
    first, *_ = done.stdout.splitlines()
    assert first.split("\t")[:4] == ["培训人数", "数量指标", "≥100人", "计划标准"]
    assert (own_folder / "library.sqlite").exists()
    found = json.loads(fuyi("library", "search", "满意度", "--json").stdout)
    assert len(found) > 30
    assert set(found[0]) >= {"name", "kind", "value", "unit", "basis", "origin", "year", "own"}
    assert "没有“qqqq”" in fuyi("library", "search", "qqqq").stdout


def test_collecting_a_folder_tells_what_came_of_each_file(tmp_path: Path) -> None:
    folder = tmp_path / "历年"
    folder.mkdir()
    shutil.copy(DATA / "tianjin-2024.docx", folder / "天津.docx")
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04 nothing")
    done = fuyi("library", "add", folder)
    assert done.returncode == 2
    assert done.stdout.startswith("天津.docx：新增 ")
    assert "坏的.docx" in done.stderr
    again = fuyi("library", "add", folder / "天津.docx")
    assert (again.returncode, again.stdout) == (0, "天津.docx：新增 0 条，合并 89 条。\n")
    found = json.loads(fuyi("library", "search", "新农学堂", "--json").stdout)
    assert {(entry["origin"], entry["year"], entry["own"]) for entry in found} == {
        ("天津.docx（2024年）", 2024, True)
    }
    empty = tmp_path / "空"
    empty.mkdir()
    assert "没有能打开的文件" in fuyi("library", "add", empty).stderr


def test_out_to_a_workbook_and_in_again(tmp_path: Path) -> None:
    path = tmp_path / "指标库.xlsx"
    done = fuyi("library", "export", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("导出了 300 条指标")
    book = openpyxl.load_workbook(path)
    sheet = book["指标库"]
    assert [cell.value for cell in sheet[1]][:3] == ["三级指标", "一级指标", "二级指标"]
    sheet["D2"] = "≥77场"
    sheet.append(["木兰有约活动场次", "产出", "数量", "≥12场"])
    sheet.append(["没有这样的二级", "产出", "次数", "≥12场"])
    book.save(path)
    done = fuyi("library", "import", path)
    assert done.returncode == 2
    assert done.stdout == "新增 1 条，合并 300 条，没有导入 1 条。\n"
    assert done.stderr.startswith("第 303 行没有导入：二级指标“次数”认不出来")
    assert "木兰有约活动场次\t数量指标\t≥12场" in fuyi("library", "search", "mlyy").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "没有/这个/x.xlsx"), "没有保存“x.xlsx”"),
        (("import", "没有.xlsx"), "打不开“没有.xlsx”：文件不存在"),
        ((), "参数不对"),
    ],
)
def test_wrong_arguments_get_one_sentence(tmp_path: Path, arguments, words: str) -> None:
    done = fuyi("library", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_damaged_library_is_told_and_the_search_goes_on(own_folder: Path) -> None:
    own_folder.mkdir(parents=True)
    (own_folder / "library.sqlite").write_bytes(b"nothing" * 100)
    done = fuyi("library", "search", "pxrs")
    assert done.returncode == 0
    assert "培训人数" in done.stdout
    assert done.stderr.startswith("指标库文件已损坏")


def test_no_other_command_waits_for_the_library() -> None:
    code = (
        "import sys; from fuyi_editor.cli import commands; commands.argument_parser();"
        "print([name for name in ('sqlite3', 'pypinyin') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode().strip() == "[]"
