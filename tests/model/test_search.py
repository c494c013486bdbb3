# SPDX-License-Identifier: MulanPSL-2.0
"""Finding and replacing over a whole book: every field, width and case, and what refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.diff import diff
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.fields import FIELDS, JOINED, read_field
from fuyi_editor.model.money import Money
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Party,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    Submission,
    Subtotal,
    Task,
)
from fuyi_editor.model.search import Query, Search, find, replace, why_refused
from tests.submissions import submissions

QUERIES = st.sampled_from(["妇女", "活动", "1", "％", "(", "A", "培训满", "12"])


def full_book() -> Submission:
    """A book with a node of most kinds."""
    indicator = Indicator.model_validate({"name": "活动1", "value": "12次"})
    kind = IndicatorKind(name="数量指标", indicators=(indicator,))
    return Submission(
        title="2023年绩效文本",
        year=2023,
        department=Department(
            goals=(Goal(text="1.总体"),), safeguards=(Safeguard(text="1、制度"),)
        ),
        subtotals=(Subtotal(unit=Party(name="合计1"), amount=Money(text="12.00")),),
        projects=(
            Project(
                name="项目1",
                goals=(Goal(text="1.慰问"), Goal(text="2.培训")),
                indicators=(IndicatorGroup(name="产出指标", kinds=(kind,)),),
            ),
        ),
        report=Report(
            sections=(
                ReportSection(heading="概况", paragraphs=(ReportParagraph(text="预算10万元。"),)),
            )
        ),
    )


def all_texts(submission: Submission) -> list[tuple[str, str, str]]:
    """Node, field and text of everything that can be searched, read without the search."""
    found = []
    for node in submission.walk():
        names = [field.name for field in FIELDS[type(node)] if field.name not in JOINED]
        names += [f"extra.{label}" for label in getattr(node, "extra", {})]
        found += [(node.id, name, read_field(node, name)) for name in names]
    return found


def with_texts(submission: Submission, texts: dict[str, str]) -> Submission:
    project = submission.projects[0]
    edits = [SetField(node=project.id, field=name, text=text) for name, text in texts.items()]
    return apply_edits(submission, edits)


@given(submissions(), QUERIES)
def test_every_place_is_found_once_and_in_reading_order(submission, text):
    hits = find(submission, Query(text, match_case=True, fold_width=False))
    texts = all_texts(submission)
    assert len(hits) == sum(whole.count(text) for _, _, whole in texts)
    assert all(hit.found == text for hit in hits)
    order = [(node, name) for node, name, _ in texts]
    places = [(order.index((hit.node, hit.field)), hit.start) for hit in hits]
    assert places == sorted(places)


@given(submissions(), QUERIES, st.booleans(), st.booleans())
def test_after_replacing_all_nothing_is_found_and_nothing_else_has_changed(
    submission, text, match_case, fold_width
):
    query = Query(text, match_case, fold_width)
    hits = find(submission, query)
    done = replace(submission, hits, "※")
    after = apply_edits(submission, done.edits)
    refused = {(refusal.node, refusal.field) for refusal in done.refusals}
    assert {(hit.node, hit.field) for hit in find(after, query)} == refused
    touched = {edit.node for edit in done.edits}
    for node in submission.walk():
        if touched.isdisjoint(part.id for part in node.walk()):
            assert after.find(node.id) is node
    assert {(e.node, e.field) for e in diff(submission, after)} == {
        (e.node, e.field) for e in done.edits
    }
    assert apply_edits(after, diff(after, submission)) == submission


@given(submissions(), QUERIES, st.data())
def test_a_search_that_goes_on_says_what_a_new_one_says(submission, text, data):
    search = Search(Query(text))
    search.hits(submission)
    texts = [place for place in all_texts(submission) if place[1] in ("name", "text", "basis")]
    node, name, _ = data.draw(st.sampled_from(texts))
    after = SetField(node=node, field=name, text="妇女1活动（").apply(submission)
    assert search.hits(after) == find(after, Query(text))


def test_every_kind_of_node_is_searched():
    book = full_book()
    assert {type(book.find(hit.node)).__name__ for hit in find(book, Query("1"))} >= {
        "Goal", "Safeguard", "Project", "Indicator", "ReportParagraph", "Subtotal",
    }  # fmt: skip
    assert [hit.field for hit in find(book, Query("合计"))] == ["unit"]


@pytest.mark.parametrize(
    ("text", "query", "match_case", "fold_width", "found"),
    [
        ("满意度（％）１２", "(%)12", False, True, ["（％）１２"]),
        ("满意度（％）", "(%)", False, False, []),
        ("ABC abc", "abc", False, True, ["ABC", "abc"]),
        ("ABC abc", "abc", True, True, ["abc"]),
        ("全　年 全 年", "全 年", False, True, ["全　年", "全 年"]),
        ("STRAßE ß", "straße", False, True, ["STRAßE"]),
        ("aaa", "aa", False, True, ["aa"]),
        ("a.c abc", "a.c", False, True, ["a.c"]),
    ],
)
def test_width_and_case(text, query, match_case, fold_width, found):
    book = with_texts(full_book(), {"purpose": text})
    hits = find(book, Query(query, match_case, fold_width))
    assert [hit.found for hit in hits if hit.field == "purpose"] == found


def test_an_empty_query_finds_nothing():
    assert find(full_book(), Query("")) == ()


def test_what_stands_beside_unknown_labels_is_found_and_replaced():
    project = Project(name="甲", extra={"备注": "见附件2023"})
    task = Task(name="乙", extra={"责任科室": "2023组"})
    book = full_book().but(projects=(project,))
    book = book.but(department=book.department.but(tasks=(task,)))
    hits = [hit for hit in find(book, Query("2023")) if hit.field.startswith("extra.")]
    after = apply_edits(book, replace(book, hits, "2024").edits)
    assert after.find(project.id).extra == {"备注": "见附件2024"}
    assert after.find(task.id).extra == {"责任科室": "2024组"}


def test_one_of_several_in_a_field_can_be_replaced_alone():
    book = with_texts(full_book(), {"purpose": "2022年、2022年、2022年"})
    hits = [hit for hit in find(book, Query("2022")) if hit.field == "purpose"]
    done = replace(book, [hits[2], hits[0]], "2023")
    assert [edit.text for edit in done.edits] == ["2023年、2022年、2023年"]


def test_a_year_and_money_refuse_with_a_sentence():
    book = with_texts(full_book(), {"budget.total": "6.00"})
    (hit,) = [hit for hit in find(book, Query("6.00")) if hit.field == "budget.total"]
    done = replace(book, [hit], "六万")
    assert done.edits == ()
    assert done.refusals[0].sentence == "预算数应是金额，不能改成“六万”"
    assert replace(book, [hit], "7.50").edits[0].text == "7.50"
    (year,) = [hit for hit in find(book, Query("2023")) if hit.field == "year"]
    assert "年度应是四位数字" in replace(book, [year], "下一").refusals[0].sentence


def test_a_tick_for_secret_takes_no_other_word():
    project = Project(name="甲", secret=True)
    assert why_refused(project, "secret", "公开项目") == "涉密不能改成“公开项目”"
    assert why_refused(project, "secret", "") == ""


def test_a_slash_for_no_amount_may_become_anything():
    project = Project(name="甲")
    book = full_book().but(projects=(project,))
    book = SetField(node=project.id, field="budget.other", text="／").apply(book)
    hits = find(book, Query("／", fold_width=False))
    assert replace(book, hits, "无").edits[0].text == "无"


def test_the_year_of_the_book_follows_its_title():
    book = full_book()
    hits = [hit for hit in find(book, Query("2023年")) if hit.node == book.id]
    assert [hit.field for hit in hits] == ["title"]
    after = apply_edits(book, replace(book, hits, "2024年").edits)
    assert (after.title, after.year) == ("2024年绩效文本", 2024)


def test_a_replacement_says_only_what_a_file_can_hold():
    book = with_texts(full_book(), {"purpose": "甲乙"})
    (hit,) = [hit for hit in find(book, Query("甲")) if hit.field == "purpose"]
    after = apply_edits(book, replace(book, [hit], "丙\x07\r\n").edits)
    assert after.projects[0].purpose == "丙\n乙"


def test_what_is_replaced_with_itself_is_no_change():
    book = full_book()
    assert replace(book, find(book, Query("项目")), "项目").edits == ()


def test_texts_in_a_row_are_set_as_one_after_another_would():
    book = full_book()
    first = next(node for node in book.walk() if isinstance(node, Indicator))
    edits = [
        SetField(node=first.id, field="name", text="甲"),
        SetField(node=book.projects[0].id, field="goals", text="子\n丑"),
        SetField(node=first.id, field="name", text="乙"),
        SetField(node=first.id, field="value", text="3次"),
    ]
    one_by_one = book
    for edit in edits:
        one_by_one = edit.apply(one_by_one)
    assert apply_edits(book, edits).projects[0].indicators == one_by_one.projects[0].indicators
    with pytest.raises(KeyError):
        apply_edits(book, [*edits[2:], SetField(node="none", field="name", text="丙")])
