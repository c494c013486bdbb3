# SPDX-License-Identifier: MulanPSL-2.0
"""A person points at the cells of a sample of which the program knows no word."""

from __future__ import annotations

import pytest

from fuyi_editor.layouts.definition.field_names import shows_text
from fuyi_editor.layouts.definition.layout_file import LayoutError
from fuyi_editor.layouts.learning.choices import OTHER, UNKNOWN, WORDS, choices
from fuyi_editor.layouts.learning.learn import LayoutNames
from fuyi_editor.layouts.learning.session import FIELD, LearnSession
from fuyi_editor.layouts.learning.verify import verify
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.model.nodes import Indicator
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row

NAMES = LayoutNames("mine")
TEXTS = (
    ("项目全称", "妇女培训", "经费总盘子", "6.00"),
    ("承办科室", "发展部", "说明", "见附件"),
    ("大类", "小类", "考核要点", "达标线"),
    ("产出指标", "数量指标", "培训班", "≥3期"),
    ("产出指标", "质量指标", "结业率", "≥95%"),
)


@pytest.fixture
def session() -> LearnSession:
    rows = tuple(Row(tuple(Cell(t, i) for i, t in enumerate(texts))) for texts in TEXTS)
    return LearnSession(PageDocument((Paragraph("2026年项目表"), Grid((40.0,) * 4, rows))))


def _choice(label: str, group: str = "", owner: str = "fields"):
    return next(c for c in choices(owner) if c.label == label and c.group.startswith(group))


def _teach(session: LearnSession) -> None:
    session.say((0, 0, 1), _choice("项目名称", "项目"))
    session.say((0, 0, 3), _choice("预算数"))
    for column, label in enumerate(("一级指标", "二级指标", "三级指标", "指标值")):
        session.say((0, 2, column), _choice(label, "指标表"))


def test_of_a_form_without_a_known_word_nothing_is_understood(session):
    kinds = {meaning.kind for meaning in session.meanings().values()}
    assert kinds == {UNKNOWN}
    with pytest.raises(LayoutError, match="请先指出"):
        session.learn(NAMES)


def test_a_form_is_learnt_word_by_word(session):
    _teach(session)
    meanings = session.meanings()
    assert (meanings[0, 0, 1].kind, meanings[0, 0, 1].words) == (FIELD, "项目名称")
    assert meanings[0, 0, 1].is_chosen
    assert meanings[0, 0, 0].kind == WORDS
    assert (meanings[0, 1, 1].kind, meanings[0, 1, 1].words) == (OTHER, "其他内容：承办科室")
    words = [meanings[0, 3, column].words for column in range(4)]
    assert words == ["一级指标", "二级指标", "三级指标", "指标值"]
    assert UNKNOWN not in {meaning.kind for meaning in meanings.values()}
    learned = session.learn(NAMES)
    assert verify(learned.layout, session.page) == []
    book = parse_page(session.page, {"mine": learned.layout}).submission
    assert book.projects[0].budget.total.text == "6.00"
    assert [i.name for i in book.walk() if isinstance(i, Indicator)] == ["培训班", "结业率"]


def test_what_was_said_can_be_taken_back_or_said_otherwise(session):
    _teach(session)
    session.say_words((0, 1, 3))
    session.say_other((0, 0, 3))
    assert session.meanings()[0, 1, 3].kind == WORDS
    assert session.meanings()[0, 0, 3].words == "其他内容：经费总盘子"
    (grid,) = session.learn(NAMES).layout.grids()
    assert [c.text for c in grid.rows[0].cells][3] == "{extra.经费总盘子}"
    assert [c.text for c in grid.rows[1].cells][3] == "见附件"
    session.forget((0, 1, 3))
    assert session.meanings()[0, 1, 3].words == "其他内容：说明"
    session.forget((0, 0, 1))
    assert session.meanings()[0, 0, 1].kind != FIELD


def test_a_column_can_be_pointed_at_in_a_row_as_well(session):
    _teach(session)
    session.say((0, 3, 3), _choice("指标值确定依据"))
    (grid,) = session.learn(NAMES).layout.grids()
    assert grid.rows[-1].cells[3].text == "{basis}"


@pytest.mark.parametrize("owner", ["fields", "department"])
def test_every_choice_has_a_name_of_its_own(owner):
    found = choices(owner)
    assert len({(c.group, c.label) for c in found}) == len(found)
    assert all(c.label and c.template.startswith("{") for c in found)
    assert all(
        shows_text(Indicator, c.field) for c in found if c.part == "columns" and "." in c.field
    )
