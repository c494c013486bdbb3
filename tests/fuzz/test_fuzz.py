# SPDX-License-Identifier: MulanPSL-2.0
"""500 damaged, hostile and odd files: each becomes a book or one clear sentence (issue 6).

``python -m tests.fuzz --cases 2000 --seed 7`` runs any number by hand.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.fuzz.cases import HEAVY_EVERY, Case, make_case
from tests.fuzz.judging import faults
from tests.fuzz.running import Result, run_cases

CASES = 500
SEED = 2026
GROUPS = 4
"""The cases in as many tests, so that they can run beside each other."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by /proc")


@linux
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("group", range(GROUPS))
def test_every_file_becomes_a_book_or_one_sentence(group: int, tmp_path: Path) -> None:
    # Groups on processes of their own need no more of them.
    processes = 1 if "PYTEST_XDIST_WORKER" in os.environ else 2
    results = run_cases(SEED, range(group, CASES, GROUPS), tmp_path, processes)
    found = {result.case.title: list(faults(result)) for result in results}
    assert {title: wrong for title, wrong in found.items() if wrong} == {}
    outcomes = [result.outcome for result in results]
    assert len(outcomes) == CASES // GROUPS
    # A fuzzer that only makes rubbish, or nothing but sound files, tests nothing.
    assert outcomes.count("opened") > len(outcomes) // 5
    assert outcomes.count("refused") > len(outcomes) // 5


def test_a_case_is_made_again_from_its_number() -> None:
    for number in range(60):
        case = make_case(1, number)
        if not case.heavy:
            assert case == make_case(1, number)
    assert make_case(1, 3).data != make_case(2, 3).data
    assert make_case(1, HEAVY_EVERY - 1).heavy


CASE = Case(1, 5, "x", "docx", b"", heavy=False)
SOUND = "打不开“case-1-5.docx”：文件已损坏；请重新要一份。"


@pytest.mark.parametrize(
    ("result", "word"),
    [
        (Result(CASE, "opened", {"open": 1.0, "check": 1.0}, memory=200), ""),
        (Result(CASE, "refused", {"open": 1.0}, {"open": SOUND}), ""),
        (Result(CASE, "crashed", trace="Traceback"), "crashed"),
        (Result(CASE, "hung"), "hung"),
        (Result(CASE, "died"), "died"),
        (Result(CASE, "opened", {"open": 5.5}), "open took 5.5 s"),
        (Result(CASE, "opened", {"pages": 9.5}), ""),
        (Result(CASE, "opened", {"pages": 10.5}), "pages took 10.5 s"),
        (Result(CASE, "opened", memory=301), "took 301 MB"),
        (Result(CASE, "refused", {}, {"open": SOUND.replace("case-1-5", "x")}), "which file"),
        (Result(CASE, "refused", {}, {"open": SOUND.replace("；", "，")}), "what to do"),
        (Result(CASE, "refused", {}, {"open": SOUND + SOUND}), "no plain sentence"),
        (Result(CASE, "refused", {}, {"open": SOUND.replace("已", "\n")}), "no plain sentence"),
        (Result(CASE, "refused", {}, {"open": SOUND.replace("已", "KeyError")}), "programmer"),
        (Result(CASE, "refused", {}, {"open": SOUND.replace("已损坏", "不合规范")}), "foresaw"),
        (Result(CASE, "refused", {}, {"open": "failed"}), "no plain sentence"),
    ],
)
def test_the_judge_tells_what_is_wrong(result: Result, word: str) -> None:
    found = list(faults(result))
    assert len(found) == bool(word)
    assert word in "".join(found)
