# SPDX-License-Identifier: MulanPSL-2.0
"""What other programs put on the clipboard when cells are copied, as they were seen to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    pass

Cells = "Sequence[Sequence[str | None]]"
_EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table
	{{mso-displayed-decimal-separator:"\\.";
	mso-displayed-thousand-separator:"\\,";}}
tr
	{{mso-height-source:auto;}}
col
	{{mso-width-source:auto;}}
td
	{{padding-top:1px;
	mso-number-format:General;
	mso-char-type:none;}}
.xl65
	{{text-align:center;
	border:.5pt solid windowtext;
	white-space:normal;}}
-->
</style>
</head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=384 style='border-collapse:
 collapse;width:288pt'>
<!--StartFragment-->
 <col width=64 span=6 style='width:48pt'>
{rows}
<!--EndFragment-->
</table>
</body>
</html>
"""
_WORD = """<html xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"></head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
<!--StartFragment-->
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0
 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'>
{rows}
</table>
<!--EndFragment-->
</body>
</html>
"""
_OFFICE = """<!DOCTYPE html>
<html>
<head>
<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">body,table,td,p {{ font-family:"Liberation Sans" }}</style>
</head>
<body>
<table cellspacing="0" border="0">
<colgroup width="85"></colgroup>
{rows}
</table>
</body>
</html>
"""


def excel(rows: Cells) -> QMimeData:
    """As Excel and WPS spreadsheets copy cells; None goes on from the cell above."""
    cell = "  <td{span} class=xl65 width=64 style='width:48pt'>{text}</td>\n"
    row = " <tr height=20 style='height:15.0pt'>\n{cells} </tr>\n"
    line_end = "<br\n    style='mso-data-placement:same-cell'>"
    return _content(_EXCEL, rows, row, cell, line_end)


def word(rows: Cells) -> QMimeData:
    """As Word and WPS copy a table of a document: a paragraph for each line."""
    cell = (
        "  <td width=92{span} valign=top style='width:69.1pt;border:solid windowtext 1.0pt'>\n"
        "  <p class=MsoNormal><span style='font-family:宋体'>{text}<o:p></o:p></span></p>\n"
        "  </td>\n"
    )
    row = " <tr style='mso-yfti-irow:0'>\n{cells} </tr>\n"
    line_end = "<o:p></o:p></span></p>\n  <p class=MsoNormal><span style='font-family:宋体'>"
    return _content(_WORD, rows, row, cell, line_end)


def office(rows: Cells) -> QMimeData:
    """As LibreOffice Calc copies cells."""
    cell = '<td{span} height="17" align="left" valign=bottom>{text}</td>\n'
    return _content(_OFFICE, rows, "<tr>\n{cells}</tr>\n", cell, "<br>")


def only_text(text: str) -> QMimeData:
    """As an editor for plain text copies."""
    content = QMimeData()
    content.setText(text)
    return content


def put(content: QMimeData) -> None:
    """Lay it on the clipboard."""
    QGuiApplication.clipboard().setMimeData(content)


def _content(page: str, rows: Cells, row: str, cell: str, line_end: str) -> QMimeData:
    made = ""
    for number, texts in enumerate(rows):
        cells = ""
        for column, text in enumerate(texts):
            if text is None:
                continue
            span = 1
            while number + span < len(rows) and rows[number + span][column] is None:
                span += 1
            spans = f" rowspan={span}" if span > 1 else ""
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", line_end)
            cells += cell.format(span=spans, text=escaped)
        made += row.format(cells=cells)
    content = QMimeData()
    content.setHtml(page.format(rows=made))
    content.setText("".join("\t".join(_quoted(t or "") for t in texts) + "\r\n" for texts in rows))
    return content


def _quoted(text: str) -> str:
    if not {"\n", "\t", '"'} & set(text):
        return text
    return '"' + text.replace('"', '""') + '"'
