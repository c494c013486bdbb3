#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""Take the pictures of the manual: the program's own windows on the sample book. Run by hand.

    python packaging/manual_pictures.py [NAME...]

Everything is done as a person would do it, through the window's actions, on a screen in memory;
settings and data are in a folder that is thrown away, so nothing of the user's is shown or touched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication, QWidget

    from fuyi_editor.model.nodes import Project
    from fuyi_editor.ui.main_window import MainWindow

PICTURES = ROOT / "resources" / "manual" / "pictures"
SAMPLE = ROOT / "resources" / "samples" / "fengrun-2023.docx"
BOOK = "丰润区妇联2023年绩效文本.docx"
SCALE = 1.5  # as `ui/manual/rendering.py` counts it
WIDTH, HEIGHT = 1000, 640
DIALOG_WIDTH = 760
PASTED = (
    "三级指标\t指标值\t指标值确定依据\n"
    "巾帼普法宣讲场次\t≥6场\t年初计划\n"
    "发放宣传资料份数\t≥2000份\t历史标准"
)
CRASH = "--crash"


class Photographer:
    """The real program, with somebody who presses its keys."""

    def __init__(self, folder: Path) -> None:
        from fuyi_editor.assembly import make_application, make_window

        self.book = folder / BOOK
        if not self.book.exists():
            shutil.copy(SAMPLE, self.book)
        self.app: QApplication = make_application()
        self.window: MainWindow = make_window(self.app, remember=True, theme="light")
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()

    def open_book(self) -> None:
        """Open the book, with everything checked."""
        self.window.open(self.book)
        self.window.resize(WIDTH, HEIGHT)
        self.window.activateWindow()
        self.settle()
        self.select(self.project().id)

    def select(self, node: str) -> None:
        """Go to a node in the tree; everything is checked."""
        workspace = self.window.workspace
        assert workspace is not None
        workspace.session.check_now()
        workspace.session.select(node)
        workspace.tree.setFocus()
        self.settle()

    def project(self) -> Project:
        """The first project of the open book."""
        session = self.window.session
        assert session is not None
        return session.submission.projects[0]

    def settle(self) -> None:
        """Let layouts and timers come to rest."""
        from PySide6.QtTest import QTest

        QTest.qWait(300)

    def keep(self, widget: QWidget, name: str, part: QRect | None = None) -> None:
        """Save what a widget shows, or a part of it."""
        widget.grab(part or widget.rect()).save(str(PICTURES / f"{name}.png"))

    def keep_dialog(self, name: str, act: Callable[[], None], height: int = 600) -> None:
        """Save the dialog that something opens, and dismiss it."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication, QDialog

        def take() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            dialog.resize(min(dialog.width(), DIALOG_WIDTH), min(dialog.height(), height))
            self.settle()
            self.keep(dialog, name)
            dialog.reject()

        soon = QTimer(self.window, singleShot=True, interval=600)
        soon.timeout.connect(take)
        soon.start()
        act()

    def leave(self) -> None:
        """Give everything up that was typed, and close."""
        workspace = self.window.workspace
        if workspace is not None:
            workspace.commit_typing()
            workspace.session.undo_stack.setClean()
        self.window.close()

    # The pictures

    def window_picture(self) -> None:
        """The whole window."""
        self.open_book()
        self.keep(self.window, "window")

    def rollover(self) -> None:
        """上年结转."""
        self.open_book()
        self.keep_dialog("rollover", self.window.rollovers.roll_over.trigger)

    def findings(self) -> None:
        """A finding that was gone to."""
        self.open_book()
        for _ in range(5):
            self.window.views.next_finding.trigger()
        self.settle()
        self.keep(self.window, "findings")

    def proposals(self) -> None:
        """What the library proposes while the name of a new indicator is typed."""
        self.open_book()
        self.select(self.project().indicators[0].kinds[0].id)
        self.window.edits.adding.indicator.trigger()
        self.settle()
        from PySide6.QtCore import QRect
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, "pxrs")
        self.settle()
        self.keep(self.window, "proposals", QRect(0, 60, 640, 420))

    def paste(self) -> None:
        """Rows of a sheet before they become indicators."""
        self.open_book()
        from PySide6.QtGui import QGuiApplication

        self.select(self.project().indicators[0].kinds[0].id)
        QGuiApplication.clipboard().setText(PASTED)
        self.keep_dialog("paste", self.window.clips.paste.trigger, 320)

    def printing(self) -> None:
        """The print dialog where no printer is installed."""
        self.open_book()
        self.keep_dialog("print", self.window.files.print.trigger, 620)

    def recovery(self) -> None:
        """What a program that was killed has left behind."""
        subprocess.run([sys.executable, __file__, CRASH], check=False)
        self.keep_dialog("recovery", self.window.safety.recover.trigger, 400)

    def crash(self) -> None:
        """Edit, and end as no program should."""
        self.open_book()
        session = self.window.session
        assert session is not None
        indicator = self.project().indicators[0].kinds[0].indicators[0]
        session.set_field(indicator.id, "value", "≥8次")
        session.end_typing()
        session.set_field(self.project().id, "budget.other", "0.00")
        while not any(self.book.parent.rglob("*.journal")):  # a busy disk takes its time
            self.settle()
        self.settle()
        os._exit(1)


def main(names: list[str]) -> None:
    """Take all pictures, or those named."""
    if names == [CRASH]:
        Photographer(Path(os.environ["HOME"])).crash()
    home = Path(tempfile.gettempdir()) / "documents"  # it is seen in a picture
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    try:
        _move_in(home)
        _take(Photographer(home), names)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _take(photographer: Photographer, names: list[str]) -> None:
    photographer.settle()
    acts: dict[str, Callable[[], None]] = {
        "recovery": photographer.recovery,
        "window": photographer.window_picture,
        "rollover": photographer.rollover,
        "findings": photographer.findings,
        "paste": photographer.paste,
        "proposals": photographer.proposals,
        "print": photographer.printing,
    }
    for name in names or acts:
        acts[name]()
        print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size // 1024} kB")
    photographer.leave()


def _move_in(home: Path) -> None:
    """A home and a screen of our own; settings are there, so that nothing greets a newcomer."""
    screen = {"name": "picture", "x": 0, "y": 0, "width": 2100, "height": 1300}
    (home / "screen.json").write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    settings = home / "fuyi-editor" / "settings.json"
    settings.parent.mkdir()
    settings.write_text("{}", encoding="utf-8")
    os.environ |= {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "QT_QPA_PLATFORM": f"offscreen:configfile={home / 'screen.json'}",
        "QT_SCALE_FACTOR": str(SCALE),
        "LANG": "zh_CN.UTF-8",
    }


if __name__ == "__main__":
    main(sys.argv[1:])
