# SPDX-License-Identifier: MulanPSL-2.0
"""The window as it is put together for the program."""

from __future__ import annotations

import pytest

from fuyi_editor.assembly import make_window
from fuyi_editor.resource_files import resource

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_a_sample_of_the_program_is_never_written_over(qapp):
    window = make_window(qapp, remember=False, theme="light")
    assert window.open(resource("samples", "fengrun-2023.docx"))
    assert window.session.book.path is None
    assert window.session.submission.projects
    window.close()
    window.deleteLater()
