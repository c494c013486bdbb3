# SPDX-License-Identifier: MulanPSL-2.0
"""The real program, worked by a script till it is killed: python -m tests.ui.kill_driver FILE SEED.

Every state that the window has shown is told on stdout, with the time, as soon as the step is done:

    ready TIME DIGEST      the window shows the file, or the book that it recovered
    acting TIME -          something is about to be done
    step TIME DIGEST       an edit, an undo, a letter typed into a cell that is still open
    saving TIME DIGEST     the program begins to save
    saved TIME DIGEST      it has

A digest is that of all texts on the page, so that it is the same in the window and in the file.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from fuyi_editor import assembly
from fuyi_editor.model import arrange
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.ask import Ask
from fuyi_editor.ui.ask_files import AfterFailure
from fuyi_editor.ui.recovery.recovery_dialog import RecoveryAct
from tests.ui.page_digest import page_digest

PAUSES_MS = (5, 120)


class SureAsk(Ask):
    """Recovers what there is, and saves it where it came from."""

    target = Path()

    def recovery(self, offers):
        return RecoveryAct.RECOVER, offers[0]

    def file_to_save(self, title, suggested, filters=None):
        return self.target

    def may_leave_out(self, texts):
        return True

    def after_failure(self, sentence):
        tell("failed", sentence)
        return AfterFailure.GIVE_UP


def tell(word: str, text: str) -> None:
    print(word, f"{time.time():.6f}", text, flush=True)


class Driver:
    """Does one thing after the other, as fast as nobody can."""

    def __init__(self, window, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.number = 0

    def begin(self) -> None:
        tell("ready", self.digest())
        self.go_on()

    def go_on(self) -> None:
        QTimer.singleShot(self.random.randint(*PAUSES_MS), self.act)

    def act(self) -> None:
        self.number += 1
        tell("acting", "-")
        acts = {self.edit: 6, self.type: 4, self.restructure: 2, self.undo: 1, self.save: 1}
        (act,) = self.random.choices(list(acts), list(acts.values()))
        act()
        self.go_on()

    @property
    def session(self):
        return self.window.workspace.session

    def digest(self) -> str:
        return page_digest(self.session.book.page(self.window.workspace.with_typing()))

    def indicator(self) -> Indicator:
        found = [n for n in self.session.submission.walk() if isinstance(n, Indicator)]
        return self.random.choice(found)

    def edit(self) -> None:
        node = self.indicator()
        field = self.random.choice(("value", "description", "name"))
        self.session.set_field(node.id, field, f"第{self.number}次")
        tell("step", self.digest())

    def type(self) -> None:
        """Letters into a cell of the page that stays open."""
        page = self.window.workspace.page
        if page.editor is None:
            self.session.select(self.indicator().id, "value")
            page.start_edit()
        if page.editor is not None:
            page.editor.insertPlainText(f"{self.number}")
            tell("step", self.digest())

    def restructure(self) -> None:
        self.window.workspace.commit_typing()
        node = self.indicator().id
        change = self.random.choice((arrange.duplicate, arrange.remove))
        self.session.arrange(change(self.session.submission, node))
        tell("step", self.digest())

    def undo(self) -> None:
        self.window.workspace.commit_typing()
        # A recovered book is not undone to what the file says: that counts as looking.
        if self.session.undo_stack.index() > 1:
            self.session.undo_stack.undo()
            tell("step", self.digest())

    def save(self) -> None:
        self.window.workspace.commit_typing()
        tell("saving", self.digest())
        if self.window.files.save_book():
            tell("saved", self.digest())


def main() -> None:
    path, seed = Path(sys.argv[1]), int(sys.argv[2])
    SureAsk.target = path
    assembly.Ask = SureAsk
    application = assembly.make_application()
    window = assembly.make_window(application, remember=True)
    window.show()
    window.begin([path])
    driver = Driver(window, seed)
    QTimer.singleShot(0, driver.begin)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
