# SPDX-License-Identifier: MulanPSL-2.0
"""The list of layouts: each with its title and, dimmed below, what tells it from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.layouts.definition.layout_file import LayoutShelf
from fuyi_editor.ui.guard import never_raises, nothing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from fuyi_editor.layouts.definition.layout import Layout

    Index = QModelIndex | QPersistentModelIndex

NAME = Qt.ItemDataRole.UserRole
_BELOW = Qt.ItemDataRole.UserRole + 1
_WORDS = Qt.ItemDataRole.UserRole + 2
OWN = "自己的"
TAXONOMY_WORDS = {"T2015": "成本在产出指标下", "T2021": "成本是一级指标"}
_PAD, _GAP = 7, 2


def below_words(layout: Layout, *, own: bool) -> str:
    """The dimmed line: 自己的 · 万元 · 成本在产出指标下."""
    parts = [OWN] if own else []
    return " · ".join([*parts, layout.money_unit, TAXONOMY_WORDS[layout.taxonomy_name]])


class LayoutList(QListWidget):
    """Only the layouts that hold all words of the search are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("版式")
        self.setItemDelegate(_TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def fill(self, layouts: Mapping[str, Layout]) -> None:
        """List these layouts, the user's own first: they are few, and the ones that are wanted."""
        self.clear()
        owns = {n: isinstance(layouts, LayoutShelf) and layouts.is_own(n) for n in layouts}
        for name in sorted(layouts, key=lambda name: not owns[name]):
            layout, own = layouts[name], owns[name]
            item = QListWidgetItem(layout.title, self)
            below = below_words(layout, own=own)
            item.setData(NAME, name)
            item.setData(_BELOW, below)
            words = f"{name} {layout.title} {layout.description} {layout.source} {below}"
            item.setData(_WORDS, words.casefold())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{layout.title}，{below}")
            item.setToolTip(layout.title)

    def name(self) -> str | None:
        """The name of the current layout."""
        item = self.currentItem()
        return item.data(NAME) if item and not item.isHidden() else None

    def choose(self, name: str) -> None:
        """Make a layout the current one."""
        for row in range(self.count()):
            if self.item(row).data(NAME) == name:
                self.setCurrentRow(row)

    def search(self, text: str) -> None:
        """Hide what does not hold every word of the text."""
        words = text.casefold().split()
        for row in range(self.count()):
            item = self.item(row)
            item.setHidden(not all(word in item.data(_WORDS) for word in words))
        if self.name() is None:
            shown = (row for row in range(self.count()) if not self.item(row).isHidden())
            self.setCurrentRow(next(shown, -1))

    def step(self, by: int) -> None:
        """Go up or down among what is shown."""
        row = self.currentRow() + by
        while 0 <= row < self.count() and self.item(row).isHidden():
            row += by
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    @override
    @never_raises(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters go on to the search box, see LayoutPicker; the list's own search knows no words.
        if event.text().strip() and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class _TwoLines(QStyledItemDelegate):
    @override
    @never_raises(QSize)
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view: Any = option  # its fields are missing in Qt's stubs
        return QSize(120, 2 * view.fontMetrics.height() + _GAP + 2 * _PAD)

    @override
    @never_raises(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: Any = option
        self.initStyleOption(option, index)
        text, view.text = view.text, ""
        style = view.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view.widget)
        rect = view.rect.adjusted(_PAD + 1, _PAD, -_PAD, -_PAD)
        line = view.fontMetrics.height()
        painter.save()
        lines = zip((text, index.data(_BELOW)), _colors(option), strict=True)
        for number, (words, color) in enumerate(lines):
            painter.setPen(color)
            place = QRect(rect.left(), rect.top() + number * (line + _GAP), rect.width(), line)
            shown = view.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _colors(option: QStyleOptionViewItem) -> tuple[QColor, QColor]:
    """Of both lines; on a selection they are the same."""
    view: Any = option
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    state = group.Normal if view.state & QStyle.StateFlag.State_Active else group.Inactive
    is_selected = bool(view.state & QStyle.StateFlag.State_Selected)
    roles = (role.HighlightedText,) * 2 if is_selected else (role.Text, role.PlaceholderText)
    return view.palette.color(state, roles[0]), view.palette.color(state, roles[1])
