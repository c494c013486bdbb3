# SPDX-License-Identifier: MulanPSL-2.0
"""Submissions for the tests of the checks: a clean one, and clean ones with an example put in."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fuyi_editor.checks.rule_texts import Example
from fuyi_editor.model.nodes import Project, Submission

CLEAN_INDICATORS: list[dict[str, Any]] = [
    {
        "name": "产出指标",
        "kinds": [
            {"name": "数量指标", "indicators": [{"name": "培训场次", "value": "≥4场"}]},
            {"name": "质量指标", "indicators": [{"name": "培训合格率", "value": "≥95%"}]},
            {"name": "时效指标", "indicators": [{"name": "完成时间", "value": "2024年12月底前"}]},
            {"name": "成本指标", "indicators": [{"name": "培训成本", "value": "≤6万元"}]},
        ],
    },
    {
        "name": "效益指标",
        "kinds": [{"name": "社会效益指标", "indicators": [{"name": "知晓率", "value": "≥90%"}]}],
    },
    {
        "name": "满意度指标",
        "kinds": [
            {"name": "服务对象满意度指标", "indicators": [{"name": "学员满意度", "value": "≥95%"}]}
        ],
    },
]

CLEAN_PROJECT: dict[str, Any] = {
    "name": "妇女儿童活动经费",
    "unit": {"code": "713001", "name": "丰润区妇女联合会"},
    "budget": {"total": "6.00", "fiscal": "6.00", "other": ""},
    "goals": ["1.开展妇女儿童活动和技能培训。"],
    "indicators": CLEAN_INDICATORS,
}

CLEAN_BOOK: dict[str, Any] = {
    "title": "2024年部门预算绩效文本",
    "year": 2024,
    "projects": [CLEAN_PROJECT],
}


def book(*projects: dict[str, Any], **parts: Any) -> Submission:
    """A clean book with these parts of the export changed; one clean project if none is given."""
    data = {**deepcopy(CLEAN_BOOK), **deepcopy(parts)}
    if projects:
        data["projects"] = [{**deepcopy(CLEAN_PROJECT), **deepcopy(p)} for p in projects]
    return Submission.model_validate(data)


def with_row(**row: str) -> Submission:
    """A clean book with one more indicator; `group` and `kind` say where (数量指标 if not)."""
    group_name, kind_name = row.pop("group", "产出指标"), row.pop("kind", "数量指标")
    groups: list[dict[str, Any]] = deepcopy(CLEAN_INDICATORS)
    group = next((g for g in groups if g["name"] == group_name), None)
    if group is None:
        group = {"name": group_name, "kinds": []}
        groups.append(group)
    kind = next((k for k in group["kinds"] if k["name"] == kind_name), None)
    if kind is None:
        kind = {"name": kind_name, "indicators": []}
        group["kinds"].append(kind)
    kind["indicators"].append(row)
    return book({"indicators": groups})


def with_example(example: Example) -> Submission:
    """A clean book with what the example shows."""
    if example.row is not None:
        return with_row(**example.row)
    if example.project is not None:
        return book(example.project)
    assert example.book is not None
    parts = dict(example.book)
    if parts.get("year") == "":
        parts["year"] = None  # TOML has no null
    return book(**parts)


def first(submission: Submission) -> Project:
    return submission.projects[0]
