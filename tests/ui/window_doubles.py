# SPDX-License-Identifier: MulanPSL-2.0
"""Stand-ins for files and checks, so that the tests of the window need neither."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from fuyi_editor.checks.findings import Finding, Outcome, Place, Severity
from fuyi_editor.files.book import Source
from fuyi_editor.layouts.definition.layout import Layout
from fuyi_editor.layouts.report.read_report import ReadReport
from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
    Party,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SubGoal,
    Submission,
    Subtotal,
    Task,
)
from fuyi_editor.model.taxonomy import T2015, Taxonomy
from fuyi_editor.page.document import Binding, Cell, Grid, PageDocument, Row
from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.ask_files import AfterFailure, WhenChanged, WhenLocked
from fuyi_editor.ui.clipboard.paste_dialog import PasteDialog
from fuyi_editor.ui.errors.error_dialog import AfterError
from fuyi_editor.ui.layouts.template_dialog import Pattern
from fuyi_editor.yearly.rollover.proposals import RollOver
from fuyi_editor.yearly.rollover.roll_over import rollover

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from fuyi_editor.files.file_stamp import FileStamp
    from fuyi_editor.files.recovery import Offer
    from fuyi_editor.ui.errors.failure import Failure
    from fuyi_editor.ui.main_window import MainWindow
    from fuyi_editor.ui.recovery.backups_dialog import OldVersions
    from fuyi_editor.ui.recovery.journal_keeper import Kept
    from fuyi_editor.ui.session import EditSession
    from fuyi_editor.ui.settings import SettingsFile

# The slots of child nodes that the form of Hebei prints.
HEBEI = frozenset[tuple[type[Node], str]](
    {
        (Department, "goals"), (Department, "sub_goals"), (Department, "safeguards"),
        (Project, "goals"), (Project, "indicators"), (Submission, "projects"),
    }
)  # fmt: skip
GROUPS = {"产出指标": ("数量指标", "质量指标"), "效益指标": ("社会效益指标",)}


def make_project(name: str, values: tuple[str, ...] = ("6次", "≥95%")) -> Project:
    groups = tuple(
        IndicatorGroup(name=group, kinds=tuple(make_kind(kind, values) for kind in kinds))
        for group, kinds in GROUPS.items()
    )
    budget = Project.model_validate({"budget": {"total": "6.00"}}).budget
    return Project(
        name=name,
        budget=budget,
        goals=(Goal(text="1.慰问"), Goal(text="2.培训")),
        indicators=groups,
    )


def make_kind(name: str, values: tuple[str, ...]) -> IndicatorKind:
    indicators = tuple(
        Indicator.model_validate({"name": f"{name}{number}", "value": value})
        for number, value in enumerate(values, 1)
    )
    return IndicatorKind(name=name, indicators=indicators)


def make_submission(projects: int = 2, *, department: bool = False) -> Submission:
    return Submission(
        title="2023年绩效文本",
        year=2023,
        department=Department(goals=(Goal(text="总体目标"),)) if department else None,
        projects=tuple(make_project(f"项目{number}") for number in range(1, projects + 1)),
    )


def make_full_submission() -> Submission:
    """A book of everything that any form prints."""
    groups = make_project("").indicators
    department = Department(
        goals=(Goal(text="1.总体目标"),),
        sub_goals=(SubGoal(name="维权", goals=(Goal(text="分目标"),)),),
        safeguards=(Safeguard(text="1、制度"), Safeguard(text="2、监督")),
        tasks=(Task(name="培训", amount=Money(text="2.00")), Task(name="慰问")),
        other_tasks=(Task(name="无"),),
        indicators=with_new_ids(Midterm(indicators=groups)).indicators,
    )
    midterm = Midterm(goals=(Goal(text="中期"),), indicators=(with_new_ids(groups[0]),))
    project = make_project("项目1").but(midterm=midterm)
    texts = {"一、概况": "申请预算10万元。", "二、问题": "无。"}
    sections = (
        ReportSection(heading=heading, paragraphs=(ReportParagraph(text=text),))
        for heading, text in texts.items()
    )
    return make_submission(0).but(
        department=department,
        subtotals=(Subtotal(unit=Party(code="合计"), amount=Money(text="12.00")),),
        projects=(project, make_project("项目2")),
        report=Report(sections=tuple(sections)),
    )


def make_page(submission: Submission) -> PageDocument:
    """A page of all names and values, so that the page view has cells to click."""
    rows: list[Row] = []
    for node in submission.walk():
        if isinstance(node, Project):
            cell = Cell(node.name, 0, 2, binding=Binding(node.id, "{name}"))
            rows.append(Row((cell,), 8.0))
        elif isinstance(node, Indicator):
            cells = (
                Cell(node.name, 0, binding=Binding(node.id, "{name}")),
                Cell(node.value.text, 1, binding=Binding(node.id, "{value}")),
            )
            rows.append(Row(cells, 8.0, node=node.id))
    return PageDocument((Grid((80.0, 60.0), tuple(rows)),), title=submission.title)


@dataclass(frozen=True)
class FakeBook:
    """What the window asks of a book."""

    submission: Submission
    path: Path | None = None
    layout: Layout | None = None
    source: Source | None = None
    is_foreign: bool = False
    taxonomy: Taxonomy = T2015
    report: ReadReport = field(default_factory=lambda: ReadReport(None, 2, 12))
    slots: frozenset[tuple[type[Node], str]] = HEBEI
    levels: bool = True
    """Whether the form prints 一级 and 二级."""
    origin: Path | None = None
    copy_of: Path | None = None
    stamp: FileStamp | None = None
    original: bytes | None = None
    form: object = None

    @property
    def name(self) -> str:
        return self.path.name if self.path else "未命名"

    @property
    def printed(self) -> frozenset[tuple[type[Node], str]]:
        named = ((node, field.name) for node, fields in FIELDS.items() for field in fields)
        left_out = set() if self.levels else {(IndicatorGroup, "name"), (IndicatorKind, "name")}
        return self.slots | frozenset(
            name for name in named if name[1] != "goals" and name not in left_out
        )

    def page(self, submission: Submission) -> PageDocument:
        return make_page(submission)

    def at(self, path: Path, submission: Submission) -> FakeBook:
        return replace(self, path=path, submission=submission)


class BlankChecker:
    """Finds indicators without a value, and values of one letter."""

    def check(
        self, submission: Submission, taxonomy: Taxonomy = T2015, printed: object = None
    ) -> tuple[Finding, ...]:
        found: list[Finding] = []
        for project in submission.projects:
            for node in project.walk():
                if not isinstance(node, Indicator) or len(node.value.text) > 1:
                    continue
                place = Place(node.id, "value", project.id)
                severity = Severity.WARNING if node.value.is_blank else Severity.ERROR
                found.append(
                    Finding(
                        "A01", Outcome.FOUND, severity, place, node.value.text, "指标值没有填写"
                    )
                )
        return tuple(found)

    def checking(self, *checked: object) -> Generator[None, None, tuple[Finding, ...]]:
        yield
        return self.check(*checked)


@dataclass
class FakeAsk:
    """Answers at once, and keeps what it was told."""

    parent: object = None
    opening: Path | None = None
    saving: Path | None = None
    reading: list[Path] = field(default_factory=list)
    answer: Unsaved = Unsaved.CANCEL
    agreed: bool = False
    moving: bool = True
    why: str | None = None
    wanted: Pattern | None = None
    chosen_layout: object = None
    partner: object = None
    question: object = None
    failures: list[AfterFailure] = field(default_factory=list)
    """Answers after failures, one after the other; the user gives up when there are no more."""
    locked: WhenLocked = WhenLocked.CANCEL
    changed: WhenChanged = WhenChanged.LATER
    recovering: Callable[[list[Offer]], object] = field(default=lambda offers: None)
    old: Callable[[OldVersions], object] = field(default=lambda versions: None)
    errors: list[AfterError] = field(default_factory=list)
    """Answers after errors that nobody expected; then the user goes on."""
    problems: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lines: tuple[object, ...] = ()

    def file_to_open(self, folder: str) -> Path | None:
        self.asked.append(f"open {folder}")
        return self.opening

    def over(self, widget: object) -> FakeAsk:
        return self

    def files_to_open(self, title: str, folder: str) -> list[Path]:
        self.asked.append(f"{title} {folder}" if title == "打开" else title)
        return self.reading or ([self.opening] if self.opening else [])

    def folder_to_open(self, title: str, folder: str) -> Path | None:
        self.asked.append(title)
        return next(iter(self.reading), None)

    def list_to_open(self, title: str, folder: str) -> Path | None:
        self.asked.append(title)
        return self.opening

    def file_to_save(self, title: str, suggested: Path, filters: object = None) -> Path | None:
        self.asked.append(f"{title} {suggested.name}")
        return self.saving

    def layout(self, layouts: object, words: object = None, preview: object = None) -> object:
        return self.chosen_layout or next(iter(layouts.values()), None)

    def unsaved(self, name: str) -> Unsaved:
        self.asked.append(f"unsaved {name}")
        return self.answer

    def unsaved_books(self, names: Sequence[str]) -> Unsaved:
        self.asked.append(f"unsaved {' '.join(names)}")
        return self.answer

    def may_leave_out(self, texts: str) -> bool:
        self.asked.append(f"left out {texts}")
        return self.agreed

    def migration(self, submission: Submission, steps: object, words: object) -> object:
        self.asked.append(words.title)
        return steps if self.moving else None

    def pattern(self, submission: Submission, words: object) -> Pattern | None:
        self.asked.append(words.title)
        return self.wanted

    def rollover(self, submission: Submission, year: int, around: object = ()) -> RollOver | None:
        self.asked.append(f"rollover {year}")
        return rollover(submission, year) if self.agreed else None

    def counterpart(self, question: object) -> object:
        self.question = question
        return self.partner

    def fixes(self, submission: object, findings: object, heading: str) -> tuple[Finding, ...]:
        self.asked.append(heading)
        return tuple(findings) if self.agreed else ()

    def changes(self, lines: object, heading: str, words: object) -> tuple[int, ...]:
        self.asked.append(heading)
        self.lines = tuple(lines)
        return tuple(n for n, line in enumerate(lines) if self.agreed and not line.refused)

    def rows(
        self, submission: object, beside: str, table: object, unprinted: object = ()
    ) -> tuple[object, ...]:
        self.asked.append(f"rows {len(table.rows)}")
        dialog = PasteDialog(submission, beside, table, unprinted)
        plans = dialog.plans() if self.agreed else ()
        dialog.deleteLater()
        return plans

    def reason(self, what: str) -> str | None:
        self.asked.append(what)
        return self.why

    def dismissed(self, entries: object, texts: object) -> tuple[object, ...]:
        self.asked.append("dismissed")
        return tuple(entries) if self.agreed else ()

    def after_failure(self, sentence: str) -> AfterFailure:
        self.problems.append(sentence)
        return self.failures.pop(0) if self.failures else AfterFailure.GIVE_UP

    def when_locked(self, name: str, holder: str) -> WhenLocked:
        self.asked.append(f"locked {name} {holder}")
        return self.locked

    def when_changed(self, name: str, *, modified: bool, saving: bool) -> WhenChanged:
        self.asked.append(f"changed {name} {modified} {saving}")
        return self.changed

    def recovery(self, offers: list[Offer]) -> object:
        return self.recovering(offers)

    def may_give_up(self, name: str) -> bool:
        self.asked.append(f"give up {name}")
        return self.agreed

    def old_version(self, versions: OldVersions) -> object:
        return self.old(versions)

    def after_error(self, failure: Failure, kept: Kept) -> AfterError:
        self.asked.append(f"error {kept.value} {failure.sentence}")
        return self.errors.pop(0) if self.errors else AfterError.GO_ON

    def tell_problem(self, sentence: str) -> None:
        self.problems.append(sentence)

    def tell(self, title: str, text: str) -> None:
        self.asked.append(title)
        self.told.append(text)


@dataclass
class Desk:
    """A window with everything around it."""

    window: MainWindow
    ask: FakeAsk
    files: dict[Path, Submission]
    saved: dict[Path, Submission]
    printed: list[object]
    settings: SettingsFile

    def status(self) -> str:
        labels = self.window.statusBar().findChildren(QLabel)
        return " ".join(label.text() for label in labels)

    @property
    def session(self) -> EditSession:
        return self.window.session

    def first(self) -> Indicator:
        return self.session.submission.projects[0].indicators[0].kinds[0].indicators[0]
