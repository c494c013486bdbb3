# SPDX-License-Identifier: MulanPSL-2.0
"""Where the program's data files are."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1] / "resources"


def resource(*parts: str) -> Path:
    """The path of a data file below ``resources``, for example ``resource("fonts", "x.otf")``."""
    return _ROOT.joinpath(*parts)
