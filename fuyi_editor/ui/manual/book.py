# SPDX-License-Identifier: MulanPSL-2.0
"""The whole manual: its files, with the parts that the program makes of its own data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fuyi_editor.ui.manual.chapters import load_chapters
from fuyi_editor.ui.manual.field_chapter import field_chapter
from fuyi_editor.ui.manual.form_chapter import form_chapter
from fuyi_editor.ui.manual.key_chapter import key_chapter
from fuyi_editor.ui.manual.rule_chapter import rule_chapter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QMenuBar

    from fuyi_editor.checks.rule_texts import RuleTexts
    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.ui.manual.chapters import Chapter


def manual_chapters(
    texts: RuleTexts, layouts: Mapping[str, Layout], bar: QMenuBar
) -> tuple[Chapter, ...]:
    """The chapters as they are for this window: its keys, the rules and layouts that it has."""
    return load_chapters(
        {
            "fields": partial(field_chapter, texts),
            "rules": partial(rule_chapter, texts),
            "forms": partial(form_chapter, layouts),
            "keys": partial(key_chapter, bar),
        }
    )
