# SPDX-License-Identifier: MulanPSL-2.0
"""How long finding and replacing take in a book of 10,000 indicators.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

import pytest

from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, Project, Submission
from fuyi_editor.model.search import Query, Search, find, replace
from tests.growth import assert_not_far_slower


def book(projects: int) -> Submission:
    rows = (
        Indicator.model_validate(
            {
                "name": f"活动次数{n}",
                "value": "≥12次",
                "basis": "2023年工作计划",
                "description": "次数",
            }
        )
        for n in range(20)
    )
    kind = IndicatorKind(name="数量指标", indicators=tuple(rows))
    project = Project(name="活动", indicators=(IndicatorGroup(name="产出指标", kinds=(kind,)),))
    return Submission(
        title="2023年", projects=tuple(with_new_ids(project) for _ in range(projects))
    )


@pytest.fixture(scope="module")
def large() -> Submission:
    return book(500)


@pytest.mark.parametrize("text", ["2023", "没有"])
def test_finding_in_10000_indicators(benchmark, large, text) -> None:
    benchmark(lambda: find(large, Query(text)))


def test_finding_again_after_a_keystroke(benchmark, large) -> None:
    search = Search(Query("2023"))
    search.hits(large)
    node = large.projects[250].indicators[0].kinds[0].indicators[0].id
    after = SetField(node=node, field="name", text="别的").apply(large)
    states = [large, after]

    def look() -> None:
        states.reverse()
        search.hits(states[0])

    benchmark(look)


def test_replacing_10000_texts(benchmark, large) -> None:
    hits = find(large, Query("2023"))
    benchmark(lambda: apply_edits(large, replace(large, hits, "2024").edits))


def test_replacing_takes_time_in_proportion_to_the_book() -> None:
    """Each edit by itself would build the whole book anew."""
    small, four = book(25), book(100)
    hits = {id(b): find(b, Query("2023")) for b in (small, four)}

    def work(of: Submission) -> None:
        apply_edits(of, replace(of, hits[id(of)], "2024").edits)

    assert_not_far_slower(lambda: work(four), lambda: work(small))
