# SPDX-License-Identifier: MulanPSL-2.0
"""The tree of a book as a person would write it down, to hold the tree model against."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Node,
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
from fuyi_editor.ui.session import EditSession
from fuyi_editor.ui.tree.model import SubmissionTreeModel
from tests.ui.window_doubles import HEBEI, BlankChecker, FakeBook

TOP = QModelIndex()


def make_model(
    submission: Submission, slots: frozenset = HEBEI, *, levels: bool = True
) -> SubmissionTreeModel:
    book = FakeBook(submission, slots=slots, levels=levels)
    session = EditSession(book, BlankChecker())
    model = SubmissionTreeModel(session)
    session.setParent(model)
    model.session = session
    return model


def shape(model: SubmissionTreeModel, parent: QModelIndex = TOP) -> list:
    return [
        (index.data(), index.siblingAtColumn(1).data(), shape(model, index))
        for row in range(model.rowCount(parent))
        for index in [model.index(row, 0, parent)]
    ]


def expected(submission: Submission, slots: frozenset = HEBEI, *, levels: bool = True) -> list:
    """The tree as a person would write it down, without the code under test."""
    rows = [(submission.title, "", [])]
    tops = (submission.department, *submission.subtotals, *submission.projects, submission.report)
    return rows + [branch(node, slots, levels) for node in tops if node]


def branch(node: Node, slots: frozenset, levels: bool) -> tuple:
    below = []
    for slot in (name for name in node.slots if name != "spending_plan"):
        rows = [
            branch(row, slots, levels)
            for child in node.children(slot)
            for row in seen(child, levels)
        ]
        if (type(node), slot) not in FOLDERS:
            below += rows
        elif rows or (type(node), slot) in slots:
            count = f"{len(rows)} 条" if rows else ""
            below.append((FOLDERS[type(node), slot], count, rows))
    below.sort(key=lambda row: row[0] not in FOLDERS.values())  # folders stand first
    name, value = LABELS[type(node)](node)
    return name or BLANKS[type(node)], value, below


def seen(node: Node, levels: bool) -> list[Node]:
    """The nodes that have a row: of a list of indicators not 一级 and 二级."""
    if levels or not isinstance(node, IndicatorGroup | IndicatorKind):
        return [node]
    return [
        row for slot in node.slots for child in node.children(slot) for row in seen(child, False)
    ]


FOLDERS = {
    (Project, "goals"): "绩效目标",
    (Midterm, "goals"): "中期目标",
    (Department, "goals"): "总体绩效目标",
    (Department, "sub_goals"): "分项绩效目标",
    (Department, "safeguards"): "工作保障措施",
    (Department, "tasks"): "年度重点工作任务",
    (Department, "other_tasks"): "其他需完成的任务",
}


def money(amount: Money) -> str:
    return f"{amount.text}万元" if amount.text else ""


LABELS = {
    Department: lambda node: ("部门整体绩效目标", ""),
    Report: lambda node: ("自评报告", ""),
    Midterm: lambda node: ("中期（项目期）", money(node.budget.total)),
    Subtotal: lambda node: (node.unit.code + node.unit.name, money(node.amount)),
    Project: lambda node: (node.name, money(node.budget.total)),
    Task: lambda node: (node.name, money(node.amount)),
    ReportSection: lambda node: (node.heading, ""),
    Goal: lambda node: (node.text, ""),
    Safeguard: lambda node: (node.text, ""),
    ReportParagraph: lambda node: (node.text, ""),
    SubGoal: lambda node: (node.name, ""),
    IndicatorGroup: lambda node: (node.name, ""),
    IndicatorKind: lambda node: (node.name, ""),
    Indicator: lambda node: (node.name, node.value.text),
}
BLANKS = {
    Subtotal: "（未命名小计）",
    Project: "（未命名项目）",
    Task: "（未命名重点任务）",
    ReportSection: "（未命名报告章节）",
    Goal: "（空白绩效目标）",
    Safeguard: "（空白保障措施）",
    ReportParagraph: "（空白报告段落）",
    SubGoal: "（未命名分项绩效目标）",
    Indicator: "（未命名三级指标）",
}
