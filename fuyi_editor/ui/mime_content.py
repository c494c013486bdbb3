# SPDX-License-Identifier: MulanPSL-2.0
"""What is dragged over the window or lies on the clipboard: a file, or a piece of a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def local_file(content: QMimeData | None) -> Path | None:
    """The file, if it is exactly one on this machine; an empty clipboard has no content at all."""
    urls = content.urls() if content is not None else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def local_files(content: QMimeData | None) -> list[Path]:
    """All files and folders on this machine."""
    urls = content.urls() if content is not None else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def table_texts(content: QMimeData | None) -> tuple[str | None, str | None]:
    """The HTML and the plain text of a piece; Qt has taken Windows' header off the HTML."""
    if content is None:
        return None, None
    html = content.html() if content.hasHtml() else None
    return html, content.text() if content.hasText() else None
