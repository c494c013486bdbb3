# SPDX-License-Identifier: MulanPSL-2.0
"""The bundled fonts as Qt knows them."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from fuyi_editor.page.metrics import faces
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from fuyi_editor.page.metrics import Face

UNITS_PER_POINT = 20
"""Pages are painted in twentieths of a point: pixel sizes are whole numbers, 10.5 pt is 210."""

_log = logging.getLogger(__name__)


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to Qt, once; needs a QGuiApplication."""
    for face in faces():
        if QFontDatabase.addApplicationFont(str(resource("fonts", face.file))) < 0:
            _log.error("font %s cannot be loaded", face.file)


@lru_cache(maxsize=128)
def qfont(face: Face, size_pt: float) -> QFont:
    """The font for painting a page in units of 1/20 pt; do not change it, it is shared."""
    font = page_font(face)
    font.setPixelSize(max(1, round(size_pt * UNITS_PER_POINT)))
    return font


def page_font(face: Face) -> QFont:
    """A new font of this face without a size."""
    register_fonts()
    font = QFont(face.family)
    font.setBold(face.bold)
    # With hinting, texts have other widths on the screen than on paper.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(False)
    return font
