# SPDX-License-Identifier: MulanPSL-2.0
"""Fuzzing by hand: ``python -m tests.fuzz --cases 2000 --seed 7``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.cases import make_case
from tests.fuzz.judging import faults
from tests.fuzz.running import Result, biggest, run_cases, slowest


def main() -> int:
    """Run the cases and print what came of them; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, nargs="*", help="the numbers of single cases")
    parser.add_argument("--keep", type=Path, help="write these cases into a folder, run nothing")
    options = parser.parse_args()
    numbers = options.only or range(options.cases)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        for number in numbers:
            case = make_case(options.seed, number)
            (options.keep / case.name).write_bytes(case.data)
        return 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        results = run_cases(options.seed, numbers, Path(folder), options.processes, _tell_faults)
    return _summary(results)


def _tell_faults(result: Result) -> None:
    for fault in faults(result):
        print(f"{result.case.title}\n    {fault}", file=sys.stderr, flush=True)


def _summary(results: list[Result]) -> int:
    outcomes = Counter(result.outcome for result in results)
    causes = Counter(
        result.refusals["open"].partition("：")[2].partition("；")[0].partition("（")[0]
        for result in results
        if "open" in result.refusals
    )
    print(f"{len(results)} cases: " + ", ".join(f"{n} {name}" for name, n in outcomes.items()))
    for cause, count in causes.most_common():
        print(f"{count:6}  {cause}")
    print("slowest to open:")
    for result in slowest(results):
        print(f"{result.opening_seconds:6.2f} s   {result.case.title}")
    print("most memory:")
    for result in biggest(results):
        print(f"{result.memory:5} MB   {result.case.title}")
    stages = {stage for result in results for stage in result.seconds}
    for stage in sorted(stages):
        times = [result.seconds.get(stage, 0.0) for result in results]
        print(f"{stage:12} longest {max(times):.2f} s")
    faulty = [result for result in results if any(faults(result))]
    print(f"faulty: {len(faulty)}")
    return 1 if faulty else 0


if __name__ == "__main__":
    raise SystemExit(main())
