# SPDX-License-Identifier: MulanPSL-2.0
"""Tables that counties published: each known defect is found where it stands, and no other."""

from __future__ import annotations

from typing import Any

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Outcome
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.model.nodes import Submission

IDS = {"A01", "A02", "A03", "A04", "A05", "A09", "B01", "C01", "C02", "C05"}
FIRST = [rule for rule in ALL_RULES if rule.id in IDS]


def tree(text: str) -> list[dict[str, Any]]:
    """Indicator groups from lines of `一级 二级 三级 描述 值 [依据]`, cells set apart by |."""
    groups: list[dict[str, Any]] = []
    for line in text.strip().splitlines():
        group, kind, name, description, value, *basis = (cell.strip() for cell in line.split("|"))
        if not groups or groups[-1]["name"] != group:
            groups.append({"name": group, "kinds": []})
        kinds = groups[-1]["kinds"]
        if not kinds or kinds[-1]["name"] != kind:
            kinds.append({"name": kind, "indicators": []})
        row = {"name": name, "description": description, "value": value, "basis": "".join(basis)}
        kinds[-1]["indicators"].append(row)
    return groups


FENGRUN = {
    "title": "丰润区妇女联合会2023年部门预算绩效文本",
    "year": 2023,
    "projects": [
        {
            "code": "13020823P000202100015",
            "name": "提前下达2023年省级妇女之家建设专项资金",
            "unit": {"code": "713001", "name": "唐山市丰润区妇女联合会本级"},
            "budget": {"total": "8.50", "fiscal": "8.50"},
            "purpose": "用于建设省级示范妇女之家，提升妇联组织阵地建设",
            "spending_plan": [
                {"by": "3月底", "percent": ""},
                {"by": "6月底", "percent": "90%"},
                {"by": "10月底", "percent": "100%"},
                {"by": "12月底", "percent": "100%"},
            ],
            "goals": ["1.提升妇联组织阵地建设"],
            "indicators": tree(
                """
产出指标|数量指标|建设数量|建设省级示范妇女之家数量|≥1个|文件要求
产出指标|质量指标|通过核验数量|通过核验的省级妇女之家数量|≥1个|历史数据
产出指标|时效指标|完成建设时间|完成妇女之家建设时间|≤9月|上级要求
产出指标|成本指标|建设成本|建设妇女之家建设资金|≤8.5万元|文件要求
效益指标|社会效益指标|覆盖率|省级妇女之家覆盖率|≥1个|上级要求
满意度指标|服务对象满意度指标|服务对象满意度|服务对象满意度|≥90%|历史数据
"""
            ),
        }
    ],
}

TIANJIN = {
    "title": "天津市妇女联合会2024年项目绩效目标表",
    "year": 2024,
    "projects": [
        {
            "name": "2024年服务妇女儿童公益项目",
            "unit": {"code": "562202", "name": "天津市妇女儿童社会服务中心"},
            "budget": {"total": "5.00", "fiscal": "5.00", "other": " "},
            "purpose": "用于妇女儿童公益服务项目",
            "goals": ["1.1.“天赋”系列公益活动。"],
            "indicators": tree(
                """
产出指标|数量指标|公益活动场次|公益活动场次|≥26场
产出指标|数量指标|社会组织参观学习会议|社会组织参观学习会议|4场
产出指标|数量指标|受益人数|受益人数|≥3150人
产出指标|质量指标|事故率|事故率|≤5%
产出指标|时效指标|完工及时率|完工及时率|≥90%
产出指标|时效指标|培训完成时间|培训完成时间|按时完成
产出指标|时效指标|系统运行维护响应时间|系统运行维护相应时间|7*24小时
产出指标|成本指标|活动费|活动费|≤3.84万
效益指标|社会效益指标|微信公众号报道|微信公众号报道|≥50篇
效益指标|可持续影响指标|连续开展公益活动|连续开展公益活动|≥6年
满意度指标|服务对象满意度指标|参加培训及活动人员满意度|参加培训及活动人员满意度|≥90%
"""
            ),
        },
        {
            "name": "2024年妇女儿童工作经费",
            "unit": {"code": "562301", "name": "天津市妇女联合会"},
            "budget": {"total": "27.00", "fiscal": "27.00"},
            "purpose": "用于妇女儿童工作",
            "goals": ["1.保障工作正常运转"],
            "indicators": tree(
                """
产出指标|数量指标|搭建平台活动次数|搭建平台活动次数|广泛动员
产出指标|质量指标|会议圆满完成率|会议圆满完成率|≥95百分比
产出指标|时效指标|评估报告按时完成率|评估报告按时完成率|完成
产出指标|成本指标|运行维护费用|运行维护费用|≤27万元
效益指标|社会效益指标|舆情监测|监控舆情7*24小时|严格监控
满意度指标|服务对象满意度指标|使用人员满意度|使用人员满意度|≥90百分比
"""
            ),
        },
    ],
}


def found(data: dict[str, Any], outcome: Outcome = Outcome.FOUND) -> list[tuple[str, str]]:
    """What the rules say that these tables were first looked at with; see defects for the rest."""
    findings = Checker(rules=FIRST).check(Submission.model_validate(data))
    return [(f.rule, f.text) for f in findings if f.outcome is outcome]


def test_fengrun_fourth_project() -> None:
    assert found(FENGRUN) == [("A09", ""), ("C01", "≥1个")]
    assert found(FENGRUN, Outcome.CANNOT_TELL) == []


def test_tianjin() -> None:
    assert found(TIANJIN) == [
        ("A02", "4场"),
        ("A05", "7*24小时"),
        ("C02", "广泛动员"),
        ("C05", "≥95百分比"),
        ("C01", "完成"),
        ("C05", "≥90百分比"),
    ]
    assert found(TIANJIN, Outcome.CANNOT_TELL) == [("A02", "7*24小时")]
