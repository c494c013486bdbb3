# SPDX-License-Identifier: MulanPSL-2.0
"""What can be added to a book: an action for each, there where the form prints such a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from fuyi_editor.model import arrange
from fuyi_editor.model.nodes import IndicatorKind, Node, SubGoal, Submission
from fuyi_editor.ui.actions import make_action
from fuyi_editor.ui.icons import icon
from fuyi_editor.ui.tree.edits import missing_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from fuyi_editor.model.arrangement import Arrangement
    from fuyi_editor.ui.session import EditSession

_INDICATOR_KEYS = ("Ctrl+Return", "Ctrl+Enter", "Ins")
_TASKS = ("tasks", "other_tasks")


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something that goes into a slot: the words and icon of its action, and how it is made."""

    slot: str
    text: str
    icon: str
    add: Callable[[Submission, str], Arrangement | None]


_KINDS = (
    _Kind("goals", "新增目标(&G)", "goal", arrange.add_goal),
    _Kind("sub_goals", "新增分项目标(&F)", "goal", arrange.add_sub_goal),
    _Kind("safeguards", "新增保障措施(&B)", "goal", arrange.add_safeguard),
    _Kind("sections", "新增报告章节(&S)", "section", arrange.add_section),
    _Kind("paragraphs", "新增报告段落(&L)", "report", arrange.add_paragraph),
    _Kind("subtotals", "新增小计(&M)", "subtotal", arrange.add_subtotal),
)


class AddActions(QObject):
    """Follows the selection of one session: which actions are there, and which can be used now."""

    added = Signal(object)  # Arrangement
    asked = Signal()  # before anything is added: take over what is being typed

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: EditSession | None = None
        self.project = self._action("新增项目(&P)", "add", self._add_project)
        self.task = self._action("新增重点任务(&T)", "task", self._add_task)
        self.indicator = self._action("新增三级指标(&I)", "indicator", self._add_indicator)
        self.indicator.setShortcuts(list(_INDICATOR_KEYS))
        self.indicator.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.by_slot = {
            kind.slot: self._action(kind.text, kind.icon, self._adder(kind.add)) for kind in _KINDS
        }
        self.kinds_menu = QMenu("新增二级指标(&K)")
        self.kinds_menu.setIcon(icon("kind"))
        self.kinds_menu.aboutToShow.connect(self._fill_kinds)
        self.kinds_menu.triggered.connect(self._add_kind)
        self.follow(None)

    def fill(self, menu: QMenu, *, smallest_first: bool = False) -> None:
        """Put everything into a menu, from the largest to the smallest or the other way round."""
        more = self.by_slot
        actions = [
            self.project, more["sub_goals"], more["safeguards"], self.task, more["goals"],
            self.kinds_menu.menuAction(), self.indicator,
            more["sections"], more["paragraphs"], more["subtotals"],
        ]  # fmt: skip
        menu.addActions(actions[::-1] if smallest_first else actions)

    def follow(self, session: EditSession | None) -> None:
        """Add to this book from now on."""
        if self._session is not None:
            self._session.selection_changed.disconnect(self.refresh)
        self._session = session
        if session is not None:
            session.selection_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the form prints; enable what fits where the selection is."""
        session = self._session
        for action in self._all():
            action.setVisible(session is None)
            action.setEnabled(False)
        if session is None:
            return
        printed = {name for _, name in session.book.printed}
        self._offer(self.project, printed, "projects")
        self._offer(self.task, printed, *_TASKS)
        for slot, action in self.by_slot.items():
            self._offer(action, printed, slot)
        owner = arrange.indicator_owner(session.submission, self._beside(session))
        fits = owner is not None and _takes(session, owner, "indicators")
        named = (IndicatorKind, "name") in session.book.printed
        self.indicator.setVisible("indicators" in printed)
        self.indicator.setEnabled(fits)
        # Not of the menu: it thinks itself enabled still, and would leave its action as it is.
        kinds = self.kinds_menu.menuAction()
        kinds.setVisible("indicators" in printed and named)
        kinds.setEnabled(fits and named and not isinstance(owner, SubGoal))

    def _offer(self, action: QAction, printed: set[str], *slots: str) -> None:
        """Show an action if the form prints a slot; enable it where one is at hand."""
        session = self._session
        assert session is not None
        beside = self._beside(session)
        owners = {slot: arrange.owner_of(session.submission, beside, slot) for slot in slots}
        action.setVisible(not printed.isdisjoint(slots))
        action.setEnabled(any(o and _takes(session, o, slot) for slot, o in owners.items()))

    def _all(self) -> tuple[QAction, ...]:
        kinds = self.kinds_menu.menuAction()
        return (self.project, self.task, self.indicator, kinds, *self.by_slot.values())

    def _action(self, text: str, icon_name: str, act: Callable[[], None]) -> QAction:
        action = make_action(self, text, icon_name)
        action.triggered.connect(act)
        return action

    # What is added

    def _asked(self) -> tuple[EditSession, str] | None:
        """The session, with everything that was being typed taken over, and what is selected."""
        if self._session is None:
            return None
        self.asked.emit()
        return self._session, self._beside(self._session)

    @staticmethod
    def _beside(session: EditSession) -> str:
        selected = session.selected
        known = selected is not None and session.submission.holds(selected)
        return selected if known and selected else session.submission.id

    def _adder(self, add: Callable[[Submission, str], Arrangement | None]) -> Callable[[], None]:
        def act() -> None:
            if asked := self._asked():
                session, beside = asked
                self.added.emit(add(session.submission, beside))

        return act

    def _add_project(self) -> None:
        if asked := self._asked():
            session, beside = asked
            layout = session.book.layout
            dates = layout.spending_plan if layout else ()
            taxonomy = session.taxonomy
            self.added.emit(arrange.add_project(session.submission, beside, taxonomy, dates))

    def _add_task(self) -> None:
        """Where the folder of the other tasks is selected, one of these."""
        if asked := self._asked():
            session, beside = asked
            field = session.selected_field
            slot = field if field in _TASKS else "tasks"
            self.added.emit(arrange.add_task(session.submission, beside, slot))

    def _add_indicator(self) -> None:
        if asked := self._asked():
            session, beside = asked
            flat = (IndicatorKind, "name") not in session.book.printed
            self.added.emit(arrange.add_indicator(session.submission, beside, flat=flat))

    def _add_kind(self, action: QAction) -> None:
        names = action.data()
        if names and (asked := self._asked()):
            session, beside = asked
            self.added.emit(arrange.add_kind(session.submission, beside, *names))

    def _fill_kinds(self) -> None:
        self.kinds_menu.clear()
        asked = self._asked()
        owner = arrange.indicator_owner(asked[0].submission, asked[1]) if asked else None
        offered = missing_kinds(owner, asked[0].taxonomy) if asked and owner else []
        last_group = ""
        for group, kind in offered:
            if last_group and group != last_group:
                self.kinds_menu.addSeparator()
            last_group = group
            self.kinds_menu.addAction(f"{group} › {kind}").setData((group, kind))
        if not last_group:
            self.kinds_menu.addAction("二级指标已经齐全").setEnabled(False)


def _takes(session: EditSession, owner: Node, slot: str) -> bool:
    """Whether what is added there would be printed, or at least is not the first of its sort."""
    return (type(owner), slot) in session.book.printed or bool(owner.children(slot))
