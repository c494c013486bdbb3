# SPDX-License-Identifier: MulanPSL-2.0
"""The command `check`: findings on the terminal, as JSON, as a workbook, as a review sheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.cli.parser import FAILED, FOUND_ERRORS
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.store import save_bytes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from fuyi_editor.cli.batch import Checked, Wanted


def add_check(check: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what it runs."""
    check.set_defaults(run=_run)
    check.add_argument("files", metavar="文件或文件夹", type=Path, nargs="+")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    check.add_argument("--all", action="store_true", help="连没有问题和不适用的也列出")
    check.add_argument(
        "--rules", metavar="规则", type=_rule_names, default=(), help="只用这些规则，例如 A,B01"
    )
    check.add_argument(
        "--xlsx", metavar="文件", type=Path, help="另写一个 .xlsx：按单位、按规则汇总，逐条明细"
    )
    check.add_argument(
        "--sheet", metavar="文件", type=Path, help="另写一份审核意见表（.docx）；只用于一个文件"
    )


def _run(options: argparse.Namespace) -> int:
    """Check, and tell in every way that was asked for. Returns the exit code."""
    from fuyi_editor.cli.batch import Wanted, check_files, unknown_rules
    from fuyi_editor.cli.progress import Progress
    from fuyi_editor.files.many import files_in
    from fuyi_editor.ui.file_kinds import opened_suffixes

    if unknown := unknown_rules(options.rules):
        print(f"没有规则“{'、'.join(unknown)}”。", file=sys.stderr)
        return FAILED
    files = files_in(options.files, opened_suffixes())
    if not files:
        names = "、".join(path.name for path in options.files)
        print(f"文件夹“{names}”里没有能打开的文件。", file=sys.stderr)
        return FAILED
    if options.sheet is not None and len(files) != 1:
        print("审核意见表一次只写一个文件的，请只给一个文件。", file=sys.stderr)
        return FAILED
    wanted = Wanted(options.rules, options.all)
    progress = Progress("检查", len(files))
    try:
        checked = [*check_files(files, wanted, progress)]
    finally:
        progress.end()
    _tell(checked, as_json=options.json)
    code = max(_code(one) for one in checked)
    try:
        if options.xlsx is not None:
            _write_tables(checked, options.xlsx)
        if options.sheet is not None and not checked[0].found.problem:
            _write_sheet(files[0], wanted, options.sheet)
    except FileError as error:
        print(error, file=sys.stderr)
        return FAILED
    return code


def _rule_names(text: str) -> tuple[str, ...]:
    """`A, b01` → A and B01."""
    return tuple(word.strip().upper() for word in text.split(",") if word.strip())


def _tell(checked: Sequence[Checked], *, as_json: bool) -> None:
    for one in checked:
        if one.found.problem:
            print(one.found.problem, file=sys.stderr)
        elif not as_json:
            print(f"{one.found.file}：")
            print(one.text)
    if as_json:
        records = [record for one in checked for record in one.records]
        print(json.dumps(records, ensure_ascii=False, indent=2))
    elif len(checked) > 1:
        unread = sum(bool(one.found.problem) for one in checked)
        wrong = sum(one.has_errors for one in checked)
        print(f"共 {len(checked)} 个文件：有错误的 {wrong} 个，读不出来的 {unread} 个。")


def _code(one: Checked) -> int:
    if one.found.problem:
        return FAILED
    return FOUND_ERRORS if one.has_errors else 0


def _write_tables(checked: Sequence[Checked], target: Path) -> None:
    from fuyi_editor.checks.results.tables import tables
    from fuyi_editor.checks.rule_texts import load_texts
    from fuyi_editor.files.xlsx.tables import write_tables

    save_bytes(target, write_tables(tables([one.found for one in checked], load_texts())))


def _write_sheet(path: Path, wanted: Wanted, target: Path) -> None:
    from fuyi_editor.checks.results.opinions import opinions
    from fuyi_editor.cli.batch import open_and_check
    from fuyi_editor.files.docx.compose import compose_docx
    from fuyi_editor.layouts.sheets.review_sheet import SheetHead, review_sheet

    book, findings = open_and_check(path, wanted)
    head = SheetHead.of(book.submission, book.submission.title or path.stem)
    page = review_sheet(head, opinions(book.submission, findings))
    save_bytes(target, compose_docx(page))
