# SPDX-License-Identifier: MulanPSL-2.0
"""What printing remembers between starts: habits of a person and a desk, nothing of a book."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

PageNumbers = Literal["own", "counted", "none"]


class PrintSettings(BaseModel):
    """Part of the settings; every value has a default that works."""

    model_config = ConfigDict(frozen=True)

    printer: str | None = None
    """The last one used; empty for a PDF, None before the first time."""
    two_sided: bool = False
    collate: bool = True
    page_numbers: PageNumbers = "own"
    """As the document has them; 第 1 页 共 5 页; none."""
    signature: bool = False
