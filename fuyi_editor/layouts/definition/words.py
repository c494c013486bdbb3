# SPDX-License-Identifier: MulanPSL-2.0
"""What is wrong with a layout file, in plain Chinese: where it stands, what it is, what to do."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterable, Sequence

    from pydantic_core import ErrorDetails

Location = tuple[str | int, ...]
"""Keys and numbers that lead to a place in the data, as pydantic's errors give them."""

_STEPS = {
    "rows": " grid 的第 {number} 行",
    "cells": "第 {number} 格",
    "subtotal": " subtotal 的第 {number} 格",
    "parts": " parts 的第 {number} 段",
    "grid": " grid 的第 {number} 列",
    "": "[[{key}]] 第 {number} 段",
}
_LINE = re.compile(r"line (\d+), column (\d+)")
_KINDS = {
    "string_type": "应当是加引号的文字",
    "int_type": "应当是整数", "int_parsing": "应当是整数", "int_from_float": "应当是整数",
    "float_type": "应当是数字", "float_parsing": "应当是数字",
    "bool_type": "应当是 true 或 false", "bool_parsing": "应当是 true 或 false",
    "tuple_type": "应当是方括号里的一列", "dict_type": "应当是花括号或一节",
    "model_type": "应当是花括号或一节", "model_attributes_type": "应当是花括号或一节",
}  # fmt: skip


def place_words(location: Sequence[str | int]) -> str:
    """`("project", 2, "rows", 1, "cells", 3)` → `[[project]] 第 3 段 grid 的第 2 行第 4 格`."""
    words: list[str] = []
    steps = list(location)
    while steps:
        key = str(steps.pop(0))
        number = steps.pop(0) if steps and isinstance(steps[0], int) else None
        if isinstance(number, int):
            words.append(_STEPS.get(key, _STEPS[""]).format(key=key, number=number + 1))
        else:
            words.append(f"[{key}]" if not words and steps else f" {key}")
    return "".join(words).strip()


def sentence(file: str, location: Sequence[str | int], what: str) -> str:
    """The whole complaint."""
    place = place_words(location)
    return f"版式文件“{file}”{'的 ' + place if place else ''}：{what}。"


def syntax_words(error: tomllib.TOMLDecodeError) -> str:
    """Where TOML's grammar is broken; Python's own words are English and say little more."""
    found = _LINE.search(str(error))
    where = f"第 {found[1]} 行第 {found[2]} 个字" if found else "文件末尾"
    return f"{where}附近写法有误，请检查那里的引号、括号、逗号和等号，也不要把同一项写两次"


def schema_words(error: ErrorDetails, known: Iterable[str]) -> str:
    """What is wrong with one value; `known` are the names that may stand beside it."""
    kind, last = error["type"], str(error["loc"][-1]) if error["loc"] else ""
    if kind == "value_error":
        return error["msg"].removeprefix("Value error, ")
    if kind == "missing":
        return f"缺少 {last} 这一项，请补上"
    if kind == "extra_forbidden":
        return f"没有 {last} 这一项{did_you_mean(last, known, '{}')}，请改正或删去"
    if kind == "literal_error":
        choices = str(error.get("ctx", {}).get("expected", "")).replace(" or ", "、")
        return f"只能是 {choices.replace(chr(39), chr(34))}，不能是“{error['input']}”"
    return f"{_KINDS.get(kind, '写法不对')}，不能是“{str(error['input'])[:20]}”"


def did_you_mean(word: str, known: Iterable[str], shape: str) -> str:
    """`（是不是 {budget.total}？）` where a known word is like it, else nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"（是不是 {shape.replace('{}', near[0])}？）" if near else ""
