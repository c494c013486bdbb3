# SPDX-License-Identifier: MulanPSL-2.0
"""Rows followed from one book to another: by id, by likeness, split, merged, corrected."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import RemoveNode, SetField, apply_edits
from fuyi_editor.model.nodes import Indicator, IndicatorKind, Submission
from fuyi_editor.yearly.following.assignment import best_assignment
from fuyi_editor.yearly.following.follow import follow
from fuyi_editor.yearly.following.pairs import Why
from tests.bad_files import DATA
from tests.submissions import edited, submissions
from tests.yearly.books import book, followed, names, project, read_again

LAYOUTS = load_layouts()


def test_rows_keep_their_ids_whatever_is_typed_into_them():
    before = book(project("培训经费", "数量 培训人数 ≥300人", "质量 培训合格率 ≥95%"))
    row = next(node for node in before.walk() if isinstance(node, Indicator))
    after = SetField(node=row.id, field="name", text="印制宣传手册").apply(before)
    following = follow(before, after)
    assert following.after_of(row.id) == (row.id,)
    assert following.why[row.id, row.id].why is Why.SAME_ID
    assert following.added == following.dropped == ()


@pytest.mark.parametrize("path", sorted(DATA.glob("*.docx")), ids=lambda path: path.stem)
def test_a_file_read_again_has_every_row_of_itself(path):
    before = open_book(path, LAYOUTS).submission
    after = read_again(before)
    following = follow(before, after)
    pairs = zip(before.walk(), after.walk(), strict=True)
    assert {(pair.before, pair.after) for pair in following.pairs} == {
        (old.id, new.id) for old, new in pairs
    }
    assert following.added == following.dropped == ()


def test_renamed_moved_and_reordered_rows_are_followed_without_ids():
    before = book(
        project(
            "妇女培训经费",
            "数量 培训妇女人数 ≥300人",
            "数量 举办培训班次数 ≥6次",
            "数量 印制宣传手册 ≥2000份",
            "质量 培训合格率 ≥95%",
            "时效 培训完成时间 12月底前",
            "社会效益 妇女就业能力提升 提升",
            goals=("1.举办妇女培训班6期。", "2.培训妇女300人次，提高就业能力。"),
        ),
        project("维权经费", "数量 接待来访 ≥50件"),
    )
    after = book(
        project("妇女儿童维权经费", "数量 接待妇女来访 ≥60件"),
        project(
            "妇女培训经费",
            "数量 举办培训班期数 ≥8期",
            "数量 参加培训妇女人数 ≥350人",
            "质量 宣传手册合格率 =100%",
            "质量 培训人员合格率 ≥98%",
            "质量 培训完成时间 11月底前",
            "社会效益 妇女就业能力提升 明显提升",
            goals=("1.培训妇女350人次，提高就业能力。", "2.举办妇女培训班8期。"),
        ),
    )
    was, following = followed(before, after)
    assert was == {
        "妇女儿童维权经费": ["维权经费"],
        "接待妇女来访": ["接待来访"],
        "妇女培训经费": ["妇女培训经费"],
        "举办培训班期数": ["举办培训班次数"],
        "参加培训妇女人数": ["培训妇女人数"],
        "宣传手册合格率": [],
        "培训人员合格率": ["培训合格率"],
        "培训完成时间": ["培训完成时间"],
        "妇女就业能力提升": ["妇女就业能力提升"],
        "1.培训妇女350人次，提高就业能力。": ["2.培训妇女300人次，提高就业能力。"],
        "2.举办妇女培训班8期。": ["1.举办妇女培训班6期。"],
    }
    old_names = names(before)
    assert [old_names[node_id] for node_id in following.dropped] == ["印制宣传手册", "时效指标"]


def test_levels_follow_their_rows():
    rows = "培训成本 ≤5万元", "场地成本 ≤2万元"
    before = book(project("培训经费", "数量 人数 ≥3人", *(f"成本 {row}" for row in rows)))
    old = before.projects[0].indicators[0].kinds[1]
    renamed = read_again(SetField(node=old.id, field="name", text="经济成本指标").apply(before))
    new = next(n for n in renamed.walk() if isinstance(n, IndicatorKind) and "成本" in n.name)
    assert follow(before, renamed).before_of(new.id) == (old.id,)


def test_a_better_partner_elsewhere_is_not_taken_away():
    before = book(
        project("宣传经费", "数量 印制宣传手册数量 ≥2000份", "数量 印制宣传海报数量 ≥500份")
    )
    after = book(
        project("宣传经费", "数量 印制维权宣传海报 ≥500份", "数量 印制维权宣传手册 ≥2000份")
    )
    was, _ = followed(before, after)
    assert was["印制维权宣传海报"] == ["印制宣传海报数量"]
    assert was["印制维权宣传手册"] == ["印制宣传手册数量"]


def test_counts_of_different_things_are_no_pair():
    before = book(project("培训经费", "数量 培训人数 ≥300人"))
    after = book(project("培训经费", "数量 培训场次 ≥3场"))
    was, following = followed(before, after)
    assert was["培训场次"] == []
    assert len(following.added) == len(following.dropped) == 1


WHOLE = "数量 培训妇女和宣传维权人数 ≥300人", "质量 培训合格率 ≥95%"
PARTS = "数量 培训妇女人数 ≥100人", "数量 宣传维权人数 ≥250人", "质量 培训合格率 ≥95%"
ADDED_UP = "数量 妇女干部培训人数 ≥100人", "数量 基层群众培训人数 ≥200人"


def test_a_row_that_says_in_two_what_it_said_in_one_was_split():
    before, after = book(project("经费", *WHOLE)), book(project("经费", *PARTS))
    was, following = followed(before, after)
    assert was["培训妇女人数"] == was["宣传维权人数"] == ["培训妇女和宣传维权人数"]
    assert following.added == following.dropped == ()
    (row,) = before.projects[0].indicators[0].kinds[0].indicators
    assert len(following.after_of(row.id)) == 2


def test_rows_that_were_put_together_were_merged():
    before, after = book(project("经费", *PARTS)), book(project("经费", *WHOLE))
    was, following = followed(before, after)
    assert was["培训妇女和宣传维权人数"] == ["培训妇女人数", "宣传维权人数"]
    assert following.added == following.dropped == ()


def test_numbers_that_add_up_tell_a_split():
    before = book(project("经费", "数量 培训人数 ≥300人"))
    was, _ = followed(before, book(project("经费", *ADDED_UP)))
    assert was == {
        "经费": ["经费"],
        "妇女干部培训人数": ["培训人数"],
        "基层群众培训人数": ["培训人数"],
    }


def test_a_row_that_is_as_it_was_was_not_split():
    before = book(project("经费", "数量 培训人数 ≥300人"))
    after = book(project("经费", "数量 培训人数 ≥300人", *ADDED_UP))
    was, following = followed(before, after)
    assert was["培训人数"] == ["培训人数"]
    assert len(following.added) == 2


def test_corrections_come_before_everything():
    before = book(project("经费", "数量 培训人数 ≥300人", "数量 宣传场次 ≥3场"))
    after = read_again(before)
    people, shows = (n for n in before.walk() if isinstance(n, Indicator))
    new_people, new_shows = (n for n in after.walk() if isinstance(n, Indicator))
    crossed = follow(before, after, {new_people.id: shows.id, people.id: new_shows.id})
    assert crossed.before_of(new_people.id) == (shows.id,)
    assert crossed.after_of(people.id) == (new_shows.id,)
    assert crossed.pairs_of_after(new_people.id)[0].why is Why.CORRECTED
    parted = follow(before, after, {new_people.id: None, people.id: None})
    assert (parted.added, parted.dropped) == ((new_people.id,), (people.id,))
    # Neither a row that is gone nor one of another kind can be meant.
    odd = follow(before, after, {new_people.id: "gone", new_shows.id: before.projects[0].id})
    assert odd == follow(before, after)


def test_projects_are_told_by_name_and_unit_then_code():
    county, town = {"name": "县妇联"}, {"name": "镇妇联"}
    before = book(
        project("工作经费", unit=county, code="1"),
        project("工作经费", unit=town, code="2"),
        project("宣传费", unit=town, code="3"),
    )
    after = book(
        project("家庭建设", unit=town, code="3"),
        project("工作经费", unit=town, code="8"),
        project("工作经费", unit=county, code="9"),
    )
    following = follow(before, after)
    olds = [before.find(*following.before_of(project.id)) for project in after.projects]
    assert [old.code for old in olds] == ["3", "2", "1"]
    assert following.pairs_of_after(after.projects[0].id)[0].why is Why.SAME_CODE


@given(submissions(), st.data())
def test_every_row_is_followed_or_told_to_be_without_partner(before: Submission, data):
    after = edited(before, data, 8)
    for later in (after, read_again(after)):
        following = follow(before, later)
        olds, news = {n.id: n for n in before.walk()}, {n.id: n for n in later.walk()}
        for pair in following.pairs:
            assert type(olds[pair.before]) is type(news[pair.after])
            assert 0 <= pair.score <= 1
        assert {pair.after for pair in following.pairs}.isdisjoint(following.added)
        assert {pair.before for pair in following.pairs}.isdisjoint(following.dropped)
        assert {pair.after for pair in following.pairs}.union(following.added) == news.keys()
        assert {pair.before for pair in following.pairs}.union(following.dropped) == olds.keys()
        assert follow(before, later) == following


@given(submissions())
def test_rows_that_are_taken_out_are_the_ones_without_partner(before: Submission):
    leaves = [n for n in before.walk() if isinstance(n, Indicator)]
    unlike = len({leaf.name for leaf in leaves}) == len(leaves)
    if not (leaves and unlike and all(leaf.name for leaf in leaves)):
        return
    gone = leaves[len(leaves) // 2]
    after = read_again(apply_edits(before, [RemoveNode(node=gone.id)]))
    assert gone.id in follow(before, after).dropped


SCORES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 1), max_size=18
)


@given(SCORES)
def test_no_other_assignment_is_worth_more(scores):
    found = best_assignment(scores)
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)
    best = max(
        sum(scores.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(range(5))
    )
    assert sum(scores[pair] for pair in found) == pytest.approx(best)
