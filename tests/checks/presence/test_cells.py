# SPDX-License-Identifier: MulanPSL-2.0
"""Rules A06 to A14 and G: exceptions, the four outcomes, fixes."""

from __future__ import annotations

from typing import Any

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import Department, Indicator, IndicatorGroup, Project, Submission
from fuyi_editor.model.taxonomy import T2015, T2021
from tests.checks.books import CLEAN_INDICATORS, book, first, with_row

CHECKER = Checker()
FOUND, CLEAN = Outcome.FOUND, Outcome.CLEAN
CANNOT_TELL, NOT_APPLICABLE = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE


def found(submission: Submission, rule: str) -> list[Finding]:
    findings = CHECKER.check(submission)
    return [f for f in findings if f.rule == rule and f.outcome is FOUND]


def row(rule: str, field: str, **cells: str) -> Finding:
    submission = with_row(**cells)
    indicator = first(submission).indicators[0].kinds[0].indicators[-1]
    (finding,) = [
        f
        for f in CHECKER.check_all(submission)
        if f.rule == rule and (f.place.node, f.place.field) == (indicator.id, field)
    ]
    return finding


@pytest.mark.parametrize(
    ("field", "text", "mended"),
    [
        ("name", "宣传场次 ", "宣传场次"),
        ("name", "\n宣传\n场次", "宣传场次"),
        ("value", "≥ 5 场", "≥5场"),
        ("value", "> 预算", ">预算"),
        ("value", "　优", "优"),
        ("description", "全年的场次\n", "全年的场次"),
        ("name", "宣传 场次", None),
    ],
)
def test_a06_is_mended_where_it_is_certain(field: str, text: str, mended: str | None) -> None:
    finding = row("A06", field, **{"name": "宣传场次", "value": "≥5场", field: text})
    assert finding.outcome is FOUND
    edits = finding.fix.edits if finding.fix else ()
    assert [edit.text for edit in edits] == ([] if mended is None else [mended])


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "“心向党 建新功”活动"),
        ("name", "APP 使用人数"),
        ("value", "7 月底前"),
        ("description", "第一段\n第二段"),
    ],
)
def test_a06_lets_other_spaces_be(field: str, text: str) -> None:
    assert row("A06", field, **{"name": "场次", "value": "优", field: text}).outcome is CLEAN


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("维权", "根据实际情况", FOUND),
        ("维权", "视情况", FOUND),
        ("维权", "若干", FOUND),
        ("维权", "部分完成", FOUND),
        ("维权", "协调解决一批", FOUND),
        ("耗材", "≥1批", FOUND),
        ("就业", "≥200余名", FOUND),
        ("采购批次", "≥2批", CLEAN),
        ("第一批资金", "第一批到位", CLEAN),
        ("维权", "≥100件", CLEAN),
        ("维权", "大部分满意", CLEAN),
        ("维权", "", NOT_APPLICABLE),
        ("维权", "XX", NOT_APPLICABLE),
    ],
)
def test_a07(name: str, value: str, outcome: Outcome) -> None:
    assert row("A07", "value", name=name, value=value).outcome is outcome


@pytest.mark.parametrize(
    ("description", "outcome"),
    [
        ("宣传场次", FOUND),
        (" 宣传 场次。", FOUND),
        ("全年宣传场次", CLEAN),
        ("", NOT_APPLICABLE),
    ],
)
def test_a10(description: str, outcome: Outcome) -> None:
    cells = {"name": "宣传场次", "value": "≥5场", "description": description}
    assert row("A10", "description", **cells).outcome is outcome


def test_a11_is_an_error_in_one_kind_and_a_warning_across() -> None:
    same = found(with_row(name="培训 场次", value="≥5场"), "A11")
    assert [f.severity for f in same] == [Severity.ERROR]
    assert same[0].other is not None
    across = found(with_row(kind="时效指标", name="培训场次", value="2024年6月前"), "A11")
    assert [f.severity for f in across] == [Severity.WARNING]
    assert not found(with_row(name="培训场次（下半年）", value="≥5场"), "A11")


def test_a11_of_a_department_counts_each_sub_goal_by_itself() -> None:
    named = {"name": "合格率", "value": "≥95%"}
    goals = [{"name": "甲", "indicators": [named]}, {"name": "乙", "indicators": [named, named]}]
    assert len(found(book(department={"sub_goals": goals}), "A11")) == 1


# A08

BOXES = dict.fromkeys(
    [(Project, f"budget.{part}") for part in ("total", "fiscal", "carried_over", "other")]
).keys()


def blanks(budget: dict[str, str]) -> list[tuple[str, bool]]:
    findings = Checker().check(book({"budget": budget}), T2015, BOXES)
    return [(f.place.field, f.fix is not None) for f in findings if f.rule == "A08"]


