# SPDX-License-Identifier: MulanPSL-2.0
"""How long a book of 100 projects with 20 indicators each takes to be compared (issue 5).

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from random import Random

import pytest

from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.fields import write_field
from fuyi_editor.model.nodes import Indicator, Node, Project, Submission
from fuyi_editor.yearly.comparison.compare import compare
from fuyi_editor.yearly.following.follow import follow
from tests.yearly.books import book, project

PROJECTS, ROWS = 100, 20
KINDS = ("数量", "质量", "时效", "成本", "社会效益")
ABOUT = ("培训", "宣传", "维权", "慰问", "走访", "创建", "评选", "调研", "帮扶", "服务")
WHOM = ("妇女干部", "留守儿童", "困难母亲", "巾帼志愿者", "最美家庭", "基层妇联主席")
MEASURES = ("人数", "场次", "合格率", "完成时间", "标准", "满意度", "覆盖面")
VALUES = ("≥300人", "≥6场", "≥95%", "12月底前", "≤200元/人", "提升")


def _name(random: Random) -> str:
    return random.choice(ABOUT) + random.choice(WHOM) + random.choice(MEASURES)


@pytest.fixture(scope="module")
def last_year() -> Submission:
    random = Random(2023)
    projects: list[Project] = []
    for number in range(PROJECTS):
        rows = [
            f"{KINDS[row * len(KINDS) // ROWS]} {_name(random)} {random.choice(VALUES)}"
            for row in range(ROWS)
        ]
        goals = (f"1.{_name(random)}达到要求。", f"2.{_name(random)}稳步提高。")
        projects.append(project(f"{_name(random)}经费{number}", *rows, goals=goals))
    return book(*projects)


def _renamed(node: Node, random: Random) -> Node:
    """Every name and sentence in other words, as a careful revision would have it."""
    if isinstance(node, Indicator | Project):
        name = "开展" + node.name.replace("人数", "人次").replace("合格", "通过")
        node = write_field(node, "name", name)
    for slot in node.slots:
        children = [_renamed(child, random) for child in node.children(slot)]
        if slot == "projects":
            random.shuffle(children)
        node = node.with_children(slot, tuple(children))
    return node


def test_follow_a_file_read_again(benchmark, last_year):
    following = benchmark(follow, last_year, with_new_ids(last_year))
    assert not following.dropped


def test_follow_where_every_row_is_renamed(benchmark, last_year):
    this_year = with_new_ids(_renamed(last_year, Random(2024)))
    following = benchmark(follow, last_year, this_year)
    indicators = PROJECTS * ROWS
    assert len(following.pairs) > 0.95 * indicators


def test_compare_where_every_row_is_renamed(benchmark, last_year):
    this_year = with_new_ids(_renamed(last_year, Random(2024)))
    following = follow(last_year, this_year)
    assert len(benchmark(compare, last_year, this_year, following)) > PROJECTS * ROWS


def test_compare_a_file_read_again(benchmark, last_year):
    this_year = with_new_ids(last_year)
    assert benchmark(compare, last_year, this_year, follow(last_year, this_year)) == ()
