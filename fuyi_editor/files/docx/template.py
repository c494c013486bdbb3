# SPDX-License-Identifier: MulanPSL-2.0
"""An empty Word package for Chinese forms: paper, footer, and the few styles that Word needs."""

from __future__ import annotations

import io
import zipfile

from fuyi_editor.files.docx.markup import NAMESPACE, footer_paragraph
from fuyi_editor.files.docx.names import RELATIONSHIPS
from fuyi_editor.page.document import TWIPS_PER_MM, PageSetup

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEADER_DISTANCE, _FOOTER_DISTANCE = 851, 850  # 1.5 cm, as in `page.paginate`
_PARTS = ("styles", "settings")
# Our own page (`page.metrics`, `page.section_flow`) leaves no line of a paragraph alone, hangs
# punctuation over the margin (w:overflowPunct, on by default), puts no space between Chinese and
# Latin and snaps to no grid. Said here, so that lines and pages break alike everywhere.
_ALIKE = (
    '<w:widowControl/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
)


def new_package(setup: PageSetup, styles: str, body: str) -> bytes:
    """A .docx of these w:p and w:tbl on the given paper; `styles` are further w:style elements."""
    names = [*_PARTS, "footer1"] if setup.footer else [*_PARTS]
    parts = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/document.xml": _document(setup, body),
        "word/_rels/document.xml.rels": _relationships(
            [(name.rstrip("1"), f"{name}.xml") for name in names]
        ),
        "word/styles.xml": _styles(setup, styles),
        "word/settings.xml": _SETTINGS,
    }
    if setup.footer:
        lines = [footer_paragraph(line, setup.footer_style) for line in setup.footer.split("\n")]
        parts["word/footer1.xml"] = f"<w:ftr {NAMESPACE}>{''.join(lines)}</w:ftr>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, _XML + content)
    return target.getvalue()


def _content_types(names: list[str]) -> str:
    main = f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    others = [
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name.rstrip("1")}+xml"/>'
        for name in names
    ]
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{main}{"".join(others)}</Types>'
    )


def _relationships(links: list[tuple[str, str]]) -> str:
    items = [
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    ]
    return f'<Relationships xmlns="{_LINKS}">{"".join(items)}</Relationships>'


def _document(setup: PageSetup, body: str) -> str:
    width, height = _twips(setup.width), _twips(setup.height)
    turned = ' w:orient="landscape"' if width > height else ""
    footer = '<w:footerReference w:type="default" r:id="rId3"/>' if setup.footer else ""
    # No w:docGrid: snapping to its lines would change row heights from program to program.
    return (
        f'<w:document {NAMESPACE} xmlns:r="{RELATIONSHIPS}"><w:body>{body}<w:sectPr>{footer}'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{_twips(setup.top)}" w:right="{_twips(setup.right)}"'
        f' w:bottom="{_twips(setup.bottom)}" w:left="{_twips(setup.left)}"'
        f' w:header="{_HEADER_DISTANCE}" w:footer="{_FOOTER_DISTANCE}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _styles(setup: PageSetup, more: str) -> str:
    headings = [
        f'<w:style w:type="paragraph" w:styleId="Heading{level}">'
        f'<w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in range(1, 10)
    ]
    return (
        f"<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/><w:qFormat/><w:pPr>{_ALIKE}</w:pPr></w:style>'
        f"{''.join(headings)}"
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:tabs>'
        f'<w:tab w:val="right" w:leader="dot" w:pos="{_twips(setup.content_width)}"/>'
        f"</w:tabs></w:pPr></w:style>{more}</w:styles>"
    )


_SETTINGS = (
    f"<w:settings {NAMESPACE}>"
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _twips(length: float) -> int:
    return round(length * TWIPS_PER_MM)
