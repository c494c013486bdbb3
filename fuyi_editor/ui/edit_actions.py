# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 录入: undo, and adding, moving and removing parts of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMenu

from fuyi_editor.model import arrange
from fuyi_editor.model.fields import NODE_NAMES
from fuyi_editor.model.node import Node, TextNode
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.add_actions import AddActions
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.tree.drops import can_drag
from fuyi_editor.ui.tree.edits import move_step, remove_all
from fuyi_editor.ui.tree.rows import Row

if TYPE_CHECKING:
    from fuyi_editor.model.arrangement import Arrangement
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
NOTHING_SELECTED = "请先在左边选择一项"


class EditActions(QObject):
    """Knows the open workspace, if there is one, and acts on its session."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self.undo_group = QUndoGroup(self)
        self.undo = self.undo_group.createUndoAction(self, "撤销")
        self.redo = self.undo_group.createRedoAction(self, "恢复")
        self.undo.setShortcuts([QKeySequence("Ctrl+Z")])
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.undo.setIcon(icon("undo"))
        self.redo.setIcon(icon("redo"))
        self.undo.setIconText("撤销")
        self.redo.setIconText("恢复")
        self.adding = AddActions(self)
        self.rename = self._action("改名(&N)", None, "F2")
        self.duplicate = self._action("复制一份(&D)", "duplicate", "Ctrl+D")
        self.up = self._action("上移(&U)", "up", "Alt+Up")
        self.down = self._action("下移(&W)", "down", "Alt+Down")
        self.delete = self._action("删除(&R)", "delete", "Del")
        self.context_menu = QMenu()
        self._fill_context_menu()
        self._connect()
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        self.adding.follow(workspace.session if workspace else None)
        if workspace is not None:
            self.undo_group.setActiveStack(workspace.session.undo_stack)
        self._refresh()

    def equip(self, workspace: Workspace) -> None:
        """Give a new workspace its keys and its menu; once, before it is followed."""
        self.undo_group.addStack(workspace.session.undo_stack)
        self._give_keys(workspace)
        workspace.tree.context_menu = self.context_menu
        workspace.session.selection_changed.connect(self._refresh)

    def release(self, workspace: Workspace) -> None:
        """Forget a workspace that is about to go: its stack would tell of its own end."""
        self.undo_group.removeStack(workspace.session.undo_stack)

    def _give_keys(self, workspace: Workspace) -> None:
        """Keys that mean something else while typing belong to the tree, and some to the page."""
        workspace.tree.addActions(
            [self.adding.indicator, self.duplicate, self.up, self.down, self.delete]
        )
        workspace.page.addActions([self.adding.indicator, self.duplicate, self.up, self.down])

    def _action(self, text: str, icon_name: str | None, *keys: str) -> QAction:
        action = make_action(self, text, icon_name, *keys)
        if keys:
            action.setShortcutContext(_WITHIN)
        return action

    def _ours(self) -> tuple[QAction, ...]:
        return (
            self.rename, self.duplicate, self.up, self.down, self.delete,
        )  # fmt: skip

    def _connect(self) -> None:
        self.adding.asked.connect(self._session)
        self.adding.added.connect(self._added)
        self.rename.triggered.connect(self._rename)
        self.duplicate.triggered.connect(self._duplicate)
        self.up.triggered.connect(self._move_up)
        self.down.triggered.connect(self._move_down)
        self.delete.triggered.connect(self._delete)

    def _fill_context_menu(self) -> None:
        menu = self.context_menu
        self.adding.fill(menu, smallest_first=True)
        menu.addSeparator()
        menu.addActions([self.rename, self.duplicate, self.up, self.down])
        menu.addSeparator()
        menu.addAction(self.delete)

    # What is selected

    def _session(self) -> EditSession | None:
        """The session, with everything that was being typed taken over."""
        if self._workspace is None:
            return None
        self._workspace.commit_typing()
        return self._workspace.session

    def _nodes(self) -> list[str]:
        """The selected rows of the tree; what the page alone shows is not meant by them.

        On the page it is what stands there, though more was selected in the tree before.
        """
        if self._workspace is None:
            return []
        session = self._workspace.session
        nodes = self._workspace.tree.selected_nodes()
        rows = self._workspace.tree.tree_model.rows
        selected = (
            rows.shown(session.selected, session.selected_field) if session.selected else None
        )
        if selected != (Row(session.selected) if session.selected else None):
            return []
        if self._workspace.page.hasFocus():
            return [node for node in nodes if node == session.selected]
        return nodes

    def _refresh(self) -> None:
        if self._workspace is None:
            for action in self._ours():
                action.setEnabled(False)
            return
        node = self._workspace.session.selected
        rows = self._workspace.tree.tree_model.rows
        known = node is not None and rows.submission.holds(node)
        movable = known and node is not None and can_drag(rows, Row(node))
        for action in (self.up, self.down, self.delete, self.rename):
            action.setEnabled(movable)
        copyable = isinstance(rows.node(Row(node)), arrange.COPYABLE) if movable and node else False
        self.duplicate.setEnabled(copyable)

    # What is done

    def _added(self, done: Arrangement | None) -> None:
        """Show the new node and let its name be typed: in the tree, if the keyboard is there."""
        workspace = self._workspace
        if workspace is None or not workspace.session.arrange(done, NOTHING_SELECTED):
            return
        if not (workspace.tree.hasFocus() and workspace.tree.edit_current()):
            workspace.inspector.focus_first()

    def _rename(self) -> None:
        if self._workspace is not None:
            self._workspace.commit_typing()
            if not self._workspace.tree.edit_current():
                self._workspace.inspector.focus_first()  # what has no name in the tree

    def _duplicate(self) -> None:
        if session := self._session():
            nodes = self._nodes()
            done = arrange.duplicate(session.submission, nodes[0]) if len(nodes) == 1 else None
            session.arrange(done, "请选择一项来复制")

    def _move_up(self) -> None:
        self._move(-1, "已经在最前面了")

    def _move_down(self) -> None:
        self._move(1, "已经在最后面了")

    def _move(self, step: int, refused: str) -> None:
        if session := self._session():
            nodes = self._nodes()
            done = move_step(session.submission, nodes, step)
            session.arrange(done, refused if nodes else NOTHING_SELECTED)

    def _delete(self) -> None:
        if session := self._session():
            nodes = self._nodes()
            names = [_name(session.submission.find(node)) for node in nodes[:1]]
            done = remove_all(session.submission, nodes)
            if session.arrange(done, NOTHING_SELECTED):
                what = names[0] if len(nodes) == 1 else f"{len(nodes)} 项"
                session.message.emit(f"已删除{what}，按 Ctrl+Z 可以恢复")


def _name(node: Node) -> str:
    kind = NODE_NAMES[type(node)]
    if isinstance(node, TextNode):
        return f"一条{kind}"
    title = node_title(node)
    return f"“{title}”" if title != kind else kind
