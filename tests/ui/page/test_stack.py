# SPDX-License-Identifier: MulanPSL-2.0
"""Where pages lie on the desk, and where scrolling comes to rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuyi_editor.page.document import PageDocument, Paragraph
from fuyi_editor.ui.page.canvas import PageCanvas
from fuyi_editor.ui.page.stack import PageStack

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

stacks = st.builds(
    PageStack, st.integers(50, 3000), st.integers(1, 30), st.integers(50, 3000), st.booleans()
)


@given(stacks)
def test_every_page_has_its_place(stack: PageStack):
    assert stack.top(0) >= 0
    for index in range(stack.count):
        assert stack.index_at(stack.top(index)) == index
        assert stack.index_at(stack.top(index) + stack.page - 1) == index
        assert stack.top(index) + stack.page <= stack.height
        assert index in stack.seen(stack.start(index))


@given(stacks, st.data())
def test_one_by_one_scrolling_never_rests_between_pages(stack: PageStack, data):
    end = max(0, stack.height - stack.room)
    before, wanted = data.draw(st.integers(0, end)), data.draw(st.integers(0, end))
    rest = stack.settled(wanted, before)
    assert 0 <= rest <= end
    assert stack.settled(rest, rest) == rest
    if stack.one_by_one:
        first, last = stack.index_at(rest), stack.index_at(rest + stack.room - 1)
        assert first == last
        assert stack.seen(rest) == range(first, first + 1)
    else:
        assert rest == wanted


def pages(count: int) -> PageDocument:
    return PageDocument(tuple(Paragraph("段", page_break_before=True) for _ in range(count)))


@pytest.fixture
def canvas(qtbot) -> PageCanvas:
    canvas = PageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 500)
    canvas.set_pages_of(pages(4))
    canvas.fit_page()
    canvas.show()
    return canvas


def test_a_step_of_the_wheel_turns_the_page(canvas: PageCanvas):
    canvas.go_to_page(2)
    canvas.set_one_by_one(True)
    assert list(canvas.visible_pages()) == [1]
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.value() + 30)
    assert list(canvas.visible_pages()) == [2]
    bar.setValue(bar.value() - 30)
    assert list(canvas.visible_pages()) == [1]
    rect = canvas.page_rect(1)
    assert canvas.viewport().rect().contains(rect)


def test_the_page_that_is_shown_stays_when_the_view_changes(canvas: PageCanvas):
    canvas.go_to_page(3)
    for wanted in (True, False):
        canvas.set_one_by_one(wanted)
        assert 2 in canvas.visible_pages()


def test_a_page_that_is_higher_than_the_view_is_scrolled_through(canvas: PageCanvas):
    canvas.set_one_by_one(True)
    canvas.set_zoom(1.0)
    canvas.go_to_page(1)
    bar = canvas.verticalScrollBar()
    values = []
    for _ in range(100):
        bar.setValue(bar.value() + 60)
        values.append((bar.value(), list(canvas.visible_pages())))
    assert [0] in [shown for _, shown in values]
    assert values[-1] == (bar.maximum(), [3])
    assert all(len(shown) == 1 for _, shown in values)
