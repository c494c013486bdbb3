# SPDX-License-Identifier: MulanPSL-2.0
"""The log is small, says a thing that comes again and again seldom, and never fails anything."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fuyi_editor.ui.errors import log_file
from fuyi_editor.ui.errors.log_file import CRASH_NAME, LOG_NAME, OLD_LOGS, ProgramLog

log = logging.getLogger("fuyi_editor.test")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data" / "logs"
    kept = ProgramLog(folder)
    yield folder
    kept.close()


def text_in(folder: Path) -> str:
    return (folder / LOG_NAME).read_text("utf-8")


def test_a_message_is_kept_with_time_level_and_logger(folder):
    log.warning("backup %s not removed", Path("/home/王芳/2023.docx"))
    line = text_in(folder).strip()
    assert line.endswith("WARNING fuyi_editor.test: backup /home/*/2023.docx not removed")


def test_an_error_is_kept_without_its_message(folder):
    try:
        int("慰问 SECRET-4711")
    except ValueError:
        log.exception("reading %r failed", "培训班")
    text = text_in(folder)
    assert "reading '*' failed\nValueError\n" in text
    assert "SECRET" not in text
    assert text.isascii()


def test_what_comes_again_and_again_is_kept_ever_more_seldom(folder):
    for _ in range(250):
        log.error("painting failed")
    log.error("another")
    lines = [line.rpartition(": ")[2] for line in text_in(folder).splitlines()]
    assert lines == [
        "painting failed", "painting failed (10 times)", "painting failed (100 times)", "another",
    ]  # fmt: skip


def test_the_oldest_messages_go_first(folder, monkeypatch):
    for number in range(40_000):
        log.info("message %d of many", number)
    kept = sorted(folder.iterdir())
    assert len([path for path in kept if path.name.startswith(LOG_NAME)]) == 1 + OLD_LOGS
    assert sum(path.stat().st_size for path in kept) < (1 + OLD_LOGS) * log_file.MOST_BYTES
    assert "message 39999 of many" in text_in(folder)


def test_a_log_that_cannot_be_written_is_no_error(folder, capsys):
    (folder / LOG_NAME).mkdir()
    log.warning("nobody hears of %s", "表里的内容")
    assert "表里的内容" not in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    kept = ProgramLog(tmp_path / "file" / "logs")
    log.warning("nobody hears")
    kept.close()


def test_after_the_end_nothing_is_written(tmp_path):
    before = logging.getLogger().level
    kept = ProgramLog(tmp_path)
    log.warning("inside")
    kept.close()
    log.warning("outside")
    assert "outside" not in text_in(tmp_path)
    assert logging.getLogger().level == before


def test_a_hard_crash_leaves_where_it_was(tmp_path):
    program = (
        "import sys, faulthandler; from pathlib import Path\n"
        "from fuyi_editor.ui.errors.log_file import ProgramLog\n"
        "kept = ProgramLog(Path(sys.argv[1]))\n"
        "def crash(): faulthandler._sigsegv()\n"
        "crash()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True)
    assert done.returncode != 0
    crash = (tmp_path / CRASH_NAME).read_text("utf-8")
    assert "in crash" in crash
    assert "Current thread" in crash


def test_a_big_crash_log_begins_anew(tmp_path):
    (tmp_path / CRASH_NAME).write_bytes(b"x" * (log_file.MOST_BYTES + 1))
    ProgramLog(tmp_path).close()
    assert (tmp_path / CRASH_NAME).stat().st_size == 0
