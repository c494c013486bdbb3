# SPDX-License-Identifier: MulanPSL-2.0
"""Taking the indicators of many files over into the library, beside a bar that can be cancelled.

Files are read in a thread of their own, the library is written in the window's. One that cannot
be read is told of at the end, and stops no other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QThread, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.files.errors import FileError
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.library.words import harvest_words
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from fuyi_editor.files.book import Book
    from fuyi_editor.library.store import Library
    from fuyi_editor.model.nodes import Submission

_log = logging.getLogger(__name__)


class _Read(NamedTuple):
    """A file that was read, or why it was not."""

    path: Path
    submission: Submission | None
    problem: str = ""


@dataclass
class Collected:
    """What came of it."""

    files: int = 0
    added: int = 0
    joined: int = 0
    problems: list[str] = field(default_factory=list)
    cancelled: bool = False

    @property
    def sentence(self) -> str:
        """All in one sentence."""
        start = "已取消；" if self.cancelled else ""
        if not self.files:
            return f"{start}没有收录任何文件。"
        words = harvest_words(self.added, self.joined)
        bad = f"；{len(self.problems)} 个文件没有收录" if self.problems else ""
        return f"{start}收录了 {self.files} 个文件：{words}{bad}。"


class CollectDialog(QDialog):
    """Modal while it reads; closes by itself."""

    def __init__(
        self,
        paths: Sequence[Path],
        open_book: Callable[[Path], Book],
        library: Library,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.collected = Collected()
        self._paths = list(paths)
        self._library = library
        self._reader = _Reader(self._paths, open_book, self)
        self.setWindowTitle("收录指标")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, len(self._paths))
        self.bar.setAccessibleName("进度")
        buttons = QDialogButtonBox()
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._label)
        layout.addWidget(self.bar)
        layout.addStretch(1)
        layout.addWidget(buttons)
        resize_on_screen(self, 460, 130)
        buttons.rejected.connect(self.reject)
        self._reader.read.connect(self._take_over)
        self._reader.finished.connect(self.accept)
        self._show_progress()

    def collect(self) -> Collected:
        """Read all files, or as many as the user lets."""
        self._reader.start()
        self.exec()
        self._reader.wait()
        return self.collected

    @override
    @never_raises(nothing)
    def reject(self) -> None:
        """Stop after the file that is being read just now, whose thread cannot be broken off."""
        self.collected.cancelled = True
        self._reader.requestInterruption()
        self._label.setText("正在停下…")

    def _take_over(self, read: _Read) -> None:
        if read.submission is None:
            self.collected.problems.append(read.problem)
        else:
            harvest = self._library.harvest(read.submission, read.path.name)
            self.collected.files += 1
            self.collected.added += harvest.added
            self.collected.joined += harvest.joined
        self.bar.setValue(self.bar.value() + 1)
        self._show_progress()

    def _show_progress(self) -> None:
        done = max(self.bar.value(), 0)  # -1 before the first
        if done < len(self._paths) and not self.collected.cancelled:
            self._label.setText(
                f"正在读第 {done + 1} 个，共 {len(self._paths)} 个：{self._paths[done].name}"
            )


class _Reader(QThread):
    read = Signal(object)  # _Read

    def __init__(
        self, paths: Sequence[Path], open_book: Callable[[Path], Book], parent: QDialog
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._open_book = open_book

    @override
    def run(self) -> None:
        for path in self._paths:
            if self.isInterruptionRequested():
                return
            self.read.emit(self._read(path))

    def _read(self, path: Path) -> _Read:
        try:
            return _Read(path, self._open_book(path).submission)
        except FileError as error:
            return _Read(path, None, error.sentence)
        except Exception:
            # Whatever one file does to the reader, the others are still to be read.
            _log.exception("%s could not be read", path)
            return _Read(path, None, f"打不开“{path.name}”：读取时程序出错。")
