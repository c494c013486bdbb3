# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of no known layout, as counties and provinces print them, read by their labels (F14)."""

from __future__ import annotations

import re

from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, Project
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row, check_grid

LAYOUTS = load_layouts()
UP = "^"


def _grid(*lines: str) -> Grid:
    """A grid of lines `a | b*2 | ^`: `*2` spans two columns, `^` goes on with the cell above."""
    rows = []
    for line in lines:
        cells, column = [], 0
        for part in line.split("|"):
            match = re.fullmatch(r"(.*?)(?:\*(\d))?", part.strip())
            assert match
            text, width = match[1], int(match[2] or 1)
            up = text == UP
            cells.append(Cell("" if up else text.replace("/n", "\n"), column, width, continues=up))
            column += width
        rows.append(Row(tuple(cells)))
    grid = Grid(tuple([20.0] * column), tuple(rows))
    check_grid(grid)
    return grid


def _read(*blocks: Grid | str) -> ParsedPage:
    pieces = (Paragraph(b) if isinstance(b, str) else b for b in blocks)
    return parse_page(PageDocument(tuple(pieces)), LAYOUTS)


def _rows(owner) -> list[tuple[str, ...]]:
    return [
        (g.name, k.name, i.name, i.value.text)
        for g in (owner.indicators if owner else ())
        for k in g.kinds
        for i in k.indicators
    ]


def _project(parsed: ParsedPage) -> Project:
    (project,) = parsed.submission.projects
    assert parsed.report.unread == ()
    return project


def _stays_readable(parsed: ParsedPage) -> None:
    """Edited in place it says just the new state: a row more, one changed, one less."""
    book = parsed.submission
    leaf = next(n for n in book.walk() if isinstance(n, Indicator))
    done = arrange.add_indicator(book, leaf.id)
    assert done
    book = apply_edits(book, done.edits)
    book = SetField(node=done.selected or "", field="name", text="新指标").apply(book)
    book = SetField(node=leaf.id, field="value", text="≥77%").apply(book)
    page = Reviser(parsed.page, parsed.submission, parsed.labels).page(book)
    for grid in page.grids:
        check_grid(grid)
    assert to_data(parse_page(page, LAYOUTS).submission) == to_data(book)


