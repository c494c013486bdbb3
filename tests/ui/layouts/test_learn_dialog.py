# SPDX-License-Identifier: MulanPSL-2.0
"""Learning a layout in the window: cells are pointed at, fields chosen, the file is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row
from fuyi_editor.ui.layouts.learn_dialog import LearnDialog
from tests.bad_files import make_bad_files

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DATA = Path(__file__).parents[2] / "data"
TEXTS = (("项目全称", "妇女培训", "经费总盘子", "6.00"), ("承办科室", "发展部", "说明", "见附件"))


@pytest.fixture
def shelf(tmp_path):
    return load_layouts([tmp_path / "layouts"])


@pytest.fixture
def dialog(qtbot, shelf, caplog):
    made = LearnDialog(shelf)
    qtbot.addWidget(made)
    rows = tuple(Row(tuple(Cell(t, i) for i, t in enumerate(texts))) for texts in TEXTS)
    made.show_sample(PageDocument((Paragraph("云岭省2026年项目表"), Grid((40.0,) * 4, rows))))
    made.show()
    yield made
    assert not [record for record in caplog.records if record.name.endswith("guard")]


def _pick(dialog: LearnDialog, qtbot, words: str) -> None:
    """Search in the list of fields and press Enter."""
    dialog.fields.search.setFocus()
    dialog.fields.search.setText(words)
    qtbot.keyClick(dialog.fields.search, Qt.Key.Key_Return)


def test_a_sample_of_unknown_words_is_taught_cell_by_cell(dialog, qtbot, shelf):
    assert "没有认出 8 格" in dialog.counts.text()
    assert "请先指出“项目名称”" in dialog.verdict.text()
    assert not dialog.save_button.isEnabled()
    dialog.page.choose((0, 0, 1))
    assert dialog.cell.text() == "“妇女培训”"
    _pick(dialog, qtbot, "项目 项目名称")
    assert "项目名称（您指定的）" in dialog.meaning.text()
    dialog.page.choose((0, 0, 3))
    _pick(dialog, qtbot, "预算数")
    dialog.page.choose((0, 1, 3))
    _pick(dialog, qtbot, "固定文字")
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert "与样表一致" in dialog.verdict.text()
    assert dialog.counts.text() == "字段 2 格，其他内容 1 格"
    assert dialog.title_edit.text() == "项目表"
    dialog.save_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    shelf.reload()
    assert shelf.problems == ()
    layout = shelf[dialog.saved_name]
    assert [[c.text for c in r.cells] for r in next(layout.grids()).rows] == [
        ["项目全称", "{name}", "经费总盘子", "{budget.total}"],
        ["承办科室", "{extra.承办科室}", "说明", "见附件"],
    ]


def test_a_choice_is_taken_back(dialog, qtbot):
    dialog.page.choose((0, 0, 1))
    _pick(dialog, qtbot, "项目 项目名称")
    _pick(dialog, qtbot, "其他内容")
    assert "其他内容：项目全称" in dialog.meaning.text()
    _pick(dialog, qtbot, "程序自己认的")
    assert "没有认出来" in dialog.meaning.text()


def test_keys_walk_the_cells_and_enter_leads_to_the_fields(dialog, qtbot):
    dialog.page.setFocus()
    dialog.page.choose((0, 0, 0))
    qtbot.keyClick(dialog.page, Qt.Key.Key_Right)
    assert dialog.page.spot() == (0, 0, 1)
    qtbot.keyClick(dialog.page, Qt.Key.Key_Down)
    assert dialog.page.spot() == (0, 1, 1)
    assert "没有认出来" in dialog.page.accessibleDescription()
    with qtbot.waitSignal(dialog.page.asked):
        qtbot.keyClick(dialog.page, Qt.Key.Key_Return)
    assert dialog.page.editor is None
    qtbot.keyClicks(dialog.page, "x")
    assert dialog.page.editor is None


def test_the_list_is_searched_and_walked_by_keys(dialog, qtbot):
    search, tree = dialog.fields.search, dialog.fields.tree
    search.setText("指标表 指标")
    first = tree.currentItem().text(0)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert tree.currentItem().text(0) != first
    qtbot.keyClick(search, Qt.Key.Key_Up)
    assert tree.currentItem().text(0) == first
    search.setText("没有这样的")
    assert tree.currentItem() is None


def test_a_published_file_is_understood_as_it_is(qtbot, shelf):
    dialog = LearnDialog(shelf)
    qtbot.addWidget(dialog)
    assert dialog.choose_sample(DATA / "zhanjiang-2021.docx")
    dialog.resize(1040, 700)  # the screen of the tests is a small one
    dialog.show()
    assert "与样表一致" in dialog.verdict.text()
    assert dialog.title_edit.text() == "市级部门整体预算绩效目标表"
    image = dialog.page.viewport().grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, 600, 3) for y in range(0, 400, 3)}
    assert "#e3f3e8" in colors


def test_a_name_that_is_taken_or_blank_is_not_saved(dialog, qtbot):
    dialog.page.choose((0, 0, 1))
    _pick(dialog, qtbot, "项目 项目名称")
    dialog.title_edit.setText("tianjin-project")
    qtbot.waitUntil(lambda: "已经有名为" in dialog.verdict.text())
    dialog.title_edit.setText("//")
    qtbot.waitUntil(lambda: "起一个名字" in dialog.verdict.text())
    assert not dialog.save_button.isEnabled()


def test_a_folder_that_cannot_be_made_is_told_of(dialog, qtbot, shelf, monkeypatch):
    shelf.folders[0].write_text("in the way", encoding="utf-8")
    dialog.page.choose((0, 0, 1))
    _pick(dialog, qtbot, "项目 项目名称")
    qtbot.waitUntil(dialog.save_button.isEnabled)
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    dialog.save_button.click()
    assert said[0].startswith("没有保存“项目表.toml”")
    assert "文件夹" in said[0]
    assert dialog.saved_name == ""


@pytest.mark.parametrize("name", ["damaged", "no-table"])
def test_a_sample_that_cannot_be_read_is_told_of(qtbot, shelf, monkeypatch, tmp_path, name):
    path = make_bad_files(tmp_path)[name]
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    answer = staticmethod(lambda *arguments: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    dialog = LearnDialog(shelf)
    qtbot.addWidget(dialog)
    assert not dialog.choose_sample()
    assert f"打不开“{name}.docx”" in said[0]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *arguments: ("", "")))
    assert not dialog.choose_sample()
