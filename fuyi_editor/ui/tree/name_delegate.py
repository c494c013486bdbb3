# SPDX-License-Identifier: MulanPSL-2.0
"""The editors of cells in the tree, with proposals of the library under an indicator's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.tree.cells import Column
from fuyi_editor.ui.tree.delegate import TreeDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex

    from fuyi_editor.ui.library.proposals import Proposals
    from fuyi_editor.ui.library.typed_proposals import TypedProposals
    from fuyi_editor.ui.tree.view import TreeView

    Index = QModelIndex | QPersistentModelIndex


def _no() -> bool:
    return False


class NameDelegate(TreeDelegate):
    """Qt's own line edit; what is chosen under it takes the place of what was typed."""

    def __init__(self, tree: TreeView, proposals: Proposals) -> None:
        super().__init__(tree)
        self._model = tree.tree_model
        self._proposals = proposals
        self._editor: QLineEdit | None = None
        self._typed: TypedProposals | None = None

    @override
    @never_raises(QWidget)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        node = self._model.node_of(index) if index.column() == Column.NAME else None
        if isinstance(editor, QLineEdit) and node and self._proposals.names_indicator(node, "name"):
            self._editor = editor
            self._typed = self._proposals.serve(editor, node)
            self._typed.taken.connect(self._taken)
        return editor

    @override
    @never_raises(_no)
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        # Before Qt's own, which closes the editor at Enter, Tab and Esc.
        if self._typed is not None and object is self._editor and self._typed.handles(event):
            return True
        return super().eventFilter(object, event)

    @override
    @never_raises(nothing)
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor = self._typed = None
        super().destroyEditor(editor, index)

    def _taken(self, onward: bool) -> None:
        """The book has the name already: what stands in the editor is not to be taken over."""
        hint = self.EndEditHint.EditNextItem if onward else self.EndEditHint.NoHint
        if self._editor is not None:
            self.closeEditor.emit(self._editor, hint)