def test_long_term_and_annual_halves_named_in_brackets():
    """Wuhan: 一级 | 二级(长期) | 三级(长期) | 指标值(长期) | 二级(年度) and so on."""
    parsed = _read(
        "2023年项目绩效目标表",
        _grid(
            "项目名称 | 培训经费*6",
            "一级指标 | 二级指标（长期） | 三级指标（长期） | 指标值（长期） "
            "| 二级指标（年度） | 三级指标（年度） | 指标值（年度）",
            "产出指标 | 数量指标 | 培训人数 | ≥300人 | 数量指标 | 培训人数 | ≥100人",
            "^ | ^ | 培训场次 | ≥9场 | 质量指标 | 合格率 | ≥95%",
            "效益指标 | | | | 社会效益指标 | 知晓率 | ≥80%",
        ),
    )
    project = _project(parsed)
    assert _rows(project) == [
        ("产出指标", "数量指标", "培训人数", "≥100人"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
        ("效益指标", "社会效益指标", "知晓率", "≥80%"),
    ]
    assert _rows(project.midterm) == [
        ("产出指标", "数量指标", "培训人数", "≥300人"),
        ("产出指标", "数量指标", "培训场次", "≥9场"),
    ]
    _stays_readable(parsed)


def test_a_transfer_payment_of_four_columns():
    parsed = _read(
        "2023年中央转移支付区域绩效目标表",
        _grid(
            "项目名称 | 妇女权益保障*3",
            "资金情况（万元） | 年度资金总额： | 12.5*2",
            "^ | 其中：上级资金 | 12.5*2",
            "总体目标 | 年度目标*3",
            "^ | 维护妇女权益。*3",
            "一级指标 | 二级指标 | 指标内容 | 指标值",
            "产出 | 数量 | 服务人次 | ≥500人次",
            "^ | 质量 | 办结率 | ≥90%",
            "满意度 | 服务对象满意度 | 群众满意度 | ≥95%",
        ),
    )
    project = _project(parsed)
    assert project.budget.total.text == project.budget.fiscal.text == "12.5"
    assert [goal.text for goal in project.goals] == ["维护妇女权益。"]
    assert _rows(project)[2] == ("满意度", "服务对象满意度", "群众满意度", "≥95%")
    assert parsed.submission.money_unit == "万元"
    _stays_readable(parsed)


def test_a_value_in_three_columns():
    """Hunan: 指标值类型 | *指标值 | 计量单位, and the national system's 计算符号."""
    parsed = _read(
        "2023年项目支出绩效目标表",
        _grid(
            "项目名称 | 培训经费*7",
            "一级指标 | 二级指标 | 三级指标 | 指标值类型 | 计算符号 | *指标值 | 计量单位 | 备注",
            "产出指标 | 数量指标 | 培训人数 | 定量 | ≥ | 100 | 人 |",
            "^ | 质量指标 | 培训效果 | 定性 | 定性 | 优 | | 看结果",
        ),
    )
    project = _project(parsed)
    first, second = (n for n in project.walk() if isinstance(n, Indicator))
    assert (first.value.text, first.extra["指标值类型"]) == ("≥100人", "定量")
    assert second.value.text == "优"
    assert second.extra == {
        "指标值类型": "定性",
        "计算符号": "定性",
        "计量单位": "",
        "备注": "看结果",
    }
    after = SetField(node=first.id, field="value", text="≤7场").apply(parsed.submission)
    page = Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
    assert [cell.text for cell in page.grids[0].rows[2].cells][4:7] == ["≤", "7", "场"]


def test_a_weight_in_the_label_of_a_group():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*4",
            "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值",
            "产出指标(50分) | 数量指标 | 培训人数 | ≥100人 | 50",
            "效益指标（30 分） | 社会效益 | 知晓率 | ≥80% | 30",
        )
    )
    groups = _project(parsed).indicators
    assert [(g.name, g.weight) for g in groups] == [("产出指标", "50"), ("效益指标", "30")]
    after = SetField(node=groups[0].id, field="weight", text="40").apply(parsed.submission)
    page = Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
    assert page.grids[0].rows[2].cells[0].text == "产出指标(40分)"
    _stays_readable(parsed)


def test_columns_in_another_order_and_more_of_them():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*5",
            "指标值 | 一级 | 二级 | 三级 | 责任人 | 指标说明",
            "≥100人 | 产出 | 数量 | 培训人数 | 王某 | 全年培训的人数",
        )
    )
    (leaf,) = (n for n in _project(parsed).walk() if isinstance(n, Indicator))
    assert (leaf.name, leaf.value.text, leaf.description) == (
        "培训人数",
        "≥100人",
        "全年培训的人数",
    )
    assert leaf.extra == {"责任人": "王某"}
    _stays_readable(parsed)


def test_blocks_of_long_term_and_annual_indicators_in_one_table():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*4",
            "长期绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
            "^ | 产出指标 | 数量指标 | 培训人数 | ≥300人",
            "年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值",
            "^ | 产出指标 | 数量指标 | 培训人数 | ≥100人",
            "^ | ^ | ^ | 培训场次 | ≥3场",
        )
    )
    project = _project(parsed)
    assert [row[2:] for row in _rows(project)] == [("培训人数", "≥100人"), ("培训场次", "≥3场")]
    assert [row[2:] for row in _rows(project.midterm)] == [("培训人数", "≥300人")]
    _stays_readable(parsed)


def test_a_table_cut_in_two_by_a_page():
    header = "一级指标 | 二级指标 | 三级指标 | 指标值"
    top = _grid("项目名称 | 培训经费*3", header, "产出指标 | 数量指标 | 培训人数 | ≥100人")
    rest = ("产出指标 | 质量指标 | 合格率 | ≥95%", "满意度指标 | 满意度 | 学员满意度 | ≥90%")
    for second in (_grid(header, *rest), _grid(*rest)):
        parsed = _read(top, "", second)
        assert [row[2] for row in _rows(_project(parsed))] == ["培训人数", "合格率", "学员满意度"]
        assert len(_project(parsed).indicators) == 2
        _stays_readable(parsed)


