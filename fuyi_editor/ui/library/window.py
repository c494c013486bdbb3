# SPDX-License-Identifier: MulanPSL-2.0
"""The window of the indicator library: search, browse by 二级, read, edit, put into the book.

It stays open beside the book. What needs files or the book is done by `library_actions`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.inspector.edits import LineEdit
from fuyi_editor.ui.library.details import EntryDetails
from fuyi_editor.ui.library.steps import LibrarySteps
from fuyi_editor.ui.library.views import EntryTable, KindList
from fuyi_editor.ui.small_widgets import IconLabel, dim_label, make_search_line
from fuyi_editor.ui.window_state import resize_on_screen

if TYPE_CHECKING:
    from fuyi_editor.library.entry import Entry
    from fuyi_editor.library.store import Library


class LibraryWindow(QDialog):
    """Not modal; everything done to the library here can be undone here."""

    insert_wanted = Signal(object)  # list[Entry]

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.steps = LibrarySteps(library, self)
        self.search = LineEdit()
        self.own_only = QCheckBox("只看自己的(&O)")
        self.count = dim_label()
        self.kinds = KindList()
        self.table = EntryTable()
        self.details = EntryDetails()
        self.warning = QWidget()
        self.status = dim_label()
        self.place = dim_label()
        self.new = _button("新增(&A)", "add")
        self.delete = _button("删除(&R)", "delete")
        self.harvest_book = _button("收录当前表的指标(&H)", None)
        self.harvest_others = _button("收录其他文件(&F)", None)
        self.files = QAction("选文件(&F)…", self)
        self.folder = QAction("选文件夹(&D)…", self)
        self.take_in = _button("导入 .xlsx(&I)…", None)
        self.give_out = _button("导出 .xlsx(&E)…", None)
        self.insert = _button("插入到当前位置(&P)", None)
        self.close_button = _button("关闭(&C)", None)
        self._set_up()
        self._arrange()
        self._connect()
        self.refresh()

    def show_place(self, words: str) -> None:
        """Say where in the book an entry would go; empty if nowhere."""
        self.place.setText(f"插入到：{words}" if words else "在表里选一个二级或三级指标，才能插入")
        self._can_insert = bool(words)
        self._enable()

    def say(self, sentence: str) -> None:
        """Say in the window what came of what was done."""
        self.status.setText(sentence)

    def show_entry(self, entry: Entry) -> None:
        """Go to an entry, whatever was searched for before."""
        if not any(entry.id == wanted.id for wanted in self._wanted()):
            self.search.clear()
            self.own_only.setChecked(False)
            self.kinds.choose_all()
        self.table.show_entries(self._wanted(), entry.id)

    def show_uses(self) -> None:
        """Entries were taken: show how often, and leave the selection as it is."""
        self.table.follow(self._wanted())
        self._show_current()

    def refresh(self) -> None:
        """Look into the library again, as after a change from elsewhere."""
        self._show_kinds()
        self._find()

    # What is shown

    _can_insert = False

    def _find(self) -> None:
        current = self.table.current
        self.table.show_entries(self._wanted(), current.id if current else 0)
        self._show_count()

    def _wanted(self) -> list[Entry]:
        found = self.library.browse(self.search.text(), own_only=self.own_only.isChecked())
        levels = self.kinds.levels
        if levels is None:
            return found
        return [entry for entry in found if (entry.group, entry.kind) == tuple(levels)]

    def _show_kinds(self) -> None:
        kinds = self.library.kinds()
        self.kinds.show_kinds(kinds)
        self.details.offer_kinds([*dict.fromkeys(kind for _, kind, _ in kinds if kind)])

    def _show_count(self) -> None:
        shown, rows = self.table.entries.rowCount(), self.table.selectionModel().selectedRows()
        chosen = f"，选中 {len(rows)} 条" if len(rows) > 1 else ""
        self.count.setText(f"{shown} 条{chosen}" if shown else "没有找到，换个词或选“全部指标”")
        problem = self.library.problem
        self.warning.setVisible(bool(problem))
        self._problem.setText(problem)
        self._enable()

    def _enable(self) -> None:
        any_row = self.table.current is not None
        self.insert.setEnabled(any_row and self._can_insert)
        self.delete.setEnabled(any_row)

    def _library_changed(self) -> None:
        self._show_kinds()
        self.table.follow(self._wanted())
        self._show_current()
        self._show_count()

    def _show_current(self) -> None:
        shown, current = self.details.entry, self.table.current
        if shown != current:
            self.details.show_entry(current)
        self._show_count()

    # What is done

    def _insert(self) -> None:
        self.details.commit()
        entries = self.table.selected
        if entries and self._can_insert:
            self.insert_wanted.emit(entries)

    def _new(self) -> None:
        levels = self.kinds.levels
        self.details.begin_new(levels[1] if levels else "")

    def _edited(self, before: Entry, typed: Entry) -> None:
        if now := self.library.find(before.id):
            typed = replace(typed, uses=now.uses)  # taken meanwhile, in the other window
            self.steps.do(f"修改“{before.name}”", partial(self.library.change, typed))
            self.say("已修改，按 Ctrl+Z 可以撤销")
            return
        stored = self.steps.do(f"新增“{typed.name}”", partial(self.library.add, typed))
        self.show_entry(stored)
        self.say(f"“{stored.name}”已收进指标库")

    def _delete(self) -> None:
        gone = self.table.selected
        if not gone:
            return
        row = self.table.currentIndex().row()
        what = f"“{gone[0].name}”" if len(gone) == 1 else f" {len(gone)} 条"
        self.steps.do(f"删除{what}", partial(self.library.remove, [entry.id for entry in gone]))
        self.table.go_to(row)
        self.say(f"已删除{what}，按 Ctrl+Z 可以恢复")

    # How it is made

    def _set_up(self) -> None:
        self.setWindowTitle("指标库")
        self.setSizeGripEnabled(True)
        self.search.setPlaceholderText("按名称、拼音或首字母查找，例如 pxrs…")
        make_search_line(self.search)
        self.search.setAccessibleName("查找指标")
        menu = QMenu(self)
        menu.addActions([self.files, self.folder])
        self.harvest_others.setMenu(menu)
        self.insert.setToolTip("Enter、双击也可以")
        self.harvest_book.setToolTip("把打开的表里的指标都收进指标库，重复的合并")
        self.harvest_others.setToolTip("把往年的表、别的单位的表里的指标收进指标库")
        self.status.setAccessibleName("结果")
        self.place.setAccessibleName("插入的位置")
        self.count.setWordWrap(False)
        self.undo = self.steps.stack.createUndoAction(self, "撤销")
        self.redo = self.steps.stack.createRedoAction(self, "恢复")
        for action, name, key in ((self.undo, "undo", "Ctrl+Z"), (self.redo, "redo", "Ctrl+Y")):
            action.setIcon(icon(name))
            action.setShortcut(QKeySequence(key))
            self.addAction(action)

    def _arrange(self) -> None:
        top = _row(self.search, self.own_only, self.count)
        top.setStretchFactor(self.search, 1)
        tools = _row(
            self.new, self.delete, self._tool(self.undo), self._tool(self.redo), None,
            self.harvest_book, self.harvest_others, self.take_in, self.give_out,
        )  # fmt: skip
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.table)
        right.addWidget(self.details)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.kinds)
        across.addWidget(right)
        for splitter, sizes in ((right, [380, 190]), (across, [190, 830])):
            splitter.setChildrenCollapsible(False)
            splitter.setSizes(sizes)
        right.setStretchFactor(0, 1)
        across.setStretchFactor(1, 1)
        self._problem = dim_label()
        warning = QHBoxLayout(self.warning)
        warning.setContentsMargins(0, 0, 0, 0)
        warning.addWidget(IconLabel("warning"))
        warning.addWidget(self._problem, 1)
        bottom = _row(self.place, self.insert, self.close_button)
        bottom.setStretchFactor(self.place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.warning)
        layout.addWidget(across, 1)
        layout.addLayout(tools)
        layout.addLayout(bottom)
        layout.addWidget(self.status)
        resize_on_screen(self, 1060, 680)

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        """Entries are taken and counted in the other window meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()

    def _connect(self) -> None:
        self.search.edited.connect(self._find)
        self.search.returnPressed.connect(self.table.setFocus)
        down = QShortcut(QKeySequence("Down"), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.setFocus)
        for key, act in (("F2", self.details.enter), ("Del", self._delete)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self.own_only.toggled.connect(self._find)
        self.kinds.chosen.connect(self._find)
        self.table.current_changed.connect(self._show_current)
        self.table.selectionModel().selectionChanged.connect(self._show_count)
        self.table.wanted.connect(self._insert)
        self.details.edited.connect(self._edited)
        self.steps.changed.connect(self._library_changed)
        self.new.clicked.connect(self._new)
        self.delete.clicked.connect(self._delete)
        self.insert.clicked.connect(self._insert)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.details.commit)


def _button(text: str, icon_name: str | None) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)  # Enter in a field must not press it
    if icon_name:
        button.setIcon(icon(icon_name))
    return button


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None is free room."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
