# SPDX-License-Identifier: MulanPSL-2.0
"""Page ranges as people write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.ui.printing.page_range import PageRangeError, parse_page_range


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("1-3,5", (1, 2, 3, 5)),
        ("5", (5,)),
        (" 2 ，4、 6 ", (2, 4, 6)),
        ("１－３；５", (1, 2, 3, 5)),
        ("3 - 1", (1, 2, 3)),
        ("2—4,3,3", (2, 3, 4)),
        ("1至2 6", (1, 2, 6)),
        ("007", (7,)),
    ],
)
def test_ranges(text, pages):
    assert parse_page_range(text, 7) == pages


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写要打印的页码，例如 1-3,5"),
        (" ， ", "请填写要打印的页码，例如 1-3,5"),
        ("8", "没有第 8 页，一共 7 页"),
        ("0-2", "没有第 0 页，一共 7 页"),
        ("1-99", "没有第 99 页，一共 7 页"),
        ("9" * 5000, "没有第 999999999 页，一共 7 页"),
        ("首页", "“首页”不是页码，请写成 1-3,5 这样"),
        ("1-", "“1-”不是页码，请写成 1-3,5 这样"),
        ("1-2-3", "“1-2-3”不是页码，请写成 1-3,5 这样"),
    ],
)
def test_what_is_no_range_is_said_in_words(text, sentence):
    with pytest.raises(PageRangeError) as error:
        parse_page_range(text, 7)
    assert str(error.value) == sentence


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1), st.data())
def test_every_page_of_every_span_is_printed_once(spans, data):
    comma = st.sampled_from([",", "，", "、", " ", "; "])
    dash = st.sampled_from(["-", "－", "—", " ~ ", "至"])
    text = "".join(f"{first}{data.draw(dash)}{last}{data.draw(comma)}" for first, last in spans)
    wanted = {page for ends in spans for page in range(min(ends), max(ends) + 1)}
    assert parse_page_range(text, 60) == tuple(sorted(wanted))


@given(st.text())
def test_any_text_gives_pages_or_a_sentence(text):
    with suppress(PageRangeError):
        pages = parse_page_range(text, 12)
        assert set(pages) <= set(range(1, 13))
        assert pages
