# SPDX-License-Identifier: MulanPSL-2.0
"""The left side of the manual window: the contents as a tree, and the list of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTreeWidget, QTreeWidgetItem, QWidget

from fuyi_editor.ui.manual.chapters import WIDE_SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.ui.manual.search import ChapterText, Hit

_PLACE = Qt.ItemDataRole.UserRole
_DEEPEST = 3


class ContentsTree(QTreeWidget):
    """Chapters and their sections; the current one is the one that is read."""

    place_chosen = Signal(str)

    def __init__(self, texts: Sequence[ChapterText], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setAccessibleName("手册目录")
        self.setUniformRowHeights(True)
        self._items: dict[str, QTreeWidgetItem] = {}
        for text in texts:
            self._add(text)
        self.itemClicked.connect(self._chosen)
        self.itemActivated.connect(self._chosen)

    def places(self) -> list[str]:
        """All places in the tree."""
        return [*self._items]

    def show_place(self, place: str) -> None:
        """Make a place the current one, or its chapter where the tree does not go so deep."""
        item = self._items.get(place) or self._items.get(place.partition("#")[0])
        if item is None:
            return
        self.collapseAll()
        self.expandItem(item)
        self.setCurrentItem(item)
        self.scrollToItem(item)

    def _add(self, text: ChapterText) -> None:
        stack: list[QTreeWidgetItem] = []
        for section in text.sections:
            if section.level > _DEEPEST:
                continue
            del stack[section.level - 1 :]
            item = QTreeWidgetItem(stack[-1] if stack else self.invisibleRootItem())
            item.setText(0, section.title)
            item.setToolTip(0, section.title.replace(WIDE_SPACE, " "))
            place = text.chapter.name
            if section.level > 1:
                place += f"#{section.path}"
            item.setData(0, _PLACE, place)
            self._items[place] = item
            stack.append(item)

    def _chosen(self, item: QTreeWidgetItem) -> None:
        self.place_chosen.emit(item.data(0, _PLACE))


class HitList(QListWidget):
    """What was found, with its chapter; Enter in the search field goes through it."""

    hit_chosen = Signal(object)  # Hit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("查到的地方")
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hits: list[Hit] = []
        self.currentRowChanged.connect(self._chosen)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List them; none is chosen yet."""
        self.blockSignals(True)
        self.clear()
        self._hits = [*hits]
        for hit in hits:
            where = hit.chapter.title
            if hit.section != where:
                where += f" › {hit.section.replace(WIDE_SPACE, ' ')}"
            self.addItem(QListWidgetItem(f"{where}\n{hit.shown.strip()}"))
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def step(self, by: int) -> bool:
        """Choose the next or the one before, round and round; False where there is none."""
        if not self._hits:
            return False
        row = self.currentRow()
        row = (0 if by > 0 else len(self._hits) - 1) if row < 0 else (row + by) % len(self._hits)
        self.setCurrentRow(row)
        return True

    def _chosen(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            self.hit_chosen.emit(self._hits[row])
