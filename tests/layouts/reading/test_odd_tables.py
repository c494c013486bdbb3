# SPDX-License-Identifier: MulanPSL-2.0
"""Tables that are not quite as published: nothing in them is lost, before or after an edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fuyi_editor.files.docx.read import read_docx
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import Indicator, Project, Submission
from fuyi_editor.model.taxonomy import T2015
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row, check_grid

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
HEADER = ("一级指标", "二级指标", "三级指标", "指标值")


def _row(*texts: str) -> Row:
    return Row(tuple(Cell(text, column) for column, text in enumerate(texts)))


def _grid(*rows: Row) -> Grid:
    return Grid((30.0,) * sum(cell.column_span for cell in rows[0].cells), rows)


def _indicator_table(*rows: Row, header: tuple[str, ...] = HEADER) -> PageDocument:
    name = _grid(_row("项目名称", "培训"))
    return PageDocument((Paragraph("标题"), name, _grid(_row(*header), *rows)))


def _parsed(page: PageDocument) -> ParsedPage:
    return parse_page(page, LAYOUTS)


def _fengrun() -> ParsedPage:
    return _parsed(read_docx((DATA / "fengrun-2023.docx").read_bytes()))


def _indicators(parsed: ParsedPage) -> list[Indicator]:
    return [n for n in parsed.submission.projects[0].walk() if isinstance(n, Indicator)]


def _page_after(parsed: ParsedPage, after: Submission) -> PageDocument:
    """The page of a later state, which must say just that state."""
    page = Reviser(parsed.page, parsed.submission).page(after)
    for grid in page.grids:
        check_grid(grid)
    assert to_data(_parsed(page).submission) == to_data(after)
    return page


def _reopened(page: PageDocument) -> ParsedPage:
    """The page read as if from a file, which knows nothing of nodes."""
    blocks = [
        block if isinstance(block, Grid) else replace(block, node=None, binding=None)
        for block in page.blocks
    ]
    return _parsed(page.with_blocks(tuple(blocks)))


def _unread(parsed: ParsedPage) -> list[str]:
    return [piece.text for piece in parsed.report.unread]


def test_columns_that_no_field_has_are_kept_under_their_titles():
    header = (*HEADER, "备注", "指标值", "备注")
    row = _row("产出指标", "数量指标", "场次", "≥4场", "甲", "≥3场", "乙")
    parsed = _parsed(_indicator_table(row, header=header))
    (indicator,) = _indicators(parsed)
    assert indicator.value.text == "≥4场"
    assert indicator.extra == {"备注": "甲", "指标值": "≥3场", "备注(2)": "乙"}
    assert parsed.report.unread == ()
    edit = SetField(node=indicator.id, field="extra.备注(2)", text="丙")
    page = _page_after(parsed, edit.apply(parsed.submission))
    assert [c.text for c in page.grids[1].rows[1].cells][-3:] == ["甲", "≥3场", "丙"]


def test_a_remark_below_the_indicators_is_no_indicator():
    remark = Row((Cell("填表人：李某", 0, 4),))
    parsed = _parsed(_indicator_table(_row("产出指标", "数量指标", "场次", "≥4场"), remark))
    assert [i.name for i in _indicators(parsed)] == ["场次"]
    assert _unread(parsed) == ["填表人：李某"]
    done = arrange.add_indicator(parsed.submission, _indicators(parsed)[0].id)
    assert done
    page = _page_after(parsed, apply_edits(parsed.submission, done.edits))
    assert page.grids[1].rows[-1].cells[0].text == "填表人：李某"


def test_a_text_under_no_title_is_reported():
    header = Row((*_row(*HEADER[:3]).cells, Cell("指标值", 3, 2)))
    rows = [
        _row("产出指标", "数量指标", "场次", *value) for value in (("4场", "5场"), ("≥", "3场"))
    ]
    name = _grid(_row("项目名称", "培训"))
    parsed = _parsed(PageDocument((name, _grid(header, *rows))))
    assert [leaf.value.text for leaf in _indicators(parsed)] == ["4场", "≥"]
    assert _unread(parsed) == ["5场", "3场"]


def test_one_text_over_two_columns_is_read_once():
    row = Row((*_row("产出指标", "数量指标").cells, Cell("场次不少于4场", 2, 2), Cell("4", 4)))
    header = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
    (indicator,) = _indicators(_parsed(_indicator_table(row, header=header)))
    assert (indicator.name, indicator.description) == ("场次不少于4场", "")


def test_a_header_printed_again_stays_where_it_is():
    again = _row(*HEADER)
    rows = [_row("产出指标", "数量指标", name, "4场") for name in ("甲", "乙", "丙")]
    rows[1] = replace(
        rows[1], cells=tuple(replace(c, continues=c.column < 2) for c in rows[1].cells)
    )
    parsed = _parsed(_indicator_table(rows[0], rows[1], again, rows[2]))
    edit = SetField(node=_indicators(parsed)[1].id, field="name", text="丁")
    after = edit.apply(parsed.submission)
    page = _page_after(parsed, after)
    assert [row.cells[2].text for row in page.grids[1].rows[1:]] == ["甲", "丁", "三级指标", "丙"]
    done = arrange.remove(after, _indicators(parsed)[1].id)
    assert done
    page = _page_after(parsed, apply_edits(after, done.edits))
    assert [row.cells[2].text for row in page.grids[1].rows[1:]] == ["甲", "三级指标", "丙"]
    assert [row.cells[0].text for row in page.grids[1].rows[1:]][-1] == "产出指标"


def _in_two_tables() -> ParsedPage:
    first = _grid(_row(*HEADER), *(_row("产出指标", "数量指标", name, "1个") for name in "甲乙"))
    second = _grid(_row(*HEADER), *(_row("效益指标", "社会效益", name, "2个") for name in "丙丁"))
    name = _grid(_row("项目名称", "培训"))
    return _parsed(PageDocument((name, first, Paragraph(""), second)))


def _names(page: PageDocument) -> list[list[str]]:
    return [[row.cells[2].text for row in grid.rows[1:]] for grid in page.grids[1:]]


def test_indicators_in_two_tables_stay_where_they_are():
    parsed = _in_two_tables()
    first, last = _indicators(parsed)[0], _indicators(parsed)[3]
    after = SetField(node=first.id, field="name", text="戊").apply(parsed.submission)
    assert _names(_page_after(parsed, after)) == [["戊", "乙"], ["丙", "丁"]]
    for node in (first, last):
        added = arrange.add_indicator(parsed.submission, node.id)
        assert added
        _page_after(parsed, apply_edits(parsed.submission, added.edits))


def test_a_row_that_goes_to_the_other_table_is_shown_there():
    parsed = _in_two_tables()
    book, (_, second, third, last) = parsed.submission, _indicators(parsed)
    benefit = book.projects[0].indicators[1].kinds[0]
    done = arrange.move_to(book, second.id, benefit.id, 2)
    assert done
    page = _page_after(parsed, apply_edits(book, done.edits))
    assert _names(page) == [["甲"], ["丙", "丁", "乙"]]
    for node in (third, last):
        done = arrange.remove(book, node.id)
        assert done
        book = apply_edits(book, done.edits)
    page = _page_after(parsed, book)
    assert _names(page) == [["甲", "乙"], []]


def test_a_stray_table_of_no_project_takes_no_indicators():
    stray = _grid(_row(*HEADER))
    name = _grid(_row("项目名称", "培训"))
    table = _grid(_row(*HEADER), _row("产出指标", "数量指标", "甲", "1个"))
    parsed = _parsed(PageDocument((stray, Paragraph("填表说明"), name, table)))
    edit = SetField(node=_indicators(parsed)[0].id, field="name", text="乙")
    page = _page_after(parsed, edit.apply(parsed.submission))
    assert len(page.grids[0].rows) == 1


def test_what_a_second_cell_says_of_a_field_is_reported():
    labels = _row("项目名称", "培训", "资金总额", "6.00")
    parsed = _parsed(PageDocument((_grid(labels, _row("预算数", "8.00", "其他资金", "2.00")),)))
    assert parsed.submission.projects[0].budget.total.text == "6.00"
    assert _unread(parsed) == ["8.00"]


def test_the_same_unknown_label_twice_is_kept_twice():
    rows = (_row("项目名称", "培训"), _row("联系人", "李某"), _row("联系人", "王某"))
    parsed = _parsed(PageDocument((_grid(*rows),)))
    assert parsed.submission.projects[0].extra == {"联系人": "李某", "联系人(2)": "王某"}


def test_a_step_of_the_plan_need_not_be_a_date():
    parsed = _fengrun()
    steps = parsed.submission.projects[0].spending_plan
    after = SetField(node=steps[1].id, field="by", text="年中").apply(parsed.submission)
    after = SetField(node=steps[0].id, field="by", text="").apply(after)
    after = SetField(node=steps[0].id, field="percent", text="5%").apply(after)
    _page_after(parsed, after)


def test_an_amount_is_not_taken_for_the_unit_of_money():
    parsed = _fengrun()
    project = parsed.submission.projects[0]
    edit = SetField(node=project.id, field="budget.fiscal", text="单位：万元")
    _page_after(parsed, edit.apply(parsed.submission))


def test_a_table_in_another_unit_of_money_is_reported():
    grids = [
        _grid(_row("培训中心", f"单位：{unit}"), _row("项目名称", f"项目{number}"))
        for number, unit in enumerate(("万元", "元", "万元"))
    ]
    parsed = _parsed(PageDocument(tuple(grids)))
    assert parsed.submission.money_unit == "万元"
    assert [(u.place, u.text, u.block) for u in parsed.report.unread] == [
        ("项目“项目1”的表", "单位：元", 1)
    ]


def _headings(page: PageDocument) -> list[str]:
    texts = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    return [text.split("\t")[0] for text in texts if text.split("\t")[0].endswith("绩效目标表")]


def test_a_project_saved_without_a_name_can_be_named_later():
    parsed = _fengrun()
    first = parsed.submission.projects[0]
    done = arrange.add_project(parsed.submission, first.id, T2015)
    again = _reopened(_page_after(parsed, apply_edits(parsed.submission, done.edits)))
    assert again.report.unread == ()
    project = again.submission.projects[1]
    page = _page_after(
        again, SetField(node=project.id, field="name", text="普法").apply(again.submission)
    )
    assert _headings(page).count("2.普法绩效目标表") == 2


def test_of_two_projects_of_one_name_the_right_line_of_contents_changes():
    parsed = _fengrun()
    done = arrange.duplicate(parsed.submission, parsed.submission.projects[1].id)
    assert done
    again = _reopened(_page_after(parsed, apply_edits(parsed.submission, done.edits)))
    copy = again.submission.projects[2]
    page = _page_after(
        again, SetField(node=copy.id, field="name", text="普法").apply(again.submission)
    )
    assert _headings(page).count("2.妇女培训经费绩效目标表") == 2
    assert _headings(page).count("3.普法绩效目标表") == 2


def test_a_heading_without_a_table_is_reported():
    page = PageDocument((_grid(_row("项目名称", "培训")), Paragraph("2.宣传绩效目标表")))
    assert _unread(_parsed(page)) == ["2.宣传绩效目标表"]


def test_a_sub_goal_may_have_no_name():
    parsed = _fengrun()
    assert parsed.submission.department
    sub_goal = parsed.submission.department.sub_goals[1]
    _page_after(parsed, SetField(node=sub_goal.id, field="name", text="").apply(parsed.submission))


def test_a_long_paragraph_is_no_indicator():
    page = PageDocument(
        (
            Paragraph("标题"),
            Paragraph("二、分项绩效目标"),
            Paragraph("（一）甲"),
            Paragraph("绩效指标：" + "，" * 100_000),
            _grid(_row("项目名称", "培训")),
        )
    )
    department = _parsed(page).submission.department
    assert department
    assert department.sub_goals[0].indicators == ()
    assert isinstance(_parsed(page).submission.projects[0], Project)


def test_a_total_at_the_bottom_stays_there():
    titles = _row("序号", "项目名称", "金额", "绩效目标", "绩效指标")
    rows = [_row(n, name, "2.00", "目标", "一、产出指标") for n, name in (("1", "甲"), ("2", "乙"))]
    parsed = _parsed(PageDocument((_grid(titles, *rows, _row("合计", "", "4.00", "", "")),)))
    book = parsed.submission
    assert [row.amount.text for row in book.subtotals] == ["4.00"]
    edit = SetField(node=book.projects[1].id, field="name", text="丙")
    done = arrange.duplicate(book, book.projects[1].id)
    assert done
    page = Reviser(parsed.page, book).page(edit.apply(apply_edits(book, done.edits)))
    assert [row.cells[0].text for row in page.grids[0].rows[1:]] == ["1", "2", "3", "合计"]
    assert [row.cells[1].text for row in page.grids[0].rows[1:]] == ["甲", "丙", "乙", ""]