def test_amounts_with_units_and_thousands():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费 | 资金总额 | 10000万元",
            "财政拨款 | 771,325,800.00 | 其他资金 | 0.00",
            "一级指标 | 二级指标 | 三级指标 | 指标值",
            "产出指标 | 数量指标 | 培训人数 | ≥100人",
        )
    )
    budget = _project(parsed).budget
    assert budget.total.in_yuan("万元") == 100_000_000
    assert str(budget.fiscal.amount) == "771325800.00"


def test_a_form_that_names_its_project_only_in_the_title():
    """The central export prints <项目名称>绩效目标表 over the table."""
    parsed = _read(
        "妇女培训经费绩效目标表",
        "(2023年度)",
        _grid(
            "主管部门及代码 | [105]某部 | 实施单位 | 某妇联",
            "一级指标 | 二级指标 | 三级指标 | 指标值",
            "产出指标 | 数量指标 | 培训人数 | ≥100人",
        ),
    )
    project = _project(parsed)
    assert (project.name, parsed.submission.year) == ("妇女培训经费", 2023)
    assert (project.supervisor.name, project.unit.name) == ("[105]某部", "某妇联")
    _stays_readable(parsed)


def test_a_whole_department_with_its_sum_of_tasks():
    """F2: tasks in two rows of titles, 金额合计 below them."""
    parsed = _read(
        "部门（单位）整体支出绩效目标申报表",
        "（2023年度）",
        _grid(
            "部门（单位）名称*2 | 某县妇联*4",
            "年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元）*3",
            "^ | ^ | ^ | 总额 | 财政拨款 | 其他资金",
            "^ | 培训 | 培训妇女 | 6.00 | 5.00 | 1.00",
            "^ | 慰问 | 慰问困难妇女 | 2.00 | 2.00 | 0.00",
            "^ | 金额合计*2 | 8.00 | 7.00 | 1.00",
            "年度总体目标 | 目标1：服务妇女*5",
            "年度绩效指标 | 一级指标 | 二级指标 | 三级指标*2 | 指标值",
            "^ | 产出指标 | 数量指标 | 培训人数*2 | ≥100人",
        ),
    )
    department = parsed.submission.department
    assert department
    assert parsed.submission.unit.name == "某县妇联"
    assert [(t.name, t.amount.text, t.extra) for t in department.tasks] == [
        ("培训", "6.00", {"财政拨款": "5.00", "其他资金": "1.00"}),
        ("慰问", "2.00", {"财政拨款": "2.00", "其他资金": "0.00"}),
    ]
    assert department.extra == {
        "金额合计": "8.00",
        "金额合计(财政拨款)": "7.00",
        "金额合计(其他资金)": "1.00",
    }
    assert read_field(department, "goals") == "目标1：服务妇女"
    assert _rows(department) == [("产出指标", "数量指标", "培训人数", "≥100人")]


def test_what_nobody_has_seen_goes_to_extra_and_to_the_report():
    parsed = _read(
        "2023年项目绩效目标表",
        _grid(
            "项目名称 | 培训经费 | 保障绩效目标实现措施 | 定期检查",
            "一级指标 | 二级指标 | 三级指标 | 指标值",
            "产出指标 | 数量指标 | 培训人数 | ≥100人",
            "主管部门审核意见：同意，请加快进度，注意资金安全，按时完成本年度任务*4",
        ),
        "填表人：王某",
    )
    (project,) = parsed.submission.projects
    assert project.extra["保障绩效目标实现措施"] == "定期检查"
    assert [piece.text[:8] for piece in parsed.report.unread] == [
        "主管部门审核意见",
        "填表人：王某",
    ]


def test_kinds_without_the_word_and_a_group_over_two_columns():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*3",
            "一级指标 | 二级指标 | 三级指标 | 指标值",
            "产出 | 进度 | 完成时间 | 12月底前",
            "满意度指标*2 | 群众满意度 | ≥95%",
        )
    )
    project = _project(parsed)
    assert [g.name for g in project.indicators if isinstance(g, IndicatorGroup)] == [
        "产出", "满意度指标",
    ]  # fmt: skip
    assert _rows(project)[1][2:] == ("群众满意度", "≥95%")


