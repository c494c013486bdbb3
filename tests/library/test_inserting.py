# SPDX-License-Identifier: MulanPSL-2.0
"""An entry goes where the person stands: into a blank row, after a row, or under its own 二级."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fuyi_editor.library.entry import Entry
from fuyi_editor.library.inserting import TITLE, insert, insert_all, places_of
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    SubGoal,
    Submission,
)
from fuyi_editor.model.taxonomy import T2015, T2021

ENTRY = Entry(name="培训人数", group="产出指标", kind="数量指标", value="≥100人", basis="年初计划")
CONTENT = Entry(name="学员满意度", group="满意度指标", kind="服务对象满意度指标", value="≥90%")


def book(*names: str) -> Submission:
    """A project whose 数量指标 has indicators of these names, and an empty 质量指标 row."""
    rows = tuple(Indicator(id=f"i{n}", name=name) for n, name in enumerate(names))
    kinds = (
        IndicatorKind(id="count", name="数量", indicators=rows),
        IndicatorKind(id="quality", name="质量指标", indicators=(Indicator(id="blank"),)),
    )
    group = IndicatorGroup(id="output", name="产出指标(50分)", kinds=kinds)
    return Submission(id="book", projects=(Project(id="p", indicators=(group,)),))


def rows_of(submission: Submission, kind: str) -> list[str]:
    return [row.name for row in submission.find(kind).indicators]


def inserted(submission: Submission, beside: str, entry: Entry = ENTRY, taxonomy=T2015):
    done = insert(submission, beside, entry, taxonomy)
    assert done is not None
    assert done.title == TITLE
    after = apply_edits(submission, done.edits)
    return after, after.find(done.selected)


def test_after_the_selected_indicator():
    after, new = inserted(book("一", "二"), "i0")
    assert rows_of(after, "count") == ["一", "培训人数", "二"]
    assert (new.value.text, new.basis) == ("≥100人", "年初计划")


def test_at_the_end_of_the_selected_kind():
    after, _ = inserted(book("一", "二"), "count")
    assert rows_of(after, "count") == ["一", "二", "培训人数"]


@pytest.mark.parametrize("beside", ["i1", "count"])
def test_into_the_blank_indicator_that_is_there(beside):
    after, new = inserted(book("一", "", "二"), beside)
    assert rows_of(after, "count") == ["一", "培训人数", "二"]
    assert new.id == "i1"


def test_an_indicator_with_a_value_alone_is_not_blank():
    submission = book("一")
    filled = Indicator.model_validate({"id": "blank", "value": "优"})
    kind = submission.find("quality")
    project = submission.projects[0]
    group = project.indicators[0].with_children(
        "kinds", (project.indicators[0].kinds[0], kind.with_children("indicators", (filled,)))
    )
    submission = submission.but(projects=(project.but(indicators=(group,)),))
    after, _ = inserted(submission, "blank", replace(ENTRY, kind="质量指标"))
    assert rows_of(after, "quality") == ["", "培训人数"]


def test_under_its_own_kind_where_only_the_project_is_selected():
    after, new = inserted(book("一"), "p")
    assert rows_of(after, "count") == ["一", "培训人数"]
    assert new.value.text == "≥100人"


@pytest.mark.parametrize("beside", ["blank", "quality"])
def test_under_its_own_kind_where_another_is_selected(beside):
    after, new = inserted(book("一"), beside)
    assert rows_of(after, "count") == ["一", "培训人数"]
    assert rows_of(after, "quality") == [""]
    assert new.name == "培训人数"


@pytest.mark.parametrize("kind", ["", "别的指标"])
def test_where_it_is_wanted_if_it_has_no_kind_of_the_form(kind):
    after, new = inserted(book("一"), "blank", replace(ENTRY, group="", kind=kind))
    assert (new.id, new.name) == ("blank", "培训人数")
    assert rows_of(after, "count") == ["一"]


def test_where_it_is_wanted_if_the_form_has_no_levels():
    done = insert(book("一"), "blank", ENTRY, T2015, flat=True)
    assert done.selected == "blank"


def test_its_kind_is_made_under_the_groups_own_wording():
    entry = Entry(name="按时", group="产出指标", kind="时效指标", value="按时完成")
    after, _ = inserted(book("一"), "p", entry)
    groups = after.projects[0].indicators
    assert [group.name for group in groups] == ["产出指标(50分)"]
    assert [kind.name for kind in groups[0].kinds] == ["数量", "质量指标", "时效指标"]


def test_its_group_is_made_too():
    after, new = inserted(book("一"), "output", CONTENT)
    group = after.projects[0].indicators[-1]
    assert (group.name, group.kinds[0].name) == ("满意度指标", "服务对象满意度指标")
    assert group.kinds[0].indicators == (new,)


@pytest.mark.parametrize(
    ("taxonomy", "levels"),
    [(T2015, ("产出指标(50分)", "成本指标")), (T2021, ("成本指标", "经济成本指标"))],
)
def test_costs_go_where_the_books_taxonomy_has_them(taxonomy, levels):
    entry = Entry(name="单次成本", group="成本指标", kind="经济成本指标", value="≤1万元")
    after, new = inserted(book("一"), "p", entry, taxonomy)
    chain = after.chain(new.id)
    assert (chain[-3].name, chain[-2].name) == levels


def test_a_sub_goal_lists_indicators_without_levels():
    submission = Submission(department=Department(sub_goals=(SubGoal(id="s"),)))
    after, new = inserted(submission, "s")
    assert after.find("s").indicators == (new,)


def test_nowhere_in_the_book_as_a_whole():
    assert insert(book("一"), "book", ENTRY, T2015) is None


@pytest.mark.parametrize(
    ("beside", "names"),
    [("i0", ["一", "培训人数", "次数", "二"]), ("count", ["一", "二", "培训人数", "次数"])],
)
def test_several_stand_in_their_order(beside, names):
    submission = book("一", "二")
    entries = (ENTRY, CONTENT, replace(ENTRY, name="次数"))
    done = insert_all(submission, beside, entries, T2015)
    after = apply_edits(submission, done.edits)
    assert rows_of(after, "count") == names
    assert after.projects[0].indicators[-1].kinds[0].indicators[0].name == "学员满意度"
    assert done.title == f"{TITLE} 3 条"
    assert [kind.name for kind in places_of(after, done)] == ["数量", "服务对象满意度指标"]


def test_several_go_each_under_its_own_kind():
    submission = book("一")
    done = insert_all(submission, "p", (ENTRY, CONTENT), T2015)
    after = apply_edits(submission, done.edits)
    assert rows_of(after, "count") == ["一", "培训人数"]
    assert after.projects[0].indicators[-1].kinds[0].indicators[0].name == "学员满意度"


def test_none_of_several_goes_where_none_can():
    assert insert_all(book("一"), "book", (ENTRY, CONTENT), T2015) is None
    assert insert_all(book("一"), "p", (), T2015) is None
