# SPDX-License-Identifier: MulanPSL-2.0
"""The findings of one field, as sentences below it, with a button where a mend is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.ui.findings.words import (
    finding_details,
    finding_sentence,
    fix_lines,
    other_words,
)
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.small_widgets import IconLabel
from fuyi_editor.ui.state_colors import state_colors, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.ui.session import EditSession

FIX_WORD = "修正"
OTHER_WORD = "另一处"


class FieldNotes(QWidget):
    """A short list of findings; hidden while there are none."""

    def __init__(self, session: EditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: list[_NoteLine] = []
        self.findings: tuple[Finding, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; existing lines are used again."""
        self.findings = tuple(findings)
        while len(self.lines) < len(findings):
            line = _NoteLine(self._session, self)
            self.lines.append(line)
            self._layout.addWidget(line)
        for position, line in enumerate(self.lines):
            line.setVisible(position < len(findings))
            if position < len(findings):
                line.show_finding(findings[position])
        self.setVisible(bool(findings))

    def show_remedies(self, shown: bool) -> None:
        """Also say how to mend it: for the field at hand, not for all at once."""
        for line in self.lines:
            line.show_remedy(shown)


class _NoteLine(QWidget):
    """Icon, sentence, and the button of a certain mend."""

    def __init__(self, session: EditSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._finding: Finding | None = None
        self._with_remedy = False
        self._icon = IconLabel("hint")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.fix = QToolButton()
        self.fix.setText(FIX_WORD)
        self.fix.setIcon(icon("fix"))
        self.fix.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # Tab goes from field to field; with the keyboard, findings are mended from their list.
        self.fix.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fix.clicked.connect(self._mend)
        self.other = QToolButton()
        self.other.setText(OTHER_WORD)
        self.other.setAutoRaise(True)
        self.other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.other.clicked.connect(self._show_other)
        self._arrange()

    def _arrange(self) -> None:
        """The buttons below the sentence: beside it they make the form wider than its panel."""
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.fix)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 0, 1)
        layout.addLayout(buttons, 1, 1)

    def show_finding(self, finding: Finding) -> None:
        self._finding = finding
        self._icon.show_icon(state_of(finding))
        submission = self._session.submission
        self.setToolTip(finding_details(finding, submission))
        self.other.setVisible(finding.other is not None)
        if finding.other is not None:
            words = other_words(submission, finding)
            self.other.setToolTip(f"到另一处：{words}")
            self.other.setAccessibleName(f"到另一处：{words}")
        self.fix.setVisible(finding.fix is not None)
        self.fix.setEnabled(True)
        if finding.fix is not None:
            self.fix.setToolTip("\n".join((finding.fix.title, *fix_lines(submission, finding))))
            self.fix.setAccessibleName(f"{FIX_WORD}：{finding.fix.title}")
        self._show_text()
        self._colour()

    def show_remedy(self, shown: bool) -> None:
        if shown != self._with_remedy:
            self._with_remedy = shown
            self._show_text()

    def _show_text(self) -> None:
        if self._finding is None:
            return
        text = finding_sentence(self._finding)
        if self._with_remedy and self._finding.remedy:
            text += "\n" + self._finding.remedy
        self.text.setText(text)

    def _colour(self) -> None:
        if self._finding is not None:
            palette = QPalette()
            colour = state_colors(self.palette()).text(state_of(self._finding))
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.text.setPalette(palette)

    def _show_other(self) -> None:
        if self._finding is not None and self._finding.other is not None:
            other = self._finding.other
            self._session.select(other.node, other.field or None)

    def _mend(self) -> None:
        if self._finding is not None and self._finding.fix is not None:
            # A second click before the checks have run again must not mend what is mended.
            self.fix.setEnabled(False)
            self._session.mend(self._finding)

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
