# SPDX-License-Identifier: MulanPSL-2.0
"""How long a key takes in a library of 5,000 indicators, and how long opening it takes.

`pytest tests/benchmarks --benchmark-enable` measures; without it the same code runs once. A key is
to be answered within 10 ms.
"""

from __future__ import annotations

import random
from itertools import cycle
from pathlib import Path

import pytest

from fuyi_editor.library.entry import Entry
from fuyi_editor.library.store import Library

COUNT = 5_000
KINDS = ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标")
# Of two characters each.
PAIRS = "妇女儿童家庭培训活动人数场次维权宣传创业就业担保贷款最美家政志愿服务满意完成合格成本人均"
WORDS = [PAIRS[at : at + 2] for at in range(0, len(PAIRS), 2)]
WORDS += ["覆盖率", "知晓率", "村", "社区", "执委", "巾帼", "示范", "基地", "数量", "教育", "指导"]
WORDS += ["心理", "咨询", "案件", "办结", "调解", "成功率", "重点", "行业", "长期", "参加"]
# Growing letter by letter, as they are typed: pinyin, initials, mixed, characters, and what most
# names begin with.
TYPED = ["peixunrenshu", "pxrs", "培xrs", "shequ", "zhiyuanfuwu", "jtjycs", "lv", "aaaa"]
TYPED += ["妇女培训人数", "满意度", "率"]
KEYS = [typed[:end] for typed in TYPED for end in range(1, len(typed) + 1)]


def some_entries() -> list[Entry]:
    dice = random.Random(5)

    def words(count: int) -> str:
        return "".join(dice.sample(WORDS, count))

    return [
        Entry(
            name=words(dice.randint(2, 5)),
            kind=dice.choice(KINDS),
            value=f"≥{dice.randint(2, 900)}个",
            basis="计划标准",
            description=f"全年{words(8)}的情况",
            origin="某县妇联绩效文本.docx（2024年）",
            year=2024,
        )
        for _ in range(COUNT)
    ]


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("library") / "library.sqlite"
    library = Library(path)
    library.join(some_entries())
    assert len(library.browse()) >= COUNT * 0.95  # some are one with another
    library.close()
    return path


@pytest.fixture
def library(path: Path):
    library = Library(path)
    library.browse()
    yield library
    library.close()


@pytest.mark.benchmark(group="library")
def test_each_key(benchmark, library: Library) -> None:
    keys = cycle(KEYS)
    last_year = [entry.name for entry in library.browse("培训")[:40]]

    def one_key() -> list[Entry]:
        return library.propose(next(keys), kind="数量指标", last_year=last_year)

    assert len(benchmark.pedantic(one_key, rounds=len(KEYS) * 3)) <= 12


@pytest.mark.benchmark(group="library")
@pytest.mark.parametrize("typed", ["s", "px", "培训", "peixunrenshu"])
def test_a_key(benchmark, library: Library, typed: str) -> None:
    assert benchmark(library.propose, typed, kind="数量指标")


@pytest.mark.benchmark(group="library")
def test_opening(benchmark, path: Path) -> None:
    def open_and_ask() -> int:
        library = Library(path)
        found = library.propose("pxrs")
        library.close()
        return len(found)

    assert benchmark(open_and_ask) == 12
