# SPDX-License-Identifier: MulanPSL-2.0
"""The JSON export: the names of the model, without node ids, in the order of the table."""

from __future__ import annotations

import json
from typing import Any

from fuyi_editor.model.nodes import Submission


def to_json(submission: Submission) -> str:
    """The submission as indented JSON; texts verbatim, money as text."""
    return json.dumps(to_data(submission), ensure_ascii=False, indent=2) + "\n"


def to_data(submission: Submission) -> dict[str, Any]:
    """The submission as plain data without ids: equal data means equal content."""
    return submission.model_dump(mode="json")


def from_json(text: str) -> Submission:
    """The submission of an export, with new node ids. ValueError where it is not one."""
    return Submission.model_validate_json(text)


def same_content(a: Submission, b: Submission) -> bool:
    """Whether two submissions say the same, whatever the ids of their nodes."""
    return a is b or to_data(a) == to_data(b)
