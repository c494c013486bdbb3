# SPDX-License-Identifier: MulanPSL-2.0
"""No text keeps a rule busy for long, however long it is and whatever is said over and over."""

from __future__ import annotations

import time

import pytest

from fuyi_editor.checks.engine import Checker
from fuyi_editor.checks.rules import ALL_RULES
from tests.checks.books import book

LENGTH = 20_000
RULES = [rule for rule in ALL_RULES if rule.id[0] in "BDE"]


@pytest.mark.parametrize(
    "text",
    [
        "妇女", "2021年", "培训20人、", "到位数20.00万元，", "规划2011-2020年", "《2021年",
        "（2020", "2021-",
        "意见意见", "意见意见，", "一个一个", "名名", "1、甲；", " ", "2", "针对自评",
        "执行率为", "福嫂23名，市级福嫂10名，",
    ],
)  # fmt: skip
def test_long_texts_take_no_longer_than_their_length_asks_for(text: str):
    long = text * (LENGTH // len(text))
    sections = [{"heading": "一、存在问题", "paragraphs": [long]}] * 2
    submission = book({"purpose": long, "goals": [long]}, report={"sections": sections})
    start = time.process_time()
    Checker(RULES).check(submission)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("text", ["妇", "意见意见", "1、甲；", "名名，"])
def test_a_cell_of_a_megabyte(text: str):
    long = text * (300_000 // len(text))
    start = time.process_time()
    Checker().check(book({"goals": [long]}))
    assert time.process_time() - start < 10
