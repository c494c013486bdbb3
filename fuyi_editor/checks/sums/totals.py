# SPDX-License-Identifier: MulanPSL-2.0
"""Rules B02, B03, and B12 for a department: do sums over the whole book hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.checks.sums.amounts import TOLERANCE, in_unit, money_words
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import field_label, read_field
from fuyi_editor.model.money import YUAN_PER_UNIT
from fuyi_editor.model.nodes import Department, Node, Project, Submission, Subtotal, Task
from fuyi_editor.model.subtotals import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuyi_editor.checks.sheet import Book, Sheet

Amount = tuple[Node, str, Decimal]
"""Where an amount stands, and what it is in 元."""


def department_sums(sheet: Sheet) -> Iterator[Observation]:
    """B02: 基本 + 项目 = 财政 + 其他 = 本级 + 转移支付, and the tasks add up to the same (F10)."""
    department = sheet.owner
    if not isinstance(department, Department):
        return
    unit = sheet.facts.money_unit
    spending = _budget(department, ("basic", "project"), unit)
    for names in (("fiscal", "other"), ("own_level", "transfers")):
        yield _equal(department, _budget(department, names, unit), spending, unit)
    basic, others = _tasks(department, unit)
    yield _equal(department, _budget(department, ("basic",), unit), basic, unit)
    yield _equal(department, _budget(department, ("project",), unit), others, unit)


def _budget(department: Department, names: Sequence[str], unit: str) -> list[Amount]:
    moneys = [(f"budget.{name}", getattr(department.budget, name)) for name in names]
    amounts = ((department, field, money.in_yuan(unit)) for field, money in moneys)
    return [(node, field, yuan) for node, field, yuan in amounts if yuan is not None]


def _tasks(department: Department, unit: str) -> tuple[list[Amount], list[Amount]]:
    """The amounts of the tasks: those of 基本支出, and the rest, which are projects.

    Nothing adds up where one of them has no amount; then there are none.
    """
    words = money_words().basic_tasks
    tasks = (*department.tasks, *department.other_tasks)
    amounts = [(task, "amount", task.amount.in_yuan(unit)) for task in tasks]
    known = [(task, field, yuan) for task, field, yuan in amounts if yuan is not None]
    if len(known) < sum(1 for task in tasks if task.name.strip() or not task.amount.is_blank):
        return [], []
    basic = [a for a in known if any(word in a[0].name for word in words)]
    return list(basic), [a for a in known if a not in basic]


def _equal(
    department: Department, left: list[Amount], right: list[Amount], unit: str
) -> Observation:
    """Whether both sides have the same sum; a form may print only one of them."""
    if not left or not right:
        return not_applicable(department, left[0][1] if left else "budget.basic")
    one, two = _sum(left), _sum(right)
    if _differ(one, two, unit) is None:
        return clean(department, left[0][1])
    return found(
        department,
        left[0][1],
        "sums",
        other=right[0][:2],
        left=_written(left, unit),
        right=_written(right, unit),
        difference=in_unit(abs(one - two), unit),
    )


def _sum(amounts: Iterable[Amount]) -> Decimal:
    return sum((yuan for _, _, yuan in amounts), Decimal(0))


def _differ(one: Decimal, two: Decimal, unit: str) -> Decimal | None:
    """The difference in 元, None where it is within rounding."""
    difference = abs(one - two)
    return difference if difference / YUAN_PER_UNIT.get(unit, Decimal(1)) > TOLERANCE else None


def _written(amounts: Sequence[Amount], unit: str) -> str:
    """`基本支出 553.66 + 项目支出 237.76 = 791.42万元`; of tasks, which are many, the amounts."""
    shown = [(node, field) for node, field, yuan in amounts if yuan or len(amounts) == 1]
    total = in_unit(_sum(amounts), unit)
    if len(shown) > 1 and isinstance(shown[0][0], Task):
        parts = "+".join(_text(node, field) for node, field in shown)
        return f" {len(shown)} 项任务的资金 {parts}={total}"
    parts = " + ".join(f"{_label(node, field)} {_text(node, field)}" for node, field in shown)
    return parts if len(shown) == 1 else f"{parts} = {total}"


def _label(node: Node, field: str) -> str:
    return f"“{node.name.strip()}”" if isinstance(node, Task) else field_label(node, field)


def _text(node: Node, field: str) -> str:
    return read_field(node, field).strip()


def subtotals(book: Book) -> Iterator[Observation]:
    """B03: 合计, a department's and a unit's row are the sum of the projects under them (F9)."""
    unit = book.facts.money_unit
    for row in book.submission.subtotals:
        yield _subtotal(row, _projects_of(row, book.submission), unit)


def _projects_of(row: Subtotal, submission: Submission) -> list[Project]:
    if row.unit.code.strip() == TOTAL or row.unit.name.strip() == TOTAL:
        return list(submission.projects)
    return [p for p in submission.projects if row.unit in (p.unit, p.supervisor)]


def _subtotal(row: Subtotal, projects: list[Project], unit: str) -> Observation:
    amounts = [(p, "budget.total", p.budget.total.in_yuan(unit)) for p in projects]
    known = [(p, field, yuan) for p, field, yuan in amounts if yuan is not None]
    if not known or len(known) < len(amounts):
        return (
            not_applicable(row, "amount") if not amounts else cannot_tell(row, "amount", "unknown")
        )
    total = _sum(known)
    given = row.amount.in_yuan(unit)
    first = (known[0][0], "budget.total")
    label = (row.unit.code + row.unit.name).strip()
    parts = "+".join(_text(p, field) for p, field, _ in known)
    if row.amount.is_blank:
        text = f"{total / YUAN_PER_UNIT.get(unit, Decimal(1)):.2f}"
        fix = Fix(f"填“{text}”", (SetField(node=row.id, field="amount", text=text),))
        return found(
            row, "amount", "blank", other=first, fix=fix, label=label, sum=in_unit(total, unit)
        )
    if given is None:
        return cannot_tell(row, "amount", "not_money", label=label)
    if _differ(given, total, unit) is None:
        return clean(row, "amount")
    difference = in_unit(abs(given - total), unit)
    return found(
        row,
        "amount",
        "sum",
        other=first,
        label=label,
        parts=parts,
        sum=in_unit(total, unit),
        difference=difference,
    )


def projects_within_department(book: Book) -> Iterator[Observation]:
    """B12: the projects of a book take no more than 项目支出 of its department."""
    department, unit = book.submission.department, book.facts.money_unit
    if department is None or not book.submission.projects:
        return
    limit = department.budget.project.in_yuan(unit)
    amounts = [
        (project, "budget.total", yuan)
        for project in book.submission.projects
        if (yuan := project.budget.total.in_yuan(unit)) is not None
    ]
    if limit is None or not amounts:
        yield not_applicable(department, "budget.project")
    elif _sum(amounts) > limit and _differ(_sum(amounts), limit, unit):
        yield found(
            department,
            "budget.project",
            "projects",
            other=amounts[0][:2],
            sum=in_unit(_sum(amounts), unit),
            count=str(len(amounts)),
        )
    else:
        yield clean(department, "budget.project")


RULES = (
    Rule("B02", sheet=department_sums),
    Rule("B03", book=subtotals),
)
