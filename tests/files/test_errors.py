# SPDX-License-Identifier: MulanPSL-2.0
"""The sentences of errors."""

from __future__ import annotations

import pickle
from pathlib import Path

from fuyi_editor.files.errors import FileError, ReadError, SaveError


def test_a_sentence_names_file_cause_place_and_remedy() -> None:
    error = ReadError("压缩包已损坏", "请向发来文件的人重新要一份", "word/document.xml 处校验不符")
    error = error.with_path(Path("/某处/坏文件.docx"))
    assert str(error) == error.sentence
    assert error.sentence == (
        "打不开“坏文件.docx”：压缩包已损坏（word/document.xml 处校验不符）；"
        "请向发来文件的人重新要一份。"
    )


def test_parts_that_are_not_known_are_left_out() -> None:
    assert ReadError("内存不足").sentence == "打不开文件：内存不足。"
    assert SaveError("磁盘已满", path=Path("a.docx")).sentence == "没有保存“a.docx”：磁盘已满。"
    assert FileError("不行", path=Path("/")).sentence == "无法处理“/”：不行。"


def test_with_path_is_the_same_error() -> None:
    error = SaveError("磁盘已满")
    assert error.with_path(Path("a")) is error


def test_errors_come_whole_from_another_process() -> None:
    error = ReadError("压缩包已损坏", "请重试", "某处").with_path(Path("a.docx"))
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.sentence) == (ReadError, error.sentence)


def test_a_line_end_in_a_name_or_text_makes_no_second_line() -> None:
    error = SaveError("太长", "请缩短", "第 3 行，“一、\n产出”", Path("甲\r\n乙.xlsx"))
    assert error.sentence == "没有保存“甲 乙.xlsx”：太长（第 3 行，“一、 产出”）；请缩短。"
