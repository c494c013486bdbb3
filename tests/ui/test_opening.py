# SPDX-License-Identifier: MulanPSL-2.0
"""Books from the clipboard, from dropped files, and of kinds that are only read."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from fuyi_editor.files.book import Source
from fuyi_editor.files.errors import ReadError
from fuyi_editor.page.document import PageDocument
from fuyi_editor.ui.background import in_background
from fuyi_editor.ui.file_kinds import new_name, only_read_words, open_filters
from fuyi_editor.ui.mime_content import local_file, table_texts
from tests.ui.window_doubles import FakeBook, make_submission

# The offscreen platform says so whenever a window is resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def copy(html: str = "", text: str = "", file: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    if file:
        data.setUrls([QUrl.fromLocalFile(file)])
    QGuiApplication.clipboard().setMimeData(data)


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp):
    yield
    QGuiApplication.clipboard().clear()


def foreign_book(name: str, kind: str) -> FakeBook:
    source = Source(kind, b"", PageDocument(()))
    return FakeBook(make_submission(1), Path("/b") / name, source=source, is_foreign=True)


# Pasting


def test_a_pasted_table_is_a_new_book_that_asks_to_be_saved(make_desk):
    desk = make_desk()
    copy(html="<table></table>", text="表")
    desk.window.files.paste.trigger()
    assert desk.session.book.path is None
    assert desk.window.isWindowModified()
    assert "尚未保存" in desk.status()


def test_a_pasted_table_leaves_the_open_book_as_it_is(desk):
    before = desk.window.workspace
    desk.session.set_field(desk.first().id, "value", "8次")
    copy(text="表")
    desk.window.files.paste_book()
    assert desk.ask.asked == []
    assert desk.window.tabs.workspaces == (before, desk.window.workspace)
    assert not before.session.undo_stack.isClean()


def test_a_clip_that_is_no_table_is_said_in_one_sentence(desk):
    before = desk.session
    QGuiApplication.clipboard().clear()
    desk.window.files.paste_book()
    assert desk.ask.problems == ["没有粘贴剪贴板里的内容：里面没有表格；请先复制整张表。"]
    assert desk.ask.asked == []
    assert desk.session is before
    assert QApplication.overrideCursor() is None


def test_a_copied_file_is_opened(desk):
    desk.files[Path("/b/other.pdf")] = make_submission(1)
    copy(file="/b/other.pdf")
    desk.window.files.paste_book()
    assert desk.session.book.path == Path("/b/other.pdf")


def test_what_the_clipboard_holds(qapp):
    data = QMimeData()
    assert table_texts(data) == (None, None)
    assert local_file(data) is None
    data.setText("一\t二")
    data.setHtml("<table>")
    assert table_texts(data) == ("<table>", "一\t二")
    data.setUrls([QUrl("https://example.invalid/a.docx")])
    assert local_file(data) is None
    data.setUrls([QUrl.fromLocalFile("/a"), QUrl.fromLocalFile("/b")])
    assert local_file(data) is None


def test_the_start_page_offers_it(make_desk):
    buttons = make_desk().window.start_page.buttons
    assert [button.text() for button in buttons] == [
        "打开绩效目标表…", "上年结转…", "从剪贴板粘贴表格", "新建…",
    ]  # fmt: skip


def test_a_field_does_not_take_a_dropped_file(desk):
    desk.session.select(desk.first().id)
    fields = desk.window.workspace.inspector.findChildren(QPlainTextEdit)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/b/other.docx")])
    assert fields
    assert not any(field.canInsertFromMimeData(data) for field in fields)
    data = QMimeData()
    data.setText("≥95%")
    assert all(field.canInsertFromMimeData(data) for field in fields)


# Files that take a while


def test_the_window_lives_while_a_file_is_read(desk):
    seen: list[str] = []

    def look() -> None:
        seen.append(desk.window.statusBar().currentMessage())
        seen.append(QApplication.overrideCursor().shape().name)
        go_on.set()

    go_on = threading.Event()
    QTimer.singleShot(0, look)
    with desk.window.files._reading("上年.pdf"):  # noqa: SLF001 - what opening does around it
        assert in_background(lambda: go_on.wait(5))
    assert seen == ["正在读取“上年.pdf”…", Qt.CursorShape.WaitCursor.name]
    assert desk.window.statusBar().currentMessage() == ""


def test_work_in_the_background_raises_what_it_raised(qapp):
    def fail() -> None:
        raise ReadError("文件是空的")

    with pytest.raises(ReadError, match="文件是空的"):
        in_background(fail)
    assert in_background(lambda: threading.current_thread() is not threading.main_thread())


def test_a_foreign_file_that_fails_tells_and_leaves_the_book(desk):
    before = desk.session
    assert not desk.window.open(Path("/b/gone.pdf"))
    assert desk.ask.problems == ["打不开“gone.pdf”：文件不存在；请重新选择文件。"]
    assert desk.session is before
    assert QApplication.overrideCursor() is None


# Kinds that are only read


@pytest.mark.parametrize(
    ("name", "kind", "called", "suggested"),
    [
        ("上年.doc", "ole-doc", "旧格式的 Word 文档", "上年.docx"),
        ("上年.wps", "ole-doc", "旧格式的 Word 文档", "上年.docx"),
        ("上年.xls", "ole-xls", "旧格式的 Excel 工作簿", "上年.xlsx"),
        ("上年.pdf", "pdf", " PDF 文件", "上年.docx"),
        ("上年.docx", "ole-doc", "旧格式的 Word 文档", "上年（新）.docx"),
        ("上年.xlsx", "html", "网页", "上年.docx"),
        ("上年.xlsx", "ods", " OpenDocument 表格", "上年（新）.xlsx"),
    ],
)
def test_saving_says_why_and_asks_for_another_name(make_desk, name, kind, called, suggested):
    desk = make_desk()
    desk.window.show_book(foreign_book(name, kind))
    desk.ask.saving = Path("/b/本年.docx")
    assert desk.window.files.save_book()
    assert desk.ask.asked == ["保存", f"另存为 {suggested}"]
    assert desk.ask.told == [
        f"“{name}”是{called}，只能打开，不能改写；"
        "请存成 Word 文档（.docx）或 Excel 工作簿（.xlsx），原来的文件不会动。"
    ]
    assert list(desk.saved) == [Path("/b/本年.docx")]


def test_saving_as_needs_no_explanation(make_desk):
    desk = make_desk()
    desk.window.show_book(foreign_book("上年.doc", "ole-doc"))
    assert not desk.window.files.save_book_as()
    assert desk.ask.asked == ["另存为 上年.docx"]


def test_a_kind_without_a_word_is_still_told():
    @dataclass
    class Bare:
        name: str = "上年.x"
        source: None = None

    assert "别的格式" in only_read_words(Bare())
    assert new_name(Bare(), Path("上年.x"), ".docx") == Path("上年.docx")


def test_the_open_dialog_knows_every_kind_that_is_read():
    everything, *kinds, last = open_filters()
    for suffix in (
        "docx", "docm", "xlsx", "xlsm", "xls", "et", "doc", "wps", "odt", "ods", "pdf", "html",
        "txt", "json",
    ):  # fmt: skip
        assert f"*.{suffix} " in everything.replace(")", " ")
        assert sum(f"*.{suffix} " in kind.replace(")", " ") for kind in kinds) == 1
    assert last == "所有文件 (*)"
