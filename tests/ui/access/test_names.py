# SPDX-License-Identifier: MulanPSL-2.0
"""Every control of every window has a name that a screen reader can say."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from fuyi_editor import app
from tests.ui.access.every_window import OPENERS, Room, window_classes
from tests.ui.access.spoken import parts_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def room(qapp, qtbot, tmp_path):
    window = app._window(qapp, remember=False, theme="light")  # noqa: SLF001
    window.resize(1366, 768)
    window.show()
    yield Room(window, tmp_path)
    window.session.undo_stack.setClean()
    window.close()
    window.deleteLater()


def test_no_window_of_the_program_is_missing_here():
    missing = {found.__name__ for found in window_classes() - set(OPENERS)}
    assert not missing, f"enter them in tests/ui/access/every_window.py: {missing}"


@pytest.mark.parametrize("window", OPENERS, ids=lambda window: window.__name__)
def test_every_control_has_a_name(room, qtbot, window):
    opened = OPENERS[window](room)
    opened.show()
    QApplication.processEvents()
    nameless = [part.words for part in parts_of(opened) if part.is_worked_with and not part.is_told]
    if opened is not room.window:
        if hasattr(opened, "stop"):
            opened.stop()
        opened.close()
        opened.deleteLater()
    assert nameless == []
