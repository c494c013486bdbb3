# SPDX-License-Identifier: MulanPSL-2.0
"""An error is put into types and places; whatever its message says stays out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from fuyi_editor.ui.errors.trace import redacted, signature, trace_lines

SECRET = "妇女之家补助 SECRET-4711"


class Budget(BaseModel):
    total: int


def _validate():
    Budget.model_validate({"total": SECRET})


def _number():
    int(SECRET)


def _key():
    {}[SECRET]


def _with_cause():
    try:
        _key()
    except KeyError as error:
        raise RuntimeError(SECRET) from error


def _while_handling():
    try:
        _number()
    except ValueError:
        open(f"/nowhere/{SECRET}")  # noqa: PTH123, SIM115


def _for_ever():
    _for_ever()


def raised(call) -> Exception:
    try:
        call()
    except Exception as error:
        return error
    raise AssertionError("it must raise")


CALLS = [_validate, _number, _key, _with_cause, _while_handling, lambda: json.loads(SECRET)]


@pytest.mark.parametrize("call", CALLS)
def test_no_message_of_an_exception_is_in_the_trace(call):
    text = "\n".join(trace_lines(raised(call)))
    assert "SECRET" not in text
    assert text.isascii()
    assert "errors/test_trace.py:" in text


def test_the_trace_tells_types_places_and_causes():
    lines = trace_lines(raised(_with_cause))
    assert lines[0] == "RuntimeError"
    assert lines[2].endswith(" _with_cause")
    assert "caused by KeyError" in lines
    assert lines[-1].endswith(" _key")


def test_the_number_of_a_system_error_is_told():
    error = raised(_while_handling)
    assert isinstance(error, FileNotFoundError)
    assert trace_lines(error)[0] == "FileNotFoundError 2"
    assert "caused by ValueError" in trace_lines(error)


def test_the_class_of_a_foreign_error_is_told_with_its_module():
    error = raised(_validate)
    assert isinstance(error, ValidationError)
    assert trace_lines(error)[0].endswith(".ValidationError")


def test_an_endless_recursion_is_told_in_few_lines():
    lines = trace_lines(raised(_for_ever))
    assert lines[0] == "RecursionError"
    assert len(lines) < 50
    assert any("more" in line for line in lines)


def test_a_circle_of_causes_ends():
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert trace_lines(one) == ["ValueError", "caused by KeyError"]


def test_errors_of_one_place_have_one_signature():
    assert signature(raised(_number)) == signature(raised(_number))
    assert signature(raised(_number)) != signature(raised(_key))


@given(st.text(st.characters(min_codepoint=0x80)), st.text())
def test_a_log_message_has_no_chinese_and_nothing_that_it_quotes(chinese, quoted):
    assert redacted(f"setting a in /home/{chinese}/b.docx").isascii()
    message = redacted(f"value {quoted!r} is bad")
    assert message.replace('"', "'") == "value '*' is bad"
