# SPDX-License-Identifier: MulanPSL-2.0
"""The revision table of two books: every difference once, nothing else, in words that fit."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.arrange import move_to, remove
from fuyi_editor.model.edits import InsertNode, MoveNode, SetField, apply_edits
from fuyi_editor.model.fields import FIELDS, JOINED, read_field
from fuyi_editor.model.levels import is_level, kinds_of
from fuyi_editor.model.nodes import Indicator, Node, Project, Submission
from fuyi_editor.model.value import IndicatorValue
from fuyi_editor.yearly.comparison.change import Change, ChangeKind
from fuyi_editor.yearly.comparison.compare import compare
from fuyi_editor.yearly.following.follow import follow
from fuyi_editor.yearly.following.pairs import Following
from tests.bad_files import DATA
from tests.submissions import edited, submissions
from tests.yearly.books import book, project, read_again

LAYOUTS = load_layouts()
FENGRUN = open_book(DATA / "fengrun-2023.docx", LAYOUTS).submission
TIANJIN = open_book(DATA / "tianjin-2024.docx", LAYOUTS).submission


def changes_of(before: Submission, after: Submission) -> tuple[Change, ...]:
    return compare(before, after, follow(before, after))


def lines(before: Submission, after: Submission) -> list[tuple[str, ...]]:
    return [
        (change.project, change.place, change.old, change.new, change.note)
        for change in changes_of(before, after)
    ]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.docx")), ids=lambda path: path.stem)
def test_a_book_has_no_change_from_itself(path):
    before = open_book(path, LAYOUTS).submission
    assert changes_of(before, before) == ()
    assert changes_of(before, read_again(before)) == ()


BEFORE = book(
    project(
        "妇女培训经费",
        "数量 培训妇女人数 ≥300人",
        "数量 印制宣传手册 ≥2000份",
        "质量 培训合格率 ≥95%",
        "时效 培训完成时间 12月底前",
        budget={"total": "6.00"},
        goals=("1.举办妇女培训班6期。", "2.提高妇女就业能力。"),
    ),
    project("取消的项目", "数量 发放慰问品 ≥50件", goals=("慰问困难母亲",)),
    project("宣传经费", "数量 培训妇女和宣传维权人数 ≥300人", "质量 知晓率 ≥95%"),
)
AFTER = book(
    project(
        "妇女培训经费",
        "数量 参加培训妇女人数 ≥350人",
        "质量 宣传手册合格率 =100%",
        "质量 培训合格率 ≥95％",
        "质量 培训完成时间 11月底前",
        budget={"total": "8.5"},
        goals=("1.提高妇女就业能力。",),
    ),
    project("宣传经费", "数量 培训妇女人数 ≥100人", "数量 宣传维权人数 ≥250人", "质量 知晓率 ≥95%"),
    year=2024,
)
OUTPUT = "产出指标 › "


def test_every_change_is_told_in_words_that_fit():
    training, publicity = "妇女培训经费", "宣传经费"
    assert lines(BEFORE, AFTER) == [
        ("整本文本", "标题", "2023年绩效文本", "2024年绩效文本", "修改"),
        ("整本文本", "年度", "2023", "2024", "修改"),
        (training, "预算数", "6.00", "8.5", "增加2.5万元"),
        (training, "绩效目标第1条", "1.举办妇女培训班6期。", "", "删除绩效目标"),
        (training, "绩效目标第1条", "2.提高妇女就业能力。", "1.提高妇女就业能力。", "仅序号不同"),
        (training, OUTPUT + "数量指标 › 参加培训妇女人数 · 名称",
         "培训妇女人数", "参加培训妇女人数", "改名"),
        (training, OUTPUT + "数量指标 › 参加培训妇女人数 · 指标值", "≥300人", "≥350人", "增加50人"),
        (training, OUTPUT + "数量指标", "印制宣传手册 ≥2000份", "", "删除三级指标"),
        (training, OUTPUT + "质量指标", "", "宣传手册合格率 =100%", "新增三级指标"),
        (training, OUTPUT + "质量指标 › 培训合格率 · 指标值", "≥95%", "≥95％",
         "仅空格或全半角不同"),
        (training, OUTPUT + "质量指标 › 培训完成时间 · 指标值", "12月底前", "11月底前",
         "修改；移动：时效指标→质量指标"),
        ("取消的项目", "项目",
         "取消的项目\n慰问困难母亲\n产出指标：\n数量指标：\n发放慰问品 ≥50件", "", "删除项目"),
        (publicity, OUTPUT + "数量指标", "培训妇女和宣传维权人数 ≥300人",
         "培训妇女人数 ≥100人\n宣传维权人数 ≥250人", "拆成2条"),
    ]  # fmt: skip


def test_a_row_that_moved_and_is_the_same_otherwise():
    before = book(project("经费", "数量 人数 ≥3人", "数量 场次 ≥3场", "质量 合格率 ≥9%"))
    rows = {row.name: row for row in before.walk() if isinstance(row, Indicator)}
    there = before.projects[0].indicators[0].kinds[1]
    after = MoveNode(node=rows["场次"].id, parent=there.id, index=0).apply(before)
    (change,) = changes_of(before, after)
    assert change.kinds == (ChangeKind.MOVED,)
    assert (change.old, change.new, change.note) == (
        "数量指标", "质量指标", "移动：数量指标→质量指标"
    )  # fmt: skip
    assert changes_of(before, read_again(after))[0].note == change.note


def test_rows_that_were_merged_are_one_line():
    (change,) = changes_of(
        book(project("经费", "数量 培训妇女人数 ≥100人", "数量 宣传维权人数 ≥200人")),
        book(project("经费", "数量 培训妇女和宣传维权人数 ≥300人")),
    )
    assert change.kinds == (ChangeKind.MERGED,)
    assert change.note == "2条合并为1条"
    assert change.before
    assert len(change.before.nodes) == 2


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("≥95%", "≥98%", "提高3个百分点"),
        ("≥95%", "=95%", "“≥”改为“=”"),
        ("95%", "≥95%", "加上“≥”"),
        ("≥2000份", "≥1500册", "单位“份”改为“册”；减少500册"),
        ("≥300人", "≥3场", "单位“人”改为“场”"),
        ("", "≥3场", "补填"),
        ("≥3场", "", "清空"),
        ("优", "良好", "修改"),
        ("≥3 场", "≥３场", "仅空格或全半角不同"),
        ("≥1,000.50元", "≥1000.5元", "修改"),
    ],
)
def test_notes_on_values(old: str, new: str, note: str):
    before, after = (book(project("经费", f"数量 宣传 {value}")) for value in (old, new))
    assert [change.note for change in changes_of(before, after)] == [note]


def test_an_amount_in_another_unit_is_the_same_amount():
    before = book(project("经费", budget={"total": "6.00"}))
    after = book(project("经费", budget={"total": "60,000.00"})).but(money_unit="元")
    notes = {change.place: change.note for change in changes_of(before, after)}
    assert notes == {"金额单位": "修改", "预算数": "金额相同，写法不同"}


def test_a_corrected_match_changes_what_is_told():
    before = book(project("经费", "数量 培训人数 ≥300人"))
    after = book(project("经费", "数量 培训场次 ≥3场"))
    assert [change.note for change in changes_of(before, after)] == ["删除三级指标", "新增三级指标"]
    old, new = (
        next(row for row in side.walk() if isinstance(row, Indicator)) for side in (before, after)
    )
    corrected = compare(before, after, follow(before, after, {new.id: old.id}))
    assert [change.note for change in corrected] == ["改名", "单位“人”改为“场”"]


# Laws


def texts_of(node: Node) -> dict[str, str]:
    names = [field.name for field in FIELDS[type(node)] if field.name not in JOINED]
    names += [f"extra.{label}" for label in getattr(node, "extra", {})]
    return {name: read_field(node, name) for name in names}


def told_fields(changes: tuple[Change, ...]) -> Counter[tuple[str, str, str, str, str]]:
    """Rows, field and texts of the lines about one field of rows that are one."""
    return Counter(
        (*change.before.nodes, *change.after.nodes, change.after.field, change.old, change.new)
        for change in changes
        if change.before and change.after and change.after.field
    )


def differing_fields(
    before: Submission, after: Submission, following: Following
) -> Counter[tuple[str, str, str, str, str]]:
    """The same, looked up field by field."""
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for pair in following.pairs:
        if len(following.after_of(pair.before)) == len(following.before_of(pair.after)) == 1:
            old, new = texts_of(before.find(pair.before)), texts_of(after.find(pair.after))
            for name in {**new, **old}:
                texts = old.get(name, ""), new.get(name, "")
                if texts[0] != texts[1]:
                    found[pair.before, pair.after, name, *texts] += 1
    return found


def assert_told_once(node_ids: tuple[str, ...], submission: Submission, lines: list[Node]) -> None:
    """Rows without a partner: each is told, or in one that is told, or the heading of such."""
    told = Counter(node.id for line in lines for node in line.walk())
    for node_id in node_ids:
        node = submission.find(node_id)
        if is_level(node) and not told[node_id]:
            assert any(isinstance(row, Indicator) for row in node.walk())
        else:
            assert told[node_id] == 1


@given(submissions(), st.data())
def test_every_difference_is_told_once_and_nothing_else(before: Submission, data):
    after = edited(before, data, 50)
    for later in (after, read_again(after)):
        following = follow(before, later)
        changes = compare(before, later, following)
        assert told_fields(changes) == differing_fields(before, later, following)
        whole = [c for c in changes if not (c.before and c.after)]
        rows = [c for c in whole if (c.before or c.after).field is None]
        gone = [before.find(c.before.nodes[0]) for c in rows if c.before]
        new = [later.find(c.after.nodes[0]) for c in rows if c.after]
        assert_told_once(following.added, later, new)
        assert_told_once(following.dropped, before, gone)
        for change in changes:
            assert change.old != change.new
            assert change.note
            assert change.place


@given(submissions(), st.data())
def test_nothing_told_means_nothing_differs(before: Submission, data):
    after = edited(before, data, 3)
    for later in (after, read_again(after)):
        told = changes_of(before, later)
        if printed(before) != printed(later):
            assert told
        else:
            # Rows that say the same may have changed places: it was done, though paper hides it.
            assert all(change.kinds == (ChangeKind.MOVED,) for change in told)


def test_equal_rows_that_changed_places_are_told_as_moved():
    row = "数量 培训妇女人数 ≥300人"
    before = book(project("妇女培训经费", row, row))
    first = next(node for node in before.walk() if isinstance(node, Indicator))
    level = before.chain(first.id)[-2]
    after = apply_edits(before, [MoveNode(node=first.id, parent=level.id, index=1)])
    assert [change.kinds for change in changes_of(before, after)] == [(ChangeKind.MOVED,)]
    assert changes_of(before, read_again(after)) == ()


def printed(node: Node, levels: tuple[str, ...] = ()) -> list[object]:
    """Every row with its levels by name, from top to bottom: two equal levels are one on paper."""
    if is_level(node):
        inner = (*levels, node.name, getattr(node, "weight", ""))
        return [row for slot in node.slots for child in node.children(slot)
                for row in printed(child, inner)]  # fmt: skip
    below = [printed(child) for slot in node.slots for child in node.children(slot)]
    return [levels, texts_of(node), [row for rows in below for row in rows]]


# Fifty random edits


def revised(before: Submission, random: Random) -> tuple[Submission, Counter[tuple[str, ...]]]:
    """The book after fifty edits, and what is to be told of them: kind, old, new."""
    after = before
    told: Counter[tuple[str, ...]] = Counter()
    rows = [(p, row) for p in before.projects for row in p.walk() if isinstance(row, Indicator)]
    fields = [(row.id, name) for _, row in rows for name in ("value", "basis", "description")]
    fields += [(p.id, "budget.total") for p in before.projects]
    for node_id, name in random.sample(fields, 25):
        old = read_field(before.find(node_id), name)
        new = f"{old}{random.randrange(100, 999)}"
        after = SetField(node=node_id, field=name, text=new).apply(after)
        told["修改", old, new] += 1
    random.shuffle(rows)
    for _, row in rows[:5]:
        new = f"{row.name}（修订）"
        after = SetField(node=row.id, field="name", text=new).apply(after)
        told["改名", row.name, new] += 1
    for number in range(15):
        kind = random.choice(kinds_of(random.choice(before.projects)))
        row = Indicator(name=f"㊣{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰'[number]}", basis=f"新{number}")
        if kind.id in after.places:
            after = InsertNode.of(kind.id, "indicators", 0, row).apply(after)
            told["新增", "", f"{row.name}\n指标值确定依据：{row.basis}"] += 1
    return after, told


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("again", [False, True], ids=["same-ids", "read-again"])
def test_fifty_random_edits_are_what_is_told(seed: int, again: bool):
    after, told = revised(FENGRUN, Random(seed))
    changes = changes_of(FENGRUN, read_again(after) if again else after)
    found = Counter((change.kinds[0].value, change.old, change.new) for change in changes)
    assert found == told


def test_rows_that_were_taken_out_and_moved_are_what_is_told():
    random = Random(2023)
    after, told = TIANJIN, Counter[tuple[str, ...]]()
    owners = list(TIANJIN.projects)
    for owner in owners:
        kinds = kinds_of(owner)
        full = [kind for kind in kinds if len(kind.indicators) > 1]
        if not full:
            continue
        gone = random.choice(full).indicators[-1]
        after = apply_edits(after, remove(after, gone.id).edits)
        told["删除", gone.name] += 1
        kind, row = next((k, k.indicators[0]) for k in kinds if k.indicators[0].id != gone.id)
        target = next(k for k in reversed(kinds) if k.name != kind.name)
        after = apply_edits(after, move_to(after, row.id, target.id, 0).edits)
        told["移动", row.name] += 1
    names = {row.id: row.name for side in (TIANJIN, after) for row in side.walk()
             if isinstance(row, Indicator)}  # fmt: skip
    found = Counter(
        (change.kinds[0].value, names[(change.before or change.after).nodes[0]])
        for change in changes_of(TIANJIN, after)
    )
    assert found == told
    assert sum(told.values()) >= 4


def test_a_new_project_is_one_line_with_all_it_says():
    before = book(project("经费", "数量 人数 ≥3人"))
    new = project("新的经费", "质量 合格率 ≥95%", goals=("1.甲",), budget={"total": "3"})
    row = new.indicators[0].kinds[0].indicators[0]
    full = row.but(basis="计划", weight="10", value=IndicatorValue(text="≥95%"))
    kind = new.indicators[0].kinds[0].but(indicators=(full,))
    new = new.but(indicators=(new.indicators[0].but(kinds=(kind,)),))
    assert isinstance(new, Project)
    (change,) = changes_of(before, before.but(projects=(*before.projects, new)))
    assert change.new.split("\n") == [
        "新的经费", "预算数：3", "1.甲", "产出指标：", "质量指标：",
        "合格率 ≥95%", "指标值确定依据：计划", "权重：10",
    ]  # fmt: skip
