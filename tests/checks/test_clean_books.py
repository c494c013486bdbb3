# SPDX-License-Identifier: MulanPSL-2.0
"""A form with nothing wrong gives no finding: one such book for each layout, read from its file."""

from __future__ import annotations

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome
from fuyi_editor.files.book import composed, open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from tests.checks.clean import clean_book

LAYOUTS = load_layouts()


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_with_nothing_wrong_gives_no_finding(name, tmp_path):
    layout = LAYOUTS[name]
    made = composed(clean_book(layout), layout)
    save_book(made, made.submission, tmp_path / "x.docx")
    book = open_book(tmp_path / "x.docx", LAYOUTS)
    assert book.layout == layout
    assert book.report.unread == ()
    findings = Checker().check(book.submission, book.taxonomy, book.printed)
    told = [(f.rule, f.text, f.message) for f in findings if f.outcome is Outcome.FOUND]
    assert told == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_place_of_it_was_looked_at(name):
    """Silence is not clean: rules say of many places that they applied and were kept."""
    layout = LAYOUTS[name]
    findings = Checker().check_all(clean_book(layout), layout.taxonomy)
    clean = {f.rule for f in findings if f.outcome is Outcome.CLEAN}
    assert len(clean) >= 5
