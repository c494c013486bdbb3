# SPDX-License-Identifier: MulanPSL-2.0
"""Fixes in words, and many of them at once."""

from __future__ import annotations

from dataclasses import replace

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.fixes import changes_of, edits_of, mendable
from fuyi_editor.model.edits import MoveNode, RemoveNode, SetField, apply_edits
from tests.checks.books import book, with_row
from tests.checks.few_rules import few_rules

CHECKER = few_rules()
ROWS = [{"name": "及时率", "value": "≥95百分比"}, {"name": "出席率", "value": "≥90百分比"}]


def two_rates():
    kinds = [{"name": "时效指标", "indicators": ROWS}]
    submission = book({"indicators": [{"name": "产出指标", "kinds": kinds}]})
    return submission, CHECKER.check(submission)


def test_a_change_is_told_before_it_is_made() -> None:
    submission = with_row(name="及时率", value="≥95百分比")
    (finding,) = CHECKER.check(submission)
    assert finding.fix is not None
    (change,) = changes_of(submission, finding.fix, finding.place.project)
    assert (change.before, change.after, change.place) == ("≥95百分比", "≥95%", finding.place)


def test_later_edits_of_a_fix_see_the_earlier_ones() -> None:
    submission = with_row(name="及时率", value="≥95百分比")
    (finding,) = CHECKER.check(submission)
    node = finding.place.node
    fix = Fix(
        "x",
        (
            SetField(node=node, field="value", text="1%"),
            SetField(node=node, field="value", text="2%"),
            RemoveNode(node=node),
        ),
    )
    told = [(change.before, change.after) for change in changes_of(submission, fix)]
    assert told == [("≥95百分比", "1%"), ("1%", "2%"), ("", "删除三级指标")]


def test_all_of_a_rule_are_mended_at_once() -> None:
    submission, findings = two_rates()
    rule = next(finding.rule for finding in findings if finding.fix)
    chosen = mendable(findings, rule)
    assert len(chosen) == 2
    after = apply_edits(submission, edits_of(submission, chosen))
    assert not mendable(CHECKER.check(after), rule)
    assert not mendable(findings, "没有")


def test_of_two_fixes_of_one_text_only_the_first_is_offered() -> None:
    _, findings = two_rates()
    first = next(finding for finding in findings if finding.fix)
    assert mendable((first, replace(first, message="另一句")), first.rule) == (first,)


def test_a_fix_whose_node_has_gone_is_left_out() -> None:
    submission, findings = two_rates()
    one, other = mendable(findings, next(f.rule for f in findings if f.fix))
    gone = replace(one, fix=Fix("删除", (RemoveNode(node=other.place.node),)))
    edits = edits_of(submission, (gone, other))
    assert edits == gone.fix.edits
    moved = replace(one, fix=Fix("移动", (MoveNode(node="?", parent="?", index=0),)))
    assert edits_of(submission, (moved,)) == ()
