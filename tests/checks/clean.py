# SPDX-License-Identifier: MulanPSL-2.0
"""A book with nothing wrong for each layout, as a careful office would hand it in."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fuyi_editor.layouts.definition.layout import Layout
from fuyi_editor.layouts.definition.places import with_places
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.migrate import apply_migration, migration
from fuyi_editor.model.nodes import Submission
from fuyi_editor.model.taxonomy import T2021

UNIT = {"code": "713001", "name": "某县妇女联合会"}


def _row(name: str, description: str, value: str, basis: str) -> dict[str, Any]:
    return {"name": name, "description": description, "value": value, "basis": basis}


INDICATORS: list[dict[str, Any]] = [
    {
        "name": "产出指标",
        "kinds": [
            {
                "name": "数量指标",
                "indicators": [
                    _row("培训班期数", "全年举办技能培训班的期数", "=4期", "计划标准"),
                    _row("培训人数", "全年参加培训的妇女人数", "=200人", "计划标准"),
                ],
            },
            {
                "name": "质量指标",
                "indicators": [
                    _row("学员考核合格率", "考核合格人数占参训人数的比例", "≥95%", "历史标准")
                ],
            },
            {
                "name": "时效指标",
                "indicators": [
                    _row("培训完成时间", "全部培训班结束的时间", "2027年11月30日前", "计划标准")
                ],
            },
            {
                "name": "成本指标",
                "indicators": [
                    _row("人均培训成本", "每名学员的培训支出", "≤300元/人", "预算支出标准")
                ],
            },
        ],
    },
    {
        "name": "效益指标",
        "kinds": [
            {
                "name": "社会效益指标",
                "indicators": [
                    _row("学员就业率", "结业后三个月内就业人数占参训人数的比例", "≥30%", "历史标准")
                ],
            }
        ],
    },
    {
        "name": "满意度指标",
        "kinds": [
            {
                "name": "服务对象满意度指标",
                "indicators": [
                    _row("学员满意度", "满意的学员占被调查学员的比例", "≥90%", "其他标准")
                ],
            }
        ],
    },
]

PROJECT: dict[str, Any] = {
    "code": "13020827P00000710001A",
    "name": "妇女技能培训经费",
    "unit": UNIT,
    "supervisor": {"code": "713", "name": "某县妇女联合会机关"},
    "budget": {"total": "6.00", "fiscal": "6.00", "carried_over": "0.00", "other": "0.00"},
    "purpose": "支付技能培训的讲课费、场地费和资料费。",
    "spending_plan": [
        {"by": "3月底", "percent": "10%"},
        {"by": "6月底", "percent": "50%"},
        {"by": "10月底", "percent": "80%"},
        {"by": "12月底", "percent": "100%"},
    ],
    "goals": [
        "1.举办妇女技能培训班4期，培训妇女200人。",
        "2.培训学员考核合格率达到95%以上，学员就业率达到30%以上。",
    ],
    "indicators": INDICATORS,
}

DEPARTMENT: dict[str, Any] = {
    "supervisor": {"code": "", "name": "某县妇女联合会"},
    "staff": {"on_duty": "9", "retired": "4"},
    "budget": {
        "basic": "94.00", "project": "6.00", "fiscal": "100.00", "other": "0.00",
        "own_level": "100.00", "transfers": "0.00",
    },
    "goals": ["1.举办妇女技能培训班4期，培训妇女200人。"],
    "tasks": [
        {
            "name": "基本支出（人员经费、公用经费）", "content": "发放人员工资和津补贴。",
            "amount": "94.00", "target": "保障人员工资发放。",
        },
        {
            "name": "妇女技能培训", "content": "举办技能培训班4期。",
            "amount": "5.00", "target": "培训妇女200人。",
        },
        {
            "name": "培训资料编印", "content": "编印培训教材。",
            "amount": "1.00", "target": "每名学员一册教材。",
        },
    ],
    "other_tasks": [{"name": "无", "content": "无", "amount": "0.00", "target": "无"}],
    "indicators": INDICATORS,
    "extra": {"部门年度整体预算完成率": "100%"},
}  # fmt: skip

NARRATIVE: dict[str, Any] = {
    "goals": ["做好妇女技能培训，服务妇女就业。"],
    "sub_goals": [
        {
            "name": "妇女技能培训",
            "goals": ["举办妇女技能培训班4期，培训妇女200人。"],
            "indicators": [
                {"name": "培训人数", "description": "全年参加培训的妇女人数", "value": "等于200人"}
            ],
        }
    ],
    "safeguards": ["1.完善制度。按照财务制度管理项目资金。"],
}

REPORT: dict[str, Any] = {
    "sections": [
        {
            "heading": "一、部门整体概况",
            "paragraphs": [
                "本部门2027年度申请预算资金100.00万元，实际支出100.00万元，预算执行率100%。"
                "其中：预算项目1个，金额合计6.00万元，到位数6.00万元，实际支出6.00万元，执行率为100%。"
            ],
        },
        {
            "heading": "二、部门整体绩效目标和绩效指标设定情况",
            "paragraphs": ["年初设定培训人数200人、学员满意度90%以上两条绩效指标。"],
        },
        {"heading": "三、绩效评价组织情况", "paragraphs": ["成立评价小组，逐项核对原始资料。"]},
        {
            "heading": "四、绩效实现情况分析",
            "paragraphs": ["全年培训妇女200人，学员满意度95%，自评得分98分。"],
        },
        {"heading": "五、存在问题", "paragraphs": ["培训内容的针对性需要加强。"]},
        {
            "heading": "六、相关建议、改进措施及结果应用",
            "paragraphs": ["建议按行业分班授课，自评结果用于编制下一年度预算。"],
        },
    ]
}


def clean_book(layout: Layout) -> Submission:
    """The book for a layout, in its unit of money and its taxonomy."""
    data: dict[str, Any] = {
        "title": layout.new_title.replace("{year}", "2027"),
        "year": 2027,
        "unit": UNIT,
        "money_unit": layout.money_unit,
    }
    if layout.department:
        narrative = any(part.each == "sub_goals" for part in layout.department)
        data["department"] = deepcopy(NARRATIVE if narrative else DEPARTMENT)
        if not narrative:
            data["unit"] = {"code": "", "name": UNIT["name"]}
    if layout.prints_projects:
        data["projects"] = [_project(layout)]
    if layout.report:
        data["report"] = REPORT
        data["title"] = "某县妇联" + data["title"]
    book = Submission.model_validate(data)
    if layout.taxonomy is T2021:
        book = apply_edits(book, apply_migration(book, migration(book, T2021)))
    return with_places(book, layout)


def _project(layout: Layout) -> dict[str, Any]:
    project = deepcopy(PROJECT)
    if layout.money_unit == "元":
        zero, total = "0.00", "60,000.00"
        project["budget"] = {
            "total": total, "fiscal": total, "carried_over": zero, "other": zero,
        }  # fmt: skip
    if layout.prints("midterm."):
        project["midterm"] = {
            "budget": deepcopy(project["budget"]),
            "goals": ["1.一年内培训妇女200人。"],
        }
    if layout.prints("execution."):
        project |= _executed(project, scored=layout.prints("score"))
    project["extra"] = {
        "项目属性": "延续性项目", "项目周期": "1年",
        "项目性质": "经常性项目", "项目类别": "特定目标类",
        "计划开始日期": "2027年1月1日", "计划完成日期": "2027年12月31日", "总分值": "100",
    }  # fmt: skip
    return project


def _executed(project: dict[str, Any], *, scored: bool) -> dict[str, Any]:
    """The year's outcome: everything spent, every indicator reached and scored in full."""
    full = {"adjusted": "6.00", "spent": "6.00", "forecast": "6.00", "rate": "100.00%"}
    none = {"adjusted": "0.00", "spent": "0.00", "forecast": "0.00", "weight": "—", "score": "—"}
    groups = deepcopy(project["indicators"])
    weights = iter(["10", "10", "10", "10", "10", "30", "10"])
    for group in groups:
        for kind in group["kinds"]:
            for row in kind["indicators"]:
                weight = next(weights)
                actual = row["value"].lstrip("≥≤=").removesuffix("前")
                row |= {"actual": actual, "forecast": actual}
                row |= {"weight": weight, "score": weight} if scored else {}
    return {
        "execution": {
            "total": {**full, "weight": "10", "score": "10"},
            "fiscal": {**full, "weight": "—", "score": "—"},
            "carried_over": none,
            "other": none,
        },
        "achieved": "举办妇女技能培训班4期，培训妇女200人，考核合格率95%，学员就业率30%。",
        "indicators": groups,
        "total_score": "100",
    }
