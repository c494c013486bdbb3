# SPDX-License-Identifier: MulanPSL-2.0
"""What is painted: rules once and crisp, text where pagination put it."""

from __future__ import annotations

import pytest

pytest.importorskip("PySide6")

from PySide6.QtGui import QColor, QImage, QPainter, QPicture

from fuyi_editor.page.document import NO_BORDERS, Cell, Grid, PageDocument, PageSetup, Row
from fuyi_editor.page.paginate import paginate
from fuyi_editor.ui.page.marks import Highlight
from fuyi_editor.ui.page.painter import edges_of, paint_page

SETUP = PageSetup(width=100, height=80, top=10, right=10, bottom=10, left=10)
BLACK = QColor("black")


def pages_of(*rows, columns=(30.0, 50.0)):
    return paginate(PageDocument((Grid(columns, tuple(rows)),), SETUP))


def painted(page, scale=2.0, highlights=None):
    image = QImage(
        round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32
    )
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_page(painter, page, highlights)
    painter.end()
    return image


def black_run(image, x, y, dx, dy):
    length = 0
    while image.pixelColor(x + dx * length, y + dy * length) == BLACK:
        length += 1
    return length


@pytest.mark.usefixtures("qapp")
def test_a_shared_edge_is_one_thin_line():
    row = Row((Cell("", 0), Cell("", 1)), min_height=20)
    (page,) = pages_of(row, row)
    for scale, width in ((1.0, 1), (4 / 3, 1), (2.0, 1), (6.0, 3)):
        image = painted(page, scale)
        edge = page.cells[1].rect
        x, y = round(edge.x * scale), round((edge.y + 20) * scale)
        start = next(n for n in range(x - 5, x + 5) if image.pixelColor(n, y) == BLACK)
        assert black_run(image, start, y, 1, 0) == width


def test_edges_are_joined_and_unique():
    (page,) = pages_of(
        Row((Cell("", 0, 2),), min_height=10), Row((Cell("", 0), Cell("", 1)), min_height=10)
    )
    across, down = edges_of(page.cells)
    assert len(across) == 3
    assert len(down) == 3
    (page,) = pages_of(Row((Cell("", 0, borders=NO_BORDERS), Cell("", 1, borders=NO_BORDERS))))
    assert edges_of(page.cells) == ([], [])


@pytest.mark.usefixtures("qapp")
def test_a_merged_cell_over_the_page_break_is_closed_with_its_text_in_each_part():
    rows = (Row((Cell("产出", 0, continues=n > 0), Cell(f"{n}", 1))) for n in range(16))
    first, second = pages_of(*rows)
    for page in (first, second):
        image = painted(page)
        part = next(cell for cell in page.cells if cell.index == 0)
        x = round((part.rect.x + 3) * 2)
        for y in (part.rect.y, part.rect.bottom):
            assert any(image.pixelColor(x, round(y * 2) + n) == BLACK for n in (-1, 0, 1))
        line = part.lines[0]
        ink = [
            (px, py)
            for px in range(round(line.x * 2), round((line.x + 2 * line.size) * 2))
            for py in range(round((line.baseline - 10) * 2), round((line.baseline + 2) * 2))
            if image.pixelColor(px, py).lightness() < 128
        ]
        assert len(ink) > 60
        last = max(cell.rect.bottom for cell in page.cells)
        below = range(round(last * 2) + 2, image.height())
        assert all(image.pixelColor(x, y) == QColor("white") for y in below)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["error", "warning", "hint", "unknown", "current", "hovered"])
def test_marks_only_when_given(kind):
    (page,) = pages_of(Row((Cell("", 0), Cell("", 1)), min_height=20))
    plain = painted(page)
    assert painted(page, highlights=[]) == plain
    assert painted(page, highlights=[Highlight(0, 0, 1, kind)]) != plain
    assert painted(page, highlights=[Highlight(3, 0, 1, kind)]) == plain


@pytest.mark.usefixtures("qapp")
def test_no_rule_disappears_when_the_print_preview_shows_it_smaller():
    (page,) = pages_of(*(Row((Cell("", 0), Cell("", 1)), min_height=7) for _ in range(8)))
    picture = QPicture()
    painter = QPainter(picture)
    painter.scale(1200 / 72, 1200 / 72)
    paint_page(painter, page)
    painter.end()
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    for percent in range(30, 130, 7):
        image.fill(QColor("white"))
        scale = percent / 100
        painter = QPainter(image)
        painter.scale(scale * 72 / 1200, scale * 72 / 1200)
        painter.drawPicture(0, 0, picture)
        painter.end()
        x = round((page.cells[0].rect.x + 5) * scale)
        dark = [y for y in range(300) if image.pixelColor(x, y).lightness() < 240]
        assert len([y for y in dark if y - 1 not in dark]) == 9, percent
