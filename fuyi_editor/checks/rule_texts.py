# SPDX-License-Identifier: MulanPSL-2.0
"""The words of the rules, read from `resources/rules`: the one source of findings and of help."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from fuyi_editor.checks.findings import Severity
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Node

_WORDS = "words.toml"
FAILED = "failed"
"""The key of the message of any rule that broke down."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Data):
    """A good or bad way to write it: as help shows it, and as data that tests put into a table."""

    shown: str
    source: str = ""
    key: str = ""  # the message that a bad example brings
    row: dict[str, str] | None = None  # group, kind and fields of an indicator
    project: dict[str, Any] | None = None  # parts of a project's JSON export
    book: dict[str, Any] | None = None  # parts of a submission's JSON export


class RuleText(_Data):
    """What one rule says. Braces in messages and remedies are filled with values of the place."""

    id: str
    name: str
    severity: Severity
    fields: tuple[str, ...]  # `Indicator.value`: the fields whose help shows this rule
    help: str
    remedy: str
    messages: dict[str, str]
    remedies: dict[str, str] = {}  # for messages that want another remedy
    bad: tuple[Example, ...]
    good: tuple[Example, ...]

    def message(self, key: str, values: Mapping[str, str]) -> str:
        """The sentence of a message, filled in; empty for outcomes without one."""
        if key == FAILED:
            return f"规则 {self.id}“{self.name}”没有查完，这里可能有漏查的问题。"
        return self.messages[key].format_map(values) if key else ""

    def remedy_for(self, key: str, values: Mapping[str, str]) -> str:
        """How to mend what the message says."""
        return self.remedies.get(key, self.remedy).format_map(values)


RuleTexts = Mapping[str, RuleText]


def load_texts() -> dict[str, RuleText]:
    """The texts of all rules by id. ValidationError where a file is wrong."""
    texts: dict[str, RuleText] = {}
    for path in sorted(resource("rules").glob("*.toml")):
        if path.name != _WORDS:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            texts |= {key: RuleText.model_validate({"id": key, **v}) for key, v in data.items()}
    return dict(sorted(texts.items()))


def texts_for_field(texts: RuleTexts, node_type: type[Node], field: str) -> Iterable[RuleText]:
    """The rules that speak about a field, for its help."""
    name = f"{node_type.__name__}.{field}"
    return [text for text in texts.values() if name in text.fields]