def test_labels_as_clerks_write_them():
    """Spaces inside, a line break, a note behind it: 中期目标（20××年—20××+n年）."""
    parsed = _read(
        "项目支出绩效目标申报表",
        _grid(
            "项 目 名 称（必填） | 培训经费*3",
            "总体/n目标 | 中期目标（2024年—2026年）*2 | 年度目标",
            "^ | 目标1：建立阵地。*2 | 目标1：培训妇女。",
            "一级/n指标 | 二级 指标 | 三级指标（核心指标） | 指标值（包含数字及文字描述）",
            "产出/n指标 | 数量/n指标 | 培训人数 | ≥100人",
        ),
    )
    project = _project(parsed)
    assert project.name == "培训经费"
    assert [goal.text for goal in project.goals] == ["目标1：培训妇女。"]
    assert project.midterm
    assert [goal.text for goal in project.midterm.goals] == ["目标1：建立阵地。"]
    assert _rows(project) == [("产出\n指标", "数量\n指标", "培训人数", "≥100人")]
    _stays_readable(parsed)


def test_a_value_under_a_title_that_no_form_has():
    """Behind three titled levels the value is known by its place, by a year, by any such word."""
    for title in ("2024年目标值", "绩效目标值", "年度预期绩效目标", "评价标准"):
        parsed = _read(
            _grid(
                "项目名称 | 培训经费*4",
                f"一级指标 | 二级指标 | 三级指标 | 负责科室 | {title}",
                "产出指标 | 数量指标 | 培训人数 | 权益部 | ≥100人",
            )
        )
        (leaf,) = (n for n in _project(parsed).walk() if isinstance(n, Indicator))
        assert (leaf.value.text, leaf.extra) == ("≥100人", {"负责科室": "权益部"})
        _stays_readable(parsed)


def test_a_frame_beside_the_titles_is_no_name():
    """Ezhou: 绩效标准 are the names, 绩效指标 only reaches down beside the rows."""
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*4",
            "绩效指标 | 一级指标 | 二级指标 | 绩效标准 | 当年预期实现值",
            "^ | 产出指标 | 数量指标 | 培训人数 | 100人",
        )
    )
    assert _rows(_project(parsed)) == [("产出指标", "数量指标", "培训人数", "100人")]
    _stays_readable(parsed)


def test_titles_of_two_rows_printed_again():
    titles = (
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 偏差原因分析*2 | 备注",
        "^ | ^ | ^ | ^ | 经费保障 | 原因说明 | ^",
    )
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*6",
            *titles,
            "产出指标 | 数量指标 | 培训人数 | ≥100人 | √ | 经费晚到 | 跟踪",
            *titles,
            "满意度指标 | 服务对象满意度 | 学员满意度 | ≥90% | | |",
        )
    )
    first, second = (n for n in _project(parsed).walk() if isinstance(n, Indicator))
    assert (first.deviation, first.extra) == ("经费晚到", {"经费保障": "√", "备注": "跟踪"})
    assert second.name == "学员满意度"
    _stays_readable(parsed)


def test_a_value_in_two_columns_keeps_its_sign_and_unit():
    """Hunan has a column for the unit and none for the sign; others have it the other way."""
    for titles, rows in (
        ("指标值 | 计量单位", ("100 | 人", "≥95 | %", "优 | ")),
        ("符号 | 指标值", (" | 100人", "≥ | 95%", " | 优")),
    ):
        parsed = _read(
            _grid(
                "项目名称 | 培训经费*4",
                f"一级指标 | 二级指标 | 三级指标 | {titles}",
                f"产出指标 | 数量指标 | 培训人数 | {rows[0]}",
                f"^ | 质量指标 | 合格率 | {rows[1]}",
                f"^ | ^ | 培训效果 | {rows[2]}",
            )
        )
        leaves = [n for n in _project(parsed).walk() if isinstance(n, Indicator)]
        assert [leaf.value.text for leaf in leaves] == ["100人", "≥95%", "优"]
        assert not any(leaf.extra for leaf in leaves)
        _stays_readable(parsed)


