# SPDX-License-Identifier: MulanPSL-2.0
"""Merging units' books: the right totals, every conflict named, and each choice as it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fuyi_editor.model.nodes import Department, Goal, Party, Report, Submission
from fuyi_editor.yearly.merging.conflicts import CHOICES, KINDS
from fuyi_editor.yearly.merging.merge import merge
from fuyi_editor.yearly.merging.parts import Part
from tests.yearly.units import fengrun, kinds, of_unit, only, part, project, renamed

UNITS = {"丰润": "713001", "路南": "713002", "路北": "713003", "古冶": "713004"}


@pytest.fixture(scope="module")
def four() -> list[Part]:
    """Four copies of the published book under four units."""
    book = fengrun()
    return [
        Part.of(f"{name}.docx", of_unit(book, Party(code=code, name=f"唐山市{name}区妇联")))
        for name, code in UNITS.items()
    ]


def names(merged) -> list[str]:
    return [one.name for one in merged.submission.projects]


# Totals


def test_four_units_add_up(four):
    merged = merge(four)
    assert len(merged.submission.projects) == 16
    assert merged.whole.sums["total"] == Decimal("82.00")
    assert merged.whole.sums["fiscal"] == Decimal("82.00")
    assert [unit.label for unit in merged.units] == [f"唐山市{name}区妇联" for name in UNITS]
    assert {unit.sums["total"] for unit in merged.units} == {Decimal("20.50")}
    assert [merged.files(unit) for unit in merged.units] == [(f"{name}.docx",) for name in UNITS]
    assert merged.submission.year == 2023
    assert merged.submission.title == "2023年项目支出绩效目标汇总"
    # The same codes stand in all copies, as one unit had made its table from another's.
    assert kinds(merged) == ["same_code"] * 4
    assert "妇女儿童活动经费（丰润.docx）" in merged.conflicts[0].sentence


def test_the_units_stand_in_the_order_of_their_codes(four):
    merged = merge([*reversed(four), part("无码.docx", project("培训"))])
    labels = [unit.label for unit in merged.units]
    assert labels == [*(f"唐山市{name}区妇联" for name in UNITS), "路南区妇联"]


def test_the_rows_of_the_public_table_are_the_sums(four):
    rows = [(row.unit.code, row.amount.text) for row in merge(four).submission.subtotals]
    assert rows == [("合计", "82.00"), *((code, "20.50") for code in UNITS.values())]


def test_every_project_tells_its_file(four):
    merged = merge(four)
    assert set(merged.sources) == {one.id for one in merged.submission.projects}
    assert merged.sources[four[1].submission.projects[0].id] == "路南.docx"


def test_nothing_is_merged_to_nothing():
    merged = merge([])
    assert merged.submission.projects == ()
    assert merged.whole.sums["total"] == 0
    assert merged.conflicts == ()


def test_a_name_beside_the_table_completes_a_code(four):
    code_only = project("宣传").but(unit=Party(code="189001"))
    book = Submission(unit=Party(name="市委政法委"), projects=(code_only,))
    (unit,) = merge([Part.of("x.docx", book)]).units
    assert unit.projects[0].unit == Party(code="189001", name="市委政法委")


# Duplicates


def test_a_file_that_was_sent_twice_counts_once(four):
    copy = renamed(four[0], "丰润（副本）.docx")
    merged = merge([*four, copy])
    conflict = only(merged, "same_file")
    assert conflict.files == ("丰润.docx", "丰润（副本）.docx")
    assert (conflict.choice, conflict.settled) == ("once", False)
    assert merged.whole.sums["total"] == Decimal("82.00")


def test_both_copies_can_be_kept_and_no_id_stands_twice(four):
    copy = renamed(four[0], "副本.docx")
    choices = {"same_file": "both", "same_unit": "both", "same_code": "both"}
    merged = merge([four[0], copy], choices)
    assert merged.whole.sums["total"] == Decimal("41.00")
    ids = [node.id for node in merged.submission.walk()]
    assert len(ids) == len(set(ids))
    assert all(conflict.settled for conflict in merged.conflicts)
    assert merged.undecided == ()


@pytest.fixture
def corrected() -> list[Part]:
    """A unit's table, and the one that corrects it."""
    return [
        part("旧.docx", project("培训", "2.00"), project("慰问", "1.00"), modified=1),
        part("新.docx", project("培训", "3.00"), modified=2),
    ]


