# SPDX-License-Identifier: MulanPSL-2.0
"""The line that says which fonts are not on this computer, and files that keep their names."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase

from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField
from fuyi_editor.ui.page.font_line import FontLine
from fuyi_editor.ui.settings import SettingsFile

DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
MAIN = ("方正小标宋简体", "仿宋_GB2312", "黑体")  # what fengrun-2023.docx is set in


def page():
    book = open_book(DATA / "fengrun-2023.docx", LAYOUTS)
    return book.page(book.submission)


@pytest.fixture
def installed(monkeypatch):
    names: list[str] = []
    monkeypatch.setattr(QFontDatabase, "families", lambda *system: names)
    return names


@pytest.fixture
def make_line(qtbot, tmp_path):
    def make() -> FontLine:
        line = FontLine()
        qtbot.addWidget(line)
        line.look(page(), SettingsFile(tmp_path / "settings.json"))
        return line

    return make


def test_one_line_names_the_missing_fonts_and_what_stands_for_them(make_line, installed):
    line = make_line()
    assert line.isVisibleTo(None)
    text = line.words.text()
    assert text == f"这台电脑没有{'、'.join(MAIN)}，用自带的宋体、黑体代替；文件里不变"
    assert all(f"{family}：用自带的" in line.words.toolTip() for family in MAIN)
    assert line.words.heightForWidth(200) < 2 * line.words.fontMetrics().lineSpacing()


def test_only_what_is_missing_is_named(make_line, installed):
    installed += ["SimHei", "SimSun", "FangSong"]  # Windows 10
    line = make_line()
    assert line.words.text().startswith("这台电脑没有方正小标宋简体、仿宋_GB2312，")


def test_where_all_are_there_nothing_is_said(make_line, installed):
    installed += ["SimHei", "FangSong_GB2312", "FZXiaoBiaoSong-B05S"]
    line = make_line()
    assert not line.isVisibleTo(None)


def test_it_is_put_away_for_this_time_or_for_ever(make_line, installed, qtbot):
    line = make_line()
    qtbot.mouseClick(line.close_button, Qt.MouseButton.LeftButton)
    assert not line.isVisibleTo(None)
    again = make_line()
    assert again.isVisibleTo(None)
    qtbot.mouseClick(again.never, Qt.MouseButton.LeftButton)
    assert not again.isVisibleTo(None)
    third = make_line()
    assert not third.isVisibleTo(None)


def test_a_font_that_was_not_told_of_before_is_told(make_line, installed, qtbot):
    installed += ["SimHei"]
    line = make_line()
    qtbot.mouseClick(line.never, Qt.MouseButton.LeftButton)
    installed.clear()
    again = make_line()
    assert again.isVisibleTo(None)


def test_it_stays_put_away_when_the_book_is_looked_at_again(make_line, installed, qtbot, tmp_path):
    line = make_line()
    qtbot.mouseClick(line.close_button, Qt.MouseButton.LeftButton)
    line.look(page(), SettingsFile(tmp_path / "settings.json"))
    assert not line.isVisibleTo(None)


def fonts_in(path: Path) -> list[str]:
    """Every font that the parts of a .docx name, one after the other."""
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        texts = [package.read(name).decode("utf-8") for name in sorted(parts)]
    return [font for text in texts for font in re.findall(r'w:eastAsia="([^"]+)"', text)]


def test_a_file_that_is_saved_names_the_same_fonts(tmp_path, installed):
    path = Path(shutil.copy(DATA / "fengrun-2023.docx", tmp_path))
    before = fonts_in(path)
    book = open_book(path, LAYOUTS)
    node = book.submission.projects[0].indicators[0].kinds[0].indicators[0]
    changed = SetField(node=node.id, field="value", text="≥99%").apply(book.submission)
    save_book(book, changed, path)
    assert fonts_in(path) == before
    assert {"仿宋_GB2312", "方正小标宋简体"} <= set(before)
    assert not any("Fuyi" in font for font in before)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_new_file_names_the_fonts_of_its_form_not_those_on_the_screen(tmp_path, suffix):
    book = open_book(DATA / "menyuan-2023.txt", LAYOUTS)
    saved = save_book(book, book.submission, tmp_path / f"new{suffix}")
    with zipfile.ZipFile(saved.path) as package:
        text = "".join(
            package.read(name).decode("utf-8") for name in package.namelist() if "xml" in name
        )
    assert "Fuyi " not in text
    assert "宋体" in text
