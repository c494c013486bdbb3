# SPDX-License-Identifier: MulanPSL-2.0
"""Every icon draws something, follows the theme, and severities differ in shape."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolButton

from fuyi_editor.resource_files import resource
from fuyi_editor.ui.icons import icon, icon_names
from fuyi_editor.ui.theme import apply_theme

NAMES = (
    "open", "new", "save", "save-as", "print", "preview", "pdf", "undo", "redo", "add", "delete",
    "duplicate", "up", "down", "error", "warning", "hint", "ok", "unknown", "project", "group",
    "kind", "indicator", "goal", "department", "zoom-in", "zoom-out", "fit-width", "fit-page",
    "find", "check", "app", "fix", "done", "unread", "paste", "close", "cut", "copy",
    "task", "midterm", "subtotal", "report", "section", "library", "roll-over",
    "back", "forward",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _light(qapp: QApplication):
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


def shape(image: QImage) -> frozenset[tuple[int, int]]:
    return frozenset(
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 100
    )


def picture(name: str, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon(name).pixmap(QSize(16, 16), 1.0, mode).toImage()


def test_all_names_are_there():
    assert set(NAMES) == set(icon_names())


@pytest.mark.parametrize("name", NAMES)
def test_icon_draws(name: str, qapp: QApplication):
    assert QSvgRenderer(str(resource("icons", f"{name}.svg"))).isValid()
    assert not icon(name).isNull()
    assert len(shape(picture(name))) > 12


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_icon_is_crisp_at_every_scale(scale: float, qapp: QApplication):
    pixmap = icon("save").pixmap(QSize(16, 16), scale)
    assert pixmap.width() == 16 * scale
    assert pixmap.devicePixelRatio() == scale


def test_shapes_of_severities_differ(qapp: QApplication):
    shapes = [shape(picture(name)) for name in ("error", "warning", "hint", "unknown", "ok")]
    for number, one in enumerate(shapes):
        for other in shapes[number + 1 :]:
            assert len(one ^ other) > 30


def test_icon_follows_the_theme(qapp: QApplication):
    kept = icon("save")
    light = kept.pixmap(16).toImage()
    apply_theme(qapp, "dark")
    dark = kept.pixmap(16).toImage()
    assert light != dark
    assert light.pixelColor(3, 8).lightness() < dark.pixelColor(3, 8).lightness()


def test_modes_differ(qapp: QApplication):
    normal = picture("delete")
    assert picture("delete", QIcon.Mode.Disabled) != normal
    assert picture("delete", QIcon.Mode.Selected) != normal


def test_copies_of_an_icon_live_on(qapp: QApplication, qtbot):
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("open"))
    copy = QIcon(button.icon())
    copy.addPixmap(icon("app").pixmap(16))  # detaches: Qt clones
    button.setIcon(QIcon())
    gc.collect()
    assert not copy.pixmap(16).isNull()


def test_unknown_name_is_refused(qapp: QApplication):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
