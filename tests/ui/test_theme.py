# SPDX-License-Identifier: MulanPSL-2.0
"""Both themes are readable, and the states have colours that go with them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
)

from fuyi_editor.ui import theme
from fuyi_editor.ui.state_colors import (
    READABLE,
    SEVERITY_WORDS,
    contrast,
    is_dark,
    state_colors,
    state_of,
    state_word,
)
from fuyi_editor.ui.tick_boxes import show_tick_boxes
from tests.ui.panel_doubles import sample_findings

Role = QPalette.ColorRole
TEXT_ON_GROUND = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.Link, Role.Window),
    (Role.Link, Role.Base),
    (Role.LinkVisited, Role.Base),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
]


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication):
    yield
    theme.apply_theme(qapp, "light")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable(dark: bool, text: Role, ground: Role):
    palette = theme.palette_for(dark)
    assert contrast(palette.color(text), palette.color(ground)) >= READABLE


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("state", ["error", "warning", "hint", "unknown"])
def test_states_are_readable(dark: bool, state: str):
    palette = theme.palette_for(dark)
    colors = state_colors(palette)
    assert contrast(palette.color(Role.Text), colors.tint(state)) >= READABLE
    for ground in (colors.tint(state), palette.color(Role.Base), palette.color(Role.Window)):
        assert contrast(colors.text(state), ground) >= READABLE
    assert contrast(colors.text("ok"), palette.color(Role.Base)) >= READABLE


def test_contrast_is_that_of_wcag():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("white"), QColor("#767676")) == pytest.approx(4.54, abs=0.01)
    assert contrast(QColor("red"), QColor("red")) == 1


def test_themes_change_the_running_program(qapp: QApplication):
    theme.apply_theme(qapp, "dark")
    assert is_dark(qapp.palette())
    theme.apply_theme(qapp, "light")
    assert not is_dark(qapp.palette())
    theme.apply_theme(qapp, "system")
    theme.apply_theme(qapp, "no such theme")
    assert qapp.style().name() == "fusion"


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", ["list", "single"])
def test_a_box_to_tick_has_an_edge_that_is_seen(qapp: QApplication, qtbot, name, kind):
    """As painted: 3:1, which WCAG asks of what is worked with, against the ground around it."""
    theme.apply_theme(qapp, name)
    if kind == "list":
        widget = QListWidget()
        item = QListWidgetItem("", widget)
        item.setCheckState(Qt.CheckState.Unchecked)
        show_tick_boxes(widget)
    else:
        widget = QCheckBox()
    qtbot.addWidget(widget)
    widget.resize(120, 40)
    widget.show()
    picture = widget.grab().toImage()
    middle = 9 if kind == "list" else picture.height() // 2
    line = [picture.pixelColor(x, middle) for x in range(2, 24)]
    ground = line[-1]
    best = max(contrast(pixel, ground) for pixel in line)
    theme.apply_theme(qapp, "light")
    assert best >= (3 if name == "dark" else 1.5)


def test_the_font_has_chinese(qapp: QApplication):
    font = theme.ui_font()
    assert font.families()
    assert set(font.families()) <= set(theme.UI_FAMILIES)
    assert "Fuyi Hei" in font.families()
    assert 9 <= font.pointSizeF() <= 10


def test_qt_speaks_chinese(qapp: QApplication, qtbot):
    assert theme.install_translations(qapp)
    assert theme.install_translations(qapp)  # once is enough
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.buttons()[0].text()


def test_every_finding_has_a_state_and_a_word():
    states = {state_of(found): state_word(found) for found in sample_findings()}
    assert states == {
        "error": "错误", "warning": "警告", "hint": "提示", "unknown": "无法判断",
    }  # fmt: skip
    assert len(set(SEVERITY_WORDS.values())) == 3
