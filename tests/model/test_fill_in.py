# SPDX-License-Identifier: MulanPSL-2.0
"""What a text in one field brings along, so that nothing is lost on paper."""

from __future__ import annotations

from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.fill_in import fill_in
from fuyi_editor.model.nodes import Party, Project, Submission, Subtotal


def test_the_year_changes_in_the_title_too():
    book = Submission(title="某县妇联2023年部门预算绩效文本", year=2023)
    after = apply_edits(book, fill_in(book, book.id, "year", "2024"))
    assert (after.title, after.year) == ("某县妇联2024年部门预算绩效文本", 2024)
    back = apply_edits(after, fill_in(after, book.id, "title", "2025年绩效文本"))
    assert (back.title, back.year) == ("2025年绩效文本", 2025)


def test_the_units_line_of_the_projects_follows_the_book():
    other = Project(name="丙", unit=Party(code="2", name="乙会"))
    book = Submission(projects=(Project(name="甲"), Project(name="乙"))).but(
        unit=Party(code="1", name="甲会")
    )
    projects = tuple(p.but(unit=book.unit) for p in book.projects)
    book = book.but(projects=(*projects, other))
    after = apply_edits(book, fill_in(book, book.id, "unit", "3丁会"))
    assert [p.unit.name for p in after.projects] == ["丁会", "丁会", "乙会"]
    assert after.unit.code == "3"


def test_a_unit_renamed_on_its_row_is_renamed_in_its_projects():
    unit, above = Party(code="003004", name="妇联"), Party(code="003", name="妇联")
    book = Submission(
        unit=unit,
        subtotals=(Subtotal(unit=Party(code="合计")), Subtotal(unit=above), Subtotal(unit=unit)),
        projects=(Project(unit=unit, supervisor=above), Project(unit=Party(code="9"))),
    )
    edits = fill_in(book, book.subtotals[1].id, "unit.name", "总会")
    after = apply_edits(book, edits)
    assert after.projects[0].supervisor == Party(code="003", name="总会")
    assert (after.unit, after.projects[0].unit) == (unit, unit)
    after = apply_edits(book, fill_in(book, book.subtotals[2].id, "unit.code", "7"))
    assert {after.unit.code, after.projects[0].unit.code} == {"7"}
    assert after.projects[1] == book.projects[1]
    blank = book.but(subtotals=(Subtotal(),))
    after = apply_edits(blank, fill_in(blank, blank.subtotals[0].id, "unit.name", "新"))
    assert after.projects == blank.projects