INDICATORS = (
    "一级指标 | 二级指标 | 三级指标 | 指标值",
    "产出指标 | 数量指标 | 培训人数 | ≥100人",
)


def test_the_number_of_an_annex_is_not_the_title():
    parsed = _read("附件7", "2024年项目绩效目标表", _grid("项目名称 | 培训经费*3", *INDICATORS))
    assert (parsed.submission.title, parsed.submission.year) == ("2024年项目绩效目标表", 2024)
    assert parsed.report.unread == ()


def test_a_title_in_the_first_row_of_the_table_is_the_books():
    title = "2024年巾帼县妇联项目绩效目标表"
    parsed = _read(_grid(f"{title}*4", "项目名称 | 培训经费*3", *INDICATORS))
    _project(parsed)
    assert (parsed.submission.title, parsed.submission.year) == (title, 2024)
    renamed = SetField(node=parsed.submission.id, field="title", text="新标题")
    page = Reviser(parsed.page, parsed.submission, parsed.labels).page(
        renamed.apply(parsed.submission)
    )
    assert page.grids[0].rows[0].cells[0].text == "新标题"
    assert len(page.grids[0].rows) == 4


def test_boxes_to_sign_below_the_indicators_are_no_indicators():
    parsed = _read(_grid("项目名称 | 培训经费*3", *INDICATORS, "审核意见 | 同意 | 领导签字 | 张三"))
    assert len(_rows(_project(parsed))) == 1
    assert _project(parsed).extra == {"审核意见": "同意", "领导签字": "张三"}


def test_a_table_with_everything_inside():
    """Title, year, 填报单位 and signatures in rows of the table itself, as in Excel."""
    parsed = _read(
        _grid(
            "2024年度项目支出绩效目标申报表*4",
            "（2024年度）*4",
            "填报单位：某县妇联（公章）*2 | 单位：万元*2",
            "项目名称： | 培训经费 | 项目编号： | XM001",
            "预算金额： | 6.00 | 联系电话： | 0315-1234567",
            "一级指标 | 二级指标 | 三级指标 | 绩效目标值",
            "产出指标 | 数量指标 | 培训人数 | ≥100人",
            "单位负责人： | 填表人：李某 | 填表日期：2023年11月5日*2",
        )
    )
    project, book = _project(parsed), parsed.submission
    assert (book.title, book.year) == ("2024年度项目支出绩效目标申报表", 2024)
    assert (project.unit.name, project.code, project.budget.total.text) == (
        "某县妇联",
        "XM001",
        "6.00",
    )
    assert project.extra == {
        "联系电话": "0315-1234567",
        "单位负责人": "",
        "填表人": "李某",
        "填表日期": "2023年11月5日",
    }
    assert _rows(project) == [("产出指标", "数量指标", "培训人数", "≥100人")]
    _stays_readable(parsed)
    after = SetField(node=project.id, field="unit", text="乙妇联").apply(book)
    after = SetField(node=book.id, field="year", text="2025").apply(after)
    page = Reviser(parsed.page, book, parsed.labels).page(after)
    texts = [row.cells[0].text for row in page.grids[0].rows]
    assert texts[1:3] == ["（2025年度）", "填报单位：乙妇联（公章）"]


def test_sums_and_signatures_below_the_indicators_are_no_indicators():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*4",
            "一级指标 | 二级指标 | 三级指标 | 指标值 | 权重",
            "产出指标 | 数量指标 | 培训人数 | ≥100人 | 60",
            "效益指标 | 社会效益 | 知晓率 | ≥80% | 40",
            "合 计*4 | 100",
            "保障措施 | 定期检查*4",
            "填报人 | 李某 | 负责人 | 王某 | ",
            "备注：本表一式三份。*5",
        )
    )
    project = _project(parsed)
    assert [row[2] for row in _rows(project)] == ["培训人数", "知晓率"]
    assert project.extra == {
        "总分值": "100",
        "保障措施": "定期检查",
        "填报人": "李某",
        "负责人": "王某",
        "备注": "本表一式三份",
    }
    _stays_readable(parsed)


