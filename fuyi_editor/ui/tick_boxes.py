# SPDX-License-Identifier: MulanPSL-2.0
"""Boxes to tick in lists, with an edge that is seen in the dark theme too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QHeaderView

from fuyi_editor.ui.theme import with_edges

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView


def show_tick_boxes(view: QAbstractItemView) -> None:
    """Let the boxes of this list have an edge, and all around them stay as it is."""
    usual = QApplication.palette()
    view.setPalette(with_edges(usual))
    bars = view.verticalScrollBar(), view.horizontalScrollBar()
    for part in (*bars, *view.findChildren(QHeaderView)):
        part.setPalette(usual)
