# SPDX-License-Identifier: MulanPSL-2.0
"""What of a book goes into the library."""

from __future__ import annotations

from fuyi_editor.library.harvest import entries_of
from fuyi_editor.model.nodes import Submission

BOOK = Submission.model_validate(
    {
        "year": 2024,
        "department": {
            "sub_goals": [{"name": "维权", "indicators": [{"name": "办结率", "value": "≥95%"}]}],
            "indicators": [
                {
                    "name": "产出（50分）",
                    "kinds": [
                        {
                            "name": "进度指标",
                            "indicators": [{"name": "完成时间", "value": "**月底前"}],
                        }
                    ],
                }
            ],
        },
        "projects": [
            {
                "name": "培训",
                "midterm": {
                    "indicators": [
                        {
                            "name": "满意度指标",
                            "kinds": [{"name": "", "indicators": [{"name": "中期满意度"}]}],
                        }
                    ]
                },
                "indicators": [
                    {
                        "name": "产出指标",
                        "kinds": [
                            {
                                "name": "数量指标",
                                "indicators": [
                                    {
                                        "name": " 培训\n人数",
                                        "description": "培训人数。",
                                        "value": "100",
                                        "basis": "历史标准",
                                        "extra": {"计算符号": "≥", "计量单位": "人"},
                                    },
                                    {"name": "——", "value": "≥5次"},
                                    {"name": "", "value": "≥5次"},
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    }
)


def test_every_named_indicator_comes_with_its_levels_folded() -> None:
    entries = entries_of(BOOK, "培训.docx")
    assert [(entry.group, entry.kind, entry.name) for entry in entries] == [
        ("", "", "办结率"),
        ("产出指标", "时效指标", "完成时间"),
        ("满意度指标", "", "中期满意度"),
        ("产出指标", "数量指标", "培训 人数"),
    ]
    assert {(entry.origin, entry.year, entry.own) for entry in entries} == {
        ("培训.docx（2024年）", 2024, True)
    }


def test_an_example_that_the_form_prints_is_no_value() -> None:
    assert [entry.value for entry in entries_of(BOOK, "培训.docx")] == ["≥95%", "", "", "≥100人"]


def test_a_value_in_several_columns_is_put_together_and_no_name_said_twice() -> None:
    *_, trained = entries_of(BOOK, "2024年培训.docx")
    assert (trained.value, trained.unit, trained.description) == ("≥100人", "人", "")
    assert trained.basis == "历史标准"
    assert trained.origin == "2024年培训.docx"


def test_a_book_of_no_year() -> None:
    (first, *_) = entries_of(BOOK.but(year=None), "培训.docx")
    assert (first.origin, first.year) == ("培训.docx", None)
