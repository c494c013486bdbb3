# SPDX-License-Identifier: MulanPSL-2.0
"""Findings for others to read: as the data of `check --json`, and as lines on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuyi_editor.checks.findings import Finding, Fix, Outcome, Place, Severity
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import NODE_NAMES, field_label
from fuyi_editor.model.nodes import Goal, Node, Project, SpendingStep, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable

SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
OUTCOME_NAMES = {
    Outcome.CANNOT_TELL: "未能判定",
    Outcome.CLEAN: "无误",
    Outcome.NOT_APPLICABLE: "不适用",
}
_LONGEST_NAME = 30


def findings_data(
    submission: Submission, findings: Iterable[Finding], file: str
) -> list[dict[str, Any]]:
    """One record for each finding; `field` is the model's name of the field, `text` verbatim."""
    return [_record(submission, finding, file) for finding in findings]


def _record(submission: Submission, finding: Finding, file: str) -> dict[str, Any]:
    record: dict[str, Any] = {
        "file": file,
        "rule": finding.rule,
        "outcome": finding.outcome.value,
        "severity": finding.severity.value,
        "project": project_name(submission, finding.place),
        "field": finding.place.field,
        "text": finding.text,
    }
    if finding.other is not None:
        record["other"] = {
            "project": project_name(submission, finding.other),
            "field": finding.other.field,
            "text": finding.other_text,
        }
    record["message"] = finding.message
    if finding.fix is not None:
        record["fix"] = _fix_data(finding.fix)
    return record


def _fix_data(fix: Fix) -> dict[str, Any]:
    """What the fix is called, and the new texts. Node ids would mean nothing to the reader."""
    changes = [
        {"field": edit.field, "text": edit.text} for edit in fix.edits if isinstance(edit, SetField)
    ]
    return {"title": fix.title, "set": changes}


def project_name(submission: Submission, place: Place) -> str:
    """The name of the project that a place is in, empty for the book and the department."""
    if not place.project:
        return ""
    project = submission.find(place.project)
    return project.name if isinstance(project, Project) else ""


def findings_text(submission: Submission, findings: Iterable[Finding]) -> str:
    """One line for each finding with its remedy below, a blank line between tables, and a count."""
    lines: list[str] = []
    shown = tuple(findings)
    project = None
    for finding in shown:
        if project is not None and finding.place.project != project:
            lines.append("")
        project = finding.place.project
        lines.append(_line(submission, finding))
        if finding.remedy:
            lines.append(f"    改法：{finding.remedy}")
    return "\n".join([*lines, *([""] if lines else []), _count(shown)]) + "\n"


def _line(submission: Submission, finding: Finding) -> str:
    path = path_of(submission, finding.place)
    message = finding.message or field_label(
        submission.find(finding.place.node), finding.place.field
    )
    return f"[{_label(finding)}] {finding.rule} {path}：{message}"


def _label(finding: Finding) -> str:
    if finding.outcome is Outcome.FOUND:
        return SEVERITY_NAMES[finding.severity]
    return OUTCOME_NAMES[finding.outcome]


def path_of(submission: Submission, place: Place) -> str:
    """`妇女之家建设 › 效益指标 › 社会效益指标 › 覆盖率`; the book's own fields by its title."""
    nodes = submission.chain(place.node)
    return " › ".join(_name(node) for node in (nodes[1:] or nodes))


def _name(node: Node) -> str:
    if isinstance(node, SpendingStep):
        name = f"资金支出计划 {node.by}"
    elif isinstance(node, Goal):
        name = node.text
    elif isinstance(node, Submission):
        name = node.title
    else:
        name = str(getattr(node, "name", ""))
    name = " ".join(name.split())
    if not name:
        return f"（{NODE_NAMES[type(node)]}）"
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _count(findings: tuple[Finding, ...]) -> str:
    found = [finding for finding in findings if finding.outcome is Outcome.FOUND]
    untold = sum(finding.outcome is Outcome.CANNOT_TELL for finding in findings)
    if not found and not untold:
        return "没有发现问题。"
    counts = "，".join(
        f"{name} {sum(finding.severity is severity for finding in found)}"
        for severity, name in SEVERITY_NAMES.items()
    )
    rest = f"；未能判定 {untold} 处" if untold else ""
    return f"发现 {len(found)} 处：{counts}{rest}。"
