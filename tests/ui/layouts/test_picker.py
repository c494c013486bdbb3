# SPDX-License-Identifier: MulanPSL-2.0
"""The picker: a list to search by keys, a live miniature, and what a layout would leave out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from fuyi_editor.files.book import composed, new_book, open_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.resource_files import resource
from fuyi_editor.ui.layouts.new_book_dialog import APPLY_WORDS, NewBookDialog
from fuyi_editor.ui.layouts.picker import LayoutPicker
from fuyi_editor.ui.layouts.picker_list import OWN
from fuyi_editor.ui.layouts.previews import AppliedPreview, BlankPreview

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DATA = Path(__file__).parents[2] / "data"
HEBEI = resource("layouts", "hebei-project.toml").read_text(encoding="utf-8")


@pytest.fixture
def shelf(tmp_path):
    own = HEBEI.replace('name = "hebei-project"', 'name = "mine"')
    (tmp_path / "mine.toml").write_text(own.replace("（河北）", "（我县）"), encoding="utf-8")
    (tmp_path / "bad.toml").write_text(own.replace("{purpose}", "{porpose}"), encoding="utf-8")
    return load_layouts([tmp_path])


@pytest.fixture
def make(qtbot, shelf):
    def made(preview=None) -> LayoutPicker:
        picker = LayoutPicker(shelf, preview)
        qtbot.addWidget(picker)
        picker.resize(900, 600)
        picker.show()
        return picker

    return made


def _ink(picker: LayoutPicker) -> int:
    """How many pixels of the miniature are as dark as ink on white paper."""
    image = picker.miniature.grab().toImage().convertToFormat(image_format())
    pixels = image.constBits().tobytes()
    return sum(1 for value in pixels[0::4] if value < 90)


def image_format():
    from PySide6.QtGui import QImage

    return QImage.Format.Format_RGB32


def test_own_layouts_stand_first_and_are_called_so(make):
    picker = make()
    assert picker.layout_name() == "mine"
    first = picker.list.item(0)
    assert OWN in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "（我县）" in first.text()
    assert "万元" in picker.facts.text()
    assert "唐山市丰润区" in picker.facts.text()


def test_a_file_that_is_no_good_is_told_of(make):
    picker = make()
    assert "版式文件“bad.toml”" in picker.problems.text()
    assert picker.problems.isVisible()


def test_typing_searches_and_arrows_walk(make, qtbot):
    picker = make()
    qtbot.keyClicks(picker.list, "x")
    assert picker.search.text() == "x"
    picker.search.clear()
    picker.search.setText("财政部 申报")
    assert picker.layout_name() == "central-application"
    picker.search.setText("上海")
    assert picker.layout_name() == "shanghai-application"
    picker.search.setText("没有这样的")
    assert picker.layout_name() is None
    assert "没有找到" in picker.description.text()
    picker.search.clear()
    names = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        qtbot.keyClick(picker.search, key)
        names.append(picker.layout_name())
    assert len(set(names)) == 3
    assert names[0] == names[2]


def test_enter_and_a_double_click_mean_the_layout(make, qtbot):
    picker = make()
    for widget in (picker.search, picker.list):
        with qtbot.waitSignal(picker.activated):
            qtbot.keyClick(widget, Qt.Key.Key_Return)
    picker.search.setText("没有这样的")
    with qtbot.assertNotEmitted(picker.activated):
        qtbot.keyClick(picker.search, Qt.Key.Key_Return)


def test_the_miniature_is_the_very_book(make, qtbot, shelf):
    book = open_book(DATA / "fengrun-2023.docx", shelf)
    picker = make(AppliedPreview(composed, book.submission))
    picker.list.choose("central-selfeval")
    blank = _ink(picker)
    qtbot.waitUntil(lambda: picker.miniature.knows("central-selfeval"))
    assert _ink(picker) > blank + 200
    assert "项目编码 4 处" in picker.warning.text()
    assert picker.warning.isVisible()
    picker.list.choose("hebei-department")
    qtbot.waitUntil(lambda: picker.miniature.knows("hebei-department"))
    assert not picker.warning.isVisible()
    assert "共" in picker.miniature.accessibleDescription()


def test_running_through_the_list_paints_only_what_it_rests_on(make, qtbot):
    asked = []

    class Preview(BlankPreview):
        def first_pages(self, layout):
            asked.append(layout.name)
            return super().first_pages(layout)

    picker = make(Preview(new_book))
    for row in range(5):
        picker.list.setCurrentRow(row)
    qtbot.waitUntil(lambda: bool(asked))
    picker.list.setCurrentRow(3)
    picker.list.setCurrentRow(4)
    qtbot.wait(120)
    assert asked == [picker.layout_name()]


def test_every_layout_has_a_miniature(make, shelf):
    picker, preview = make(), BlankPreview(new_book)
    for name, layout in shelf.items():
        picker.miniature.keep(name, preview.first_pages(layout))
        picker.miniature.show_page(name)
        assert _ink(picker) > 100


def test_the_folder_is_opened(make, monkeypatch, shelf):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    picker = make()
    picker.folder_button.click()
    assert opened == [str(shelf.folders[0])]


def test_without_a_folder_of_their_own_nothing_is_learnt(qtbot):
    picker = LayoutPicker(load_layouts())
    qtbot.addWidget(picker)
    picker.show()
    assert not picker.learn_button.isVisible()


def test_the_dialog_answers_a_name(qtbot, shelf):
    dialog = NewBookDialog(shelf, None, APPLY_WORDS)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "套用版式"
    dialog.picker.list.choose("tianjin-project")
    dialog.picker.activated.emit()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.layout_name() == "tianjin-project"
    dialog.picker.search.setText("没有这样的")
    assert not dialog.create_button.isEnabled()


def test_what_is_learnt_is_chosen_at_once(qtbot, shelf, monkeypatch):
    from fuyi_editor.ui.layouts import learn_dialog

    class Learnt(QDialog):
        saved_name = "learnt"

        def choose_sample(self) -> bool:
            text = HEBEI.replace('name = "hebei-project"', 'name = "learnt"')
            (shelf.folders[0] / "learnt.toml").write_text(text, encoding="utf-8")
            return True

        def exec(self) -> int:
            return 1

    monkeypatch.setattr(learn_dialog, "LearnDialog", lambda shelf, parent: Learnt(parent))
    dialog = NewBookDialog(shelf)
    qtbot.addWidget(dialog)
    dialog.picker.learn_button.click()
    assert dialog.layout_name() == "learnt"
