# SPDX-License-Identifier: MulanPSL-2.0
"""The manual fits the program: each field, rule, form and key is in it, no link leads nowhere."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtGui import QAction, QShortcut, QTextDocument

from fuyi_editor.checks.rule_texts import load_texts
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.fields import FIELDS
from fuyi_editor.model.nodes import Indicator, Project, Submission
from fuyi_editor.ui.manual.book import manual_chapters
from fuyi_editor.ui.manual.chapters import manual_path, plain, section_named
from fuyi_editor.ui.manual.context import OF_DIALOGS
from fuyi_editor.ui.manual.field_chapter import field_place, guide_key, load_guides
from fuyi_editor.ui.manual.key_chapter import BY_HAND, key_words, plain_text
from fuyi_editor.ui.manual.rendering import chapter_text
from fuyi_editor.ui.manual.rule_chapter import rule_place

TEXTS, LAYOUTS = load_texts(), load_layouts()
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)>]+)>?\)")


@pytest.fixture
def texts(desk):
    chapters = manual_chapters(TEXTS, LAYOUTS, desk.window.menuBar())
    return {chapter.name: chapter_text(chapter) for chapter in chapters}


def resolves(texts, place: str) -> bool:
    name, _, section = place.partition("#")
    found = texts.get(name)
    return found is not None and (not section or section_named(found.sections, section) is not None)


def test_all_links_and_pictures_lead_somewhere(texts):
    shown = set()
    for text in texts.values():
        for target in _LINK.findall(text.chapter.markdown):
            if target.endswith(".png"):
                shown.add(target.removeprefix("pictures/"))
            else:
                assert resolves(texts, target.replace(".md", "")), (text.chapter.name, target)
    assert shown == {path.name for path in manual_path("pictures").iterdir()}


def test_pictures_are_small_enough_to_be_carried_along():
    assert sum(path.stat().st_size for path in manual_path("pictures").iterdir()) < 2_000_000


def test_every_chapter_is_in_the_contents(texts):
    assert set(texts) == {path.stem for path in manual_path().glob("*.md")}
    for text in texts.values():
        assert text.sections[0].title == text.chapter.title
        assert not [line for line in text.text.split("\n") if re.fullmatch(r"\{\w+\}", line)]


def test_headings_are_told_apart(texts):
    for text in texts.values():
        names = [(section.above, section.key) for section in text.sections]
        assert len(names) == len(set(names)), text.chapter.name


def test_no_mark_of_markdown_is_left_to_be_seen(texts):
    for name in set(texts) - {"rules", "fields"}:  # these quote what is not to be written
        assert "**" not in texts[name].text, name
        assert "](" not in texts[name].text, name
        assert "\n#" not in texts[name].text, name


def test_every_field_is_told_of_and_none_that_is_not(texts):
    guides = load_guides()
    wanted = {kind.__name__ for kind in FIELDS}
    wanted |= {guide_key(kind, field.name) for kind, fields in FIELDS.items() for field in fields}
    assert set(guides) == wanted
    for kind, fields in FIELDS.items():
        for field in fields:
            assert guides[guide_key(kind, field.name)].examples
            assert resolves(texts, field_place(kind, field.name)), field


def test_what_the_window_calls_a_field_leads_to_it(texts):
    assert field_place(Indicator, "value.sign") == "fields#三级指标/指标值"
    assert field_place(Project, "unit.code") == "fields#项目/单位编码及名称"
    assert field_place(Project, "execution.other.spent") == "fields#项目/执行数"
    assert field_place(Submission, "") == "fields#绩效文本"
    for place in (field_place(Project, "outline"), field_place(Indicator, "extra.备注")):
        assert resolves(texts, place)


def test_a_field_names_its_rules(texts):
    text = texts["fields"].text
    start = section_named(texts["fields"].sections, "三级指标/指标值").start
    end = section_named(texts["fields"].sections, "三级指标/指标值确定依据").start
    named = set(re.findall(r"[A-G]\d\d", text[start:end]))
    assert named == {rule.id for rule in TEXTS.values() if "Indicator.value" in rule.fields}


def test_every_rule_is_explained_with_its_examples(texts):
    for rule in TEXTS.values():
        assert resolves(texts, rule_place(rule.id))
        assert " ".join(rule.help.split()) in texts["rules"].text
    assert texts["rules"].text.count("✗ 不要写") >= len(TEXTS)
    assert not re.findall(r"\{[a-z]+\}", texts["rules"].text)  # filled in only for a finding


def test_every_form_is_described(texts):
    titles = {section.title for section in texts["forms"].sections}
    assert {layout.title for layout in LAYOUTS.values()} <= titles
    assert all(layout.description in texts["forms"].text for layout in LAYOUTS.values())


def test_the_keys_are_those_of_the_window(texts, desk):
    document = texts["keys"].text
    keys = [key for action in desk.window.findChildren(QAction) for key in action.shortcuts()] + [
        shortcut.key() for shortcut in desk.window.findChildren(QShortcut)
    ]
    of_window = {key_words(key) for key in keys}
    by_hand = {key for keys in BY_HAND.values() for _, named in keys for key in split(named)}
    listed = {key for line in document.split("\n") for key in split(line)}
    assert of_window - {""} <= listed
    generated = {key for key in listed if re.match(r"(Ctrl|Alt|Shift)\+|F\d|Del$", key)}
    assert generated <= of_window | by_hand


def test_a_chapter_names_only_keys_that_there_are(texts, desk):
    named = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|[A-Z0-9↑↓←→'=])|(?<![A-Za-z+])F\d+")
    known = named.findall(texts["keys"].text)
    for name, text in texts.items():
        if name not in ("rules", "fields"):  # where F01 is a rule
            assert set(named.findall(text.text)) <= set(known), name


def test_a_chapter_names_only_what_is_in_the_menus(texts, desk):
    menus = {
        plain_text(action): names_in(action.menu()) for action in desk.window.menuBar().actions()
    }
    in_menu = re.compile(r"菜单“([^”]+)”里的“([^”]+)”")
    found = [pair for text in texts.values() for pair in in_menu.findall(text.text)]
    assert len(found) > 8
    for menu, entry in found:
        assert entry in menus[menu], (menu, entry)


def names_in(menu) -> set[str]:
    names = {plain_text(action) for action in menu.actions()}
    inner = [names_in(action.menu()) for action in menu.actions() if action.menu()]
    return names.union(*inner)


def split(keys: str) -> list[str]:
    return re.split("[、，]", keys)


def test_every_dialog_has_its_place(texts):
    for place in OF_DIALOGS.values():
        assert resolves(texts, place), place


def test_a_text_is_shown_as_it_is(qapp):
    document = QTextDocument()
    for text in ("**", "1. 一", "# 甲", "<p>乙</p>", "*_~|[x](y)\\", "≥95%", "- 丙", "a~b~c"):
        document.setMarkdown(plain(text))
        assert document.toPlainText() == text


def test_the_contents_file_names_each_chapter_once():
    names = tomllib.loads(manual_path("contents.toml").read_text(encoding="utf-8"))["chapters"]
    assert len(names) == len(set(names))
