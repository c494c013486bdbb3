# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the files of a merge: names that tell them apart, bad ones, the layout of most."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from fuyi_editor.ui.merge.reading import (
    ReadFile,
    named_parts,
    read_file,
    read_files,
    short_names,
    usual_layout,
)
from fuyi_editor.yearly.merging.parts import Part
from tests.bad_files import DATA
from tests.yearly.units import LAYOUTS, part


def test_a_name_is_as_short_as_tells_the_files_apart():
    paths = [Path(name) for name in ("/收/甲/表.docx", "/收/乙/表.docx", "/收/丙.docx", "/表.docx")]
    assert list(short_names(paths).values()) == ["丙.docx", "甲/表.docx", "乙/表.docx", "/表.docx"]
    assert short_names([Path("a/x"), Path("b/a/x")]) == {Path("a/x"): "a/x", Path("b/a/x"): "b/a/x"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        shutil.copy(DATA / "fengrun-2023.docx", tmp_path / name / "表.docx")
    shutil.copy(DATA / "menyuan-2023.docx", tmp_path / "门源.docx")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    return tmp_path


def test_a_bad_file_is_told_and_the_rest_read(folder: Path):
    files = [folder / "甲" / "表.docx", folder / "坏.docx", folder / "没有.docx",
             folder / "乙" / "表.docx", folder / "门源.docx"]  # fmt: skip
    seen: list[Path] = []
    read = read_files(files, lambda path, result: seen.append(path))
    assert [one.path for one in read] == seen == files
    assert [bool(one.problem) for one in read] == [False, True, True, False, False]
    assert "坏.docx" in read[1].problem
    parts = named_parts(read)
    assert [one.file for one in parts] == ["门源.docx", "甲/表.docx", "乙/表.docx"] or [
        one.file for one in parts
    ] == ["甲/表.docx", "乙/表.docx", "门源.docx"]
    assert parts[0].content == parts[1].content
    assert usual_layout(parts, LAYOUTS).name == "hebei-department"
    assert parts[0].modified > 0


def test_a_file_that_went_away_while_it_was_read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    path = folder / "门源.docx"
    book = SimpleNamespace(submission=part("x").submission, layout=None)

    def open_and_lose(opened: Path, layouts: object) -> object:
        opened.unlink()
        return book

    monkeypatch.setattr("fuyi_editor.ui.merge.reading.open_book", open_and_lose)
    assert read_file(path) == ReadFile(path, problem="打不开“门源.docx”：文件已经不在了。")


def test_the_usual_layout_has_a_place_for_projects():
    def of(layout: str) -> Part:
        return Part.of(layout, part("x").submission, layout)

    many = [of("guangdong-department"), of("guangdong-department"), of("qinghai-public")]
    assert usual_layout(many, LAYOUTS).name == "qinghai-public"
    assert usual_layout([of(""), of("不认识")], LAYOUTS).name == "hebei-project"
