# SPDX-License-Identifier: MulanPSL-2.0
"""One field of the inspector: label, edit, how a value is read, and what the checks say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.rule_texts import texts_for_field
from fuyi_editor.model.fields import write_field
from fuyi_editor.ui.findings.words import finding_sentence
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.inspector.check import CheckEdit
from fuyi_editor.ui.inspector.edits import LineEdit, NameCombo, NarrowEdit, TextEdit
from fuyi_editor.ui.inspector.forms import reading_words
from fuyi_editor.ui.inspector.last_year import LastYearLine
from fuyi_editor.ui.inspector.notes import FieldNotes
from fuyi_editor.ui.small_widgets import dim_label
from fuyi_editor.ui.state_colors import state_colors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.ui.inspector.plan import Entry
    from fuyi_editor.ui.library.proposals import Proposals
    from fuyi_editor.ui.library.typed_proposals import TypedProposals
    from fuyi_editor.ui.session import EditSession

MARK_WIDTH = 3
FieldEdit = LineEdit | TextEdit | NameCombo | CheckEdit
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.HINT)


class FieldRow(QWidget):
    """Edits one field of one node; can be turned to another node with `bind`."""

    def __init__(
        self, session: EditSession, entry: Entry, texts: RuleTexts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self._session = session
        self._text = ""  # as the book has it
        self._pushing = False
        self._proposed: TypedProposals | None = None
        self.edit: FieldEdit = _edit_for(entry)
        self._heading = QWidget()
        self.label = QLabel()
        self.label.setBuddy(self.edit)
        self.label.setWordWrap(True)
        self.label.setMinimumWidth(1)  # a long name makes no form wider than there is room
        self.reading = dim_label()
        self.refusal = dim_label()
        self.last_year = LastYearLine()
        self.last_year.copy_wanted.connect(self.copy_last_year)
        self.notes = FieldNotes(session)
        self._mark = QFrame()
        self._arrange()
        self._explain(texts)
        self.edit.edited.connect(self._push)
        self.edit.entered.connect(self._tint)
        self.edit.left.connect(self._left)
        if isinstance(self.edit, LineEdit):
            self.edit.returnPressed.connect(self._to_next)

    def propose_with(self, proposals: Proposals) -> None:
        """Propose what the indicator library has while a name is typed here."""
        if isinstance(self.edit, LineEdit):
            self._proposed = proposals.serve(self.edit, self.entry.node)
            self._proposed.taken.connect(self._taken)

    def bind(self, entry: Entry, text: str) -> None:
        """Show and edit this entry from now on."""
        if entry.key != self.entry.key:
            self.edit.finish_composing()
        self.entry = entry
        if self._proposed is not None:
            self._proposed.node = entry.node
        self.refusal.hide()
        self.label.setText(entry.label)
        # In a table the titles say it; the box of a check says it itself.
        self._heading.setVisible(not (entry.row or entry.checked))
        self.edit.setAccessibleName(entry.label)
        if isinstance(self.edit, CheckEdit):
            self.edit.setText(entry.label)
        if isinstance(self.edit, NameCombo):
            self.edit.offer(entry.choices)
            self.edit.set_spoken_name(entry.label)
        self._text = text
        self.edit.show_text(text)
        self._show_reading(text)
        self.show_last_year()

    def show_text(self, text: str) -> None:
        """Follow the book: what changed there is shown, what is being typed here stays."""
        unchanged = self._pushing or text == self._text
        self._text = text
        self.show_last_year()
        if unchanged:
            return
        self.refusal.hide()
        if self.edit.show_text(text) and self.edit.hasFocus():
            # Undone or changed from elsewhere: what is typed next is a step of its own.
            self._session.end_typing()
        self._show_reading(text)

    def show_last_year(self) -> None:
        """Say below the field what it said last year."""
        submission = self._session.submission
        if submission.holds(self.entry.node):
            node = submission.find(self.entry.node)
            before = self._session.last_year.text(node, self.entry.field)
            self.last_year.show_text(self.entry, before, self._text)

    def copy_last_year(self) -> None:
        """Put last year's text into the field."""
        node = self._session.submission.find(self.entry.node)
        before = self._session.last_year.text(node, self.entry.field)
        if before is not None:
            self._session.end_typing()
            self._session.set_field(self.entry.node, self.entry.field, before)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Tint the edit, and say below it what the checks found."""
        if tuple(findings) != self.notes.findings:
            self.notes.show_findings(findings)
            sentences = "；".join(finding_sentence(finding) for finding in findings)
            self.edit.setAccessibleDescription(sentences)
        else:
            self.notes.show_findings(findings)  # buttons can be pressed again
        self._tint()

    def set_marked(self, marked: bool) -> None:
        """Mark the field as the one that was selected on the page or in the findings."""
        if marked != self._mark.isVisibleTo(self):
            self._mark.setVisible(marked)
        self.notes.show_remedies(marked)

    @property
    def is_marked(self) -> bool:
        """Whether the field is marked."""
        return not self._mark.isHidden()

    def _arrange(self) -> None:
        self._mark.setFixedWidth(MARK_WIDTH)
        self._mark.setAutoFillBackground(True)
        self._mark.setBackgroundRole(QPalette.ColorRole.Highlight)
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        self._mark.hide()
        column = QVBoxLayout()
        column.setSpacing(3)
        below = (self.reading, self.refusal, self.last_year, self.notes)
        # A widget, for an empty line would take away the width of what is below it.
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(0, 0, 0, 0)
        heading.setSpacing(6)
        heading.addWidget(self.label, 1)
        heading.addWidget(self.last_year.same)
        for widget in (self._heading, self.edit, *below):
            column.addWidget(widget)
        # Not AlignTop: an aligned layout is never given more than its hint, and cuts sentences.
        column.addStretch(1)
        self.reading.hide()
        self.refusal.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1 if self.entry.row else 5)
        layout.addWidget(self._mark)
        layout.addLayout(column, 1)

    def _explain(self, texts: RuleTexts) -> None:
        rules = list(texts_for_field(texts, self.entry.type, self.entry.field))
        if not rules:
            return
        self.label.setToolTip("\n".join(f"· {rule.help}" for rule in rules[:3]))
        self.edit.setWhatsThis("\n".join(f"{rule.name}：{rule.help}" for rule in rules))

    def _push(self, text: str) -> None:
        """What was typed goes into the book at once; a text it cannot hold stays here only."""
        if not self._session.submission.holds(self.entry.node):
            return
        node = self._session.submission.find(self.entry.node)
        self._show_reading(text)
        try:
            write_field(node, self.entry.field, text)
        except ValueError as error:
            self.refusal.setText(f"尚未采用：{error}")
            self.refusal.show()
            return
        self.refusal.hide()
        self._pushing = True
        try:
            self._session.set_field(self.entry.node, self.entry.field, text)
        finally:
            self._pushing = False

    def _left(self) -> None:
        self._session.end_typing()
        self._tint()
        if self.refusal.isHidden():
            # The book may hold it in another wording: a code and a name without the space.
            self.edit.show_text(self._text)

    def _taken(self, onward: bool) -> None:
        if onward:
            self._to_next()

    def _to_next(self) -> None:
        self.focusNextChild()

    def _show_reading(self, text: str) -> None:
        if self.entry.field == "value":
            words = reading_words(text)
            self.reading.setText(words)
            self.reading.setVisible(bool(words))

    def _tint(self) -> None:
        palette = QPalette()
        severities = {finding.severity for finding in self.notes.findings}
        worst = next((severity for severity in _WORST_FIRST if severity in severities), None)
        if worst is not None:
            colour = state_colors(self.palette()).tint(worst.value)
            palette.setColor(QPalette.ColorRole.Base, colour)
        if isinstance(self.edit, TextEdit):
            ground = self.palette()
            focused = self.edit.hasFocus()
            edge = ground.highlight().color() if focused else ground.window().color().darker(140)
            palette.setColor(QPalette.ColorRole.WindowText, edge)
        self.edit.setPalette(palette)

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()


def _edit_for(entry: Entry) -> FieldEdit:
    if entry.checked:
        return CheckEdit(entry.checked)
    if entry.choices:
        return NameCombo()
    if entry.lines:
        return TextEdit()
    return NarrowEdit() if entry.row else LineEdit()
