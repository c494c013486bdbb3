# SPDX-License-Identifier: MulanPSL-2.0
"""Conversion by a real LibreOffice, which must never ask the network for anything."""

from __future__ import annotations

import io
import shutil
import threading
import time
import urllib.error
import urllib.request
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files import office_convert
from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.office_convert import convert_with_office
from fuyi_editor.files.office_links import without_links
from tests.files.builders import LINKS, OFFICE, PUBLISHED, package, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:of"'
)


@pytest.fixture
def need_office() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")


class Listener(ThreadingHTTPServer):
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def answer(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer

    def log_message(self, *_: object) -> None:
        """Keep the output clean."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.office
@pytest.mark.usefixtures("need_office")
def test_an_old_word_file_is_converted_even_if_wps_named_it() -> None:
    found = convert_with_office((PUBLISHED / "menyuan-2023.doc").read_bytes(), ".WPS", "docx")
    assert found is not None
    page = read_docx(found)
    expected = read_docx((PUBLISHED / "menyuan-2023.docx").read_bytes())
    assert page.title == expected.title
    texts, wanted = ([[c.text for _, c in g.cells()] for g in p.grids] for p in (page, expected))
    assert texts == wanted


@pytest.mark.office
@pytest.mark.usefixtures("need_office")
def test_nothing_is_fetched(listener: Listener) -> None:
    # Without our profile LibreOffice asks three times for the style sheet.
    address = f"http://127.0.0.1:{listener.server_port}"
    page = f'<html><link rel="stylesheet" href="{address}/a.css"><p>文<img src="{address}/a.png">'
    assert convert_with_office(page.encode(), ".html", "docx")
    assert listener.asked == []
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{address}/seen")
    assert listener.asked == ["/seen"]


@pytest.mark.office
@pytest.mark.usefixtures("need_office")
def test_a_conversion_that_takes_too_long_is_stopped() -> None:
    start = time.perf_counter()
    data = (PUBLISHED / "menyuan-2023.doc").read_bytes()
    assert convert_with_office(data, ".doc", "docx", timeout=0.2) is None
    assert time.perf_counter() - start < 5


def test_without_libreoffice_there_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_convert, "find_office", lambda: None)
    assert convert_with_office(b"{\\rtf1 a}", ".rtf", "docx") is None


@pytest.mark.parametrize("suffix", ["", "doc", "./../x", ".doc/", ".d oc", ".doc\n"])
def test_a_strange_suffix_names_no_file(suffix: str) -> None:
    assert convert_with_office(b"{\\rtf1 a}", suffix, "docx") is None


def test_relationships_to_the_outside_are_cut() -> None:
    parts = {name: part for name, (part, *_) in parts_of(whole()).items()}
    name = "word/_rels/document.xml.rels"
    # A raw ">" may stand in a value, and character references in a word.
    away = (
        f'<a:Relationships xmlns:a="{LINKS}"><a:Relationship Id="r1" Type="{OFFICE}/image"'
        ' Target="http://example.invalid/?a>b" TargetMode="Extern&#97;l"/>'
        f'<a:Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></a:Relationships>'
    )
    cut = without_links(package(parts | {name: away}))
    assert cut is not None
    found = parts_of(cut)
    assert b"example.invalid" not in found[name][0]
    assert b"styles.xml" in found[name][0]
    assert found["word/document.xml"][0] == parts["word/document.xml"]


def test_references_of_open_document_are_cut_but_hyperlinks_are_not() -> None:
    content = (
        f"<office:document-content {NAMESPACES}><text:a xlink:href='http://kept.invalid/'>看</text:a>"
        "<draw:image xlink:href='http://cut.invalid/a.png'/><draw:image xlink:href='../cut.png'/>"
        "<draw:image xlink:href='file:///cut'/><draw:image xlink:href='//cut/share'/>"
        "<draw:image xlink:href='Pictures/1.png'/><draw:object xlink:href='./Object 1'/>"
        "</office:document-content>"
    )
    cut = without_links(package({"mimetype": "x", "content.xml": content}))
    assert cut is not None
    found = parts_of(cut)["content.xml"][0]
    assert b"cut" not in found
    # A prefix that only formulas use has to stay declared.
    for kept in (b"kept.invalid", b"Pictures/1.png", b"./Object 1", b"xmlns:of="):
        assert kept in found


@pytest.mark.parametrize(
    "content", ["<!DOCTYPE a SYSTEM 'http://x.invalid/'><a/>", "<a", "", "<a>&b;</a>"]
)
def test_a_part_that_cannot_be_searched_stops_the_conversion(content: str) -> None:
    assert without_links(package({"content.xml": content})) is None


def test_damaged_and_too_big_packages_are_not_passed_on() -> None:
    assert without_links(whole()[:-100]) is None
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(21):
            archive.writestr(f"{number}.bin", bytes(10 * 1024 * 1024))
    assert without_links(target.getvalue()) is None


def test_other_files_are_passed_on_as_they_are() -> None:
    data = (PUBLISHED / "menyuan-2023.doc").read_bytes()
    assert without_links(data) is data


def whole() -> bytes:
    return (PUBLISHED / "menyuan-2023.docx").read_bytes()
