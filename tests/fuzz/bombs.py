# SPDX-License-Identifier: MulanPSL-2.0
"""Files that ask for far more than they weigh: the heavy cases, each in a process of its own."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.files.builders import cell, document, make_docx, paragraph, row, table
from tests.files.odf_builders import cell as odf_cell
from tests.files.odf_builders import content, odt
from tests.files.odf_builders import row as odf_row
from tests.fuzz.sources import packed, parts_of, sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Made = tuple[str, bytes]

MEGABYTE = 1024 * 1024
_SHEET = "xl/worksheets/sheet1.xml"


def _word(body: str) -> bytes:
    return make_docx(body)


def inflating(random: Random) -> Made:
    """A part that unpacks a thousandfold."""
    name = random.choice(("word/document.xml", "word/media/x.bin", "[Content_Types].xml"))
    size = random.choice((60, 150)) * MEGABYTE
    parts = {**parts_of(sources("docx")[0]), name: b" " * size}
    return "docx", packed(list(parts.items()))


def inflating_a_little(random: Random) -> Made:
    """Parts that each stay under every ratio and together ask for hundreds of megabytes."""
    noise = random.randbytes(MEGABYTE // 100)
    content = noise * 100
    parts = [*parts_of(sources("docx")[0]).items()]
    parts += [(f"word/media/{n}.bin", content) for n in range(random.choice((20, 190)))]
    return "docx", packed(parts)


def deep_markup(random: Random) -> Made:
    """Elements 100,000 levels deep."""
    depth = random.choice((900, 5_000, 100_000))
    names = ("w:sdt", "w:tbl", "w:p", "w:ins", "x", "w:r", "mc:AlternateContent")
    name = random.choice(names)
    deep = f"<{name}>" * depth + "<w:p/>" + f"</{name}>" * depth
    body = deep.replace("<mc:", "<w:mc-").replace("</mc:", "</w:mc-")
    return "docx", _word(table(row(cell("项目名称"), cell("甲"))) + body)


def deep_tables(random: Random) -> Made:
    """Tables in tables in tables."""
    depth = random.choice((200, 3_000, 20_000))
    inner = paragraph("x")
    head, tail = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    return "docx", _word(head * depth + inner + tail * depth)


def deep_odf(random: Random) -> Made:
    """OpenDocument 100,000 levels deep."""
    depth = random.choice((900, 100_000))
    name = random.choice(("text:section", "text:span", "draw:frame", "table:table"))
    inner = f"<{name}>" * depth + f"</{name}>" * depth
    rows = odf_row(odf_cell("项目名称"), odf_cell("甲"))
    return "odt", odt(f"<table:table>{rows}</table:table><text:p>{inner}</text:p>")


def many_rows(random: Random) -> Made:
    """A table of 100,000 rows."""
    count = random.choice((20_000, 100_000))
    kind = random.choice(("docx", "xlsx", "html", "txt", "ods", "odt"))
    if kind == "docx":
        rows = (row(cell("产出指标"), cell(f"指标{n}"), cell("≥95%")) for n in range(count))
        head = row(cell("一级指标"), cell("三级指标"), cell("指标值"))
        return kind, _word(table(row(cell("项目名称"), cell("甲")), head, *rows))
    if kind == "xlsx":
        cells = (f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>指标{n}</t></is></c>'
                 f'<c r="B{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))  # fmt: skip
        return kind, _sheet("".join(cells))
    if kind in ("ods", "odt"):
        rows = odf_row(odf_cell("指标"), odf_cell("≥95%")) * count
        inner = f"<table:table table:name='x'>{rows}</table:table>"
        if kind == "odt":
            return kind, odt(inner)
        parts = {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content(f"<office:spreadsheet>{inner}</office:spreadsheet>").encode(),
        }
        return kind, packed(list(parts.items()))
    if kind == "html":
        rows = "".join(f"<tr><td>项目名称<td>指标{n}<td>≥95%\n" for n in range(count))
        return kind, f"<table>{rows}</table>".encode()
    return kind, "".join(f"项目名称\t指标{n}\t≥95%\n" for n in range(count)).encode()


def _sheet(rows: str, more: str = "") -> bytes:
    parts = parts_of(sources("xlsx")[0])
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{more}</worksheet>'
    return packed(list({**parts, _SHEET: text.encode()}.items()))


def big_cell(random: Random) -> Made:
    """A text of a megabyte and more in one cell, under a label that is read."""
    letter = random.choice(
        ("妇", "x", "1", " ", "，", "。", "（", "%", "≥1", "\U0001f600", "1、", "甲；")
    )
    size = random.choice((MEGABYTE, MEGABYTE, 3 * MEGABYTE))
    text = (letter * (size // len(letter.encode())))[:size]
    label = random.choice(("项目名称", "绩效目标", "指标值", "年度绩效目标", "其他"))
    kind = random.choice(("docx", "docx", "xlsx", "html", "txt", "json", "odt"))
    if kind == "docx":
        rows = (row(cell("项目名称"), cell("甲")), row(cell(label), cell(text)))
        return kind, _word(table(*rows))
    if kind == "xlsx":
        found = (("项目名称", "甲"), (label, text))
        return kind, _sheet("".join(
            f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{a}</t></is></c>'
            f'<c r="B{n}" t="inlineStr"><is><t>{b}</t></is></c></row>'
            for n, (a, b) in enumerate(found, 1)
        ))  # fmt: skip
    if kind == "html":
        rows = f"<tr><td>项目名称<td>甲<tr><td>{label}<td>{text}"
        return kind, f"<table border=1>{rows}</table>".encode()
    if kind == "odt":
        rows = odf_row(odf_cell(label), odf_cell(text))
        return kind, odt(f"<table:table>{rows}</table:table>")
    if kind == "txt":
        return kind, f"项目名称\t甲\n{label}\t{text}\n".encode()
    good = sources("json")[0].decode()
    return kind, good.replace('"name": "', f'"name": "{text}', random.choice((1, 3))).encode()


def many_tags(random: Random) -> Made:
    """As many elements as a file can name, in attributes, runs, styles or strings."""
    count = random.choice((300_000, 1_000_000, 1_900_000))
    piece, where = random.choice(
        (
            ("<w:r><w:t>x</w:t></w:r>", "run"),
            ("<w:p/>", "body"),
            ('<w:p w:a="1" w:b="2" w:c="3"/>', "body"),
            ("<w:tc/>", "row"),
            ("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "body"),
            ("<w:tr><w:tc><w:p/></w:tc></w:tr>", "table"),
        )
    )
    times = count // piece.count("<")
    inner = {
        "run": f"<w:p>{piece * times}</w:p>",
        "body": piece * times,
        "row": f"<w:tbl><w:tr>{piece * times}</w:tr></w:tbl>",
        "table": f"<w:tbl>{piece * times}</w:tbl>",
    }[where]
    return "docx", _word(table(row(cell("项目名称"), cell("甲"))) + inner)


def many_styles(random: Random) -> Made:
    """A hundred thousand styles, strings or names that are never used."""
    count = random.choice((30_000, 150_000))
    if random.random() < 0.5:
        style = '<w:style w:styleId="s{}"><w:name w:val="n"/><w:basedOn w:val="s0"/></w:style>'
        styles = "".join(style.format(n) for n in range(count))
        return "docx", make_docx(table(row(cell("项目名称"), cell("甲"))), styles)
    parts = parts_of(sources("xlsx")[0])
    old = parts["xl/sharedStrings.xml"].decode()
    strings = "".join(f"<si><t>文字{n}</t></si>" for n in range(count))
    parts["xl/sharedStrings.xml"] = old.replace("</sst>", strings + "</sst>").encode()
    return "xlsx", packed(list(parts.items()))


def merged_sheet(random: Random) -> Made:
    """Merges that cover as much as the limits allow, ruled cells far apart."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>项目名称</t></is></c></row>'
        for n in (1, 2, 1000, 100_000, 1_048_576)
    )
    refs = random.choice((["A1:GR999"], [f"A{n}:CV{n + 999}" for n in range(1, 9000, 1000)],
                          [f"A{n}:B{n + 1}" for n in range(1, 90_000, 2)]))  # fmt: skip
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    wide = "".join(f'<c r="{c}1" t="inlineStr"><is><t>x</t></is></c>' for c in ("A", "XFD"))
    cells = random.choice((rows, f'<row r="1">{wide}</row>' + rows[rows.find("<row", 5) :]))
    return "xlsx", _sheet(cells, f"<mergeCells>{merges}</mergeCells>")


