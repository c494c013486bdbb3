# SPDX-License-Identifier: MulanPSL-2.0
"""Reading web pages: tables on the clipboard, and the HTML that many systems name .xls.

lxml mends the markup and never fetches anything; the elements are the standard library's.
"""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING, Protocol, cast
from xml.etree import ElementTree

from lxml import etree
from typing_extensions import override

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.grid_making import first_text, with_gaps
from fuyi_editor.files.html.flow import flow
from fuyi_editor.files.html.styles import HtmlStyles
from fuyi_editor.files.html.table import HtmlTables
from fuyi_editor.files.text.encoding import decode_text
from fuyi_editor.page.document import PageDocument, TextStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# https://learn.microsoft.com/windows/win32/dataxchg/html-clipboard-format
_CLIPBOARD = re.compile(r"\s*Version:\d[^<]*?StartHTML:[^<]*", re.IGNORECASE)
_EXCEL = re.compile(r"office:excel|Excel\.Sheet", re.IGNORECASE)
# What follows the end of a page is shown all the same; for the parser's builder nothing may follow.
_PAGE_END = re.compile(r"</\s*(?:html|body)\s*>", re.IGNORECASE)
_ASK_AGAIN = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"


class _Parser(Protocol):
    """lxml's parser when it hands what it reads to a builder of ours."""

    def feed(self, data: bytes) -> None: ...
    def close(self) -> Element: ...


class _Builder(ElementTree.TreeBuilder):
    """Takes the attributes as lxml hands them over."""

    @override
    def start(self, tag: str, attrs: Mapping[str, str], /) -> Element:
        """A start tag; comments and processing instructions are not asked for."""
        return super().start(tag, dict(attrs))


def read_html(source: str | bytes) -> PageDocument:
    """The paragraphs and tables of a web page, a fragment of one, or a page on the clipboard.

    Raises `ReadError` when its elements are nested absurdly deep or a table is absurdly big.
    """
    text = source if isinstance(source, str) else decode_text(source, _declared(source))
    text = _CLIPBOARD.sub("", text, count=1) if _CLIPBOARD.match(text) else text
    root = _parse(text)
    if root is None:
        return PageDocument(())
    try:
        styles, look = HtmlStyles(root), TextStyle()
        tables = HtmlTables(styles, keep_hidden_rows=_EXCEL.search(text) is not None)
        blocks = tuple(with_gaps(tables.blocks(flow(root, styles, look), look)))
    except RecursionError as error:
        raise ReadError("网页的内部结构嵌套过深", _ASK_AGAIN) from error
    return PageDocument(blocks, title=first_text(blocks))


def read_mht(data: bytes) -> PageDocument:
    """The web page in a web archive (.mht), which is a mail with the page as its main part."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                charset = part.get_content_charset("")
                return read_html(decode_text(page, charset or _declared(page)))
    raise ReadError("网页存档里没有网页", _ASK_AGAIN)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data, 0, 4096)
    return match[1].decode("ascii") if match else ""


def _parse(text: str) -> Element | None:
    """The root element, None for a page without any text."""
    # A zero byte ends the page for the parser; nobody means that.
    clean = _PAGE_END.sub("", text.replace("\0", "")).encode("utf-8", errors="replace")
    if not clean.strip():
        return None
    # Depth is bounded below by Python itself; the parser's own bound drops the rest silently.
    make = cast("Callable[..., _Parser]", etree.HTMLParser)
    parser = make(target=_Builder(), encoding="utf-8", no_network=True, huge_tree=True)
    parser.feed(clean)
    return parser.close()
