# SPDX-License-Identifier: MulanPSL-2.0
"""The part of the print dialog about the book: projects, pages, page numbers, the line to sign."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from fuyi_editor.layouts.sheets.printout import (
    PAGE_OF_PAGES,
    has_other_blocks,
    has_page_numbers,
    is_signed,
    of_projects,
    separate_projects,
    with_footer,
    with_signatures,
)
from fuyi_editor.ui.printing.page_range import EXAMPLE, PageRangeError, parse_page_range
from fuyi_editor.ui.printing.project_choice import OTHERS, OTHERS_WORDS, ProjectChoice
from fuyi_editor.ui.small_widgets import buddy_label, dim_label

if TYPE_CHECKING:
    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.ui.printing.print_settings import PageNumbers, PrintSettings
    from fuyi_editor.ui.printing.printout import Printout

ONE_TABLE = "各项目同在一张表里，只能整张打印。"
SIGN = "填报人、单位负责人、日期（盖章）(&I)"
SIGNED = "表里已有填报人一栏，不再另印"
WHERE_SIGNED = "印在每个项目的表下面；只在纸上和 PDF 里有，保存的文件里没有"


_Choice = tuple[frozenset[str] | None, bool, "PageNumbers"]
"""The ticked projects (None for all), whether a line to sign on is added, the page numbers."""


class Pages(Enum):
    """Which pages of the chosen projects are printed."""

    ALL = "全部页"
    ODD = "奇数页"
    EVEN = "偶数页"
    SOME = "指定页码"


class ContentBox(QGroupBox):
    """Says what of the book is printed, and with what around it."""

    changed = Signal()

    def __init__(
        self, printout: Printout, settings: PrintSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__("内容", parent)
        self._whole = printout.document
        self._names = printout.facts.projects
        self._made: tuple[_Choice, PageDocument | None] | None = None
        separate = separate_projects(printout.document, self._names)
        self.projects = ProjectChoice(self._choices(separate)) if len(separate) > 1 else None
        self.pages = QComboBox()
        self.range = QLineEdit()
        self.numbers = QComboBox()
        self.signature = QCheckBox(SIGN)
        self._fill(settings, is_book=printout.is_book)
        self._arrange(is_book=printout.is_book)
        self._connect()

    def document(self) -> PageDocument | None:
        """The document to print with all that is chosen; None where nothing is left of it.

        The same object as long as the same is chosen, so that nobody lays it out again.
        """
        ticked = None if self.projects is None or self.projects.is_all else self.projects.ticked
        choice = ticked, self.is_signed, self.page_numbers
        if self._made is None or self._made[0] != choice:
            self._made = choice, self._make(*choice)
        return self._made[1]

    def _make(
        self, ticked: frozenset[str] | None, is_signed: bool, page_numbers: PageNumbers
    ) -> PageDocument | None:
        document = self._whole
        if ticked is not None:
            document = of_projects(document, self._names, ticked, others=OTHERS in ticked)
            if not document.blocks:
                return None
        if is_signed:
            document = with_signatures(document)
        if page_numbers == "own":
            return document
        return with_footer(document, PAGE_OF_PAGES if page_numbers == "counted" else "")

    def wanted(self, count: int) -> tuple[int, ...]:
        """The numbers of the pages to print, of so many; `PageRangeError` where none is meant."""
        match self.pages.currentData():
            case Pages.ODD:
                return tuple(range(1, count + 1, 2))
            case Pages.EVEN if count < 2:
                raise PageRangeError("只有一页，没有偶数页")
            case Pages.EVEN:
                return tuple(range(2, count + 1, 2))
            case Pages.SOME:
                return parse_page_range(self.range.text(), count)
            case _:
                return tuple(range(1, count + 1))

    @property
    def is_signed(self) -> bool:
        """Whether a line to sign on is added."""
        return self.signature.isEnabled() and self.signature.isChecked()

    @property
    def page_numbers(self) -> PageNumbers:
        """How pages are numbered, in the words of the settings."""
        return self.numbers.currentData()

    def _choices(self, separate: tuple[str, ...]) -> dict[str, str]:
        others = {OTHERS: OTHERS_WORDS} if has_other_blocks(self._whole, self._names) else {}
        return others | {node: self._names[node] for node in separate}

    def _fill(self, settings: PrintSettings, *, is_book: bool) -> None:
        for choice in Pages:
            self.pages.addItem(choice.value, choice)
        self.range.setPlaceholderText(f"例如 {EXAMPLE}")
        footer = self._whole.setup.footer
        own = has_page_numbers(self._whole)
        self.numbers.addItem(f"与表相同：{_sample(footer) if own else '没有页码'}", "own")
        if footer.split() != PAGE_OF_PAGES.split():
            self.numbers.addItem(_sample(PAGE_OF_PAGES), "counted")
        if own:
            self.numbers.addItem("不印页码", "none")
        self.numbers.setCurrentIndex(max(0, self.numbers.findData(settings.page_numbers)))
        signed = is_signed(self._whole)
        self.signature.setEnabled(is_book and not signed)
        self.signature.setChecked(settings.signature)
        self.signature.setToolTip(SIGNED if signed else WHERE_SIGNED)

    def _arrange(self, *, is_book: bool) -> None:
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        if self.projects is not None:
            form.addRow(buddy_label("项目(&J)：", self.projects.list), self.projects)
        elif len(self._names) > 1:
            form.addRow(dim_label(ONE_TABLE))
        pages = QHBoxLayout()
        pages.addWidget(self.pages)
        pages.addWidget(self.range, 1)
        form.addRow(buddy_label("页(&G)：", self.pages), pages)
        form.addRow("页码(&U)：", self.numbers)
        if is_book:
            form.addRow("签字：", self.signature)
        self.numbers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for widget, name in (
            (self.pages, "打印哪些页"), (self.range, "指定页码"), (self.numbers, "页码"),
        ):  # fmt: skip
            widget.setAccessibleName(name)

    def _connect(self) -> None:
        self.pages.currentIndexChanged.connect(self._pages_chosen)
        self.range.textEdited.connect(self._range_typed)
        self.numbers.currentIndexChanged.connect(self.changed)
        self.signature.toggled.connect(self.changed)
        if self.projects is not None:
            self.projects.changed.connect(self.changed)

    def _pages_chosen(self) -> None:
        if self.pages.currentData() is Pages.SOME:
            self.range.setFocus()
        self.changed.emit()

    def _range_typed(self) -> None:
        """Who types page numbers wants them."""
        self.pages.blockSignals(True)
        self.pages.setCurrentIndex(self.pages.findData(Pages.SOME))
        self.pages.blockSignals(False)
        self.changed.emit()


def _sample(footer: str) -> str:
    return footer.replace("{pages}", "5").replace("{page}", "1")
