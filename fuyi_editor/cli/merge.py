# SPDX-License-Identifier: MulanPSL-2.0
"""The command `merge`: many units' files as one book or one list, with totals and conflicts."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.cli.parser import DONE, FAILED, FOUND_ERRORS
from fuyi_editor.files.store import save_bytes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.definition.layout_file import LayoutShelf
    from fuyi_editor.ui.merge.reading import ReadFile
    from fuyi_editor.yearly.merging.merge import Merged
    from fuyi_editor.yearly.merging.parts import Part

# A book of 800 projects is made of millions of small objects, hardly any in cycles; to look for
# those as often as usual takes almost as long as to set and save the book (measured).
_COLLECT_AFTER = 100_000
_SUFFIXES = (".docx", ".xlsx", ".json", ".pdf")


def add_merge(merge: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what it runs."""
    merge.set_defaults(run=_run)
    merge.add_argument("files", metavar="文件或文件夹", type=Path, nargs="+")
    merge.add_argument(
        "-o",
        metavar="新文件",
        dest="target",
        type=Path,
        help=".docx（目录、合计和各项目的表）、.xlsx（项目清单）、.pdf 或 .json；不写就只列出合计",
    )
    kind = merge.add_mutually_exclusive_group()
    kind.add_argument(
        "--layout",
        metavar="版式",
        help="用这个版式（见 layouts），例如 qinghai-public；缺省用多数文件的",
    )
    kind.add_argument("--list", action="store_true", help="项目清单（.xlsx），.xlsx 的缺省")
    merge.add_argument("--year", metavar="年度", type=int, help="汇总哪一年；缺省是多数文件的年度")
    merge.add_argument(
        "--choice",
        metavar="种类=处理",
        action="append",
        default=[],
        help="重复和冲突怎么处理，例如 same_unit=newer；只管一处的写全 same_unit:单位=first",
    )
    merge.add_argument("--json", action="store_true", help="输出 JSON")


def _run(options: argparse.Namespace) -> int:
    from fuyi_editor.layouts.definition.layout_file import load_layouts
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.ui.merge.reading import named_parts
    from fuyi_editor.yearly.merging.merge import merge

    gc.set_threshold(_COLLECT_AFTER)
    layouts = load_layouts([user_folder("layouts")])
    choices, fault = _choices(options.choice)
    fault = fault or _fault(options, layouts)
    if fault:
        print(fault, file=sys.stderr)
        return FAILED
    read = _read(options.files, options.target)
    parts = named_parts(read)
    merged = merge(parts, choices, options.year)
    _tell(merged, parts, read, as_json=options.json)
    unread = any(file.problem for file in read)
    if not merged.submission.projects:
        print("没有可以汇总的项目，没有写出文件。", file=sys.stderr)
        return FAILED
    if options.target is not None:
        layout = layouts[options.layout] if options.layout else None
        if _write(merged, parts, read, options.target, layout, layouts) == FAILED:
            return FAILED
    if unread:
        return FAILED
    return FOUND_ERRORS if merged.undecided else DONE


def _choices(texts: Sequence[str]) -> tuple[dict[str, str], str]:
    """The choices by key or kind, or what is wrong with one."""
    from fuyi_editor.yearly.merging.conflicts import CHOICES

    choices: dict[str, str] = {}
    for text in texts:
        key, _, choice = text.rpartition("=")
        known = CHOICES.get(key.partition(":")[0])
        if known is None:
            return {}, f"--choice 里没有种类“{key or text}”；有：{'、'.join(CHOICES)}。"
        if choice not in known:
            return {}, f"“{key}”不能选“{choice}”；可以选：{'、'.join(known)}。"
        choices[key] = choice
    return choices, ""


def _fault(options: argparse.Namespace, layouts: LayoutShelf) -> str:
    """What is wrong with the arguments, in one sentence."""
    layout, target = options.layout, options.target
    if layout is not None and layout not in layouts:
        return f"没有名为“{layout}”的版式；现有版式：{'、'.join(layouts)}。"
    if layout is not None and not layouts[layout].prints_projects:
        return f"版式“{layout}”里没有放项目的地方，请换一种版式。"
    if target is None:
        return ""
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        return f"不会写“{suffix or '没有后缀'}”格式，请用 {'、'.join(_SUFFIXES)}。"
    if options.list and suffix != ".xlsx":
        return "项目清单要写成 .xlsx 文件。"
    if any(path.resolve() == target.resolve() for path in options.files):
        return f"“{target.name}”是要汇总的文件，不能又写成它；请换个文件名。"
    return ""


def _read(paths: Sequence[Path], target: Path | None) -> list[ReadFile]:
    """What came of each file. What the last merge wrote into the same folder is none of them."""
    from fuyi_editor.cli.progress import Progress
    from fuyi_editor.files.many import files_in
    from fuyi_editor.ui.file_kinds import opened_suffixes
    from fuyi_editor.ui.merge.reading import read_files

    own = target.resolve() if target is not None else None
    files = [path for path in files_in(paths, opened_suffixes()) if path.resolve() != own]
    progress = Progress("读取", len(files))
    try:
        return read_files(files, progress.step)
    finally:
        progress.end()


def _tell(
    merged: Merged, parts: Sequence[Part], read: Sequence[ReadFile], *, as_json: bool
) -> None:
    from fuyi_editor.yearly.merging.report import merge_data, merge_lines

    problems = {str(file.path): file.problem for file in read if file.problem}
    for problem in problems.values():
        print(problem, file=sys.stderr)
    if as_json:
        data = merge_data(merged, problems)
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for line in merge_lines(merged, len(parts), len(problems)):
        print(line)


def _write(
    merged: Merged,
    parts: Sequence[Part],
    read: Sequence[ReadFile],
    target: Path,
    layout: Layout | None,
    layouts: LayoutShelf,
) -> int:
    from fuyi_editor.cli.writing import write_book
    from fuyi_editor.files.book import merged_book
    from fuyi_editor.files.xlsx.lists import write_lists
    from fuyi_editor.ui.merge.reading import short_names, usual_layout
    from fuyi_editor.yearly.merging.tables import merge_sheets

    if target.suffix.lower() == ".xlsx" and layout is None:
        problems = {file.path: file.problem for file in read if file.problem}
        names = short_names(problems)
        unread = {names[path]: problem for path, problem in problems.items()}
        save_bytes(target, write_lists(merge_sheets(merged, parts, unread)))
        return DONE
    layout = layout or usual_layout(parts, layouts)
    return write_book(merged_book(merged.submission, merged.sources, layout), target)
