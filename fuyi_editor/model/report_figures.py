# SPDX-License-Identifier: MulanPSL-2.0
"""The numbers in the first part of a self-evaluation report, found in its sentences (F12).

The sentences are the only truth, as the text of an indicator's value is: a figure is read from
them, and writing it changes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterable

_AMOUNT = r"\s*([\d.,]*\s*万?元)"
_RATE = r"为?\s*([\d.]*\s*%)"
# In the order of the sentence: 实际支出 and 执行率 come twice, of the whole and of the projects.
_PATTERNS: dict[str, re.Pattern[str]] = {
    "budget": re.compile("申请预算(?:资金)?" + _AMOUNT),
    "spent": re.compile("实际支出" + _AMOUNT),
    "rate": re.compile("执行率" + _RATE),
    "projects": re.compile(r"项目\s*(\d*)\s*个"),
    "amount": re.compile("金额(?:合计)?" + _AMOUNT),
    "received": re.compile("到位数?" + _AMOUNT),
    "project_spent": re.compile("实际支出" + _AMOUNT),
    "project_rate": re.compile("执行率" + _RATE),
}
FIGURES = tuple(_PATTERNS)
_BARE, _UNIT = re.compile(r"[\d.,]*"), re.compile(r"\s*(?:万?元|[%％])?$")
_EXAMPLES = {
    **dict.fromkeys(("budget", "spent", "amount", "received", "project_spent"), "21.50万元"),
    **dict.fromkeys(("rate", "project_rate"), "98.5%"),
    "projects": "3",
}


def figure_spans(texts: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """Where each figure stands: which text, and from where to where in it."""
    spans: dict[str, tuple[int, int, int]] = {}
    for number, text in enumerate(texts):
        folded, start = to_half_width(text), 0
        for name, pattern in _PATTERNS.items():
            match = None if name in spans else pattern.search(folded, start)
            if match:
                spans[name] = (number, *match.span(1))
                start = match.end()
    return spans


def read_figure(texts: tuple[str, ...], name: str) -> str:
    """The figure with its unit, as printed; empty where the report does not say it."""
    span = figure_spans(texts).get(name)
    return texts[span[0]][span[1] : span[2]].strip() if span else ""


def write_figure(texts: tuple[str, ...], name: str, figure: str) -> tuple[str, ...]:
    """The texts with another figure in its place, in the old unit where it comes without one.

    ValueError where no sentence has that place, or it would not be found again.
    """
    span = figure_spans(texts).get(name)
    if span is None:
        raise ValueError("报告正文里没有这一项数字的位置，请直接在正文里写")
    number, start, end = span
    text, figure = texts[number], figure.strip()
    if _BARE.fullmatch(to_half_width(figure)):
        unit = _UNIT.search(text[start:end])
        figure += unit[0] if unit else ""
    changed = (*texts[:number], text[:start] + figure + text[end:], *texts[number + 1 :])
    if read_figure(changed, name) != figure.strip():
        raise ValueError(f"这里只能写数字和单位，例如 {_EXAMPLES[name]}")
    return changed
