# SPDX-License-Identifier: MulanPSL-2.0
"""What the indicator library proposes for an indicator of the open book, and taking one of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fuyi_editor.library.taking import take, usual_value
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind
from fuyi_editor.model.taxonomy import fold_kind
from fuyi_editor.ui.library.proposal_popup import ProposalPopup
from fuyi_editor.ui.library.proposal_rows import Proposal
from fuyi_editor.ui.library.typed_proposals import TypedProposals

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QWidget

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.library.store import Library
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.ui.page.editor import CellEditor
    from fuyi_editor.ui.session import EditSession

TITLE = "从指标库填入"


class Proposals(QObject):
    """Serves every editor of an indicator's name in `host`, one list for all of them.

    `library` opens the library when something is about to be typed for the first time.
    """

    def __init__(self, session: EditSession, library: Callable[[], Library], host: QWidget) -> None:
        super().__init__(host)
        self._session = session
        self._library = library
        self._host = host
        self._last_year: tuple[Submission | None, frozenset[str]] = (None, frozenset())
        self._popup: ProposalPopup | None = None
        # Reading the library takes longer than a key may: it is done while nothing is typed yet.
        self._reading = QTimer(self, singleShot=True, interval=0)
        self._reading.timeout.connect(self._read)
        self._is_read = False
        # Counting waits for the disk; the row that was taken is painted first.
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count)
        self._taken: list[int] = []

    @property
    def popup(self) -> ProposalPopup:
        """The list; made when it is first wanted."""
        if self._popup is None:
            self._popup = ProposalPopup(self._host)
        return self._popup

    def serve(self, edit: QLineEdit | CellEditor, node: str) -> TypedProposals:
        """Propose under this editor, which names that indicator, from now on."""
        return TypedProposals(self, edit, node)

    def names_indicator(self, node: str, field: str | None) -> bool:
        """Whether that field is the name of an indicator."""
        submission = self._session.submission
        named = field == "name" and submission.holds(node)
        return named and isinstance(submission.find(node), Indicator)

    def expect_typing(self) -> None:
        """A name is about to be typed: have the library ready then."""
        if not self._is_read:
            self._reading.start()

    def propose(self, node: str, typed: str) -> tuple[Proposal, ...]:
        """What fits what was typed, the best first; for nothing typed, what is usual there."""
        if not self.names_indicator(node, "name"):
            return ()
        library = self._library()
        kind = kind_of(self._session.submission, node)
        found = library.propose(typed, kind=kind, last_year=self._names_of_last_year())
        year = self._session.submission.year
        return tuple(
            Proposal(entry, usual_value(entry, year).text, *library.match(entry, typed))
            for entry in found
        )

    def _names_of_last_year(self) -> frozenset[str]:
        """What last year's book calls its indicators, if there is one beside this one."""
        beside = self._session.last_year.book
        submission = beside.submission if beside else None
        if submission is not self._last_year[0]:
            nodes = submission.walk() if submission else ()
            names = frozenset(node.name for node in nodes if isinstance(node, Indicator))
            self._last_year = (submission, names)
        return self._last_year[1]

    def _read(self) -> None:
        library = self._library()
        library.propose("", limit=1)
        self._is_read = True
        if library.problem:
            self._session.message.emit(library.problem)

    def take(self, node: str, entry: Entry) -> None:
        """Fill the indicator in; together with what was typed of its name this is one undo step."""
        edits = take(self._session.submission, node, entry)
        self._session.apply(TITLE, edits, f"{node}/name")
        self._session.end_typing()
        self._taken.append(entry.id)
        self._counting.start()

    def _count(self) -> None:
        taken, self._taken = self._taken, []
        for entry in taken:
            self._library().used(entry)


def kind_of(submission: Submission, node: str) -> str:
    """The 二级 that a node is or stands under, by the taxonomy's own name; empty without one."""
    chain = submission.chain(node)
    kind = next((n.name for n in chain if isinstance(n, IndicatorKind)), "")
    group = next((n.name for n in chain if isinstance(n, IndicatorGroup)), "")
    return fold_kind(kind, group)