def test_the_name_in_one_cell_or_line_with_its_label():
    rows = ("一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 培训人数 | ≥100人")
    for blocks in (
        ("核心绩效指标表", _grid("项目名称：培训经费*4", *rows)),
        ("核心绩效指标表", "项目名称：培训经费", _grid(*rows)),
    ):
        parsed = _read(*blocks)
        project = _project(parsed)
        assert project.name == "培训经费"
        after = SetField(node=project.id, field="name", text="慰问").apply(parsed.submission)
        page = Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
        told = [block.text for block in page.blocks if isinstance(block, Paragraph)]
        told += [cell.text for _, cell in page.grids[0].cells()]
        assert "项目名称：慰问" in told


def test_the_unit_line_under_a_heading_is_no_title():
    line = "562301某区妇联          单位：万元"
    parsed = _read("1.培训经费绩效目标表", line, _grid("项目名称 | 培训经费"))
    _project(parsed)
    assert (parsed.submission.title, parsed.submission.unit.code) == ("", "562301")


def test_a_line_with_a_date_beside_the_unit_of_money_is_reported():
    line = "填报单位：某县妇联    填报日期：2023年11月5日    单位：元"
    parsed = _read("2024年项目支出绩效目标表", line, _grid("项目名称 | 培训经费"))
    assert parsed.submission.money_unit == "元"
    assert [note.text for note in parsed.report.unread] == [line]


def test_units_one_below_the_other_in_one_table():
    form = (
        "单位名称 | {0}乡妇联*3",
        "项目名称 | {0}项目*3",
        "预算金额 | 2.00*3",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | {0}场次 | ≥1场",
    )
    lines = [line.format(name) for name in "甲乙" for line in (*form, " *4")]
    parsed = _read("2024年项目绩效目标表", _grid(*lines))
    assert parsed.report.unread == ()
    assert [(p.unit.name, p.name, p.budget.total.text) for p in parsed.submission.projects] == [
        ("甲乡妇联", "甲项目", "2.00"),
        ("乙乡妇联", "乙项目", "2.00"),
    ]


def test_a_number_or_a_sentence_is_no_name_of_what_stands_beside_it():
    parsed = _read(_grid("项目名称 | 培训经费*3", "依据 | 3 | 文件 | 5", "全年培训。 | 好*3"))
    (project,) = parsed.submission.projects
    assert project.extra == {"依据": "3", "文件": "5"}
    assert [note.text for note in parsed.report.unread] == ["全年培训。", "好"]


def test_a_second_unit_is_kept_beside_the_first():
    parsed = _read(_grid("项目名称 | 培训经费*3", "实施单位 | 县妇联 | 填报单位 | 乡妇联"))
    project = _project(parsed)
    assert (project.unit.name, project.extra) == ("县妇联", {"填报单位": "乡妇联"})


def test_a_title_of_values_over_two_columns():
    for values in (("≥ | 100人", "≤ | 95%", "定性 | 优"), ("≥100 | 人", "95 | %", "优 | ")):
        parsed = _read(
            _grid(
                "项目/n负责人 | 李某 | 项目名称 | 培训经费*2",
                "一级指标 | 二级指标 | 三级指标 | 指标值*2",
                f"产出指标 | 数量指标 | 培训人数 | {values[0]}",
                f"^ | 质量指标 | 差错率 | {values[1]}",
                f"^ | ^ | 培训效果 | {values[2]}",
                "填报人 | 王某 | 日期 | 11月 | 5日",
            )
        )
        (project,) = parsed.submission.projects
        assert project.extra["项目负责人"] == "李某"
        leaves = [n for n in project.walk() if isinstance(n, Indicator)]
        assert leaves[0].value.text == "≥100人"
        assert leaves[1].value.reading.number == "95"
        assert leaves[2].value.text == "优"
        _stays_readable(parsed)


def test_amounts_below_a_row_of_titles():
    parsed = _read(
        _grid(
            "项目名称 | 培训经费*3",
            "资金 | 资金总额 | 财政资金 | 自有资金",
            "^ | 10.00 | 8.00 | 2.00",
        )
    )
    budget = parsed.submission.projects[0].budget
    assert (budget.total.text, budget.fiscal.text) == ("10.00", "8.00")
    assert [note.text for note in parsed.report.unread] == ["自有资金", "2.00"]
