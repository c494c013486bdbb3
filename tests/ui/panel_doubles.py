# SPDX-License-Identifier: MulanPSL-2.0
"""Stand-ins for the book and the checks, with nodes that have names and findings that are told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from fuyi_editor.checks.findings import Finding, Fix, Outcome, Place, Severity
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.nodes import (
    Budget,
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Party,
    Project,
    SpendingStep,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015, Taxonomy
from fuyi_editor.ui.session import EditSession

if TYPE_CHECKING:
    from collections.abc import Generator

    from fuyi_editor.checks.engine import Checker
    from fuyi_editor.files.book import Book
    from fuyi_editor.page.document import PageDocument


# Fields that the form of Hebei does not print.
_OTHER_FORMS = {
    "weight", "actual", "forecast", "score", "deviation",
    "supervisor", "execution", "achieved", "total_score", "secret",
}  # fmt: skip


@dataclass
class BookDouble:
    """A book without a file, of the form of Hebei."""

    submission: Submission
    taxonomy: Taxonomy = T2015
    printed: frozenset[tuple[type[Node], str]] = frozenset(
        (kind, entry.name)
        for kind, entries in FIELDS.items()
        for entry in entries
        if entry.name.partition(".")[0] not in _OTHER_FORMS and kind is not Department
    )

    def page(self, submission: Submission) -> PageDocument:
        return cast("PageDocument", submission)


@dataclass
class CheckerDouble:
    """Finds what it was told to find."""

    findings: tuple[Finding, ...] = field(default=())

    def check(
        self, submission: Submission, taxonomy: Taxonomy, printed: object
    ) -> tuple[Finding, ...]:
        return self.findings

    def checking(self, *checked: object) -> Generator[None, None, tuple[Finding, ...]]:
        yield
        return self.check(*checked)


def session_of(submission: Submission, findings: tuple[Finding, ...] = ()) -> EditSession:
    book, checker = BookDouble(submission), CheckerDouble(findings)
    session = EditSession(cast("Book", book), cast("Checker", checker))
    session.check_now()
    return session


def show_findings(session: EditSession, findings: tuple[Finding, ...]) -> None:
    session.findings = findings
    session.findings_changed.emit(findings)


def finding(
    node: str,
    name: str,
    *,
    rule: str = "A01",
    severity: Severity = Severity.WARNING,
    outcome: Outcome = Outcome.FOUND,
    project: str = "",
    message: str = "没有填写",
    fixed: str | None = None,
) -> Finding:
    fix = None
    if fixed is not None:
        fix = Fix(f"改为“{fixed}”", (SetField(node=node, field=name, text=fixed),))
    place = Place(node, name, project)
    return Finding(rule, outcome, severity, place, "", message, remedy="请改写。", fix=fix)


ROWS = (
    ("产出指标", "数量指标", "活动次数", "进行各种活动次数", "≥5次", "年初计划"),
    ("产出指标", "质量指标", "培训的合格率", "培训工作完成占培训人数的比例",
     "≥95%", "行业标准"),
    ("产出指标", "时效指标", "妇女儿童活动完成时限", "按进度完成妇女儿童活动时限",
     "2023年12月底完成", "历史标准"),
    ("产出指标", "成本指标", "单次活动成本", "单次活动成本", "≤1万元/次", "经验标准"),
    ("效益指标", "社会效益指标", "提升妇女儿童幸福感",
     "为妇女儿童营造良好的生活环境，促进男女平等", "优", "历史标准"),
    ("满意度指标", "服务对象满意度指标", "活动对象满意度", "活动对象满意度",
     "≥95%", "调查问卷"),
)  # fmt: skip
GOALS = (
    "1.评选“三八”先进个人、集体",
    "2.开展“端午”“母亲节”“六一”“重阳节”等慰问活动",
    "3.宣传法律常识、惠民政策",
)
PLAN = (("3月底", ""), ("6月底", "20%"), ("10月底", "60%"), ("12月底", "100%"))


def sample_groups(me: str) -> tuple[IndicatorGroup, ...]:
    groups: dict[str, IndicatorGroup] = {}
    for row, (group, kind, name, description, value, basis) in enumerate(ROWS, start=1):
        indicator = Indicator.model_validate(
            {
                "id": f"{me}-i{row}",
                "name": name,
                "description": description,
                "value": value,
                "basis": basis,
            }
        )
        new = IndicatorKind(id=f"{me}-k{row}", name=kind, indicators=(indicator,))
        old = groups.get(group) or IndicatorGroup(id=f"{me}-g{len(groups) + 1}", name=group)
        groups[group] = old.but(kinds=(*old.kinds, new))
    return tuple(groups.values())


def sample_project(number: int = 1) -> Project:
    """The first project of fengrun-2023, with ids that tests can name: `p1`, `p1-i1` …"""
    me = f"p{number}"
    return Project(
        id=me,
        code="13020823P00002310001R",
        name="妇女儿童活动经费",
        unit=Party(code="713001", name="唐山市丰润区妇女联合会本级"),
        budget=Budget.model_validate({"total": "6.00", "fiscal": "6.00"}),
        purpose="用于评选“三八”先进个人、集体，开展慰问活动等",
        spending_plan=tuple(
            SpendingStep(id=f"{me}-s{step}", by=by, percent=percent)
            for step, (by, percent) in enumerate(PLAN, start=1)
        ),
        goals=tuple(Goal(id=f"{me}-t{place}", text=text) for place, text in enumerate(GOALS, 1)),
        indicators=sample_groups(me),
    )


def sample_submission(projects: int = 1) -> Submission:
    names = (
        "妇女儿童活动经费",
        "妇女培训经费",
        "美丽庭院创建、观摩表彰经费",
        "提前下达2023年省级妇女之家建设专项资金",
    )
    made = tuple(
        sample_project(number).but(name=names[(number - 1) % len(names)])
        for number in range(1, projects + 1)
    )
    return Submission(
        id="book",
        title="唐山市丰润区妇女联合会2023年部门预算绩效文本",
        year=2023,
        unit=Party(code="713", name="唐山市丰润区妇女联合会"),
        projects=made,
    )


def sample_findings(project: str = "p1") -> tuple[Finding, ...]:
    """What rules might say of such a project, one that is certain to mend among them."""
    told = (
        ("s1", "percent", "A09", Severity.WARNING, "3月底的支出比例没有填写"),
        ("i5", "value", "C12", Severity.WARNING, "“优”没有说明等级怎样划分"),
        ("i4", "description", "A10", Severity.WARNING, "描述与名称完全相同，没有说明怎样计算"),
        ("i2", "value", "C01", Severity.ERROR, "“覆盖率”类指标的值应是百分比"),
        ("i1", "name", "A12", Severity.HINT, "没有绩效目标提到这项指标"),
        ("i3", "value", "C07", Severity.WARNING, "看不出完成的时间"),
    )
    found = [
        finding(
            f"{project}-{node}",
            name,
            rule=rule,
            severity=severity,
            project=project,
            message=message,
            fixed="0%" if name == "percent" else None,
        )
        for node, name, rule, severity, message in told
    ]
    return (*found[:-1], replace(found[-1], outcome=Outcome.CANNOT_TELL))
