# SPDX-License-Identifier: MulanPSL-2.0
"""A book beside what it was rolled over to: just what was rolled over is told, from files too."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Submission
from fuyi_editor.yearly.comparison.compare import compare
from fuyi_editor.yearly.following.follow import follow
from fuyi_editor.yearly.rollover.proposals import applied
from fuyi_editor.yearly.rollover.roll_over import next_year, rollover
from tests.bad_files import DATA
from tests.yearly.books import read_again

LAYOUTS = load_layouts()


def rolled_over(before: Submission) -> tuple[Submission, Counter[tuple[str, str]]]:
    """The book of the next year, and what changed of it: every text before and after."""
    rolled = rollover(before, next_year(before, 2024))
    after = applied(before, rolled.proposals)
    places = {(item.place.node, item.place.field) for item in rolled.proposals}
    texts = [
        (read_field(before.find(node), field), read_field(after.find(node), field))
        for node, field in places
    ]
    return after, Counter(pair for pair in texts if pair[0] != pair[1])


def told(before: Submission, after: Submission) -> Counter[tuple[str, str]]:
    changes = compare(before, after, follow(before, after))
    assert all(change.before and change.after for change in changes)
    return Counter((change.old, change.new) for change in changes)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.docx")), ids=lambda path: path.stem)
def test_just_what_was_rolled_over_is_told(path: Path):
    before = open_book(path, LAYOUTS).submission
    after, changed = rolled_over(before)
    assert changed
    assert told(before, after) == changed
    assert told(before, read_again(after)) == changed


@pytest.mark.parametrize("name", ["fengrun-2023", "tianjin-2024", "menyuan-2023"])
def test_it_is_the_same_from_the_saved_file(name: str, tmp_path: Path):
    book = open_book(DATA / f"{name}.docx", LAYOUTS)
    after, changed = rolled_over(book.submission)
    save_book(book, after, tmp_path / "今年.docx")
    assert told(book.submission, open_book(tmp_path / "今年.docx", LAYOUTS).submission) == changed
