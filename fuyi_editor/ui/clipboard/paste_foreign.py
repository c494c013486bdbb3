# SPDX-License-Identifier: MulanPSL-2.0
"""Pasting what another program copied: rows become indicators, cells fill cells, lines goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.errors import FileError
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.reading.pasted_table import TARGETS, read_pasted
from fuyi_editor.model.arrange import indicator_owner
from fuyi_editor.model.clip import Clip, ClipItem
from fuyi_editor.model.edits import SetField, place_of
from fuyi_editor.model.fields import clean_text, read_field
from fuyi_editor.model.hanging import Levels
from fuyi_editor.model.node import TextNode
from fuyi_editor.model.nodes import Indicator, IndicatorKind
from fuyi_editor.model.paste import paste
from fuyi_editor.model.paste_rows import Action, paste_rows
from fuyi_editor.model.printed import prints_field
from fuyi_editor.model.search import why_refused
from fuyi_editor.ui.background import busy_cursor
from fuyi_editor.ui.changes_dialog import ChangeLine, ChangesWords
from fuyi_editor.ui.clipboard.mime import has_table
from fuyi_editor.ui.findings.words import short
from fuyi_editor.ui.marked_text import Snippet
from fuyi_editor.ui.mime_content import table_texts
from fuyi_editor.ui.page.paste import spread
from fuyi_editor.ui.place_words import place_at, place_words
from fuyi_editor.ui.tree.rows import FOLDERS

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from fuyi_editor.page.document import Grid
    from fuyi_editor.ui.page.paste import CellText
    from fuyi_editor.ui.services import Services
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.workspace import Workspace

NO_INDICATORS = "这里没有指标，请先选择一个项目、二级指标或三级指标，再粘贴表格"
NO_KIND = "这里还没有二级指标，请先新增一个，或者连“二级指标”一列一起复制"
NOTHING_NEW = "没有什么要改的：这些内容已经在表里"
NO_CELL = "这一格不能填，请先点要粘贴到的那一格"
PASTE_WORDS = ChangesWords("粘贴到表格", "粘贴", "要填写的格子")
_LINE_TYPES = {"goals": "Goal", "safeguards": "Safeguard", "paragraphs": "ReportParagraph"}


class ForeignPaste:
    """Reads the clipboard by the services' reader and asks before several places change."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def onto_tree(self, session: EditSession, content: QMimeData) -> None:
        """Rows as indicators at what is selected; lines on goals as more goals."""
        html, text = table_texts(content)
        beside = session.selected or session.submission.id
        slot = _line_slot(session, beside)
        if slot and not has_table(html, text):
            clip = _lines_clip(slot, text or "")
            done = paste(session.submission, beside, clip, session.selected_field)
            session.arrange(done, "剪贴板里没有文字")
            return
        if indicator_owner(session.submission, beside) is None:
            session.message.emit(NO_INDICATORS)
            return
        if (grid := self._grid(html, text)) is None:
            return
        table = read_pasted(grid, known_labels())
        ask = self._services.ask
        plans = ask.rows(session.submission, beside, table, _unprinted(session, beside))
        if plans:
            flat = (IndicatorKind, "name") not in session.book.printed
            done = paste_rows(session.submission, beside, plans, flat=flat)
            new = any(plan.action is Action.ADD for plan in plans)
            if session.arrange(done, NO_KIND if new else NOTHING_NEW):
                session.message.emit(f"{done.title if done else ''}完成，按 Ctrl+Z 可以恢复")

    def onto_page(self, workspace: Workspace, content: QMimeData) -> None:
        """A text into the current cell; several cells over those to its right and below."""
        html, text = table_texts(content)
        page, session = workspace.page, workspace.session
        binding = page.current_binding
        if not page.can_type or binding is None or binding.field is None or page.current is None:
            session.message.emit(NO_CELL)
            return
        if not has_table(html, text):
            _fill(session, binding.node, binding.field, text or "")
            return
        if (grid := self._grid(html, text)) is None:
            return
        if len(grid.rows) == 1 and len(grid.columns) == 1:
            _fill(session, binding.node, binding.field, grid.rows[0].cells[0].text)
            return
        start = next(iter(page.selected_cells), page.current)
        done = spread(page.document, start, grid)
        self._spread_asking(session, done.cells, done.left_over)

    def _grid(self, html: str | None, text: str | None) -> Grid | None:
        try:
            with busy_cursor():
                return self._services.pasted_rows(html, text)
        except FileError as error:
            self._services.ask.tell_problem(str(error))
            return None

    def _spread_asking(
        self, session: EditSession, cells: tuple[CellText, ...], left_over: int
    ) -> None:
        book = session.submission
        old = {cell: read_field(book.find(cell.node), cell.field) for cell in cells}
        new = [cell for cell in cells if clean_text(cell.text) != old[cell]]
        if not new:
            session.message.emit(NOTHING_NEW)
            return
        lines = [_line(session, cell, old[cell]) for cell in new]
        more = f"另有 {left_over} 格在这张表里没有位置，不粘贴；要成为新的指标，请在左边粘贴。"
        heading = f"剪贴板里的内容将填进 {len(lines)} 格。{more if left_over else ''}"
        chosen = self._services.ask.changes(lines, heading, PASTE_WORDS)
        if chosen:
            edits = [
                SetField(node=new[n].node, field=new[n].field, text=new[n].text) for n in chosen
            ]
            session.apply(f"粘贴 {len(edits)} 格", edits)


def _fill(session: EditSession, node: str, field: str, text: str) -> None:
    # Excel puts a line feed behind the text of a single cell.
    session.end_typing()
    session.set_field(node, field, clean_text(text).removesuffix("\n"))


def _line(session: EditSession, cell: CellText, before: str) -> ChangeLine:
    book = session.submission
    after, refused = short(cell.text), why_refused(book.find(cell.node), cell.field, cell.text)
    place = place_words(book, place_at(book, cell.node, cell.field))
    mark = Snippet(after, 0, len(after))
    return ChangeLine(place, Snippet(short(before), 0, 0), mark, refused)


def _line_slot(session: EditSession, beside: str) -> str:
    """The list of sentences that is selected, or that the selected sentence is in."""
    node = session.submission.find(beside)
    if isinstance(node, TextNode):
        return place_of(session.submission, beside)[1]
    field = session.selected_field or ""
    return field if field in _LINE_TYPES and field in FOLDERS.get(type(node), ()) else ""


def _lines_clip(slot: str, text: str) -> Clip:
    lines = (line.strip() for line in clean_text(text).split("\n"))
    items = tuple(
        ClipItem(type=_LINE_TYPES[slot], slot=slot, levels=Levels("", ""), content={"text": line})
        for line in lines
        if line
    )
    return Clip(book="", items=items)


def _unprinted(session: EditSession, beside: str) -> frozenset[str]:
    owner = indicator_owner(session.submission, beside)
    printed = session.book.printed
    fields = (target.partition(".")[0] for target in TARGETS if target not in ("", "group", "kind"))
    return frozenset(
        field
        for field in fields
        if owner is not None and not prints_field(printed, type(owner), Indicator, field)
    )
