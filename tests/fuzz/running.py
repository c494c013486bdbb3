# SPDX-License-Identifier: MulanPSL-2.0
"""Running many cases in processes of their own: watched, ended when they hang, measured."""

from __future__ import annotations

import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.cases import make_case
from tests.fuzz.opening import peak_of

MEMORY = 300
"""Megabytes that opening a case may take, in this process and its child together."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.fuzz.cases import Case

ROOT = Path(__file__).parents[2]
PROCESSOR_SECONDS = 40.0
"""What all stages of a case may use of the processor before its process is ended."""
DEADLINE = 300.0
"""The same by the clock, for a process that waits for something. Other work on the machine counts
here, hence so many."""
_LOOK = 0.02
"""Seconds between looks at the memory of the reader's children."""
WITHOUT_OFFICE = {"PATH": "/nonexistent"}
"""LibreOffice takes seconds to start, whatever it is given."""


@dataclass
class Result:
    """What came of a case: `memory` in MB is the most of the process and its child together."""

    case: Case
    outcome: str
    seconds: dict[str, float] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    memory: int = 0
    trace: str = ""

    @property
    def opening_seconds(self) -> float:
        """On the processor, from the bytes to the book or the error."""
        return self.seconds.get("open", 0.0)


class Reader:
    """A process that opens cases, started again when it had to be ended."""

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            **(WITHOUT_OFFICE if environment is None else environment),
        }
        self._process: subprocess.Popen[str] | None = None

    def run(self, case: Case) -> Result:
        """Open the case; a heavy one in a new process, whose memory nobody used before."""
        if case.heavy:
            self.close()
        path = self._folder / case.name
        path.write_bytes(case.data)
        try:
            result = self._answer(case, path)
            if result.memory > MEMORY and not case.heavy:
                # What earlier cases left is not this one's: look again in a new process.
                self.close()
                result = self._answer(case, path)
            return result
        finally:
            path.unlink()
            if case.heavy:
                self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _answer(self, case: Case, path: Path) -> Result:
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"path": str(path), "kind": case.kind}) + "\n")
        process.stdin.flush()
        child_peak = 0
        give_up = time.monotonic() + DEADLINE
        used = _used_by(process.pid)
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            while not waiting.select(_LOOK):
                child_peak = max(child_peak, _peak_of_children(process.pid))
                too_much = _used_by(process.pid) > used + PROCESSOR_SECONDS
                if too_much or time.monotonic() > give_up:
                    self.close()
                    return Result(case, "hung", memory=child_peak)
        line = process.stdout.readline()
        if not line:
            self.close()
            return Result(case, "died", memory=child_peak, trace=f"exit {process.returncode}")
        answer = json.loads(line)
        return Result(
            case, answer["outcome"], answer["seconds"], answer["refusals"],
            answer["peak"] + child_peak, answer["trace"],
        )  # fmt: skip

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.opening"],
            cwd=ROOT, text=True, env=self._environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip


def _used_by(process: int) -> float:
    """Seconds on the processor, of a process alone."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_of_children(process: int) -> int:
    with suppress(OSError):
        listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return sum(_peak_or_nothing(child) for child in listed)
    return 0


def _peak_or_nothing(process: str) -> int:
    with suppress(OSError):
        name = Path(f"/proc/{process}/comm").read_text()
        # Between fork and exec a child still wears the memory of its parent.
        return peak_of(process) if name else 0
    return 0


def run_cases(
    seed: int,
    numbers: Iterable[int],
    folder: Path,
    processes: int = 2,
    tell: Callable[[Result], None] = lambda _: None,
) -> list[Result]:
    """The results of those cases, in their order; `tell` is called as each comes in."""
    waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    for number in numbers:
        waiting.put(number)
    for _ in range(processes):
        waiting.put(None)
    results: list[Result] = []
    failures: list[BaseException] = []

    def work() -> None:
        reader = Reader(folder)
        try:
            while (number := waiting.get()) is not None:
                result = reader.run(make_case(seed, number))
                results.append(result)
                tell(result)
        except BaseException as error:
            failures.append(error)
        finally:
            reader.close()

    threads = [threading.Thread(target=work) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sorted(results, key=lambda result: result.case.number)


def slowest(results: Sequence[Result], count: int = 5) -> list[Result]:
    """The ones that took longest to open."""
    return sorted(results, key=lambda result: -result.opening_seconds)[:count]


def biggest(results: Sequence[Result], count: int = 5) -> list[Result]:
    """The ones that took most memory to open."""
    return sorted(results, key=lambda result: -result.memory)[:count]
