# SPDX-License-Identifier: MulanPSL-2.0
"""Rules F01–F04 and F08: slips of the keyboard, doubled words, wrong letters, wrong characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuyi_editor.checks.texts.spans import Spans
from fuyi_editor.checks.texts.text_rule import Slip, around, text_rule
from fuyi_editor.checks.texts.text_words import text_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fuyi_editor.checks.texts.text_words import Correction

_HAN = "\u4e00-\u9fff"
_DOUBLED_WORD = re.compile(rf"([{_HAN}]{{2,12}}?)\1")
_DOUBLED = re.compile(rf"([{_HAN}])\1")
_BOTH_DOUBLED = re.compile(rf"([{_HAN}])\1([{_HAN}])\2")  # 实实在在, 方方面面
_SMALL_LETTERS = re.compile(
    rf"(?:(?<=[{_HAN}])[a-z]{{2,12}}(?![A-Za-z0-9./@_-])|(?<![A-Za-z0-9./@_-])[a-z]{{2,12}}(?=[{_HAN}]))"
)
_SYLLABLES = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui"
    "|ue|er|a|o|e|i|u|v))+"
)
_ENOUGH = 3  # pieces that a message shows


def doubled_word(text: str) -> Slip | None:
    """F01: 意见意见."""
    allowed = text_words().allowed_doubles(text)
    doubled = [
        match
        for match in _DOUBLED_WORD.finditer(text)
        # 哈哈哈哈 is no word twice.
        if len(set(match[1])) > 1 and not allowed.holds(*match.span())
    ]
    if not doubled:
        return None
    pieces: list[str] = []
    at = 0
    for match in doubled:
        pieces += [text[at : match.start()], match[1]]
        at = match.end()
    mended = "".join([*pieces, text[at:]])
    return Slip("doubled", {"words": _listed(match[0] for match in doubled)}, mended)


def doubled_character(text: str) -> Slip | None:
    """F02: 命名名, but not 在职职工, where two words meet, nor 人人."""
    words = text_words()
    twice = Spans(m.span() for p in (_DOUBLED_WORD, _BOTH_DOUBLED) for m in p.finditer(text))
    pieces = [
        around(text, *match.span(), 2)
        for match in _DOUBLED.finditer(text)
        if match[1] not in words.often_doubled
        and text[match.end() - 1 : match.end() + 1] not in words.beginnings
        and not twice.holds(*match.span())
    ]
    return Slip("doubled", {"words": _listed(pieces)}) if pieces else None


def letters_among_characters(text: str) -> Slip | None:
    """F03: 时jian间. Only what can be read as pinyin: APP, wifi, kg are no slips."""
    allowed = text_words().letters_allowed
    letters = [
        match
        for match in _SMALL_LETTERS.finditer(text)
        if match[0] not in allowed and _SYLLABLES.fullmatch(match[0])
    ]
    if not letters:
        return None
    pieces = _listed(around(text, *match.span(), 2) for match in letters)
    return Slip("pinyin", {"letters": _listed(m[0] for m in letters), "words": pieces})


def confused_digit(text: str) -> Slip | None:
    """F04: 0A for OA."""
    return _corrected(text, text_words().confusions, "confused")


def typo(text: str) -> Slip | None:
    """F08: the wrong characters that this trade is known for."""
    return _corrected(text, text_words().typos, "typo")


def _corrected(text: str, corrections: Iterable[Correction], key: str) -> Slip | None:
    mended, changes = text, list[str]()
    for pattern, right in corrections:
        for match in pattern.finditer(mended):
            changes.append(f"“{match[0]}”应为“{right}”")
        mended = pattern.sub(right, mended)
    if not changes:
        return None
    return Slip(key, {"changes": "，".join(dict.fromkeys(changes))}, mended)


def _listed(pieces: Iterable[str]) -> str:
    """“…”、“…”: each once, and not too many."""
    distinct = [*dict.fromkeys(pieces)]
    listed = "、".join(f"“{piece}”" for piece in distinct[:_ENOUGH])
    return f"{listed}等" if len(distinct) > _ENOUGH else listed


RULES = (
    text_rule("F01", doubled_word),
    text_rule("F02", doubled_character),
    text_rule("F03", letters_among_characters),
    text_rule("F04", confused_digit),
    text_rule("F08", typo),
)
