# SPDX-License-Identifier: MulanPSL-2.0
"""The straight horizontal and vertical lines that a PDF page draws, however it draws them.

Programs rule tables with stroked lines, with rectangles round each cell, or with filled rectangles
as thin as a line, whole or in pieces, once or twice. All become merged `Rule`s.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.pdf.marks import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfPage

    from fuyi_editor.files.pdf.turn import Turn

    Point = tuple[float, float]
    Matrix = tuple[float, float, float, float, float, float]

MAX_OBJECTS = 200_000
MAX_SEGMENTS = 400_000
MAX_RULES = 2_000
SAME_LINE = 0.7
"""Lines no farther apart than this are one line drawn twice."""

_MAX_DEPTH = 8
_THINNEST_AREA = 3.0  # a filled box no wider than this is a line
_BRIDGED = 1.5  # a gap between two pieces of a line; the corners of boxes leave some
_SHORTEST = 3.0
_WHITE = 250
_ASK_FOR_IT = "请向发来文件的人要 Word 或 Excel 格式的文件"
_UNITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Found:
    """What has been seen of a page so far."""

    page: int
    horizontal: list[Rule] = field(default_factory=list[Rule])
    vertical: list[Rule] = field(default_factory=list[Rule])
    objects: int = 0
    segments: int = 0

    def too_much(self) -> ReadError:
        """The error for a page that holds more than any form does."""
        return ReadError("这一页的线条过多，认不出表格", _ASK_FOR_IT, f"第{self.page}页")

    def line(self, one: Point, other: Point) -> None:
        """Keep a straight line if it runs along or down the page."""
        (x0, y0), (x1, y1) = one, other
        if abs(y1 - y0) <= SAME_LINE and abs(x1 - x0) > abs(y1 - y0):
            self.horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= SAME_LINE and abs(y1 - y0) > abs(x1 - x0):
            self.vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def area(self, points: list[Point]) -> None:
        """Keep a filled rectangle if it is as thin as a line."""
        if not _is_box(points):
            return
        (x0, y0), (x1, y1) = min(points), max(points)
        y0, y1 = min(y0, y1), max(y0, y1)
        if y1 - y0 <= _THINNEST_AREA:
            self.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        if x1 - x0 <= _THINNEST_AREA:
            self.vertical.append(Rule((x0 + x1) / 2, y0, y1))


def read_rules(page: PdfPage, turn: Turn, number: int) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The horizontal and the vertical lines of a page, merged, in order of their places."""
    found = _Found(number)
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count))
    _walk(objects, _UNITY, found, turn, 0)
    horizontal, vertical = merged(found.horizontal), merged(found.vertical)
    if max(len(horizontal), len(vertical)) > MAX_RULES:
        raise found.too_much()
    return horizontal, vertical


def merged(rules: list[Rule]) -> tuple[Rule, ...]:
    """Rules with pieces of one line put together, and without those too short to rule a cell."""
    out: list[Rule] = []
    for group in _alike(rules):
        at = sum(r.at * r.length for r in group) / max(sum(r.length for r in group), 1e-6)
        group.sort(key=lambda rule: rule.start)
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start > end + _BRIDGED:
                out.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end)
        out.append(Rule(at, start, end))
    return tuple(rule for rule in out if rule.length >= _SHORTEST)


def _alike(rules: list[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if group and rule.at - group[0].at > SAME_LINE:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _walk(objects: Iterator[object], outer: Matrix, found: _Found, turn: Turn, depth: int) -> None:
    for shown in objects:
        found.objects += 1
        if found.objects > MAX_OBJECTS:
            raise found.too_much()
        kind = pdfium.FPDFPageObj_GetType(shown)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _read_path(shown, _times(_matrix(shown), outer), found, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            count = pdfium.FPDFFormObj_CountObjects(shown)
            inner = (pdfium.FPDFFormObj_GetObject(shown, index) for index in range(count))
            _walk(inner, _times(_matrix(shown), outer), found, turn, depth + 1)


def _read_path(path: object, matrix: Matrix, found: _Found, turn: Turn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    stroked = bool(stroke.value) and _is_visible(path, pdfium.FPDFPageObj_GetStrokeColor)
    filled = bool(fill.value) and _is_visible(path, pdfium.FPDFPageObj_GetFillColor)
    if not (stroked or filled):
        return
    count = pdfium.FPDFPath_CountSegments(path)
    found.segments += count
    if found.segments > MAX_SEGMENTS:
        raise found.too_much()
    for points, straight in _outlines(path, count, matrix, turn):
        if stroked:
            for one, other, is_line in zip(points, points[1:], straight, strict=False):
                if is_line:
                    found.line(one, other)
        elif all(straight):
            found.area(points)


def _outlines(
    path: object, count: int, matrix: Matrix, turn: Turn
) -> Iterator[tuple[list[Point], list[bool]]]:
    """The pieces of a path that hang together, and of each step in them whether it is straight."""
    a, b, c, d, e, f = matrix
    points: list[Point] = []
    straight: list[bool] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, straight
            points, straight = [], []
        else:
            straight.append(kind == pdfium.FPDF_SEGMENT_LINETO)
        at_x, at_y = x.value, y.value
        points.append(turn.point(a * at_x + c * at_y + e, b * at_x + d * at_y + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
            straight.append(True)
    if points:
        yield points, straight


def _is_box(points: list[Point]) -> bool:
    if len(points) not in (4, 5, 6):
        return False
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return all(
        min(x - left, right - x) <= SAME_LINE / 4 and min(y - top, bottom - y) <= SAME_LINE / 4
        for x, y in points
    )


def _is_visible(path: object, color_of: Callable[..., int]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not color_of(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _matrix(shown: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shown, matrix):
        return _UNITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip
