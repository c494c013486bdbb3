# SPDX-License-Identifier: MulanPSL-2.0
"""The actions of the menu 录入: undo, and adding, moving and removing parts of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMenu

from fuyi_editor.model import arrange
from fuyi_editor.model.nodes import Goal, Indicator, IndicatorGroup, IndicatorKind, Node, Project
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.place_words import node_title
from fuyi_editor.ui.tree_drops import can_drag
from fuyi_editor.ui.tree_edits import missing_kinds, move_step, project_of, remove_all
from fuyi_editor.ui.tree_rows import Row, TreeRows

if TYPE_CHECKING:
    from fuyi_editor.model.arrangement import Arrangement
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
NOTHING_SELECTED = "请先选择项目、目标或指标"
NO_PROJECT = "请先选择一个项目，或项目里的目标、指标"
_INDICATOR_KEYS = ("Ctrl+Return", "Ctrl+Enter", "Ins")


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
        self.add_project = self._action("新增项目(&P)", "add")
        self.add_goal = self._action("新增目标(&G)", "goal")
        self.add_indicator = self._action("新增三级指标(&I)", "indicator", *_INDICATOR_KEYS)
        self.rename = self._action("改名(&N)", None, "F2")
        self.duplicate = self._action("复制一份(&D)", "duplicate", "Ctrl+D")
        self.up = self._action("上移(&U)", "up", "Alt+Up")
        self.down = self._action("下移(&W)", "down", "Alt+Down")
        self.delete = self._action("删除(&R)", "delete", "Del")
        self.kinds_menu = QMenu("新增二级指标(&K)")
        self.kinds_menu.setIcon(icon("kind"))
        self.kinds_menu.aboutToShow.connect(self._fill_kinds)
        self.kinds_menu.triggered.connect(self._add_kind)
        self.context_menu = QMenu()
        self._fill_context_menu()
        self._connect()
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        if self._workspace is not None:
            self.undo_group.removeStack(self._workspace.session.undo_stack)
        self._workspace = workspace
        for action in self._ours():
            action.setEnabled(workspace is not None)
        self.kinds_menu.setEnabled(workspace is not None)
        if workspace is None:
            return
        self.undo_group.addStack(workspace.session.undo_stack)
        self.undo_group.setActiveStack(workspace.session.undo_stack)
        self._give_keys(workspace)
        workspace.tree.context_menu = self.context_menu
        workspace.session.selection_changed.connect(self._selection_changed)
        self._selection_changed(workspace.session.selected, None)

    def _give_keys(self, workspace: Workspace) -> None:
        """Keys that mean something else while typing belong to the tree, and some to the page."""
        workspace.tree.addActions(
            [self.add_indicator, self.duplicate, self.up, self.down, self.delete]
        )
        workspace.page.addActions([self.add_indicator, self.duplicate, self.up, self.down])

    def _action(self, text: str, icon_name: str | None, *keys: str) -> QAction:
        action = make_action(self, text, icon_name, *keys)
        if keys:
            action.setShortcutContext(_WITHIN)
        return action

    def _ours(self) -> tuple[QAction, ...]:
        return (
            self.add_project, self.add_goal, self.add_indicator, self.rename,
            self.duplicate, self.up, self.down, self.delete,
        )  # fmt: skip

    def _connect(self) -> None:
        self.add_project.triggered.connect(self._add_project)
        self.add_goal.triggered.connect(self._add_goal)
        self.add_indicator.triggered.connect(self._add_indicator)
        self.rename.triggered.connect(self._rename)
        self.duplicate.triggered.connect(self._duplicate)
        self.up.triggered.connect(self._move_up)
        self.down.triggered.connect(self._move_down)
        self.delete.triggered.connect(self._delete)

    def _fill_context_menu(self) -> None:
        menu = self.context_menu
        menu.addAction(self.add_indicator)
        menu.addMenu(self.kinds_menu)
        menu.addAction(self.add_goal)
        menu.addAction(self.add_project)
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
        """The selected rows of the tree; what the page alone shows is not meant by them."""
        if self._workspace is None:
            return []
        session = self._workspace.session
        nodes = self._workspace.tree.selected_nodes()
        rows = TreeRows(session.submission)
        selected = (
            rows.shown(session.selected, session.selected_field) if session.selected else None
        )
        if selected != (Row(session.selected) if session.selected else None):
            return []
        return nodes

    def _beside(self) -> str | None:
        return self._workspace.session.selected if self._workspace else None

    def _selection_changed(self, node: str | None, _field: object) -> None:
        if self._workspace is None:
            return
        submission = self._workspace.session.submission
        known = node is not None and submission.holds(node)
        inside = known and node is not None and project_of(submission, node) is not None
        movable = known and node is not None and can_drag(TreeRows(submission), Row(node))
        self.add_goal.setEnabled(inside)
        self.kinds_menu.setEnabled(inside)
        self.add_indicator.setEnabled(known and node != submission.id)
        for action in (self.duplicate, self.up, self.down, self.delete, self.rename):
            action.setEnabled(movable)

    # What is done

    def _add_project(self) -> None:
        if session := self._session():
            taxonomy = session.taxonomy
            self._added(arrange.add_project(session.submission, self._beside(), taxonomy))

    def _add_goal(self) -> None:
        if session := self._session():
            beside = self._beside()
            self._added(arrange.add_goal(session.submission, beside) if beside else None)

    def _add_indicator(self) -> None:
        if session := self._session():
            beside = self._beside()
            self._added(arrange.add_indicator(session.submission, beside) if beside else None)

    def _add_kind(self, action: QAction) -> None:
        beside, names = self._beside(), action.data()
        if (session := self._session()) and beside and names:
            self._added(arrange.add_kind(session.submission, beside, *names))

    def _added(self, done: Arrangement | None) -> None:
        """Show the new node and let its name be typed: in the tree, if the keyboard is there."""
        workspace = self._workspace
        if workspace is None or not workspace.session.arrange(done, NO_PROJECT) or done is None:
            return
        if workspace.tree.hasFocus():
            workspace.tree.edit_current()
        else:
            workspace.inspector.focus_first()

    def _rename(self) -> None:
        if self._workspace is not None:
            self._workspace.commit_typing()
            self._workspace.tree.edit_current()

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

    def _fill_kinds(self) -> None:
        self.kinds_menu.clear()
        session, beside = self._session(), self._beside()
        last_group = ""
        project = project_of(session.submission, beside) if session and beside else None
        offered = missing_kinds(project, session.taxonomy) if session and project else []
        for group, kind in offered:
            if last_group and group != last_group:
                self.kinds_menu.addSeparator()
            last_group = group
            self.kinds_menu.addAction(f"{group} › {kind}").setData((group, kind))
        if not last_group:
            self.kinds_menu.addAction("二级指标已经齐全").setEnabled(False)


def _name(node: Node) -> str:
    if isinstance(node, Project | IndicatorGroup | IndicatorKind | Indicator):
        return f"“{node_title(node)}”"
    return "一条绩效目标" if isinstance(node, Goal) else "一项"