@pytest.mark.parametrize(
    ("choice", "total"), [("", "3.00"), ("newer", "3.00"), ("first", "3.00"), ("both", "6.00")]
)
def test_of_a_table_and_its_correction_the_newer_counts(corrected, choice, total):
    merged = merge(corrected, {"same_unit": choice})
    conflict = only(merged, "same_unit")
    assert conflict.files == ("旧.docx", "新.docx")
    assert conflict.default == "newer"
    assert "有 1 个项目相同" in conflict.sentence
    assert merged.whole.sums["total"] == Decimal(total)
    if choice == "first":
        assert names(merged) == ["培训", "慰问"]


def test_two_files_of_a_unit_with_other_projects_are_both_wanted():
    merged = merge([part("1.docx", project("培训")), part("2.docx", project("慰问"))])
    assert only(merged, "same_unit").choice == "both"
    assert names(merged) == ["培训", "慰问"]
    assert len(merged.units) == 1


def test_own_level_is_the_same_unit():
    own = project("慰问", unit="路南区 妇联（本级）")
    merged = merge([part("1.docx", project("培训")), part("2.docx", own)])
    assert "same_unit" in kinds(merged)
    assert [unit.label for unit in merged.units] == ["路南区妇联"]


def test_a_choice_for_one_conflict_leaves_the_others_alone(corrected):
    others = [
        part("甲.docx", project("培训", "5.00", "甲"), modified=1),
        part("乙.docx", project("培训", "7.00", "甲"), modified=2),
    ]
    merged = merge([*corrected, *others], {"same_unit:甲": "first"})
    assert merged.whole.sums["total"] == Decimal("8.00")
    settled = {conflict.key: conflict.settled for conflict in merged.conflicts}
    assert settled == {"same_unit:路南区妇联": False, "same_unit:甲": True}


# Codes


def twice(second: str) -> list[Part]:
    return [
        part("1.docx", project("培训", "2.00", "甲", "P1")),
        part("2.docx", project(second, "3.00", "乙", "p1 ")),
    ]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("", [("培训", "P1"), ("慰问", "p1 ")]),
        ("both", [("培训", "P1"), ("慰问", "p1 ")]),
        ("first", [("培训", "P1")]),
        ("second", [("慰问", "p1 ")]),
        ("clear", [("培训", "P1"), ("慰问", "")]),
    ],
)
def test_a_code_that_stands_twice(choice, left):
    merged = merge(twice("慰问"), {"same_code": choice})
    assert [(one.name, one.code) for one in merged.submission.projects] == left
    conflict = only(merged, "same_code")
    assert conflict.key == "same_code:P1"
    assert "培训（1.docx）" in conflict.sentence
    assert "慰问（2.docx）" in conflict.sentence


def test_the_same_project_in_two_files_of_a_unit_counts_once():
    both = [
        part("1.docx", project("培训", "2.00", "甲", "P1"), project("宣传", "1.00", "甲")),
        part("2.docx", project("培训", "2.00", "甲", "P1"), project("慰问", "4.00", "甲")),
    ]
    merged = merge(both, {"same_unit": "both"})
    assert only(merged, "same_code").choice == "first"
    assert merged.whole.sums["total"] == Decimal("7.00")


# Units


def test_a_code_under_two_names_is_asked_about():
    one = project("培训").but(unit=Party(code="713001", name="丰润区妇联"))
    other = project("慰问").but(unit=Party(code="713001", name="丰润妇联"))
    parts = [part("1.docx", one), part("2.docx", other)]
    apart, together = merge(parts), merge(parts, {"unit_name": "together"})
    assert only(apart, "unit_name").choice == "apart"
    assert len(apart.units) == 2
    assert [unit.label for unit in together.units] == ["丰润区妇联"]
    assert kinds(together) == ["unit_name", "same_unit"]


def test_a_name_under_two_codes_is_told():
    one = project("培训").but(unit=Party(code="713001", name="丰润区妇联"))
    other = project("慰问").but(unit=Party(code="713009", name="丰润区妇联"))
    merged = merge([part("1.docx", one, other)])
    conflict = only(merged, "unit_code")
    assert "713001、713009" in conflict.sentence
    assert (dict(conflict.choices), conflict.choice_words) == ({}, "")
    assert {one.unit.code for one in merged.submission.projects} == {"713001"}


def test_a_file_without_a_unit_may_lend_its_name():
    parts = [part("收/古冶.docx", project("培训", unit="")), part("2.docx", project("慰问"))]
    blank, named = merge(parts), merge(parts, {"no_unit": "file"})
    assert only(blank, "no_unit").files == ("收/古冶.docx",)
    assert [unit.label for unit in blank.units] == ["路南区妇联", "（没有写单位）"]
    assert [unit.label for unit in named.units] == ["古冶", "路南区妇联"]


