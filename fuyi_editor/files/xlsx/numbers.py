# SPDX-License-Identifier: MulanPSL-2.0
"""Showing the number in a cell as Excel shows it, by its number format code (ECMA-376 §18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 14: "yyyy-m-d", 15: "d-m-yy", 16: "d-m", 17: "yyyy-m", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;-", 43: "#,##0.00;-#,##0.00;-",
    44: "¥#,##0.00;-¥#,##0.00;-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0",
    49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The codes that files name by number only, as a Chinese Excel shows them."""

_MAX_CODE = 255
_GENERAL_LIMIT = Decimal("1e21")
_SMALL_LIMIT = Decimal("1e-9")
# Literals first, so that what they hold is never taken for a placeholder.
_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|上午/下午'
    r"|[0#?][0#?,]*(?:\.[0#?]*)?,*(?:E[+-][0#?]+)?|\.[0#?]+|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|.",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TOKEN = re.compile(r"(y+|m+|d+|h+|s+(\.0+)?|a{3,4})$|\[(h+|m+|s+)\]$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"[0#?.]")
_SECTION_END = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*')
_WEEKDAYS = "一二三四五六日"


def show_number(value: str, code: str, *, from_1904: bool = False) -> str:
    """The number written `value` in a file as the format `code` shows it.

    A value that is no number is returned as it is; a code that is not understood shows the number
    plainly.
    """
    try:
        # Excel keeps fifteen digits: 0.30000000000000004 is 0.3 to its user.
        number = Decimal(format(float(value), ".15g"))
    except (ValueError, InvalidOperation):
        return value
    if not number.is_finite():
        return value
    if not code or len(code) > _MAX_CODE or abs(number) >= _GENERAL_LIMIT:
        return _general(number)
    sections = _sections(code)
    section, number = _pick(sections, number)
    tokens = _TOKEN.findall(section)
    if not tokens:
        return ""
    if any(_DATE_TOKEN.match(token) for token in tokens):
        return _show_date(number, tokens, from_1904=from_1904)
    return _show_decimal(number, tokens)


def _sections(code: str) -> list[str]:
    sections: list[str] = []
    at = 0
    while True:
        match = _SECTION_END.match(code, at)
        end = match.end() if match else len(code)
        sections.append(code[at:end])
        if end >= len(code):
            return sections
        at = end + 1


def _pick(sections: list[str], number: Decimal) -> tuple[str, Decimal]:
    """The section for a number, and the number as that section shows it."""
    if len(sections) >= 3 and number == 0:
        return sections[2], number
    if len(sections) >= 2 and number < 0:
        return sections[1], -number
    return sections[0], number


def _general(number: Decimal) -> str:
    size = abs(number)
    if size and not _SMALL_LIMIT <= size < _GENERAL_LIMIT:
        return format(number.normalize(), "E")
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _literal(token: str) -> str:
    if token.startswith('"') and len(token) > 1:
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("[$"):
        return token[2:-1].split("-")[0]
    # A "_x" is a space as wide as x and "*x" fills the cell: neither is text.
    hidden = token.startswith("[") or (len(token) == 2 and token[0] in "_*")
    return "" if hidden else token


def _show_decimal(number: Decimal, tokens: list[str]) -> str:
    if "/" in tokens and any("?" in token for token in tokens):
        # Fractions are beyond what these tables hold.
        return _general(number)
    percents = sum(token == "%" for token in tokens)
    number = number.scaleb(2 * percents)
    shown: list[str] = []
    placed = False
    for token in tokens:
        if token.lower() == "general" or token == "@":
            shown.append(_general(number))
            placed = True
        elif _PLACEHOLDER.match(token) and not token.startswith("."):
            shown.append("" if placed else _digits(number, token))
            placed = True
        elif _PLACEHOLDER.match(token) and len(token) > 1 and not placed:
            shown.append(_digits(number, token))
            placed = True
        else:
            shown.append(_literal(token))
    text = "".join(shown)
    return f"-{text[1:]}" if text.startswith("--") else text


def _digits(number: Decimal, token: str) -> str:
    base, exponent, _ = token.upper().partition("E")
    if exponent:
        decimals = len(base.partition(".")[2])
        return format(number, f".{decimals}E")
    scaled = base.rstrip(",")
    number = number.scaleb(-3 * (len(base) - len(scaled)))
    whole, _, fraction = scaled.partition(".")
    with localcontext() as context:
        # Enough for the digits of any number and code that get here.
        context.prec = 400
        rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = format(abs(rounded), "f")
    left, _, right = text.partition(".")
    right = right[: _kept(right, fraction)]
    zeros = whole.count("0")
    left = left.lstrip("0").rjust(zeros, "0") if left.strip("0") == "" else left.rjust(zeros, "0")
    if "," in whole:
        left = f"{int(left or 0):,}" if left else ""
    sign = "-" if rounded < 0 else ""
    return f"{sign}{left}{'.' if right or '.' in scaled else ''}{right}"


def _kept(right: str, fraction: str) -> int:
    """How many decimals are shown: zeros at the end only where the code has a 0 or ?."""
    kept = len(right)
    while kept and right[kept - 1] == "0" and fraction[kept - 1] == "#":
        kept -= 1
    return kept


def _show_date(number: Decimal, tokens: list[str], *, from_1904: bool) -> str:
    moment = _moment(number, from_1904=from_1904)
    if moment is None:
        return _general(number)
    half_day = any(token.upper() in ("AM/PM", "A/P", "上午/下午") for token in tokens)
    shown: list[str] = []
    for index, token in enumerate(tokens):
        lower = token.lower()
        if lower in ("am/pm", "a/p", "上午/下午"):
            shown.append("上午" if moment.hour < 12 else "下午")
        elif lower.startswith("[") and _DATE_TOKEN.match(lower):
            shown.append(_elapsed(number, lower))
        elif lower[0] == "m" and _DATE_TOKEN.match(lower) and _is_minute(tokens, index):
            shown.append(f"{moment.minute:0{min(len(lower), 2)}d}")
        elif _DATE_TOKEN.match(lower):
            shown.append(_date_part(moment, lower, half_day=half_day))
        else:
            shown.append(_literal(token))
    return "".join(shown)


def _moment(number: Decimal, *, from_1904: bool) -> datetime | None:
    if from_1904:
        start = datetime(1904, 1, 1)
    else:
        # Excel believes in 29 February 1900, so days up to it count from a day later.
        start = datetime(1899, 12, 31) if number < 60 else datetime(1899, 12, 30)
    if not 0 <= number < 2_958_466:
        return None
    return start + timedelta(seconds=int((number * 86_400).to_integral_value(ROUND_HALF_UP)))


def _is_minute(tokens: list[str], index: int) -> bool:
    """Whether an m means minutes: after hours or before seconds."""
    parts = [token.lower().strip("[]")[:1] for token in tokens[:index] if _DATE_TOKEN.match(token)]
    after = [token.lower()[:1] for token in tokens[index + 1 :] if _DATE_TOKEN.match(token)]
    return parts[-1:] == ["h"] or after[:1] == ["s"]


def _elapsed(number: Decimal, token: str) -> str:
    units = {"h": 24, "m": 1440, "s": 86_400}[token[1]]
    return f"{int(number * units):0{len(token) - 2}d}"


def _date_part(moment: datetime, token: str, *, half_day: bool) -> str:
    width = min(len(token), 2)
    letter = token[0]
    if letter == "y":
        return f"{moment.year}" if len(token) > 2 else f"{moment.year % 100:02d}"
    if letter == "a" or (letter == "d" and len(token) > 2):
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    hour = (moment.hour + 11) % 12 + 1 if half_day else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return f"{number:0{width}d}" + ("月" if letter == "m" and len(token) > 2 else "")
