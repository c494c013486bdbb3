# SPDX-License-Identifier: MulanPSL-2.0
"""What was read from where, and what was not: a list that leads to every place on the page."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.layouts.report.places import (
    PageIndex,
    ReadState,
    detached,
    page_reading,
    unread_anchors,
)
from fuyi_editor.layouts.report.read_report import ReadReport
from fuyi_editor.layouts.report.words import STATE_WORDS, count_words, layout_words
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.panel_list import PanelList
from fuyi_editor.ui.read_report.model import Column, ReadReportModel
from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QShowEvent

    from fuyi_editor.layouts.report.places import Anchor, PageReading
    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.ui.session import EditSession

NOT_READ = "这本文本不是从表格文件读来的，没有读取报告"
ALL_READ = "每一处文字都认出来了"
ONLY_UNREAD = "只看未识别"
_PLACE_EMS, _LEAST_EMS = 17, 8


class ReadReportPanel(QWidget):
    """The read report of the session's book, worked out when it is first looked at.

    It tells what was found when the file was opened; saving brings it up to date.
    """

    piece_chosen = Signal(object)  # Piece
    left = Signal()  # Esc
    report_changed = Signal()

    def __init__(self, session: EditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        source = session.book.source
        self._page: PageDocument | None = source.page if source else None
        self.report: ReadReport = session.book.report
        self._title = session.book.submission.title  # as it stands on that page
        self._reading: PageReading | None = None
        self._is_shown = False
        self.model = ReadReportModel(session, self)
        self.view = _ReportView()
        self.summary = dim_label()
        self.only_unread = QCheckBox(ONLY_UNREAD)
        self.empty = QLabel()
        self._pages = QStackedWidget()
        self._set_up()
        self._arrange()
        session.book_changed.connect(self._book_changed)
        session.submission_changed.connect(self._submission_changed)

    @property
    def has_report(self) -> bool:
        """Whether the book was read from a table at all, or from a piece of one."""
        return self._page is not None or bool(self.report.unread)

    def unread_anchors(self) -> Mapping[Anchor, str]:
        """Why pieces of the page were not read, by what finds them on later pages."""
        return unread_anchors(self._page, self.report.unread) if self._page else {}

    def enter(self) -> None:
        """Let the keys work in the list: at first on the first piece that was not read."""
        self.view.setFocus()
        heading = self.model.index(0, 0)
        at_start = self.view.currentIndex() in (heading, QModelIndex())
        if at_start and heading.isValid():
            unread = self.model.is_unread_group(0)
            self.view.setCurrentIndex(self.model.index(0, 0, heading) if unread else heading)

    def _set_up(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName("读取报告")
        header = view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.clicked.connect(self._choose)
        view.entered_row.connect(self._choose)
        view.left.connect(self.left)
        self.only_unread.setToolTip("只列出没有认出来的文字")
        self.only_unread.setEnabled(self.has_report)
        self.only_unread.toggled.connect(self._rearrange)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.summary.setWordWrap(False)
        self.setAccessibleName("读取报告面板")

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 2, 8, 2)
        bar.addWidget(self.summary, 1)
        bar.addWidget(self.only_unread)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._pages, 1)

    # Bringing up to date

    def _reading_of(self, page: PageDocument, report: ReadReport) -> PageReading:
        return page_reading(page, self._session.book.layout, report, self._title)

    def _rearrange(self) -> None:
        if not self._is_shown:
            return
        if self._reading is None and self._page is not None:
            self._reading = self._reading_of(self._page, self.report)
        reading = self._reading
        unread = reading.unread_pieces if reading else detached(self.report.unread)
        blocks = reading.blocks if reading and not self.only_unread.isChecked() else ()
        self.model.show(unread, blocks)
        self._show_groups()
        self._say(reading)
        self.empty.setText(ALL_READ if self.has_report else NOT_READ)
        self._pages.setCurrentWidget(self.empty if self.model.is_empty() else self.view)

    def _show_groups(self) -> None:
        for row in range(self.model.rowCount()):
            self.view.setFirstColumnSpanned(row, QModelIndex(), True)
            if self.model.is_unread_group(row) or self.model.rowCount() == 1:
                self.view.expand(self.model.index(row, 0))

    def _say(self, reading: PageReading | None) -> None:
        if reading is None:
            self.summary.clear()
            return
        counts = Counter(piece.state for block in reading.blocks for piece in block.pieces)
        del counts[ReadState.UNREAD]  # counted by notes: a table of no project is one of them
        unread = f"{STATE_WORDS[ReadState.UNREAD]} {len(reading.unread_pieces)} 处"
        words = (layout_words(self._session.book.layout), count_words(counts), unread)
        self.summary.setText("　".join(words))

    def _book_changed(self) -> None:
        """Saved: from now on the report is about what stands in the file now."""
        if self._page is None:
            return
        page, submission = self._session.page, self._session.submission
        moved = tuple(PageIndex(page).moved(self.report.unread, self._page))
        # A copy of a project took its remarks over, which no note is about: they count as well.
        noted = replace(self.report, unread=moved)
        self._title = submission.title
        self._reading = self._reading_of(page, noted)
        counted = ReadReport.of(noted.layout, submission, self._reading.unread)
        self.report = replace(counted, kept=noted.kept)
        self._page = page
        with self._kept_place():
            self._rearrange()
        self.report_changed.emit()

    @contextmanager
    def _kept_place(self) -> Iterator[None]:
        """Groups stay open and the view where it is, as far as the same groups are there."""
        model, view = self.model, self.view
        before = model.rowCount()
        opened = [row for row in range(before) if view.isExpanded(model.index(row, 0))]
        current, top = view.currentIndex(), view.verticalScrollBar().value()
        place = (current.row(), current.parent().row())
        yield
        if model.rowCount() != before:
            return
        for row in opened:
            view.expand(model.index(row, 0))
        view.setCurrentIndex(model.index(place[0], 0, model.index(place[1], 0)))
        view.verticalScrollBar().setValue(top)

    def _submission_changed(self) -> None:
        self.view.viewport().update()  # places are named after what is typed

    def _choose(self, index: QModelIndex) -> None:
        piece = self.model.piece(index)
        if piece is not None:
            self.piece_chosen.emit(piece)

    @override
    @never_raises(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_shown:
            self._is_shown = True
            self._rearrange()


class _ReportView(PanelList):
    """Places are as wide as they need to be; the texts share the rest."""

    @override
    def fit_columns(self) -> None:
        em = self.fontMetrics().horizontalAdvance("字")
        place = _PLACE_EMS * em
        rest = self.viewport().width() - place
        self.setColumnWidth(Column.PLACE, place)
        self.setColumnWidth(Column.TEXT, max(rest // 2, _LEAST_EMS * em))
