# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the clipboard: nodes of the tree, cells of the page, rows from Excel and Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit

from fuyi_editor.files.clip_text import grids_html, grids_text
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.paste import is_move, paste
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.clipboard.mime import clip_of, put_nodes
from fuyi_editor.ui.clipboard.paste_foreign import ForeignPaste
from fuyi_editor.ui.page.places import editable_binding
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.tree.edits import topmost

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.model.clip import Clip
    from fuyi_editor.ui.page.view import PageView
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

NOT_COPIED = "这一项整本只有一份，不能复制；请选择项目、目标或指标"
NO_PLACE = "这里放不下复制的内容，请先选择要放到哪个项目、目标或指标"
NOTHING = "剪贴板里没有可以粘贴的内容"
_TextWidget = QLineEdit | QPlainTextEdit | QTextEdit


class ClipActions(QObject):
    """Acts on what has the keyboard: a text that is being typed, the page, else the tree."""

    def __init__(self, parent: QObject, services: Services) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._cut_in: Workspace | None = None
        self._foreign = ForeignPaste(services)
        self.cut = self._action("剪切(&Z)", "cut", "Ctrl+X")
        self.copy = self._action("复制(&C)", "copy", "Ctrl+C")
        self.paste = self._action("粘贴(&V)", "paste", "Ctrl+V")
        self._leave = make_action(self, "不再剪切", None, "Esc")
        self._leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._leave.setEnabled(False)  # Esc is for others while nothing is cut
        self._leave.triggered.connect(self._cut_no_more)
        QGuiApplication.clipboard().dataChanged.connect(self._clipboard_changed)
        self.cut.triggered.connect(self._cut)
        self.copy.triggered.connect(self._copy)
        self.paste.triggered.connect(self._paste)
        self.follow(None)

    @property
    def all(self) -> list[QAction]:
        """Everything, in the order of the menu."""
        return [self.cut, self.copy, self.paste]

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        for action in self.all:
            action.setEnabled(workspace is not None)

    def equip(self, workspace: Workspace) -> None:
        """Give a new workspace its keys; not the window: whoever types in a text means the text."""
        workspace.tree.addActions([*self.all, self._leave])
        workspace.page.addActions(self.all)
        workspace.page.erase_requested.connect(self._erase)

    def release(self, workspace: Workspace) -> None:
        """Forget a workspace that is about to go."""
        if workspace is self._cut_in:
            self._show_cut(None)

    def enter(self, menu: QMenu, before: QAction) -> None:
        """Stand in another menu too, in front of an action of it."""
        menu.insertActions(before, self.all)
        menu.insertSeparator(before)

    def _action(self, text: str, icon_name: str, key: str) -> QAction:
        action = make_action(self, text, icon_name, key)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    # Copying

    def _copy(self) -> None:
        if isinstance(typing := QApplication.focusWidget(), _TextWidget):
            typing.copy()
        elif workspace := self._workspace:
            if workspace.page.hasFocus():
                self._show_cut(None)
                _put_cells(workspace.page)
            else:
                self._copy_nodes(workspace, cut=False)

    def _cut(self) -> None:
        if isinstance(typing := QApplication.focusWidget(), _TextWidget):
            typing.cut()
        elif workspace := self._workspace:
            if workspace.page.hasFocus():
                self._show_cut(None)
                self._cut_cell(workspace)
            else:
                self._copy_nodes(workspace, cut=True)

    def _copy_nodes(self, workspace: Workspace, *, cut: bool) -> None:
        workspace.commit_typing()
        session = workspace.session
        nodes = topmost(session.submission, workspace.tree.selected_nodes())
        if not nodes:
            session.message.emit(NOT_COPIED)
            return
        put_nodes(session.submission, nodes, cut=cut)
        self._show_cut(workspace if cut else None, nodes)
        title = node_title(session.submission.find(nodes[0]))
        what = f"“{title}”" if len(nodes) == 1 else f" {len(nodes)} 项"
        then = (
            "选好位置后按 Ctrl+V 移过去" if cut else "可以粘贴到这里、另一本，或者 Excel、Word 里"
        )
        session.message.emit(f"已{'剪切' if cut else '复制'}{what}，{then}")

    def _show_cut(self, workspace: Workspace | None, nodes: Iterable[str] = ()) -> None:
        """Dim what was cut, in the tree of its book, until it is pasted or left after all."""
        if self._cut_in is not None:
            self._cut_in.tree.show_cut(())
        self._cut_in = workspace
        self._leave.setEnabled(workspace is not None)
        if workspace is not None:
            workspace.tree.show_cut(nodes)

    def _cut_no_more(self) -> None:
        """What was cut stays where it is; pasted, it comes in as a copy."""
        self._show_cut(None)

    def _clipboard_changed(self) -> None:
        if self._cut_in is not None and not QGuiApplication.clipboard().ownsClipboard():
            self._show_cut(None)  # something else was copied, in another program

    @staticmethod
    def _cut_cell(workspace: Workspace) -> None:
        page, session = workspace.page, workspace.session
        if page.selected_cells:
            _put_cells(page)
            erase_cells(workspace)
            return
        binding = page.current_binding
        if not page.can_type or binding is None or binding.field is None:
            session.message.emit("这一格不能改，只能复制")
            return
        _put_cells(page)
        session.end_typing()
        session.set_field(binding.node, binding.field, "")

    def _erase(self) -> None:
        if workspace := self._workspace:
            erase_cells(workspace)

    # Pasting

    def _paste(self) -> None:
        if isinstance(typing := QApplication.focusWidget(), _TextWidget):
            typing.paste()
            return
        workspace = self._workspace
        if workspace is None:
            return
        workspace.commit_typing()
        content = QGuiApplication.clipboard().mimeData()
        if (clip := self._clip_for(workspace.session, content)) is not None:
            self._paste_nodes(workspace.session, clip)
        elif not _has_text(content):
            workspace.session.message.emit(NOTHING)
        elif workspace.page.hasFocus():
            self._foreign.onto_page(workspace, content)
        else:
            self._foreign.onto_tree(workspace.session, content)

    def _clip_for(self, session: EditSession, content: QMimeData | None) -> Clip | None:
        """Only the very book that nodes were cut in moves them: one that was rolled over from it
        has nodes of the same ids.
        """
        clip = clip_of(content)
        own = self._cut_in.session if self._cut_in else None
        if clip is not None and clip.cut and session is not own:
            return clip.model_copy(update={"cut": False})
        return clip

    def _paste_nodes(self, session: EditSession, clip: Clip) -> None:
        beside = session.selected or session.submission.id
        moved = is_move(session.submission, clip)
        done = paste(session.submission, beside, clip, session.selected_field)
        if not session.arrange(done, NO_PLACE):
            return
        what = "移动" if moved else "粘贴"
        session.message.emit(f"已{what} {len(clip.items)} 项，按 Ctrl+Z 可以恢复")
        if moved:
            # What was moved may be pasted again, but then as a copy.
            ids = [i.node().id for i in clip.items if session.submission.holds(i.node().id)]
            put_nodes(session.submission, topmost(session.submission, ids), cut=False)
            self._show_cut(None)


def erase_cells(workspace: Workspace) -> None:
    """Take the texts out of the selected cells of the page, as one step."""
    page, session = workspace.page, workspace.session
    bindings = [editable_binding(page.document, place) for place in page.selected_cells]
    fields = dict.fromkeys((b.node, b.field) for b in bindings if b is not None and b.field)
    edits = [
        SetField(node=node, field=field, text="")
        for node, field in fields
        if field and read_field(session.submission.find(node), field)
    ]
    if edits:
        session.apply(f"清除 {len(edits)} 格", edits)
    else:
        session.message.emit("选中的格子里没有可以清除的内容")


def _put_cells(page: PageView) -> None:
    """The current cell as its text, several as a table."""
    grid = page.selected_grid
    data = QMimeData()
    data.setText(grids_text((grid,)).removesuffix("\n") if grid else page.current_text)
    if grid:
        data.setHtml(grids_html((grid,)))
    QGuiApplication.clipboard().setMimeData(data)


def _has_text(content: QMimeData | None) -> bool:
    return content is not None and (content.hasText() or content.hasHtml())
