# SPDX-License-Identifier: MulanPSL-2.0
"""The program's own indicators: enough of them, each once, and nothing our rules complain of."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.rules import ALL_RULES
from fuyi_editor.checks.values.basis import RULES as BASIS_RULES
from fuyi_editor.library.entry import Entry, identity
from fuyi_editor.library.pinyin import letters
from fuyi_editor.library.seed import seed_entries
from fuyi_editor.library.taking import take
from fuyi_editor.model.edits import apply_edits
from fuyi_editor.model.migrate import apply_migration, migration
from fuyi_editor.model.nodes import Indicator, IndicatorGroup, IndicatorKind, Project, Submission
from fuyi_editor.model.taxonomy import T2015, T2021

ENTRIES = seed_entries()
_OF_ROWS = [rule for rule in ALL_RULES if rule.id[0] in "ABCEF"]


def book_of(entries: list[Entry]) -> Submission:
    """A book with a project for each list, every indicator taken as the window takes it."""
    lists: dict[str, dict[tuple[str, str], list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        lists[entry.origin][entry.group, entry.kind].append(entry)
    rows: list[tuple[str, Entry]] = []

    def kind_of(name: str, entries: list[Entry]) -> IndicatorKind:
        indicators = tuple(Indicator() for _ in entries)
        rows.extend((i.id, entry) for i, entry in zip(indicators, entries, strict=True))
        return IndicatorKind(name=name, indicators=indicators)

    projects = tuple(
        Project(
            name=origin,
            indicators=tuple(
                IndicatorGroup(
                    name=group,
                    kinds=tuple(
                        kind_of(k, found) for (g, k), found in levels.items() if g == group
                    ),
                )
                for group in dict.fromkeys(group for group, _ in levels)
            ),
        )
        for origin, levels in lists.items()
    )
    book = Submission(year=2027, projects=projects)
    for indicator, entry in rows:
        book = apply_edits(book, take(book, indicator, entry))
    return book


def test_there_are_as_many_as_promised_and_none_twice() -> None:
    assert 150 <= len(ENTRIES) <= 300
    assert max(Counter(identity(entry) for entry in ENTRIES).values()) == 1
    assert max(Counter(letters(entry.name) for entry in ENTRIES).values()) == 1
    kinds = {(entry.group, entry.kind) for entry in ENTRIES}
    assert kinds == {(group, kind) for group, kinds in T2015.groups.items() for kind in kinds}


def test_every_part_is_there_and_the_source_is_told() -> None:
    for entry in ENTRIES:
        assert all((entry.name, entry.value, entry.basis, entry.description)), entry
        assert entry.origin.startswith(("示例：据", "通用（按妇联工作编写）：")), entry
        assert entry.unit or "日前" in entry.value, entry
        assert (entry.own, entry.year, entry.uses) == (False, None, 0)


@pytest.mark.parametrize("taxonomy", [T2015, T2021], ids=lambda taxonomy: taxonomy.name)
def test_our_own_rules_find_nothing_wrong_with_a_row(taxonomy) -> None:
    book = book_of(ENTRIES)
    book = apply_edits(book, apply_migration(book, migration(book, taxonomy)))
    found = [
        (finding.rule, indicator.name, finding.message)
        for finding in Checker(_OF_ROWS).check(book, taxonomy)
        if isinstance(indicator := book.find(finding.place.node), Indicator)
    ]
    assert found == []


def test_the_rules_would_find_a_wrong_row() -> None:
    wrong = Entry(name="培训合格率", group="产出指标", kind="质量指标", value="≥5个", origin="x")
    book = book_of([wrong])
    assert "C01" in {finding.rule for finding in Checker(_OF_ROWS).check(book)}
    assert BASIS_RULES[0] in _OF_ROWS
