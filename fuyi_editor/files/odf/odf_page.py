# SPDX-License-Identifier: MulanPSL-2.0
"""Paper, margins and footers of OpenDocument files, which name them by master pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.odf.odf_package import length, odf
from fuyi_editor.files.odf.odf_styles import OdfStyles
from fuyi_editor.files.odf.odf_text import PARAGRAPHS, read_line
from fuyi_editor.page.document import Align, PageSetup, TextStyle

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_REGIONS = (
    ("style:region-center", Align.CENTER),
    ("style:region-left", Align.LEFT),
    ("style:region-right", Align.RIGHT),
)
_LONGEST = 2_000.0
_SHORTEST = 20.0


class MasterPages:
    """The master pages of a document; `styles` is its styles part.

    The footers of sheets stand in the middle where nothing is said of it (`of_sheets`).
    """

    def __init__(self, styles: Element | None, *, of_sheets: bool = False) -> None:
        self._of_sheets = of_sheets
        self._layouts: dict[str, Element] = {}
        self._pages: dict[str, Element] = {}
        self._styles = None if styles is None else OdfStyles(styles, styles)
        if styles is not None:
            for layout in styles.iter(odf("style:page-layout")):
                self._layouts[layout.get(odf("style:name"), "")] = layout
            for page in styles.iter(odf("style:master-page")):
                self._pages[page.get(odf("style:name"), "")] = page

    def setup(self, name: str) -> PageSetup:
        """The page set-up of the master page `name`, else of the standard or first one."""
        names = [known for known in (name, "Standard", *self._pages) if known in self._pages]
        page = self._pages[names[0]] if names else None
        layout = self._layout(page)
        usual = PageSetup()
        paper = _properties(layout)
        top = _side(paper, "top", usual.top) + _height(page, layout, "header")
        bottom = _side(paper, "bottom", usual.bottom) + _height(page, layout, "footer")
        footer, style = self._footer(page)
        return PageSetup(
            width=_paper(paper, "fo:page-width", usual.width),
            height=_paper(paper, "fo:page-height", usual.height),
            top=top,
            right=_side(paper, "right", usual.right),
            bottom=bottom,
            left=_side(paper, "left", usual.left),
            footer=footer,
            footer_style=style,
        )

    def centres(self, name: str) -> bool:
        """Whether the sheets on the master page `name` stand in the middle of the paper."""
        paper = _properties(self._layout(self._pages.get(name)))
        centring = None if paper is None else paper.get(odf("style:table-centering"))
        return centring in ("horizontal", "both")

    def _layout(self, page: Element | None) -> Element | None:
        return (
            None if page is None else self._layouts.get(page.get(odf("style:page-layout-name"), ""))
        )

    def _footer(self, page: Element | None) -> tuple[str, TextStyle]:
        usual = PageSetup().footer_style
        footer = _shown(page, "footer")
        if footer is None or self._styles is None:
            return "", usual
        for region, align in _REGIONS:
            part = footer.find(odf(region))
            text, style = self._lines(part) if part is not None else ("", usual)
            if text:
                return text, replace(style, align=align)
        text, style = self._lines(footer)
        return text, replace(style, align=Align.CENTER) if self._of_sheets else style

    def _lines(self, parent: Element) -> tuple[str, TextStyle]:
        """The text of a footer and the style of its first line, boxes in it included."""
        lines: list[str] = []
        style = None
        for paragraph in parent.iter(*PARAGRAPHS):
            line = read_line(paragraph, fields=True)
            if line.text.strip() and self._styles is not None:
                lines.append(line.text.strip(" "))
                name = paragraph.get(odf("text:style-name"), "")
                style = style or self._styles.paragraph_style(name, line.spans)
        return "\n".join(lines), style or PageSetup().footer_style


def _properties(layout: Element | None) -> Element | None:
    return None if layout is None else layout.find(odf("style:page-layout-properties"))


def _paper(properties: Element | None, name: str, usual: float) -> float:
    found = None if properties is None else length(properties.get(odf(name)))
    return found if found is not None and _SHORTEST <= found <= _LONGEST else usual


def _side(properties: Element | None, side: str, usual: float) -> float:
    if properties is None:
        return usual
    found = length(properties.get(odf(f"fo:margin-{side}")))
    found = length(properties.get(odf("fo:margin"))) if found is None else found
    # More than that would leave no room on any paper.
    return usual if found is None else min(max(found, 0.0), 70.0)


def _shown(page: Element | None, kind: str) -> Element | None:
    found = None if page is None else page.find(odf(f"style:{kind}"))
    return None if found is None or found.get(odf("style:display")) == "false" else found


def _height(page: Element | None, layout: Element | None, kind: str) -> float:
    """How high a header or footer is: it stands inside the margin that other formats name."""
    if layout is None or _shown(page, kind) is None:
        return 0.0
    name = odf(f"style:{kind}-style"), odf("style:header-footer-properties")
    found = layout.find("/".join(name))
    if found is None:
        return 0.0
    own = length(found.get(odf("svg:height")))
    own = length(found.get(odf("fo:min-height"))) if own is None else own
    return min(max(own or 0.0, 0.0), 70.0)