def test_files_without_a_unit_are_not_the_same_unit():
    merged = merge([part(f"{n}.docx", project("培训", f"{n}.00", "")) for n in (1, 2)])
    assert kinds(merged) == ["no_unit", "no_unit"]
    assert merged.whole.sums["total"] == Decimal("3.00")


# Years


def test_a_file_of_another_year_is_left_out_unless_wanted(four):
    old = part("去年.docx", project("培训", "9.00"), year=2022)
    merged = merge([*four, old])
    assert "2022 年" in only(merged, "year").sentence
    assert merged.whole.sums["total"] == Decimal("82.00")
    kept = merge([*four, old], {"year:去年.docx": "keep"})
    assert kept.whole.sums["total"] == Decimal("91.00")


def test_the_year_can_be_asked_for_and_one_without_a_year_belongs_to_it(four):
    parts = [*four, part("去年.docx", project("培训", "9.00"), year=2022)]
    parts.append(part("没写.docx", project("慰问", "1.00", "乙"), year=None))
    merged = merge(parts, year=2022)
    assert merged.submission.year == 2022
    assert names(merged) == ["培训", "慰问"]
    assert kinds(merged) == ["year"] * 4


# Money


def test_yuan_and_ten_thousands_become_one_unit_exactly():
    parts = [
        part("万.docx", project("培训", "6.00", "甲")),
        part(
            "元.docx", project("慰问", "60,000.00", "乙"), project("宣传", "0.07", "乙"), money="元"
        ),
        part("写.docx", project("走访", "50000元", "丙")),
    ]
    merged = merge(parts)
    conflict = only(merged, "money_unit")
    assert conflict.choice == "万元"
    assert "“元.docx”是元" in conflict.sentence
    assert merged.submission.money_unit == "万元"
    texts = {one.name: one.budget.total.text for one in merged.submission.projects}
    assert texts == {"培训": "6.00", "慰问": "6.00", "宣传": "0.000007", "走访": "50000元"}
    assert merged.whole.sums["total"] == Decimal("17.000007")
    in_yuan = merge(parts, {"money_unit": "元"})
    assert in_yuan.submission.money_unit == "元"
    assert in_yuan.whole.sums["total"] == Decimal("170000.07")
    texts = [one.budget.total.text for one in in_yuan.submission.projects]
    assert texts == ["60000.00", "60,000.00", "0.07", "50000元"]


def test_what_is_no_amount_is_named_and_printed_sums_stay_blank():
    parts = [part("1.docx", project("培训", "约6万"), project("慰问", ""), project("宣传", "2.00"))]
    merged = merge(parts)
    sentences = [conflict.sentence for conflict in merged.conflicts]
    assert sentences == [
        "“1.docx”的项目“培训”预算数“约6万”不是数字，没有计入合计",
        "“1.docx”的项目“慰问”预算数没有填，没有计入合计",
    ]
    assert (merged.whole.sums["total"], merged.whole.missing) == (Decimal("2.00"), 2)
    assert [row.amount.text for row in merged.submission.subtotals] == ["", ""]


def test_an_unknown_unit_of_money_is_never_taken_for_another():
    parts = [
        part("千.docx", project("培训", "60.00", "甲"), money="千元"),
        part("万.docx", project("慰问", "1.00", "乙")),
    ]
    merged = merge(parts)
    assert "金额单位“千元”不认识" in only(merged, "amount").sentence
    assert merged.whole.sums["total"] == Decimal("1.00")
    assert merged.submission.projects[0].budget.total.text == "60.00千元"
    assert merge(parts[:1]).whole.missing == 1


# What is no project


def test_what_is_no_project_is_told_and_left_where_it_is():
    whole = Department(goals=(Goal(text="总体目标"),))
    parts = [
        Part.of("整体.docx", Submission(department=whole)),
        Part.of("报告.docx", Submission(report=Report())),
        part("1.docx", project("培训")),
    ]
    merged = merge(parts)
    assert [c.files for c in merged.conflicts] == [("整体.docx",), ("报告.docx",)]
    assert merged.notes == (
        "汇总只取项目：“整体.docx”里的部门整体绩效目标没有放进去",
        "汇总只取项目：“报告.docx”里的自评报告没有放进去",
    )
    assert merged.submission.department is None


def test_every_kind_that_leaves_a_choice_has_a_name():
    assert set(CHOICES) < set(KINDS)
