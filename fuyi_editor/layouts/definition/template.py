# SPDX-License-Identifier: MulanPSL-2.0
"""Templates such as `{#}.{name}绩效目标表`: shown from the model, read back from a text.

Braces hold field names of the node; `{#}` is its position among its siblings, `{#cn}` the same as
a Chinese number. See `page.document.Binding`. In a layout a name may say of which node it is by a
scope in front, `{book.title}`, `{kind.name}`; a binding names the node instead.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.model.edits import place_of
from fuyi_editor.model.fields import JOINED, SECRET, read_field
from fuyi_editor.model.nodes import Project
from fuyi_editor.model.numbering import chinese_number

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Node, Submission

SCOPES = ("book", "midterm", "mid.kind", "mid", "group", "kind")
"""Nodes that a layout's cell can name: the book, a project's 中期 half, and of the row of an
indicator its 二级 and 一级; `mid` is the indicator in the left half of a row (F1)."""

# Of a 涉密 project only the name and the amount are printed (F11).
_HIDDEN_WHEN_SECRET = frozenset({"purpose", "goals", "outline", "indicator_list"})

_PLACEHOLDER = re.compile(r"\{(#cn|#|[a-z_]+(?:\.[^{}]*)?)\}")


@lru_cache(maxsize=512)
def placeholders(template: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(_PLACEHOLDER.findall(template))


@lru_cache(maxsize=512)
def split_scope(template: str) -> tuple[str, str]:
    """The scope that every name of a layout's template has in front, and the template without."""
    names = placeholders(template)
    for scope in SCOPES:
        front = scope + "."
        if names and all(name.startswith(front) for name in names):
            return scope, template.replace("{" + front, "{")
    return "", template


def shown_field(node: Node, name: str) -> str:
    """What the page shows of a field: its text, or 涉密项目 where the project is secret."""
    if name in _HIDDEN_WHEN_SECRET and isinstance(node, Project) and node.secret:
        return SECRET
    return read_field(node, name)


def placeholder_values(template: str, submission: Submission, node_id: str) -> dict[str, str]:
    """What each placeholder stands for at that node. KeyError if the node is not in the book."""
    node = submission.find(node_id)
    values: dict[str, str] = {}
    for name in placeholders(template):
        if name.startswith("#"):
            number = 1 if node is submission else place_of(submission, node_id)[2] + 1
            values[name] = chinese_number(number) if name == "#cn" else str(number)
        else:
            values[name] = shown_field(node, name)
    return values


def fill_template(template: str, values: dict[str, str]) -> str:
    """The template with every placeholder replaced by its value."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def rewrite(text: str, template: str, old: dict[str, str], new: dict[str, str]) -> str:
    """`text` after its values changed from `old` to `new`.

    A text that never agreed with its template (tianjin-2024's sixth heading lacks the `]` of the
    project's name) keeps its own wording around the parts that changed.
    """
    if old == new:
        return text
    if text == fill_template(template, old):
        return fill_template(template, new)
    if (name := next(iter(new))) in JOINED and template == "{" + name + "}":
        return _rewrite_lines(text, old[name], new[name])
    for name, value in new.items():
        if value == old[name]:
            continue
        if not old[name] or old[name] not in text:
            return fill_template(template, new)
        text = text.replace(old[name], value, 1)
    return text


def _rewrite_lines(text: str, old: str, new: str) -> str:
    """The lines of the file for those of `old`, one for one, where `new` still has them.

    An outline is written `(一)数量指标:` here, `(一) 数量指标：` there (menyuan-2023): lines that
    did not change keep the file's way.
    """
    lines, before, after = text.split("\n"), old.split("\n"), new.split("\n")
    if len(lines) != len(before):
        return new
    written: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        written += lines[start:end] if tag == "equal" else after[new_start:new_end]
    return "\n".join(written)


def read_template(template: str, text: str) -> dict[str, str] | None:
    """The value of each placeholder in a text of that form, None where it has another form."""
    pattern = "".join(
        part if index % 2 == 0 else f"(?P<_{index}>{_shape(part)})"
        for index, part in enumerate(_split(template))
    )
    match = re.fullmatch(pattern, text, re.DOTALL)
    if match is None:
        return None
    names = placeholders(template)
    return {name: match[f"_{2 * index + 1}"] for index, name in enumerate(names)}


def _split(template: str) -> list[str]:
    parts = _PLACEHOLDER.split(template)
    return [part if index % 2 else re.escape(part) for index, part in enumerate(parts)]


def _shape(name: str) -> str:
    return {"#": r"\d+", "#cn": "[一二三四五六七八九十]+"}.get(name, ".*?")
