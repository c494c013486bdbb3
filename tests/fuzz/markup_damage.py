# SPDX-License-Identifier: MulanPSL-2.0
"""Damage to markup: elements gone, doubled, moved, nested; attributes and texts of odd values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.fuzz.sources import packed, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Markup = Callable[[Random, str], str]

_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(\"[^\"<]*\"|'[^'<]*'|[\w%]+)(?=[^<]*>)")
_TEXT = re.compile(r">([^<]+)<")
_TAG = re.compile(r"<(?![?!])/?[\w:.-]+[^<>]*>")
_SIMPLE = re.compile(r"<([\w:]+)[^<>]*?(?:/>|>[^<>]*</\1>)")
_NUMBERED = (
    "gridSpan", "gridBefore", "gridAfter", "colspan", "rowspan", "span", "count", "uniqueCount",
    "min", "max", "r", "s", "ht", "width", "sz", "val", "w", "h", "outlineLvl", "line", "numId",
    "number-columns-repeated", "number-rows-repeated", "number-columns-spanned",
    "number-rows-spanned", "c", "firstLineChars", "before", "after", "ref", "styleId", "basedOn",
)  # fmt: skip
_ODD_VALUES = (
    "", "0", "-1", "1", "2", "512", "1000", "65536", "999999999", "2147483648",
    "18446744073709551616", "1e308", "1e999", "NaN", "Infinity", "-0", "0x10", "１２", "٣", "x",
    " 3 ", "3.5", "true", "on", "A1", "XFD1048576", "A1:XFD1048576", "ZZZZ9", "A0", "$A$1:B2 C3",
    "#REF!", "&#x0;", "&#xD800;", "&#1114112;", "&amp;", "&nosuch;", "9" * 5000, "Normal", "a",
    "rId1", "rId99", "../../x", "https://example.com/x", "file:///etc/passwd",
)  # fmt: skip
_ODD_TEXTS = (
    "", " ", "\n", "=1+1", "=cmd|'/C calc'!A0", "+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")",
    "项目名称", "一级指标", "三级指标", "指标值", "绩效目标", "项目编码", "合计", "产出指标",
    "_x0000_", "_xD800_", "\u202e反", "e\u0301", "\ufeff", "\u2028", "\U0001f600", "x" * 40_000,
    "妇" * 3000, "&#0;", "&#xFFFF;", "&lol;", "]]>", "<![CDATA[x]]>", "\x0b", "99999999", "1e400",
    "-1E-400", "{page}", "{value}", "{0}", "%s", "≥≥≥95%%", "1/0", "２０２３年", "0" * 400,
)  # fmt: skip


def odd_attribute(random: Random, text: str) -> str:
    """Attributes of odd values, first of all those that count something."""
    found = list(_ATTRIBUTE.finditer(text))
    telling = [match for match in found if match[1].rpartition(":")[2] in _NUMBERED]
    for _ in range(random.choice((1, 2, 5))):
        chosen = random.choice((found, telling)) or found
        if not chosen:
            return text
        match = random.choice(chosen)
        value = f'{match[1]}="{random.choice(_ODD_VALUES)}"'
        text = text[: match.start()] + value + text[match.end() :]
        found = telling = list(_ATTRIBUTE.finditer(text))
    return text


def odd_text(random: Random, text: str) -> str:
    """Texts of odd content."""
    for _ in range(random.choice((1, 3, 10))):
        found = list(_TEXT.finditer(text))
        if found:
            match = random.choice(found)
            text = text[: match.start(1)] + random.choice(_ODD_TEXTS) + text[match.end(1) :]
    return text


def tag_gone(random: Random, text: str) -> str:
    """A tag less, so that the nesting is wrong."""
    return _replaced(random, _TAG, text, lambda _: "")


def element_gone(random: Random, text: str) -> str:
    """Innermost elements less."""
    for _ in range(random.choice((1, 5, 50))):
        text = _replaced(random, _SIMPLE, text, lambda _: "")
    return text


def element_repeated(random: Random, text: str) -> str:
    """An innermost element many times."""
    times = random.choice((2, 3, 100, 3000))
    return _replaced(random, _SIMPLE, text, lambda old: old * times)


def element_moved(random: Random, text: str) -> str:
    """An innermost element somewhere else."""
    found = list(_SIMPLE.finditer(text))
    if not found:
        return text
    piece = random.choice(found)[0]
    return _replaced(random, _TAG, text.replace(piece, "", 1), lambda old: old + piece)


def nested_in_itself(random: Random, text: str) -> str:
    """A tag that opens and closes many times at one place."""
    depth = random.choice((3, 50, 2000, 20_000))

    def wrapped(old: str) -> str:
        name = re.match(r"</?([\w:.-]+)", old)
        return f"<{name[1]}>" * depth + f"</{name[1]}>" * depth + old if name else old

    return _replaced(random, _TAG, text, wrapped)


def rows_mixed(random: Random, text: str) -> str:
    """Whole rows gone, doubled or in another order."""
    rows = re.findall(r"<((?:\w+:)?(?:tr|row|table-row))[ >].*?</\1>", text, re.DOTALL)
    pattern = re.compile(rf"<({rows[0]})[ >].*?</\1>", re.DOTALL) if rows else None
    for _ in range(random.choice((1, 2, 8))):
        if pattern and (found := list(pattern.finditer(text))):
            one, other = random.choice(found), random.choice(found)
            new = random.choice(("", one[0] * 2, other[0]))
            text = text[: one.start()] + new + text[one.end() :]
    return text


def declared_wrongly(random: Random, text: str) -> str:
    """An encoding, a document type or entities declared that are none of this part's."""
    bare = re.sub(r"^\s*<\?xml.*?\?>", "", text)
    front = random.choice(
        (
            '<?xml version="1.0" encoding="UTF-7"?>',
            '<?xml version="1.0" encoding="UTF-16"?>',
            '<?xml version="1.0" encoding="gb18030"?>',
            '<?xml version="9.0"?>',
            '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
            "<?xml-stylesheet href='http://example.com/x.xsl'?>",
            "\ufeff\ufeff",
        )
    )
    return front + bare


def _replaced(
    random: Random, pattern: re.Pattern[str], text: str, new: Callable[[str], str]
) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = random.choice(found)
    return text[: match.start()] + new(match[0]) + text[match.end() :]


MARKUP_DAMAGES: tuple[Markup, ...] = (
    odd_attribute, odd_attribute, odd_attribute, odd_text, odd_text, tag_gone, element_gone,
    element_repeated, element_moved, nested_in_itself, rows_mixed, rows_mixed, declared_wrongly,
)  # fmt: skip


def with_damaged_markup(random: Random, text: str) -> str:
    """The markup after one to three of them."""
    for _ in range(random.choice((1, 1, 2, 3))):
        text = random.choice(MARKUP_DAMAGES)(random, text)
    return text


def with_damaged_markup_parts(random: Random, data: bytes) -> bytes:
    """The package with damaged markup in its parts, the ones that hold the tables first."""
    parts = parts_of(data)
    telling = [
        name for name in parts
        if re.search(r"document\.xml$|sheet\d\.xml$|content\.xml$|sharedStrings", name)
    ]  # fmt: skip
    markup = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = random.choice(random.choice((telling, telling, markup)))
    text = with_damaged_markup(random, parts[name].decode())
    encoding = random.choice(("utf-8",) * 8 + ("utf-16", "utf-16-be", "gb18030"))
    parts[name] = text.encode(encoding, "replace")
    return packed(list(parts.items()))
