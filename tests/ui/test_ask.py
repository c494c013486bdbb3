# SPDX-License-Identifier: MulanPSL-2.0
"""The dialogs: names get the suffix of the chosen kind, and buttons mean what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.ask import Ask, Unsaved
from fuyi_editor.ui.file_kinds import SAVE_FILTERS
from fuyi_editor.ui.layouts.new_book_dialog import NewBookDialog

LAYOUTS = load_layouts()


def choose_file(monkeypatch, name: str, used: str = "") -> None:
    answer = staticmethod(lambda *arguments: (name, used))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)


def press(monkeypatch, text: str) -> list[str]:
    said = []

    def press_button(box: QMessageBox) -> int:
        said.append(box.text())
        next(button for button in box.buttons() if button.text() == text).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_button)
    return said


def test_opening_answers_a_path_or_nothing(qapp, monkeypatch):
    choose_file(monkeypatch, "/b/x.docx")
    assert Ask().file_to_open("/b") == Path("/b/x.docx")
    choose_file(monkeypatch, "")
    assert Ask().file_to_open("/b") is None
    assert Ask().file_to_save("另存为", Path("x.docx")) is None


@pytest.mark.parametrize(
    ("name", "used", "path"),
    [
        ("/b/x.XLSX", SAVE_FILTERS[".docx"], "/b/x.XLSX"),
        ("/b/x", SAVE_FILTERS[".xlsx"], "/b/x.xlsx"),
        ("/b/2024.1稿", "", "/b/2024.1稿.docx"),
    ],
)
def test_a_name_gets_the_suffix_of_the_chosen_kind(qapp, monkeypatch, name, used, path):
    choose_file(monkeypatch, name, used)
    assert Ask().file_to_save("另存为", Path("x.docx")) == Path(path)


def test_a_file_that_only_now_is_meant_is_asked_about(qapp, monkeypatch, tmp_path):
    (tmp_path / "x.docx").touch()
    choose_file(monkeypatch, str(tmp_path / "x"), SAVE_FILTERS[".docx"])
    said = press(monkeypatch, "取消")
    assert Ask().file_to_save("另存为", Path("x.docx")) is None
    press(monkeypatch, "替换")
    assert Ask().file_to_save("另存为", Path("x.docx")) == tmp_path / "x.docx"
    assert said == ["“x.docx”已经存在，要替换它吗？"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("保存", Unsaved.SAVE), ("不保存", Unsaved.DISCARD), ("取消", Unsaved.CANCEL)],
)
def test_unsaved_changes(qapp, monkeypatch, text, answer):
    said = press(monkeypatch, text)
    assert Ask().unsaved("x.docx") is answer
    assert said == ["“x.docx”有改动还没有保存。"]


def test_telling(qapp, monkeypatch):
    said = press(monkeypatch, "知道了")
    Ask().tell_problem("坏了。")
    Ask().tell("关于", "好的。")
    assert said == ["坏了。", "好的。"]


def test_choosing_a_layout(qapp, monkeypatch):
    monkeypatch.setattr(NewBookDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    assert Ask().layout(LAYOUTS) is next(iter(LAYOUTS.values()))
    monkeypatch.setattr(NewBookDialog, "exec", lambda self: QDialog.DialogCode.Rejected)
    assert Ask().layout(LAYOUTS) is None


def test_without_layouts_nothing_can_be_created(qapp, qtbot):
    dialog = NewBookDialog({})
    qtbot.addWidget(dialog)
    assert dialog.layout_name() is None
    assert not dialog.create_button.isEnabled()
