# SPDX-License-Identifier: MulanPSL-2.0
"""Opening a file of any kind we read: its bytes, once, checked, then to the right reader."""

from __future__ import annotations

import contextlib
import errno
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import OldFormatError, ReadError
from fuyi_editor.files.limits import check_page
from fuyi_editor.files.preflight import check_file
from fuyi_editor.files.read_guard import guarded
from fuyi_editor.files.sniff import OWN_KINDS, refusal

if TYPE_CHECKING:
    from pathlib import Path

    from fuyi_editor.files.sniff import FileKind
    from fuyi_editor.page.document import PageDocument

MAX_FILE_BYTES = 100 * 1024 * 1024
OFFICE_SECONDS = 30.0

_SHARING = frozenset({32, 33})
_IN_USE = ("文件正被其他程序打开", "请在 Word、WPS 或 Excel 里关闭它，再打开")
_GONE = ("文件所在的网络盘或 U 盘已断开", "请重新连接后再试")
_MISSING = ("文件不存在", "它可能已被移走、改名或删除，请重新选择文件")
_CAUSES: dict[str, tuple[str, str]] = {
    "ENOENT": _MISSING,
    "ENOTDIR": _MISSING,
    "EISDIR": ("这是一个文件夹，不是文件", "请选择文件夹里的文件"),
    "EACCES": ("没有读取权限，或文件正被其他程序打开", "请关闭其他程序，或请管理员开放权限"),
    "EPERM": ("没有读取权限，或文件正被其他程序打开", "请关闭其他程序，或请管理员开放权限"),
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "ENAMETOOLONG": ("路径或文件名太长", "请换一个短些的文件名，或移到层级少些的文件夹"),
    "ELOOP": ("快捷链接指向了自己", "请重新选择文件"),
    "EINVAL": ("文件名里有不允许的字符", "请改名后再打开"),
    "EIO": ("磁盘读取出错", "磁盘可能已损坏，请打开备份"),
    "EMFILE": ("打开的文件太多", "请关闭一些窗口后再试"),
    "ENODEV": _GONE,
    "ENXIO": _GONE,
    "ESTALE": _GONE,
    "ENETDOWN": _GONE,
    "ENETUNREACH": _GONE,
    "EHOSTDOWN": _GONE,
    "EHOSTUNREACH": _GONE,
    "ETIMEDOUT": _GONE,
    "ENOTCONN": _GONE,
}


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it was read: `data` are the bytes on the disk, `page` what they show."""

    path: Path
    kind: FileKind
    data: bytes
    page: PageDocument


def open_page(path: Path, *, tables: bool = True) -> OpenedFile:
    """Read the file at `path`, whatever its name says; every failure is a `ReadError` naming it.

    A file without any table is refused, unless `tables` is False.
    """
    return open_data(path, read_bytes(path), tables=tables)


def open_data(path: Path, data: bytes, *, tables: bool = True) -> OpenedFile:
    """The same of bytes that were read from `path` at some time."""
    try:
        kind = check_file(data)
        page = guarded(lambda: _dispatch(kind, data))
        check_page(page)
        if tables and not page.grids:
            raise without_tables(kind)
        return OpenedFile(path, kind, data, page)
    except ReadError as error:
        raise error.with_path(path) from error.__cause__


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of at most 100 MB; `ReadError` naming `path` otherwise."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        # A pipe or a device would make us wait for ever.
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("这不是普通文件", "请重新选择文件", path=path)
        if found.st_size > MAX_FILE_BYTES:
            raise _too_big(path)
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _explain(error).with_path(path) from error
    if len(data) > MAX_FILE_BYTES:
        raise _too_big(path)
    return data


def _too_big(path: Path) -> ReadError:
    limit = MAX_FILE_BYTES // 1024 // 1024
    cause = f"文件超过 {limit} MB，不像是绩效目标表"
    return ReadError(cause, "请删去文件里的大图片后再打开", path=path)


def without_tables(kind: FileKind) -> ReadError:
    """The error for a file that holds no table."""
    if kind == "text":
        return refusal(kind)
    what = "有内容的表格" if kind in ("xlsx", "xlsm", "ods", "ole-xls") else "表格"
    return ReadError(f"文件里没有{what}", "请确认选的是绩效目标表，而不是通知、说明或图片")


def _dispatch(kind: FileKind, data: bytes) -> PageDocument:
    # Readers load their format's library, which no one should wait for at the start.
    if kind in ("docx", "docm"):
        from fuyi_editor.files.docx.read import read_docx

        return read_docx(data)
    if kind in OWN_KINDS:
        from fuyi_editor.files.xlsx.read import read_xlsx

        return read_xlsx(data)
    from fuyi_editor.files.apart import read_apart

    try:
        return read_apart(kind, data)
    except OldFormatError:
        # Only then: on a damaged file LibreOffice, which takes seconds to start, would be wasted.
        page = _read_by_office(data)
        if page is None:
            raise
        return page


def _read_by_office(data: bytes) -> PageDocument | None:
    """An old Word file that we cannot read, as LibreOffice reads it; None when it cannot either."""
    from fuyi_editor.files.docx.read import read_docx
    from fuyi_editor.files.office_convert import convert_with_office

    converted = convert_with_office(data, ".doc", "docx", OFFICE_SECONDS)
    if converted is None:
        return None
    with contextlib.suppress(ReadError):
        page = read_docx(converted)
        # What LibreOffice does not know it takes for text, which is no table.
        return page if page.grids else None
    return None


def _explain(error: OSError | ValueError) -> ReadError:
    if not isinstance(error, OSError):
        return ReadError("文件名里有不允许的字符", "请改名后再打开")
    if getattr(error, "winerror", None) in _SHARING:
        return ReadError(*_IN_USE)
    known = _CAUSES.get(errno.errorcode.get(error.errno or 0, ""))
    return ReadError(*(known or (f"读取时系统报告错误 {error.errno}", "请稍后再试")))
