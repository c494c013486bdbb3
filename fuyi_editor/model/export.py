# SPDX-License-Identifier: MulanPSL-2.0
"""The JSON export: the names of the model, without node ids, in the order of the table."""

from __future__ import annotations

import json
from typing import Any, cast

from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.fields import clean_text
from fuyi_editor.model.nodes import Submission


def to_json(submission: Submission) -> str:
    """The submission as indented JSON; texts verbatim, money as text."""
    return json.dumps(to_data(submission), ensure_ascii=False, indent=2) + "\n"


def to_data(submission: Submission) -> dict[str, Any]:
    """The submission as plain data without ids: equal data means equal content."""
    return submission.model_dump(mode="json")


def from_json(text: str) -> Submission:
    """The submission of an export, with new node ids. ValueError where it is not one."""
    try:
        data = _clean(json.loads(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return with_new_ids(Submission.model_validate(data))


def _clean(data: object) -> object:
    """The same data with texts as they would have been typed: other programs write JSON too."""
    if isinstance(data, str):
        return clean_text(data)
    if isinstance(data, list):
        return [_clean(item) for item in cast("list[object]", data)]
    if isinstance(data, dict):
        named = cast("dict[str, object]", data)
        return {clean_text(name): _clean(value) for name, value in named.items()}
    return data
