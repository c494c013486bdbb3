# SPDX-License-Identifier: MulanPSL-2.0
"""What a screen reader finds in a window: every part that is seen, by QAccessible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
WORKED_WITH = frozenset(
    {
        Role.Button, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText,
        Role.SpinBox, Role.Slider, Role.List, Role.Tree, Role.Table, Role.PageTab, Role.MenuItem,
        Role.ButtonMenu, Role.ButtonDropDown, Role.Link, Role.Dialog, Role.Window,
    }
)  # fmt: skip
"""Roles of what is worked with, by keyboard or not."""
ROWS = frozenset({Role.TreeItem, Role.ListItem, Role.Cell})
MOST_CHILDREN = 200


@dataclass(frozen=True)
class Part:
    """One thing on the screen, as it is told."""

    role: Role
    name: str
    description: str
    path: tuple[str, ...]
    is_focusable: bool
    column: int
    """Of a cell in a list or tree, else 0."""

    @property
    def is_worked_with(self) -> bool:
        return self.is_focusable or self.role in WORKED_WITH or self.role in ROWS

    @property
    def is_told(self) -> bool:
        """Whether it has a name. A cell may be empty, but the first of a row tells of the row."""
        return bool(self.name.strip()) or (self.role in ROWS and self.column > 0)

    @property
    def words(self) -> str:
        return f"{self.role.name} “{self.name}” in {' / '.join(self.path)}"


def parts_of(widget: QWidget) -> list[Part]:
    """Everything that is seen in a window, in the order of the accessible tree."""
    root = QAccessible.queryAccessibleInterface(widget)
    return list(_walk(root, ()))


def _walk(interface: QAccessibleInterface, path: tuple[str, ...]) -> Iterator[Part]:
    part = _part(interface, path)
    yield part
    inner = (*path, part.name or type(interface.object()).__name__)
    for number in range(min(interface.childCount(), MOST_CHILDREN)):
        child = interface.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from _walk(child, inner)


def _part(interface: QAccessibleInterface, path: tuple[str, ...]) -> Part:
    text, role = QAccessible.Text, interface.role()
    column = 0
    if role in ROWS and (cell := interface.tableCellInterface()) is not None:
        column = cell.columnIndex()
    return Part(
        role=role,
        name=interface.text(text.Name),
        description=interface.text(text.Description),
        path=path,
        is_focusable=bool(interface.state().focusable),
        column=column,
    )
