# SPDX-License-Identifier: MulanPSL-2.0
"""How long it takes to break the short texts of a big book into lines, none of them seen before.

Run with `--benchmark-enable`; the figures are compared within one run, never asserted.
"""

from __future__ import annotations

from fuyi_editor.page.metrics import break_lines, face_for

SONG = face_for("宋体", bold=False)
TEXTS = [f"开展第{n}期妇女儿童维权培训（{n * 7}人次）"[: 10 + n % 16] for n in range(20_000)]


def break_all() -> int:
    return sum(len(break_lines(text, SONG, 10.5, 100.0)) for text in TEXTS)


def test_twenty_thousand_short_texts(benchmark) -> None:
    lines = benchmark.pedantic(break_all, setup=break_lines.cache_clear, rounds=5)
    assert lines >= len(TEXTS)
