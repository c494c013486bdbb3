# SPDX-License-Identifier: MulanPSL-2.0
"""The JSON export, and what other programs may have made of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from fuyi_editor.model.export import from_json, to_data, to_json
from tests.submissions import submissions


@given(submissions())
def test_what_is_exported_is_read_back(submission):
    assert to_data(from_json(to_json(submission))) == to_data(submission)


def test_ids_are_never_taken_from_a_file():
    text = json.dumps({"projects": [{"id": "x", "name": "甲"}, {"id": "x", "name": "乙"}]})
    projects = from_json(text).projects
    assert [project.name for project in projects] == ["甲", "乙"]
    assert len({"x", projects[0].id, projects[1].id}) == 3


def test_texts_are_cleaned_as_if_typed():
    project = {"name": "甲\x01\r\n乙", "extra": {"备\x00注": "\ud800丙"}}
    read = from_json(json.dumps({"projects": [project]})).projects[0]
    assert (read.name, read.extra) == ("甲\n乙", {"备注": "丙"})


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[]", '{"a": 1}', "", "{"])
def test_what_is_no_export(text):
    with pytest.raises(ValueError):  # noqa: PT011 - json, pydantic and we all have words of our own
        from_json(text)
