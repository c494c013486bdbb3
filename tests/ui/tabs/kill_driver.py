# SPDX-License-Identifier: MulanPSL-2.0
"""The real program with several books, worked by a script till it is killed.

python -m tests.ui.tabs.kill_driver FILE...

It goes from tab to tab, edits and saves, and tells on stdout what each book says after every step:

    ready TIME -        the window shows the last of the files
    step TIME NUMBER DIGEST
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from fuyi_editor import assembly
from fuyi_editor.model.nodes import Indicator
from tests.ui.page_digest import page_digest

PAUSES_MS = (5, 60)


def tell(*words: object) -> None:
    print(*words, flush=True)


class Driver:
    """Shows a book, changes it, and goes on to another one."""

    def __init__(self, window) -> None:
        self.window = window
        self.books = window.tabs.workspaces
        self.count = 0

    def act(self) -> None:
        self.count += 1
        number = random.randrange(len(self.books))
        workspace = self.books[number]
        self.window.tabs.bring_forward(workspace)
        session = workspace.session
        found = [n for n in session.submission.walk() if isinstance(n, Indicator)]
        if random.random() < 0.3:
            session.select(random.choice(found).id, "value")
            if workspace.page.start_edit():
                workspace.page.editor.insertPlainText(str(self.count))
        else:
            session.set_field(random.choice(found).id, "value", f"第{self.count}次")
        tell("step", f"{time.time():.6f}", number, self.digest(workspace))
        if random.random() < 0.1:
            self.window.files.save_book()
            tell("step", f"{time.time():.6f}", number, self.digest(workspace))
        QTimer.singleShot(random.randint(*PAUSES_MS), self.act)

    def digest(self, workspace) -> str:
        return page_digest(workspace.session.book.page(workspace.with_typing()))


def main() -> None:
    application = assembly.make_application()
    window = assembly.make_window(application, remember=True)
    window.show()
    window.begin([Path(name) for name in sys.argv[1:]])
    driver = Driver(window)
    tell("ready", f"{time.time():.6f}", "-")
    QTimer.singleShot(0, driver.act)
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
