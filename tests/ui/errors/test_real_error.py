# SPDX-License-Identifier: MulanPSL-2.0
"""The real program with a fault in it: it tells of it, has kept what is unsaved, and goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

from fuyi_editor.files.book import open_book
from fuyi_editor.files.journal_file import read_journal
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.errors.error_dialog import TITLE
from tests.ui.real_screen import ON_SCREEN, Screen, screen_in, wait_for

pytestmark = ON_SCREEN
SAMPLE = Path(__file__).parents[2] / "data" / "fengrun-2023.docx"


def journals(screen: Screen) -> list[Path]:
    return list((screen.home / ".local/share/fuyi-editor/recovery").glob("*.journal"))


def test_an_action_that_raises_is_told_and_the_program_goes_on(tmp_path):
    file = Path(shutil.copy(SAMPLE, tmp_path / "本年.docx"))
    with screen_in(tmp_path) as screen:
        screen.start(file, "tests.ui.errors.failing_program")
        main = wait_for(lambda: screen.windows(file.name), "the window")[0]
        screen.enter(main)
        # The tree has the keyboard; what is typed is still in its editor when the error comes.
        screen.do("key", "--delay", 100, "F2", "ctrl+a")
        screen.do("type", "--delay", 40, "7788")
        screen.do("key", "ctrl+shift+p")
        dialog = wait_for(lambda: screen.windows(TITLE), "the dialog")[0]
        (journal,) = journals(screen)
        assert read_journal(journal.read_bytes()).now.projects[0].name == "7788"

        screen.enter(dialog)
        screen.do("key", "Return")
        wait_for(lambda: not screen.windows(TITLE), "the end of the dialog")
        screen.enter(main)
        screen.do("key", "--delay", 60, "ctrl+shift+p", "ctrl+s")  # told once, not again
        wait_for(lambda: not journals(screen), "the saved file")
        assert not screen.windows(TITLE)
        assert open_book(file, load_layouts()).submission.projects[0].name == "7788"
        screen.do("key", "ctrl+q")
        assert screen.ended() == 0
        log = (screen.home / ".local/share/fuyi-editor/logs/fuyi-editor.log").read_text("utf-8")
    assert "ValueError" in log
    assert "errors/failing_program.py:" in log
    assert "Python 3." in log.splitlines()[0]
    assert log.isascii()  # nothing of the book, whose every text is Chinese
