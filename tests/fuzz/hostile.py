# SPDX-License-Identifier: MulanPSL-2.0
"""Small files made to do harm: they lie about sizes, point outside, go round in circles."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import TYPE_CHECKING

from tests.files.builders import cell, links, make_docx, paragraph, row, table
from tests.files.odf_builders import cell as odf_cell
from tests.files.odf_builders import ods, odt
from tests.files.odf_builders import row as odf_row
from tests.fuzz.sources import packed, parts_of, sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Made = tuple[str, bytes]
    """The ending of the file's name, and its bytes."""

_OUTSIDE = ("http://127.0.0.1:9/x", "https://example.invalid/x.png", "\\\\127.0.0.1\\share\\x.dotm",
            "file:///etc/passwd", "ftp://127.0.0.1/x", "//127.0.0.1/x")  # fmt: skip
_FORMULAS = (
    "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1", "@SUM(A1)", "=WEBSERVICE(\"http://127.0.0.1:9\")",
    "=HYPERLINK(\"http://127.0.0.1:9\",\"x\")", "\t=1", "{=1}", "==", "=", "=100%",
)  # fmt: skip
_ODD_JSON = (
    None, "", [], {}, 1e308, -1, True, "x" * 5000, "\ud800", "=1+1", ["x"], "\0", {"text": 5},
    "9" * 400, "NaN", [[]], "1" * 30 + "." + "9" * 30,
)  # fmt: skip
_HUGE = (999_999_999, 2**31 - 1, 2**32, 2**63, 10**40, -5)


def lying_sizes(random: Random) -> Made:
    """A directory that tells other sizes, places or methods than the parts have."""
    kind = random.choice(("docx", "xlsx", "odt"))
    data = bytearray(random.choice(sources(kind)))
    entries = [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]
    at = random.choice(entries)
    # Method, checksum, packed and plain size, lengths of name and rest, start of the part.
    field, size = random.choice(((10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4)))
    value = random.choice((0, 1, 8, 99, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 1_000_000))
    data[at + field : at + field + size] = (value % 256**size).to_bytes(size, "little")
    return kind, bytes(data)


