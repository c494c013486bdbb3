# SPDX-License-Identifier: MulanPSL-2.0
"""The submission and its parts. The field names are those of the JSON export and stable."""

from __future__ import annotations

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from fuyi_editor.model.figures import Budget, DepartmentBudget, Execution, Staff
from fuyi_editor.model.money import Money
from fuyi_editor.model.node import Node, TextNode
from fuyi_editor.model.value import IndicatorValue


class Goal(TextNode):
    """One sentence of 绩效目标, with its number as the form prints it (`1.…`)."""


class Safeguard(TextNode):
    """One sentence of 工作保障措施."""


class Party(BaseModel):
    """A unit (预算单位) or supervising department, printed as code and name together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = ""
    name: str = ""


class Indicator(Node):
    """A 三级 indicator: one row of the table."""

    name: str = ""
    description: str = ""
    value: IndicatorValue = IndicatorValue()
    basis: str = ""
    weight: str = ""
    actual: str = ""
    forecast: str = ""
    """全年预计完成情况 (F5)."""
    score: str = ""
    deviation: str = ""
    extra: dict[str, str] = Field(default_factory=dict[str, str])


class IndicatorKind(Node):
    """A 二级 heading (数量指标 …) and the indicators under it."""

    slots = ("indicators",)

    name: str = ""
    indicators: tuple[Indicator, ...] = ()


class IndicatorGroup(Node):
    """A 一级 heading (产出指标 …) and the kinds under it."""

    slots = ("kinds",)

    name: str = ""
    weight: str = ""
    kinds: tuple[IndicatorKind, ...] = ()


class SpendingStep(Node):
    """One cell of 资金支出计划: by when (`3月底`), and which share cumulatively (`20%`)."""

    by: str = ""
    percent: str = ""


class Midterm(Node):
    """The 中期 half of a project that runs for years (F1), its 项目总目标 (F13)."""

    slots = ("goals", "indicators")

    budget: Budget = Budget()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[IndicatorGroup, ...] = ()


class Project(Node):
    """One project with its goals and indicator tree."""

    slots = ("spending_plan", "midterm", "goals", "indicators")
    single_slots = frozenset({"midterm"})

    code: str = ""
    name: str = ""
    unit: Party = Party()
    supervisor: Party = Party()
    secret: bool = False
    """涉密: only name and amount are printed (F11)."""
    budget: Budget = Budget()
    execution: Execution = Execution()
    purpose: str = ""
    spending_plan: tuple[SpendingStep, ...] = ()
    midterm: Midterm | None = None
    goals: tuple[Goal, ...] = ()
    achieved: str = ""
    """What of the goals was reached (F4)."""
    indicators: tuple[IndicatorGroup, ...] = ()
    total_score: str = ""
    extra: dict[str, str] = Field(default_factory=dict[str, str])

    @model_serializer(mode="wrap")
    def _without_blanks(
        self, handler: SerializerFunctionWrapHandler, info: SerializationInfo
    ) -> dict[str, object] | str:
        """JSON holds 执行数 and the like only of the forms that have them."""
        data = self._without_id(handler, info)
        if isinstance(data, dict) and self.execution == Execution():
            data.pop("execution", None)
        return data


class SubGoal(Node):
    """One of the department's 分项绩效目标."""

    slots = ("goals", "indicators")

    name: str = ""
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class Task(Node):
    """One of a department's 年度重点工作任务 (form F10)."""

    name: str = ""
    content: str = ""
    amount: Money = Money()
    target: str = ""
    extra: dict[str, str] = Field(default_factory=dict[str, str])


class Department(Node):
    """部门整体绩效目标: the part of a book about the whole department."""

    slots = ("goals", "sub_goals", "safeguards", "tasks", "other_tasks", "indicators")

    supervisor: Party = Party()
    goals: tuple[Goal, ...] = ()
    sub_goals: tuple[SubGoal, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    staff: Staff = Staff()
    budget: DepartmentBudget = DepartmentBudget()
    tasks: tuple[Task, ...] = ()
    other_tasks: tuple[Task, ...] = ()
    """其他需完成的任务 (F10)."""
    indicators: tuple[IndicatorGroup, ...] = ()
    extra: dict[str, str] = Field(default_factory=dict[str, str])


class Subtotal(Node):
    """A row of the public table that adds up: 合计, a department, a unit (F9)."""

    unit: Party = Party()
    amount: Money = Money()


class ReportParagraph(TextNode):
    """A paragraph of a self-evaluation report."""


class ReportSection(Node):
    """A numbered part of a self-evaluation report, 一、部门整体概况, with its paragraphs."""

    slots = ("paragraphs",)

    heading: str = ""
    paragraphs: tuple[ReportParagraph, ...] = ()


class Report(Node):
    """整体绩效自评工作报告 (F12). Its numbers are read from the text, see `report_figures`."""

    slots = ("sections",)

    sections: tuple[ReportSection, ...] = ()


class Submission(Node):
    """A whole book: what one unit hands in for one year."""

    slots = ("department", "subtotals", "projects", "report")
    single_slots = frozenset({"department", "report"})

    title: str = ""
    year: int | None = None
    unit: Party = Party()
    money_unit: str = "万元"
    department: Department | None = None
    subtotals: tuple[Subtotal, ...] = ()
    projects: tuple[Project, ...] = ()
    report: Report | None = None


NODE_TYPES: dict[str, type[Node]] = {
    cls.__name__: cls
    for cls in (
        Submission, Department, SubGoal, Safeguard, Task, Subtotal, Project, SpendingStep, Midterm,
        Goal, IndicatorGroup, IndicatorKind, Indicator, Report, ReportSection, ReportParagraph,
    )
}  # fmt: skip
