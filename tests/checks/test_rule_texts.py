# SPDX-License-Identifier: MulanPSL-2.0
"""Every rule has its words, and its examples show what it does."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome
from fuyi_editor.checks.rule_texts import Example, load_texts, texts_for_field
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.checks.words import load_words
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.nodes import NODE_TYPES, Indicator, Project
from tests.checks.books import book, with_example

TEXTS = load_texts()
CHECKER = Checker()
BAD = [(text.id, example) for text in TEXTS.values() for example in text.bad]
GOOD = [(text.id, example) for text in TEXTS.values() for example in text.good]


def name_of(case: object) -> str:
    return case.shown if isinstance(case, Example) else str(case)


def of_rule(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [f for f in findings if f.rule == rule and f.outcome is Outcome.FOUND]


def test_rules_and_texts_belong_together() -> None:
    ids = [rule.id for rule in ALL_RULES]
    assert len(set(ids)) == len(ids)
    assert sorted(TEXTS) == sorted(ids)


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.id)
def test_words_are_complete(text) -> None:
    assert 2 <= len(text.name) <= 16
    assert 2 <= text.help.count("。") <= 4
    assert text.bad
    assert text.good
    assert set(text.remedies) <= set(text.messages)
    for sentence in (text.help, text.remedy, *text.messages.values(), *text.remedies.values()):
        assert sentence.endswith("。"), sentence
        assert not re.search(r"[一-鿿][,;:?!][一-鿿]", sentence), sentence


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.id)
def test_fields_exist(text) -> None:
    for name in text.fields:
        node_type, _, field = name.partition(".")
        assert field in {f.name for f in FIELDS[NODE_TYPES[node_type]]}, name


def test_a_field_finds_its_rules() -> None:
    assert "B01" in [t.id for t in texts_for_field(TEXTS, Project, "budget.fiscal")]
    ids = [t.id for t in texts_for_field(TEXTS, Indicator, "value")]
    assert ids == sorted(ids)
    assert {"A01", "A02", "A05", "C01", "C02", "C05"} <= set(ids)


def test_the_clean_book_is_clean() -> None:
    assert CHECKER.check(book()) == ()


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name_of)
def test_bad_examples_are_found(rule: str, example: Example) -> None:
    submission = with_example(example)
    findings = of_rule(CHECKER.check(submission), rule)
    templates = TEXTS[rule].messages
    fitting = [f for f in findings if matches(templates[example.key], f.message)]
    assert fitting, [f.message for f in findings]
    assert all(f.remedy and "{" not in f.remedy + f.message for f in findings)
    if example.row is not None:
        assert len(findings) == 1


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name_of)
def test_without_the_rule_nothing_is_found(rule: str, example: Example) -> None:
    others = Checker([r for r in ALL_RULES if r.id != rule], TEXTS, load_words())
    assert not [f for f in others.check_all(with_example(example)) if f.rule == rule]


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=name_of)
def test_good_examples_are_clean(rule: str, example: Example) -> None:
    findings = CHECKER.check_all(with_example(example))
    assert not of_rule(findings, rule)
    assert any(f.rule == rule and f.outcome is Outcome.CLEAN for f in findings)


def test_every_message_of_a_finding_has_an_example_or_says_why() -> None:
    # Reasons of "cannot tell" have no bad example; test_outcomes.py has them.
    untold = {"unknown", "blank_group", "no_total", "not_money", "nothing_counted"}
    tested_below = {("A01", "header_others_have"), ("A01", "column")}
    for text in TEXTS.values():
        shown = {example.key for example in text.bad}
        missing = set(text.messages) - shown - untold
        assert {(text.id, key) for key in missing} <= tested_below


def matches(template: str, message: str) -> bool:
    pattern = "".join(
        re.escape(literal) + ("" if field is None else "(?s:.*)")
        for literal, field, _, _ in Formatter().parse(template)
    )
    return re.fullmatch(pattern, message) is not None
