# SPDX-License-Identifier: MulanPSL-2.0
"""The command line, command by command. Works without Qt, except for PDF.

Exit codes: 0 done and clean, 1 findings of severity error, 2 something could not be read or saved.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor import __version__
from fuyi_editor.cli.check import add_check
from fuyi_editor.cli.compare import add_compare
from fuyi_editor.cli.library import add_library
from fuyi_editor.cli.merge import add_merge
from fuyi_editor.cli.parser import FAILED, ChineseParser
from fuyi_editor.cli.rollover import add_rollover
from fuyi_editor.cli.writing import write_book
from fuyi_editor.files.book import composed, open_book
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.open_file import open_page
from fuyi_editor.files.store import save_bytes
from fuyi_editor.layouts.definition.layout_file import LayoutError, file_stem, load_layouts
from fuyi_editor.resource_files import user_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.layouts.definition.layout_file import LayoutShelf

COMMANDS = (
    "convert", "check", "compare", "read", "layouts", "learn", "library", "merge", "rollover"
)  # fmt: skip


def argument_parser() -> argparse.ArgumentParser:
    """The whole command line, including the window's own arguments."""
    parser = ChineseParser(
        prog="fuyi-editor",
        description="绩效目标表编辑器：打开上年的表，改成今年的，检查、保存、打印。",
        usage="fuyi-editor [文件] | fuyi-editor 命令 …",
        epilog="不带命令时打开窗口：fuyi-editor [文件] [--screenshot 图片.png]",
    )
    parser.add_argument("--version", action="version", version=f"fuyi-editor {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="", title="命令", prog="fuyi-editor")
    convert = commands.add_parser("convert", help="换一种格式或版式另存")
    convert.add_argument("source", metavar="原文件", type=Path, help=".docx、.xlsx 或 .json")
    convert.add_argument("target", metavar="新文件", type=Path, help=".docx、.xlsx、.pdf 或 .json")
    convert.add_argument("--layout", metavar="版式", help="套用这个版式重新排（见 layouts）")
    add_check(commands.add_parser("check", help="检查表格，列出问题；可以是整个文件夹"))
    add_compare(commands.add_parser("compare", help="修订对照表：两份文本逐栏对照，列出改动"))
    read = commands.add_parser("read", help="读取报告：认出的版式和项目，没有认出来的文字")
    read.add_argument("file", metavar="文件", type=Path)
    read.add_argument("--json", action="store_true", help="输出 JSON")
    add_merge(
        commands.add_parser("merge", help="汇总：多个单位的文件合成一本，列出合计、重复和冲突")
    )
    commands.add_parser("layouts", help="列出版式，自己的版式文件有错的也说出来")
    learn = commands.add_parser("learn", help="从样表学一个版式，放进自己的版式文件夹")
    learn.add_argument("sample", metavar="样表", type=Path)
    learn.add_argument("name", metavar="名称", help="版式的名称，例如 云岭项目表")
    learn.add_argument("-o", metavar="文件", dest="target", type=Path, help="另存到这个 .toml 文件")
    add_library(commands.add_parser("library", help="指标库：查找、收集、导出、导入"))
    add_rollover(commands.add_parser("rollover", help="上年结转：从上年的表做出新一年的表"))
    return parser


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says. Returns the exit code."""
    options = argument_parser().parse_args(arguments)
    try:
        if "run" in options:
            return options.run(options)
        layouts = load_layouts([user_folder("layouts")])
        if options.command == "layouts":
            return _list_layouts(layouts)
        if options.command == "learn":
            return _learn(options.sample, options.name, options.target, layouts)
        if options.command == "read":
            return _read(options.file, layouts, as_json=options.json)
        return _convert(options.source, options.target, options.layout, layouts)
    except (FileError, LayoutError) as error:
        print(error, file=sys.stderr)
        return FAILED


def _list_layouts(layouts: LayoutShelf) -> int:
    for name, layout in layouts.items():
        own = "（自己的）" if layouts.is_own(name) else ""
        print(f"{name}\t{layout.title}{own}\n\t{layout.description}\n\t依据：{layout.source}")
    for problem in layouts.problems:
        print(problem, file=sys.stderr)
    return 0


def _learn(sample: Path, name: str, target: Path | None, layouts: LayoutShelf) -> int:
    from fuyi_editor.layouts.learning.learn import LayoutNames, learn
    from fuyi_editor.layouts.learning.verify import verify

    stem = file_stem(name)
    if not stem or stem in layouts:
        print(f"版式不能叫“{name}”：这个名字空着，或者已经有了；请换一个。", file=sys.stderr)
        return FAILED
    page = open_page(sample).page
    names = LayoutNames(stem, name, f"从样表“{sample.stem}”学来的版式。", sample.stem)
    learned = learn(page, names)
    path = target or layouts.folders[0] / f"{stem}.toml"
    if target is None:
        with suppress(OSError):  # `save_bytes` says so, and what to do
            path.parent.mkdir(parents=True, exist_ok=True)
    save_bytes(path, learned.text.encode())
    print(f"学成了版式“{name}”，保存在“{path}”。")
    for difference in verify(learned.layout, page):
        print(f"提示：{difference.sentence}", file=sys.stderr)
    return 0


def _read(path: Path, layouts: Mapping[str, Layout], *, as_json: bool) -> int:
    from fuyi_editor.layouts.report.export import reading_data, reading_lines
    from fuyi_editor.layouts.report.places import page_reading

    book = open_book(path, layouts)
    title, report = book.submission.title, book.report
    reading = page_reading(book.source.page, book.layout, report, title) if book.source else None
    if as_json:
        data = reading_data(book.submission, book.layout, report, reading)
        print(json.dumps({"file": str(path), **data}, ensure_ascii=False, indent=2))
        return 0
    print(f"{path}：")
    for line in reading_lines(book.submission, book.layout, report, reading):
        print(line)
    return 0


def _convert(source: Path, target: Path, name: str | None, layouts: Mapping[str, Layout]) -> int:
    book = open_book(source, layouts)
    if name is not None:
        if name not in layouts:
            known = "、".join(layouts)
            print(f"没有名为“{name}”的版式；现有版式：{known}。", file=sys.stderr)
            return FAILED
        book = composed(book.submission, layouts[name])
    return write_book(book, target)
