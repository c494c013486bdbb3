# SPDX-License-Identifier: MulanPSL-2.0
"""The numbers of a self-evaluation report are read from its sentences and written into them."""

from __future__ import annotations

import pytest

from fuyi_editor.model.fields import read_field, write_field
from fuyi_editor.model.nodes import Report, ReportParagraph, ReportSection

# laoting-2023: half-width commas, spaces round numbers, 元 for 万元 in one place.
TEXT = (
    "本部门 2023 年度申请预算资金 97.43 万元,实际支出 91.67 万元,预算执行率 94.09%。"
    "其中:预算项目 1 个,金额合计 25.00 万元,到位数 20.00 万元,实际支出 20.00 元,执行率为 80%。"
)
FIGURES = {
    "budget": "97.43 万元", "spent": "91.67 万元", "rate": "94.09%", "projects": "1",
    "amount": "25.00 万元", "received": "20.00 万元", "project_spent": "20.00 元",
    "project_rate": "80%",
}  # fmt: skip


def _report(*texts: str) -> Report:
    paragraphs = tuple(ReportParagraph(text=text) for text in texts)
    return Report(sections=(ReportSection(heading="一、部门整体概况", paragraphs=paragraphs),))


def test_every_figure_is_read_with_its_unit():
    report = _report(TEXT)
    assert {name: read_field(report, f"figures.{name}") for name in FIGURES} == FIGURES


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_written_into_its_place_alone(name):
    report = _report("前言。", TEXT)
    unit = FIGURES[name].lstrip("0123456789.")
    after = write_field(report, f"figures.{name}", "7" + unit)
    assert {n: read_field(after, f"figures.{n}") for n in FIGURES} == {**FIGURES, name: "7" + unit}
    assert after.sections[0].paragraphs[0] is report.sections[0].paragraphs[0]


def test_a_report_without_the_sentence_has_no_figures_and_says_so():
    report = _report("本部门没有项目。")
    assert read_field(report, "figures.budget") == ""
    with pytest.raises(ValueError, match="没有这一项数字的位置"):
        write_field(report, "figures.budget", "1 万元")
    assert read_field(Report(), "figures.budget") == ""


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("budget", "100", "100 万元"),
        ("rate", "9", "9%"),
        ("projects", " 3 ", "3"),
        ("budget", "", "万元"),
        ("spent", "1,234.5元", "1,234.5元"),
    ],
)
def test_a_bare_number_keeps_the_unit_so_that_it_is_found_again(name, typed, read):
    after = write_field(_report(TEXT), f"figures.{name}", typed)
    others = {n: read_field(after, f"figures.{n}") for n in FIGURES if n != name}
    assert read_field(after, f"figures.{name}") == read
    assert others == {n: text for n, text in FIGURES.items() if n != name}


@pytest.mark.parametrize(
    ("name", "typed"), [("budget", "约一百万"), ("rate", "很高"), ("projects", "三")]
)
def test_what_would_not_be_found_again_is_refused(name, typed):
    with pytest.raises(ValueError, match="只能写数字和单位"):
        write_field(_report(TEXT), f"figures.{name}", typed)
