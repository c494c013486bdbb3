# SPDX-License-Identifier: MulanPSL-2.0
"""Small Word packages made of the XML a test is about."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
PUBLISHED = Path(__file__).parents[1] / "data"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1134" w:bottom="1440" w:left="1134"/></w:sectPr>'
)


def links(*found: tuple[str, str], base: str = OFFICE) -> str:
    """A .rels part; ids are rId1, rId2, …."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, start=1)
    )
    return f'<Relationships xmlns="{LINKS}">{items}</Relationships>'


def document(body: str, namespace: str = WORD) -> str:
    """A document part around the children of its body."""
    return (
        f'<w:document xmlns:w="{namespace}" xmlns:r="{OFFICE}" xmlns:w14="{W14}">'
        f"<w:body>{body}</w:body></w:document>"
    )


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of the given parts, dates and packing fixed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2023, 1, 5, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def make_docx(body: str, styles: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """A .docx with the given body and the given w:style elements."""
    return package(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'
            ),
            "_rels/.rels": links(("officeDocument", "word/document.xml")),
            "word/document.xml": document(body),
            "word/_rels/document.xml.rels": links(
                ("styles", "styles.xml"), ("footer", "footer1.xml"), ("theme", "theme/theme1.xml")
            ),
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            **(extra or {}),
        }
    )


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A w:p of one run."""
    shown = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{shown}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """A w:tc around a w:p, or around the given XML."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (1440, 1440), properties: str = "") -> str:
    """A w:tbl."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    columns = f"<w:tblGrid>{grid}</w:tblGrid>" if widths else ""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{columns}{''.join(rows)}</w:tbl>"


def parts_of(data: bytes) -> dict[str, tuple[bytes, tuple[int, ...], int]]:
    """Bytes, date and packing of every member, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            info.filename: (archive.read(info), info.date_time, info.compress_type)
            for info in archive.infolist()
        }


def main_part(data: bytes) -> bytes:
    """The document part."""
    return parts_of(data)["word/document.xml"][0]
