# SPDX-License-Identifier: MulanPSL-2.0
"""Files that LibreOffice makes of others, and what two page documents must have in common."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Grid, PageDocument, PageSetup, Paragraph, check_grid
from tests.bad_files import DATA
from tests.files.builders import package
from tests.growth import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from fuyi_editor.page.document import Block, Cell, TextStyle

_TO_THE_CAPS = 1000
"""One wrong number may ask for a table as large as the readers allow, hundreds of times ours."""
SAMPLES = sorted(path.stem for path in DATA.glob("*.docx"))
needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice"),
]


def convert(folder: Path, files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """The files, by name without ending, as LibreOffice saves them as `kind`."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder / kind)]
    command += [str(folder / name) for name in files]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return {path.stem: path.read_bytes() for path in (folder / kind).iterdir()}


def workbooks() -> dict[str, bytes]:
    """The samples as workbooks, and one of every kind of value and look."""
    found = {
        f"{name}.xlsx": compose_xlsx(read_docx((DATA / f"{name}.docx").read_bytes()))
        for name in SAMPLES
    }
    return {**found, "values.xlsx": values_book()}


def values_book() -> bytes:
    """A workbook with numbers, merges, lines, a hidden sheet and a page set-up of its own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    thin = Side(style="thin")
    values = [
        (0.6, "0%"), (6, "0.00"), (0.1 + 0.2, "General"), (1234567.5, "#,##0.00"),
        (45000, "yyyy-m-d"), (45000, 'yyyy"年"m"月"d"日"'), ("6.00", "@"), (-3.5, "0.0;(0.0)"),
        ("两\n行  空", "General"), (7, "General"), (None, "General"),
    ]  # fmt: skip
    for column, (value, code) in enumerate(values, start=1):
        cell = sheet.cell(1, column, value)
        cell.number_format = code
        cell.border = Border(thin, thin, thin, thin)
    sheet["A2"], sheet["C2"], sheet["A4"] = "合并", "粗", "末"
    sheet["A2"].font = Font("Arial", 14, bold=True)
    sheet["A2"].alignment = Alignment("right", "top", wrap_text=True)
    sheet["C2"].border = Border(bottom=thin)
    sheet.merge_cells("A2:B3")
    # Programs differ in the sizes they give where none is named.
    for number, column in enumerate("ABCDEFGHIJK"):
        sheet.column_dimensions[column].width = 20 - number
    for row in range(1, 5):
        sheet.row_dimensions[row].height = 15 * row
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = 8
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins.left = 1
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.print_options.horizontalCentered = True
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden["B1"] = "藏", "2"
    hidden.sheet_state = "hidden"
    last = book.create_sheet("三")
    last["A1"], last["B1"] = "三", 3
    last.column_dimensions["A"].width = last.column_dimensions["B"].width = 9
    last.row_dimensions[1].height = 20
    book.properties.title = "一本书"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def assert_same(
    found: PageDocument, wanted: PageDocument, *, fonts: bool = True, width: float = 0.5
) -> None:
    """Both show the same texts in the same cells, lines and looks, on the same paper."""
    assert _outline(found, fonts=fonts) == _outline(wanted, fonts=fonts)
    for grid, other in zip(found.grids, wanted.grids, strict=True):
        check_grid(grid)
        assert grid.columns == pytest.approx(other.columns, abs=width)
        heights = [row.min_height for row in other.rows]
        assert [row.min_height for row in grid.rows] == pytest.approx(heights, abs=0.5)
    assert _paper(found.setup) == pytest.approx(_paper(wanted.setup), abs=0.3)
    # LibreOffice drops spaces beside page numbers.
    assert found.setup.footer.replace(" ", "") == wanted.setup.footer.replace(" ", "")


def _outline(page: PageDocument, *, fonts: bool) -> list[object]:
    return [_block(block, fonts=fonts) for block in page.blocks]


def _block(block: Block, *, fonts: bool) -> object:
    if isinstance(block, Paragraph):
        marks = (block.outline_level, block.page_break_before, block.contents and bool(block.text))
        return (block.text, marks, _look(block.style, fonts=fonts) if block.text else None)
    assert isinstance(block, Grid)
    rows = [(row.header, [_cell(cell, fonts=fonts) for cell in row.cells]) for row in block.rows]
    return (block.align, rows)


def _cell(cell: Cell, *, fonts: bool) -> object:
    look = _look(cell.style, fonts=fonts) if cell.text else None
    place = (cell.column, cell.column_span, cell.continues)
    return (cell.text, place, cell.borders, look)


def _look(style: TextStyle, *, fonts: bool) -> object:
    family = style.family if fonts else ""
    return (family, style.size, style.bold, style.align, style.vertical_align)


def _paper(setup: PageSetup) -> tuple[float, ...]:
    return (setup.width, setup.height, setup.top, setup.right, setup.bottom, setup.left)


def assert_survives_damage(read: Callable[[bytes], PageDocument], whole: bytes) -> None:
    """A hundred damaged copies are read or refused, each soon, most by a sentence of ours."""
    chance = random.Random(2023)
    refused: list[ReadError] = []
    pace = Pace(lambda: read(whole))
    for number in range(100):
        damaged = bytearray(whole)
        if number % 4 == 0:
            del damaged[chance.randrange(len(damaged)) :]
        for _ in range(chance.choice((1, 5, 50)) if number % 4 else 0):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        error = pace.keep(partial(_error_of, read, bytes(damaged)), _TO_THE_CAPS)
        refused += [error] if error else []
    assert len(refused) > 20
    assert all(error.cause and error.remedy for error in refused)


def assert_survives_odd_attributes(read: Callable[[bytes], PageDocument], whole: bytes) -> None:
    """Fifty copies with odd values in the content part are read or refused, each soon."""
    chance = random.Random(2023)
    odd = [b"", b"-1", b"0", b"1000000", b"99999999999999999999", b"x", b"1e9in", b"nan", b"a" * 99]
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"]
    assert isinstance(content, bytes)
    places = [match.span(1) for match in re.finditer(rb'[a-z]="([^"]*)"', content)]
    start = next(number for number, (at, _) in enumerate(places) if at > content.index(b"<style:"))
    pace = Pace(lambda: read(whole))
    for _ in range(50):
        changed = content
        for at, end in sorted(chance.sample(places[start:], 20), reverse=True):
            changed = changed[:at] + chance.choice(odd) + changed[end:]
        data = package({**parts, "content.xml": changed})
        pace.keep(partial(_error_of, read, data), _TO_THE_CAPS)


def _error_of(read: Callable[[bytes], PageDocument], data: bytes) -> ReadError | None:
    """The error that refused the file, None for one that gave whole grids."""
    try:
        page = read(data)
    except ReadError as error:
        return error
    for grid in page.grids:
        check_grid(grid)
    return None
