# SPDX-License-Identifier: MulanPSL-2.0
"""The department's part of a Hebei book (F7): 总体目标, 分项目标, 保障措施 as paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.template import read_template
from fuyi_editor.layouts.reading.labels import fold_heading, fold_label, known_labels
from fuyi_editor.model.nodes import Department, Goal, Indicator, Safeguard, SubGoal
from fuyi_editor.model.numbering import chinese_number
from fuyi_editor.model.value import IndicatorValue
from fuyi_editor.page.document import Binding, Paragraph

if TYPE_CHECKING:
    from fuyi_editor.model.nodes import Node

_SUB_GOAL = re.compile(r"^（([一二三四五六七八九十]+)）(.*)$", re.DOTALL)
_SUB_GOAL_TEMPLATE = "（{#cn}）{name}"
_GOAL_TEMPLATE = "绩效目标：{text}"
_INDICATOR_TEMPLATE = "绩效指标：{name}，{description}{value}。"
# 「…占培训人数比率大于等于95%」: where the description ends and the value begins.
_VALUE_AT_END = re.compile(
    r"(?:大于或?等于|小于或?等于|不少于|不低于|不超过|不高于|大于|小于|等于|达到|≥|≤|＞|＜|=|＝)\s*[\d.,]+\S*$"
)
_LONGEST_INDICATOR = 1000  # longer is no such sentence, and its commas would take long to try


class NarrativeReader:
    """Fed paragraph by paragraph; says of each whether it took it, and grows the department."""

    def __init__(self) -> None:
        self._goals: list[Goal] = []
        self._sub_goals: list[SubGoal] = []
        self._safeguards: list[Safeguard] = []
        self._section = ""

    @property
    def department(self) -> Department | None:
        """What was read, None if nothing was."""
        if not (self._goals or self._sub_goals or self._safeguards):
            return None
        return Department(
            goals=tuple(self._goals),
            sub_goals=tuple(self._sub_goals),
            safeguards=tuple(self._safeguards),
        )

    def end_section(self) -> None:
        """What follows belongs to no section (a project's table, another part of the book)."""
        self._section = ""

    def take(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph bound to what it says, itself where it is a heading, None if unknown."""
        section = known_labels().sections.get(fold_heading(paragraph.text))
        if section:
            self._section = section
            return paragraph
        if fold_label(paragraph.text) in known_labels().headings:
            self.end_section()
            return paragraph
        if paragraph.outline_level:
            self.end_section()
        if not self._section or not paragraph.text.strip():
            return None
        if self._section == "sub_goals":
            return self._take_sub_goal(paragraph)
        if self._section == "goals":
            goal = Goal(text=paragraph.text)
            self._goals.append(goal)
            return _bound(paragraph, goal, "{text}")
        safeguard = Safeguard(text=paragraph.text)
        self._safeguards.append(safeguard)
        return _bound(paragraph, safeguard, "{text}")

    def _take_sub_goal(self, paragraph: Paragraph) -> Paragraph | None:
        head = _SUB_GOAL.match(paragraph.text)
        if head and head[1] == chinese_number(len(self._sub_goals) + 1):
            sub_goal = SubGoal(name=head[2])
            self._sub_goals.append(sub_goal)
            return _bound(paragraph, sub_goal, _SUB_GOAL_TEMPLATE)
        if not self._sub_goals:
            return None
        indicator = _indicator(paragraph.text)
        if indicator is not None:
            self._extend(indicators=(*self._sub_goals[-1].indicators, indicator))
            return _bound(paragraph, indicator, _INDICATOR_TEMPLATE)
        labelled = read_template(_GOAL_TEMPLATE, paragraph.text)
        goal = Goal(text=labelled["text"] if labelled else paragraph.text)
        self._extend(goals=(*self._sub_goals[-1].goals, goal))
        return _bound(paragraph, goal, _GOAL_TEMPLATE if labelled else "{text}")

    def _extend(self, **changes: object) -> None:
        self._sub_goals[-1] = self._sub_goals[-1].but(**changes)


def _bound(paragraph: Paragraph, node: Node, template: str) -> Paragraph:
    return replace(paragraph, node=node.id, binding=Binding(node.id, template))


def _indicator(text: str) -> Indicator | None:
    if len(text) > _LONGEST_INDICATOR:
        return None
    parts = read_template("绩效指标：{name}，{description}。", text)
    if parts is None:
        return None
    description = parts["description"]
    value = _VALUE_AT_END.search(description)
    end = value.start() if value else len(description)
    return Indicator(
        name=parts["name"],
        description=description[:end],
        value=IndicatorValue(text=description[end:]),
    )
