# SPDX-License-Identifier: MulanPSL-2.0
"""The panels below the page, one behind the other; a single one stands there without its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LowerPanels(QTabWidget):
    """Panels by name, each shown or not; gone when none is shown."""

    def __init__(self, parent: QWidget) -> None:
        """Within `parent` from the first: a panel that is shown in no window would be one."""
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setAccessibleName("下方的面板")
        self._names: list[str] = []

    def add(self, name: str, panel: QWidget, title: str) -> None:
        """Another panel behind the others."""
        self._names.append(name)
        self.addTab(panel, title)

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide one of them."""
        self.setTabVisible(self._names.index(name), shown)
        count = sum(self.isTabVisible(index) for index in range(self.count()))
        self.tabBar().setVisible(count > 1)
        # The tabs have the focus for this widget: where they are hidden Tab would get stuck here.
        policy = Qt.FocusPolicy.TabFocus if count > 1 else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setVisible(count > 0)

    def is_shown(self, name: str) -> bool:
        """Whether that one is shown, be it in front or behind."""
        return self.isTabVisible(self._names.index(name))

    def set_title(self, name: str, title: str) -> None:
        """Write something else on the tab of one of them."""
        self.setTabText(self._names.index(name), title)

    def bring_forward(self, name: str) -> None:
        """Show this one in front of the others, if it is shown at all."""
        index = self._names.index(name)
        if self.isTabVisible(index):
            self.setCurrentIndex(index)