def overlapping_parts(random: Random) -> Made:
    """Many parts that share the packed bytes of one, as in the best packed bombs."""
    parts = parts_of(sources("docx")[0])
    data = bytearray(packed([("word/media/a.bin", bytes(900_000)), *parts.items()]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.start_dir
    first = bytes(data[start : start + 46 + len("word/media/a.bin")])
    count = random.choice((50, 500, 1500))
    extra = b"".join(first[:46] + f"word/media/{n:05d}".encode() for n in range(count))
    end = data.rfind(b"PK\x05\x06")
    total, size = struct.unpack_from("<HI", data, end + 10)
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, total + count, total + count, size + len(extra))
    return "docx", bytes(data[:end]) + extra + bytes(tail)


def zip64_lies(random: Random) -> Made:
    """Records for huge archives that tell of sizes and places beyond the file."""
    data = bytearray(random.choice(sources(random.choice(("docx", "xlsx")))))
    end = data.rfind(b"PK\x05\x06")
    big = random.choice((2**32 - 1, 2**40, 2**63, 2**64 - 1, 5))
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 7, 7, big, big)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, random.choice((end, big)) % 2**64, 1)
    struct.pack_into("<HHII", data, end + 8, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return "docx", bytes(data[:end]) + record + locator + bytes(data[end:])


def links_outside(random: Random) -> Made:
    """Pictures, templates, objects and data that lie somewhere else."""
    kind = random.choice(("docx", "xlsx"))
    parts = parts_of(random.choice(sources(kind)))
    targets = [name for name in parts if name.endswith(".rels")]
    name = random.choice(targets)
    kinds = ("image", "attachedTemplate", "oleObject", "externalLink", "hyperlink", "frame",
             "styles", "officeDocument", "worksheet", "sharedStrings", "subDocument")  # fmt: skip
    mode = random.choice((' TargetMode="External"', ' TargetMode="external"', ""))
    target = random.choice(_OUTSIDE)
    link = (
        f'<Relationship Id="rId{random.randrange(12)}" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{random.choice(kinds)}" Target="{target}"{mode}/>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    return kind, packed(list(parts.items()))


def linked_odf(random: Random) -> Made:
    """OpenDocument whose pictures, sections and tables are fetched from elsewhere."""
    target = random.choice(_OUTSIDE)
    spaces = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    frame = (
        f'<draw:frame {spaces}><draw:image xlink:href="{target}"/>'
        f'<draw:object xlink:href="{target}"/></draw:frame>'
    )
    section = f'<text:section {spaces}><text:section-source xlink:href="{target}"/></text:section>'
    rows = odf_row(odf_cell("项目名称"), odf_cell(frame))
    return "odt", odt(f"{section}<table:table>{rows}</table:table>")


def entities(random: Random) -> Made:
    """Entities that multiply, or that stand for a file or an address."""
    levels = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    declared = random.choice(
        (
            f"<!DOCTYPE x [{levels}]>",
            f'<!DOCTYPE x [<!ENTITY l9 SYSTEM "{random.choice(_OUTSIDE)}">]>',
            f'<!DOCTYPE x SYSTEM "{random.choice(_OUTSIDE)}">',
            '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
        )
    )
    kind = random.choice(("docx", "xlsx", "ods", "odt", "html"))
    if kind == "html":
        return kind, f"{declared}<html><table><tr><td>&l9;<td>x</table>".encode()
    parts = parts_of(sources(kind)[0])
    name = random.choice([part for part in parts if part.endswith((".xml", ".rels"))])
    text = parts[name].decode()
    at = text.find("?>") + 2 if text.startswith("<?xml") else 0
    text = text[:at] + declared + text[at:].replace("</", "&l9;</", random.choice((0, 1)))
    encoding = random.choice(("utf-8", "utf-8", "utf-16"))
    if encoding == "utf-16":
        text = text.replace("UTF-8", "UTF-16")
    parts[name] = text.encode(encoding)
    return kind, packed(list(parts.items()))


def circular_styles(random: Random) -> Made:
    """Styles that are based on each other, numbering that names itself."""
    count = random.choice((1, 2, 3, 400))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="heading {n}"/>'
        f'<w:basedOn w:val="s{(n + 1) % count}"/><w:link w:val="s{n}"/><w:next w:val="s{n}"/>'
        f"<w:pPr><w:numPr><w:numId w:val='{n}'/></w:numPr></w:pPr></w:style>"
        for n in range(count)
    )
    body = "".join(paragraph(f"标题{n}", f'<w:pStyle w:val="s{n}"/>') for n in range(count))
    rows = row(cell("项目名称"), cell("甲")), row(cell("一级指标"), cell("产出指标"))
    return "docx", make_docx(body + table(*rows), styles)


def odd_table(random: Random) -> Made:
    """Word tables whose merges, spans and skips fit nothing."""
    spans = ("1", "2", "512", "513", "1000", "0", "-3", "x", "99999")
    rows: list[str] = []
    for _ in range(random.choice((1, 3, 40))):
        cells = [
            cell(
                random.choice(("项目名称", "甲", "", "=1+1", "一级指标")),
                random.choice(("", f'<w:gridSpan w:val="{random.choice(spans)}"/>'))
                + random.choice(("", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>"))
                + random.choice(("", f'<w:tcW w:w="{random.choice(spans)}" w:type="pct"/>')),
            )
            for _ in range(random.choice((0, 1, 4, 30)))
        ]
        skip = f'<w:gridBefore w:val="{random.choice(spans)}"/><w:gridAfter w:val="1"/>'
        rows.append(row(*cells, properties=random.choice(("", skip))))
    widths = random.choice(((), (0, 0), (-5, 9), (1440, 1440), (10**9, 1), (1,) * 300))
    inner = table(*rows, widths=widths)
    for _ in range(random.choice((0, 0, 1, 30))):
        inner = table(row(cell(inner + paragraph("")), cell("外")))
    return "docx", make_docx(inner)


def hostile_sheet(random: Random) -> Made:
    """A sheet whose cells, merges, columns and strings are where nothing can be."""
    parts = parts_of(sources("xlsx")[0])
    name = "xl/worksheets/sheet1.xml"
    formula = random.choice(_FORMULAS)
    whole = random.choice(("A1:XFD1048576", "A1:A1048576", "A1:XFD1", "B2:A1", "A1:CV1000"))
    text = random.choice(("<v>999999</v>", "<v>-1</v>", "<v>x</v>", "<v></v>", "<v>1e99</v>"))
    place = random.choice(("XFD1048576", "A1048576", "ZZZZ1", "A0", "1A", "", "A99999999999"))
    new = random.choice(
        (
            f'<row r="1048576"><c r="{place}" t="s">{text}</c></row>',
            f'<row r="2"><c r="B2" t="str"><f>{formula.lstrip("=").replace("&", "")}</f></c></row>',
            f'<row><c t="inlineStr"><is><t>{formula}</t></is></c></row>' * 300,
            f'<row r="5" s="9999999"><c r="{place}" s="123456"><v>5</v></c></row>',
            f'<row r="7" ht="1e300" hidden="1"><c r="A7" t="d">{text}</c></row>',
            '<row r="3"><c r="A3"/><c r="XFD3" t="b"><v>1</v></c></row>',
        )
    )
    sheet = parts[name].decode().replace("</sheetData>", new + "</sheetData>")
    merges = f'<mergeCells count="1"><mergeCell ref="{whole}"/></mergeCells>'
    if random.random() < 0.4:
        sheet = sheet.replace("</sheetData>", "</sheetData>" + merges, 1)
    columns = '<cols><col min="1" max="16384" width="1e9"/><col min="9" max="2" width="-1"/></cols>'
    if random.random() < 0.4:
        sheet = sheet.replace("<sheetData", columns + "<sheetData", 1)
    parts[name] = sheet.encode()
    return "xlsx", packed(list(parts.items()))


def hostile_ods(random: Random) -> Made:
    """Rows and cells that say they come a thousand million times."""
    huge = random.choice(_HUGE)
    how = random.choice(("columns-repeated", "columns-spanned", "rows-spanned"))
    text = random.choice(("", "甲", "项目名称"))
    wide = odf_cell(text, f'table:number-{how}="{huge}"')
    deep = f'table:number-rows-repeated="{random.choice((1, 5, *_HUGE))}"'
    columns = f'<table:table-column table:number-columns-repeated="{random.choice(_HUGE)}"/>'
    rows = odf_row(odf_cell("项目名称"), wide, more=deep) * random.choice((1, 3))
    if random.random() < 0.5:
        return "ods", ods(rows, columns)
    return "odt", odt(f"<table:table>{columns}{rows}</table:table>")


def hostile_html(random: Random) -> Made:
    """Pages whose cells span thousands of millions, whose tags never close, that load things."""
    huge = random.choice((*_HUGE, "１０", "x", ""))
    body = random.choice(
        (
            f"<table><tr><td colspan={huge}>项目名称<td>甲<tr><td rowspan={huge}>一级指标</table>",
            f"<table><tr><td colspan=1000 rowspan=65534>{'<td rowspan=65534>x' * 50}<tr><td>y",
            "<table><tr><td>" * random.choice((50, 3000)) + "项目名称<td>甲",
            "<div>" * random.choice((50, 30_000)) + "<table><tr><td>项目名称<td>甲</table>",
            f"<img src='{random.choice(_OUTSIDE)}'><link rel=stylesheet href={_OUTSIDE[0]}>"
            "<iframe src=http://127.0.0.1:9></iframe><table><tr><td>项目名称<td>甲</table>",
            "<script>while(1);</script><table><tr><td>项目名称<td>甲</table>",
            "<style>" + "td{mso-x:y}" * 3000 + "</style><table><tr><td>项目名称<td>甲</table>",
            "<table><tr><td>" + "&" * 50_000 + "<td>" + "<!--" * 20_000,
            "<table>" + "<tr><td>项目名称</td><td>x\0y\x0b</td>" * 50,
        )
    )
    kind = random.choice(("html", "html", "xls", "doc", "clipboard"))
    return kind, f"<html><body>{body}".encode(random.choice(("utf-8", "gb18030", "utf-16")))


def hostile_json(random: Random) -> Made:
    """Exports that are not the program's own, or say what no export can."""
    good = json.loads(sources("json")[0])
    deep = "[" * 50_000 + "]" * 50_000
    how = random.randrange(8)
    if how == 0:
        return "json", ('{"title": ' + random.choice((deep, '{"a":' * 90_000, "1" * 9000))).encode()
    if how == 1:
        return "json", deep.encode()
    for _ in range(random.choice((1, 3, 10))):
        place = _random_place(random, good)
        if place is not None:
            holder, key = place
            holder[key] = random.choice(_ODD_JSON)
    return "json", json.dumps(good).encode(random.choice(("utf-8", "utf-8", "utf-16")))


def _random_place(random: Random, value: object) -> tuple[dict | list, object] | None:
    holder: tuple[dict | list, object] | None = None
    while isinstance(value, dict | list) and value:
        key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
        holder = (value, key)
        value = value[key]
        if random.random() < 0.2:
            break
    return holder


def hostile_text(random: Random) -> Made:
    """Text that is nearly a table, or nearly text."""
    lines = sources("txt")[0].decode("utf-8", "replace").splitlines()
    tabs = random.choice((1, 300, 5000))
    body = random.choice(
        (
            "\t" * tabs + "\n" + "\n".join(lines),
            ("项目名称" + "\t甲" * tabs + "\n") * random.choice((1, 40)),
            "\n".join(random.sample(lines, len(lines))),
            "+----+----+\n|项目名称|甲|\n" * random.choice((1, 2000)),
            "".join(
                random.choice(lines) + random.choice("\r\x0b\x0c\x85\u2028") for _ in range(99)
            ),
            "\u202e" + "\n".join(lines) + "\0" * 9,
        )
    )
    coding = random.choice(("utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-7", "utf-32", "big5"))
    return random.choice(("txt", "clipboard-text")), body.encode(coding, "replace")


def wrong_name(random: Random) -> Made:
    """A sound file of one kind under the name of another."""
    kind = random.choice(("docx", "xlsx", "doc", "xls", "odt", "ods", "pdf", "txt", "html", "json"))
    other = random.choice(("docx", "xlsx", "pdf", "doc", "xls", "json", "png", "exe", "", "txt"))
    return other, random.choice(sources(kind))


def made_up(random: Random) -> Made:
    """A name, a beginning, and noise."""
    starts = (b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), bytes.fromhex("d0cf11e0a1b11ae1"),
              b"%PDF-1.7\n", b"<html>", b"<?xml version='1.0'?>", b"\xff\xfe", b"\xfe\xff",
              b"{\\rtf1", b"MIME-Version: 1.0\n", b"{", b"\x89PNG\r\n\x1a\n")  # fmt: skip
    start = random.choice(starts)
    noise = random.choice(
        (random.randbytes(random.choice((0, 30, 5000))), b"\0" * 3000, b"A" * 999)
    )
    return random.choice(("docx", "xlsx", "doc", "pdf", "html", "txt", "json")), start + noise


def footer_circle(random: Random) -> Made:
    """Relations of parts that name the part itself, or a part that is something else."""
    targets = ("document.xml", "../word/document.xml", "styles.xml", "../[Content_Types].xml",
               "../../../x", "%2e%2e/x", "")  # fmt: skip
    kinds = ("styles", "footer", "header", "theme", "footnotes", "numbering", "officeDocument")
    found = links(*((kind, random.choice(targets)) for kind in random.sample(kinds, 5)))
    body = (
        table(row(cell("项目名称"), cell("甲")))
        + "<w:sectPr>"
        + "".join(f'<w:footerReference r:id="rId{n}" w:type="default"/>' for n in range(1, 6))
        + "</w:sectPr>"
    )
    return "docx", make_docx(body, extra={"word/_rels/document.xml.rels": found})


HOSTILE: tuple[Callable[[Random], Made], ...] = (
    lying_sizes, overlapping_parts, zip64_lies, links_outside, linked_odf, entities,
    circular_styles, odd_table, odd_table, hostile_sheet, hostile_sheet, hostile_ods, hostile_html,
    hostile_json, hostile_text, wrong_name, made_up, footer_circle,
)  # fmt: skip
