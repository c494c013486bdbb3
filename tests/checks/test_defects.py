# SPDX-License-Identifier: MulanPSL-2.0
"""The real faults in the published files, one by one: each is found where it stands.

`tests/data/defects/*.toml` list them: the file, the number in the list of known defects, the rule,
a piece of the text that the finding is about, and where it helps a piece of its message or of the
name of its project. Where the fault makes a rule say that it cannot tell, that is its `outcome`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome
from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.nodes import Project

DATA = Path(__file__).parents[1] / "data"


class Told(NamedTuple):
    """What the checker says of a published file."""

    rule: str
    outcome: str
    project: str
    text: str
    message: str


@cache
def _told(name: str) -> list[Told]:
    book = open_book(DATA / f"{name}.docx", load_layouts())
    findings = Checker().check(book.submission, book.taxonomy, book.printed)
    return [
        Told(f.rule, f.outcome.value, _project(book.submission, f.place.project), f.text, f.message)
        for f in findings
    ]


def _project(submission, node: str) -> str:
    project = submission.find(node) if node else None
    return project.name if isinstance(project, Project) else ""


def _defects() -> list[dict[str, str]]:
    files = sorted((DATA / "defects").glob("*.toml"))
    return [d for file in files for d in tomllib.loads(file.read_text("utf-8"))["defect"]]


@pytest.mark.parametrize(
    "defect", _defects(), ids=lambda d: f"{d['file']}-{d['number']}-{d['rule']}"
)
def test_a_known_defect_is_found_where_it_stands(defect):
    told = [t for t in _told(defect["file"]) if t.rule == defect["rule"]]
    outcome = defect.get("outcome", Outcome.FOUND.value)
    assert any(
        t.outcome == outcome
        and defect["text"] in t.text
        and defect.get("message", "") in t.message
        and defect.get("project", "") in t.project
        for t in told
    ), [(t.text[:40], t.message) for t in told]
