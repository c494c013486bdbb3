# SPDX-License-Identifier: MulanPSL-2.0
"""How long a book of 600 projects takes to roll over: to list what changes, and to change it.

`pytest tests/benchmarks --benchmark-enable` measures; without it the same code runs once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.nodes import Submission
from fuyi_editor.yearly.rollover.proposals import applied
from fuyi_editor.yearly.rollover.roll_over import rollover

MENYUAN = Path(__file__).parents[1] / "data" / "menyuan-2023.docx"


@pytest.fixture(scope="module")
def big_book() -> Submission:
    book = open_book(MENYUAN, load_layouts()).submission
    projects = tuple(with_new_ids(project) for _ in range(100) for project in book.projects)
    return book.but(projects=projects)


def test_listing(benchmark, big_book: Submission) -> None:
    rolled = benchmark(rollover, big_book, 2024)
    assert len(rolled.ticked) == 1002


def test_applying(benchmark, big_book: Submission) -> None:
    ticked = rollover(big_book, 2024).ticked
    after = benchmark(applied, big_book, ticked)
    assert after.year == 2024