def test_a08_asks_for_every_box_of_the_form() -> None:
    assert blanks({"total": "6.00", "fiscal": "6.00"}) == [
        ("budget.carried_over", True),
        ("budget.other", True),
    ]
    assert blanks({"total": "6.00", "fiscal": "5.00", "other": "0.00"}) == [
        ("budget.carried_over", False)
    ]
    assert blanks({}) == []
    assert blanks({"total": "6万", "fiscal": "60000元", "carried_over": "0", "other": " "}) == [
        ("budget.other", True)
    ]
    assert blanks({"total": "六万", "fiscal": "6", "carried_over": "0"}) == [
        ("budget.other", False)
    ]


def test_a08_is_mended_by_a_zero_and_fits_then() -> None:
    submission = book({"budget": {"total": "6.00", "fiscal": "6.00", "carried_over": "0.00"}})
    (finding,) = [f for f in Checker().check(submission, T2015, BOXES) if f.rule == "A08"]
    assert finding.fix is not None
    mended = apply_edits(submission, finding.fix.edits)
    assert first(mended).budget.other.text == "0.00"
    assert not [f for f in Checker().check(mended, T2015, BOXES) if f.rule == "A08"]


def test_a08_does_not_ask_a_form_that_is_not_known() -> None:
    assert not found(book({"budget": {"total": "6.00", "fiscal": "6.00"}}), "A08")


def test_a08_of_a_department() -> None:
    budget = {"basic": "553.66", "project": "237.76", "fiscal": "791.42", "own_level": "791.42"}
    printed = dict.fromkeys([(Department, f"budget.{p}") for p in (*budget, "other")]).keys()
    findings = Checker().check(book(department={"budget": budget}), T2015, printed)
    (finding,) = [f for f in findings if f.rule == "A08"]
    assert (finding.place.field, finding.fix is not None) == ("budget.other", True)


# A12, A13


def test_a12_is_quiet_where_words_cannot_tell() -> None:
    def outcomes(*goals: str) -> list[Outcome]:
        findings = CHECKER.check_all(book({"goals": list(goals)}))
        return [f.outcome for f in findings if f.rule == "A12" and f.place.field == "text"]

    assert outcomes("1.技能培训。", "2.法律宣传。", "3.提高幸福感。") == [
        CLEAN, CLEAN, NOT_APPLICABLE,
    ]  # fmt: skip
    assert outcomes("1.评选先进。") == [FOUND]
    groups = [*CLEAN_INDICATORS[1:], group("产出指标", ("数量指标", "活动次数"))]
    findings = CHECKER.check(book({"goals": ["1.开展慰问活动。"], "indicators": groups}))
    assert [f.outcome for f in findings if f.rule == "A12"] == [CANNOT_TELL]


def test_a12_names_the_first_row_of_several_about_one_thing() -> None:
    submission = book({"name": "妇女之家", "goals": ["1.开展慰问。"]})
    rows = [f for f in found(submission, "A12") if f.place.field == "name"]
    assert [f.text for f in rows] == ["培训场次"]


def test_a13_secret_projects_and_collapsed_tasks() -> None:
    secret = {"secret": True, "purpose": "涉密项目", "goals": ["涉密项目"], "indicators": []}
    assert not found(book(secret), "A13")
    assert [f.place.field for f in found(book({**secret, "goals": ["培训。"]}), "A13")] == ["goals"]
    tasks = [{"name": "无"}, {"name": "基本支出（人员经费）"}, {"name": "各项工作"}]
    budget = {"project": "237.76"}
    (finding,) = found(book(department={"tasks": tasks, "budget": budget}), "A13")
    assert (finding.text, finding.severity) == ("各项工作", Severity.HINT)
    two = [*tasks, {"name": "宣传"}]
    assert not found(book(department={"tasks": two, "budget": budget}), "A13")


# A14


def group(name: str, *rows: tuple[str, str], **cells: str) -> dict[str, Any]:
    kinds = [{"name": k, "indicators": [{"name": n, "value": "≥4场", **cells}]} for k, n in rows]
    return {"name": name, "kinds": kinds}


def evaluated(**cells: str) -> list[tuple[str, Outcome]]:
    groups = [group("产出指标", ("数量指标", "场次"), **cells)]
    submission = book({"total_score": "95", "indicators": groups})
    findings = CHECKER.check_all(submission)
    return [(f.place.field, f.outcome) for f in findings if f.rule == "A14"][1:]


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ({"actual": "4场"}, CLEAN),
        ({"actual": "3场"}, FOUND),
        ({"actual": "3场", "deviation": "场地未落实"}, CLEAN),
        ({"actual": "3%"}, CANNOT_TELL),
        ({"actual": "完成"}, NOT_APPLICABLE),
        ({"actual": "3场", "value": "≤4场"}, CLEAN),
        ({"actual": "5场", "value": "≤4场"}, FOUND),
    ],
)
def test_a14_asks_why_where_a_value_was_not_reached(cells: dict[str, str], cause: Outcome) -> None:
    outcomes = sorted(evaluated(score="10", **cells))
    assert outcomes == [("deviation", cause), ("score", CLEAN)]


