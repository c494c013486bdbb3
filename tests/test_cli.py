# SPDX-License-Identifier: MulanPSL-2.0
"""The command line as a person uses it: real processes, exit codes, one sentence for each fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_files import CAUSES, make_bad_files

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"


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
