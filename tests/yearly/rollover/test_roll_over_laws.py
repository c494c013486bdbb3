# SPDX-License-Identifier: MulanPSL-2.0
"""Laws of roll over: any ticks do just what their lines say, and E01 finds nothing afterwards."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.findings import Finding, Outcome, Severity
from fuyi_editor.checks.passages import passages_of
from fuyi_editor.checks.years.years import RULES
from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.fields import read_field
from fuyi_editor.model.nodes import (
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Project,
    Submission,
)
from fuyi_editor.model.value import IndicatorValue
from fuyi_editor.yearly.rollover.proposals import Choice, Choices, applied
from fuyi_editor.yearly.rollover.roll_over import next_year, rollover
from tests.layouts.generated import BookMaker

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
BOOKS = sorted(path.name for path in DATA.iterdir() if path.suffix and path.is_file())
PIECES = (
    "2023年", "2021年底", "2024年", "２０２２年度", "二〇二三年", "2023.12.31", "2023",
    "2021-2030年", "2023年12月至2024年3月", "2022年1月至2022年12月", "(2022)", "〔2023〕2号",
    "《", "》", "（", "）", "，", "。", "-", "至", " ", "\n", "较", "截至", "根据", "自", "以来",
    "之前", "决算", "增长", "规划", "十四五",
    "第43届", "首届", "113周年", "今年", "上年度", "妇女", "工作经费", "完成", "2000份",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


@st.composite
def books(draw: st.DrawFn) -> Submission:
    name = draw(texts)
    indicator = Indicator(
        name=draw(texts), description=draw(texts), basis=draw(texts), actual=draw(texts),
        value=IndicatorValue(text=draw(texts)), extra={"备注": draw(texts), "日期": draw(texts)},
    )  # fmt: skip
    kind = IndicatorKind(name="数量指标", indicators=(indicator,))
    quoting = draw(texts) + name + draw(texts)
    project = Project(
        name=name, code="13020823P00002310001R", purpose=quoting, goals=(Goal(text=draw(texts)),),
        indicators=(IndicatorGroup(name="产出指标", kinds=(kind,)),),
    )  # fmt: skip
    return Submission(title=draw(texts), year=2023, projects=(project,))


def stale(submission: Submission) -> list[Finding]:
    """What E01 and E03 find; years after the table's are shifted and stay doubtful."""
    findings = Checker(RULES).check(submission)
    found = [finding for finding in findings if finding.outcome is Outcome.FOUND]
    return [f for f in found if f.rule == "E03" or f.severity is Severity.ERROR]


@given(books(), st.integers(2024, 2028))
def test_nothing_stale_is_left(submission: Submission, year: int):
    rolled = rollover(submission, year)
    assert stale(applied(submission, rolled.proposals)) == []
    assert stale(applied(submission, rolled.ticked)) == []


@given(books(), st.data())
def test_any_ticks_do_what_their_lines_say(submission: Submission, data: st.DataObject):
    rolled = rollover(submission, 2024, Choices(codes=data.draw(st.sampled_from(list(Choice)))))
    chosen = data.draw(st.lists(st.sampled_from(rolled.proposals), unique=True))
    after = applied(submission, chosen)
    assert [node.id for node in after.walk()] == [node.id for node in submission.walk()]
    keys = {proposal.key[:2] for proposal in chosen}
    for old, new in zip(submission.walk(), after.walk(), strict=True):
        for _, field, text in passages_of(old):
            if (old.id, field) not in keys:
                assert read_field(new, field) == text
    for node, field in keys:
        own = sorted((p for p in chosen if p.key[:2] == (node, field)), key=lambda p: p.start)
        at, pieces = 0, []
        for proposal in own:
            assert proposal.start >= at  # no two lines are about the same letters
            pieces += [proposal.text[at : proposal.start], proposal.new]
            at = proposal.end
        assert read_field(after.find(node), field) == "".join(pieces) + own[0].text[at:]


@given(books())
def test_lines_tell_what_stands_there(submission: Submission):
    rolled = rollover(submission, 2024)
    for item in (*rolled.proposals, *rolled.left):
        assert read_field(submission.find(item.place.node), item.place.field) == item.text
        assert 0 <= item.start <= item.end <= len(item.text)
        assert item.why
    assert all(p.old != p.new for p in rolled.proposals)
    assert all(left.phrase for left in rolled.left)


@pytest.mark.parametrize("name", BOOKS)
def test_published_books_have_no_stale_year_afterwards(name: str):
    submission = open_book(DATA / name, LAYOUTS).submission
    rolled = rollover(submission, next_year(submission, 2030))
    for proposals in (rolled.proposals, rolled.ticked):
        after = applied(submission, proposals)
        assert after.year == int(name.partition("20")[2][:2]) + 2001
        found = [f for f in Checker(RULES).check(after) if f.rule in ("E01", "E03")]
        assert [f.message for f in found] == []


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_books_of_every_layout_have_no_stale_year_afterwards(name: str):
    random = Random(name)
    submission = BookMaker(LAYOUTS[name], seed=5, size=4).book().but(year=2023)
    for node in [*submission.walk()]:
        for passage in passages_of(node):
            text = passage.text + "".join(random.choices(PIECES, k=4))
            edit = SetField(node=node.id, field=passage.field, text=text)
            submission = apply_edits(submission, (edit,))
    assert stale(submission) != []
    assert stale(applied(submission, rollover(submission, 2025).proposals)) == []
