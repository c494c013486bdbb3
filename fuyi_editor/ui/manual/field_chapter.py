# SPDX-License-Identifier: MulanPSL-2.0
"""The part of the manual on the fields: what to write, an example, and the rules that check it.

What to write stands in `resources/manual/fields.toml`, names of fields in `model.fields`, and the
rules say themselves which fields they are about.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.checks.rule_texts import texts_for_field
from fuyi_editor.model.fields import FIELDS, NODE_NAMES
from fuyi_editor.model.nodes import Node, Project
from fuyi_editor.ui.manual.chapters import link, manual_path, plain
from fuyi_editor.ui.manual.rule_chapter import rule_place
from fuyi_editor.ui.state_colors import SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.checks.rule_texts import RuleText, RuleTexts
    from fuyi_editor.model.fields import Field

FIELDS_CHAPTER = "fields"
OTHER_FIELDS = "表上别的栏"
"""The section on what a form has beyond the fields that the program knows."""
NO_RULES = "这一栏没有专门的检查，照实填写。"
_FIRST_LINE = "execution.total."  # stands for the four lines of the table of 资金
_LINES = re.compile(r"^execution\.\w+\.")
_OUTLINES = frozenset({"outline", "indicators", "indicator_list"})


@dataclass(frozen=True)
class FieldGuide:
    """What the manual says of a field, or of a kind of node if `field` is empty."""

    how: str
    examples: tuple[str, ...] = ()


def load_guides() -> dict[str, FieldGuide]:
    """By `Indicator.value`, `Project.execution.*.spent`, or `Indicator`. KeyError for no `how`."""
    text = manual_path("fields.toml").read_text(encoding="utf-8")
    guides: dict[str, FieldGuide] = {}
    for kind, entries in tomllib.loads(text).items():
        guides[kind] = FieldGuide(entries.pop("how"))
        for name, entry in entries.items():
            guides[f"{kind}.{name}"] = FieldGuide(entry["how"], tuple(entry["examples"]))
    return guides


def guide_key(kind: type[Node], field: str) -> str:
    """The entry that speaks of a field; that of a table of four lines speaks of all of them."""
    return f"{kind.__name__}.{_LINES.sub('execution.*.', field)}"


def field_place(kind: type[Node], field: str) -> str:
    """Where the manual speaks of a field, as the window names it (`value.sign`, `unit.code`)."""
    if field.startswith("extra."):
        return f"{FIELDS_CHAPTER}#{OTHER_FIELDS}"
    if field in _OUTLINES:
        return f"{FIELDS_CHAPTER}#三级指标"
    known = {one.name: one for one in FIELDS.get(kind, ())}
    found = known.get(field) or known.get(field.partition(".")[0])
    name = NODE_NAMES.get(kind, "")
    if found is None:
        return f"{FIELDS_CHAPTER}#{name}" if name else FIELDS_CHAPTER
    return f"{FIELDS_CHAPTER}#{name}/{_heading(found)}"


def field_chapter(texts: RuleTexts) -> str:
    """All kinds of nodes with their fields, in the order of `model.fields`."""
    guides = load_guides()
    return "\n\n".join(
        "\n\n".join(_kind(kind, fields, guides, texts)) for kind, fields in FIELDS.items()
    )


def _kind(
    kind: type[Node], fields: tuple[Field, ...], guides: Mapping[str, FieldGuide], texts: RuleTexts
) -> Iterator[str]:
    yield f"## {plain(NODE_NAMES[kind])}"
    yield plain(guides[kind.__name__].how)
    for field in fields:
        if field.name.startswith("execution.") and not field.name.startswith(_FIRST_LINE):
            continue
        guide = guides[guide_key(kind, field.name)]
        yield f"### {plain(_heading(field))}"
        yield plain(guide.how)
        shown = "　".join(f"“{plain(example)}”" for example in guide.examples)
        yield f"**例**　{shown}"
        yield "\n".join(_rules(kind, field, texts))


def _heading(field: Field) -> str:
    """The label; of the table of 资金 that of the column."""
    if not field.name.startswith("execution."):
        return field.label
    first = _LINES.sub(_FIRST_LINE, field.name)
    labels = {one.name: one.label for one in FIELDS[Project]}
    return labels[first].removeprefix("资金总额")


def _rules(kind: type[Node], field: Field, texts: RuleTexts) -> Iterator[str]:
    rules = texts_for_field(texts, kind, field.name)
    lines = [_rule(rule) for rule in rules]
    yield from lines or [NO_RULES]


def _rule(rule: RuleText) -> str:
    word = SEVERITY_WORDS[rule.severity]
    first = rule.help.split("。")[0]
    named = link(f"{rule.id} {rule.name}", rule_place(rule.id))
    return f"- {named}（{word}）：{plain(first)}。"
