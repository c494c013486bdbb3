# SPDX-License-Identifier: MulanPSL-2.0
"""`check` as the city-level office uses it: folders, workbooks, review sheets, bad files."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from fuyi_editor.cli.progress import Progress
from fuyi_editor.files.many import files_in
from fuyi_editor.ui.file_kinds import opened_suffixes
from tests.cli.test_commands import DATA, fuyi


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two books in a folder, one of them deeper, beside what is none."""
    (tmp_path / "收" / "门源").mkdir(parents=True)
    shutil.copy(DATA / "fengrun-2023.docx", tmp_path / "收" / "丰润.docx")
    shutil.copy(DATA / "menyuan-2023.docx", tmp_path / "收" / "门源" / "门源.DOCX")
    for number in range(6):  # enough for two processes
        shutil.copy(DATA / "fengrun-2023.docx", tmp_path / "收" / f"县{number}.docx")
    (tmp_path / "收" / "坏的.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "收" / "~$别的.docx").write_bytes(b"owner")
    (tmp_path / "收" / "照片.png").write_bytes(b"\x89PNG")
    (tmp_path / "收" / "目录.docx").mkdir()
    return tmp_path / "收"


def test_a_damaged_file_is_told_and_the_rest_done(folder: Path) -> None:
    out = folder.parent / "表.xlsx"
    done = fuyi("check", folder, "--rules", "a02,B01", "--xlsx", out)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1  # no bar where there is no terminal
    assert "坏的.docx" in done.stderr
    assert done.stdout.splitlines()[-1].startswith("共 9 个文件：")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["按单位汇总", "按规则汇总", "明细", "未读出的文件"]
    details = list(book["明细"].iter_rows(values_only=True))[1:]
    assert {row[5] for row in details} == {"A02"}
    assert "门源.DOCX" in {Path(row[0]).name for row in details}
    assert book["按规则汇总"]["C2"].value == len(details)


def test_json_of_a_folder_is_the_same_as_file_by_file(folder: Path) -> None:
    (folder / "坏的.docx").unlink()
    together = json.loads(fuyi("check", folder, "--json").stdout)
    files = files_in([folder], opened_suffixes())
    assert list(dict.fromkeys(record["file"] for record in together)) == [str(f) for f in files]
    alone = json.loads(fuyi("check", files[-1], "--json").stdout)
    assert [record for record in together if record["file"] == str(files[-1])] == alone


def test_a_review_sheet_is_written(folder: Path) -> None:
    out = folder / "意见.docx"
    done = fuyi("check", folder / "门源" / "门源.DOCX", "--rules", "A02", "--sheet", out)
    assert (done.returncode, done.stderr) == (0, "")
    document = docx.Document(str(out))
    assert [paragraph.text for paragraph in document.paragraphs][1] == "（2023 年度）"
    table = document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["审核内容", "审核要点", "审核意见"]
    assert any("请核实修改" in row.cells[2].text for row in table.rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rules", "Z9"), "没有规则“Z9”"),
        (("--sheet", "x.docx"), "只给一个文件"),
        (("--xlsx", "没有/这个/x.xlsx"), "没有保存“x.xlsx”"),
    ],
)
def test_wrong_arguments_get_one_sentence(folder: Path, arguments, words: str) -> None:
    done = fuyi("check", folder, *arguments, cwd=folder)
    assert done.returncode == 2
    assert words in done.stderr.splitlines()[-1]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    done = fuyi("check", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有能打开的文件" in done.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_comes_and_goes_on_a_terminal() -> None:
    terminal = Terminal()
    progress = Progress("检查", 4, terminal)
    progress.step(Path("a/丰润.docx"))
    assert terminal.getvalue() == "\r\x1b[K检查 ██████░░░░░░░░░░░░░░░░░░ 1/4 丰润.docx"
    progress.end()
    assert terminal.getvalue().endswith("\r\x1b[K")
    single = Terminal()
    Progress("检查", 1, single).step(Path("x"))
    assert single.getvalue() == ""
