# SPDX-License-Identifier: MulanPSL-2.0
"""A chapter of the manual as a text document of Qt: its looks, its headings, its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextTable,
)

from fuyi_editor.ui.manual.chapters import Section, manual_path
from fuyi_editor.ui.manual.search import ChapterText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.ui.manual.chapters import Chapter

MARGIN, INDENT = 18, 24
LINE_PERCENT, TABLE_LINE_PERCENT = 135.0, 115.0
SPACE_ABOVE = {1: 4.0, 2: 22.0, 3: 16.0}
SIZE_STEPS = {1: 3, 2: 2, 3: 1}
PICTURE_SCALE = 1.5
"""Pixels of a picture to one of the screen that it was taken of; sharp on finer screens too."""
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def show_chapter(document: QTextDocument, chapter: Chapter, palette: QPalette) -> None:
    """Put the chapter into the document, in the colours of the theme."""
    document.setMarkdown(chapter.markdown)
    document.setBaseUrl(QUrl.fromLocalFile(f"{manual_path()}/"))
    document.setDocumentMargin(MARGIN)
    document.setIndentWidth(INDENT)
    _dress_tables(document, palette)
    for block in blocks_of(document):
        _dress(block, palette)
    document.clearUndoRedoStacks()


def chapter_text(chapter: Chapter) -> ChapterText:
    """The text of a chapter as it is shown; its positions are those of the page."""
    document = QTextDocument()
    document.setMarkdown(chapter.markdown)
    return ChapterText(chapter, document.toPlainText(), sections_of(document))


def sections_of(document: QTextDocument) -> tuple[Section, ...]:
    """The headings of a document."""
    found: list[Section] = []
    above: dict[int, str] = {}
    for block in blocks_of(document):
        level = block.blockFormat().headingLevel()
        if level:
            above[level] = block.text()
            found.append(Section(block.text(), level, block.position(), above.get(level - 1, "")))
    return tuple(found)


def fit_pictures(document: QTextDocument, width: float, zoom: float, ratio: float) -> None:
    """Show pictures as large as they were on the screen, times `zoom`, or as wide as the page.

    `ratio` is that of the screen's pixels to those that widths count.
    """
    for block in blocks_of(document):
        for start, image in _pictures(block):
            picture = QImage(str(manual_path(image.name())))
            shown = min(picture.width() / PICTURE_SCALE * zoom, width)
            if picture.isNull() or abs(shown - image.width()) < 1:
                continue
            # Qt would scale it roughly at each painting.
            smooth = picture.scaledToWidth(
                round(shown * ratio), Qt.TransformationMode.SmoothTransformation
            )
            smooth.setDevicePixelRatio(ratio)
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, document.baseUrl().resolved(QUrl(image.name())), smooth)
            image.setWidth(shown)
            image.setHeight(shown * picture.height() / picture.width())
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(start + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(image)


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """All paragraphs, those in tables too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _pictures(block: QTextBlock) -> Iterator[tuple[int, QTextImageFormat]]:
    found: list[tuple[int, QTextImageFormat]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.charFormat().isImageFormat():
            found.append((fragment.position(), fragment.charFormat().toImageFormat()))
        iterator += 1
    yield from found


def _dress(block: QTextBlock, palette: QPalette) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    # The room between lines would be a share of a picture's height as well.
    percent = 100.0 if any(_pictures(block)) else LINE_PERCENT
    shape.setLineHeight(percent, _PROPORTIONAL)
    if cursor.currentTable() is not None:
        shape.setLineHeight(TABLE_LINE_PERCENT, _PROPORTIONAL)
        shape.setTopMargin(0)
        shape.setBottomMargin(0)
    if level:
        shape.setTopMargin(SPACE_ABOVE.get(level, 12.0))
        shape.setBottomMargin(6.0)
    cursor.mergeBlockFormat(shape)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if level:
        letters = QTextCharFormat()
        letters.setProperty(QTextCharFormat.Property.FontSizeAdjustment, SIZE_STEPS.get(level, 0))
        letters.setFontWeight(QFont.Weight.Bold)
        cursor.mergeCharFormat(letters)
    for start, length in _links(block):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setForeground(palette.brush(QPalette.ColorRole.Link))
        cursor.mergeCharFormat(letters)


def _links(block: QTextBlock) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.charFormat().isAnchor():
            found.append((fragment.position(), fragment.length()))
        iterator += 1
    return found


def _dress_tables(document: QTextDocument, palette: QPalette) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format()
            shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderBrush(palette.brush(QPalette.ColorRole.Mid))
            shape.setCellPadding(4)
            shape.setTopMargin(8)
            shape.setBottomMargin(8)
            frame.setFormat(shape)
            _rule_cells(frame, palette)


def _rule_cells(table: QTextTable, palette: QPalette) -> None:
    """A line under each row; the border of the table alone shows none."""
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(palette.brush(QPalette.ColorRole.Mid))
            cell.setFormat(shape)
