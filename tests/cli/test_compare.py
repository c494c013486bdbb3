# SPDX-License-Identifier: MulanPSL-2.0
"""`compare` as it is typed: the same, different, not read; text, JSON and the sheet."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField, apply_edits
from tests.cli.test_commands import DATA, fuyi

FENGRUN = DATA / "fengrun-2023.docx"


@pytest.fixture(scope="module")
def revised(tmp_path_factory) -> Path:
    """Three changes: the year, an amount, a value."""
    book = open_book(FENGRUN, load_layouts())
    project = book.submission.projects[0]
    row = project.indicators[0].kinds[0].indicators[0]
    assert row.value.text == "≥5次"
    edits = [
        SetField(node=project.id, field="budget.total", text="8.00"),
        SetField(node=row.id, field="value", text="≥12次"),
    ]
    path = tmp_path_factory.mktemp("revised") / "今年.docx"
    save_book(book, apply_edits(book.submission, edits), path)
    return path


def test_a_book_and_itself(tmp_path: Path):
    done = fuyi("compare", FENGRUN, FENGRUN, "-o", tmp_path / "表.docx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "两份文本内容相同。\n", "")
    texts = [c.text for c in docx.Document(str(tmp_path / "表.docx")).tables[1].rows[1].cells]
    assert texts[0] == "两份文本内容相同，没有修订。"


def test_what_differs_is_told_and_written(revised: Path, tmp_path: Path):
    done = fuyi("compare", FENGRUN, revised, "-o", tmp_path / "表.xlsx")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "妇女儿童活动经费：",
        "  预算数：6.00 → 8.00（增加2万元）",
        "  产出指标 › 数量指标 › 活动次数 · 指标值：≥5次 → ≥12次（增加7次）",
        "共 2 处：修改 2。",
    ]
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").active
    assert sheet is not None
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"原文本：fengrun-2023.docx（2023年度）", "≥5次", "≥12次", "增加7次"} <= {*texts}


def test_json(revised: Path):
    done = fuyi("compare", FENGRUN, revised, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)[1] == {
        "kinds": ["changed"],
        "project": "妇女儿童活动经费",
        "place": "产出指标 › 数量指标 › 活动次数 · 指标值",
        "before": {"field": "value", "text": "≥5次", "marks": [[1, 2]]},
        "after": {"field": "value", "text": "≥12次", "marks": [[1, 3]]},
        "note": "增加7次",
    }


def test_what_cannot_be_read_or_written(tmp_path: Path):
    done = fuyi("compare", FENGRUN, tmp_path / "没有.docx")
    assert done.returncode == 2
    assert "没有.docx" in done.stderr
    done = fuyi("compare", FENGRUN, FENGRUN, "-o", tmp_path / "表.pdf")
    assert done.returncode == 2
    assert "请写成 .docx 或 .xlsx" in done.stderr
    done = fuyi("compare", FENGRUN, FENGRUN, "-o", tmp_path / "没有的文件夹" / "表.docx")
    assert done.returncode == 2
    assert "表.docx" in done.stderr
