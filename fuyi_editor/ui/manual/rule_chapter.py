# SPDX-License-Identifier: MulanPSL-2.0
"""The part of the manual on the rules: the words that findings use too, so they cannot disagree."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from fuyi_editor.ui.manual.chapters import WIDE_SPACE, plain
from fuyi_editor.ui.state_colors import SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.checks.rule_texts import Example, RuleText, RuleTexts

RULES_CHAPTER = "rules"
CLASSES = {
    "A": "填全了没有",
    "B": "金额和分值算得对不对",
    "C": "指标的写法",
    "D": "前后说的是不是一回事",
    "E": "年份",
    "F": "文字",
    "G": "次序",
}
_MOST_EXAMPLES = 4
_BLANK = re.compile(r"[^。；]*\{\w+\}[^。；]*[。；]")
"""A sentence that is filled in with what was found; here nothing was."""


def rule_place(rule: str) -> str:
    """Where the manual explains a rule."""
    return f"{RULES_CHAPTER}#{rule}"


def rule_chapter(texts: RuleTexts) -> str:
    """All rules, by class. KeyError for a class without a name."""
    parts: list[str] = []
    for letter, rules in groupby(texts.values(), key=_class_of):
        parts.append(f"## {letter} 类{WIDE_SPACE}{CLASSES[letter]}")
        parts.extend(part for rule in rules for part in _rule(rule))
    return "\n\n".join(parts)


def _class_of(rule: RuleText) -> str:
    return rule.id[0]


def _rule(rule: RuleText) -> Iterator[str]:
    yield f"### {rule.id}{WIDE_SPACE}{plain(rule.name)}"
    yield f"**{SEVERITY_WORDS[rule.severity]}**　{plain(rule.help)}"
    if remedy := _BLANK.sub("", rule.remedy):
        yield f"**改法**　{plain(remedy)}"
    # Word and sign tell good from bad, not a colour.
    examples = [*_examples("✓ 这样写", rule.good), *_examples("✗ 不要写", rule.bad)]
    yield "  \n".join(examples)


def _examples(words: str, examples: Iterable[Example]) -> Iterator[str]:
    shown = dict.fromkeys(example.shown for example in examples)
    for text in [*shown][:_MOST_EXAMPLES]:
        yield f"{words}：{plain(text)}"
