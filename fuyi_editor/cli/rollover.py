# SPDX-License-Identifier: MulanPSL-2.0
"""The command `rollover`: last year's book as the new year's, after a list of what changes."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuyi_editor.cli.parser import DONE, FAILED

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from fuyi_editor.files.book import Book
    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.yearly.rollover.proposals import Item, Proposal, RollOver

_MARKS = {True: "[√]", False: "[ ]"}
_AROUND = 12  # letters before and behind what changes


def add_rollover(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what it runs."""
    parser.set_defaults(run=_run)
    parser.add_argument("source", metavar="上年的文件", type=Path)
    parser.add_argument("target", metavar="新文件", type=Path, help=".docx、.xlsx、.pdf 或 .json")
    parser.add_argument("--year", metavar="年度", type=int, help="新的年度；不写就是下一年")
    parser.add_argument("--yes", action="store_true", help="打勾的都改，不再问")
    parser.add_argument(
        "--codes",
        choices=("keep", "clear", "year"),
        default="year",
        help="项目编码：保留、清空、换年份（缺省）",
    )
    parser.add_argument(
        "--amounts", choices=("keep", "clear"), default="keep", help="金额：保留（缺省）、清空"
    )
    parser.add_argument(
        "--plan", choices=("keep", "clear"), default="keep", help="资金支出计划：保留（缺省）、清空"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def _run(options: argparse.Namespace) -> int:
    """List what changes and what does not, and write it when told to. Returns the exit code."""
    from fuyi_editor.files.book import open_book
    from fuyi_editor.layouts.composing.coverage import unbound_texts
    from fuyi_editor.layouts.definition.layout_file import load_layouts
    from fuyi_editor.resource_files import user_folder
    from fuyi_editor.yearly.rollover.proposals import Choice, Choices
    from fuyi_editor.yearly.rollover.roll_over import next_year, rollover

    source, target = options.source, options.target
    if source.resolve() == target.resolve():
        return _refuse(f"新文件不能就是上年的文件“{source.name}”，请另取一个名字。")
    book = open_book(source, load_layouts([user_folder("layouts")]))
    submission = book.submission
    year = options.year or next_year(submission, date.today().year)
    if not 2000 <= year <= 2099 or (submission.year is not None and year <= submission.year):
        of_book = f"（{submission.year} 年）" if submission.year else ""
        return _refuse(f"新的年度应晚于上年的表{of_book}，不晚于 2099 年，不能是 {year} 年。")
    choices = Choices(*(Choice(word) for word in (options.codes, options.amounts, options.plan)))
    rolled = rollover(submission, year, choices, unbound_texts(book.page(submission)))
    if not options.json:
        for line in _lines(submission, rolled):
            print(line)
    write = options.yes or _agreed(options)
    if write and (code := _write(options, book, rolled)) != DONE:
        return code
    if options.json:
        print(
            json.dumps(
                _data(options, submission, rolled, written=write), ensure_ascii=False, indent=2
            )
        )
    if write:
        print(f"已写入“{target}”。", file=sys.stderr)
        return DONE
    return _refuse(f"没有写入“{target.name}”；要写入请加 --yes。")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def _agreed(options: argparse.Namespace) -> bool:
    """Whether the person at the terminal says yes; nobody is there when it is no terminal."""
    if options.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    with suppress(EOFError):
        answer = input(f"按打勾的写入“{options.target.name}”吗？[y/N] ")
        return answer.strip().lower() in ("y", "yes", "是")
    return False


def _write(options: argparse.Namespace, book: Book, rolled: RollOver) -> int:
    from fuyi_editor.cli.writing import write_book
    from fuyi_editor.files.book import rolled_over
    from fuyi_editor.yearly.rollover.proposals import applied

    after = applied(book.submission, rolled.ticked)
    return write_book(rolled_over(book, after), options.target)


# What is printed


def _lines(submission: Submission, rolled: RollOver) -> Iterator[str]:
    yield f"{rolled.from_year} 年 → {rolled.year} 年"
    count, ticked = len(rolled.proposals), len(rolled.ticked)
    yield f"要改的 {count} 处，其中打勾的 {ticked} 处（√ 会改，空的不改）："
    for proposal in rolled.proposals:
        place = _place(submission, proposal)
        yield f"{_MARKS[proposal.ticked]} {place}：{_change(proposal)}　（{proposal.why}）"
    yield f"不改的 {len(rolled.left)} 处："
    for left in rolled.left:
        yield f"    {_place(submission, left)}：{left.phrase}　（{left.why}）"


def _place(submission: Submission, item: Item) -> str:
    from fuyi_editor.ui.place_words import AROUND, place_words

    if not item.place.field:
        return AROUND
    return place_words(submission, item.place, with_project=True)


def _change(proposal: Proposal) -> str:
    """`…安排部署【2021→2024】年各项工作。`, on one line."""
    before = proposal.text[: proposal.start]
    after = proposal.text[proposal.end :]
    head = ("…" if len(before) > _AROUND else "") + before[-_AROUND:]
    tail = after[:_AROUND] + ("…" if len(after) > _AROUND else "")
    change = f"【{proposal.old or '空'}→{proposal.new or '空'}】"
    return (head + change + tail).replace("\n", "⏎")


def _data(
    options: argparse.Namespace, submission: Submission, rolled: RollOver, *, written: bool
) -> dict[str, Any]:
    changes = [
        {
            "place": _place(submission, proposal),
            "field": proposal.place.field,
            "before": proposal.text,
            "after": proposal.after,
            "old": proposal.old,
            "new": proposal.new,
            "group": proposal.group.value,
            "why": proposal.why,
            "ticked": proposal.ticked,
        }
        for proposal in rolled.proposals
    ]
    left = [
        {
            "place": _place(submission, item),
            "field": item.place.field,
            "text": item.text,
            "phrase": item.phrase,
            "why": item.why,
        }
        for item in rolled.left
    ]
    return {
        "file": str(options.source),
        "from": rolled.from_year,
        "to": rolled.year,
        "written": str(options.target) if written else None,
        "changes": changes,
        "left": left,
    }
