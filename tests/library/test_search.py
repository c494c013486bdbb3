# SPDX-License-Identifier: MulanPSL-2.0
"""What a clerk may type to find an indicator, and what comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.library.entry import Entry
from fuyi_editor.library.known import Known
from fuyi_editor.library.ranking import proposing_order
from fuyi_editor.library.search import Fit, Query


def fit(typed: str, name: str, description: str = "") -> Fit | None:
    """How well it fits, None if it does not."""
    known = Known.of(Entry(name=name, description=description))
    return next((fit for fit, _ in Query(typed).among([known])), None)


def fits(typed: str, name: str) -> bool:
    return fit(typed, name) is not None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("培训人数", Fit.WHOLE),
        ("peixunrenshu", Fit.WHOLE),
        ("PXRS", Fit.WHOLE),
        ("培xrs", Fit.WHOLE),
        ("pxrenshu", Fit.WHOLE),
        ("培训", Fit.START),
        ("peixunr", Fit.START),
        ("pei xun", Fit.START),
        ("培训r", Fit.START),
        ("pxr", Fit.INITIALS),
        ("peixrs", Fit.WHOLE),
        ("xrs", Fit.INSIDE),
        ("人数", Fit.INSIDE),
        ("renshu", Fit.INSIDE),
        ("训rs", Fit.INSIDE),
        ("pxrsl", None),
        ("pr", None),
        ("培人", None),
        ("", Fit.START),
        ("≥", Fit.START),
    ],
)
def test_what_finds_the_number_of_trained(typed: str, expected: Fit) -> None:
    assert fit(typed, "培训人数") is expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hglv", "合格率"),
        ("hegelü", "合格率"),
        ("hgs", "合格率"),  # 率 is shuai as well
        ("chongdian", "重点任务"),
        ("zhongdian", "重点任务"),
        ("hangye", "行业标准"),
        ("xingye", "行业标准"),
        ("jzhang", "家长满意度"),
        ("jchang", "家长满意度"),
        ("cjia", "参加人数"),
        ("nvxing", "女性人才"),
        ("zhanlue", "战略合作"),
        ("zhanlve", "战略合作"),
        ("12338", "12338热线"),
        ("12338rx", "12338热线"),
        ("app", "APP使用人数"),
        ("ａｐｐ", "APP使用人数"),
        ("zmjt", "“最美家庭”户数"),
        ("最美家庭户数", "“最美家庭”户数"),
        ("村社区", "村（社区）覆盖率"),
    ],
)
def test_all_readings_and_signs_that_nobody_types(typed: str, name: str) -> None:
    assert fit(typed, name) in (Fit.WHOLE, Fit.START, Fit.INITIALS)


def test_a_description_is_found_by_its_words_only() -> None:
    assert fit("母婴", "家政培训期数", "举办母婴护理培训班") is Fit.TOLD
    assert fit("myhl", "家政培训期数", "举办母婴护理培训班") is None
    assert fit("婴", "家政培训期数", "举办母婴护理培训班") is None


NAMES = st.text(st.sampled_from("培训人数行长率重参合格满意度家庭A1（“"), min_size=1)


@given(NAMES, st.data())
def test_every_part_of_a_name_finds_it_and_so_does_all_that_is_shorter(name: str, data) -> None:
    start = data.draw(st.integers(0, len(name)))
    part = name[start : data.draw(st.integers(start, len(name)))]
    assert fits(part, name)
    typed = data.draw(st.text(st.sampled_from("peixunrshlvga1培人"), max_size=6))
    if fits(typed, name):
        assert all(fits(typed[:end], name) for end in range(len(typed)))


def proposed(typed: str, *entries: Entry, kind: str = "", last_year: tuple[str, ...] = ()):
    found = Query(typed).among(map(Known.of, entries))
    return [one.entry.name for _, one in sorted(found, key=proposing_order(kind, last_year))]


def test_the_better_fit_comes_first() -> None:
    names = ["妇女培训人数", "培训人数", "培训", "陪训", "批新"]
    entries = [Entry(name=name) for name in names]
    entries.append(Entry(name="讲座场次", description="开展培训、讲座的场次"))
    assert proposed("培训", *entries) == ["培训", "培训人数", "妇女培训人数", "讲座场次"]
    assert proposed("peix", *entries) == ["培训", "陪训", "培训人数", "妇女培训人数"]


def test_the_right_kind_comes_before_a_better_fit_but_not_before_the_very_name() -> None:
    cost = Entry(name="人均培训成本", kind="成本指标")
    count = Entry(name="培训人数", kind="数量指标")
    told = Entry(name="课酬标准", kind="成本指标", description="培训的讲课费")
    assert proposed("培训", cost, count, told, kind="成本指标") == [
        "人均培训成本", "培训人数", "课酬标准",
    ]  # fmt: skip
    assert proposed("培训人数", cost, count, kind="成本指标") == ["培训人数"]
    women = Entry(name="妇女培训人数", kind="成本指标")
    assert proposed("pxrs", women, count, kind="成本指标") == ["培训人数", "妇女培训人数"]
    # T2021 calls the same costs by another name.
    assert proposed("培训", count, cost, kind="经济成本指标")[0] == "人均培训成本"


def test_then_what_was_taken_often_what_last_year_had_what_is_the_users_own() -> None:
    plain, own = Entry(name="培训丙"), Entry(name="培训丁", own=True)
    last, often = Entry(name="培训乙"), Entry(name="培训甲", uses=2)
    seldom = Entry(name="培训戊", uses=1)
    found = proposed("px", plain, own, last, seldom, often, last_year=("\n培训乙 ",))
    assert found == ["培训甲", "培训戊", "培训乙", "培训丁", "培训丙"]


@given(st.permutations([Entry(name=name, id=1) for name in ("培训乙", "培训甲", "培训丙")]))
def test_the_order_never_hangs_on_the_order_in_the_file(entries: list[Entry]) -> None:
    assert proposed("px", *entries) == ["培训丙", "培训甲", "培训乙"]  # bing, jia, yi
