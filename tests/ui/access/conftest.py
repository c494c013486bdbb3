# SPDX-License-Identifier: MulanPSL-2.0
"""The program's own window over a real book, as its composition root makes it."""

from __future__ import annotations

import pytest

from fuyi_editor.assembly import make_window
from tests.ui.access.every_window import Room


@pytest.fixture
def room(qapp, qtbot, tmp_path):
    window = make_window(qapp, remember=False, theme="light")
    window.resize(1366, 768)
    window.show()
    yield Room(window, tmp_path)
    if window.session is not None:
        window.session.undo_stack.setClean()
    window.close()
    window.deleteLater()
