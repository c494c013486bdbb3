# SPDX-License-Identifier: MulanPSL-2.0
"""Chinese is typed word by word: what is still being composed is shown, never saved, never lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from fuyi_editor.files import journal
from fuyi_editor.files.book import open_book, save_book
from fuyi_editor.files.journal_file import read_journal
from fuyi_editor.files.recovery import RecoveryFolder
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.ui.ask import Unsaved
from fuyi_editor.ui.main_window import MainWindow
from tests.ui.conftest import fake_services
from tests.ui.page_digest import page_digest
from tests.ui.window_doubles import FakeAsk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DATA = Path(__file__).parents[2] / "data"
LAYOUTS = load_layouts()
Key = Qt.Key


class InputMethod:
    """What a pinyin input method does: a preedit that grows, then a word. As ibus does, it gives
    its preedit as text when it is asked to commit."""

    def __init__(self) -> None:
        self.preedit = ""

    def type(self, letters: str) -> None:
        """Letter by letter, as they come from the keyboard."""
        for end in range(1, len(letters) + 1):
            self._send(letters[:end])

    def choose(self, word: str) -> None:
        self._send("", word)

    def give_up(self) -> None:
        """Esc, which the input method keeps for itself."""
        self._send("")

    def commit(self) -> None:
        if self.preedit:
            self.choose(self.preedit)

    def reset(self) -> None:
        self.preedit = ""

    def _send(self, preedit: str, committed: str = "") -> None:
        self.preedit = preedit
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(committed)
        QCoreApplication.sendEvent(QGuiApplication.focusObject(), event)


class Desk:
    """A window over a real file, and an input method."""

    def __init__(self, home: Path, input_method: InputMethod) -> None:
        self.home = home
        self.input_method = input_method
        self.printed: list[str] = []
        self.path = Path(shutil.copy(DATA / "fengrun-2023.docx", home))
        services = replace(
            fake_services(FakeAsk(answer=Unsaved.DISCARD), {}, {}, [], None),
            layouts=LAYOUTS,
            open_book=partial(open_book, layouts=LAYOUTS),
            save_book=save_book,
            print_pages=self._print,
            recovery=RecoveryFolder(home / "recovery"),
        )
        self.window = MainWindow(services)
        self.window.resize(1200, 700)
        self.window.show()
        self.window.activateWindow()
        assert self.window.open(self.path)

    def _print(self, window, printout) -> str:
        self.printed.append(page_digest(printout.document))
        return ""

    @property
    def workspace(self):
        return self.window.workspace

    def first(self):
        return self.window.session.submission.projects[0].indicators[0].kinds[0].indicators[0]

    def to_page(self):
        """The page, with the value of the first indicator current."""
        self.window.session.select(self.first().id, "value")
        self.workspace.page.setFocus()
        return self.workspace.page

    def to_tree(self) -> QLineEdit:
        """The open editor of the first indicator's name in the tree."""
        self.window.session.select(self.first().id)
        self.workspace.tree.setFocus()
        QTest.keyClick(self.workspace.tree, Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        return editor

    def saved(self):
        submission = open_book(self.path, LAYOUTS).submission
        return submission.projects[0].indicators[0].kinds[0].indicators[0]

    def kept(self) -> str:
        """What the recovery files hold, as soon as they are up to date."""
        self.window.safety.keep_now()
        return self.on_disk()

    def on_disk(self) -> str:
        """What the recovery files hold by now."""
        files = list((self.home / "recovery").glob("*.journal"))
        return "".join(read_journal(file.read_bytes()).now.model_dump_json() for file in files)


@pytest.fixture
def desk(qtbot, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(journal, "GATHER_SECONDS", 0.01)
    input_method = InputMethod()
    monkeypatch.setattr(QGuiApplication, "inputMethod", lambda: input_method)
    made = Desk(tmp_path, input_method)
    yield made
    made.window.close()
    made.window.deleteLater()
    assert not [record for record in caplog.records if record.name.endswith("guard")]


# The first letter


def test_pinyin_on_a_cell_of_the_page_keeps_its_first_letter(desk):
    page = desk.to_page()
    desk.input_method.type("jiuci")
    assert page.editor is not None
    assert page.editor.is_composing
    desk.input_method.choose("九次")
    assert page.editor.text() == "九次"
    desk.input_method.type("yi")
    desk.input_method.choose("以上")
    QTest.keyClick(page.editor, Key.Key_Return)
    assert desk.first().value.text == "九次以上"


def test_pinyin_into_a_new_row_of_the_tree_keeps_its_first_letter(desk, qtbot):
    desk.window.session.select(desk.first().id)
    desk.workspace.tree.setFocus()
    count = len(desk.window.session.submission.projects[0].indicators[0].kinds[0].indicators)
    QTest.keyClick(desk.workspace.tree, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.input_method.type("peixun")
    desk.input_method.choose("培训")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    # Qt takes over at Enter when the event loop runs again.
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.workspace.tree)
    kind = desk.window.session.submission.projects[0].indicators[0].kinds[0]
    assert [node.name for node in kind.indicators[count:]] == ["培训"]


def test_pinyin_on_a_row_of_the_tree_looks_for_a_name_and_changes_nothing(desk):
    """As letters do there: a row is renamed by F2, or two clicks."""
    tree = desk.workspace.tree
    before = desk.window.session.submission
    desk.window.session.select(before.id)
    tree.setFocus()
    name = before.projects[1].name
    desk.input_method.type("pinyin")
    desk.input_method.choose(name)
    assert tree.currentIndex().data() == name
    assert desk.window.session.submission is before


# What is being composed is nowhere but on the screen


def test_a_preedit_on_the_page_is_neither_in_the_book_nor_in_the_recovery_file(desk):
    page = desk.to_page()
    old = desk.first().value.text
    desk.input_method.type("qwerty")
    assert desk.first().value.text == old
    assert "qwerty" not in desk.kept()
    desk.input_method.choose("九次")
    assert "九次" in desk.kept()
    assert "qwerty" not in desk.kept()
    assert page.editor is not None


def test_a_preedit_in_the_tree_is_neither_in_the_book_nor_in_the_recovery_file(desk):
    editor = desk.to_tree()
    editor.selectAll()
    desk.input_method.type("qwerty")
    assert "qwerty" not in desk.first().name
    assert "qwerty" not in desk.kept()
    desk.input_method.choose("走访")
    assert "走访" in desk.kept()


@pytest.mark.parametrize("proposing", [False, True])
def test_what_is_typed_in_the_tree_is_kept_before_it_is_taken_over(desk, qtbot, proposing):
    """Also where the library proposes names while one is typed."""
    node = desk.first().id if proposing else desk.window.session.submission.projects[0].id
    desk.window.session.select(node)
    desk.workspace.tree.setFocus()
    QTest.keyClick(desk.workspace.tree, Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "7788")
    qtbot.waitUntil(lambda: "7788" in desk.on_disk())


def test_a_preedit_in_a_field_at_the_side_is_neither_in_the_book_nor_in_the_recovery_file(desk):
    desk.window.session.select(desk.first().id)
    desk.workspace.inspector.focus_field("name")
    QApplication.focusWidget().selectAll()
    desk.input_method.type("qwerty")
    assert "qwerty" not in desk.first().name
    assert "qwerty" not in desk.kept()
    desk.input_method.choose("走访")
    assert desk.first().name == "走访"


# Saving and printing in the middle of a word


def test_saving_takes_the_word_over_on_the_page(desk):
    desk.to_page()
    desk.input_method.type("jiuci")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert desk.saved().value.text == "jiuci"  # what was seen there when it was saved
    assert not desk.window.isWindowModified()


def test_saving_takes_the_word_over_in_the_tree(desk):
    editor = desk.to_tree()
    editor.selectAll()
    desk.input_method.type("zoufang")
    desk.window.files.save.trigger()
    assert desk.saved().name == "zoufang"


def test_saving_takes_the_word_over_at_the_side(desk):
    desk.window.session.select(desk.first().id)
    desk.workspace.inspector.focus_field("name")
    QApplication.focusWidget().selectAll()
    desk.input_method.type("zoufang")
    desk.window.files.save.trigger()
    assert desk.saved().name == "zoufang"


def test_printing_prints_the_word_that_is_seen(desk):
    desk.to_page()
    desk.input_method.type("jiuci")
    desk.window.files.print_book()
    assert desk.first().value.text == "jiuci"
    assert desk.printed == [page_digest(desk.window.session.page)]


def test_going_to_another_row_takes_the_word_over(desk):
    desk.window.session.select(desk.first().id)
    desk.workspace.inspector.focus_field("name")
    QApplication.focusWidget().selectAll()
    node = desk.first().id
    desk.input_method.type("zoufang")
    desk.window.session.select(desk.window.session.submission.projects[1].id)
    assert desk.window.session.submission.find(node).name == "zoufang"


# Giving a word up


def test_a_first_word_that_is_given_up_brings_back_what_it_replaced(desk):
    page = desk.to_page()
    old = desk.first().value.text
    desk.input_method.type("jiu")
    desk.input_method.give_up()
    assert page.editor is not None
    assert page.editor.text() == old
    QTest.keyClick(page.editor, Key.Key_Return)
    assert desk.first().value.text == old
    assert not desk.window.isWindowModified()


def test_a_later_word_that_is_given_up_leaves_the_others(desk):
    page = desk.to_page()
    desk.input_method.type("jiuci")
    desk.input_method.choose("九次")
    desk.input_method.type("yi")
    desk.input_method.give_up()
    assert page.editor.text() == "九次"


def test_esc_ends_the_word_then_the_editing_on_the_page(desk):
    """Some input methods leave Esc to the program."""
    page = desk.to_page()
    desk.input_method.type("jiuci")
    desk.input_method.choose("九次")
    desk.input_method.type("yi")
    QTest.keyClick(page.editor, Key.Key_Escape)
    assert page.editor is not None
    assert page.editor.text() == "九次"
    assert not page.editor.is_composing
    QTest.keyClick(page.editor, Key.Key_Escape)
    assert page.editor is None


def test_esc_ends_the_word_then_the_editing_in_the_tree(desk):
    editor = desk.to_tree()
    editor.selectAll()
    desk.input_method.type("zou")
    desk.input_method.choose("走")
    desk.input_method.type("fang")
    QTest.keyClick(editor, Key.Key_Escape)
    assert QApplication.focusWidget() is editor
    assert editor.text() == "走"
    QTest.keyClick(editor, Key.Key_Escape)
    assert QApplication.focusWidget() is desk.workspace.tree
    assert desk.first().name != "走"


# Where the list of words opens


def asked_rectangle() -> QRect:
    """Where the input method is told that the text stands, on the screen."""
    widget = QApplication.focusWidget()
    rect = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    rect = rect if isinstance(rect, QRect) else rect.toAlignedRect()
    return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())


def on_screen(page, rect) -> QRect:
    rect = rect.toAlignedRect()
    return QRect(page.viewport().mapToGlobal(rect.topLeft()), rect.size()).adjusted(-2, -2, 2, 2)


def test_on_the_page_it_opens_at_the_cell(desk):
    page = desk.to_page()
    cell = on_screen(page, page.rect_of_current())
    assert cell.contains(asked_rectangle().center())  # before the first letter
    desk.input_method.type("jiu")
    assert cell.contains(asked_rectangle().center())  # the focus is still the page's
    desk.input_method.choose("九")
    assert QApplication.focusWidget() is page.editor
    first = asked_rectangle()
    assert cell.contains(first.center())
    desk.input_method.choose("次")
    assert asked_rectangle().left() > first.left() or asked_rectangle().top() > first.top()


def test_it_goes_with_the_page_when_that_is_scrolled(desk):
    page = desk.to_page()
    before = asked_rectangle()
    bar = page.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    moved = before.top() - asked_rectangle().top()
    assert moved == pytest.approx(40, abs=1)


def test_in_the_tree_it_opens_at_the_editor(desk):
    editor = desk.to_tree()
    desk.input_method.type("zou")
    place = QRect(editor.mapToGlobal(QPoint()), editor.size())
    assert place.contains(asked_rectangle().center())
