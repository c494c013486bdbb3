# SPDX-License-Identifier: MulanPSL-2.0
"""The command `compare`: what differs between two books, on the terminal, as JSON, as a sheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuyi_editor.cli.parser import FAILED
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.store import save_bytes

if TYPE_CHECKING:
    import argparse

    from fuyi_editor.files.book import Book
    from fuyi_editor.page.document import PageDocument
    from fuyi_editor.yearly.comparison.change import Change, Side
    from fuyi_editor.yearly.comparison.compare import Changes

SAME, DIFFERENT = 0, 1
_WRITTEN = (".docx", ".xlsx")


def add_compare(compare: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what it runs."""
    compare.set_defaults(run=_run)
    compare.add_argument("before", metavar="原文件", type=Path)
    compare.add_argument("after", metavar="新文件", type=Path)
    compare.add_argument("--json", action="store_true", help="输出 JSON")
    compare.add_argument(
        "-o", metavar="文件", dest="target", type=Path, help="另写一份修订对照表（.docx 或 .xlsx）"
    )


def _run(options: argparse.Namespace) -> int:
    """Compare, and tell in every way that was asked for. Returns the exit code."""
    from fuyi_editor.files.book import open_book
    from fuyi_editor.layouts.definition.layout_file import load_layouts
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.yearly.comparison.compare import compare
    from fuyi_editor.yearly.following.follow import follow

    target: Path | None = options.target
    if target is not None and target.suffix.lower() not in _WRITTEN:
        print(f"不会写“{target.name}”：修订对照表请写成 .docx 或 .xlsx。", file=sys.stderr)
        return FAILED
    layouts = load_layouts([user_folder("layouts")])
    before, after = (open_book(path, layouts) for path in (options.before, options.after))
    following = follow(before.submission, after.submission)
    changes = compare(before.submission, after.submission, following)
    _tell(changes, as_json=options.json)
    if target is not None:
        try:
            save_bytes(target, _sheet_bytes(_sheet(before, after, changes), target))
        except FileError as error:
            print(error.with_path(target), file=sys.stderr)
            return FAILED
    return DIFFERENT if changes else SAME


def _tell(changes: Changes, *, as_json: bool) -> None:
    from fuyi_editor.yearly.comparison.summary import summary_of

    if as_json:
        print(json.dumps([_record(change) for change in changes], ensure_ascii=False, indent=2))
        return
    group: str | None = None
    for change in changes:
        if change.group != group:
            print(f"{change.project}：")
            group = change.group
        print(f"  {change.place}：{_one_line(change.shown_old)} → {_one_line(change.shown_new)}"
              f"（{change.note}）")  # fmt: skip
    print(summary_of(changes))


def _one_line(text: str) -> str:
    return "；".join(text.split("\n"))


def _record(change: Change) -> dict[str, Any]:
    """`marks` are begin and end of what differs in the text; a side that is not there is null."""
    return {
        "kinds": [kind.name.lower() for kind in change.kinds],
        "project": change.project,
        "place": change.place,
        "before": _side(change.before),
        "after": _side(change.after),
        "note": change.note,
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"field": side.field, "text": side.text, "marks": [list(mark) for mark in side.marks]}


def _sheet(before: Book, after: Book, changes: Changes) -> PageDocument:
    from fuyi_editor.layouts.sheets.revision_sheet import ComparedBook, revision_sheet
    from fuyi_editor.yearly.comparison.summary import summary_of

    old, new = (ComparedBook(book.name, book.submission.year) for book in (before, after))
    return revision_sheet(old, new, changes, summary_of(changes))


def _sheet_bytes(page: PageDocument, target: Path) -> bytes:
    if target.suffix.lower() == ".docx":
        from fuyi_editor.files.docx.compose import compose_docx

        return compose_docx(page)
    from fuyi_editor.files.xlsx.write import compose_xlsx

    return compose_xlsx(page)
