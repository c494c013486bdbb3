# SPDX-License-Identifier: MulanPSL-2.0
"""Rules A: exceptions, the four outcomes, severities."""

from __future__ import annotations

from copy import deepcopy

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.model.fields import goals_from_lines
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Project,
    Report,
    SpendingStep,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015, T2021, Taxonomy
from tests.checks.books import CLEAN_INDICATORS, book, first, with_row

CHECKER = Checker()
FOUND, CLEAN = Outcome.FOUND, Outcome.CLEAN
CANNOT_TELL, NOT_APPLICABLE = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE


def at(
    submission: Submission, rule: str, node: str, field: str, taxonomy: Taxonomy = T2015
) -> Finding:
    places = [
        finding
        for finding in CHECKER.check_all(submission, taxonomy)
        if finding.rule == rule and (finding.place.node, finding.place.field) == (node, field)
    ]
    assert len(places) == 1, places
    return places[0]


def row(rule: str, field: str = "value", **cells: str) -> Finding:
    submission = with_row(**cells)
    return at(
        submission, rule, submission.projects[0].indicators[0].kinds[0].indicators[-1].id, field
    )


@pytest.mark.parametrize("text", ["", " ", "1.", "1.\n2、 "])
def test_a_goal_that_is_only_a_number_is_no_goal(text: str) -> None:
    project = Project(name="培训", goals=goals_from_lines((), text))
    found = [f for f in Checker().check(Submission(projects=(project,))) if f.rule == "A01"]
    assert "goals" in {finding.place.field for finding in found}


def test_a_blank_row_is_one_finding() -> None:
    assert row("A01", "name", name=" ", value="").outcome is FOUND
    assert row("A01", "value", name=" ", value="").outcome is NOT_APPLICABLE


def test_a_column_is_asked_for_where_siblings_use_it() -> None:
    submission = with_row(name="活动场次", value="≥2场", basis="计划标准")
    indicators = [i for g in first(submission).indicators for k in g.kinds for i in k.indicators]
    outcomes = [at(submission, "A01", i.id, "basis") for i in indicators]
    assert [f.outcome for f in outcomes] == [FOUND, CLEAN, FOUND, FOUND, FOUND, FOUND, FOUND]
    assert outcomes[0].severity is Severity.WARNING
    assert "指标值确定依据" in outcomes[0].message
    assert at(submission, "A01", indicators[0].id, "description").outcome is NOT_APPLICABLE


def test_a_box_that_no_project_uses_is_not_asked_for() -> None:
    submission = book({}, {"name": "另一个项目"})
    assert at(submission, "A01", first(submission).id, "code").outcome is NOT_APPLICABLE
    submission = book({}, {"code": "13020823P000202100015"})
    missing = at(submission, "A01", first(submission).id, "code")
    assert (missing.outcome, missing.severity) == (FOUND, Severity.WARNING)
    assert at(submission, "A01", submission.projects[1].id, "code").outcome is CLEAN


def test_the_unit_may_stand_in_the_book_or_in_its_projects() -> None:
    unit, nobody = {"name": "妇女联合会"}, {"name": ""}
    everywhere = book({"unit": unit}, {"unit": nobody})
    assert at(everywhere, "A01", everywhere.projects[1].id, "unit").outcome is FOUND
    assert at(everywhere, "A01", everywhere.id, "unit").outcome is NOT_APPLICABLE
    once = book({"unit": nobody}, unit=unit)
    assert at(once, "A01", first(once).id, "unit").outcome is NOT_APPLICABLE
    assert at(once, "A01", once.id, "unit").outcome is CLEAN
    nowhere = book({"unit": nobody})
    assert at(nowhere, "A01", nowhere.id, "unit").outcome is FOUND


@pytest.mark.parametrize(
    ("name", "value", "outcome", "severity"),
    [
        ("活动", "≥4场", CLEAN, None),
        ("活动", "4场", FOUND, Severity.WARNING),
        ("活动", "≥4", FOUND, Severity.ERROR),
        ("活动", "4", FOUND, Severity.ERROR),
        ("活动次数", "≥4", FOUND, Severity.WARNING),
        ("活动费（万元）", "≤4", FOUND, Severity.WARNING),
        ("活动（4期）", "≤4", FOUND, Severity.ERROR),
        ("覆盖率", "≥95", FOUND, Severity.WARNING),
        ("活动", "95%以上", CLEAN, None),
        ("活动", "大于等于95%", CLEAN, None),
        ("活动", "优", NOT_APPLICABLE, None),
        ("活动", "", NOT_APPLICABLE, None),
        ("完成时间", "2023年12月底前完成", NOT_APPLICABLE, None),
        ("完成时间", "按时完成", NOT_APPLICABLE, None),
        ("响应时间", "7*24小时", CANNOT_TELL, None),
        ("活动", "每季度1次", CANNOT_TELL, None),
    ],
)
def test_a02(name: str, value: str, outcome: Outcome, severity: Severity | None) -> None:
    finding = row("A02", name=name, value=value)
    assert finding.outcome is outcome
    assert severity in (None, finding.severity)
    assert bool(finding.message) == (outcome in (FOUND, CANNOT_TELL))


