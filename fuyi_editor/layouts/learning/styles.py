# SPDX-License-Identifier: MulanPSL-2.0
"""The text styles of a sample, each under a name that says what it is for."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fuyi_editor.layouts.definition.layout import StyleData
from fuyi_editor.page.document import TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterable


class LearnedStyles:
    """Gives names such as `label`, `label2`; `data` is the part [styles] of a layout file.

    What most styles share is said once, in `body`.
    """

    def __init__(self, styles: Iterable[TextStyle]) -> None:
        """`styles` are those of all cells, as often as they occur."""
        counted = Counter(styles)
        common = counted.most_common(1)[0][0] if counted else TextStyle()
        # "No pitch of its own" cannot be said of a style over a body that has one.
        shared = {style.line_pitch for style in counted} == {common.line_pitch}
        self._body = TextStyle(
            family=common.family,
            size=common.size,
            line_pitch=common.line_pitch if shared else None,
        )
        self._names: dict[tuple[str, TextStyle], str] = {}
        self._styles: dict[str, TextStyle] = {}

    def name(self, style: TextStyle, role: str) -> str:
        """The name of a style in that role."""
        if style.line_pitch is None and self._body.line_pitch is not None:
            self._body = TextStyle(family=self._body.family, size=self._body.size)
        found = self._names.get((role, style))
        if found is None:
            number = sum(1 for known, _ in self._names if known == role) + 1
            found = role if number == 1 else f"{role}{number}"
            self._names[role, style], self._styles[found] = found, style
        return found

    @property
    def data(self) -> dict[str, StyleData]:
        """Every style as what it differs in from the body."""
        plain = TextStyle()
        found = {"body": _difference(self._body, plain, always=("family", "size"))}
        for name, style in self._styles.items():
            found[name] = _difference(style, self._body)
        return found


def _difference(style: TextStyle, base: TextStyle, always: tuple[str, ...] = ()) -> StyleData:
    own, theirs = asdict(style), asdict(base)
    given: dict[str, Any] = {
        key: value for key, value in own.items() if value != theirs[key] or key in always
    }
    if "align" in given:
        given["align"] = style.align.value
    if "vertical_align" in given:
        given["vertical"] = style.vertical_align.value
        del given["vertical_align"]
    return StyleData.model_validate(
        {key: round(v, 2) if isinstance(v, float) else v for key, v in given.items()}
    )
