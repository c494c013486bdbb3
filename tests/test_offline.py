# SPDX-License-Identifier: MulanPSL-2.0
"""The program never speaks to a network: no module could, and no file makes it."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.cases import Case, make_case
from tests.fuzz.hostile import hostile_html, linked_odf, links_outside
from tests.fuzz.sources import KINDS, sources

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "fuyi_editor"
SPEAKING = frozenset(
    {
        "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests",
        "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3",
        "webbrowser", "wsgiref", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebEngineCore",
        "PySide6.QtWebSockets",
    }
)  # fmt: skip
OPENED = 15
"""Cases opened under watch, besides those that point outside."""


def imported(path: Path) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def speaks(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:end]) in SPEAKING for end in range(1, len(parts) + 1))


@pytest.mark.parametrize("name", ["socket", "urllib.request", "http.client", "PySide6.QtNetwork"])
def test_the_guard_knows_what_speaks(name: str) -> None:
    assert speaks(name)
    assert not speaks("urllib.parse")
    assert not speaks("PySide6.QtWidgets")


def test_no_module_imports_what_speaks_to_a_network() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in PACKAGE.rglob("*.py")
        for name in imported(path)
        if speaks(name)
    }
    assert found == set()


def can_trace() -> bool:
    """Whether there is strace, and it is allowed here."""
    tool = shutil.which("strace")
    if tool is None:
        return False
    return subprocess.run([tool, "-o", "/dev/null", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(sys.platform != "linux" or not can_trace(), reason="没有 strace")
@pytest.mark.timeout(600)
def test_no_file_makes_the_program_open_a_connection(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    asked: list[str] = []
    for case in watched():
        path = tmp_path / case.name
        path.write_bytes(case.data)
        asked.append(json.dumps({"path": str(path), "kind": case.kind}))
    traced = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(log)]
    ran = subprocess.run(
        [*traced, sys.executable, "-m", "tests.fuzz.opening"],
        input="\n".join(asked) + "\n", text=True, cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    outcomes = [json.loads(line)["outcome"] for line in ran.stdout.splitlines()]
    assert len(outcomes) == len(asked)
    assert {"opened", "refused"} <= set(outcomes)
    calls = re.findall(r"\b(\w+)\((.*)", log.read_text(errors="replace"))
    assert [call for call in calls if not call[1].startswith(("AF_UNIX", "SOL_"))] == []


def watched() -> Iterator[Case]:
    """The sound files, files that point outside, and some of all others."""
    from random import Random

    for number, kind in enumerate(KINDS):
        yield Case(0, -number - 1, "sound", kind, sources(kind)[0], heavy=False)
    for number in range(6):
        for maker in (links_outside, linked_odf, hostile_html):
            kind, data = maker(Random(number))
            name = 1000 * number + len(maker.__name__)
            yield Case(0, name, maker.__name__, kind, data, heavy=False)
    for number in range(OPENED):
        case = make_case(0, number)
        if not case.heavy:
            yield case
