# SPDX-License-Identifier: MulanPSL-2.0
"""The actions that find and replace in the whole book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from fuyi_editor.model.search import replaced_text
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.changes_dialog import ChangeLine, ChangesWords
from fuyi_editor.ui.marked_text import snippet
from fuyi_editor.ui.place_words import place_at, place_words

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.search import Hit
    from fuyi_editor.ui.find.finder import Finder
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.workspace import Workspace

REPLACE_WORDS = ChangesWords("全部替换", "替换", "要替换的地方")


class FindActions(QObject):
    """Opens the finder of the open workspace and asks before many places are replaced."""

    def __init__(self, parent: QObject, services: Services) -> None:
        super().__init__(parent)
        self._ask = services.ask
        self._workspace: Workspace | None = None
        self.find = make_action(self, "查找(&Q)…", "find", "Ctrl+F")
        self.replace = make_action(self, "替换(&H)…", None, "Ctrl+H")
        self.next = make_action(self, "查找下一处(&E)", None, "F3")
        self.previous = make_action(self, "查找上一处(&A)", None, "Shift+F3")
        self.find.triggered.connect(self._find)
        self.replace.triggered.connect(self._replace)
        self.next.triggered.connect(self._next)
        self.previous.triggered.connect(self._previous)
        self.follow(None)

    @property
    def all(self) -> tuple[QAction, ...]:
        """Everything, in the order of the menu."""
        return self.find, self.replace, self.next, self.previous

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        for action in (self.find, self.replace, self.next, self.previous):
            action.setEnabled(workspace is not None)

    def equip(self, workspace: Workspace) -> None:
        """Serve the finder of a new workspace."""
        workspace.finder.replace_all_wanted.connect(self._replace_all)

    def _find(self) -> None:
        self._open(replacing=False)

    def _replace(self) -> None:
        self._open(replacing=True)

    def _open(self, *, replacing: bool) -> None:
        if workspace := self._workspace:
            text = _selected_text(QApplication.focusWidget())
            workspace.commit_typing()
            workspace.finder.open(text, replacing=replacing)

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """On to the next place; where nothing was looked for yet, ask what."""
        if (workspace := self._workspace) is None:
            return
        finder = workspace.finder
        if not finder.bar.words.text():
            self._open(replacing=False)
            return
        workspace.commit_typing()
        if step > 0:
            finder.next()
        else:
            finder.previous()

    def _replace_all(self) -> None:
        if (workspace := self._workspace) is None:
            return
        workspace.commit_typing()
        finder, session = workspace.finder, workspace.session
        finder.catch_up()
        if not finder.hits:
            return
        lines = change_lines(session.submission, finder)
        words, put = finder.bar.words.text(), finder.bar.replacement.text()
        to = f"替换为“{put}”" if put else "删去"
        heading = f"“{words}”{to}，共 {len(lines)} 处。请勾选要替换的地方："
        chosen = self._ask.changes(lines, heading, REPLACE_WORDS)
        if chosen:
            done = finder.replacement(tuple(finder.hits[number] for number in chosen))
            session.apply(f"替换 {len(chosen)} 处", done.edits)
            finder.refresh()
            session.message.emit(f"已替换 {len(chosen)} 处，按 Ctrl+Z 可以恢复")


def change_lines(submission: Submission, finder: Finder) -> list[ChangeLine]:
    """A line for every place that was found, with what would stand there, or why nothing would."""
    put = finder.bar.replacement.text()
    refused = {(r.node, r.field): r.sentence for r in finder.replacement(finder.hits).refusals}
    return [
        _line(submission, hit, put, refused.get((hit.node, hit.field), "")) for hit in finder.hits
    ]


def _line(submission: Submission, hit: Hit, put: str, refused: str) -> ChangeLine:
    place = place_words(submission, place_at(submission, hit.node, hit.field), with_project=True)
    before = snippet(hit.text, hit.start, hit.end)
    after = snippet(replaced_text([hit], put), hit.start, hit.start + len(put))
    return ChangeLine(place, before, after, refused)


def _selected_text(focus: QWidget | None) -> str:
    """What is selected in a text on one line; several lines are no words to look for."""
    text = ""
    if isinstance(focus, QLineEdit):
        text = focus.selectedText()
    elif isinstance(focus, QTextEdit | QPlainTextEdit):
        text = focus.textCursor().selectedText()
    return text if text.strip() and "\u2029" not in text else ""
