# SPDX-License-Identifier: MulanPSL-2.0
"""Learning a layout from a sample: its page with every cell marked, to be corrected, then saved."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from fuyi_editor.files.errors import FileError
from fuyi_editor.files.open_file import open_page
from fuyi_editor.files.store import save_bytes
from fuyi_editor.layouts.definition.layout_file import LayoutError, file_stem
from fuyi_editor.layouts.learning.choices import OTHER, UNKNOWN
from fuyi_editor.layouts.learning.learn import LayoutNames, suggested_title
from fuyi_editor.layouts.learning.session import FIELD, LearnSession
from fuyi_editor.layouts.learning.verify import verify
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.file_kinds import open_filters
from fuyi_editor.ui.layouts.learn_fields import AUTO, FIXED, FieldList
from fuyi_editor.ui.layouts.learn_page import FIELD_TINT, OTHER_TINT, SamplePage, unknown_tint
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from fuyi_editor.layouts.definition.layout_file import LayoutShelf
    from fuyi_editor.layouts.learning.choices import Choice
    from fuyi_editor.layouts.learning.learn import Spot
    from fuyi_editor.layouts.learning.session import Meaning
    from fuyi_editor.page.document import PageDocument

HEADING = (
    "点样表里的一格，在右边选它是什么。绿色是认出的字段，蓝色是其他要填写的内容，"
    "带问号的没有认出来，没有颜色的是固定文字。"
)
_REST_MS = 300
_MOST_DIFFERENCES = 4


class LearnDialog(QDialog):
    """Modal; when it was accepted, the layout `saved_name` lies in the user's folder."""

    def __init__(self, shelf: LayoutShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("从样表学一个版式")
        self._shelf = shelf
        self._session: LearnSession | None = None
        self._meanings: dict[Spot, Meaning] = {}
        self._source = ""
        self.saved_name = ""
        self.page = SamplePage()
        self.cell = QLabel()
        self.meaning = dim_label()
        self.fields = FieldList()
        self.title_edit = QLineEdit()
        self.title_edit.setAccessibleName("版式名称")
        self.counts = dim_label()
        self.verdict = QLabel()
        self.buttons = QDialogButtonBox()
        self.save_button = self.buttons.addButton(
            "保存到我的版式", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._arrange()
        self._connect()

    # The sample

    def choose_sample(self, path: Path | None = None) -> bool:
        """Let a sample be chosen (or take that one) and show it; False where there is none."""
        if path is None:
            filters = ";;".join(open_filters())
            documents = QStandardPaths.StandardLocation.DocumentsLocation
            folder = QStandardPaths.writableLocation(documents)
            name, _ = QFileDialog.getOpenFileName(self.parentWidget(), "选择样表", folder, filters)
            if not name:
                return False
            path = Path(name)
        try:
            with busy_cursor():
                page = in_background(lambda: open_page(path).page)
        except FileError as error:
            self._tell(error.sentence)
            return False
        self._source = path.stem
        self.show_sample(page)
        return True

    def show_sample(self, page: PageDocument) -> None:
        """Show the page of a sample with what its cells are taken for."""
        self._session = LearnSession(page)
        self.page.show_sample(self._session.page)
        title = suggested_title(self._session.parsed.submission)
        self.title_edit.setText(title or self._source)
        self._show_meanings()
        doubtful = (spot for spot, found in self._meanings.items() if found.kind == UNKNOWN)
        first = next(doubtful, next(iter(self._meanings), None))
        if first is not None:
            self.page.choose(first)
        self._check()

    # Building

    def _arrange(self) -> None:
        self.cell.setWordWrap(True)
        self.verdict.setWordWrap(True)
        heading = QLabel(HEADING)
        heading.setWordWrap(True)
        side = QWidget()
        side.setFixedWidth(320)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.cell)
        right.addWidget(self.meaning)
        right.addWidget(self.fields, 1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.page, 1)
        middle.addWidget(side)
        form = QFormLayout()
        form.addRow("版式名称(&N)：", self.title_edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addLayout(middle, 1)
        layout.addLayout(self._key())
        layout.addLayout(form)
        layout.addWidget(self.verdict)
        layout.addWidget(self.buttons)
        resize_on_screen(self, 1040, 700)

    def _key(self) -> QHBoxLayout:
        """What the colours mean."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for color, words in (
            (FIELD_TINT, FIELD),
            (OTHER_TINT, OTHER),
            (unknown_tint(), UNKNOWN),
        ):
            row.addWidget(_swatch(color))
            row.addWidget(dim_label(words))
        row.addStretch(1)
        row.addWidget(self.counts)
        return row

    def _connect(self) -> None:
        self.page.cell_chosen.connect(self._show_cell)
        self.page.asked.connect(self.fields.search.setFocus)
        self.fields.chosen.connect(self._say)
        self.title_edit.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._check)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)

    # Showing

    def _show_meanings(self) -> None:
        if self._session is None:
            return
        self._meanings = self._session.meanings()
        self.page.show_meanings(self._meanings)
        counts = Counter(meaning.kind for meaning in self._meanings.values())
        words = [f"{kind} {counts[kind]} 格" for kind in (FIELD, OTHER, UNKNOWN) if counts[kind]]
        self.counts.setText("，".join(words))
        self._show_cell()

    def _show_cell(self) -> None:
        session, spot = self._session, self.page.spot()
        self.fields.setEnabled(session is not None and spot is not None)
        if session is None or spot is None:
            self.cell.setText("请点表格里的一格。")
            self.meaning.setText("")
            return
        cell, meaning = session.cell(spot), self._meanings[spot]
        text = " ".join(cell.text.split()) if cell else ""
        self.cell.setText(f"“{text[:60]}”" if text else "空白的一格")
        said = "（您指定的）" if meaning.is_chosen else ""
        self.meaning.setText(f"认作：{meaning.words}{said}")
        self.fields.show_owner(session.owner(spot))

    # Saying and saving

    def _say(self, choice: Choice | str) -> None:
        session, spot = self._session, self.page.spot()
        if session is None or spot is None:
            return
        with busy_cursor():
            self._tell_session(session, spot, choice)
            self._show_meanings()
        self.fields.search.clear()
        self._timer.start()
        self.page.setFocus()

    def _tell_session(self, session: LearnSession, spot: Spot, choice: Choice | str) -> None:
        if choice == AUTO:
            session.forget(spot)
        elif choice == FIXED:
            session.say_words(spot)
        elif isinstance(choice, str):
            session.say_other(spot)
        else:
            session.say(spot, choice)

    def _names(self) -> LayoutNames:
        title = self.title_edit.text().strip()
        description = f"从样表“{self._source}”学来的版式。" if self._source else ""
        return LayoutNames(file_stem(title), title, description, self._source)

    def _check(self) -> None:
        """Say whether the layout could be saved, and how well it sets the sample again."""
        session, names = self._session, self._names()
        if session is None:
            return
        problem = self._problem(names)
        if not problem:
            try:
                layout = session.learn(names).layout
            except LayoutError as error:
                problem = str(error)
            else:
                found = [d.sentence for d in verify(layout, session.page) if not d.is_wording]
                self.verdict.setText(_result_words(found))
        if problem:
            self.verdict.setText(problem)
        self.save_button.setEnabled(not problem)

    def _problem(self, names: LayoutNames) -> str:
        if not names.name:
            return "请给版式起一个名字。"
        if names.name in self._shelf:
            return f"已经有名为“{names.name}”的版式，请换一个名字。"
        return ""

    def _save(self) -> None:
        session, names = self._session, self._names()
        if session is None or self._problem(names):
            return
        path = self._shelf.folders[0] / f"{names.name}.toml"
        try:
            text = session.learn(names).text
            with suppress(OSError):  # `save_bytes` says so, and what to do
                path.parent.mkdir(parents=True, exist_ok=True)
            save_bytes(path, text.encode())
        except (FileError, LayoutError) as error:
            self._tell(str(error))
        else:
            self.saved_name = names.name
            self.accept()

    def _tell(self, sentence: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), sentence, parent=self)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        box.deleteLater()


def _result_words(found: list[str]) -> str:
    if not found:
        return "照这个版式把样表重新排一遍：与样表一致。"
    more = (
        f"\n…还有 {len(found) - _MOST_DIFFERENCES} 处。" if len(found) > _MOST_DIFFERENCES else ""
    )
    lines = "\n".join(found[:_MOST_DIFFERENCES])
    return f"照这个版式把样表重新排一遍，有 {len(found)} 处不同：\n{lines}{more}"


def _swatch(color: QColor) -> QLabel:
    """A small field of a colour."""
    swatch = QLabel()
    swatch.setFixedSize(14, 14)
    swatch.setFrameShape(QLabel.Shape.Box)
    palette = swatch.palette()
    palette.setColor(swatch.backgroundRole(), color)
    swatch.setPalette(palette)
    swatch.setAutoFillBackground(True)
    return swatch
