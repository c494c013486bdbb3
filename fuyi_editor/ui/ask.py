# SPDX-License-Identifier: MulanPSL-2.0
"""All that the window asks or tells the user in dialogs, in one object that tests replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from fuyi_editor.ui.ask_files import PROGRAM_NAME, FileQuestions
from fuyi_editor.ui.changes_dialog import ChangesDialog
from fuyi_editor.ui.clipboard.paste_dialog import PasteDialog
from fuyi_editor.ui.errors.error_dialog import AfterError, ErrorDialog
from fuyi_editor.ui.file_kinds import SAVE_FILTERS, open_filters
from fuyi_editor.ui.findings.dismiss_dialogs import DismissedDialog, ReasonDialog
from fuyi_editor.ui.findings.fix_dialog import FixDialog
from fuyi_editor.ui.layouts.migrate_dialog import MigrateDialog
from fuyi_editor.ui.layouts.new_book_dialog import NEW_WORDS, LayoutWords, NewBookDialog
from fuyi_editor.ui.layouts.template_dialog import TemplateDialog
from fuyi_editor.ui.tabs.unsaved_dialog import Unsaved, UnsavedDialog
from fuyi_editor.ui.yearly.match_dialog import MatchDialog
from fuyi_editor.ui.yearly.rollover_dialog import RollOverDialog

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from fuyi_editor.checks.dismissals import Dismissal
    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.reading.pasted_table import PastedTable
    from fuyi_editor.model.migrate import Step
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.model.paste_rows import RowPlan
    from fuyi_editor.ui.changes_dialog import ChangeLine, ChangesWords
    from fuyi_editor.ui.errors.failure import Failure
    from fuyi_editor.ui.layouts.migrate_words import MigrateWords
    from fuyi_editor.ui.layouts.previews import LayoutPreview
    from fuyi_editor.ui.layouts.template_dialog import Pattern, TemplateWords
    from fuyi_editor.ui.recovery.journal_keeper import Kept
    from fuyi_editor.ui.yearly.match_dialog import Counterpart, MatchQuestion
    from fuyi_editor.yearly.rollover.proposals import RollOver


class Ask(FileQuestions):
    """Dialogs over `parent`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.parent = parent

    def file_to_open(self, folder: str) -> Path | None:
        """Which file to open."""
        name, _ = QFileDialog.getOpenFileName(
            self.parent, "打开", folder, ";;".join(open_filters())
        )
        return Path(name) if name else None

    def over(self, widget: QWidget) -> Ask:
        """The same questions, in front of a dialog that is open."""
        return Ask(widget)

    def files_to_open(self, title: str, folder: str) -> list[Path]:
        """Which files to read."""
        names, _ = QFileDialog.getOpenFileNames(
            self.parent, title, folder, ";;".join(open_filters())
        )
        return [Path(name) for name in names]

    def folder_to_open(self, title: str, folder: str) -> Path | None:
        """In which folder to read all files."""
        name = QFileDialog.getExistingDirectory(self.parent, title, folder)
        return Path(name) if name else None

    def list_to_open(self, title: str, folder: str) -> Path | None:
        """Which workbook to read as a plain list."""
        name, _ = QFileDialog.getOpenFileName(self.parent, title, folder, SAVE_FILTERS[".xlsx"])
        return Path(name) if name else None

    def file_to_save(
        self, title: str, suggested: Path, filters: Mapping[str, str] = SAVE_FILTERS
    ) -> Path | None:
        """Under which name to save; the suffix is one of those in `filters`."""
        chosen = filters.get(suggested.suffix.lower(), next(iter(filters.values())))
        name, used = QFileDialog.getSaveFileName(
            self.parent, title, str(suggested), ";;".join(filters.values()), chosen
        )
        if not name:
            return None
        path = Path(name)
        if path.suffix.lower() in filters:
            return path
        # A name without a suffix gets that of the chosen kind; the dialog asked about another file.
        suffix = next((key for key, words in filters.items() if words == used), next(iter(filters)))
        path = path.with_name(path.name + suffix)
        return path if not path.exists() or self.may_replace(path) else None

    def may_replace(self, path: Path) -> bool:
        """Whether a file that is there may be overwritten."""
        box = self._question(f"“{path.name}”已经存在，要替换它吗？")
        replace = box.addButton("替换", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        box.deleteLater()
        return box.clickedButton() is replace

    def may_leave_out(self, texts: str) -> bool:
        """Whether a file may be written that has no place for some texts."""
        box = self._question(f"表上没有这些内容的位置，存进去的文件里不会有：{texts}。")
        box.setInformativeText("要全部留下，请取消后另存为 JSON，或先换一种版式。")
        save = box.addButton("仍然保存", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        box.deleteLater()
        return box.clickedButton() is save

    def layout(
        self,
        layouts: Mapping[str, Layout],
        words: LayoutWords = NEW_WORDS,
        preview: LayoutPreview | None = None,
    ) -> Layout | None:
        """Which layout to begin a new book in, or to apply; the user may learn one meanwhile."""
        dialog = NewBookDialog(layouts, self.parent, words, preview)
        chosen = dialog.layout_name() if dialog.exec() else None
        dialog.deleteLater()
        return layouts[chosen] if chosen else None

    def pattern(self, submission: Submission, words: TemplateWords) -> Pattern | None:
        """Which projects serve as a pattern, and what is kept of them; None when none shall."""
        dialog = TemplateDialog(submission, words, self.parent)
        chosen = dialog.pattern() if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def rollover(
        self, submission: Submission, year: int, around: Sequence[str] = ()
    ) -> RollOver | None:
        """To which year, and what changes then; None when the list was closed."""
        dialog = RollOverDialog(submission, year, around, self.parent)
        rolled = dialog.rollover() if dialog.exec() else None
        dialog.deleteLater()
        return rolled

    def migration(
        self, submission: Submission, steps: Sequence[Step], words: MigrateWords
    ) -> tuple[Step, ...] | None:
        """Which indicators move to another taxonomy, and where; None when none shall."""
        dialog = MigrateDialog(submission, steps, words, self.parent)
        chosen = dialog.steps() if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def counterpart(self, question: MatchQuestion) -> Counterpart | None:
        """Which row of another book a row is; None when that was not said."""
        dialog = MatchDialog(question, self.parent)
        chosen = dialog.counterpart() if dialog.exec() else None
        dialog.deleteLater()
        return chosen

    def fixes(
        self, submission: Submission, findings: Sequence[Finding], heading: str
    ) -> tuple[Finding, ...]:
        """Which findings are to be mended as the list shows it; none when it was closed."""
        dialog = FixDialog(submission, findings, heading, self.parent)
        chosen = dialog.chosen() if dialog.exec() else ()
        dialog.deleteLater()
        return chosen

    def changes(
        self, lines: Sequence[ChangeLine], heading: str, words: ChangesWords
    ) -> tuple[int, ...]:
        """Which of these lines are to change, by their numbers; none when it was closed."""
        dialog = ChangesDialog(lines, heading, words, self.parent)
        chosen = dialog.chosen() if dialog.exec() else ()
        dialog.deleteLater()
        return chosen

    def rows(
        self,
        submission: Submission,
        beside: str,
        table: PastedTable,
        unprinted: Container[str] = (),
    ) -> tuple[RowPlan, ...]:
        """What is to become of the rows of a pasted table; none when nothing shall."""
        dialog = PasteDialog(submission, beside, table, unprinted, self.parent)
        plans = dialog.plans() if dialog.exec() else ()
        dialog.deleteLater()
        return plans

    def reason(self, what: str) -> str | None:
        """Why something is not to be told again; None when it is to be told."""
        dialog = ReasonDialog(what, self.parent)
        reason = dialog.reason() if dialog.exec() else None
        dialog.deleteLater()
        return reason

    def dismissed(self, entries: Sequence[Dismissal], texts: RuleTexts) -> tuple[Dismissal, ...]:
        """Which of the findings that are not told any more are to be told again."""
        dialog = DismissedDialog(entries, texts, self.parent)
        revoked = dialog.revoked() if dialog.exec() else ()
        dialog.deleteLater()
        return revoked

    def unsaved(self, name: str) -> Unsaved:
        """What to do with the changes of a book that is about to be left."""
        box = self._question(f"“{name}”有改动还没有保存。")
        box.setInformativeText("不保存的话，这些改动就没有了。")
        save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        if clicked is save:
            return Unsaved.SAVE
        return Unsaved.DISCARD if clicked is discard else Unsaved.CANCEL

    def after_error(self, failure: Failure, kept: Kept) -> AfterError:
        """Whether to go on after an error that nobody expected."""
        dialog = ErrorDialog(failure, kept, self.parent)
        dialog.exec()
        answer = dialog.answer
        dialog.deleteLater()
        return answer

    def unsaved_books(self, names: Sequence[str]) -> Unsaved:
        """What to do with the changes of several books that are about to be left."""
        dialog = UnsavedDialog(names, self.parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer

    def tell_problem(self, sentence: str) -> None:
        """One sentence about what went wrong and what to do."""
        self._message(QMessageBox.Icon.Warning, PROGRAM_NAME, sentence)

    def tell(self, title: str, text: str) -> None:
        """Something to know, no problem."""
        self._message(QMessageBox.Icon.Information, title, text)

    def _question(self, text: str) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(PROGRAM_NAME)
        box.setText(text)
        return box

    def _message(self, picture: QMessageBox.Icon, title: str, text: str) -> None:
        box = QMessageBox(picture, title, text, QMessageBox.StandardButton.NoButton, self.parent)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        box.deleteLater()
