# SPDX-License-Identifier: MulanPSL-2.0
"""The findings of many books as tables for the office above: by unit, by rule, and one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fuyi_editor.checks.findings import Outcome
from fuyi_editor.checks.results.report import SEVERITY_NAMES, path_of, project_name
from fuyi_editor.model.fields import field_label, read_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fuyi_editor.checks.findings import Finding
    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.model.nodes import Submission

UNTOLD = "未能判定"
NO_UNIT = "（没有写单位）"


class Detail(NamedTuple):
    """One finding, in words only, so that it can cross from one process to another."""

    rule: str
    severity: str
    project: str
    place: str
    text: str
    other: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What was found in one file; `problem` says why it could not be read."""

    file: str
    unit: str = ""
    year: str = ""
    projects: int = 0
    details: tuple[Detail, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook: texts and whole numbers, `widths` in characters of a column."""

    name: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[str | int, ...]] = field(default_factory=list)


def file_findings(file: str, submission: Submission, findings: Iterable[Finding]) -> FileFindings:
    """The findings of a book in words; what is clean or does not apply is left out."""
    spoken = (Outcome.FOUND, Outcome.CANNOT_TELL)
    details = (_detail(submission, f) for f in findings if f.outcome in spoken)
    return FileFindings(
        file,
        unit=_unit_name(submission),
        year=read_field(submission, "year"),
        projects=len(submission.projects),
        details=tuple(details),
    )


def tables(files: Sequence[FileFindings], texts: RuleTexts) -> tuple[Table, ...]:
    """The three sheets, and a fourth where files could not be read."""
    made = (_by_unit(files), _by_rule(files, texts), _details(files, texts))
    unread = [(found.file, found.problem) for found in files if found.problem]
    if not unread:
        return made
    return (*made, Table("未读出的文件", ("文件", "原因"), (40, 80), [*unread]))


def _by_unit(files: Sequence[FileFindings]) -> Table:
    """One row for each unit, which may have sent several files; the most errors first."""
    words = (*SEVERITY_NAMES.values(), UNTOLD)
    headers = ("单位", "文件数", "项目数", *words, "合计", "文件")
    table = Table("按单位汇总", headers, (30, 8, 8, 8, 8, 8, 10, 8, 60))
    units: dict[str, list[FileFindings]] = {}
    for found in files:
        if not found.problem:
            units.setdefault(found.unit or NO_UNIT, []).append(found)
    for unit, sent in units.items():
        counts = Counter(detail.severity for found in sent for detail in found.details)
        numbers = [counts[word] for word in words]
        names = "\n".join(found.file for found in sent)
        projects = sum(found.projects for found in sent)
        table.rows.append((unit, len(sent), projects, *numbers, sum(numbers), names))
    table.rows.sort(key=lambda row: (-int(row[3]), -int(row[7]), row[0]))
    return table


def _by_rule(files: Sequence[FileFindings], texts: RuleTexts) -> Table:
    table = Table(
        "按规则汇总",
        ("规则", "名称", "处数", "涉及文件", "其中错误", "其中警告", "其中提示", UNTOLD),
        (8, 36, 8, 10, 10, 10, 10, 10),
    )
    counts: Counter[tuple[str, str]] = Counter()
    in_files: dict[str, set[str]] = {}
    for found in files:
        for detail in found.details:
            counts[detail.rule, detail.severity] += 1
            in_files.setdefault(detail.rule, set()).add(found.file)
    words = (*SEVERITY_NAMES.values(), UNTOLD)
    for rule, names in in_files.items():
        numbers = [counts[rule, word] for word in words]
        row = (rule, _rule_name(rule, texts), sum(numbers), len(names), *numbers)
        table.rows.append(row)
    table.rows.sort(key=lambda row: (-int(row[2]), row[0]))
    return table


def _details(files: Sequence[FileFindings], texts: RuleTexts) -> Table:
    headers = (
        "文件", "单位", "项目", "位置", "级别", "规则", "规则名称",
        "原文", "另一处", "问题", "改法",
    )  # fmt: skip
    table = Table("明细", headers, (30, 24, 24, 34, 8, 7, 22, 24, 24, 48, 48))
    for found in files:
        for one in found.details:
            name = _rule_name(one.rule, texts)
            head = (found.file, found.unit or NO_UNIT, one.project, one.place)
            tail = (one.text, one.other, one.message, one.remedy)
            table.rows.append((*head, one.severity, one.rule, name, *tail))
    return table


def _detail(submission: Submission, finding: Finding) -> Detail:
    found = finding.outcome is Outcome.FOUND
    other = ""
    if finding.other is not None:
        place = path_of(submission, finding.other)
        label = field_label(submission.find(finding.other.node), finding.other.field)
        other = f"{place} › {label}：{finding.other_text}"
    return Detail(
        rule=finding.rule,
        severity=SEVERITY_NAMES[finding.severity] if found else UNTOLD,
        project=project_name(submission, finding.place),
        place=_place(submission, finding),
        text=finding.text,
        other=other,
        message=finding.message,
        remedy=finding.remedy,
    )


def _place(submission: Submission, finding: Finding) -> str:
    path = path_of(submission, finding.place)
    label = field_label(submission.find(finding.place.node), finding.place.field)
    return f"{path} › {label}" if label else path


def _unit_name(submission: Submission) -> str:
    """The unit of the book, else the one that most of its projects name."""
    own = read_field(submission, "unit").strip()
    units = Counter(read_field(project, "unit").strip() for project in submission.projects)
    units.pop("", None)
    return own or (units.most_common(1)[0][0] if units else "")


def _rule_name(rule: str, texts: RuleTexts) -> str:
    text = texts.get(rule)
    return text.name if text else ""
