# SPDX-License-Identifier: MulanPSL-2.0
"""Copying an Office package with some of its parts changed, left out or added."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError, ReviseError
from fuyi_editor.files.preflight import read_member

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def copy_package(archive: zipfile.ZipFile, parts: Mapping[str, bytes | None]) -> bytes:
    """The package with the new bytes of `parts`, without those that are None.

    All other members keep bytes, order, names, dates and packing; what is new comes last.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        copy.comment = archive.comment
        for member in archive.infolist():
            if member.filename not in parts:
                copy.writestr(_like(member), _kept(archive, member.filename))
            elif (content := parts[member.filename]) is not None:
                copy.writestr(_like(member), content)
        known = set(archive.namelist())
        for name, content in parts.items():
            if name not in known and content is not None:
                info = zipfile.ZipInfo(name, _NO_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                copy.writestr(info, content)
    return target.getvalue()


def _kept(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part as it is. Only now is it seen whether a picture or such is whole."""
    try:
        return read_member(archive, name)
    except ReadError as error:
        cause = "原文件里有一个部件已损坏，不能照原样改写"
        raise ReviseError(cause, "请另存为 .xlsx，里面是表的全部文字", name) from error


def _like(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.filename, member.date_time)
    info.compress_type = member.compress_type
    info.external_attr = member.external_attr
    info.create_system = member.create_system
    info.comment = member.comment
    return info
