# SPDX-License-Identifier: MulanPSL-2.0
"""Markup that stands in the text of a cell, as published pages leave it, as plain lines."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<\s*br\b[^<>]*>|<\s*/\s*(?:p|li|div|h[1-6])\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"<\s*/?\s*(?:p|br|ol|ul|li|div|span|strong|b|em|i|u|font|h[1-6])(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ARTEFACT = re.compile(r"\[bookmark: \w+\]")


def plain_lines(text: str) -> str:
    """`text` with `<p>`, `<li>` and `<br>` as line ends and their kin left out.

    Text without such tags stays as it is, a lone `<` of “<5%” too.
    """
    if "<" not in text or not _TAG.search(text):
        return text.strip()
    broken = _TAG.sub("", _BREAK.sub("\n", text))
    lines = (line.strip() for line in html.unescape(broken).replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def without_bookmarks(line: str) -> str:
    """A line without the names of bookmarks that converters print into it."""
    return _ARTEFACT.sub("", line)
