# SPDX-License-Identifier: MulanPSL-2.0
"""The real files that are mutated, and the same books in the formats that no sample has."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Grid
from tests.bad_files import DATA

if TYPE_CHECKING:
    from fuyi_editor.page.document import Cell, PageDocument

WORD = ("fengrun-2023", "tianjin-2024", "menyuan-2023", "guangzhou-2021", "zhanjiang-2021",
        "laoting-2023-report")  # fmt: skip
OTHERS = {
    "doc": ("fengrun-2023.doc", "menyuan-2023.doc"),
    "odt": ("fengrun-2023.odt",),
    "ods": ("fengrun-2023.ods",),
    "xls": ("fengrun-2023.xls",),
    "pdf": ("fengrun-2023.pdf",),
    "txt": ("fengrun-2023.txt", "menyuan-2023.txt", "zhanjiang-2021.txt"),
    "json": ("three-years-2023.json",),
}
_TIME = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
KINDS = ("docx", "xlsx", "html", "mht", *OTHERS)
PACKAGES = ("docx", "xlsx", "odt", "ods")


def sources(kind: str) -> tuple[bytes, ...]:
    """The files of a kind, smallest first."""
    if kind == "docx":
        found = [_data(f"{name}.docx") for name in WORD]
    elif kind in ("xlsx", "html", "mht"):
        found = [_made(kind, name) for name in WORD]
    else:
        found = [_data(name) for name in OTHERS[kind]]
    return tuple(sorted(found, key=len))


@cache
def _data(name: str) -> bytes:
    return (DATA / name).read_bytes()


@cache
def page_of(name: str) -> PageDocument:
    """The page document in one of the Word files."""
    return read_docx(_data(f"{name}.docx"))


@cache
def _made(kind: str, name: str) -> bytes:
    page = page_of(name)
    if kind == "xlsx":
        return undated(compose_xlsx(page))
    html = html_of(page)
    return html.encode() if kind == "html" else web_archive(html)


def html_of(page: PageDocument) -> str:
    """The page as web pages show it."""
    pieces: list[str] = []
    for block in page.blocks:
        if not isinstance(block, Grid):
            pieces.append(f"<p>{escape(block.text)}</p>")
            continue
        rows = (
            "<tr>" + "".join(_html_cell(block, index, c) for c in row.cells if not c.continues)
            for index, row in enumerate(block.rows)
        )
        pieces.append("<table border=1>" + "</tr>\n".join(rows) + "</tr></table>")
    return "<html><meta charset=utf-8><body>" + "\n".join(pieces) + "</body></html>"


def _html_cell(grid: Grid, row: int, cell: Cell) -> str:
    rows = grid.row_span(row, cell)
    text = escape(cell.text).replace("\n", "<br>")
    return f"<td colspan={cell.column_span} rowspan={rows}>{text}</td>"


def web_archive(html: str) -> bytes:
    """The page as browsers and Word save it in one file."""
    body = base64.encodebytes(html.encode()).decode()
    return (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        f"{body}\n--x--\n"
    ).encode()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of those parts, with sound checksums; a name may come twice."""
    import warnings

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name that comes twice is meant
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def undated(data: bytes) -> bytes:
    """A package without the time at which it was made, so that it is the same every time."""
    parts = [
        (name, _TIME.sub(b"2026-01-01T00:00:00Z", part)) for name, part in parts_of(data).items()
    ]
    return packed(parts)


def loosely_packed(data: bytes) -> bytes:
    """The package with its parts as they are, so that no ratio tells how much they ask for."""
    return packed(list(parts_of(data).items()), zipfile.ZIP_STORED)
