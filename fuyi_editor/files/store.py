# SPDX-License-Identifier: MulanPSL-2.0
"""Saving bytes so that the old file stays whole whatever fails, and seeing who has a file open."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import FileError, SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RETRY_SECONDS = 1.0
_RETRY_PAUSE = 0.05
_CHUNK = 4 * 1024 * 1024
_CLOSE_IT = "请先在 Word、WPS 或 Excel 里关闭它再保存，或换个文件名另存"
_ELSEWHERE = "请另存到别的文件夹"
_WINDOWS_SHARING = frozenset({5, 32, 33})
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
_GONE = ("文件夹不存在，或网络盘、U 盘已断开", "请检查文件夹或网络盘是否还在，或另存到别的地方")
_CAUSES: dict[str, tuple[str, str]] = {
    "ENOSPC": ("磁盘已满", "请清理磁盘后再保存，或另存到别的磁盘"),
    "EDQUOT": ("磁盘配额已用完", "请清理磁盘后再保存，或另存到别的磁盘"),
    "EFBIG": ("文件超过磁盘允许的大小", "请另存到别的磁盘"),
    "EACCES": ("没有写入权限", f"{_ELSEWHERE}，或请管理员开放权限"),
    "EPERM": ("没有写入权限", f"{_ELSEWHERE}，或请管理员开放权限"),
    "EROFS": ("这个磁盘是只读的", "请另存到别的磁盘"),
    "ENAMETOOLONG": ("路径或文件名太长", "请换一个短些的文件名，或存到层级少些的文件夹"),
    "EISDIR": ("这是一个文件夹，不能当作文件保存", "请换个文件名另存"),
    "ETXTBSY": ("文件正被其他程序打开", _CLOSE_IT),
    "EBUSY": ("文件正被其他程序打开", _CLOSE_IT),
    "EINVAL": ("文件名里有不允许的字符", "请换个文件名另存"),
    "ELOOP": ("快捷链接指向了自己", "请换个文件名另存"),
    "EIO": ("磁盘读写出错，磁盘可能已损坏或断开", "请另存到别的磁盘"),
    "ENOENT": _GONE,
    "ENOTDIR": _GONE,
    "ENODEV": _GONE,
    "ENXIO": _GONE,
    "ESTALE": _GONE,
    "ENETDOWN": _GONE,
    "ENETUNREACH": _GONE,
    "EHOSTUNREACH": _GONE,
    "EHOSTDOWN": _GONE,
    "ETIMEDOUT": _GONE,
    "ENOTCONN": _GONE,
}
"""By the symbol of the error number: Windows lacks some of them."""
_WINDOWS_CAUSES: dict[int, tuple[str, str]] = {
    **dict.fromkeys((3, 53, 55, 59, 64, 67, 121, 1231), _GONE),
    **dict.fromkeys((39, 112), _CAUSES["ENOSPC"]),
    19: _CAUSES["EROFS"],
    206: _CAUSES["ENAMETOOLONG"],
}


def save_bytes(path: Path, data: bytes, verify: Callable[[bytes], None] | None = None) -> None:
    """Replace the file at `path` by `data` in one step, after reading back what was written.

    `verify` gets the bytes read back from the disk and raises to refuse them. Every failure is a
    `SaveError` naming `path`, and leaves the old file as it was and no temporary file behind.
    """
    try:
        _save(path, data, verify)
    except FileError as error:
        raise error.with_path(path) from error.__cause__
    except (OSError, ValueError) as error:
        raise _explain(error).with_path(path) from error


def open_elsewhere(path: Path) -> str | None:
    """Who seems to have `path` open in Word, WPS or LibreOffice.

    The user's name from the program's owner file beside it; "" when the name cannot be read, None
    when there is no such file.
    """
    for name in _owner_names(path):
        owner = _read_start(path.with_name(name))
        if owner is not None:
            return _word_owner(owner)
    owner = _read_start(path.with_name(f".~lock.{path.name}#"))
    return None if owner is None else _libreoffice_owner(owner)


def _owner_names(path: Path) -> Iterator[str]:
    yield f"~${path.name}"
    yield f".~{path.name}"
    # Word shortens: from seven letters on, one or two of them give way to the "~$".
    dropped = min(2, len(path.stem) - 6)
    if dropped > 0 and path.suffix.lower().startswith(".do"):
        yield f"~${path.name[dropped:]}"


def _save(path: Path, data: bytes, verify: Callable[[bytes], None] | None) -> None:
    # A link stays a link: what it points to is what gets replaced.
    target = Path(os.path.realpath(path))
    mode = _check_target(target)
    temporary = target.with_name(f".~{secrets.token_hex(6)}.tmp")
    try:
        _write(temporary, data)
        written = temporary.read_bytes()
        if written != data:
            raise SaveError("写出的内容与要保存的不一致，磁盘可能已损坏", "请另存到别的磁盘")
        if verify is not None:
            _verify(verify, written)
        if mode is not None:
            _keep_mode(temporary, mode)
        _replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _check_target(target: Path) -> int | None:
    """The permission bits of the file to be replaced, None when there is none."""
    try:
        found = target.stat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise SaveError("这不是普通文件", "请换个文件名另存")
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        cause = "文件是只读的"
        raise SaveError(cause, "请在文件的“属性”里取消“只读”后再保存，或换个文件名另存")
    return stat.S_IMODE(found.st_mode)


def _write(temporary: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view[:_CHUNK]) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verify(verify: Callable[[bytes], None], written: bytes) -> None:
    try:
        verify(written)
    except Exception as error:
        place = error.cause if isinstance(error, FileError) else str(error)
        cause = "写出的内容与要保存的不一致"
        remedy = "原文件没有改动；请换一种格式另存，并把这个问题告诉我们"
        raise SaveError(cause, remedy, place) from error


def _keep_mode(temporary: Path, mode: int) -> None:
    # Network drives and FAT refuse chmod; the content matters more than the bits.
    with contextlib.suppress(OSError):
        temporary.chmod(mode)


def _replace(temporary: Path, target: Path) -> None:
    give_up = time.monotonic() + _RETRY_SECONDS
    while True:
        try:
            os.replace(temporary, target)  # noqa: PTH105 - tests replace exactly this call
            return
        except PermissionError as error:
            # Virus scanners and indexers hold a new file for a moment on Windows.
            if not _is_sharing_violation(error) or time.monotonic() >= give_up:
                raise
            time.sleep(_RETRY_PAUSE)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    # The new file is in place already: a file system that cannot sync folders is no failure.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_sharing_violation(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _WINDOWS_SHARING


def _explain(error: OSError | ValueError) -> SaveError:
    if not isinstance(error, OSError):
        return SaveError("文件名里有不允许的字符", "请换个文件名另存")
    if _is_sharing_violation(error):
        return SaveError("没有写入权限，或文件正被其他程序打开", _CLOSE_IT)
    windows = _WINDOWS_CAUSES.get(getattr(error, "winerror", None) or 0)
    known = windows or _CAUSES.get(errno.errorcode.get(error.errno or 0, ""))
    return SaveError(*(known or (f"系统报告错误 {error.errno}", _ELSEWHERE)))


def _read_start(path: Path) -> bytes | None:
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(1024)
    except OSError:
        # Word keeps its owner file locked on Windows: there, unreadable means open.
        return b"" if path.exists() else None


def _word_owner(owner: bytes) -> str:
    """The name in Word's owner file: a length byte and bytes, then (at 55) the same as UTF-16."""
    for at in (55, 54, 53):
        count = owner[at] if len(owner) > at else 0
        name = owner[at + 2 : at + 2 + 2 * count]
        if 0 < count <= 52 and len(name) == 2 * count:
            with contextlib.suppress(UnicodeDecodeError):
                text = name.decode("utf-16-le").strip("\0 ")
                if text.isprintable():
                    return text
    count = owner[0] if owner else 0
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            text = owner[1 : 1 + count].decode(encoding).strip("\0 ")
            if text.isprintable():
                return text
    return ""


def _libreoffice_owner(owner: bytes) -> str:
    """The first filled field of ``name,host user,host,time,profile;``, commas escaped by ``\\``."""
    text = owner.decode("utf-8", "replace").replace("\\,", "\0")
    for field in text.split(",")[:2]:
        if field.strip():
            return field.replace("\0", ",").strip()
    return ""
