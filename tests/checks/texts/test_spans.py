# SPDX-License-Identifier: MulanPSL-2.0
"""Stretches within stretches, as looking at each of them tells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.checks.texts.spans import Spans

spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted).map(tuple)


@given(st.lists(spans, max_size=6), spans)
def test_what_lies_within_one_of_them(known, asked):
    start, end = asked
    found = any(first <= start and end <= last for first, last in known)
    assert Spans(known).holds(start, end) == found
