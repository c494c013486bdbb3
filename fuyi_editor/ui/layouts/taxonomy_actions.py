# SPDX-License-Identifier: MulanPSL-2.0
"""Moving the open book to the other indicator taxonomy: in the menu 录入, and with a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from fuyi_editor.model.migrate import apply_migration, migration
from fuyi_editor.model.taxonomy import T2015, T2021
from fuyi_editor.ui.layouts.migrate_words import layout_words, menu_words, migrate_title

if TYPE_CHECKING:
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.migrate import Step
    from fuyi_editor.model.taxonomy import Taxonomy
    from fuyi_editor.ui.ask import Ask
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace


class TaxonomyActions(QObject):
    """Offers the taxonomy that the book is not written in, when something would move."""

    def __init__(self, parent: QObject, ask: Ask) -> None:
        super().__init__(parent)
        self._ask = ask
        self._workspace: Workspace | None = None
        self.change = QAction(self)
        self.change.triggered.connect(self._change)
        self.follow(None)

    def follow(self, workspace: Workspace | None) -> None:
        """Act on this workspace from now on."""
        self._workspace = workspace
        self.refresh()

    def refresh(self) -> None:
        """Say what the action would do now; called when its menu is about to be shown."""
        session = self._workspace.session if self._workspace else None
        to = _other(session) if session else T2021
        self.change.setText(f"{migrate_title(to)}(&X)…")
        self.change.setEnabled(bool(session and migration(session.submission, to)))

    def _change(self) -> None:
        if self._workspace is None:
            return
        self._workspace.commit_typing()
        session = self._workspace.session
        to = _other(session)
        steps = migration(session.submission, to)
        if not steps:
            return
        chosen = self._ask.migration(session.submission, steps, menu_words(to, len(steps)))
        if chosen is not None:
            session.apply(migrate_title(to), apply_migration(session.submission, chosen))


def steps_for_layout(session: EditSession, layout: Layout, ask: Ask) -> tuple[Step, ...]:
    """What the person lets move because the layout has another taxonomy."""
    if layout.taxonomy is session.taxonomy:
        return ()
    steps = migration(session.submission, layout.taxonomy)
    if not steps:
        return ()
    words = layout_words(layout.taxonomy, len(steps), layout.title)
    return ask.migration(session.submission, steps, words) or ()


def _other(session: EditSession) -> Taxonomy:
    return T2015 if session.taxonomy is T2021 else T2021