def test_a02_takes_sign_and_unit_from_their_own_columns() -> None:
    groups = [
        {
            "name": "产出指标",
            "kinds": [
                {
                    "name": "数量指标",
                    "indicators": [
                        {"name": "活动", "value": "4", "extra": {"计算符号": "≥", "计量单位": "场"}}
                    ],
                }
            ],
        }
    ]
    submission = book({"indicators": groups})
    indicator = first(submission).indicators[0].kinds[0].indicators[0]
    assert at(submission, "A02", indicator.id, "value").outcome is CLEAN


def test_a03_places_and_severities() -> None:
    submission = book({"indicators": CLEAN_INDICATORS[:1]})
    findings = [f for f in CHECKER.check(submission) if f.rule == "A03"]
    assert [(f.severity, f.place.node) for f in findings] == [
        (Severity.ERROR, first(submission).id),
        (Severity.WARNING, first(submission).id),
    ]
    assert findings[0].text == "妇女儿童活动经费"


def test_a03_does_not_count_blank_rows() -> None:
    empty = {"name": "效益指标", "kinds": [{"name": "经济效益指标", "indicators": [{"name": ""}]}]}
    submission = book({"indicators": [CLEAN_INDICATORS[0], empty, CLEAN_INDICATORS[2]]})
    group = first(submission).indicators[1]
    assert at(submission, "A03", group.id, "name").outcome is FOUND


def test_a03_asks_for_the_kinds_of_the_taxonomy() -> None:
    output = {**CLEAN_INDICATORS[0], "kinds": CLEAN_INDICATORS[0]["kinds"][:3]}
    submission = book({"indicators": [output, *CLEAN_INDICATORS[1:]]})
    group = first(submission).indicators[0]
    assert "成本指标" in at(submission, "A03", group.id, "name").message
    assert at(submission, "A03", group.id, "name", T2021).outcome is CLEAN


def test_a04_depends_on_the_taxonomy() -> None:
    submission = with_row(group="成本指标", kind="经济成本指标", name="总成本", value="≤6万元")
    group = first(submission).indicators[-1]
    assert at(submission, "A04", group.id, "name").outcome is FOUND
    assert at(submission, "A04", group.kinds[0].id, "name").outcome is NOT_APPLICABLE
    assert at(submission, "A04", group.kinds[0].id, "name", T2021).outcome is CLEAN


def test_a04_tells_the_right_group_and_the_second_place() -> None:
    submission = with_row(group="效益指标", kind="数量指标", name="活动", value="≤6场")
    group = first(submission).indicators[1]
    finding = at(submission, "A04", group.kinds[-1].id, "name")
    assert "产出指标" in finding.message
    assert finding.other is not None
    assert (finding.other.node, finding.other_text) == (group.id, "效益指标")


def test_a04_cannot_tell_without_a_group() -> None:
    submission = with_row(group=" ", kind="数量指标", name="活动", value="≤6场")
    group = first(submission).indicators[-1]
    finding = at(submission, "A04", group.id, "name")
    assert finding.outcome is CANNOT_TELL
    assert finding.message


@pytest.mark.parametrize(
    ("value", "outcome", "severity"),
    [
        ("", NOT_APPLICABLE, None),
        ("≥95%", CLEAN, None),
        ("X光检查", CLEAN, None),
        ("≥100平方米×2", CLEAN, None),
        ("2024年12月底前", CLEAN, None),
        ("≥XX%", FOUND, Severity.ERROR),
        ("≥X人", FOUND, Severity.ERROR),
        ("xxx", FOUND, Severity.ERROR),
        ("***", FOUND, Severity.ERROR),
        ("___", FOUND, Severity.ERROR),
        ("/", FOUND, Severity.ERROR),
        ("—", FOUND, Severity.ERROR),
        ("…", FOUND, Severity.ERROR),
        ("7＊24小时", FOUND, Severity.ERROR),
        ("2024-06-30", FOUND, Severity.WARNING),
        ("10－20人", FOUND, Severity.WARNING),
        ("-5%", CLEAN, None),
        ("Wi-Fi覆盖", CLEAN, None),
        ("二〇〇八年", CLEAN, None),
    ],
)
def test_a05_values(value: str, outcome: Outcome, severity: Severity | None) -> None:
    finding = row("A05", name="活动", value=value)
    assert finding.outcome is outcome
    assert severity in (None, finding.severity)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("", NOT_APPLICABLE),
        ("7*24小时响应", CLEAN),
        ("2021-2030年规划", CLEAN),
        ("APP使用率", CLEAN),
        ("*", FOUND),
        ("_", FOUND),
        ("XX活动", FOUND),
        ("……", FOUND),
    ],
)
def test_a05_names(name: str, outcome: Outcome) -> None:
    assert row("A05", "name", name=name, value="≥4场").outcome is outcome


