# SPDX-License-Identifier: MulanPSL-2.0
"""The whole job by keys alone, in the real program: open, edit, add, mend, save, print.

Nothing here calls the program: keys go to whatever has the keyboard, and what comes of them is
looked at. Qt's own file dialogs are worked by keys as well.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMainWindow, QWidget

from fuyi_editor.assembly import make_window
from fuyi_editor.files.book import open_book
from fuyi_editor.files.open_file import read_bytes
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.nodes import Indicator

# Neither is there on the offscreen platform.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "grabbing the keyboard")
SAMPLE = Path(__file__).parents[2] / "data" / "fengrun-2023.docx"
# Before the fixture of all tests takes them away: here they are answered.
OPEN_NAMES, SAVE_NAME = QFileDialog.getOpenFileNames, QFileDialog.getSaveFileName
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
PATIENCE = 30.0  # seconds


def keyboard() -> QWidget | None:
    """What has the keyboard."""
    return QApplication.focusWidget() or QApplication.activeWindow()


def manage_windows() -> None:
    """Give the keyboard to the window below one that was closed: here nobody else does."""
    if QApplication.activeWindow() is None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QMainWindow) and window.isVisible():
                window.activateWindow()


class Typist(QObject):
    """Plays a script of keys, also while a dialog of the program waits for them.

    The script yields what must have come about before it goes on.
    """

    def __init__(self, script) -> None:
        super().__init__()
        self._script = script
        self._until = lambda: True
        self._playing = False
        self._end = time.monotonic() + PATIENCE
        self.done = False
        self.error: BaseException | None = None
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        if time.monotonic() > self._end and not self.done:
            self.done = True
            self.error = AssertionError(f"waited in vain in line {self._script.gi_frame.f_lineno}")
            while modal := QApplication.activeModalWidget():
                modal.close()
        manage_windows()
        if self._playing or self.done or keyboard() is None or not self._until():
            return  # a key of the script has opened a dialog: its next ones come from in there
        self._playing = True
        try:
            self._until = next(self._script)
        except StopIteration:
            self.done = True
        except BaseException as error:
            self.done, self.error = True, error
        finally:
            self._playing = False

    def press(self, key: Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        """A key that may open a dialog: the script goes on while it is open."""
        QTimer.singleShot(0, lambda: QTest.keyClick(keyboard(), key, modifiers))


@pytest.fixture
def window(qapp, qtbot, tmp_path, monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(OPEN_NAMES))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(SAVE_NAME))
    made = make_window(qapp, remember=True, theme="light")
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    yield made
    if made.session is not None:
        made.session.undo_stack.setClean()
    made.close()
    made.deleteLater()


def type_in(text: str) -> None:
    for letter in text:
        QTest.keyClick(keyboard(), letter)


def press(key: Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(keyboard(), key, modifiers)


def in_file_dialog() -> bool:
    is_open = isinstance(QApplication.activeModalWidget(), QFileDialog)
    return is_open and isinstance(keyboard(), QLineEdit)


def no_dialog() -> bool:
    return QApplication.activeModalWidget() is None


def values(submission) -> list[str]:
    return [node.value.text for node in submission.walk() if isinstance(node, Indicator)]


def test_a_book_is_done_from_opening_to_the_printed_pdf(window, qtbot, tmp_path):
    file = Path(shutil.copy(SAMPLE, tmp_path / "book.docx"))
    pdf = tmp_path / "book.pdf"
    before = open_book(file, load_layouts()).submission
    mended: list[str] = []

    def script():
        typist.press(Key.Key_O, Ctrl)
        yield in_file_dialog
        type_in(str(file))
        typist.press(Key.Key_Return)
        yield lambda: no_dialog() and window.session is not None

        # Money on the page: by Tab to the cell of which a screen reader says what it is.
        press(Key.Key_F6)
        yield window.workspace.page.hasFocus
        for _ in range(20):
            if keyboard().accessibleDescription().endswith("；预算数"):
                break
            press(Key.Key_Tab)
        type_in("31.20")
        press(Key.Key_Return)

        # A new indicator in the tree, from what the library proposes for its initials.
        press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        yield window.workspace.tree.hasFocus
        press(Key.Key_Return, Ctrl)
        yield lambda: keyboard() is not window.workspace.tree
        type_in("pxkc")
        yield lambda: bool(QApplication.activePopupWidget() or keyboard().accessibleDescription())
        press(Key.Key_Return)
        yield lambda: "=100%" in values(window.session.submission)

        # The first thing that can be mended at a key.
        press(Key.Key_F7)
        press(Key.Key_F6, Ctrl)
        yield window.workspace.findings.view.hasFocus
        for _ in range(200):
            if window.reviews.fix.isEnabled():
                break
            press(Key.Key_Down)
        mended.append(window.workspace.findings.current.message)
        steps = window.session.undo_stack.index()
        typist.press(Key.Key_F9)
        yield lambda: window.session.undo_stack.index() > steps or not no_dialog()
        if not no_dialog():
            typist.press(Key.Key_Return)  # several changes are shown first
        yield lambda: window.session.undo_stack.index() > steps

        press(Key.Key_S, Ctrl)
        yield lambda: not window.isWindowModified()

        # The last of the printers is a PDF.
        typist.press(Key.Key_P, Ctrl)
        yield lambda: isinstance(keyboard(), QComboBox) and not no_dialog()
        press(Key.Key_End)
        typist.press(Key.Key_Return)
        yield in_file_dialog
        press(Key.Key_A, Ctrl)
        type_in(str(pdf))
        typist.press(Key.Key_Return)
        yield lambda: pdf.exists() and no_dialog()

    typist = Typist(script())
    qtbot.waitUntil(lambda: typist.done, timeout=round(2000 * PATIENCE))
    if typist.error is not None:
        raise typist.error

    after = open_book(file, load_layouts()).submission
    assert len(values(after)) == len(values(before)) + 1
    assert after.projects[0].indicators[-1].kinds[-1].indicators[-1].name == "培训课程完成率"
    assert after.projects[0].budget.total.text == "31.20"
    assert mended[0] not in {found.message for found in window.session.findings if found.fix}
    assert read_bytes(pdf).startswith(b"%PDF-")
