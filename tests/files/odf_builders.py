# SPDX-License-Identifier: MulanPSL-2.0
"""OpenDocument files with just what a test is about."""

from __future__ import annotations

from tests.files.builders import package

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("draw", "drawing"),
    )
)  # fmt: skip


def style(name: str, family: str, properties: str = "", more: str = "", text: str = "") -> str:
    """A style:style with properties of its family and of text."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:{family}-properties {properties}/><style:text-properties {text}/></style:style>"
    )


def content(body: str, styles: str = "", front: str = "") -> str:
    """A content part around what its body holds."""
    return (
        f"{front}<office:document-content {NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )


def odt(body: str, styles: str = "", common: str = "") -> bytes:
    """A text document; `common` are the children of its styles part."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content(f"<office:text>{body}</office:text>", styles),
            "styles.xml": f"<office:document-styles {NAMES}>{common}</office:document-styles>",
        }
    )


def ods(rows: str, columns: str = "", styles: str = "", front: str = "") -> bytes:
    """A workbook of one sheet, 表一."""
    table = f'<table:table table:name="表一">{columns}{rows}</table:table>'
    inner = f"<office:spreadsheet>{table}</office:spreadsheet>"
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content(inner, styles, front),
        }
    )


def cell(text: str = "", more: str = "") -> str:
    """A table:table-cell around a text:p, or around the given XML."""
    inner = text if text.startswith("<") or not text else f"<text:p>{text}</text:p>"
    return f"<table:table-cell {more}>{inner}</table:table-cell>"


def covered(repeat: int = 1) -> str:
    """As many covered cells."""
    return f'<table:covered-table-cell table:number-columns-repeated="{repeat}"/>'


def row(*cells: str, more: str = "") -> str:
    """A table:table-row."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def spans(columns: int = 1, rows: int = 1) -> str:
    """The attributes of a merged cell."""
    return f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}" '
