# SPDX-License-Identifier: MulanPSL-2.0
"""A book of any layout, saved, opened, edited, revised in place in its file, says just that."""

from __future__ import annotations

from random import Random

import pytest

from fuyi_editor.files.book import Book, composed, open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import (
    Goal,
    Indicator,
    Midterm,
    Node,
    Project,
    ReportParagraph,
    Safeguard,
    SpendingStep,
    Submission,
    Subtotal,
    Task,
)
from tests.layouts.generated import BookMaker

LAYOUTS = load_layouts()
FIELDS: dict[type[Node], str] = {
    Goal: "text", Safeguard: "text", SpendingStep: "percent", Subtotal: "amount",
    ReportParagraph: "text", Task: "content", Indicator: "name", Project: "name",
}  # fmt: skip
ROWS = (Indicator, Task)


def _edited(book: Book, random: Random) -> Submission:
    """The book after six of the edits that the window offers for its form."""
    submission = book.submission
    for _ in range(6):
        nodes = [node for node in submission.walk() if type(node) in FIELDS]
        node = random.choice([n for n in nodes if _is_printed(book, submission, n)])
        submission = _edit(submission, node, random)
    return submission


def _is_printed(book: Book, submission: Submission, node: Node) -> bool:
    midterm = any(isinstance(n, Midterm) for n in submission.chain(node.id))
    return (type(node), FIELDS[type(node)]) in book.printed and not (
        midterm and isinstance(node, Indicator) and (Midterm, "indicators") not in book.printed
    )


def _edit(submission: Submission, node: Node, random: Random) -> Submission:
    act = random.choice(["set", "set", "row", "copy", "drop", "move"])
    done = None
    if act == "row" and isinstance(node, Indicator):
        done = arrange.add_indicator(submission, node.id)
    elif act == "copy" and isinstance(node, (*ROWS, Project)):
        done = arrange.duplicate(submission, node.id)
    elif act == "drop" and isinstance(node, ROWS):
        done = arrange.remove(submission, node.id)
    elif act == "move" and isinstance(node, (*ROWS, Project)):
        done = arrange.move(submission, node.id, random.choice([-1, 1]))
    if done is None:
        return SetField(node=node.id, field=FIELDS[type(node)], text="改动甲").apply(submission)
    submission = apply_edits(submission, done.edits)
    if act == "row":
        return SetField(node=done.selected or "", field="name", text="新增").apply(submission)
    return submission


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_revised_in_place_says_the_new_state(name, suffix, seed, tmp_path):
    made = composed(BookMaker(LAYOUTS[name], seed, [1, 3, 9][seed]).book(), LAYOUTS[name])
    save_book(made, made.submission, tmp_path / f"x.{suffix}")
    book = open_book(tmp_path / f"x.{suffix}", LAYOUTS)
    assert book.report.unread == ()
    after = _edited(book, Random(seed))
    save_book(book, after, tmp_path / f"x.{suffix}")
    again = open_book(tmp_path / f"x.{suffix}", LAYOUTS)
    assert again.layout == LAYOUTS[name]
    assert to_data(again.submission) == to_data(after)
