# SPDX-License-Identifier: MulanPSL-2.0
"""What a merge is to become: of which year, and as a book, as one table or as a list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.yearly.merging.parts import Part

LIST = "项目清单（Excel 工作簿，另存为文件）"
BOOK = "一本：目录、合计和各项目的表"
TABLE = "一张表"


class MergeOutput(QWidget):
    """Two choices; what most files have is chosen until the user chooses."""

    year_chosen = Signal()
    kind_chosen = Signal()

    def __init__(self, layouts: Mapping[str, Layout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layouts = layouts
        self._own_kind = self._own_year = False
        self.year_box = QComboBox()
        self.year_box.setAccessibleName("汇总的年度")
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName("汇总成什么")
        for name, layout in layouts.items():
            if layout.project:
                self.kind_box.addItem(f"{BOOK} · {layout.title}", name)
        for name, layout in layouts.items():
            if layout.projects and not layout.project:
                self.kind_box.addItem(f"{TABLE} · {layout.title}", name)
        self.kind_box.addItem(LIST, None)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("年度(&Y)：", self.year_box)
        form.addRow("汇总成(&K)：", self.kind_box)
        self.kind_box.activated.connect(self._kind_activated)
        self.year_box.activated.connect(self._year_activated)

    @property
    def layout_chosen(self) -> Layout | None:
        """The layout of the book or table; None for the list."""
        name = self.kind_box.currentData()
        return self._layouts[name] if name is not None else None

    @property
    def year(self) -> int | None:
        """The year that the user chose; None for that of most files."""
        return self.year_box.currentData() if self._own_year else None

    def follow(self, parts: Sequence[Part], usual: Layout) -> None:
        """Offer the years of these files, and propose the usual layout."""
        self._offer_years(part.submission.year for part in parts)
        if not self._own_kind:
            self.kind_box.setCurrentIndex(self.kind_box.findData(usual.name))

    def _offer_years(self, years: Iterable[int | None]) -> None:
        counts = Counter(year for year in years if year)
        before = self.year
        with QSignalBlocker(self.year_box):
            self.year_box.clear()
            for year, count in sorted(counts.items(), key=lambda pair: (-pair[1], -pair[0])):
                self.year_box.addItem(f"{year} 年（{count} 个文件）", year)
            at = self.year_box.findData(before)
            self._own_year = before is not None and at >= 0
            self.year_box.setCurrentIndex(max(at, 0) if counts else -1)
        self.year_box.setEnabled(len(counts) > 1)

    def _kind_activated(self) -> None:
        self._own_kind = True
        self.kind_chosen.emit()

    def _year_activated(self) -> None:
        self._own_year = True
        self.year_chosen.emit()
