# SPDX-License-Identifier: MulanPSL-2.0
"""Which years a text holds, and the reason for each that is not the table's own."""

from __future__ import annotations

import pytest

from fuyi_editor.checks.passages import Passage
from fuyi_editor.checks.years.mentions import Kept, Mention, folded_years, mentions_of, years_of
from fuyi_editor.checks.years.words import year_words
from fuyi_editor.model.nodes import Indicator, Project, Submission


def read(text: str, name: str = "") -> list[Mention]:
    return [*mentions_of(Passage(Project(), "purpose", text), name)]


@pytest.mark.parametrize(
    ("text", "years", "kept", "why"),
    [
        ("2023年底前完成", (2023,), None, ""),
        ("２０２３ 年度", (2023,), None, ""),
        ("二〇二三年工作", (2023,), None, ""),
        ("二零二三年工作", (2023,), None, ""),
        ("2023.12.31前", (2023,), None, ""),
        ("2023年底之前完成", (2023,), None, ""),
        ("2023年1月至2023年12月", (2023, 2023), None, ""),
        ("2023.1.1-2023.12.31", (2023, 2023), None, ""),
        ("2021-2030年妇女发展规划", (2021, 2030), Kept.PERIOD, ""),
        ("2023年12月至2024年3月", (2023, 2024), Kept.PERIOD, ""),
        ("2023.3-2024.2", (2023, 2024), Kept.PERIOD, ""),
        ("《某某规划（2021—2030年）》", (2021, 2030), Kept.TITLE, ""),
        ("某财预〔2023〕2号", (2023,), Kept.NUMBER, ""),
        ("某财预[2024]2 号", (2024,), Kept.NUMBER, ""),
        ("(2023)", (2023,), Kept.BRACKETS, ""),
        ("较2022年增长", (2022,), Kept.OTHER_TIME, "compare"),
        ("2022年决算", (2022,), Kept.OTHER_TIME, "accounts"),
        ("截至2022年末", (2022,), Kept.OTHER_TIME, "until"),
        ("2019年以前", (2019,), Kept.OTHER_TIME, "until"),
        ("2021年出台的办法", (2021,), Kept.OTHER_TIME, "done"),
        ("自2019年开展", (2019,), Kept.OTHER_TIME, "since"),
        ("2022年修订", (2022,), Kept.OTHER_TIME, "papers"),
    ],
)
def test_each_year_and_its_reason(text: str, years: tuple[int, ...], kept: Kept | None, why: str):
    (mention,) = read(text)
    assert (mention.years, mention.kept, mention.why) == (years, kept, why)
    assert mention.phrase
    assert mention.phrase in text
    digits = folded_years(text)[mention.start : mention.end]
    assert digits.startswith(str(years[0]))
    assert digits.endswith(str(years[-1]))


@pytest.mark.parametrize(
    "text", ["资料2000份", "2023人", "2023.12万元", "20230年", "13020823P00002310001R", "2023元"]
)
def test_numbers_are_no_years(text: str):
    assert read(text) == []


def test_the_projects_own_name_is_told_apart():
    mentions = read("用于2023年妇女工作，2023年底完成", "2023年妇女工作")
    assert [(m.start, m.kept) for m in mentions] == [(2, Kept.NAME), (12, None)]
    # What is no year of the table in the name is none where the name is said.
    (kept,) = read("用于落实〔2023〕2号经费", "落实〔2023〕2号经费")
    assert kept.kept is Kept.NUMBER


def test_titles_say_the_year_without_the_word():
    def first(node: Submission | Project, field: str, text: str) -> list[int]:
        return [mention.year for mention in mentions_of(Passage(node, field, text))]

    assert first(Submission(), "title", "丰润区妇联2023部门预算") == [2023]
    assert first(Project(), "name", "妇女工作经费2023") == [2023]
    assert first(Project(), "name", "印制2000份资料、培训2023人") == []
    assert first(Project(), "purpose", "妇联2023部门预算") == []


def test_free_fields_have_years_but_none_to_be_found():
    passage = Passage(Indicator(), "basis", "2022年实施方案")
    assert [mention.year for mention in mentions_of(passage)] == [2022]
    assert [*years_of(passage)] == []


def test_every_reason_of_the_lists_can_be_told():
    times = year_words().other_times
    assert len({time.key for time in times}) == len(times)
    assert all(time.why and (time.before or time.after) for time in times)
