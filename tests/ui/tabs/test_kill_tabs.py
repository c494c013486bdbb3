# SPDX-License-Identifier: MulanPSL-2.0
"""The real program is killed while several books are edited: each has its own, none is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from fuyi_editor.files.book import open_book
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from tests.ui.page_digest import page_digest

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
LAYOUTS = load_layouts()
FILES = ("fengrun-2023.docx", "tianjin-2024.docx", "menyuan-2023.docx")
RUNS = 4
MAY_LOSE = 1.0
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")]


def killed(paths: list[Path], home: Path, seconds: float) -> tuple[list[list[str]], float]:
    """What the program said of its steps until it was killed so long after it was ready."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.ui.tabs.kill_driver", *map(str, paths)]
    said: list[list[str]] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    ) as child:  # fmt: skip

        def listen() -> None:
            said.extend(line.split() for line in child.stdout if line.endswith("\n"))

        reader = Thread(target=listen)
        reader.start()
        end = time.monotonic() + 60
        while not said and child.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(seconds)
        assert child.poll() is None
        moment = time.time()
        child.send_signal(signal.SIGKILL)
        reader.join()
    return [words for words in said if words[0] == "step"], moment


def digest_of(path: Path) -> str:
    book = open_book(path, LAYOUTS)
    return page_digest(book.page(book.submission))


@pytest.mark.timeout(0)
@pytest.mark.parametrize("run", range(RUNS))
def test_every_open_book_comes_back_after_a_kill(tmp_path, run):
    paths = [Path(shutil.copy(DATA / name, tmp_path / name)) for name in FILES]
    states = [[(0.0, digest_of(path))] for path in paths]
    steps, moment = killed(paths, tmp_path, random.uniform(0.5, 2.5))
    assert steps
    for _, when, number, digest in steps:
        states[int(number)].append((float(when), digest))
    offers = RecoveryFolder(tmp_path / "data" / "fuyi-editor" / "recovery").offers(LAYOUTS)
    recovered = {
        offer.path.name: page_digest(offer.recovered.book.page(offer.recovered.now))
        for offer in offers
    }
    assert len(recovered) == len(offers)  # no book has two
    untold = 0
    for path, known in zip(paths, states, strict=True):
        left = recovered.get(path.name) or digest_of(path)
        digests = [digest for _, digest in known]
        if left not in digests:
            untold += 1  # a step of the last moment, that was done and not told any more
            continue
        last = len(digests) - 1 - digests[::-1].index(left)
        lost = [when for when, digest in known[last + 1 :] if digest != left]
        assert not lost or moment - lost[0] <= MAY_LOSE, (path.name, moment - lost[0])
    assert untold <= 1, "what one book says is in another one"
