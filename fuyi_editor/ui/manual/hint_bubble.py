# SPDX-License-Identifier: MulanPSL-2.0
"""A short callout inside the window that points at a panel and never takes the keyboard."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.small_widgets import dim_label

WIDTH_EMS, ARROW, PADDING, RADIUS = 20, 12, 14, 8
TOP = 30  # from the top of a panel to the bubble beside it
GOT_IT = "知道了"
ALL_AT_ONCE = "Esc 全部收起"


class Side(Enum):
    """Where the panel is, as seen from the bubble: the arrow points there."""

    LEFT = "left"
    ABOVE = "above"
    BELOW = "below"


class HintBubble(QFrame):
    """One hint. Its button is reached by Tab, and read out by screen readers."""

    closed = Signal(object)  # the bubble itself

    def __init__(self, title: str, text: str, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.side = side
        self.setAccessibleName(f"使用提示：{title}。{text}")
        heading = QLabel(title)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        words = QLabel(text)
        words.setWordWrap(True)
        self.button = QPushButton(GOT_IT)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(f"{GOT_IT}，收起“{title}”的提示")
        self.button.clicked.connect(self.close_hint)
        row = QHBoxLayout()
        row.addWidget(dim_label(ALL_AT_ONCE), 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        edges = [PADDING] * 4
        edges[[Side.LEFT, Side.ABOVE, None, Side.BELOW].index(side)] += ARROW
        column.setContentsMargins(*edges)
        column.addWidget(heading)
        column.addWidget(words)
        column.addLayout(row)
        self.setFixedWidth(WIDTH_EMS * self.fontMetrics().horizontalAdvance("字"))
        self.hide()

    def point_at(self, panel: QRect, room: QRect) -> None:
        """Stand beside the panel, as far as there is room."""
        self.resize(self.width(), self.heightForWidth(self.width()))
        size = self.size()
        # On a small screen too, none covers another one's button.
        match self.side:
            case Side.LEFT:
                wanted = QPoint(panel.right() - ARROW, panel.top() + TOP)
            case Side.ABOVE:
                below = max(panel.center().y(), panel.top() + 2 * TOP + size.height())
                wanted = QPoint(panel.center().x() - size.width() // 2, below)
            case Side.BELOW:
                wanted = QPoint(panel.right() - size.width(), panel.top() + ARROW - size.height())
        self.move(_inside(wanted, size, room))

    def tell(self) -> None:
        """Bring it on top, and let screen readers speak it."""
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def close_hint(self) -> None:
        """Put it away for good."""
        self.hide()
        self.closed.emit(self)

    @override
    @never_raises(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().highlight().color(), 1.5))
        painter.setBrush(self.palette().toolTipBase())
        painter.drawPath(self._shape())

    def _shape(self) -> QPainterPath:
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        tip: tuple[QPointF, QPointF, QPointF]
        if self.side is Side.LEFT:
            body.setLeft(body.left() + ARROW)
            x, y = body.left() + 1, body.top() + 30
            tip = (QPointF(x, y - ARROW), QPointF(x - ARROW, y), QPointF(x, y + ARROW))
        elif self.side is Side.ABOVE:
            body.setTop(body.top() + ARROW)
            x, y = body.center().x(), body.top() + 1
            tip = (QPointF(x - ARROW, y), QPointF(x, y - ARROW), QPointF(x + ARROW, y))
        else:
            body.setBottom(body.bottom() - ARROW)
            x, y = body.left() + 40, body.bottom() - 1
            tip = (QPointF(x - ARROW, y), QPointF(x, y + ARROW), QPointF(x + ARROW, y))
        box, arrow = QPainterPath(), QPainterPath()
        box.addRoundedRect(body, RADIUS, RADIUS)
        arrow.addPolygon([*tip, tip[0]])
        return box.united(arrow)


def _inside(wanted: QPoint, size: QSize, room: QRect) -> QPoint:
    left = min(wanted.x(), room.right() - size.width())
    top = min(wanted.y(), room.bottom() - size.height())
    return QPoint(max(left, room.left()), max(top, room.top()))
