# SPDX-License-Identifier: MulanPSL-2.0
"""汇总: files are added and read, conflicts settled, totals seen, and then the book is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.files.many import files_in
from fuyi_editor.ui.file_kinds import opened_suffixes
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.merge.files import MergeFileList
from fuyi_editor.ui.merge.output import MergeOutput
from fuyi_editor.ui.merge.reader import MergeReader
from fuyi_editor.ui.merge.reading import ReadFile, named_parts, short_names, usual_layout
from fuyi_editor.ui.merge.results import MergeConflicts, MergeTotals
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen
from fuyi_editor.yearly.merging.merge import Merged, merge
from fuyi_editor.yearly.merging.report import total_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.yearly.merging.parts import Part

HEADING = (
    "添加各单位报来的文件，也可以把文件和文件夹拖进来。"
    "读完后看一看重复和冲突怎样处理，再生成。原来的文件不会改动。"
)
NO_FILES = "还没有文件。"
READING = "正在读取…"
NO_CONFLICTS = "没有重复和冲突。"
EMPTY_FOLDER = "文件夹“{name}”里没有能打开的文件。"


@dataclass(frozen=True)
class MergeWish:
    """What is to be made: `layout` is None for the list."""

    merged: Merged
    parts: tuple[Part, ...]
    unread: Mapping[str, str]
    layout: Layout | None


class MergeDialog(QDialog):
    """Modal; `wanted` asks to make something, whoever made it accepts the dialog."""

    wanted = Signal(object)  # MergeWish

    def __init__(
        self, layouts: Mapping[str, Layout], ask: Ask, folder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("汇总")
        self._layouts, self._ask, self._folder = layouts, ask.over(self), folder
        self._read: dict[Path, ReadFile | None] = {}
        self._choices: dict[str, str] = {}
        self._parts: tuple[Part, ...] = ()
        self._reader: MergeReader | None = None
        self.merged = merge(())
        self.files = MergeFileList()
        self.conflicts = MergeConflicts()
        self.totals = MergeTotals()
        self.output = MergeOutput(layouts)
        self._make_buttons()
        self._arrange()
        self._connect()
        self._refresh()

    # Making the dialog

    def _make_buttons(self) -> None:
        self.add_button = QPushButton("添加文件(&A)…")
        self.folder_button = QPushButton("添加文件夹(&F)…")
        self.remove_button = QPushButton("移除(&R)")
        self.stop_button = QPushButton("停止(&S)")
        for button in (self.add_button, self.folder_button, self.remove_button, self.stop_button):
            button.setAutoDefault(False)  # Enter is for the button at the bottom
        self.progress = QProgressBar()
        self.progress.setAccessibleName("读取进度")
        self.progress.setFormat("正在读取 %v/%m")
        self.buttons = QDialogButtonBox()
        self.make_button = self.buttons.addButton("生成", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make_button.setDefault(True)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.summary = QLabel(NO_FILES)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.notes = dim_label()

    def _arrange(self) -> None:
        heading = QLabel(HEADING)
        heading.setWordWrap(True)
        tools = QHBoxLayout()
        for button in (self.add_button, self.folder_button, self.remove_button):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.progress, 2)
        tools.addWidget(self.stop_button)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("汇总的结果")
        self.tabs.addTab(self.conflicts, "重复和冲突")
        self.tabs.addTab(self.totals, "按单位合计")
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.files)
        self.splitter.addWidget(self.tabs)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([240, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addLayout(tools)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.notes)
        layout.addWidget(self.output)
        layout.addWidget(self.buttons)
        resize_on_screen(self, 1040, 760)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add_files)
        self.folder_button.clicked.connect(self._add_folder)
        self.remove_button.clicked.connect(self._remove)
        self.stop_button.clicked.connect(self.stop)
        self.files.files_dropped.connect(self.add)
        self.files.itemSelectionChanged.connect(self._enable)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.files)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        # Queued: the list is made anew, and the cell that was chosen in is still being left.
        self.conflicts.chosen.connect(self._choose, Qt.ConnectionType.QueuedConnection)
        self.output.year_chosen.connect(self._merge)
        self.output.kind_chosen.connect(self._enable)
        self.buttons.accepted.connect(self._make)
        self.buttons.rejected.connect(self.reject)

    # Files

    def _add_files(self) -> None:
        self.add(self._ask.files_to_open("添加要汇总的文件", self._folder))

    def _add_folder(self) -> None:
        folder = self._ask.folder_to_open("添加文件夹里的文件", self._folder)
        if folder is None:
            return
        if not files_in([folder], opened_suffixes()):
            self._ask.tell_problem(EMPTY_FOLDER.format(name=folder.name))
        self.add([folder])

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and those in folders, each once, and read them."""
        if self._reader is not None:
            return
        found = files_in(paths, opened_suffixes())
        new = [path for path in found if self._read.get(path) is None]
        if not new:
            return
        self._folder = str(new[0].parent)
        self.files.add([path for path in new if path not in self._read])
        self._read |= dict.fromkeys(new)
        self.progress.setRange(0, len(new))
        self.progress.setValue(0)
        self._reader = MergeReader(new, self)
        self._reader.file_read.connect(self._note)
        self._reader.finished.connect(self._reading_ended)
        self._reader.start()
        self.summary.setText(READING)
        self._enable()

    def _note(self, read: ReadFile) -> None:
        self._read[read.path] = read
        self.files.show_result(read)
        self.progress.setValue(self.progress.value() + 1)

    def stop(self) -> None:
        """Read no further file; what was read stays."""
        if self._reader is not None:
            self._reader.stop()
            self.stop_button.setEnabled(False)

    def _reading_ended(self) -> None:
        if self._reader is None:
            return
        self._reader.deleteLater()
        self._reader = None
        self.files.show_stopped([path for path, read in self._read.items() if read is None])
        self._refresh()

    def _remove(self) -> None:
        if self._reader is not None:
            return
        chosen = self.files.selected()
        self.files.remove(chosen)
        for path in chosen:
            del self._read[path]
        self._refresh()

    # The merge

    def _refresh(self) -> None:
        """The parts are others than before."""
        read = [one for one in self._read.values() if one is not None]
        self._parts = tuple(named_parts(read))
        self.files.show_names(short_names(self._read))
        self.output.follow(self._parts, usual_layout(self._parts, self._layouts))
        self._merge()

    def _choose(self, key: str, choice: str) -> None:
        self._choices[key] = choice
        self._merge()

    def _merge(self) -> None:
        self.merged = merge(self._parts, self._choices, self.output.year)
        nothing = NO_CONFLICTS if self._parts else ""
        self.conflicts.show_conflicts(self.merged.conflicts, nothing)
        self.totals.show_totals(self.merged)
        count = len(self.merged.conflicts)
        self.tabs.setTabText(0, f"重复和冲突（{count}）" if count else "重复和冲突")
        self.summary.setText(self._summary())
        self.notes.setText("；".join(self.merged.notes))
        self.notes.setVisible(bool(self.merged.notes))
        self._enable()

    def _summary(self) -> str:
        if not self._read:
            return NO_FILES
        merged, used = self.merged, len(set(self.merged.sources.values()))
        unread = len(self._unread())
        return (
            f"汇总 {used} 个文件、{len(merged.units)} 个单位、"
            f"{len(merged.submission.projects)} 个项目，"
            f"合计 {total_words(merged.whole, merged.submission.money_unit)}"
            + (f"；{unread} 个文件没有读出来" if unread else "")
        )

    def _unread(self) -> dict[str, str]:
        """Why files are not among the parts, by the names that tell them apart."""
        names = short_names(self._read)
        return {
            names[path]: read.problem if read else "没有读（已停止）"
            for path, read in self._read.items()
            if read is None or read.problem
        }

    def _enable(self) -> None:
        reading = self._reader is not None
        self.progress.setVisible(reading)
        self.stop_button.setVisible(reading)
        self.stop_button.setEnabled(reading)
        for button in (self.add_button, self.folder_button):
            button.setEnabled(not reading)
        self.remove_button.setEnabled(not reading and bool(self.files.selectedItems()))
        self.make_button.setEnabled(not reading and bool(self.merged.submission.projects))
        is_list = self.output.layout_chosen is None
        self.make_button.setText("另存清单…" if is_list else "生成")

    def _make(self) -> None:
        layout = self.output.layout_chosen
        self.wanted.emit(MergeWish(self.merged, self._parts, self._unread(), layout))

    # Overridden

    @override
    @never_raises(nothing)
    def done(self, result: int) -> None:
        self._end_reading()
        super().done(result)

    @override
    @never_raises(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        self._end_reading()
        super().closeEvent(event)

    def _end_reading(self) -> None:
        """No thread outlives its dialog; the files at hand take a moment."""
        if self._reader is not None:
            self._reader.stop()
            self._reader.wait()
            self._reader = None
