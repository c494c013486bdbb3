# SPDX-License-Identifier: MulanPSL-2.0
"""Bytes of text files and web pages as text: byte order marks, declared and Chinese encodings."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call GB2312 or GBK is whatever the Chinese code page of Windows holds: its superset.
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80"})


def decode_text(data: bytes, declared: str = "") -> str:
    """`data` as text: by its byte order mark, else as `declared`, else UTF-8, else GB 18030.

    A byte that fits none of them becomes the replacement character, which everyone sees.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, errors="replace")
    for encoding in (_codec(declared), "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(_codec(declared) if declared else "gb18030", errors="replace")


def _codec(declared: str) -> str:
    """The codec for a declared encoding; UTF-8 for names that are unknown or no text encoding."""
    name = declared.strip().lower()
    if name in _CHINESE:
        return "gb18030"
    # Word says "unicode"; a page read as bytes of ASCII cannot be any kind of UTF-16.
    if name.startswith(("utf-16", "unicode", "ucs")):
        return "utf-8"
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return name
