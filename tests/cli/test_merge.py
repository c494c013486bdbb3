# SPDX-License-Identifier: MulanPSL-2.0
"""`merge` as the city-level office uses it: a folder of what the counties sent."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from fuyi_editor import __main__ as program
from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.model.nodes import Party
from tests.cli.test_commands import DATA, fuyi
from tests.yearly.units import LAYOUTS

UNITS = ("丰润", "路南", "路北", "古冶")


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """Four copies of the published file under four units."""
    folder = tmp_path_factory.mktemp("sent")
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    for number, name in enumerate(UNITS, 1):
        unit = Party(code=f"71300{number}", name=f"唐山市{name}区妇女联合会")
        projects = tuple(project.but(unit=unit) for project in book.submission.projects)
        changed = book.submission.but(unit=unit, projects=projects)
        save_book(book, changed, folder / f"{name}.docx")
    return folder


@pytest.fixture
def folder(sent: Path, tmp_path: Path) -> Path:
    """What was sent, one file of it twice, and one damaged on the way."""
    shutil.copytree(sent, tmp_path / "收")
    shutil.copy(sent / "路南.docx", tmp_path / "收" / "路南（再发）.docx")
    (tmp_path / "收" / "坏.docx").write_bytes((sent / "路北.docx").read_bytes()[:3000])
    return tmp_path / "收"


def projects_of(path: Path) -> list[tuple[str, str]]:
    return [(p.unit.name, p.name) for p in open_book(path, LAYOUTS).submission.projects]


def test_the_totals_are_right_and_each_conflict_and_damaged_file_is_named(folder: Path) -> None:
    done = fuyi("merge", folder, "-o", folder.parent / "汇总.docx")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "打不开“坏.docx”" in done.stderr
    assert "读了 5 个文件，读不出来 1 个；汇总 4 个文件、4 个单位、16 个项目。" in done.stdout
    assert "合计：82.00 万元（财政资金 82.00）" in done.stdout
    assert "  唐山市古冶区妇女联合会：4 个项目，20.50 万元" in done.stdout
    assert "重复的文件：“路南.docx”、“路南（再发）.docx”的内容完全一样" in done.stdout
    assert done.stdout.count("  项目编码相同：") == 4
    written = projects_of(folder.parent / "汇总.docx")
    assert len(written) == 16
    assert {unit for unit, _ in written} == {f"唐山市{name}区妇女联合会" for name in UNITS}


def test_the_list_is_a_workbook_with_sums(folder: Path) -> None:
    out = folder.parent / "清单.xlsx"
    (folder / "坏.docx").unlink()
    done = fuyi("merge", folder, "-o", out, "--list")
    assert (done.returncode, done.stderr) == (1, "")  # conflicts were settled by default
    book = openpyxl.load_workbook(out, data_only=True)
    assert book.sheetnames == ["项目清单", "按单位合计", "重复和冲突", "来源文件"]
    assert book["项目清单"]["F18"].value == 82
    assert [row[3].value for row in book["按单位合计"].iter_rows(2, 6)] == [20.5] * 4 + [82]


def test_nothing_is_left_undecided_when_all_is_chosen(folder: Path) -> None:
    (folder / "坏.docx").unlink()
    chosen = ("--choice", "same_file:路南.docx=once", "--choice", "same_code=clear")
    done = fuyi("merge", folder, *chosen, "-o", folder.parent / "汇总.json")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads((folder.parent / "汇总.json").read_text(encoding="utf-8"))
    assert sum(bool(project["code"]) for project in data["projects"]) == 4


def test_the_public_table(folder: Path) -> None:
    out = folder.parent / "公开.docx"
    done = fuyi("merge", folder, "-o", out, "--layout", "qinghai-public")
    assert done.returncode == 2
    assert "没有写入：项目编码 16 处" in done.stderr
    submission = open_book(out, LAYOUTS).submission
    amounts = [(row.unit.code, row.amount.text) for row in submission.subtotals]
    assert amounts[:2] == [("合计", "82.00"), ("713001", "20.50")]
    assert len(submission.projects) == 16


def test_json_names_everything(folder: Path) -> None:
    done = fuyi("merge", folder, "--json")
    data = json.loads(done.stdout)
    assert data["total"]["total"] == "82.00"
    assert [Path(one["file"]).name for one in data["unread"]] == ["坏.docx"]
    assert data["conflicts"][0]["choices"] == {"once": "只算一次", "both": "都算"}


def test_what_was_written_into_the_folder_is_not_merged_again(folder: Path) -> None:
    out = folder / "汇总.docx"
    first = fuyi("merge", folder, "-o", out)
    assert out.exists()
    assert fuyi("merge", folder, "-o", out).stdout == first.stdout


def test_a_year_without_files(folder: Path) -> None:
    done = fuyi("merge", folder, "--year", "2024", "-o", folder.parent / "x.docx")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "没有可以汇总的项目，没有写出文件。"
    assert done.stdout.count("年度不同：") == 4
    assert not (folder.parent / "x.docx").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--choice", "same=newer"), "没有种类“same”；有：same_file、year"),
        (("--choice", "same_unit:甲=最新"), "不能选“最新”；可以选：both、newer、first"),
        (("--choice", "newer"), "没有种类“newer”"),
        (("--layout", "没有"), "没有名为“没有”的版式"),
        (("--layout", "guangdong-department"), "没有放项目的地方"),
        (("-o", "x.txt"), "不会写“.txt”格式"),
        (("-o", "x.docx", "--list"), "项目清单要写成 .xlsx 文件"),
        (("-o", "没有/这个/x.xlsx"), "没有保存“x.xlsx”"),
    ],
)
def test_wrong_arguments_get_one_sentence(sent: Path, arguments, words: str) -> None:
    done = fuyi("merge", sent, *arguments, cwd=sent.parent)
    assert done.returncode == 2
    assert words in done.stderr.splitlines()[-1]


def test_a_file_that_is_merged_is_not_written_over(sent: Path) -> None:
    one = sent / "丰润.docx"
    before = one.read_bytes()
    done = fuyi("merge", one, sent / "路南.docx", "-o", one)
    assert done.returncode == 2
    assert "是要汇总的文件" in done.stderr
    assert one.read_bytes() == before


def test_stopping_is_told_in_one_sentence(monkeypatch, capsys) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "_run", interrupted)
    with pytest.raises(SystemExit) as left:
        program.main()
    assert left.value.code == 130
    assert capsys.readouterr().err == "已停止，没有做完。\n"
