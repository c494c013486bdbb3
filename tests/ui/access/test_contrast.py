# SPDX-License-Identifier: MulanPSL-2.0
"""Every text of the program stands out from every ground that it may stand on, in both themes.

4.5 for text and 3 for what is no text, as WCAG 2 asks (1.4.3, 1.4.11). What cannot be used is
exempt there, and here: it is greyed out for that very reason.
"""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from fuyi_editor.page.document import TextStyle
from fuyi_editor.ui import theme
from fuyi_editor.ui.icons import icon, icon_names
from fuyi_editor.ui.layouts import learn_page
from fuyi_editor.ui.page.editor import CellEditor
from fuyi_editor.ui.page.marks import CURRENT, HOVER, SELECTED, paper_palette
from fuyi_editor.ui.state_colors import READABLE, StateColors, contrast, state_colors

Role = QPalette.ColorRole
SEEN = 3.0
GROUNDS = (Role.Base, Role.AlternateBase, Role.Window)
TEXTS = {
    Role.WindowText: GROUNDS, Role.Text: GROUNDS, Role.PlaceholderText: GROUNDS,
    Role.Link: GROUNDS, Role.LinkVisited: GROUNDS, Role.ButtonText: (Role.Button, Role.Window),
    Role.HighlightedText: (Role.Highlight, Role.Accent), Role.ToolTipText: (Role.ToolTipBase,),
    Role.BrightText: GROUNDS,
}  # fmt: skip
STATE_TEXTS = [field.name for field in fields(StateColors) if field.name.endswith("_text")]
TINTS = [field.name for field in fields(StateColors) if field.name.endswith("_tint")]
WHITE, BLACK = QColor("#ffffff"), QColor("#000000")
DARK = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def over(colour: QColor, ground: QColor) -> QColor:
    """What is seen where a colour that lets some light through lies on another."""
    mixed = [
        round(top * colour.alphaF() + below * (1 - colour.alphaF()))
        for top, below in zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
    ]
    return QColor(*mixed)


@DARK
@pytest.mark.parametrize("text", TEXTS, ids=lambda role: role.name)
def test_the_texts_of_the_palette(dark, text):
    palette = theme.palette_for(dark)
    for ground in TEXTS[text]:
        assert contrast(palette.color(text), palette.color(ground)) >= READABLE, ground


@DARK
@pytest.mark.parametrize("name", STATE_TEXTS)
def test_the_words_of_a_state(dark, name):
    palette = theme.palette_for(dark)
    colours = state_colors(palette)
    grounds = [palette.color(role) for role in GROUNDS]
    if (tint := name.replace("_text", "_tint")) in TINTS:
        grounds.append(getattr(colours, tint))
    assert min(contrast(getattr(colours, name), ground) for ground in grounds) >= READABLE


@DARK
@pytest.mark.parametrize("name", TINTS)
def test_texts_on_the_tint_of_a_state(dark, name):
    palette = theme.palette_for(dark)
    tint = getattr(state_colors(palette), name)
    for text in (Role.Text, Role.WindowText):
        assert contrast(palette.color(text), tint) >= READABLE


@pytest.mark.parametrize("name", TINTS)
def test_print_on_the_tinted_page(qapp, name):
    tint = getattr(state_colors(paper_palette()), name)
    for veil in (HOVER, SELECTED):
        assert contrast(BLACK, over(veil, tint)) >= READABLE
        assert contrast(BLACK, over(veil, WHITE)) >= READABLE


@pytest.mark.parametrize("ground", ["FIELD_TINT", "OTHER_TINT"])
def test_print_on_a_sample_whose_cells_are_being_named(ground):
    assert contrast(BLACK, getattr(learn_page, ground)) >= READABLE
    bar = getattr(learn_page, ground.replace("TINT", "BAR"))
    assert contrast(bar, WHITE) >= SEEN


def test_what_is_typed_on_the_page(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    palette = CellEditor(parent, "", TextStyle(), in_cell=True).palette()
    assert contrast(palette.color(Role.Text), palette.color(Role.Base)) >= READABLE
    chosen = palette.color(Role.HighlightedText), palette.color(Role.Highlight)
    assert contrast(*chosen) >= READABLE


def test_the_frame_of_the_current_cell(qapp):
    grounds = [WHITE, *(getattr(state_colors(paper_palette()), name) for name in TINTS)]
    assert min(contrast(CURRENT, ground) for ground in grounds) >= SEEN


@DARK
@pytest.mark.parametrize("name", icon_names())
def test_icons(qapp, dark, name):
    """The strongest colour of each icon stands out from the ground of bars and lists."""
    theme.apply_theme(qapp, "dark" if dark else "light")
    try:
        image = icon(name).pixmap(32, 32).toImage()
        ground = theme.palette_for(dark).color(Role.Window)
        pixels = (
            image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())
        )
        strongest = max(contrast(pixel, ground) for pixel in pixels if pixel.alpha() > 200)
        assert strongest >= SEEN
    finally:
        theme.apply_theme(qapp, "light")
