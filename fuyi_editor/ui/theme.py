# SPDX-License-Identifier: MulanPSL-2.0
"""The look of the program: light and dark palettes, the UI font, and Qt's own words in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from fuyi_editor.ui.fonts import register_fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

THEMES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}

# In this order; the last one is bundled, so there is always a face with Chinese in it.
UI_FAMILIES = (
    "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "Fuyi Hei",
)  # fmt: skip
# 9 pt is the size of Windows' own dialogs; on Linux desktops 10 pt looks the same beside others.
WINDOWS_POINTS, OTHER_POINTS = 9.0, 10.0
TEXT_SIZES = {
    "small": ("较小", 0.9),
    "normal": ("标准", 1.0),
    "large": ("较大", 1.2),
    "largest": ("特大", 1.45),
}
"""By the names that settings use: in words, and how many times as large as other programs'."""

_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f3f4f5", _Role.WindowText: "#1f2427", _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f5f8f9", _Role.Text: "#1f2427", _Role.Button: "#f8f9fa",
    _Role.ButtonText: "#1f2427", _Role.BrightText: "#b3261e", _Role.Highlight: "#2a6f86",
    _Role.HighlightedText: "#ffffff", _Role.Link: "#1d6078", _Role.LinkVisited: "#5c5083",
    _Role.ToolTipBase: "#ffffff", _Role.ToolTipText: "#1f2427", _Role.PlaceholderText: "#646e73",
    _Role.Light: "#ffffff", _Role.Midlight: "#e6e9eb", _Role.Mid: "#c3c9cd",
    _Role.Dark: "#9aa3a8", _Role.Shadow: "#6b7478", _Role.Accent: "#2a6f86",
}  # fmt: skip
_DARK = {
    _Role.Window: "#2e3236", _Role.WindowText: "#e4e7e9", _Role.Base: "#1b1d1f",
    _Role.AlternateBase: "#212426", _Role.Text: "#e4e7e9", _Role.Button: "#35393d",
    _Role.ButtonText: "#e4e7e9", _Role.BrightText: "#ffb4ab", _Role.Highlight: "#2f7a92",
    _Role.HighlightedText: "#ffffff", _Role.Link: "#84c4d8", _Role.LinkVisited: "#b9aede",
    _Role.ToolTipBase: "#35393d", _Role.ToolTipText: "#e4e7e9", _Role.PlaceholderText: "#9aa3a8",
    _Role.Light: "#4a5055", _Role.Midlight: "#3d4246", _Role.Mid: "#484e52",
    _Role.Dark: "#17191b", _Role.Shadow: "#0d0e0f", _Role.Accent: "#2f7a92",
}  # fmt: skip
BOX_EDGE = "#a3abb0"  # of it the style takes two thirds: 3.5:1 on the dark ground
_DISABLED = {False: "#8b9398", True: "#7d858a"}
_FADED_ROLES = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText)


def apply_theme(app: QApplication, name: str = "system") -> None:
    """Dress the program as "system", "light" or "dark"; may be called again at any time."""
    if name not in THEMES:
        name = "system"
    follower = app.findChild(_SystemFollower) or _SystemFollower(app)
    follower.theme = name
    app.setFont(ui_font(follower.text_size))
    _dress(app, _is_dark_theme(app, name))


def with_edges(palette: QPalette) -> QPalette:
    """The palette for boxes to tick: their edge is seen in the dark theme too.

    Fusion paints it as a darker shade of the window, and nothing is darker than the dark ground.
    """
    edged = QPalette(palette)
    if palette.color(_Role.Base).lightness() < palette.color(_Role.Text).lightness():
        edged.setColor(_Role.Window, QColor(BOX_EDGE))
    return edged


def apply_text_size(app: QApplication, name: str) -> None:
    """Let all words of the program be as large as one of `TEXT_SIZES`; the page stays as it is."""
    follower = app.findChild(_SystemFollower) or _SystemFollower(app)
    if follower.text_size != name:
        follower.text_size = name
        app.setFont(ui_font(name))


def palette_for(dark: bool) -> QPalette:
    """The light or the dark palette."""
    palette = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        palette.setColor(role, QColor(colour))
    faded = QColor(_DISABLED[dark])
    for role in _FADED_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    disabled_selection = palette.color(_Role.Midlight)
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, disabled_selection)
    return palette


def ui_font(text_size: str = "normal") -> QFont:
    """The font of windows and dialogs: the best Chinese UI face that is installed, or ours."""
    register_fonts()
    present = set(QFontDatabase.families())
    families = [family for family in UI_FAMILIES if family in present]
    font = QFont()
    if families:
        font.setFamilies(families)
    points = WINDOWS_POINTS if families[:1] == UI_FAMILIES[:1] else OTHER_POINTS
    _, times = TEXT_SIZES.get(text_size, TEXT_SIZES["normal"])
    font.setPointSizeF(points * times)
    return font


def install_translations(app: QApplication) -> bool:
    """Let Qt's own buttons and dialogs speak Chinese; False where the file is not delivered."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.findChild(QTranslator, "qtbase"):
        return True
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_zh_CN", folder):
        translator.deleteLater()
        return False
    translator.setObjectName("qtbase")
    return app.installTranslator(translator)


def _is_dark_theme(app: QApplication, name: str) -> bool:
    if name == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return name == "dark"


def _dress(app: QApplication, dark: bool) -> None:
    # No style sheet: it would take away the palettes by which single fields are tinted, and make
    # every widget slower. Room inside edits is their text margin.
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    palette = palette_for(dark)
    app.setPalette(palette)
    boxes = with_edges(palette)
    kinds: tuple[Any, ...] = ("QCheckBox", "QRadioButton")  # the stubs of PySide ask for bytes
    for kind in kinds:
        app.setPalette(boxes, kind)


class _SystemFollower(QObject):
    """Dresses the program anew when the desktop turns dark or light and the theme follows it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.theme = "system"
        self.text_size = "normal"
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def _follow(self) -> None:
        if self.theme == "system":
            _dress(self._app, _is_dark_theme(self._app, "system"))
