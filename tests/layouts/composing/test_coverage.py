# SPDX-License-Identifier: MulanPSL-2.0
"""What a page has no place for is named, so that nothing is dropped unseen."""

from __future__ import annotations

import pytest

from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.composing.coverage import (
    newly_unshown_summary,
    printed_fields,
    unbound_texts,
    unshown_summary,
)
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.nodes import (
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Party,
    Project,
    Submission,
)
from fuyi_editor.page.document import Binding, Cell, Grid, PageDocument, Paragraph, Row

LAYOUT = load_layouts()["hebei-department"]
UNIT = Party(code="713001", name="本级")
BOOK = Submission(
    title="2023年绩效文本", year=2023, unit=UNIT, projects=(Project(name="培训", unit=UNIT),)
)


def _unshown(submission: Submission) -> str:
    return unshown_summary(submission, compose(LAYOUT, submission))


def test_year_and_unit_stand_in_the_title_and_on_the_projects():
    assert _unshown(BOOK) == ""


@pytest.mark.parametrize(
    ("change", "label"), [({"year": 2024}, "年度"), ({"unit": Party(name="另一个")}, "编报单位")]
)
def test_a_year_or_unit_that_stands_nowhere_is_named(change, label):
    assert _unshown(BOOK.but(**change)) == f"{label} 1 处"


def test_columns_that_the_form_lacks_are_named():
    indicator = Indicator(name="场次", weight="10", extra={"备注": "甲"})
    kind = IndicatorKind(name="数量指标", indicators=(indicator,))
    groups = (IndicatorGroup(name="产出指标", kinds=(kind,)),)
    book = BOOK.but(projects=(BOOK.projects[0].but(indicators=groups),))
    assert _unshown(book) == "权重 1 处、备注 1 处"


def test_a_form_that_names_no_unit_has_no_place_for_that_of_the_book():
    cell = Cell("", 0, binding=Binding(BOOK.projects[0].id, "{name}"))
    page = PageDocument((Grid((20.0,), (Row((cell,)),)),))
    assert (Submission, "unit") not in printed_fields(BOOK, page)
    assert (Submission, "unit") in printed_fields(BOOK, compose(LAYOUT, BOOK))


def test_what_was_unshown_at_first_is_told_again_once_it_is_changed():
    book = BOOK.but(projects=(BOOK.projects[0].but(extra={"备注": "甲"}),))
    page = compose(LAYOUT, book)
    project = book.projects[0]
    assert newly_unshown_summary(book, page, book, page) == ""
    assert newly_unshown_summary(book, page, book, None) == "备注 1 处"
    after = SetField(node=project.id, field="extra.备注", text="乙").apply(book)
    assert newly_unshown_summary(after, compose(LAYOUT, after), book, page) == "备注 1 处"


def test_what_shows_no_field_is_told_once():
    row = Row(
        (
            Cell("2023年预算数", 0, binding=Binding(BOOK.id, "2023年预算数")),
            Cell("2023年绩效文本", 1, binding=Binding(BOOK.id, "{title}")),
            Cell("  ", 2),
        ),
        8.0,
    )
    page = PageDocument(
        (Paragraph("2023年2月"), Grid((9.0, 9.0, 9.0), (row,)), Paragraph("2023年2月"))
    )
    assert unbound_texts(page) == ("2023年2月", "2023年预算数")
