# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the files that are to be merged; for the window and the command line. No Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from fuyi_editor.files.book import open_book
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.many import Work, go_through
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.resource_files import user_folder
from fuyi_editor.yearly.merging.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.definition.layout_file import LayoutShelf

_FEWEST = 20  # measured: 24 files are read within the start of a second process
_FALLBACK = "hebei-project"  # the form of projects with a place for most


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of a file: its part, or in one sentence why there is none."""

    path: Path
    part: Part | None = None
    problem: str = ""


def read_files(
    files: Sequence[Path],
    step: Callable[[Path, ReadFile], None],
    stopped: Callable[[], bool] | None = None,
) -> list[ReadFile]:
    """What came of each file, in the order of the files; see `go_through`."""
    work = Work(read_file, _failed, (__name__,), _FEWEST)
    done = go_through(files, work, step, stopped) if stopped else go_through(files, work, step)
    return list(done.values())


def read_file(path: Path) -> ReadFile:
    """The part in a file, named by its whole path."""
    try:
        book = open_book(path, _layouts())
        modified = path.stat().st_mtime
    except FileError as error:
        return _failed(path, error)
    except OSError:
        return ReadFile(path, problem=f"打不开“{path.name}”：文件已经不在了。")
    layout = book.layout.name if book.layout else ""
    return ReadFile(path, Part.of(str(path), book.submission, layout, modified))


def named_parts(files: Iterable[ReadFile]) -> list[Part]:
    """The parts that were read, each under the shortest name that no other file has."""
    read = [(file.path, file.part) for file in files if file.part is not None]
    names = short_names([path for path, _ in read])
    return [replace(part, file=names[path]) for path, part in read]


def short_names(paths: Iterable[Path]) -> dict[Path, str]:
    """`绩效目标表.docx`, with as many folders in front as it takes to tell them apart."""
    names: dict[Path, str] = {}
    waiting = list(dict.fromkeys(paths))
    length = 1
    while waiting:
        tails = {path: PurePath(*path.parts[-length:]) for path in waiting}
        counts = Counter(tails.values())
        for path, tail in tails.items():
            if counts[tail] == 1 or len(path.parts) <= length:
                names[path] = tail.as_posix()
        waiting = [path for path in waiting if path not in names]
        length += 1
    return names


def usual_layout(parts: Iterable[Part], layouts: Mapping[str, Layout]) -> Layout:
    """The layout of most files, of those that have a place for projects."""
    counts = Counter(
        part.layout
        for part in parts
        if part.layout in layouts and layouts[part.layout].prints_projects
    )
    return layouts[counts.most_common(1)[0][0] if counts else _FALLBACK]


def _failed(path: Path, error: FileError) -> ReadFile:
    return ReadFile(path, problem=error.sentence)


@cache
def _layouts() -> LayoutShelf:
    return load_layouts([user_folder("layouts")])
