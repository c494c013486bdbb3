# SPDX-License-Identifier: MulanPSL-2.0
"""Templates such as `{#}.{name}绩效目标表`: shown from the model, read back from a text.

Braces hold field names of the node; `{#}` is its position among its siblings, `{#cn}` the same as
a Chinese number. See `page.document.Binding`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from fuyi_editor.model.edits import place_of
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.numbering import chinese_number

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Submission

_PLACEHOLDER = re.compile(r"\{(#cn|#|[a-z_]+(?:\.[^{}]*)?)\}")


@lru_cache(maxsize=512)
def placeholders(template: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(_PLACEHOLDER.findall(template))


def placeholder_values(template: str, submission: Submission, node_id: str) -> dict[str, str]:
    """What each placeholder stands for at that node. KeyError if the node is not in the book."""
    node = submission.find(node_id)
    values: dict[str, str] = {}
    for name in placeholders(template):
        if name.startswith("#"):
            number = 1 if node is submission else place_of(submission, node_id)[2] + 1
            values[name] = chinese_number(number) if name == "#cn" else str(number)
        else:
            values[name] = read_field(node, name)
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
    for name, value in new.items():
        if value == old[name]:
            continue
        if not old[name] or old[name] not in text:
            return fill_template(template, new)
        text = text.replace(old[name], value, 1)
    return text


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
