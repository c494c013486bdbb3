# SPDX-License-Identifier: MulanPSL-2.0
"""The law of merging: the totals are the sums of the parts, whatever unit of money they are in."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.nodes import Budget, Money, Party, Project, Submission
from fuyi_editor.yearly.merging.merge import merge
from fuyi_editor.yearly.merging.money import money_in
from fuyi_editor.yearly.merging.parts import Part
from tests.submissions import words

YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
KEEP_ALL = {"same_file": "both", "same_unit": "both", "same_code": "both", "year": "keep"}

numbers = st.decimals(0, 99_999_999, places=2, allow_nan=False)
units = st.sampled_from(["甲县妇联", "甲县妇联（本级）", "乙县妇联", ""])


@st.composite
def amounts(draw: st.DrawFn) -> tuple[str, Decimal | None, str]:
    """The text of an amount, what it is, and in which unit if it says so."""
    number, own = draw(numbers), draw(st.sampled_from(["", "", "", "元", "万元"]))
    text = draw(st.sampled_from([f"{number}", f"{number:,}", f" {number} "])).rstrip() + own
    return draw(st.sampled_from([(text, number, own), ("", None, ""), ("约六万", None, "")]))


@st.composite
def books(draw: st.DrawFn) -> tuple[Submission, Decimal, int]:
    """A book, its total in 元, and how many of its amounts are none."""
    money_unit = draw(st.sampled_from(["元", "万元"]))
    projects: list[Project] = []
    total, missing = Decimal(0), 0
    for _ in range(draw(st.integers(0, 4))):
        text, number, own = draw(amounts())
        total += (number or 0) * YUAN[own or money_unit]
        missing += number is None
        budget = Budget(total=Money(text=text))
        code, name = draw(st.sampled_from(["", "P1", "P2"])), draw(words)
        unit = Party(name=draw(units))
        projects.append(Project(code=code, name=name, unit=unit, budget=budget))
    year = draw(st.sampled_from([2023, 2024, None]))
    book = Submission(year=year, money_unit=money_unit, projects=tuple(projects))
    return book, total, missing


@given(st.lists(books(), max_size=5), st.sampled_from(["万元", "元"]))
def test_the_totals_are_the_sums_of_the_parts(made, wanted):
    parts = [Part.of(f"{number}.docx", book) for number, (book, _, _) in enumerate(made)]
    merged = merge(parts, KEEP_ALL | {"money_unit": wanted})
    scale = YUAN[merged.submission.money_unit]
    assert merged.whole.sums["total"] * scale == sum((total for _, total, _ in made), Decimal(0))
    assert merged.whole.missing == sum(missing for _, _, missing in made)
    assert sum(c.kind == "amount" for c in merged.conflicts) == merged.whole.missing
    assert sum((u.sums["total"] for u in merged.units), Decimal(0)) == merged.whole.sums["total"]
    assert len(merged.submission.projects) == sum(len(book.projects) for book, _, _ in made)
    assert set(merged.sources) == {project.id for project in merged.submission.projects}
    printed = [row.amount.amount for row in merged.submission.subtotals]
    assert printed[0] == (merged.whole.sums["total"] if made and not merged.whole.missing
                          and merged.submission.projects else None)  # fmt: skip


@given(numbers, st.sampled_from([("元", "万元"), ("万元", "元")]))
def test_an_amount_comes_back_from_another_unit_as_it_was(number, way):
    here, there = way
    money = Money(text=f"{number:.2f}")
    assert money_in(money_in(money, here, there), there, here) == money


@given(st.lists(books(), max_size=4))
def test_whatever_is_chosen_by_default_can_be_chosen_by_name(made):
    parts = [Part.of(f"{number}.docx", book) for number, (book, _, _) in enumerate(made)]
    merged = merge(parts)
    chosen = {c.key: c.choice for c in merged.conflicts if c.choices}
    again = merge(parts, chosen)
    assert again.submission.projects == merged.submission.projects
    assert [c.key for c in again.conflicts] == [c.key for c in merged.conflicts]
    assert all(conflict.settled for conflict in again.conflicts if conflict.choices)
