# SPDX-License-Identifier: MulanPSL-2.0
"""Help for a field: what its rules ask for and why, with good and bad examples.

The words are those of the rules in `resources/rules`; help and findings cannot disagree.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from fuyi_editor.checks.rule_texts import texts_for_field
from fuyi_editor.ui.state_colors import SEVERITY_WORDS, state_colors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.checks.rule_texts import RuleText, RuleTexts
    from fuyi_editor.model.node import Node

NO_RULES = "这一栏没有审核规则，照实填写即可。"
_MOST_EXAMPLES = 4


class FieldHelp(QDialog):
    """Stays open beside the window and turns to another field when that is asked about."""

    def __init__(self, texts: RuleTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName("填写说明")
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.browser, 1)
        layout.addWidget(buttons)
        self.resize(560, 520)

    def show_field(
        self, node_type: type[Node], field: str, label: str, found: frozenset[str] = frozenset()
    ) -> None:
        """Show what the rules say of a field; first those that have `found` something there."""
        rules = list(texts_for_field(self._texts, node_type, field))
        rules.sort(key=lambda rule: rule.id not in found)
        self._show(f"“{label}”的填写说明", rules)

    def show_rule(self, rule: str) -> None:
        """Show what one rule says."""
        text = self._texts.get(rule)
        self._show(f"规则 {rule}", [text] if text else [])

    def _show(self, title: str, rules: Iterable[RuleText]) -> None:
        self.setWindowTitle(title)
        colors = state_colors(self.palette())
        good, bad = colors.text("ok").name(), colors.text("error").name()
        parts = [_rule_html(rule, good, bad) for rule in rules]
        self.browser.setHtml("<hr>".join(parts) or f"<p>{NO_RULES}</p>")
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)


def _rule_html(rule: RuleText, good: str, bad: str) -> str:
    """Word and sign tell good from bad, not the colour alone."""
    word = SEVERITY_WORDS[rule.severity]
    lines = [
        f"<h3>{escape(rule.name)}<small>　{escape(rule.id)}　{word}</small></h3>",
        f"<p>{_escaped(rule.help)}</p>",
        f"<p><b>改法：</b>{_escaped(rule.remedy)}</p>",
    ]
    lines += [
        f'<p style="color:{good}">✓ 这样写：{_escaped(example.shown)}</p>'
        for example in rule.good[:_MOST_EXAMPLES]
    ]
    lines += [
        f'<p style="color:{bad}">✗ 不要写：{_escaped(example.shown)}</p>'
        for example in rule.bad[:_MOST_EXAMPLES]
    ]
    return "".join(lines)


def _escaped(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")
