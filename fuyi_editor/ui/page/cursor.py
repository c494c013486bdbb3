# SPDX-License-Identifier: MulanPSL-2.0
"""Pages with a current cell, and an editor that opens over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication

from fuyi_editor.ui.page.canvas import PageCanvas
from fuyi_editor.ui.page.editor import CellEditor
from fuyi_editor.ui.page.places import (
    Place,
    binding_at,
    column_of,
    editable_binding,
    fields_of,
    find_binding,
    find_field,
    is_heading,
    next_editable,
    node_at,
    piece_at,
)
from fuyi_editor.ui.page.range import cells_between, grid_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fuyi_editor.page.document import Binding, Grid, PageDocument
    from fuyi_editor.page.placed import PlacedCell, PlacedParagraph
    from fuyi_editor.ui.library.proposals import Proposals


class PageCursor(PageCanvas):
    """Knows which cell is current, keeps it over changes of the document, and lets it be edited."""

    node_activated = Signal(str)
    """The node id of what was clicked or walked to."""
    text_edited = Signal(object, str)
    """Binding, new text."""
    edit_requested = Signal(object)
    """Binding of a place that shows several fields and cannot be typed into."""
    typing = Signal()
    """What is typed in the open editor has changed, or is typed no longer."""

    def __init__(self, field_text: Callable[[Binding], str], parent: QWidget | None = None) -> None:
        """`field_text` gives the text of a binding's field, with which its editor begins."""
        super().__init__(parent)
        self._field_text = field_text
        self._current: Place | None = None
        self._edge: Place | None = None  # of several cells the one across from the current
        self.title = "页面"
        """What screen readers call it."""
        self.column = 0
        """The grid column in which the arrow keys move up and down."""
        self._editor: CellEditor | None = None
        self._edited: Binding | None = None
        self._proposals: Proposals | None = None
        self.composing = False
        """An input method is at work in the editor while the view still has the focus."""
        self.zoom_changed.connect(self._place_editor)
        self.verticalScrollBar().valueChanged.connect(self._place_editor)
        self.horizontalScrollBar().valueChanged.connect(self._place_editor)

    # What is shown.

    @property
    def current(self) -> Place | None:
        """The current cell or paragraph."""
        return self._current

    @property
    def current_binding(self) -> Binding | None:
        """What of the model is current."""
        return binding_at(self.document, self._current) if self._current else None

    @property
    def current_text(self) -> str:
        """What stands there; empty where nothing is current."""
        piece = piece_at(self.document, self._current) if self._current else None
        return piece.text if piece is not None else ""

    @property
    def can_type(self) -> bool:
        """Whether the current place shows a single field."""
        return self._current is not None and bool(editable_binding(self.document, self._current))

    @property
    def selected_cells(self) -> list[Place]:
        """The cells between the current one and the one that the selection was drawn to."""
        if self._current is None or self._edge is None:
            return []
        return cells_between(self.document, self._current, self._edge)

    @property
    def selected_grid(self) -> Grid | None:
        """The same as a table of its own; None where not several cells are selected."""
        if self._current is None or self._edge is None:
            return None
        return grid_between(self.document, self._current, self._edge)

    @property
    def edge(self) -> Place | None:
        """Where the selection ends that begins at the current cell."""
        return self._edge or self._current

    def select_to(self, place: Place | None) -> None:
        """Select the cells from the current one to another of the same table."""
        current = self._current
        if current is None or place is None or place.block != current.block or place.row is None:
            return
        self._edge = place if place != current else None
        self.ensure_visible(place)
        if cells := self.selected_cells:
            self.setAccessibleDescription(f"已选 {len(cells)} 格")
        self.viewport().update()

    @property
    def editor(self) -> CellEditor | None:
        """The open editor."""
        return self._editor

    def typed(self) -> tuple[Binding, str] | None:
        """What the open editor would put where, were it taken over now."""
        if self._editor is None or self._edited is None or not self._editor.changed:
            return None
        return self._edited, self._editor.text()

    def set_document(self, document: PageDocument) -> None:
        """Show a document, usually the same one after an edit, where the view stands."""
        binding, seen = self.current_binding, self.rect_of_current()
        place = self._current
        self.set_pages_of(document)
        if binding is not None and place is not None:
            same = binding_at(document, place)
            if same is None or (same.node, same.template) != (binding.node, binding.template):
                place = find_binding(document, binding)
        if place is not None and piece_at(document, place) is None:
            place = None
        self._set_current(place)
        if self._editor is not None and (place is None or self._edited != self.current_binding):
            self._close_editor()
        now = self.rect_of_current()
        if seen is not None and now is not None and 0 <= seen.top() <= self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(now.top() - seen.top()))
        self._place_editor()

    def show_node(self, node_id: str, field: str | None = None) -> bool:
        """Frame a node's cell and scroll to it; False when the page does not show the node."""
        place = find_field(self.document, node_id, field)
        if place is None:
            return False
        self.show_place(place)
        return True

    def show_place(self, place: Place) -> None:
        """Frame a place and scroll to it, telling nobody."""
        if place != self._current:
            self.commit_open_editor()
            self.go_to(place, tell=False)
        else:
            self.ensure_visible(place)

    def ensure_visible(self, place: Place) -> None:
        """Scroll as little as needed to see a place."""
        found = self._first_part(place)
        if found is None:
            return
        rect = self.to_viewport(*found)
        room = QRectF(self.viewport().rect())
        margin = min(48.0, room.height() / 8)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        # A heading is shown with the table below it, not alone at the lower edge.
        cut = rect.bottom() > room.bottom() and is_heading(self.document, place)
        if rect.top() < 0 or cut or rect.height() > room.height() - margin:
            down.setValue(down.value() + round(rect.top() - margin))
        elif rect.bottom() > room.bottom():
            down.setValue(down.value() + round(rect.bottom() - room.bottom() + margin))
        if rect.left() < 0 or rect.width() > room.width():
            across.setValue(across.value() + round(rect.left() - 8))
        elif rect.right() > room.right():
            across.setValue(across.value() + round(rect.right() - room.right() + 8))

    # Editing.

    def propose_with(self, proposals: Proposals) -> None:
        """Propose what the indicator library has while an indicator's name is typed."""
        self._proposals = proposals

    def start_edit(self) -> bool:
        """Open the editor on the current place; False when it shows nothing that can be typed."""
        if self._current is None:
            return False
        binding = editable_binding(self.document, self._current)
        if binding is None:
            several = self.current_binding
            if several is not None and fields_of(several.template):
                self.edit_requested.emit(several)
            return False
        if self._editor is not None:
            return True
        self.ensure_visible(self._current)
        piece = piece_at(self.document, self._current)
        if piece is None:
            return False
        editor = CellEditor(
            self.viewport(),
            self._field_text(binding),
            piece.style,
            in_cell=self._current.row is not None,
        )
        editor.setAccessibleDescription(self.about_current())
        self._editor, self._edited = editor, binding
        editor.finished.connect(self._finish)
        editor.cancelled.connect(self._cancel)
        editor.moved_on.connect(self._move_on)
        editor.focus_lost.connect(self._leave)
        editor.grown.connect(self.viewport().update)
        editor.textChanged.connect(self.typing)
        self._place_editor()
        editor.show()
        if not self.composing:
            editor.setFocus()
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        if self._proposals and self._proposals.names_indicator(binding.node, binding.field):
            self._proposals.serve(editor, binding.node).taken.connect(self._taken)
        return True

    def commit_open_editor(self) -> None:
        """Take over what is being typed, the input method's text included; call before saving."""
        if self._editor is not None:
            if self.composing:
                QGuiApplication.inputMethod().commit()
            self._editor.commit_preedit()
        if self._editor is not None:
            self._take_over()
            self._close_editor()

    def _take_over(self) -> None:
        editor, binding = self._editor, self._edited
        if editor is not None and binding is not None and editor.changed:
            text = editor.text()
            editor.first_text = text
            self.text_edited.emit(binding, text)

    def _close_editor(self) -> None:
        editor, self._editor, self._edited = self._editor, None, None
        self.composing = False
        if editor is not None:
            had_focus = editor.hasFocus()
            editor.blockSignals(True)
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self.setFocus()
            self.viewport().update()
            self.typing.emit()

    def _finish(self) -> None:
        self.commit_open_editor()

    def _cancel(self) -> None:
        self._close_editor()

    def _taken(self, onward: bool) -> None:
        """The book has the text already: what stands in the editor is not to be taken over."""
        self._close_editor()
        if onward:
            self.go_to_editable(1)

    def _move_on(self, step: int) -> None:
        self.commit_open_editor()
        self.go_to_editable(step)

    def _leave(self, whole_window: bool) -> None:
        if whole_window:
            # Kept open: who looks something up in another window goes on typing afterwards.
            self._take_over()
        else:
            self.commit_open_editor()

    def _place_editor(self) -> None:
        if self._editor is None or self._current is None:
            return
        found = self._first_part(self._current)
        if found is not None:
            self._editor.place(self.to_viewport(*found), self.scale)

    # The current place.

    def _parts(self, index: int, place: Place) -> list[PlacedCell | PlacedParagraph]:
        page = self.pages[index]
        if place.row is None:
            return [part for part in page.paragraphs if part.block == place.block]
        return [
            cell
            for cell in page.cells
            if (cell.block, cell.row, cell.index) == (place.block, place.row, place.cell)
        ]

    def _first_part(self, place: Place) -> tuple[int, QRectF] | None:
        """Page and rectangle of a place: a part that is seen, else its first."""
        seen = self.visible_pages()
        first: tuple[int, QRectF] | None = None
        for index, page in enumerate(self.pages):
            if place.block not in page.blocks:
                continue
            for part in self._parts(index, place):
                rect = part.rect
                found = index, QRectF(rect.x, rect.y, rect.width, rect.height)
                on_screen = QRectF(self.viewport().rect()).intersects(self.to_viewport(*found))
                if index in seen and on_screen:
                    return found
                first = first or found
        return first

    def rect_of(self, place: Place) -> QRectF | None:
        """Where a place is in the viewport: the part of it that is seen, else its first."""
        found = self._first_part(place)
        return self.to_viewport(*found) if found else None

    def rect_of_current(self) -> QRectF | None:
        """Where the current place is in the viewport."""
        return self.rect_of(self._current) if self._current else None

    def _set_current(self, place: Place | None) -> None:
        self._current, self._edge = place, None
        editable = place is not None and editable_binding(self.document, place) is not None
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, editable)
        self.describe()
        if self.hasFocus():
            self.updateMicroFocus()
        self.viewport().update()

    def describe(self) -> None:
        """Tell screen readers of the current place.

        Its text is in the name, which they read whenever that of what has the keyboard changes.
        """
        piece = piece_at(self.document, self._current) if self._current else None
        if piece is None:
            self.setAccessibleName(self.title)
            return
        name, about = f"{self.title}，{piece.text or '空白'}", self.about_current()
        if self.accessibleName() != name:
            self.setAccessibleName(name)
        if self.accessibleDescription() != about:
            self.setAccessibleDescription(about)

    def about_current(self) -> str:
        """What is to be said of the current place beside its text."""
        return "单元格，按 F2 修改" if self.can_type else "单元格，这里不能直接修改"

    def go_to(self, place: Place, *, tell: bool = True) -> None:
        """Make a place the current one; `tell` others which node it belongs to."""
        self._set_current(place)
        self.column = column_of(self.document, place)
        self.ensure_visible(place)
        node = node_at(self.document, place)
        if tell and node is not None:
            self.node_activated.emit(node)

    def go_to_editable(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) place that can be typed into, if there is one."""
        place = next_editable(self.document, self._current, step)
        if place is not None:
            self.go_to(place)
        return place is not None
