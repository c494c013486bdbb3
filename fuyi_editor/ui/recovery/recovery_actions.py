# SPDX-License-Identifier: MulanPSL-2.0
"""Offers what a crash left unsaved: at the start, and from the menu 文件 whenever wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fuyi_editor.files.errors import FileError
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.background import busy_cursor, in_background
from fuyi_editor.ui.recovery.recovery_dialog import RecoveryAct, offer_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.files.recovery import Offer
    from fuyi_editor.ui.services import Services

NOTHING = "没有要恢复的表：上次关闭程序时都已保存，或已放弃。"


class RecoveryActions(QObject):
    """Asks about one book after the other; those that are put off stay where they are."""

    book_recovered = Signal(object, object)  # Recovered, and the recovery file that is ours now
    message = Signal(str)

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self._services = services
        self.recover = make_action(self, "恢复没有保存的表(&K)…", None)
        self.recover.setEnabled(services.recovery is not None)
        self.recover.triggered.connect(self.choose)

    def offer(self) -> bool:
        """Ask what is to be recovered, if there is anything; whether a book was."""
        folder = self._services.recovery
        return folder is not None and folder.holds_any() and self._ask(self._offers())

    def choose(self) -> None:
        """The same from the menu, where it is also said that there is nothing."""
        if self._services.recovery is not None:
            offers = self._offers()
            if not offers:
                self._services.ask.tell("恢复没有保存的表", NOTHING)
            self._ask(offers)

    def _offers(self) -> list[Offer]:
        folder = self._services.recovery
        assert folder is not None
        with busy_cursor():
            return in_background(lambda: folder.offers(self._services.layouts))

    def _ask(self, offers: list[Offer]) -> bool:
        recovered = False
        while offers:
            chosen = self._services.ask.recovery(offers)
            if chosen is None:
                count = len(offers)
                self.message.emit(f"还有 {count} 本没有保存的表，可以从菜单“文件”里恢复")
                break
            act, offer = chosen
            if act is RecoveryAct.RECOVER:
                recovered = self._recover(offer) or recovered
                offers.remove(offer)
            elif self._give_up(offer):
                offers.remove(offer)
        return recovered

    def _recover(self, offer: Offer) -> bool:
        folder = self._services.recovery
        assert folder is not None
        try:
            file = folder.claim(offer)
        except FileError as error:
            self._services.ask.tell_problem(error.sentence)
            return False
        self.book_recovered.emit(offer.recovered, file)
        return True

    def _give_up(self, offer: Offer) -> bool:
        folder = self._services.recovery
        if folder is None or not self._services.ask.may_give_up(offer_name(offer)):
            return False
        folder.discard(offer)
        return True
