# SPDX-License-Identifier: MulanPSL-2.0
"""Layout files: those that come with the program and those in the user's own folders.

A file that is no good is left out, and one plain Chinese sentence says why; it stops nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError
from typing_extensions import override

from fuyi_editor.layouts.definition.checks import complaints
from fuyi_editor.layouts.definition.layout import CellData, Layout, PartData, RowData
from fuyi_editor.layouts.definition.words import schema_words, sentence, syntax_words
from fuyi_editor.resource_files import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

_LARGEST = 1_000_000  # bytes; the longest of ours has 6000
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_PARTS: dict[str, type[BaseModel]] = {
    "rows": RowData, "cells": CellData, "subtotal": CellData, "parts": PartData,
    "book": PartData, "department": PartData, "projects_heading": PartData,
    "projects": PartData, "project": PartData, "report": PartData,
}  # fmt: skip


class LayoutError(ValueError):
    """A layout file that cannot be used; the text is a Chinese sentence naming file and place."""


def read_layout(path: Path) -> Layout:
    """The layout in that file. `LayoutError` where the file is no good."""
    name = path.name
    try:
        if path.stat().st_size > _LARGEST:
            raise LayoutError(sentence(name, (), "文件太大，不像是版式"))
        return layout_from_text(path.read_text(encoding="utf-8-sig"), name)
    except OSError as error:
        what = f"读不出来（{error.strerror or error}），请检查文件的权限"
        raise LayoutError(sentence(name, (), what)) from error
    except UnicodeDecodeError as error:
        what = "不是 UTF-8 编码的文字，请在记事本里另存为 UTF-8"
        raise LayoutError(sentence(name, (), what)) from error


def file_stem(name: str) -> str:
    """The name for a file, and for the layout in it, made of what a person typed; may be empty."""
    return _FORBIDDEN.sub("", name).strip(" .")[:60]


def layout_from_text(text: str, name: str) -> Layout:
    """The layout that a text says; `name` is the file that complaints name."""
    try:
        layout = Layout.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(sentence(name, (), syntax_words(error))) from error
    except RecursionError as error:
        raise LayoutError(sentence(name, (), "括号套得太深，不像是版式")) from error
    except ValidationError as error:
        first = error.errors()[0]
        what = schema_words(first, _names_beside(first))
        raise LayoutError(sentence(name, first["loc"], what)) from error
    for place, what in complaints(layout):
        raise LayoutError(sentence(name, place, what))
    return layout


def _names_beside(error: ErrorDetails) -> Iterable[str]:
    """The names that may stand where a name was not expected."""
    keys = [step for step in error["loc"][:-1] if isinstance(step, str)]
    return _PARTS.get(keys[-1] if keys else "", Layout).model_fields


class LayoutShelf(Mapping[str, Layout]):
    """The layouts by name, the user's own behind those of the program; `reload` reads them anew.

    `folders` are the user's; `problems` has a sentence for each file that had to be left out.
    """

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self.folders = tuple(folders)
        self.problems: tuple[str, ...] = ()
        self._layouts: dict[str, Layout] = {}
        self._files: dict[str, Path] = {}
        self.reload()

    def reload(self) -> None:
        """Read all files anew."""
        self._files, found = {}, dict[str, Layout]()
        problems: list[str] = []
        for folder in (resource("layouts"), *self.folders):
            for path in _files_in(folder):
                try:
                    layout = self._new(path, found)
                except LayoutError as error:
                    problems.append(str(error))
                else:
                    found[layout.name], self._files[layout.name] = layout, path
        self._layouts = self._completed(found, problems)
        self.problems = tuple(problems)

    def is_own(self, name: str) -> bool:
        """Whether it is the user's, not one that came with the program."""
        return self._files[name].parent != resource("layouts")

    def path(self, name: str) -> Path:
        """The file of a layout."""
        return self._files[name]

    def _new(self, path: Path, found: Mapping[str, Layout]) -> Layout:
        layout = read_layout(path)
        if layout.name in found:
            other = self._files[layout.name].name
            what = f"“{layout.name}”已经是“{other}”的名字，请换一个名字"
            raise LayoutError(sentence(path.name, ("name",), what))
        return layout

    def _completed(self, found: Mapping[str, Layout], problems: list[str]) -> dict[str, Layout]:
        done: dict[str, Layout] = {}
        for name, layout in found.items():
            other = found.get(layout.projects_layout)
            if layout.projects_layout and other is None:
                what = f"没有名为“{layout.projects_layout}”的版式，请改正，或把那个版式也放进来"
                problems.append(sentence(self._files[name].name, ("projects_layout",), what))
                continue
            done[name] = layout.with_projects_of(other) if other else layout
        return done

    @override
    def __getitem__(self, name: str) -> Layout:
        return self._layouts[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._layouts)

    @override
    def __len__(self) -> int:
        return len(self._layouts)


def load_layouts(folders: Iterable[Path] = ()) -> LayoutShelf:
    """The layouts that come with the program and those in `folders`."""
    return LayoutShelf(folders)


def _files_in(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.glob("*.toml") if path.is_file())
    except OSError:
        return ()
