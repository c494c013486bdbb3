# SPDX-License-Identifier: MulanPSL-2.0
"""Questions about files that cannot be saved, are open elsewhere, or were changed elsewhere."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from fuyi_editor.ui.recovery.backups_dialog import BackupsDialog
from fuyi_editor.ui.recovery.recovery_dialog import RecoveryDialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fuyi_editor.files.backups import Backup
    from fuyi_editor.files.recovery import Offer
    from fuyi_editor.ui.recovery.backups_dialog import BackupAct, OldVersions
    from fuyi_editor.ui.recovery.recovery_dialog import RecoveryAct

PROGRAM_NAME = "绩效目标表编辑器"
_Answer = TypeVar("_Answer")
_Role = QMessageBox.ButtonRole


class AfterFailure(Enum):
    """What to do when a file could not be saved."""

    RETRY = "retry"
    ELSEWHERE = "elsewhere"
    GIVE_UP = "give up"


class WhenLocked(Enum):
    """How to open a book that somebody has open."""

    COPY = "copy"
    ANYWAY = "anyway"
    CANCEL = "cancel"


class WhenChanged(Enum):
    """What to do with a book whose file another program has changed."""

    RELOAD = "reload"
    MINE = "mine"
    """Keep what the window shows, and write over the file when it is saved."""
    ELSEWHERE = "elsewhere"
    LATER = "later"


class FileQuestions:
    """Part of `Ask`; `parent` is the window."""

    parent: QWidget | None

    def after_failure(self, sentence: str) -> AfterFailure:
        """Whether to try once more or somewhere else; nothing is lost whatever the answer."""
        return self._choice(
            sentence,
            "窗口里的内容还在，没有丢失。",
            {
                AfterFailure.RETRY: ("重试(&R)", _Role.AcceptRole),
                AfterFailure.ELSEWHERE: ("另存到别处(&A)…", _Role.AcceptRole),
                AfterFailure.GIVE_UP: ("取消", _Role.RejectRole),
            },
            AfterFailure.GIVE_UP,
            QMessageBox.Icon.Warning,
        )

    def when_locked(self, name: str, holder: str) -> WhenLocked:
        """How to open a book that `holder` has open."""
        return self._choice(
            f"“{name}”已经打开着：{holder}。",
            "两个人同时改一个文件，后保存的会盖掉先保存的。\n"
            "如果其实没有人在用（例如那台电脑断过电），可以仍然打开。",
            {
                WhenLocked.COPY: ("打开副本(&C)", _Role.AcceptRole),
                WhenLocked.ANYWAY: ("仍然打开(&O)", _Role.DestructiveRole),
                WhenLocked.CANCEL: ("取消", _Role.RejectRole),
            },
            WhenLocked.CANCEL,
            QMessageBox.Icon.Warning,
        )

    def when_changed(self, name: str, *, modified: bool, saving: bool) -> WhenChanged:
        """What to do with a book whose file was changed elsewhere."""
        loss = "重新打开会放弃这里还没有保存的改动" if modified else "这里没有要保存的改动"
        mine = "覆盖它(&W)" if saving else "保留这里的(&K)"
        later = "取消" if saving else "以后再说"
        return self._choice(
            f"“{name}”在这里打开之后，又被别的程序改过。",
            f"{loss}；保存时覆盖它的话，别处的改动留在“历史版本”里。",
            {
                WhenChanged.RELOAD: ("重新打开(&R)", _Role.AcceptRole),
                WhenChanged.MINE: (mine, _Role.DestructiveRole),
                WhenChanged.ELSEWHERE: ("另存(&A)…", _Role.AcceptRole),
                WhenChanged.LATER: (later, _Role.RejectRole),
            },
            WhenChanged.LATER,
            QMessageBox.Icon.Warning,
            is_safe_first=False,
        )

    def recovery(self, offers: Sequence[Offer]) -> tuple[RecoveryAct, Offer] | None:
        """Which unsaved book to recover or to give up; None for later."""
        dialog = RecoveryDialog(offers, self.parent)
        chosen = dialog.chosen() if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def may_give_up(self, name: str) -> bool:
        """Whether the recovery file of a book may be deleted."""
        return self._choice(
            f"放弃“{name}”没有保存的改动吗？",
            "放弃以后找不回来。",
            {
                True: ("放弃(&D)", _Role.DestructiveRole),
                False: ("取消", _Role.RejectRole),
            },
            False,
            QMessageBox.Icon.Question,
            is_safe_first=False,
        )

    def old_version(self, versions: OldVersions) -> tuple[BackupAct, Backup] | None:
        """Which older state of the book to open or to save somewhere."""
        dialog = BackupsDialog(versions, self.parent)
        chosen = dialog.chosen() if dialog.exec() else None
        dialog.stop()
        dialog.deleteLater()
        return chosen

    def _choice(
        self,
        text: str,
        details: str,
        answers: Mapping[_Answer, tuple[str, QMessageBox.ButtonRole]],
        escape: _Answer,
        picture: QMessageBox.Icon,
        *,
        is_safe_first: bool = True,
    ) -> _Answer:
        """The answer whose button was pressed. Enter gives the first one, if that loses nothing."""
        box = QMessageBox(self.parent)
        box.setIcon(picture)
        box.setWindowTitle(PROGRAM_NAME)
        box.setText(text)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(details)
        buttons = {answer: box.addButton(*button) for answer, button in answers.items()}
        box.setDefaultButton(next(iter(buttons.values())) if is_safe_first else buttons[escape])
        box.setEscapeButton(buttons[escape])
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return next((answer for answer, button in buttons.items() if button is clicked), escape)
