# SPDX-License-Identifier: MulanPSL-2.0
"""Journals of programs that are over, for the tests of recovery."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from fuyi_editor.files import journal
from fuyi_editor.files.journal import JournalWriter
from fuyi_editor.files.owner import Owner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def gone_owner() -> Owner:
    """A process that was here and has ended."""
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    mine = Owner.this()
    child.wait()
    return mine.model_copy(update={"pid": child.pid})


class _GoneOwner(Owner):
    @classmethod
    def this(cls) -> Owner:
        return gone_owner()


@contextmanager
def crashing(folder: Path) -> Iterator[JournalWriter]:
    """A journal whose program is found to be over afterwards, without having ended its journal."""
    with patch.object(journal, "Owner", _GoneOwner):
        writer = JournalWriter(folder)
        yield writer
        writer.close()
    assert not writer.trouble
