# SPDX-License-Identifier: MulanPSL-2.0
"""An indicator tree in one cell: written, read back, and edited without losing its ids."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fuyi_editor.model.fields import read_field, write_field
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, Project
from fuyi_editor.model.outline import (
    groups_from_outline,
    list_text,
    outline_text,
    renamed_by_list,
)

# A space parts name and value in an outline, so neither holds one there.
_names = st.text("妇女培训人数率（）“”ab1%", min_size=1, max_size=12)
_values = st.one_of(st.just(""), st.sampled_from(["≥95%", "100%", "2021年底", "规范"]), _names)
_leaves = st.builds(Indicator, name=_names, value=_values)
_kinds = st.builds(
    IndicatorKind,
    name=st.sampled_from(["数量指标", "质量指标", "时效指标"]),
    indicators=st.lists(_leaves, min_size=1, max_size=5).map(tuple),
)
_trees = st.lists(
    st.builds(
        IndicatorGroup,
        name=st.sampled_from(["产出指标", "效益指标"]),
        kinds=st.lists(_kinds, min_size=1, max_size=3).map(tuple),
    ),
    max_size=3,
).map(tuple)


def _said(groups):
    return [
        (g.name, k.name, i.name, i.value.text)
        for g in groups
        for k in g.kinds
        for i in k.indicators
    ]


@settings(deadline=None)
@given(_trees)
def test_an_outline_says_the_tree(groups):
    assert _said(groups_from_outline((), outline_text(groups))) == _said(groups)


@settings(deadline=None)
@given(_trees)
def test_an_outline_that_did_not_change_keeps_every_node(groups):
    again = groups_from_outline(groups, outline_text(groups))
    assert [n.id for g in again for n in g.walk()] == [n.id for g in groups for n in g.walk()]


def test_one_value_changed_in_the_outline_changes_one_indicator():
    leaves = (Indicator(name="培训人数", value="≥100人"), Indicator(name="培训次数", value="≥2次"))
    kind = IndicatorKind(name="数量指标", indicators=leaves)
    project = Project(indicators=(IndicatorGroup(name="产出指标", kinds=(kind,)),))
    text = read_field(project, "outline").replace("≥2次", "≥3次")
    after = write_field(project, "outline", text).indicators[0].kinds[0].indicators
    assert after[0] is leaves[0]
    assert (after[1].id, after[1].value.text) == (leaves[1].id, "≥3次")


def test_half_width_marks_and_missing_colons_are_read_as_published():
    """menyuan-2023 writes `(一)数量指标:`, `(三)时效指标`, `1.开展…` in some projects."""
    text = "一、产出指标\n(一)数量指标:\n1.开展慰问活动 ≥1次\n(三)时效指标\n1.完成时限 2021年年底\n"
    text += "三、满意度指标:\n服务对象满意率 100%"
    assert _said(groups_from_outline((), text)) == [
        ("产出指标", "数量指标", "开展慰问活动", "≥1次"),
        ("产出指标", "时效指标", "完成时限", "2021年年底"),
        ("满意度指标", "", "服务对象满意率", "100%"),
    ]


def test_a_value_that_is_a_sentence_with_spaces_begins_at_its_sign():
    (row,) = _said(groups_from_outline((), "一、产出指标\n(一) 成本指标：\n1. 经费 > 财政 拨款"))
    assert row[2:] == ("经费", "> 财政 拨款")


@settings(deadline=None)
@given(_trees)
def test_a_list_of_names_keeps_the_tree_under_it(groups):
    again = renamed_by_list(groups, list_text(groups))
    assert again == groups


def test_a_name_added_to_the_list_goes_to_the_end():
    kind = IndicatorKind(name="数量指标", indicators=(Indicator(name="甲"),))
    groups = (IndicatorGroup(name="产出指标", kinds=(kind,)),)
    after = renamed_by_list(groups, "1. 甲；\n2. 乙。")
    assert _said(after) == [("产出指标", "数量指标", "甲", ""), ("产出指标", "数量指标", "乙", "")]
    assert after[0].id == groups[0].id
    assert renamed_by_list((), "1. 甲。\n")[0].kinds[0].indicators[0].name == "甲"
