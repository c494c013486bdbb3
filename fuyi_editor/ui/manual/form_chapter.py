# SPDX-License-Identifier: MulanPSL-2.0
"""The part of the manual on the forms: the layouts that are loaded, the user's own among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.ui.manual.chapters import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.layouts.definition.layout import Layout

_SYSTEMS = {"T2015": "成本指标在产出指标下面", "T2021": "成本指标单列为一级指标"}


def form_chapter(layouts: Mapping[str, Layout]) -> str:
    """All layouts, by title."""
    forms = sorted(layouts.values(), key=lambda layout: layout.title)
    return "\n\n".join(part for layout in forms for part in _form(layout))


def _form(layout: Layout) -> Iterator[str]:
    yield f"### {plain(layout.title)}"
    if layout.description:
        yield plain(layout.description)
    if layout.source:
        yield f"依据：{plain(layout.source)}。"
    system = _SYSTEMS.get(layout.taxonomy_name, "")
    yield f"金额单位：{plain(layout.money_unit)}。{system}{'。' if system else ''}"
