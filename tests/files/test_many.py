# SPDX-License-Identifier: MulanPSL-2.0
"""Many files at once: what is in folders, in which order, one that breaks, stopping on the way."""

from __future__ import annotations

import os
from multiprocessing import get_context
from pathlib import Path

import pytest

from fuyi_editor.files import many
from fuyi_editor.files.many import Work, files_in, go_through


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "收" / "门源"
    inner.mkdir(parents=True)
    for name in (
        "丰润.docx",
        "~$别的.docx",
        ".隐藏.docx",
        "照片.png",
        *(f"{n}.txt" for n in "1234"),
    ):
        (tmp_path / "收" / name).write_text(name, encoding="utf-8")
    (inner / "门源.DOCX").write_text("门源", encoding="utf-8")
    (tmp_path / "收" / "目录.docx").mkdir()
    return tmp_path / "收"


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    # Forked, so that the children know the functions of this test, which they cannot import.
    monkeypatch.setattr(many, "_context", lambda modules: get_context("fork"))


def _read(path: Path) -> str:
    return f"{path.name} {os.getpid()}"


def _crash_or_read(path: Path) -> str:
    if path.name == "2.txt":
        os._exit(3)
    return path.name


def _failed(path: Path, error: Exception) -> str:
    return f"坏 {error}"


READ = Work(_read, _failed, (), 2)


def ignore(path: Path, result: str) -> None:
    assert path.name in result or "坏" in result


def test_a_folder_is_what_can_be_opened_in_it(folder: Path) -> None:
    found = files_in([folder, folder / "丰润.docx"], {".docx"})
    assert [path.name for path in found] == ["丰润.docx", "门源.DOCX"]
    missing = folder / "没有.docx"
    assert files_in([missing], {".docx"}) == [missing]  # to be told as missing


def test_a_few_files_need_no_process(folder: Path) -> None:
    files = files_in([folder], {".docx"})
    done = go_through(files, READ, ignore)
    assert list(done.values()) == [f"{path.name} {os.getpid()}" for path in files]


@pytest.mark.usefixtures("two_processes")
def test_the_order_is_that_of_the_files(folder: Path) -> None:
    files = files_in([folder], {".txt", ".docx"})
    seen: list[Path] = []
    done = go_through(files, READ, lambda path, result: seen.append(path))
    assert list(done) == files
    assert sorted(seen) == sorted(files)
    assert all(not result.endswith(f" {os.getpid()}") for result in done.values())


@pytest.mark.usefixtures("two_processes")
def test_a_process_that_breaks_takes_no_other_file_along(folder: Path) -> None:
    files = files_in([folder], {".txt", ".docx"})
    done = go_through(files, Work(_crash_or_read, _failed, (), 1), ignore)
    results = {path.name: result for path, result in done.items()}
    assert "程序出错退出" in results.pop("2.txt")
    assert results == {name: name for name in results}
    assert len(results) == 5


def _raise_or_read(path: Path) -> str:
    if path.name == "2.txt":
        raise ZeroDivisionError
    return path.name


@pytest.mark.parametrize("fewest", [1, 100])
def test_an_error_that_nobody_foresaw_is_that_of_one_file(
    folder: Path, two_processes, fewest: int
) -> None:
    files = files_in([folder], {".txt", ".docx"})
    done = go_through(files, Work(_raise_or_read, _failed, (), fewest), ignore)
    results = {path.name: result for path, result in done.items()}
    assert "程序出错（ZeroDivisionError）" in results.pop("2.txt")
    assert results == {name: name for name in results}


@pytest.mark.usefixtures("two_processes")
@pytest.mark.parametrize("count", [2, 6])
def test_what_is_stopped_keeps_what_was_done(folder: Path, count: int) -> None:
    files = files_in([folder], {".txt", ".docx"})[:count]
    seen: list[Path] = []
    done = go_through(files, READ, lambda path, _: seen.append(path), lambda: bool(seen))
    assert list(done) == seen
    assert len(seen) == 1


def _exit_at_once() -> None:
    os._exit(1)


@pytest.mark.usefixtures("two_processes")
def test_where_no_process_can_be_started_the_work_is_done_here(folder: Path, monkeypatch) -> None:
    files = files_in([folder], {".txt", ".docx"})
    real = many.ProcessPoolExecutor
    monkeypatch.setattr(
        many, "ProcessPoolExecutor", lambda *given, **named: real(
            *given, **{**named, "initializer": _exit_at_once}
        )
    )  # fmt: skip
    done = go_through(files, READ, ignore)
    assert list(done.values()) == [f"{path.name} {os.getpid()}" for path in files]


def test_without_a_pool_it_stops_as_well(folder: Path) -> None:
    files = files_in([folder], {".docx"})
    seen: list[Path] = []
    done = go_through(files, READ, lambda path, _: seen.append(path), lambda: bool(seen))
    assert list(done) == files[:1]
