# SPDX-License-Identifier: MulanPSL-2.0
"""How long a book of 100 projects with 20 indicators takes to check: at first, and after an edit.

`pytest tests/benchmarks --benchmark-enable` measures; without it the same code runs once.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.checks.words import load_words
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import Submission

PROJECTS = 100
ROWS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "产出指标",
        "数量指标",
        [
            ("公益活动场次", "≥26场"),
            ("受益人数", "≥3150人"),
            ("社会组织参观学习会议", "4场"),
            ("搭建平台活动次数", "广泛动员"),
            ("宣传资料数量", "≥500份"),
        ],
    ),
    (
        "产出指标",
        "质量指标",
        [
            ("培训合格率", "≥95%"),
            ("会议圆满完成率", "≥95百分比"),
            ("事故率", "≤5%"),
            ("内容覆盖率", "=100.00(%)"),
        ],
    ),
    (
        "产出指标",
        "时效指标",
        [
            ("响应时间", "7*24小时"),
            ("完成时间", "2024年12月底前完成"),
            ("完工及时率", "≥90%"),
            ("培训完成时间", "按时完成"),
        ],
    ),
    ("产出指标", "成本指标", [("活动费", "≤3.84万"), ("人均成本", "≤200元/人")]),
    ("效益指标", "社会效益指标", [("覆盖率", "≥1个"), ("居住环境", "良"), ("报道", "≥50篇")]),
    ("效益指标", "可持续影响指标", [("连续开展公益活动", "≥6年")]),
    ("满意度指标", "服务对象满意度指标", [("参加人员满意度", "≥90%")]),
]


def big_book() -> Submission:
    groups: dict[str, list[dict[str, Any]]] = {}
    for group, kind, rows in ROWS:
        indicators = [
            {"name": n, "description": n, "value": v, "basis": "计划标准"} for n, v in rows
        ]
        groups.setdefault(group, []).append({"name": kind, "indicators": indicators})
    project: dict[str, Any] = {
        "unit": {"code": "562202", "name": "妇女儿童社会服务中心"},
        "budget": {"total": "20.50", "fiscal": "12.00", "other": "8.50"},
        "spending_plan": [{"by": f"{m}月底", "percent": p} for m, p in ((3, ""), (12, "100%"))],
        "goals": ["1.开展活动。", "2.开展培训。"],
        "indicators": [{"name": name, "kinds": kinds} for name, kinds in groups.items()],
    }
    projects = [{**project, "name": f"项目{number}"} for number in range(PROJECTS)]
    return Submission.model_validate({"year": 2024, "projects": projects})


@pytest.mark.benchmark(group="checks")
def test_a_book_from_scratch(benchmark) -> None:
    texts, words = load_texts(), load_words()

    def fresh() -> tuple[tuple[Submission], dict[str, object]]:
        return (big_book(),), {}

    findings = benchmark.pedantic(
        lambda submission: Checker(texts=texts, words=words).check(submission),
        setup=fresh,
        rounds=10,
    )
    assert len(findings) >= PROJECTS * 5


@pytest.mark.benchmark(group="checks")
def test_after_one_edit(benchmark) -> None:
    checker, submission = Checker(), big_book()
    before = checker.check(submission)
    node = submission.projects[50].indicators[0].kinds[0].indicators[0].id
    numbers = count(1)

    def fresh() -> tuple[tuple[Submission], dict[str, object]]:
        edit = SetField(node=node, field="value", text=f"≥{next(numbers)}场")
        return (edit.apply(submission),), {}

    findings = benchmark.pedantic(checker.check, setup=fresh, rounds=50)
    assert len(findings) == len(before)


@pytest.mark.benchmark(group="checks")
def test_loading_the_rules(benchmark) -> None:
    assert benchmark(Checker).rules
