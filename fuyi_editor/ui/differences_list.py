# SPDX-License-Identifier: MulanPSL-2.0
"""The cells in which two states of a book differ: where, what stood there and what does now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from fuyi_editor.checks.findings import Place
from fuyi_editor.ui.findings.words import short
from fuyi_editor.ui.place_words import place_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.differences import Difference
    from fuyi_editor.page.document import Binding

MOST_SHOWN = 300
_EMS = (16, 18, 18)


class DifferencesList(QTreeWidget):
    """Shows the first differences; how many there are is said by whoever shows the list."""

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        """`before` and `after` are the titles of the two columns."""
        super().__init__(parent)
        self.setHeaderLabels(["位置", before, after])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAccessibleName("不同的单元格")
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate(_EMS):
            self.setColumnWidth(column, width * em)

    def show_differences(
        self, differences: Sequence[Difference], before: Submission, after: Submission
    ) -> None:
        """Show these; each place is named by the state that knows it."""
        self.clear()
        items = [_item(found, before, after) for found in differences[:MOST_SHOWN]]
        if len(differences) > MOST_SHOWN:
            items.append(QTreeWidgetItem([f"…… 另有 {len(differences) - MOST_SHOWN} 格"]))
        self.addTopLevelItems(items)


def _item(found: Difference, before: Submission, after: Submission) -> QTreeWidgetItem:
    place = _words(found.new, after) or _words(found.old, before) or "表上的文字"
    item = QTreeWidgetItem([place, _text(found.before), _text(found.after)])
    for column, words in enumerate((place, found.before, found.after)):
        item.setToolTip(column, words)
    return item


def _text(text: str) -> str:
    return short(" ".join(text.split())) or "（空）"


def _words(binding: Binding | None, submission: Submission) -> str:
    if binding is None or not submission.holds(binding.node):
        return ""
    place = Place(binding.node, binding.field or "", "")
    return place_words(submission, place, with_project=True)
