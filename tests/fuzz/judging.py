# SPDX-License-Identifier: MulanPSL-2.0
"""What a case may come to: a book, or one clear sentence, in time and within the memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.fuzz.running import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzz.running import Result

SECONDS = 5.0
"""What opening may take of the processor."""
LATER_SECONDS = 10.0
"""The same for each step that follows, with the biggest file that the limits let through."""
_SENTENCE = re.compile(r"(打不开|没有保存|没有粘贴)“?[^\n\r。]{4,400}。")
_QUOTED = re.compile(r"（.*）")
_PYTHON = re.compile(r"Traceback|[A-Za-z]+(Error|Exception|Warning)|<class|\bNone\b|0x[0-9a-f]{6}")


def faults(result: Result) -> Iterator[str]:
    """Everything that is wrong with what came of a case."""
    if result.outcome not in ("opened", "refused"):
        yield f"{result.outcome}: {result.trace[-1500:]}"
    for stage, seconds in result.seconds.items():
        if seconds > (SECONDS if stage == "open" else LATER_SECONDS):
            yield f"{stage} took {seconds:.1f} s"
    if result.memory > MEMORY:
        yield f"took {result.memory} MB"
    for stage, sentence in result.refusals.items():
        if fault := _fault_of(sentence, result.case.name, result.case.kind):
            yield f"{stage} was refused with {fault}: {sentence}\n{result.trace[-1500:]}"


def _fault_of(sentence: str, name: str, kind: str) -> str:
    # What stands in brackets may quote a text of the file.
    if "\n" in sentence or _SENTENCE.fullmatch(_QUOTED.sub("", sentence)) is None:
        return "no plain sentence"
    if _PYTHON.search(sentence):
        return "the words of a programmer"
    if "不合规范" in sentence:
        return "an error that nobody foresaw"
    if "；" not in sentence:
        return "no word on what to do"
    if not kind.startswith("clipboard") and name.partition(".")[0] not in sentence:
        return "no word on which file"
    return ""
