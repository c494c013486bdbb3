# SPDX-License-Identifier: MulanPSL-2.0
"""The inspector: a form of the selected node, with what the checks say beside each field."""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from fuyi_editor.checks.findings import Outcome
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.fields import NODE_NAMES
from fuyi_editor.model.levels import is_level
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.ui.guard import never_raises, nothing
from fuyi_editor.ui.inspector.dropped import DroppedRows
from fuyi_editor.ui.inspector.form import Form
from fuyi_editor.ui.inspector.forms import plan_form
from fuyi_editor.ui.inspector.notes import FieldNotes
from fuyi_editor.ui.place_words import ARROW, node_title
from fuyi_editor.ui.small_widgets import IconLabel
from fuyi_editor.ui.tree.texts import icon_of, is_unnamed

if TYPE_CHECKING:
    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.nodes import Node, Submission
    from fuyi_editor.ui.inspector.fields import FieldRow
    from fuyi_editor.ui.inspector.plan import Entry, FormPlan
    from fuyi_editor.ui.library.proposals import Proposals
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.yearly.beside import Dropped

_NO_TEXTS: RuleTexts = MappingProxyType({})
LONGEST_CRUMB = 14


class Inspector(QWidget):
    """Edits the selected node of the session, or the book itself while nothing is selected.

    `texts` are the words of the rules (`checks.rule_texts`), for the help of the fields.
    """

    def __init__(
        self, session: EditSession, texts: RuleTexts = _NO_TEXTS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._texts = texts
        self._found: dict[str, list[Finding]] = {}
        self._form: Form | None = None
        self._proposals: Proposals | None = None
        self._to_scroll: FieldRow | None = None
        self._scroll_timer = QTimer(self, singleShot=True, interval=0)
        self._scroll_timer.timeout.connect(self._scroll)
        self._arrange()
        session.submission_changed.connect(self._submission_changed)
        session.findings_changed.connect(self._findings_changed)
        session.selection_changed.connect(self._selection_changed)
        session.book_changed.connect(self._show_selected)
        session.last_year.changed.connect(self._last_year_changed)
        self._index_findings(session.findings)
        self._show_selected()

    def propose_with(self, proposals: Proposals) -> None:
        """Propose what the indicator library has while an indicator's name is typed."""
        self._proposals = proposals
        if self._form is not None:
            self._serve(self._form)

    def focus_field(self, name: str) -> bool:
        """Put the keyboard into a field of the selected node; False if the form has none such."""
        form = self._form
        if form is None:
            return False
        row = form.row_at(self._session.selected or form.plan.node, name)
        row = row or next((row for row in form.rows if row.entry.field == name), None)
        if row is None:
            return False
        row.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll_to(row)
        return True

    def focus_first(self) -> bool:
        """Put the keyboard into the marked field, or else the first one."""
        rows = self._form.rows if self._form else []
        row = next((row for row in rows if row.is_marked), rows[0] if rows else None)
        if row is not None:
            row.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return row is not None

    def row(self, field: str) -> FieldRow | None:
        """The row of a field of the shown node."""
        return self._form.row_at(self._form.plan.node, field) if self._form else None

    @property
    def rows(self) -> list[FieldRow]:
        """All rows of the form, in order."""
        return self._form.rows if self._form else []

    @property
    def entry_at_hand(self) -> Entry | None:
        """The field that has the keyboard."""
        focus = self.focusWidget()
        if focus is None or not focus.hasFocus():
            return None
        return next((row.entry for row in self.rows if row.isAncestorOf(focus)), None)

    def _arrange(self) -> None:
        self.crumbs = QLabel()
        self.crumbs.setWordWrap(True)
        self.crumbs.setTextFormat(Qt.TextFormat.RichText)
        self.crumbs.setAccessibleName("所在位置")
        self.crumbs.linkActivated.connect(self._session.select)
        self._icon = IconLabel("project")
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() + 1.5)
        self._title.setFont(font)
        self._notes = FieldNotes(self._session)
        self.dropped = DroppedRows()
        self.dropped.restore_wanted.connect(self._restore)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        heading = QHBoxLayout()
        heading.setSpacing(6)
        heading.addWidget(self._icon)
        heading.addWidget(self._title, 1)
        header = QVBoxLayout()
        header.setContentsMargins(12, 8, 10, 0)
        header.setSpacing(4)
        header.addWidget(self.crumbs)
        header.addLayout(heading)
        header.addWidget(self._notes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.dropped)
        self.setAccessibleName("属性")

    def _show_selected(self) -> None:
        submission = self._session.submission
        node_id = self._session.selected or submission.id
        plan = self._plan(submission, node_id)
        if self._form is None or self._form.plan.shape != plan.shape:
            self._replace_form(Form(self._session, plan, self._texts))
        assert self._form is not None
        self._form.bind(plan, submission)
        self._show_header(submission)
        self._show_findings()
        self._show_dropped()
        self._mark()

    def _plan(self, submission: Submission, node_id: str) -> FormPlan:
        session = self._session
        return plan_form(submission, node_id, session.taxonomy, session.book.printed)

    def _replace_form(self, form: Form) -> None:
        for row in self.rows:
            row.edit.finish_composing()
        old = self._area.takeWidget()
        if old is not None:
            # An edit of the old form may have caused this and is still running.
            old.hide()
            old.deleteLater()
        self._form = form
        self._serve(form)
        self._to_scroll = None
        self._area.setWidget(form)
        self._put_in_tab_order(form)

    def _put_in_tab_order(self, form: Form) -> None:
        """New widgets stand at the end of the window for Tab, behind the lists below the page."""
        # Qt orders only what takes the keyboard; the area does so for this moment.
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        before: QWidget = self._area
        for row in form.rows:
            QWidget.setTabOrder(before, row.edit)
            before = row.edit
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _serve(self, form: Form) -> None:
        if self._proposals is None:
            return
        for row in form.rows:
            if (row.entry.type, row.entry.field) == (Indicator, "name"):
                row.propose_with(self._proposals)

    def _show_header(self, submission: Submission) -> None:
        assert self._form is not None
        chain = submission.chain(self._form.plan.node)
        self._icon.show_icon(icon_of(type(chain[-1])))
        self._title.setText(NODE_NAMES[type(chain[-1])])
        colour = self.palette().color(QPalette.ColorRole.Link).name()
        style = f"text-decoration:none;color:{colour}"
        # A list of indicators has no 一级 and 二级 (F11).
        around = [node for node in chain[1:-1] if not (is_level(node) and is_unnamed(node))]
        links = [
            f'<a href="{node.id}" style="{style}">{escape(_shortened(node))}</a>' for node in around
        ]
        self.crumbs.setText(ARROW.join(links))
        self.crumbs.setVisible(bool(links))
        self.crumbs.setToolTip(escape(ARROW.join(node_title(node) for node in around)))

    @override
    @never_raises(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._form is not None:
            self._show_header(self._session.submission)  # links have the theme's colour

    def _submission_changed(self, _before: Submission, after: Submission) -> None:
        node_id = self._session.selected or after.id
        if self._form is None or not after.holds(node_id):
            return  # the session unselects the node next
        plan = self._plan(after, node_id)
        if plan.node != self._form.plan.node or plan.shape != self._form.plan.shape:
            self._show_selected()
            return
        self._form.follow(plan, after)
        self._show_header(after)
        self._show_dropped()

    def _selection_changed(self, _node: str | None, _field: str | None) -> None:
        self._show_selected()

    def _last_year_changed(self) -> None:
        if self._form is not None:
            self._form.show_last_year()
        self._show_dropped()

    def _show_dropped(self) -> None:
        """What is missing in the node at hand, or in the folder of it that is selected."""
        assert self._form is not None
        node, field = self._form.plan.node, self._session.selected_field
        rows = self._session.last_year.dropped(node)
        in_folder = tuple(row for row in rows if row.slot == field)
        self.dropped.show_rows(in_folder or rows)

    def restore_dropped(self) -> None:
        """Bring all rows back that are missing in the node at hand."""
        if self.dropped.rows:
            self._restore(self.dropped.rows)

    def _restore(self, rows: tuple[Dropped, ...]) -> None:
        last_year, session = self._session.last_year, self._session
        if last_year.book is None:
            return
        edits: list[Edit] = []
        now = session.submission
        for row in rows:
            more = last_year.book.restoring(now, row)
            now = apply_edits(now, more)
            edits += more
        session.apply("恢复上年的行", edits)
        session.select(rows[-1].node.id)

    def _findings_changed(self, findings: tuple[Finding, ...]) -> None:
        self._index_findings(findings)
        self._show_findings()

    def _index_findings(self, findings: tuple[Finding, ...]) -> None:
        self._found = {}
        for finding in findings:
            if finding.outcome is Outcome.FOUND:
                self._found.setdefault(finding.place.node, []).append(finding)

    def _show_findings(self) -> None:
        assert self._form is not None
        found: dict[tuple[str, str], list[Finding]] = {}
        keys = {row.entry.key for row in self._form.rows}
        of_node: list[Finding] = []
        for node in {self._form.plan.node, *(node for node, _ in keys)}:
            for finding in self._found.get(node, ()):
                key = (node, finding.place.field)
                if key in keys:
                    found.setdefault(key, []).append(finding)
                elif node == self._form.plan.node:
                    of_node.append(finding)
        self._form.show_findings(found)
        self._notes.show_findings(of_node)

    def _mark(self) -> None:
        assert self._form is not None
        row = self._form.row_at(self._session.selected, self._session.selected_field)
        for other in self._form.rows:
            other.set_marked(other is row)
        if row is not None:
            self._scroll_to(row)

    def _scroll_to(self, row: FieldRow) -> None:
        # A new form knows the places of its rows only after Qt has laid it out.
        self._to_scroll = row
        self._scroll_timer.start()

    def _scroll(self) -> None:
        row, self._to_scroll = self._to_scroll, None
        if row is not None and self._form is not None and row in self._form.rows:
            # The sentences below it may stand outside the row; the field itself matters most.
            for widget in (row.notes, row):
                if widget.isVisible():
                    self._area.ensureWidgetVisible(widget, 0, 24)


def _shortened(node: Node) -> str:
    title = node_title(node)
    return title if len(title) <= LONGEST_CRUMB else title[: LONGEST_CRUMB - 1] + "…"