def many_members(random: Random) -> Made:
    """Tens of thousands of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts_of(sources("docx")[0]).items():
            package.writestr(name, part)
        for number in range(random.choice((1_900, 20_000))):
            package.writestr(f"word/x{number}.xml", "<x/>")
    return "docx", buffer.getvalue()


def big_html(random: Random) -> Made:
    """A page of megabytes: styles, spans, one long line, entities."""
    times = random.choice((100_000, 400_000))
    piece = random.choice(("<span style='color:red'>x</span>", "&nbsp;", "<b>", "<!---->", "<td>x",
                           "<p>x", "<br>", "</table>", "<", "<a b=c d=e>"))  # fmt: skip
    head = "<table><tr><td>项目名称<td>甲<tr><td>"
    return random.choice(("html", "clipboard")), f"{head}{piece * times}</table>".encode()


def big_document(random: Random) -> Made:
    """A document of as much text as may be, in one paragraph or in many."""
    size = random.choice((8, 25, 60)) * MEGABYTE
    line = "".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(400))
    lone = "\U0001f600" if random.random() < 0.5 else ""
    count = size // len(line.encode())
    if random.random() < 0.5:
        body = f"<w:p><w:r><w:t>{lone}{line * count}</w:t></w:r></w:p>"
    else:
        body = f"<w:p><w:r><w:t>{lone}{line}</w:t></w:r></w:p>" * count
    text = document(table(row(cell("项目名称"), cell("甲"))) + body)
    parts = {**parts_of(make_docx("")), "word/document.xml": text.encode()}
    return "docx", packed(list(parts.items()))


BOMBS: tuple[Callable[[Random], Made], ...] = (
    inflating, inflating_a_little, deep_markup, deep_tables, deep_odf, many_rows, many_rows,
    big_cell, big_cell, many_tags, many_tags, many_styles, merged_sheet, many_members, big_html,
    big_document,
)  # fmt: skip
