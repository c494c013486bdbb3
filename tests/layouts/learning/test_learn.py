# SPDX-License-Identifier: MulanPSL-2.0
"""A layout learnt from a sample sets that sample again, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.files.xlsx.read import read_xlsx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.layouts.composing.compose import compose
from fuyi_editor.layouts.definition.layout_file import (
    LayoutError,
    layout_from_text,
    load_layouts,
    read_layout,
)
from fuyi_editor.layouts.definition.places import blank_submission
from fuyi_editor.layouts.definition.toml import layout_text
from fuyi_editor.layouts.learning.learn import LayoutNames, learn
from fuyi_editor.layouts.learning.verify import verify
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row
from tests.layouts.generated import BookMaker

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
MINE = LayoutNames("mine")
# Places where a published file writes what it repeats in another way: see `verify`.
WORDINGS = {
    "fengrun-2023": 0, "tianjin-2024": 2, "zhanjiang-2021": 0, "guangzhou-2021": 1,
    "menyuan-2023": 3, "laoting-2023-report": 0,
}  # fmt: skip


def _sample(name: str) -> PageDocument:
    return read_docx((DATA / f"{name}.docx").read_bytes())


@pytest.mark.parametrize("name", WORDINGS)
def test_every_published_file_is_set_again_by_the_layout_learnt_from_it(name):
    page = _sample(name)
    found = verify(learn(page, MINE).layout, page)
    assert [difference.sentence for difference in found if not difference.is_wording] == []
    assert len(found) == WORDINGS[name]


def test_no_published_file_is_forgotten():
    assert {path.stem for path in DATA.glob("*.docx")} == set(WORDINGS)


def test_what_is_learnt_from_the_published_file_is_our_own_layout():
    ours, learned = LAYOUTS["guangdong-department"], learn(_sample("zhanjiang-2021"), MINE).layout
    assert _outline(learned) == _outline(ours)
    assert (learned.new_title, learned.taxonomy) == (ours.new_title, ours.taxonomy)


def _outline(layout) -> list[object]:
    return [
        [[(c.text, c.across, c.down, c.merge) for c in row.cells] for row in part.rows]
        or part.paragraph
        for part in layout.department
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_learnt_from_its_own_blank_form(name):
    layout = LAYOUTS[name]
    page = compose(layout, blank_submission(layout, 2026))
    assert [d for d in verify(learn(page, MINE).layout, page) if not d.is_wording] == []


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_learnt_from_a_book_that_is_filled_in(name, seed):
    page = compose(LAYOUTS[name], BookMaker(LAYOUTS[name], seed, 6).book())
    assert [d for d in verify(learn(page, MINE).layout, page) if not d.is_wording] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_text_of_a_layout_says_the_same_layout(name):
    layout = read_layout(LAYOUTS.path(name))
    assert layout_from_text(layout_text(layout), "again.toml") == layout


def test_texts_with_quotes_and_line_ends_are_written_and_read():
    layout = LAYOUTS["qinghai-public"].model_copy(
        update={"description": 'a"b\\c\n\t\x01{}', "spending_plan": ("3月底",)}
    )
    assert layout_from_text(layout_text(layout, ["一\n二"]), "x.toml") == layout


def test_a_sample_in_a_workbook_is_learnt_as_well():
    page = compose(LAYOUTS["central-selfeval"], blank_submission(LAYOUTS["central-selfeval"], 2026))
    sheet = read_xlsx(compose_xlsx(page))
    assert verify(learn(sheet, MINE).layout, sheet) == []


def _table(*rows: tuple[str, ...]) -> PageDocument:
    cells = [Row(tuple(Cell(text, i) for i, text in enumerate(row))) for row in rows]
    grid = Grid(columns=(30.0,) * len(rows[0]), rows=tuple(cells))
    return PageDocument((Paragraph("2026年云岭省项目表"), grid))


ODD = _table(
    ("项目名称", "妇女培训", "主管科室", "发展部"),
    ("经费总盘子", "6.00", "说明", "见附件"),
)


def _cells(layout) -> list[list[str]]:
    (grid,) = layout.grids()
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_a_cell_that_was_not_understood_is_kept_under_its_label():
    assert _cells(learn(ODD, MINE).layout) == [
        ["项目名称", "{name}", "主管科室", "{extra.主管科室}"],
        ["经费总盘子", "{extra.经费总盘子}", "说明", "{extra.说明}"],
    ]


def test_a_person_chooses_what_a_cell_is():
    chosen = {(0, 1, 1): "{budget.total}", (0, 1, 3): "见附件", (0, 0, 3): "{supervisor}"}
    learned = learn(ODD, MINE, chosen=chosen)
    assert _cells(learned.layout) == [
        ["项目名称", "{name}", "主管科室", "{supervisor}"],
        ["经费总盘子", "{budget.total}", "说明", "见附件"],
    ]
    assert verify(learned.layout, ODD) == []
    again = parse_page(ODD, {"mine": learned.layout}).submission
    assert again.projects[0].budget.total.text == "6.00"
    assert again.projects[0].supervisor.name == "发展部"


def test_a_person_says_what_a_title_means():
    page = _table(
        ("项目名称", "培训"), ("考核要点", "达标线"), ("人数", "≥200人"), ("场次", "≥3次")
    )
    labels = known_labels().with_more({"columns": {"考核要点": "name", "达标线": "value"}})
    learned = learn(page, MINE, labels)
    assert _cells(learned.layout)[2:] == [["{name}", "{value}"]]
    assert verify(learned.layout, page) == []


def test_a_choice_that_no_layout_can_hold_gets_a_plain_sentence():
    with pytest.raises(LayoutError, match=r"没有 \{budget.tottal\} 这个字段"):
        learn(ODD, MINE, chosen={(0, 1, 1): "{budget.tottal}"})


def test_a_sample_without_a_form_gets_a_plain_sentence():
    with pytest.raises(LayoutError, match="学不成版式：样表里没有认出项目"):
        learn(PageDocument((Paragraph("关于填报绩效目标表的通知"),)), MINE)


def test_what_a_layout_does_not_set_again_is_said_cell_by_cell():
    learned = learn(ODD, MINE)
    other = _table(
        ("项目名称", "妇女培训", "主管科室", "发展部"),
        ("经费总盘子", "6.00", "备注", "见附件"),
    )
    text = learned.text.replace("说明", "备注二").replace("备注二}", "备注}")
    found = verify(layout_from_text(text, "mine.toml"), other)
    assert any(
        "第 1 张表第 2 行第 3 列：样表是“备注”，重新排出来是“备注二”" in d.sentence for d in found
    )
