# SPDX-License-Identifier: MulanPSL-2.0
"""What the journal of a book of 500 projects costs: the window, its own thread, and a recovery.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from itertools import count

import pytest

from fuyi_editor.files.book import composed
from fuyi_editor.files.journal import JournalWriter, Unsaved, _RecoveryFile
from fuyi_editor.files.journal_file import SUFFIX, read_journal
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField
from tests.ui.window_doubles import make_submission


@pytest.fixture(scope="module")
def book():
    return composed(make_submission(500), load_layouts()["hebei-project"])


def _states(book):
    node = book.submission.projects[250].indicators[0].kinds[0].indicators[0].id
    for number in count():
        now = SetField(node=node, field="name", text=f"名{number}").apply(book.submission)
        yield Unsaved(book, book.submission, now)


def test_a_keystroke_waits_for_this(benchmark, book, tmp_path) -> None:
    """All that is done in the window's thread."""
    writer, states = JournalWriter(tmp_path), _states(book)
    benchmark.pedantic(writer.tell, setup=lambda: ((next(states),), {}), rounds=50)
    writer.close()
    assert list(tmp_path.glob(f"*{SUFFIX}"))


def test_the_first_change_is_written(benchmark, book, tmp_path) -> None:
    """In the journal's thread: the whole book, once after each save."""
    state = next(_states(book))

    def begin() -> None:
        file = _RecoveryFile(tmp_path)
        file.say(state)
        file.close()

    benchmark.pedantic(begin, rounds=3)
    assert list(tmp_path.glob(f"*{SUFFIX}"))


def test_a_later_change_is_written(benchmark, book, tmp_path) -> None:
    """In the journal's thread: one step, on the disk itself."""
    file, states = _RecoveryFile(tmp_path), _states(book)
    file.say(next(states))
    benchmark.pedantic(file.say, setup=lambda: ((next(states),), {}), rounds=50)
    file.close()


def test_two_hundred_steps_are_taken_again(benchmark, book, tmp_path) -> None:
    """The most that a recovery file holds."""
    file, states = _RecoveryFile(tmp_path), _states(book)
    for _ in range(200):
        file.say(next(states))
    file.close()
    (path,) = tmp_path.glob(f"*{SUFFIX}")
    journal = benchmark.pedantic(lambda: read_journal(path.read_bytes()), rounds=1)
    assert journal.now.projects[250].indicators[0].kinds[0].indicators[0].name == "名199"
