# SPDX-License-Identifier: MulanPSL-2.0
"""The list that opens under a name while it is typed; the keyboard stays where it is.

It is a part of the window, not a window of its own: a popup window of Qt takes the keys away from
the input method, and on some desktops the focus from the editor (style.md 5, IME).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from fuyi_editor.ui.library.proposal_rows import ProposalDelegate, ProposalModel, row_height
from fuyi_editor.ui.small_widgets import dim_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.ui.library.proposal_rows import Proposal

MOST_ROWS = 8
WIDTH_EMS = 34
EDGE = 4  # pixels that stay free at the edges of the window
CHOSEN_HINT = "Enter 填入名称、指标值和依据　↓ 下一条　Esc 不用"
FREE_HINT = "↓ 选择，再按 Enter 填入名称、指标值和依据　Esc 不用"


class ProposalPopup(QFrame):
    """Shows entries under or above an editor; nothing in it takes the focus."""

    entry_clicked = Signal(object)  # Entry

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.model = ProposalModel()
        self.list = QListView()
        self._delegate = ProposalDelegate()
        self._hint = dim_label()
        self._set_up()
        self.hide()

    @property
    def current(self) -> Entry | None:
        """The entry that is chosen, if one is."""
        row = self.list.currentIndex().row()
        return self.model.proposals[row].entry if row >= 0 else None

    def show_proposals(self, proposals: Sequence[Proposal], *, first_chosen: bool) -> None:
        """Show these; none is chosen until the user goes to it, unless `first_chosen`."""
        self.model.show_proposals(proposals)
        self._hint.setText(CHOSEN_HINT if first_chosen else FREE_HINT)
        if first_chosen:
            self._choose(0)
        self.list.scrollToTop()

    def place_beside(self, edit: QWidget) -> None:
        """Stand right under an editor, or above it where the window ends."""
        anchor = QRect(edit.mapTo(self._window, QPoint()), edit.size())
        room = self._window.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        em = self.fontMetrics().horizontalAdvance("字")
        width = min(max(anchor.width(), WIDTH_EMS * em), room.width())
        rows = min(len(self.model.proposals), MOST_ROWS)
        frame = 2 * self.frameWidth()
        height = rows * row_height(self.fontMetrics()) + self._hint.sizeHint().height() + frame
        below = room.bottom() - anchor.bottom() >= height
        top = anchor.bottom() + 1 if below else max(anchor.top() - height, room.top())
        left = max(min(anchor.left(), room.right() - width + 1), room.left())
        self.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
        bar = self.list.verticalScrollBar().sizeHint().width()
        scrolls = len(self.model.proposals) > rows
        self._delegate.fit(self.model.proposals, self.font(), width - frame - bar * scrolls)

    def step(self, by: int) -> None:
        """Choose a row further down or up; before the first and after the last none is chosen."""
        count = len(self.model.proposals)
        row = self.list.currentIndex().row()
        if abs(by) > 1:
            self._choose(max(0, min(row + by, count - 1)))
        else:
            self._choose((row + 1 + by) % (count + 1) - 1)

    def _choose(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if row < 0:
            self.list.clearSelection()

    def _set_up(self) -> None:
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setForegroundRole(QPalette.ColorRole.Mid)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("指标库里的指标")
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("指标库里的指标")
        view.clicked.connect(self._clicked)
        self._hint.setWordWrap(False)
        self._hint.setContentsMargins(8, 4, 8, 5)
        self._hint.setMinimumWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(view, 1)
        layout.addWidget(self._hint)

    def _clicked(self, index: QModelIndex) -> None:
        self.entry_clicked.emit(self.model.proposals[index.row()].entry)
