# SPDX-License-Identifier: MulanPSL-2.0
"""The clipboard: our own nodes as data, with the same as a table for Excel, Word and WPS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from fuyi_editor.files.clip_text import grids_html, grids_text
from fuyi_editor.layouts.composing.clip_grid import clip_grids
from fuyi_editor.model.clip import Clip, clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuyi_editor.model.nodes import Submission

CLIP_TYPE = "application/x-fuyi-editor-clip"
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


def put_nodes(submission: Submission, nodes: Sequence[str], *, cut: bool) -> None:
    """Lay these nodes on the clipboard, to be copied or moved."""
    grids = clip_grids(submission, nodes)
    data = QMimeData()
    data.setData(CLIP_TYPE, clipped(submission, nodes, cut=cut).to_json())
    data.setHtml(grids_html(grids))
    data.setText(grids_text(grids).removesuffix("\n"))
    QGuiApplication.clipboard().setMimeData(data)


def clip_of(content: QMimeData | None) -> Clip | None:
    """Our own nodes, if that is what lies there; None for what another program has put there."""
    if content is None or not content.hasFormat(CLIP_TYPE):
        return None
    try:
        return Clip.from_json(bytes(content.data(CLIP_TYPE).data()))
    except ValueError:
        return None  # of another version of the program; the table beside it is read instead


def has_table(html: str | None, text: str | None) -> bool:
    """Whether cells were copied, not lines of text."""
    return bool(html and _TABLE.search(html)) or "\t" in (text or "")
