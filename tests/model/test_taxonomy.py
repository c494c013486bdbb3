# SPDX-License-Identifier: MulanPSL-2.0
"""The two taxonomies and the folding of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.model.taxonomy import T2015, T2021, TAXONOMIES, fold_group, fold_kind


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("产出指标", "产出指标"),
        ("产出", "产出指标"),
        ("产出指标(50分)", "产出指标"),
        ("产出指标（50分）", "产出指标"),
        ("产 出\n指 标", "产出指标"),
        ("效果指标", "效益指标"),
        ("满意度", "满意度指标"),
        ("成本指标", "成本指标"),
        ("", ""),
        (" ", ""),
    ],
)
def test_groups_fold(name: str, folded: str) -> None:
    assert fold_group(name) == folded


@pytest.mark.parametrize(
    ("name", "group", "folded"),
    [
        ("数量指标", "产出指标", "数量指标"),
        ("数量", "产出", "数量指标"),
        ("进度指标", "产出指标", "时效指标"),
        ("环境效益指标", "效益指标", "生态效益指标"),
        ("可持续影响", "效益指标", "可持续影响指标"),
        ("可持续发展指标", "效益指标", "可持续影响指标"),
        ("生态成本", "成本指标", "生态环境成本指标"),
        ("环境成本指标", "成本", "生态环境成本指标"),
        ("社会公众或服务对象满意度指标", "满意度指标", "服务对象满意度指标"),
        ("服务对象满意度", "", "服务对象满意度指标"),
        ("满意度指标", "满意度", "服务对象满意度指标"),
        ("服务对象", "满意度指标", "服务对象满意度指标"),
        ("", "满意度指标", ""),
    ],
)
def test_kinds_fold(name: str, group: str, folded: str) -> None:
    assert fold_kind(name, group) == folded


def test_cost_belongs_elsewhere_in_the_two() -> None:
    assert T2015.allows("产出指标", "成本指标")
    assert not T2021.allows("产出指标", "成本指标")
    assert T2021.allows("成本指标", "经济成本指标")
    assert not T2015.allows("成本指标", "经济成本指标")


@pytest.mark.parametrize("taxonomy", TAXONOMIES.values(), ids=list(TAXONOMIES))
def test_every_own_name_is_its_folded_form(taxonomy) -> None:
    for group, kinds in taxonomy.groups.items():
        assert fold_group(group) == group
        assert all(fold_kind(kind, group) == kind for kind in kinds)
        assert all(taxonomy.allows(group, kind) for kind in kinds)


@given(st.text(max_size=20), st.text(max_size=20))
def test_folding_twice_is_folding_once(name: str, group: str) -> None:
    assert fold_group(fold_group(name)) == fold_group(name)
    folded = fold_kind(name, group)
    assert fold_kind(folded, group) == folded
