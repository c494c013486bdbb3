# SPDX-License-Identifier: MulanPSL-2.0
"""Colours of states (error, warning, hint …): one source for tree, inspector, findings and page.

Colour never stands alone: whoever uses it also shows the state's icon or word.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from fuyi_editor.checks.findings import Finding, Outcome, Severity

SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_STATES = {severity: severity.value for severity in Severity}  # `.value` is slow
UNKNOWN_WORD = "无法判断"
READABLE = 4.5  # the contrast that WCAG 2 asks of text


@dataclass(frozen=True, slots=True)
class StateColors:
    """Tints go behind text in the palette's text colour; texts go on Base, Window or their tint."""

    error_tint: QColor
    warning_tint: QColor
    hint_tint: QColor
    unknown_tint: QColor
    unread_tint: QColor
    error_text: QColor
    warning_text: QColor
    hint_text: QColor
    unknown_text: QColor
    unread_text: QColor
    ok_text: QColor

    def tint(self, state: str) -> QColor:
        """The tint of "error", "warning", "hint", "unread" or "unknown"."""
        return {
            "error": self.error_tint,
            "warning": self.warning_tint,
            "hint": self.hint_tint,
            "unread": self.unread_tint,
        }.get(state, self.unknown_tint)

    def text(self, state: str) -> QColor:
        """The text and icon colour of "error", "warning", "hint", "unread", "unknown" or "ok"."""
        return {
            "error": self.error_text,
            "warning": self.warning_text,
            "hint": self.hint_text,
            "unread": self.unread_text,
            "ok": self.ok_text,
        }.get(state, self.unknown_text)


_LIGHT = StateColors(
    error_tint=QColor("#fdeceb"),
    warning_tint=QColor("#fdf3dd"),
    hint_tint=QColor("#e8f1f9"),
    unknown_tint=QColor("#eef0f1"),
    unread_tint=QColor("#f2ecf9"),
    error_text=QColor("#b3261e"),
    warning_text=QColor("#855400"),
    hint_text=QColor("#1f5f99"),
    unknown_text=QColor("#5d666b"),
    unread_text=QColor("#6d469c"),
    ok_text=QColor("#22703a"),
)
_DARK = StateColors(
    error_tint=QColor("#432726"),
    warning_tint=QColor("#3d331c"),
    hint_tint=QColor("#1f3446"),
    unknown_tint=QColor("#33373a"),
    unread_tint=QColor("#352d44"),
    error_text=QColor("#ff9d94"),
    warning_text=QColor("#eebf63"),
    hint_text=QColor("#8fc2ef"),
    unknown_text=QColor("#a7b0b5"),
    unread_text=QColor("#c7adef"),
    ok_text=QColor("#85cc98"),
)


def state_colors(palette: QPalette) -> StateColors:
    """The colours that go with a light or a dark palette."""
    return _DARK if is_dark(palette) else _LIGHT


def state_of(finding: Finding) -> str:
    """The state that a finding puts its place into; also the name of its icon."""
    if finding.outcome is Outcome.CANNOT_TELL:
        return "unknown"
    return _STATES[finding.severity]


def state_word(finding: Finding) -> str:
    """The state in words."""
    if finding.outcome is Outcome.CANNOT_TELL:
        return UNKNOWN_WORD
    return SEVERITY_WORDS[finding.severity]


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than its ground."""
    return luminance(palette.color(QPalette.ColorRole.Base)) < luminance(
        palette.color(QPalette.ColorRole.Text)
    )


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
