# SPDX-License-Identifier: MulanPSL-2.0
"""The checker: reading order, what is remembered, and that no text makes a rule fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome, Severity
from fuyi_editor.checks.passages import Passage, passages_of
from fuyi_editor.checks.presence import completeness
from fuyi_editor.checks.rule import Observation, Rule, clean, found
from fuyi_editor.checks.rule_texts import Example, RuleText, load_texts
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.checks.sheet import Book, Row, Sheet
from fuyi_editor.model.edits import InsertNode, RemoveNode, SetField
from fuyi_editor.model.fields import FIELDS, read_field
from fuyi_editor.model.nodes import Project, Submission
from fuyi_editor.model.taxonomy import T2015, T2021
from tests.checks.books import book, first, with_row

TEXT = st.text(
    alphabet=st.sampled_from("≥≤=*_-/ 0123456789.%％()（）个次元万年月百分比率XX底…\n"), max_size=16
)
CHECKER = Checker(texts=load_texts())


def counting_checker() -> tuple[Checker, list[str]]:
    looked_at: list[str] = []

    def look(sheet: Sheet) -> Iterator[Observation]:
        looked_at.append(read_field(sheet.owner, "name"))
        yield clean(sheet.owner, "name")

    return Checker([Rule("A01", sheet=look)]), looked_at


def test_only_the_edited_project_is_looked_at_again() -> None:
    checker, looked_at = counting_checker()
    submission = book({"name": "甲"}, {"name": "乙"}, {"name": "丙"})
    checker.check(submission)
    assert looked_at == ["甲", "乙", "丙"]
    looked_at.clear()
    edited = SetField(node=submission.projects[1].id, field="name", text="丁").apply(submission)
    checker.check(edited)
    assert looked_at == ["丁"]
    looked_at.clear()
    checker.check(edited)
    checker.check(RemoveNode(node=edited.projects[0].id).apply(edited))
    assert looked_at == []


def test_a_rule_about_texts_reads_again_only_the_node_that_was_edited() -> None:
    read: list[str] = []

    def look(passage: Passage) -> Observation:
        read.append(passage.text)
        return found(passage.node, passage.field, "same")

    checker = Checker([Rule("A01", text=look)], {"A01": bare_text("A01")})
    report = {"sections": [{"heading": "一、概况", "paragraphs": ["无。"]}]}
    submission = book({"name": "甲", "goals": ["一。", "二。"]}, {"name": "乙"}, report=report)
    assert sorted(f.text for f in checker.check(submission)) == sorted(read)
    assert {"一。", "乙", "无。", "培训场次"} < set(read)
    goal = submission.projects[0].goals[1].id
    once = SetField(node=goal, field="text", text="三。").apply(submission)
    checker.check(once)  # what is in a table is kept from its second look on
    read.clear()
    edited = SetField(node=goal, field="text", text="四。").apply(once)
    texts = [f.text for f in checker.check(edited)]
    project = edited.projects[0]
    assert sorted(read) == sorted(
        passage.text
        for node in (edited, project, project.goals[1])
        for passage in passages_of(node)
    )
    assert texts.index("四。") == texts.index("一。") + 1
    assert "二。" not in texts
    assert checker.check(edited) == Checker(checker.rules, checker.texts).check(edited)


def test_a_fact_of_the_book_makes_all_be_looked_at_again() -> None:
    checker, looked_at = counting_checker()
    submission = book({"name": "甲"}, {"name": "乙"})
    checker.check(submission)
    looked_at.clear()
    checker.check(submission, T2021)
    assert looked_at == ["甲", "乙"]
    looked_at.clear()
    checker.check(
        SetField(node=submission.id, field="money_unit", text="元").apply(submission), T2021
    )
    assert looked_at == ["甲", "乙"]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["value", "name"]), TEXT), max_size=6))
@settings(max_examples=60, deadline=None)
def test_remembering_changes_nothing(edits: list[tuple[int, str, str]]) -> None:
    checker, submission = Checker(), book({"name": "甲"}, {"name": "乙"}, {"code": "丙1"})
    checker.check(submission)
    for number, field, text in edits:
        project = submission.projects[number]
        indicator = project.indicators[0].kinds[0].indicators[0]
        node = indicator.id if field == "value" else project.id
        submission = SetField(node=node, field=field, text=text).apply(submission)
        assert checker.check(submission) == Checker().check(submission)


def test_check_is_what_check_all_found_or_could_not_tell() -> None:
    checker, submission = Checker(), with_row(name="覆盖率", value="1:20")
    spoken = {Outcome.FOUND, Outcome.CANNOT_TELL}
    submission = SetField(node=first(submission).id, field="name", text="").apply(submission)
    everything = checker.check_all(submission)
    assert {f.outcome for f in everything} == set(Outcome)
    assert checker.check(submission) == tuple(f for f in everything if f.outcome in spoken)


def test_reading_order() -> None:
    submission = book(
        {"goals": [], "budget": {"total": "1", "fiscal": "2"}, "spending_plan": [{"by": "6月底"}]},
        {"name": ""},
        year=None,
    )
    rules = [rule for rule in ALL_RULES if rule.id in {"A01", "A09", "B01"}]
    findings = Checker(rules).check(submission)
    assert [(f.rule, f.place.field) for f in findings] == [
        ("A01", "year"),
        ("B01", "budget.total"),
        ("A01", "goals"),
        ("A09", "percent"),
        ("A01", "name"),
    ]
    assert [f.place.project for f in findings] == [
        "", *[first(submission).id] * 3, submission.projects[1].id,
    ]  # fmt: skip


def book_rule(book: Book) -> Iterator[Observation]:
    one, two = book.submission.projects
    yield found(two, "name", "same", other=(one, "name"))
    yield found(book.submission, "title", "same", severity=Severity.HINT)


def test_book_rules_stand_in_their_projects_and_name_the_other() -> None:
    text = RuleText(
        id="X01", name="测试", severity=Severity.WARNING, fields=(), help="", remedy="",
        messages={"same": "“{name}”重复。"}, bad=(), good=(Example(shown=""),),
    )  # fmt: skip
    submission = book({"name": "甲"}, {"name": "乙"})
    checker = Checker([Rule("X01", book=book_rule)], {"X01": text})
    title, name = checker.check(submission)
    assert (title.place.project, title.severity) == ("", Severity.HINT)
    assert (name.place.project, name.message) == (submission.projects[1].id, "“乙”重复。")
    assert name.other is not None
    assert (name.other.project, name.other_text) == (first(submission).id, "甲")


def test_row_rules_see_every_row_once() -> None:
    seen: list[str] = []

    def look(row: Row, sheet: Sheet) -> Observation:
        assert row in sheet.rows
        seen.append(row.name)
        return clean(row.indicator, "value")

    Checker([Rule("A01", row=look)]).check(book())
    assert seen == ["培训场次", "培训合格率", "完成时间", "培训成本", "知晓率", "学员满意度"]


def test_one_place_has_one_outcome_of_a_row_rule() -> None:
    findings = Checker().check_all(with_row(name="活动次数", value="广泛动员"))
    places = [(f.rule, f.place) for f in findings if f.rule in {"A02", "A05", "C01", "C02", "C05"}]
    assert len(places) == len(set(places))


def test_the_text_is_always_that_of_the_place() -> None:
    submission = with_row(name="覆盖率", value=" ≥1个\n")
    for finding in Checker().check_all(submission):
        node = submission.find(finding.place.node)
        if finding.place.field in {field.name for field in FIELDS[type(node)]}:
            assert finding.text == read_field(node, finding.place.field)


@given(name=TEXT, value=TEXT, percent=TEXT, group=TEXT, kind=TEXT, total=TEXT)
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize("taxonomy", [T2015, T2021], ids=lambda taxonomy: taxonomy.name)
def test_no_text_makes_a_rule_fail(
    taxonomy, name: str, value: str, percent: str, group: str, kind: str, total: str
) -> None:
    row = {"name": name, "value": value, "description": value}
    submission = book(
        {
            "name": name,
            "budget": {"total": total, "fiscal": percent},
            "spending_plan": [{"by": name, "percent": percent}, {"by": "", "percent": value}],
            "indicators": [{"name": group, "kinds": [{"name": kind, "indicators": [row]}]}],
        }
    )
    for finding in CHECKER.check_all(submission, taxonomy):
        assert finding.message or finding.outcome in {Outcome.CLEAN, Outcome.NOT_APPLICABLE}


def test_an_empty_book_has_findings_only_for_its_own_fields() -> None:
    assert {f.place.field for f in CHECKER.check(Submission())} == {"year", "unit"}
    blank = Submission(projects=(Project(),))
    fields = {f.place.field for f in CHECKER.check(blank)}
    assert fields == {"year", "unit", "name", "goals", "budget.total"}


def test_a_new_project_is_checked_and_its_id_is_not_confused() -> None:
    checker, submission = Checker(), book()
    for number in range(50):
        project = Project(name="" if number % 2 else "有名称")
        edited = InsertNode.of(submission.id, "projects", 1, project).apply(submission)
        names = [f for f in checker.check(edited) if f.rule == "A01" and f.place.field == "name"]
        assert len(names) == number % 2


def test_checking_in_steps_finds_the_same_and_may_be_given_up() -> None:
    submission = book(*({"name": f"项目{number}", "goals": []} for number in range(4)))
    checker = Checker()
    steps = checker.checking(submission)
    for _ in range(6):  # past some tables, but not all
        next(steps)
    other = SetField(node=submission.projects[3].id, field="name", text="改名").apply(submission)
    assert checker.check(other) == Checker().check(other)
    assert checker.check(submission) == Checker().check(submission)


def test_what_stands_in_a_sum_or_a_report_comes_in_its_place() -> None:
    def look(book: Book) -> Iterator[Observation]:
        submission = book.submission
        assert submission.report is not None
        yield found(submission.report.sections[0].paragraphs[0], "text", "same")
        yield found(submission.subtotals[0], "amount", "same")
        yield found(submission.projects[0], "name", "same")

    submission = book(
        subtotals=[{"amount": "6.00"}],
        report={"sections": [{"heading": "一、概况", "paragraphs": ["无。"]}]},
    )
    checker = Checker([Rule("A01", book=look)], {"A01": bare_text("A01")})
    fields = ["amount", "name", "text"]
    assert [f.place.field for f in checker.check(submission)] == fields
    assert [f.place.field for f in checker.check_all(submission)] == fields


def test_what_was_worked_out_of_a_project_is_remembered_while_it_is_in_the_book() -> None:
    worked_out: list[str] = []

    def length(project: Project) -> int:
        worked_out.append(project.name)
        return len(project.name)

    def look(book: Book) -> Iterator[Observation]:
        for project in book.submission.projects:
            key = "same" if book.memo.of(length, project) > 1 else "other"
            yield found(project, "name", key)

    checker = Checker([Rule("A01", book=look)], {"A01": bare_text("A01")})
    submission = book({"name": "甲"}, {"name": "乙乙"})
    assert [f.message for f in checker.check(submission)] == ["不同。", "相同。"]
    edited = SetField(node=submission.projects[0].id, field="name", text="丙丙").apply(submission)
    assert [f.message for f in checker.check(edited)] == ["相同。", "相同。"]
    assert worked_out == ["甲", "乙乙", "丙丙"]


def bare_text(rule: str) -> RuleText:
    return RuleText(
        id=rule, name="测试", severity=Severity.WARNING, fields=(), help="", remedy="",
        messages={"same": "相同。", "other": "不同。"}, bad=(), good=(Example(shown=""),),
    )  # fmt: skip


def test_a_rule_that_breaks_down_hides_nothing_and_says_so():
    def broken(_: object) -> Iterator[Observation]:
        raise ZeroDivisionError
        yield

    told: list[str] = []
    rules = (Rule("A08", sheet=broken), Rule("D02", book=broken), *completeness.RULES)
    checker = Checker(rules, on_failure=lambda rule, _: told.append(rule))
    findings = checker.check(with_row(name="培训人数", value=""))
    assert sorted(told) == ["A08", "D02"]
    untold = [f for f in findings if f.outcome is Outcome.CANNOT_TELL]
    assert [f.rule for f in untold] == ["D02", "A08"]
    assert all("没有查完" in f.message for f in untold)
    assert "A01" in {f.rule for f in findings}
    with pytest.raises(ZeroDivisionError):
        Checker(rules).check(with_row(name="培训人数", value=""))
