# SPDX-License-Identifier: MulanPSL-2.0
"""Reading many files beside a window that stays usable, with a way to stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.merge.reading import ReadFile, read_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class MergeReader(QThread):
    """Reads once; what it reads comes file by file, and `finished` ends it, stopped or not."""

    file_read = Signal(object)  # ReadFile

    def __init__(self, files: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = tuple(files)
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Begin no further file; those at hand are finished."""
        self._stopping.set()

    @override
    @never_raises(nothing)
    def run(self) -> None:
        read_files(self._files, self._tell, self._stopping.is_set)

    def _tell(self, _path: Path, result: ReadFile) -> None:
        if not self._stopping.is_set():
            self.file_read.emit(result)
