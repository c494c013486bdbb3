# SPDX-License-Identifier: MulanPSL-2.0
"""Findings as JSON data and as lines on a terminal."""

from __future__ import annotations

import json

from fuyi_editor.checks.results.report import findings_data, findings_text
from tests.checks.books import CLEAN_INDICATORS, book, with_row
from tests.checks.few_rules import few_rules

CHECKER = few_rules()
KEYS = ["file", "rule", "outcome", "severity", "project", "field", "text", "message"]


def test_json_of_a_finding() -> None:
    submission = with_row(group="效益指标", kind="社会效益指标", name="覆盖率", value="≥1个")
    (record,) = findings_data(submission, CHECKER.check(submission), "fengrun.docx")
    assert record == {
        "file": "fengrun.docx",
        "rule": "C01",
        "outcome": "found",
        "severity": "error",
        "project": "妇女儿童活动经费",
        "field": "value",
        "text": "≥1个",
        "message": "“覆盖率”的指标值“≥1个”不是百分数，单位是“个”。",
    }
    assert list(record) == KEYS


def test_json_with_a_second_place_and_with_a_fix() -> None:
    submission = book({"budget": {"total": "6", "fiscal": "7.00"}})
    (record,) = findings_data(submission, CHECKER.check(submission), "a.docx")
    assert record["other"] == {
        "project": "妇女儿童活动经费", "field": "budget.fiscal", "text": "7.00",
    }  # fmt: skip
    submission = with_row(name="及时率", value="≥95百分比")
    (record,) = findings_data(submission, CHECKER.check(submission), "a.docx")
    assert record["fix"] == {
        "title": "改为“≥95%”", "set": [{"field": "value", "text": "≥95%"}],
    }  # fmt: skip


def test_json_of_all_outcomes_is_plain_data() -> None:
    submission = with_row(name="及时率", value="1:20")
    records = findings_data(submission, CHECKER.check_all(submission), "a.docx")
    assert json.loads(json.dumps(records, ensure_ascii=False)) == records
    assert {record["outcome"] for record in records} == {"clean", "not_applicable", "cannot_tell"}


def test_lines_are_grouped_by_table() -> None:
    submission = book(
        {
            "name": "妇女之家建设",
            "indicators": [
                CLEAN_INDICATORS[0],
                {
                    "name": "效益指标",
                    "kinds": [
                        {
                            "name": "社会效益指标",
                            "indicators": [{"name": "覆盖率", "value": "≥1个"}],
                        }
                    ],
                },
                CLEAN_INDICATORS[2],
            ],
        },
        {"name": "", "spending_plan": [{"by": "3月底"}, {"by": "12月底", "percent": "100%"}]},
        year=None,
    )
    lines = findings_text(submission, CHECKER.check(submission)).splitlines()
    assert lines == [
        "[错误] A01 2024年部门预算绩效文本：没有填写“年度”。",
        "    改法：填写“年度”。",
        "",
        "[错误] C01 妇女之家建设 › 效益指标 › 社会效益指标 › 覆盖率："
        "“覆盖率”的指标值“≥1个”不是百分数，单位是“个”。",
        "    改法：写成百分数，例如“≥90%”；如果说的是数量，请改名称，例如“建设数量”。",
        "",
        "[错误] A01 （项目）：没有填写“项目名称”。",
        "    改法：填写“项目名称”。",
        "[警告] A09 （项目） › 资金支出计划 3月底：资金支出计划“3月底”没有填。",
        "    改法：填写累计比例；到这时还没有支出的填 0%。",
        "",
        "发现 4 处：错误 3，警告 1，提示 0。",
    ]


def test_lines_of_other_outcomes() -> None:
    assert findings_text(book(), CHECKER.check(book())) == "没有发现问题。\n"
    submission = with_row(name="及时率", value="1:20")
    text = findings_text(submission, CHECKER.check(submission))
    assert "[未能判定] A02 妇女儿童活动经费 › 产出指标 › 数量指标 › 及时率：看不出" in text
    assert text.endswith("发现 0 处：错误 0，警告 0，提示 0；未能判定 2 处。\n")
    everything = findings_text(submission, CHECKER.check_all(submission))
    assert "[无误] B01 妇女儿童活动经费：预算数" in everything


def test_long_and_broken_names_stay_on_one_line() -> None:
    submission = book({"name": "提前下达\n" + "很长的项目名称" * 9, "goals": []})
    first_line = findings_text(submission, CHECKER.check(submission)).splitlines()[0]
    assert "提前下达 很长的" in first_line
    assert "…：没有填写“绩效目标”。" in first_line
