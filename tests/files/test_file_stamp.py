# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a file is still what it was."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from fuyi_editor.files.file_stamp import FileStamp, OnDisk, stat_soon


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "表.docx"
    path.write_bytes(b"abc")
    return path


def test_the_same_bytes_are_the_same_whatever_their_time(file):
    stamp = FileStamp.of(file, b"abc")
    assert stamp.compare(file) is OnDisk.SAME
    os.utime(file, ns=(1, 1))
    assert stamp.compare(file) is OnDisk.SAME


@pytest.mark.parametrize("data", [b"abd", b"abcd", b""])
def test_other_bytes_are_a_change(file, data):
    stamp = FileStamp.of(file, b"abc")
    file.write_bytes(data)
    os.utime(file, ns=(5, 5))
    assert stamp.compare(file) is OnDisk.CHANGED


def test_a_file_that_changed_while_it_was_read_is_a_change(file):
    file.write_bytes(b"abcdef")
    assert FileStamp.of(file, b"abc").compare(file) is OnDisk.CHANGED


def test_a_file_or_folder_that_is_gone(file, tmp_path):
    stamp = FileStamp.of(file, b"abc")
    file.unlink()
    assert stamp.compare(file) is OnDisk.GONE
    assert stamp.compare(tmp_path / "no" / "x.docx") is OnDisk.GONE
    assert FileStamp.of(file, b"abc") is None
    assert stat_soon(file) is None


def test_what_cannot_be_read_is_no_change(file, tmp_path):
    stamp = FileStamp.of(file, b"abc")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert stamp.compare(tmp_path / "loop") is OnDisk.UNKNOWN


def test_a_drive_that_does_not_answer_is_not_waited_for(file, monkeypatch):
    assert stat_soon(file).st_size == 3
    monkeypatch.setattr(Path, "stat", lambda self: time.sleep(5))
    start = time.monotonic()
    assert stat_soon(file, 0.05) is None
    assert time.monotonic() - start < 2