def test_a14_of_a_table_without_any_mark_is_one_finding() -> None:
    printed = dict.fromkeys([(Project, "total_score"), (Indicator, "score")]).keys()
    findings = [f for f in Checker().check(book(), T2015, printed) if f.rule == "A14"]
    assert [f.place.field for f in findings] == ["total_score"]
    assert not found(book(), "A14")  # a target table


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("自评为优。", ["没有得分"]),
        ("自评得分 95 分，等级为优。", []),
        ("执行率为 80%，因疫情未支付，自评 80 分。", []),
        ("执行率为 80%，没有偏差，自评 80 分。", ["没有说明"]),
        ("执行率为 100%，自评 100 分。", []),
        ("按时完成。", ["没有得分，也没有"]),
        ("", []),
    ],
)
def test_a14_of_a_report(text: str, keys: list[str]) -> None:
    submission = book(report={"sections": [{"heading": "一、概况", "paragraphs": [text]}]})
    messages = [f.message for f in found(submission, "A14")]
    assert len(messages) == len(keys)
    assert all(key in message for key, message in zip(keys, messages, strict=True))


# G


def kinds(submission: Submission) -> list[tuple[str, list[str]]]:
    return [(g.name, [k.name for k in g.kinds]) for g in first(submission).indicators]


def test_g01_is_mended_by_moves_in_one_step() -> None:
    groups = [
        group("满意度指标", ("服务对象满意度指标", "满意度")),
        group(
            "产出指标", ("数量指标", "甲"), ("质量指标", "乙"), ("成本指标", "丙"),
            ("质量指标", "丁"), ("时效指标", "戊"),
        ),
        group("产出指标", ("数量指标", "己")),
    ]  # fmt: skip
    submission = book({"indicators": groups})
    findings = found(submission, "G01")
    assert [f.text for f in findings] == ["产出指标", "质量指标", "时效指标", "产出指标"]
    fix = findings[0].fix
    assert fix is not None
    assert {edit.do for edit in fix.edits} <= {"move", "remove"}
    after = apply_edits(submission, fix.edits)
    assert kinds(after) == [
        ("产出指标", ["数量指标", "质量指标", "时效指标", "成本指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
    ]
    names = [i.name for g in first(after).indicators for k in g.kinds for i in k.indicators]
    assert names == ["甲", "己", "乙", "丁", "戊", "丙", "满意度"]
    assert not found(after, "G01")


def test_g01_does_not_sort_what_it_does_not_know() -> None:
    groups = [group("产出指标", ("成本指标", "丙"), ("时效指标", "戊"), ("其他指标", "己"))]
    (finding,) = found(book({"indicators": groups}), "G01")
    assert finding.fix is None
    weighed = [{**group("产出指标", ("质量指标", n)), "weight": "20"} for n in "甲乙"]
    (finding,) = found(book({"indicators": weighed}), "G01")
    assert finding.fix is None


def test_g01_follows_the_taxonomy() -> None:
    groups = [group("成本指标", ("经济成本指标", "总成本")), group("产出指标", ("数量指标", "甲"))]
    submission = book({"indicators": groups})
    assert not [f for f in Checker().check(submission, T2021) if f.rule == "G01"]


def test_g01_of_a_department() -> None:
    groups = [group("产出指标", ("成本指标", "丙"), ("时效指标", "戊"))]
    submission = book(department={"indicators": groups})
    (finding,) = found(submission, "G01")
    assert finding.fix is not None
    after = apply_edits(submission, finding.fix.edits)
    assert after.department is not None
    (sorted_group,) = after.department.indicators
    assert [kind.name for kind in sorted_group.kinds] == ["时效指标", "成本指标"]


def test_g03_empty_levels_and_blank_rows() -> None:
    blank = {"name": "效益指标", "kinds": [{"name": "生态效益指标", "indicators": [{"name": ""}]}]}
    empty = IndicatorGroup(name="效益指标")
    submission = book({"indicators": [CLEAN_INDICATORS[0], blank]})
    assert [f.text for f in found(submission, "G03")] == ["生态效益指标"]
    assert not found(book({"indicators": [blank]}), "G03")  # a new table
    bare = Submission(projects=(Project(indicators=(empty,)),))
    assert [f.text for f in found(bare, "G03")] == ["效益指标"]
