# SPDX-License-Identifier: MulanPSL-2.0
"""How rules mend a text when it is certain what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix
from fuyi_editor.model.edits import SetField

if TYPE_CHECKING:
    from fuyi_editor.model.node import Node


def new_text(node: Node, field: str, text: str) -> Fix:
    """A fix that puts another text into a field."""
    return Fix(f"改为“{text}”", (SetField(node=node.id, field=field, text=text),))