def test_a09_without_a_plan_does_not_apply() -> None:
    submission = book()
    assert at(submission, "A09", first(submission).id, "spending_plan").outcome is NOT_APPLICABLE


def test_a09_as_published_in_fengrun() -> None:
    plan = [("3月底", ""), ("6月底", "90%"), ("10月底", "100%"), ("12月底", "100%")]
    submission = book({"spending_plan": [{"by": by, "percent": p} for by, p in plan]})
    steps = first(submission).spending_plan
    outcomes = [at(submission, "A09", step.id, "percent").outcome for step in steps]
    assert outcomes == [FOUND, CLEAN, CLEAN, CLEAN]
    assert "0%" in at(submission, "A09", steps[0].id, "percent").remedy


def test_a09_falling_names_both_places() -> None:
    plan = [("6月底", "60%"), ("10月底", ""), ("12月底", "40%")]
    submission = book({"spending_plan": [{"by": by, "percent": p} for by, p in plan]})
    steps = first(submission).spending_plan
    finding = at(submission, "A09", steps[2].id, "percent")
    assert finding.other is not None
    assert (finding.other.node, finding.other_text) == (steps[0].id, "60%")


def test_a_department_has_rows_but_no_header() -> None:
    department = {
        "goals": ["1.服务妇女儿童。"],
        "sub_goals": [{"name": "引领", "indicators": [{"name": "活动次数", "value": "广泛"}]}],
    }
    submission = book(department=department)
    assert submission.department is not None
    findings = CHECKER.check(submission)
    indicator = submission.department.sub_goals[0].indicators[0]
    assert [(f.rule, f.place.node, f.place.project) for f in findings] == [
        ("C02", indicator.id, "")
    ]
    at(submission, "A03", submission.department.id, "indicators")


# What the form does not print is not asked for


def rules_at(submission: Submission, *printed: tuple[type[Node], str]) -> set[tuple[str, str]]:
    findings = Checker().check(submission, T2015, dict.fromkeys(printed).keys())
    return {(finding.rule, finding.place.field) for finding in findings}


LIST = (
    (Project, "name"), (Project, "budget.total"), (Project, "goals"),
    (Project, "indicators.name"), (Indicator, "name"), (Indicator, "value"),
)  # fmt: skip
OUTLINE = (
    *LIST[:3], (Project, "outline"), (Indicator, "name"), (Indicator, "value"),
    (IndicatorGroup, "name"), (IndicatorKind, "name"),
)  # fmt: skip


def test_a_list_of_names_needs_no_values_and_no_levels() -> None:
    names = [{"name": "培训合格率"}, {"name": "服务质量"}]
    submission = book({"indicators": [{"name": "", "kinds": [{"name": "", "indicators": names}]}]})
    assert {rule for rule, _ in rules_at(submission)} == set()  # nothing printed, nothing asked
    assert rules_at(submission, *LIST) == set()
    assert {("A01", "value"), ("A03", "name")} <= {
        (f.rule, f.place.field) for f in CHECKER.check(submission)
    }


def test_of_a_secret_project_only_name_and_amount_are_asked_for() -> None:
    secret = book({"secret": True, "goals": [], "indicators": []})
    assert rules_at(secret, *LIST, (IndicatorGroup, "name")) == set()
    nameless = book({"secret": True, "name": "", "goals": [], "indicators": []})
    assert rules_at(nameless, *LIST) == {("A01", "name")}


def test_a_second_level_missing_under_satisfaction_is_but_a_hint_in_an_outline() -> None:
    groups = deepcopy(CLEAN_INDICATORS)
    groups[2]["kinds"][0]["name"] = ""
    table = [place for place in OUTLINE if place[1] != "outline"]
    for printed, severity in ((OUTLINE, Severity.HINT), (table, Severity.WARNING)):
        keys = dict.fromkeys(printed).keys()
        found = CHECKER.check(book({"indicators": groups}), T2015, keys)
        assert [(f.rule, f.severity) for f in found] == [("A04", severity)]


def test_a_header_that_the_form_has_no_place_for_is_not_asked_for() -> None:
    submission = book({"budget": {"total": ""}, "goals": []})
    assert rules_at(submission, *OUTLINE) == {("A01", "budget.total"), ("A01", "goals")}
    assert rules_at(submission, *OUTLINE[:1], *OUTLINE[3:]) == set()


def test_a_report_needs_no_unit_of_its_own() -> None:
    submission = Submission(title="某县妇联2023年度自评报告", year=2023, report=Report())
    assert CHECKER.check(submission) == ()


def test_a_unit_and_a_plan_are_asked_for_only_where_they_are_printed() -> None:
    plan = (SpendingStep(by="3月底"),)
    submission = Submission(projects=(Project(name="培训", spending_plan=plan),))
    asked = {("A01", "unit"), ("A09", "percent")}
    assert rules_at(submission, *LIST).isdisjoint(asked)
    printed = (*LIST, (Submission, "unit"), (SpendingStep, "percent"))
    assert asked <= rules_at(submission, *printed)
