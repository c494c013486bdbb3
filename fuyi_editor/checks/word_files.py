# SPDX-License-Identifier: MulanPSL-2.0
"""Word lists that rules of one group share, read from `resources/rules/words`."""

from __future__ import annotations

import tomllib
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from fuyi_editor.resource_files import resource


class WordList(BaseModel):
    """The lists of one file; what each is for stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_List = TypeVar("_List", bound=WordList)


def read_words(group: str, lists: type[_List]) -> _List:
    """The lists of a group. ValidationError where the file is wrong."""
    path = resource("rules", "words", f"{group}.toml")
    return lists.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
