# SPDX-License-Identifier: MulanPSL-2.0
"""Saving leaves the old file whole whatever fails."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fuyi_editor.files import store
from fuyi_editor.files.errors import ReadError, SaveError
from fuyi_editor.files.store import open_elsewhere, save_bytes

OLD, NEW = b"old content", b"new content, longer than the old one"
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")
NOT_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "绩效目标表.docx"
    path.write_bytes(OLD)
    return path


def fails(target: Path, data: bytes = NEW) -> str:
    """The sentence of a failed save; the old file is whole and alone."""
    before = sorted(target.parent.iterdir())
    with pytest.raises(SaveError) as caught:
        save_bytes(target, data)
    assert target.read_bytes() == OLD
    assert sorted(target.parent.iterdir()) == before
    assert caught.value.path == target
    return caught.value.sentence


def raising(*numbers: int) -> object:
    def call(*_arguments: object, **_options: object) -> None:
        raise OSError(numbers[0], "english words")

    return call


def test_a_new_file_and_a_replaced_one(target: Path) -> None:
    save_bytes(target, NEW)
    assert target.read_bytes() == NEW
    other = target.with_name("新.docx")
    save_bytes(other, b"")
    assert other.read_bytes() == b""
    assert sorted(target.parent.iterdir()) == sorted([target, other])


def test_big_files_are_written_whole(target: Path) -> None:
    data = bytes(range(256)) * 40_000
    save_bytes(target, data)
    assert target.read_bytes() == data


@POSIX_ONLY
def test_permission_bits_stay(target: Path) -> None:
    target.chmod(0o640)
    save_bytes(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@POSIX_ONLY
def test_a_link_stays_a_link(target: Path) -> None:
    folder = target.parent / "sub"
    folder.mkdir()
    link = folder / "link.docx"
    link.symlink_to(Path("..") / target.name)
    save_bytes(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert [path.name for path in folder.iterdir()] == ["link.docx"]


@POSIX_ONLY
def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "x.docx"
    link.symlink_to(link)
    with pytest.raises(SaveError, match="快捷链接指向了自己"):
        save_bytes(link, NEW)


def test_verify_sees_the_bytes_on_the_disk_and_may_refuse(target: Path) -> None:
    seen: list[bytes] = []
    save_bytes(target, OLD, seen.append)
    assert seen == [OLD]

    def refuse(_data: bytes) -> None:
        raise ReadError("第 3 行少了一格")

    with pytest.raises(SaveError, match="与要保存的不一致（第 3 行少了一格）；原文件没有改动"):
        save_bytes(target, NEW, refuse)

    def stumble(_data: bytes) -> None:
        raise KeyError("x")

    with pytest.raises(SaveError, match="不一致"):
        save_bytes(target, NEW, stumble)
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_bytes_that_come_back_changed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write

    def half_lies(descriptor: int, data: bytes) -> int:
        return real(descriptor, bytes(len(data)))

    monkeypatch.setattr(os, "write", half_lies)
    assert "写出的内容与要保存的不一致" in fails(target)


def test_writes_in_parts_are_continued(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
    save_bytes(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit")
def test_a_real_limit_while_writing(target: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from fuyi_editor.files.errors import SaveError\n"
        "from fuyi_editor.files.store import save_bytes\n"
        f"signal.signal({signal.SIGXFSZ:d}, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    save_bytes(Path(sys.argv[1]), bytes(300_000))\n"
        "except SaveError as error:\n"
        "    sys.stdout.buffer.write(error.sentence.encode())\n"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=root, capture_output=True, check=True
    )
    assert "文件超过磁盘允许的大小" in ran.stdout.decode()
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_really_full_disk(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def open_full(path: Path, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith(".tmp"):
            # The temporary file exists and cannot grow.
            os.close(real(path, flags, mode))
            return real("/dev/full", os.O_WRONLY)
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", open_full)
    assert "磁盘已满；请清理磁盘后再保存" in fails(target)


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "close"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有写入权限"),
        (errno.EROFS, "只读"),
        (errno.EBUSY, "正被其他程序打开"),
        (errno.ENOENT, "网络盘"),
        (errno.EIO, "磁盘读写出错"),
        (9999, "系统报告错误 9999"),
    ],
)
def test_each_step_may_fail(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    monkeypatch.setattr(os, call, raising(number))
    sentence = fails(target)
    assert words in sentence
    assert sentence.startswith("没有保存“绩效目标表.docx”：")
    assert "english" not in sentence


def test_an_interrupt_leaves_nothing_behind(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_bytes(target, NEW)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_bytes() == OLD


def sharing_violation() -> PermissionError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32
    return error


def test_a_sharing_violation_is_tried_again(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = os.replace, [0]

    def busy_twice(source: Path, to: Path) -> None:
        tries[0] += 1
        if tries[0] < 3:
            raise sharing_violation()
        real(source, to)

    monkeypatch.setattr(os, "replace", busy_twice)
    save_bytes(target, NEW)
    assert target.read_bytes() == NEW


def test_a_lasting_sharing_violation_is_told(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_source: Path, _to: Path) -> None:
        raise sharing_violation()

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(store, "_RETRY_SECONDS", 0.1)
    assert "正被其他程序打开；请先在 Word、WPS 或 Excel 里关闭它" in fails(target)


@pytest.mark.parametrize(
    ("winerror", "words"), [(53, "网络盘"), (112, "磁盘已满"), (19, "只读"), (206, "太长")]
)
def test_windows_says_it_by_its_own_numbers(
    target: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, words: str
) -> None:
    error = OSError(errno.EINVAL, "english")
    error.winerror = winerror

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    assert words in fails(target)


def test_a_folder_that_cannot_be_synced_is_no_failure(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    save_bytes(target, NEW)
    assert target.read_bytes() == NEW


def test_a_read_only_file_is_refused(target: Path) -> None:
    target.chmod(0o444)
    assert "文件是只读的；请在文件的“属性”里取消“只读”" in fails(target)
    target.chmod(0o644)


@NOT_ROOT
def test_a_folder_without_permission(target: Path) -> None:
    target.parent.chmod(0o555)
    try:
        assert "没有写入权限" in fails(target)
    finally:
        target.parent.chmod(0o755)


def test_places_where_nothing_can_be_saved(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(OLD)
    for path, words in (
        (tmp_path, "这是一个文件夹"),
        (tmp_path / "没有" / "a.docx", "文件夹不存在"),
        (tmp_path / "文件" / "a.docx", "文件夹不存在"),
        (tmp_path / ("长" * 300), "太长"),
        (tmp_path / "a\0b", "不允许的字符"),
    ):
        with pytest.raises(SaveError, match=words) as caught:
            save_bytes(path, NEW)
        assert caught.value.path == path
    assert [path.name for path in tmp_path.iterdir()] == ["文件"]


@POSIX_ONLY
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    with pytest.raises(SaveError, match="不是普通文件"):
        save_bytes(pipe, NEW)


def word_owner_file(name: str) -> bytes:
    ansi = name.encode("gb18030")
    wide = name.encode("utf-16-le")
    head = bytes([len(ansi)]) + ansi.ljust(53, b"\0")
    return (head + bytes([len(name), 0]) + wide).ljust(162, b"\0")


def excel_owner_file(name: str) -> bytes:
    ansi = name.encode("gb18030")
    wide = name.encode("utf-16-le").ljust(108, b" ")
    head = bytes([len(ansi)]) + ansi.ljust(54, b" ")
    return head + bytes([len(name), 0]) + wide


@pytest.mark.parametrize(
    ("owner_name", "content", "user"),
    [
        ("~$绩效目标表.docx", word_owner_file("王芳"), "王芳"),
        ("~$绩效目标表.docx", excel_owner_file("Li Na"), "Li Na"),
        ("~$绩效目标表.docx", b"\x04\xcd\xf5\xb7\xbc", "王芳"),
        ("~$绩效目标表.docx", b"", ""),
        ("~$绩效目标表.docx", b"\x05\x00\x01\x02\xff\xfe", ""),
        (".~绩效目标表.docx", b"", ""),
        (".~lock.绩效目标表.docx#", "王芳,pc/wang,pc,01.01.2024 10:00,file:///x;".encode(), "王芳"),
        (".~lock.绩效目标表.docx#", b",wang,pc,01.01.2024 10:00,file:///x;", "wang"),
        (".~lock.绩效目标表.docx#", b"A\\, B,wang,pc;", "A, B"),
        (".~lock.绩效目标表.docx#", b"", ""),
    ],
)
def test_who_has_a_file_open(target: Path, owner_name: str, content: bytes, user: str) -> None:
    assert open_elsewhere(target) is None
    target.with_name(owner_name).write_bytes(content)
    assert open_elsewhere(target) == user


def test_word_shortens_the_names_of_owner_files(tmp_path: Path) -> None:
    (tmp_path / "~$23年绩效目标.docx").write_bytes(word_owner_file("王芳"))
    assert open_elsewhere(tmp_path / "2023年绩效目标.docx") == "王芳"
    assert open_elsewhere(tmp_path / "2023年绩效目标.xlsx") is None


def test_a_locked_owner_file_means_open(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.with_name(f"~${target.name}").write_bytes(b"x")
    real = Path.open

    def locked(self: Path, mode: str = "r") -> object:
        if self.name.startswith("~$"):
            raise PermissionError(errno.EACCES, "locked")
        return real(self, mode)

    monkeypatch.setattr(Path, "open", locked)
    assert open_elsewhere(target) == ""
