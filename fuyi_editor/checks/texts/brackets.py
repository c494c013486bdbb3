# SPDX-License-Identifier: MulanPSL-2.0
"""Rule F05: brackets that have a partner, quotes in pairs, of one kind and the right way round."""

from __future__ import annotations

import re
from typing import NamedTuple

from fuyi_editor.checks.texts.text_rule import Slip, around, text_rule

_PARTNERS = {
    "（": "）", "(": ")", "[": "]", "［": "］", "【": "】", "《": "》", "〈": "〉", "〔": "〕",
    "「": "」", "『": "』", "{": "}", "‘": "’",
}  # fmt: skip
_CLOSERS = {closer: opener for opener, closer in _PARTNERS.items()}
_WIDTHS = {"(": "（", ")": "）", "[": "［", "]": "］"}
_QUOTE = re.compile('[“”＂"]')
# `1）`, `a)` in front of an item: such a bracket stands alone.
_ITEM_BEFORE = re.compile(
    r"(?:^|[。；;，,：:、\s])\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$"
)
_LETTER = re.compile(r"[A-Za-z]")
# 乐财预[2024]2号: the brackets of a document's number are 〔 〕 (GB/T 9704, 7.2.5).
_DOCUMENT = re.compile(r"[\[［【（(]\s*((?:19|20)\d\d)\s*[\]］】）)](?=\s*第?\s*\d+\s*号)")


class _Fault(NamedTuple):
    key: str
    position: int


def brackets(text: str) -> Slip | None:
    """F05. Only what is certain is mended; a missing bracket may be missing anywhere."""
    documents = _DOCUMENT.search(text)
    unpaired, uneven = _unpaired(text)
    fault = unpaired or _quotes(text)
    if fault is None and uneven:
        fault = _Fault("uneven", uneven[0][1])
    if fault is None and documents:
        fault = _Fault("document", documents.start())
    if fault is None:
        return None
    at = fault.position
    values = {"sign": text[at], "piece": around(text, at, at + 1, 6)}
    mended = _mended(text, uneven)
    return Slip(fault.key, values, mended if mended != text else None)


def _unpaired(text: str) -> tuple[_Fault | None, list[tuple[int, int]]]:
    """The first bracket without a partner, and pairs of one full-width and one half-width one."""
    fault: _Fault | None = None
    uneven: list[tuple[int, int]] = []
    open_ones: list[int] = []
    for at, sign in enumerate(text):
        if sign in _PARTNERS:
            open_ones.append(at)
        elif sign in _CLOSERS and not _stands_alone(text, at, sign):
            if open_ones and _fit(text[open_ones[-1]], sign):
                start = open_ones.pop()
                if _PARTNERS[text[start]] != sign:
                    uneven.append((start, at))
            else:
                fault = fault or _Fault("unpaired", at)
    if open_ones and fault is None:
        fault = _Fault("unpaired", open_ones[0])
    return fault, uneven


def _fit(opener: str, closer: str) -> bool:
    wide = _WIDTHS.get(opener, opener), _WIDTHS.get(closer, closer)
    return _PARTNERS.get(wide[0]) == wide[1]


def _stands_alone(text: str, at: int, sign: str) -> bool:
    if sign == "’":
        # An apostrophe: Women’s.
        return bool(at and _LETTER.match(text[at - 1]))
    return sign in "）)" and bool(_ITEM_BEFORE.search(text[max(0, at - 6) : at]))


def _quotes(text: str) -> _Fault | None:
    marks = list(_QUOTE.finditer(text))
    if not marks or _nested(text):
        return None
    if len(marks) % 2:
        return _Fault("unpaired", _odd_one([m[0] for m in marks], [m.start() for m in marks]))
    for number, match in enumerate(marks):
        if match[0] in '＂"':
            return _Fault("straight", match.start())
        if match[0] != "“”"[number % 2]:
            return _Fault("reversed", match.start())
    return None


def _nested(text: str) -> bool:
    """Whether the quotes stand in each other as brackets may: “…“…”…”."""
    depth = 0
    for match in _QUOTE.finditer(text):
        if match[0] in '＂"':
            return False
        depth += 1 if match[0] == "“" else -1
        if depth < 0:
            return False
    return depth == 0


def _odd_one(marks: list[str], positions: list[int]) -> int:
    """The first mark that is not the expected one, else the last: it has no partner."""
    for number, mark in enumerate(marks):
        if mark in "“”" and mark != "“”"[number % 2]:
            return positions[number - 1] if mark == "“" and number else positions[number]
    return positions[-1]


def _mended(text: str, uneven: list[tuple[int, int]]) -> str:
    signs = list(text)
    marks = [match.start() for match in _QUOTE.finditer(text)]
    if len(marks) % 2 == 0 and not _nested(text):
        for number, at in enumerate(marks):
            signs[at] = "“”"[number % 2]
    for start, end in uneven:
        signs[start], signs[end] = (_WIDTHS.get(text[at], text[at]) for at in (start, end))
    return _DOCUMENT.sub(r"〔\1〕", "".join(signs))


RULES = (text_rule("F05", brackets),)
