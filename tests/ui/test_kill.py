# SPDX-License-Identifier: MulanPSL-2.0
"""The real program is killed at a random moment while it edits and saves: nothing is lost.

Afterwards the file opens and says what it said at a save, and what is recovered is a state of the
last second. `--kill-runs 200` for the figures of a release.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from tests.ui.page_digest import page_digest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
LAYOUTS = load_layouts()
FILES = ("fengrun-2023.docx", "tianjin-2024.docx", "fengrun-2023.xlsx")
AT_ONCE = 2
LATEST_KILL = 2.0  # seconds after the window is ready
MAY_LOSE = 1.0
SECOND_LIVES = 0.25
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")]


@dataclass
class Run:
    """One life of the program, from its start to its end."""

    said: list[tuple[str, float, str]] = field(default_factory=list)
    killed: float = 0.0

    def states(self, *words: str) -> list[tuple[float, str]]:
        return [(moment, digest) for word, moment, digest in self.said if word in words]

    def lost(self, digest: str) -> float:
        """How many seconds before the end the oldest step was done that `digest` does not have."""
        states = self.states("ready", "step", "saving")
        known = [number for number, state in enumerate(states) if state[1] == digest]
        if not known:
            # Done and in the journal, but not told any more.
            assert self.said[-1][0] == "acting", "a state that the window never showed"
            return 0.0
        later = [moment for moment, state in states[known[-1] + 1 :] if state != digest]
        return self.killed - later[0] if later else 0.0


@dataclass
class Outcome:
    """What came of one run."""

    seed: int
    steps: int = 0
    saves: int = 0
    recovered: int = 0
    lost: list[float] = field(default_factory=list)
    second: bool = False


def _live(path: Path, home: Path, seed: int, seconds: float) -> Run:
    run = Run()
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.ui.kill_driver", str(path), str(seed)]
    with (home / "errors.txt").open("ab") as errors:
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    reader = Thread(target=_listen, args=(child, run))
    reader.start()
    end = time.monotonic() + 60
    while not run.said and child.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(seconds)
    alive = child.poll() is None
    run.killed = time.time()
    child.send_signal(signal.SIGKILL)
    child.wait()
    reader.join()
    assert alive, (home / "errors.txt").read_text()
    assert not run.states("failed")
    return run


def _listen(child: subprocess.Popen[str], run: Run) -> None:
    with child.stdout as lines:
        for line in lines:
            if line.endswith("\n"):  # the last one may be torn
                word, moment, digest = line.split(" ", 2)
                run.said.append((word, float(moment), digest.strip()))


def _after(path: Path, home: Path, run: Run, before: set[str], life: int) -> tuple[str, bool]:
    """What there is after the end: the digest of it, and whether it had to be recovered.

    A program that dies while it takes a recovery file over may leave that and its own: the latest
    comes first.
    """
    book = open_book(path, LAYOUTS)
    on_disk = page_digest(book.page(book.submission))
    assert on_disk in before | {digest for _, digest in run.states("saving")}
    offers = RecoveryFolder(home / "data" / "fuyi-editor" / "recovery").offers(LAYOUTS)
    assert len(offers) <= life + 1
    if not offers:
        return on_disk, False
    recovered = offers[0].recovered
    assert recovered is not None
    assert recovered.as_it_was
    return page_digest(recovered.book.page(recovered.now)), True


def _one(seed: int, folder: Path) -> Outcome:
    """A run, and now and then a second one that recovers what the first one left."""
    chance, outcome = random.Random(seed), Outcome(seed)
    home = folder / f"run-{seed}"
    home.mkdir()
    name = FILES[seed % len(FILES)]
    path = home / name
    shutil.copy(folder / name, path)
    book = open_book(path, LAYOUTS)
    before = {page_digest(book.page(book.submission))}
    lives = 2 if chance.random() < SECOND_LIVES else 1
    outcome.second = lives == 2
    left = ""
    for life in range(lives):
        run = _live(path, home, seed * 10 + life, chance.uniform(0.05, LATEST_KILL))
        if left:
            assert run.states("ready")[0][1] == left, "not what the first program left"
        left, recovered = _after(path, home, run, before, life)
        before |= {digest for _, digest in run.states("saving")}
        outcome.steps += len(run.states("step"))
        outcome.saves += len(run.states("saved"))
        outcome.recovered += recovered
        outcome.lost.append(run.lost(left))
    shutil.rmtree(home)
    return outcome


@pytest.mark.timeout(0)
def test_killed_at_any_moment_it_loses_at_most_the_last_second(tmp_path, request):
    runs = int(request.config.getoption("--kill-runs"))
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    save_book(book, book.submission, tmp_path / "fengrun-2023.xlsx")
    for name in FILES[:2]:
        shutil.copy(DATA / name, tmp_path / name)
    first = random.randrange(1_000_000)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(lambda seed: _one(first + seed, tmp_path), range(runs)))
    lost = [seconds for outcome in outcomes for seconds in outcome.lost]
    print(
        f"\n{runs} runs, {sum(o.second for o in outcomes)} of them killed twice: "
        f"{sum(o.steps for o in outcomes)} steps, {sum(o.saves for o in outcomes)} saves, "
        f"{sum(o.recovered for o in outcomes)} recoveries; lost at most {max(lost):.3f} s, "
        f"{sum(lost) / len(lost):.3f} s on average"
    )
    assert max(lost) <= MAY_LOSE, [(o.seed, o.lost) for o in outcomes if max(o.lost) > MAY_LOSE]
