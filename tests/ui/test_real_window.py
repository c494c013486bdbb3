# SPDX-License-Identifier: MulanPSL-2.0
"""The program itself on a screen of its own: mouse and keyboard in, a file and a picture out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fuyi_editor.files.book import open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.export import to_json
from fuyi_editor.model.search import Query, find
from fuyi_editor.ui.page.marks import CURRENT
from tests.ui.real_screen import ON_SCREEN, Picture, Screen, screen_in, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.model.nodes import Submission

pytestmark = ON_SCREEN
SAMPLE = Path(__file__).parents[1] / "data" / "fengrun-2023.docx"
FRAME = CURRENT.getRgb()[:3]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with screen_in(tmp_path) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "本年.docx"))


def submission_in(file: Path) -> Submission:
    return open_book(file, load_layouts()).submission


def shows_a_page(picture: Picture) -> bool:
    """Whether the middle of the window is white paper with ink on it."""
    columns, rows = range(500, 900, 3), range(150, 470, 3)  # above the findings
    lights = [picture.light(x, y) for y in rows for x in columns]
    white = sum(light > 250 for light in lights) / len(lights)
    dark = sum(light < 100 for light in lights) / len(lights)
    # What is tinted for a finding is not white.
    return white > 0.5 and 0.005 < dark < 0.4


def frame_on(picture: Picture) -> tuple[int, int, int] | None:
    """Left, top and width of the frame around the selected project's heading on the page."""
    for y in range(100, 600):
        for x in range(340, 700):
            if picture.colour(x, y) != FRAME or picture.colour(x - 1, y) == FRAME:
                continue
            end = x
            while picture.colour(end, y) == FRAME:
                end += 1
            if end - x > 300:
                return x, y, end - x
    return None


def test_a_value_typed_on_the_page_is_saved(screen: Screen, file: Path) -> None:
    before = submission_in(file)
    project = before.projects[0]
    expected = SetField(node=project.id, field="budget.total", text="31.20").apply(before)
    screen.start(file)
    screen.enter(wait_for(lambda: screen.windows(file.name), "the window")[0])
    left, top, width = wait_for(lambda: frame_on(screen.picture()), "the page")
    assert shows_a_page(screen.picture())

    # The cell of the budget, three lines below the heading: the page is as wide as it is shown.
    screen.click(left + round(0.365 * width), top + round(0.132 * width))
    screen.do("type", "--delay", 40, "31.20")
    screen.do("key", "--delay", 40, "Return", "ctrl+s")
    wait_for(lambda: to_json(submission_in(file)) != to_json(before), "the saved file")

    assert to_json(submission_in(file)) == to_json(expected)
    assert shows_a_page(screen.picture())
    screen.do("key", "ctrl+q")
    assert screen.ended() == 0


def test_initials_typed_in_the_tree_become_an_indicator(screen: Screen, file: Path) -> None:
    before = to_json(submission_in(file))
    screen.start(file)
    screen.enter(wait_for(lambda: screen.windows(file.name), "the window")[0])
    wait_for(lambda: frame_on(screen.picture()), "the page")
    # The tree has the keyboard, and the first project is selected.
    screen.do("key", "ctrl+Return")
    screen.do("type", "--delay", 60, "pxkc")
    screen.do("key", "Return")
    screen.do("key", "ctrl+s")
    wait_for(lambda: to_json(submission_in(file)) != before, "the saved file")
    new = submission_in(file).projects[0].indicators[-1].kinds[-1].indicators[-1]
    assert (new.name, new.value.text) == ("培训课程完成率", "=100%")
    screen.do("key", "ctrl+q")
    assert screen.ended() == 0


def test_a_project_is_copied_and_the_year_replaced_by_keys(screen: Screen, file: Path) -> None:
    before = submission_in(file)
    screen.start(file)
    main = wait_for(lambda: screen.windows(file.name), "the window")[0]
    screen.enter(main)
    wait_for(lambda: frame_on(screen.picture()), "the page")
    # The tree has the keyboard, and the first project is selected.
    screen.do("key", "--delay", 60, "ctrl+c", "ctrl+v", "ctrl+h")
    screen.do("type", "--delay", 40, "2023")
    screen.do("key", "Tab")
    screen.do("type", "--delay", 40, "2024")
    screen.do("key", "--delay", 60, "Tab", "Tab", "space")
    dialog = wait_for(lambda: screen.windows("全部替换"), "the list of places")[0]
    screen.enter(dialog)
    screen.do("key", "Return")
    wait_for(lambda: not screen.windows("全部替换"), "the end of the dialog")
    screen.enter(main)
    screen.do("key", "--delay", 60, "Escape", "ctrl+s")
    wait_for(lambda: to_json(submission_in(file)) != to_json(before), "the saved file")

    saved = submission_in(file)
    assert find(saved, Query("2023")) == ()
    names = [project.name.replace("2023", "2024") for project in before.projects]
    assert [project.name for project in saved.projects] == [names[0], *names]
    assert saved.projects[1].indicators[0].kinds[0].name == (
        before.projects[0].indicators[0].kinds[0].name
    )
    screen.do("key", "ctrl+q")
    assert screen.ended() == 0


def test_a_damaged_file_is_told_and_the_program_goes_on(screen: Screen, file: Path) -> None:
    file.write_bytes(SAMPLE.read_bytes()[:4000])
    screen.start(file)
    wait_for(lambda: len(screen.windows()) == 2, "the dialog")
    dialog, main = sorted(screen.windows(), key=screen.width_of)
    screen.enter(dialog)
    screen.do("key", "Return")
    wait_for(lambda: screen.windows() == [main], "the end of the dialog")
    assert screen.program.poll() is None
    screen.enter(main)
    screen.do("key", "ctrl+q")
    assert screen.ended() == 0
