# SPDX-License-Identifier: MulanPSL-2.0
"""Full-width and half-width forms, folded only for reading; what was typed is never changed."""

from __future__ import annotations

from functools import lru_cache

_FULL_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@lru_cache(maxsize=8192)
def to_half_width(text: str) -> str:
    """Full-width ASCII (％ １ （ ＝) and the ideographic space as their half-width forms."""
    return text.translate(_FULL_TO_HALF)
