# SPDX-License-Identifier: MulanPSL-2.0
"""How the cells of the tree are painted and edited: what was cut is dim until it is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.tree.cells import CUT_ROLE
from fuyi_editor.ui.typing_delegate import TypingDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex


class TreeDelegate(TypingDelegate):
    """Qt's own cells otherwise."""

    @override
    @never_raises(nothing)
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(CUT_ROLE):
            # Words, icon and selection as of what cannot be used now; it can be all the same.
            cell: Any = option  # the stubs of PySide lack its members
            cell.state &= ~QStyle.StateFlag.State_Enabled
