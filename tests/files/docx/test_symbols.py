# SPDX-License-Identifier: MulanPSL-2.0
"""Symbols put in with 插入—符号 or the equation editor are text and stay when text changes."""

from __future__ import annotations

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.docx.symbols import symbol_text
from tests.files.builders import cell, main_part, make_docx, row, table
from tests.files.revising import revise, type_into

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
AT_LEAST = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'


def _page(content: str) -> bytes:
    return make_docx(table(row(cell("指标值"), cell(f"<w:p>{content}</w:p>"))))


def _text(content: str) -> str:
    return read_docx(_page(content)).grids[0].rows[0].cells[1].text


@pytest.mark.parametrize(
    ("font", "char", "text"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("symbol", "B1", "±"),
        ("Symbol", "F035", "5"),
        ("Symbol", "F0D6", "√"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "0052", "☑"),
        ("宋体", "2265", "≥"),
        ("Wingdings", "F021", "□"),
        ("宋体", "F0B3", "□"),
        ("", "", "□"),
        ("Symbol", "xyz", "□"),
        ("宋体", "D800", "□"),
    ],
)
def test_a_symbol_stands_for_a_character(font: str, char: str, text: str) -> None:
    assert symbol_text(font, char) == text


def test_symbols_formulas_and_their_replacements_are_text() -> None:
    assert _text(AT_LEAST + "<w:r><w:t>95%</w:t></w:r>") == "≥95%"
    assert _text(f"<m:oMath {MATH}><m:r><m:t>≥95%</m:t></m:r></m:oMath>") == "≥95%"
    newest = (
        f'<w:r><mc:AlternateContent {COMPATIBLE}><mc:Choice Requires="w16se"><w:x/></mc:Choice>'
        "<mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert _text(newest + "<w:r><w:t>是</w:t></w:r>") == "☑是"


@pytest.mark.parametrize(
    ("text", "symbols"), [("≥90%", 1), ("≥95", 1), ("95%", 0), ("≤95%", 0), ("", 0)]
)
def test_a_symbol_that_stays_is_not_touched(text: str, symbols: int) -> None:
    data = _page(AT_LEAST + "<w:r><w:t>95%</w:t></w:r>")
    revised = revise(data, type_into(read_docx(data), 0, (0, 1), text))
    assert main_part(revised).count(b"<w:sym ") == symbols


def test_a_formula_is_revised() -> None:
    data = _page(f"<m:oMath {MATH}><m:r><m:t>≥95</m:t></m:r></m:oMath><w:r><w:t>%</w:t></w:r>")
    revise(data, type_into(read_docx(data), 0, (0, 1), "≥90%"))
