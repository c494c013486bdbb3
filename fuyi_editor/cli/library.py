# SPDX-License-Identifier: MulanPSL-2.0
"""The command `library`: search the indicator library, fill it from files, export and import it."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.cli.parser import DONE, FAILED
from fuyi_editor.files.errors import FileError

if TYPE_CHECKING:
    import argparse

    from fuyi_editor.library.entry import Entry
    from fuyi_editor.library.store import Library

_MOST_SHOWN = 30


def add_library(library: argparse.ArgumentParser) -> None:
    """The arguments of the command and of what it can do."""
    actions = library.add_subparsers(
        dest="action", metavar="命令", title="命令", required=True, prog=library.prog
    )
    search = actions.add_parser("search", help="查找指标：汉字、拼音、首字母，例如 pxrs")
    search.add_argument("typed", metavar="词")
    search.add_argument(
        "--kind", metavar="二级指标", default="", help="例如 数量指标；它们排在前面"
    )
    search.add_argument("--json", action="store_true", help="输出 JSON，不限条数")
    search.set_defaults(run=_run, act=_search)
    add = actions.add_parser("add", help="收集自己的文件里的指标；可以是整个文件夹")
    add.add_argument("files", metavar="文件或文件夹", type=Path, nargs="+")
    add.set_defaults(run=_run, act=_add)
    export = actions.add_parser("export", help="把指标库导出成 .xlsx")
    export.add_argument("target", metavar="文件.xlsx", type=Path)
    export.set_defaults(run=_run, act=_export)
    read = actions.add_parser("import", help="从 .xlsx 导入，重复的合并")
    read.add_argument("source", metavar="文件.xlsx", type=Path)
    read.set_defaults(run=_run, act=_import)


def _run(options: argparse.Namespace) -> int:
    from fuyi_editor.library.store import Library, library_file

    with closing(Library(library_file())) as library:
        code: int = options.act(options, library)
        if library.problem:
            print(library.problem, file=sys.stderr)
        return code


def _search(options: argparse.Namespace, library: Library) -> int:
    limit = sys.maxsize if options.json else _MOST_SHOWN
    found = library.propose(options.typed, kind=options.kind, limit=limit)
    if options.json:
        print(json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=2))
        return DONE
    for entry in found:
        print(_line(entry))
    if not found:
        print(f"指标库里没有“{options.typed}”。")
    return DONE


def _line(entry: Entry) -> str:
    return "\t".join((entry.name, entry.kind, entry.value, entry.basis, entry.origin))


def _add(options: argparse.Namespace, library: Library) -> int:
    from fuyi_editor.files.book import open_book
    from fuyi_editor.files.many import files_in
    from fuyi_editor.layouts.definition.layout_file import load_layouts
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.ui.file_kinds import opened_suffixes

    layouts, code = load_layouts([user_folder("layouts")]), DONE
    files = files_in(options.files, opened_suffixes())
    if not files:
        print("文件夹里没有能打开的文件。", file=sys.stderr)
        return FAILED
    for path in files:
        try:
            submission = open_book(path, layouts).submission
        except FileError as error:
            print(error, file=sys.stderr)
            code = FAILED
            continue
        added, joined = library.harvest(submission, path.name)
        print(f"{path.name}：新增 {added} 条，合并 {joined} 条。")
    return code


def _export(options: argparse.Namespace, library: Library) -> int:
    from fuyi_editor.files.store import save_bytes
    from fuyi_editor.files.xlsx.tables import write_tables
    from fuyi_editor.library.exchange import sheet_of

    entries = library.browse()
    save_bytes(options.target, write_tables([sheet_of(entries)]))
    print(f"导出了 {len(entries)} 条指标，保存在“{options.target}”。")
    return DONE


def _import(options: argparse.Namespace, library: Library) -> int:
    from fuyi_editor.files.xlsx.list import read_list
    from fuyi_editor.library.exchange import from_rows

    entries, problems = from_rows(read_list(options.source))
    for problem in problems:
        print(problem, file=sys.stderr)
    added, joined = library.join(entries)
    print(f"新增 {added} 条，合并 {joined} 条，没有导入 {len(problems)} 条。")
    return FAILED if problems else DONE
