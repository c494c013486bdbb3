# SPDX-License-Identifier: MulanPSL-2.0
"""Everything that shows one open book: tree, page, inspector, findings, and what joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from fuyi_editor.checks.findings import Outcome
from fuyi_editor.layouts.definition.template import shown_field
from fuyi_editor.layouts.report.places import PageIndex
from fuyi_editor.model.edits import apply_edits, place_of
from fuyi_editor.model.fields import field_label, read_field
from fuyi_editor.model.fill_in import fill_in
from fuyi_editor.ui.find.finder import Finder
from fuyi_editor.ui.findings.panel import FindingsPanel
from fuyi_editor.ui.findings.words import finding_details, finding_sentence, wrapped
from fuyi_editor.ui.inspector.panel import Inspector
from fuyi_editor.ui.lower_panels import LowerPanels
from fuyi_editor.ui.page.font_line import FontLine
from fuyi_editor.ui.page.joined_places import joined_cell, joined_fields
from fuyi_editor.ui.page.places import binding_at, fields_of, node_at, place_of_cell
from fuyi_editor.ui.page.view import PageView
from fuyi_editor.ui.place_words import place_at, place_words
from fuyi_editor.ui.read_report.panel import ReadReportPanel
from fuyi_editor.ui.state_colors import state_of
from fuyi_editor.ui.tree.panel import TreePanel

if TYPE_CHECKING:
    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.layouts.report.places import Piece
    from fuyi_editor.model.node import Node
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import Binding, PageDocument
    from fuyi_editor.ui.library.proposals import Proposals
    from fuyi_editor.ui.session import EditSession

TREE_WIDTH, INSPECTOR_WIDTH, LOWER_HEIGHT = 330, 316, 200
# As much of a small or magnified screen the panels take; the page must stay readable.
TREE_SHARE, INSPECTOR_SHARE, LOWER_SHARE = 0.28, 0.27, 0.27
MOST_NOTES = 8  # lines of a tool tip
FOUND_TITLE = "查找结果"
_GRAVITY = {"error": 3, "warning": 2, "hint": 1}


def first_sizes(screen: QSize) -> tuple[list[int], list[int]]:
    """Widths of tree, page, inspector; heights of these and of what is below them."""
    tree = min(TREE_WIDTH, round(TREE_SHARE * screen.width()))
    inspector = min(INSPECTOR_WIDTH, round(INSPECTOR_SHARE * screen.width()))
    lower = min(LOWER_HEIGHT, round(LOWER_SHARE * screen.height()))
    across = [tree, screen.width() - tree - inspector, inspector]
    return across, [screen.height() - lower, lower]


class Workspace(QWidget):
    """The panels of one session; another book gets another workspace."""

    typing = Signal()  # what is being typed in a cell has changed, and is in no field yet

    def __init__(
        self, session: EditSession, texts: RuleTexts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        session.setParent(self)
        self._texts = texts
        self._from_page = False
        self._found: dict[tuple[str, str], list[Finding]] = {}
        self.page = PageView(self._field_text, self._cell_note, self._cell_words)
        self.page.set_document(session.page)
        # Before the tree: when that moves the selection on, the page must be the new one.
        session.page_changed.connect(self._page_changed)
        self.tree_panel = TreePanel(session)
        self.tree = self.tree_panel.tree
        self.inspector = Inspector(session, texts)
        self.findings = FindingsPanel(session, texts)
        self.report = ReadReportPanel(session)
        self.finder = Finder(session, self.page, self)
        self.font_line = FontLine()
        self._page_index: PageIndex | None = None
        self._arrange()
        self._connect()
        self._findings_changed(session.findings)

    def propose_with(self, proposals: Proposals) -> None:
        """Propose what the indicator library has wherever an indicator's name is typed."""
        self.tree.propose_with(proposals)
        self.inspector.propose_with(proposals)
        self.page.propose_with(proposals)

    @property
    def panels(self) -> dict[str, QWidget]:
        """What can be hidden, by the names that settings use."""
        return {
            "tree": self.tree_panel, "inspector": self.inspector,
            "findings": self.findings, "report": self.report,
        }  # fmt: skip

    @property
    def panes(self) -> list[QWidget]:
        """What F6 goes through, in reading order. Of the page it is the page, not its find bar."""
        return [self.tree, self.page, self.inspector, self.lower_panels]

    def show_panel(self, name: str, shown: bool) -> None:
        """Show or hide one of the panels."""
        if name in ("findings", "report"):
            self.lower_panels.set_shown(name, shown)
        else:
            self.panels[name].setVisible(shown)

    def enter_report(self) -> None:
        """Let the keys work in the read report, which is shown in front."""
        self.lower_panels.bring_forward("report")
        self.report.enter()

    def has_keys_in_list(self) -> bool:
        """Whether somebody works in a list below or in the find bar, and goes on there."""
        focus = QApplication.focusWidget()
        parts = (self.lower_panels, self.finder.bar)
        return focus is not None and any(part.isAncestorOf(focus) for part in parts)

    def enter_place(self) -> None:
        """Let what is typed next go to the selected place, where the page takes it."""
        binding, session = self.page.current_binding, self.session
        if binding is None or not self.page.can_type or binding.node != session.selected:
            return
        if session.selected_field in fields_of(binding.template):
            self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def splitters(self) -> dict[str, QSplitter]:
        """What has sizes to be remembered."""
        return {"across": self.across, "down": self.down}

    def commit_typing(self) -> None:
        """Take over everything that is being typed, what is in the input method included."""
        QGuiApplication.inputMethod().commit()
        self.page.commit_open_editor()
        self.tree.commit_open_editor()

    def with_typing(self) -> Submission:
        """The book as it would be if what is being typed in a cell were taken over now."""
        submission = self.session.submission
        typed = self.tree.typed()
        if typed is None and (on_page := self.page.typed()) and on_page[0].field:
            typed = on_page[0].node, on_page[0].field, on_page[1]
        if typed is None or not submission.holds(typed[0]):
            return submission
        try:
            return apply_edits(submission, fill_in(submission, *typed))
        except ValueError:
            return submission  # a year that is none yet

    def field_at_hand(self) -> tuple[type[Node], str, str] | None:
        """The field that has the keyboard or is selected: kind of its node, its name and label."""
        entry = self.inspector.entry_at_hand
        if entry is not None:
            return entry.type, entry.field, entry.label
        node, field = self.session.selected, self.session.selected_field
        if node is None or field is None:
            return None
        found = self.session.submission.find(node)
        return type(found), field, field_label(found, field)

    def _arrange(self) -> None:
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.down = QSplitter(Qt.Orientation.Vertical)
        self.across.addWidget(self.tree_panel)
        self.across.addWidget(self._page_with_bar())
        self.across.addWidget(self.inspector)
        self.down.addWidget(self.across)
        self.lower_panels = LowerPanels(self)
        self.lower_panels.add("findings", self.findings, "检查结果")
        self.lower_panels.add("report", self.report, "读取报告")
        self.lower_panels.add("found", self.finder.list, FOUND_TITLE)
        self.down.addWidget(self.lower_panels)
        self._show_found(False)
        # A window drawn without a screen may be larger than the one that Qt makes up.
        across, down = first_sizes(self.screen().availableSize().expandedTo(self.window().size()))
        for splitter, stretched, sizes in ((self.across, 1, across), (self.down, 0, down)):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(stretched, 1)
            splitter.setSizes(sizes)
        self.tree_panel.setMinimumWidth(180)
        self.page.setMinimumWidth(240)
        self.inspector.setMinimumWidth(220)
        self.lower_panels.setMinimumHeight(80)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.down)

    def _page_with_bar(self) -> QWidget:
        area = QWidget()
        layout = QVBoxLayout(area)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.font_line)
        layout.addWidget(self.finder.bar)
        layout.addWidget(self.page, 1)
        return area

    def _show_found(self, shown: bool) -> None:
        self.lower_panels.set_shown("found", shown)
        if shown:
            self.lower_panels.bring_forward("found")

    def _count_found(self, count: int) -> None:
        self.lower_panels.set_title("found", f"{FOUND_TITLE} {count}" if count else FOUND_TITLE)

    def _connect(self) -> None:
        session = self.session
        session.selection_changed.connect(self._selection_changed)
        session.findings_changed.connect(self._findings_changed)
        self.page.text_edited.connect(self._text_edited)
        self.page.typing.connect(self.typing)
        self.tree.typing.connect(self.typing)
        self.page.node_activated.connect(self._page_activated)
        self.page.edit_requested.connect(self._edit_in_inspector)
        self.finder.shown.connect(self._show_found)
        self.finder.count_changed.connect(self._count_found)
        self.report.piece_chosen.connect(self._show_piece)
        self.findings.view.left.connect(self.page.setFocus)
        self.report.left.connect(self.page.setFocus)
        self.report.report_changed.connect(self._mark_unread)
        self._mark_unread()
        # The page knows where things stand only when it has been laid out in its window.
        QTimer.singleShot(0, self._show_selected)

    # The page

    def _field_text(self, binding: Binding) -> str:
        if binding.field is None or not self.session.submission.holds(binding.node):
            return ""
        return read_field(self.session.submission.find(binding.node), binding.field)

    def _found_in(self, binding: Binding) -> list[Finding]:
        return [
            finding
            for name in fields_of(binding.template)
            for finding in self._found.get((binding.node, name), ())
        ]

    def _cell_words(self, binding: Binding) -> str:
        """Which field it is and what is found there, in words for the ear."""
        submission = self.session.submission
        if not submission.holds(binding.node):
            return ""
        field = next(iter(fields_of(binding.template)), "")
        place = place_words(submission, place_at(submission, binding.node, field))
        found = [finding_sentence(finding) for finding in self._found_in(binding)[:MOST_NOTES]]
        return "；".join((place, *found))

    def _cell_note(self, binding: Binding) -> str:
        found = self._found_in(binding)
        if len(found) == 1:
            return finding_details(found[0], self.session.submission, self._texts)
        lines = [wrapped(finding_sentence(finding)) for finding in found[:MOST_NOTES]]
        more = [f"…… 另有 {len(found) - MOST_NOTES} 处"] if len(found) > MOST_NOTES else []
        return "\n".join(lines + more)

    def _page_changed(self, page: PageDocument) -> None:
        self.page.set_document(page)

    def _text_edited(self, binding: Binding, text: str) -> None:
        if binding.field is not None:
            # What is typed at one time in a cell is one step, also right after another time.
            self.session.end_typing()
            self.session.set_field(binding.node, binding.field, text)
            node = self.session.submission.find(binding.node)
            if shown_field(node, binding.field) != read_field(node, binding.field):
                self.session.message.emit("这是涉密项目，这一栏不印；内容已经记在属性栏里")

    def _page_activated(self, node: str) -> None:
        binding = self.page.current_binding
        field = None
        if binding is not None and binding.node == node:
            field = next(iter(fields_of(binding.template)), None)
        self._select_there(node, field)

    def _select_there(self, node: str, field: str | None) -> None:
        """Select what the page frames already."""
        self._from_page = True
        try:
            self.session.select(node, field)
        finally:
            self._from_page = False

    def _edit_in_inspector(self, binding: Binding) -> None:
        """A cell of several fields, or of none that fits on it, is filled in at the side."""
        names = fields_of(binding.template)
        self.session.select(binding.node, names[0] if names else None)
        self.inspector.setVisible(True)
        if names:
            self.inspector.focus_field(names[0])

    def _selection_changed(self, node: str | None, field: str | None) -> None:
        if node is not None and not self._from_page:
            self._show_on_page(node, field)

    def _show_on_page(self, node: str, field: str | None) -> None:
        """What has no place of its own is shown by its first part, or by what it is part of."""
        if self.page.show_node(node, field):
            return
        submission = self.session.submission
        if any(self.page.show_node(part.id) for part in submission.find(node).walk()):
            return
        if cell := joined_cell(self.page.document, submission, node):
            self.page.show_node(*cell)
        elif node != submission.id:
            owner, slot, _ = place_of(submission, node)
            self.page.show_node(owner.id, slot)

    # What was read, and what was not

    def _mark_unread(self) -> None:
        self.page.set_unread(self.report.unread_anchors())

    def _show_piece(self, piece: Piece) -> None:
        """Frame a piece of the file where it stands now, and select its node."""
        page = self.page.document
        if self._page_index is None or self._page_index.page is not page:
            self._page_index = PageIndex(page)
        spot = self._page_index.find(piece.anchor, piece.spot)
        if spot is None:
            self.session.message.emit("表上没有这一处：没有放进来，或者已经删除")
            return
        place = place_of_cell(page, *spot)
        self.page.show_place(place)
        node, binding = node_at(page, place), binding_at(page, place)
        if node is not None:
            names = fields_of(binding.template) if binding else ()
            self._select_there(node, names[0] if names else None)

    def _show_selected(self) -> None:
        self._selection_changed(self.session.selected, self.session.selected_field)

    def _findings_changed(self, findings: tuple[Finding, ...]) -> None:
        self._found = {}
        kinds: dict[tuple[str, str | None], str] = {}
        cells: dict[str, tuple[tuple[str, str], ...]] = {}  # of a node: asked once, not per finding
        for finding in findings:
            if finding.outcome is not Outcome.FOUND:
                continue  # what a rule cannot tell is listed on request, not painted
            node, state = finding.place.node, state_of(finding)
            if node not in cells:
                cells[node] = tuple(joined_fields(self.session.submission, node))
            for key in ((node, finding.place.field), *cells[node]):
                self._found.setdefault(key, []).append(finding)
                if _GRAVITY[state] > _GRAVITY.get(kinds.get(key, ""), 0):
                    kinds[key] = state
        self.page.set_highlights(kinds)
