# SPDX-License-Identifier: MulanPSL-2.0
"""The text of a web page as lines, the way a browser breaks them, and the tables between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.files.html.styles import HEADINGS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.html.styles import HtmlStyles
    from fuyi_editor.page.document import TextStyle

# Nothing of these is shown, or it is not text.
_SILENT = frozenset(
    {
        "head", "title", "meta", "link", "script", "style", "xml", "noscript", "template",
        "object", "iframe", "svg", "math",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
        "tr", "td", "th", "caption", "body", "section", "article", "header", "footer", "main",
        "nav", "aside", "blockquote", "center", "form", "fieldset", "address", "pre", "hr",
    }
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
# Word folds its source between two Chinese characters; LibreOffice, which indents, at a space.
_FOLD = re.compile(rf"(?<={_WIDE})\r?\n(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `level` is 1… for a line of a heading."""

    text: str
    style: TextStyle
    level: int = 0


def flow(element: Element, styles: HtmlStyles, look: TextStyle) -> list[Line | Element]:
    """What the element shows, as lines of text and tables in reading order.

    `look` is how the text of the element is set. Blank lines are left out.
    """
    reader = _Flow(styles)
    reader.enter(element, look, 0)
    reader.end_line()
    return reader.found


class _Flow:
    """Gathers the text of one line after another."""

    def __init__(self, styles: HtmlStyles) -> None:
        self.found: list[Line | Element] = []
        self._styles = styles
        self._texts: list[str] = []
        self._look: TextStyle | None = None
        self._level = 0

    def enter(self, element: Element, look: TextStyle, level: int) -> None:
        """Take in all that stands inside the element."""
        kept = element.tag == "pre"
        self._text(element.text, look, level, kept=kept)
        for child in element:
            self._child(child, look, level)
            self._text(child.tail, look, level, kept=kept)

    def _child(self, child: Element, look: TextStyle, level: int) -> None:
        tag = child.tag
        if tag in _SILENT or self._styles.is_hidden(child):
            return
        if tag == "br":
            self.end_line()
        elif tag == "table":
            self.end_line()
            self.found.append(child)
        elif tag in _BLOCKS:
            self.end_line()
            self.enter(child, self._styles.look(child, look), HEADINGS.get(tag, level))
            self.end_line()
        else:
            self.enter(child, self._styles.look(child, look), level)

    def end_line(self) -> None:
        """Whatever comes next begins a new line."""
        text = _FOLD.sub("", "".join(self._texts))
        text = _SPACE.sub(" ", text).replace("\xa0", " ").strip(" ")
        if text and self._look:
            self.found.append(Line(text, self._look, self._level))
        self._texts, self._look = [], None

    def _text(self, text: str | None, look: TextStyle, level: int, *, kept: bool) -> None:
        if not text:
            return
        first, *others = text.splitlines() if kept else [text]
        self._add(first, look, level)
        for line in others:
            self.end_line()
            self._add(line, look, level)

    def _add(self, text: str, look: TextStyle, level: int) -> None:
        self._texts.append(text)
        if self._look is None and text.strip(" \t\r\n\f\xa0"):
            self._look, self._level = look, level
