# SPDX-License-Identifier: MulanPSL-2.0
"""One open book being edited: the submission, its undo stack, its page, its findings, selection.

Every view listens to these signals and changes the book only through `apply` and `set_field`, so
that undo is two references (style decision 1) and no view knows another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from fuyi_editor.checks.dismissals import Dismissals
from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import InsertNode, MoveNode, SetField, apply_edits
from fuyi_editor.model.fill_in import fill_in
from fuyi_editor.model.migrate import taxonomy_in_use
from fuyi_editor.ui.findings.checking import Checking
from fuyi_editor.ui.yearly.last_year import LastYearBeside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.checks.engine import Checker
    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.files.book import Book
    from fuyi_editor.model.arrangement import Arrangement
    from fuyi_editor.model.edits import Edit
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.printed import Printed
    from fuyi_editor.model.taxonomy import Taxonomy
    from fuyi_editor.page.document import PageDocument


class EditSession(QObject):
    """The book that a window shows, with everything that the views need to know of it."""

    submission_changed = Signal(object, object)  # the submissions before and after
    page_changed = Signal(object)  # PageDocument
    findings_changed = Signal(object)  # tuple[Finding, ...], without the dismissed ones
    dismissals_changed = Signal()
    mend_wanted = Signal(object)  # Finding, whose fix changes so much that it is shown first
    selection_changed = Signal(object, object)  # node id or None, field name or None
    book_changed = Signal()  # another book, or the same under another path
    message = Signal(str)  # one sentence for the status bar

    def __init__(self, book: Book, checker: Checker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.submission: Submission = book.submission
        self.page: PageDocument = book.page(book.submission)
        self.findings: tuple[Finding, ...] = ()
        self.dismissed: tuple[Finding, ...] = ()
        self.dismissals = Dismissals()
        self._must_tell = True
        self.selected: str | None = None
        self.selected_field: str | None = None
        self.last_year = LastYearBeside(self)
        self.undo_stack = QUndoStack(self)
        self._checking = Checking(checker, self._checked, self)
        self._checking.found.connect(self._found)
        self._checking.begin(0)

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy that the book is written in now; where that is open, its form's."""
        return taxonomy_in_use(self.submission, self.book.taxonomy)

    def apply(self, title: str, edits: Iterable[Edit], merge_key: str = "") -> None:
        """One undo step. Steps with the same non-empty `merge_key` in a row become one."""
        after = apply_edits(self.submission, edits)
        if after is not self.submission:
            self.undo_stack.push(_SwapCommand(self, title, after, merge_key))

    def become(self, title: str, after: Submission) -> None:
        """Turn into another state of the same book, as one undo step."""
        if after is not self.submission:
            self.undo_stack.push(_SwapCommand(self, title, after, ""))

    def set_field(self, node: str, field: str, text: str) -> None:
        """Put a text into a field; typing in one field is one undo step.

        A text that the field cannot hold (a year that is none) is refused with a sentence.
        """
        edits = fill_in(self.submission, node, field, text)
        try:
            after = apply_edits(self.submission, edits)
        except ValueError as error:
            self.message.emit(str(error))
            return
        if after != self.submission:
            self.apply(edits[0].title(self.submission), edits, f"{node}/{field}")

    def arrange(self, arrangement: Arrangement | None, refused: str = "") -> bool:
        """Do what `model.arrange` worked out, select its node; say `refused` where it is None."""
        if arrangement is None:
            if refused:
                self.message.emit(refused)
            return False
        self.apply(arrangement.title, arrangement.edits)
        if arrangement.selected:
            self.select(arrangement.selected)
        return True

    def select(self, node: str | None, field: str | None = None) -> None:
        """Select a node, and a field of it where that is known."""
        if node is not None and not self.submission.holds(node):
            node, field = None, None
        if (node, field) != (self.selected, self.selected_field):
            self.selected, self.selected_field = node, field
            self.selection_changed.emit(node, field)

    def end_typing(self) -> None:
        """The next change of the same field is an undo step of its own (focus has moved on)."""
        self._swallow_merge = True

    _swallow_merge = False

    def may_merge(self) -> bool:
        """Whether the next step may join the last one; asking resets `end_typing`."""
        merge, self._swallow_merge = not self._swallow_merge, False
        return merge

    def swap(self, submission: Submission) -> None:
        """Show another state of the submission; only undo commands call this."""
        before, self.submission = self.submission, submission
        self.last_year.submission_changed(before, submission)
        self.submission_changed.emit(before, submission)
        self.page = self.book.page(submission)
        self.page_changed.emit(self.page)
        if self.selected and not submission.holds(self.selected):
            self.select(None)
        self._checking.begin()

    def point_at_change(self, before: Submission, after: Submission) -> None:
        """Select the first thing that differs, so that the user sees what a step undid."""
        for edit in diff(before, after):
            match edit:
                case SetField():
                    self.select(edit.node, edit.field)
                    return
                case MoveNode():
                    self.select(edit.node)
                    return
                case InsertNode():
                    self.select(edit.node().id)
                    return
                case _:
                    continue  # of what is gone, the views select a neighbour

    # What the checks say

    def check_now(self) -> None:
        """Run the checks at once and tell the views, also that nothing is new."""
        self._must_tell = True
        self._checking.finish()

    def dismiss(self, dismissals: Dismissals) -> None:
        """From now on these findings are not told any more; those that were revoked are again."""
        self.dismissals = dismissals
        self.dismissals_changed.emit()
        self.check_now()

    def up_to_date(self, finding: Finding) -> Finding | None:
        """That finding as the checks say it of the present text; None where it is mended."""
        if not self._checking.is_pending:
            return finding
        self.check_now()
        same = [f for f in self.findings if (f.rule, f.place) == (finding.rule, finding.place)]
        return finding if finding in same else next(iter(same), None)

    def mend(self, finding: Finding) -> None:
        """Make the change that mends a finding; one of several edits is shown before it is made."""
        now = self.up_to_date(finding)
        if now is None or now.fix is None:
            self.message.emit("这一处已经改过了")
        elif len(now.fix.edits) > 1:
            self.mend_wanted.emit(now)
        else:
            self.apply(now.fix.title, now.fix.edits)

    def _checked(self) -> tuple[Submission, Taxonomy, Printed]:
        return self.submission, self.taxonomy, self.book.printed

    def _found(self, findings: tuple[Finding, ...]) -> None:
        before = self.findings, self.dismissed
        self.findings, self.dismissed = self.dismissals.split(self.submission, findings)
        # Most keystrokes change no finding; then no view need go through thousands of them.
        if self._must_tell or before != (self.findings, self.dismissed):
            self._must_tell = False
            self.findings_changed.emit(self.findings)

    def saved_as(self, book: Book) -> None:
        """The book was saved as `book`: from now on it is revised in place there."""
        self.book = book
        self.undo_stack.setClean()
        self.book_changed.emit()


class _SwapCommand(QUndoCommand):
    """Two references: the submission before and after."""

    def __init__(self, session: EditSession, title: str, after: Submission, merge_key: str) -> None:
        super().__init__(title)
        self._session = session
        self._before = session.submission
        self.after = after
        self.merge_key = merge_key
        self.joins_last = session.may_merge()
        self._is_new = True

    @override
    def redo(self) -> None:
        self._session.swap(self.after)
        if not self._is_new:
            self._session.point_at_change(self._before, self.after)
        self._is_new = False

    @override
    def undo(self) -> None:
        self._session.swap(self._before)
        self._session.point_at_change(self.after, self._before)

    @override
    def id(self) -> int:
        return 1 if self.merge_key else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _SwapCommand) or not other.joins_last:
            return False
        if other.merge_key != self.merge_key:
            return False
        self.after = other.after
        self.setText(other.text())  # of what was typed and then filled in, the latter
        self.setObsolete(self.after == self._before)
        return True
