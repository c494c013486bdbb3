# SPDX-License-Identifier: MulanPSL-2.0
"""The read report for others to read: as the data of `read --json`, and as lines on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuyi_editor.layouts.report.places import ReadState
from fuyi_editor.layouts.report.words import block_words, count_words, layout_words, place_words
from fuyi_editor.model.nodes import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.report.places import PageReading, Piece, ReadBlock
    from fuyi_editor.layouts.report.read_report import ReadReport
    from fuyi_editor.model.nodes import Project, Submission

_LONGEST_TEXT = 60


def reading_data(
    submission: Submission,
    layout: Layout | None,
    report: ReadReport,
    reading: PageReading | None,
) -> dict[str, Any]:
    """One record; rows and cells count from 1. `reading` is None for a file without a page."""
    return {
        "layout": layout.name if layout else None,
        "layout_title": layout.title if layout else None,
        "projects": [
            {"name": project.name, "indicators": _indicators(project)}
            for project in submission.projects
        ],
        "indicators": report.indicators,
        "blocks": [_block_data(submission, block) for block in reading.blocks] if reading else [],
        "unread": [_unread_data(*found) for found in reading.unread_pieces] if reading else [],
    }


def _indicators(project: Project) -> int:
    return sum(isinstance(node, Indicator) for node in project.walk())


def _block_data(submission: Submission, block: ReadBlock) -> dict[str, Any]:
    counts = block.counts()
    return {"place": block_words(submission, block)} | {s.value: counts[s] for s in ReadState}


def _unread_data(block: ReadBlock, piece: Piece) -> dict[str, Any]:
    in_cell = piece.spot.row is not None and not piece.whole
    return {
        "place": f"{block.where} {place_words(piece)}".rstrip(),
        "row": piece.spot.row + 1 if in_cell and piece.spot.row is not None else None,
        "cell": piece.number if in_cell else None,
        "text": piece.text,
        "reason": piece.note,
    }


def reading_lines(
    submission: Submission,
    layout: Layout | None,
    report: ReadReport,
    reading: PageReading | None,
) -> Iterator[str]:
    """The report in lines: what was read, block by block, and then all that was not."""
    yield layout_words(layout)
    yield report.read_words()
    for number, project in enumerate(submission.projects, 1):
        yield f"  {number}. {project.name or '（未命名项目）'}：{_indicators(project)} 条指标"
    if reading is None:
        yield "不是从表格读来的，没有逐处的报告"
        return
    for block in reading.blocks:
        yield f"{block_words(submission, block)}：{count_words(block.counts())}"
    yield f"未识别 {len(reading.unread_pieces)} 处"
    for block, piece in reading.unread_pieces:
        text = " ".join(piece.text.split())
        short = text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"
        place = f"{block.where} {place_words(piece)}".rstrip()
        yield f"  {place}：{short}（{piece.note}）"
