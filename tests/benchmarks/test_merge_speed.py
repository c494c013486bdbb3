# SPDX-License-Identifier: MulanPSL-2.0
"""How long it takes to merge 200 files of 200 units: reading them, and each kind of book or list.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from fuyi_editor.files.book import merged_book, open_book, save_book
from fuyi_editor.files.xlsx.lists import write_lists
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.nodes import Party
from fuyi_editor.ui.merge.reading import named_parts, read_files
from fuyi_editor.yearly.merging.merge import merge
from fuyi_editor.yearly.merging.parts import Part
from fuyi_editor.yearly.merging.tables import merge_sheets

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
MEASURED, TRIED = 200, 45  # files; enough for two processes when only tried


@pytest.fixture(scope="module")
def files(request, tmp_path_factory) -> list[Path]:
    count = MEASURED if request.config.getoption("--benchmark-enable") else TRIED
    folder = tmp_path_factory.mktemp("units")
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    paths = [folder / f"{number:03}.docx" for number in range(count)]
    for number, path in enumerate(paths):
        unit = Party(code=f"713{number:03}", name=f"第{number}区妇女联合会")
        projects = tuple(p.but(unit=unit, code=f"{number}") for p in book.submission.projects)
        save_book(book, book.submission.but(unit=unit, projects=projects), path)
    return paths


@pytest.fixture(scope="module")
def parts(files) -> list[Part]:
    return named_parts(read_files(files, lambda path, read: None))


def test_reading(benchmark, files):
    read = benchmark.pedantic(read_files, (files, lambda path, read: None), rounds=3)
    assert not any(one.problem for one in read)


def test_merging(benchmark, parts):
    merged = benchmark(merge, parts)
    assert merged.whole.sums["total"] == Decimal("20.50") * len(parts)


@pytest.mark.parametrize("layout", ["hebei-project", "qinghai-public"])
def test_one_docx(benchmark, parts, tmp_path, layout):
    merged = merge(parts)

    def write() -> None:
        book = merged_book(merged.submission, merged.sources, LAYOUTS[layout])
        save_book(book, book.submission, tmp_path / "x.docx")

    benchmark.pedantic(write, rounds=3)
    assert (tmp_path / "x.docx").stat().st_size > 0


def test_the_list(benchmark, parts):
    merged = merge(parts)
    assert benchmark(lambda: write_lists(merge_sheets(merged, parts, {})))


def test_all_of_it(benchmark, files, tmp_path):
    """From the files on the disk to one .docx with contents and totals, as `merge -o` does it."""

    def whole() -> None:
        read = named_parts(read_files(files, lambda path, one: None))
        merged = merge(read)
        book = merged_book(merged.submission, merged.sources, LAYOUTS["hebei-project"])
        save_book(book, book.submission, tmp_path / "x.docx")

    benchmark.pedantic(whole, rounds=3)
    assert (tmp_path / "x.docx").stat().st_size > 0
