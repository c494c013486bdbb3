# SPDX-License-Identifier: MulanPSL-2.0
"""Overridden Qt methods must never raise: an exception in one can hang the event loop of Qt 6.8."""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Params = ParamSpec("_Params")
_Result = TypeVar("_Result")

_log = logging.getLogger(__name__)


def never_raises(
    fallback: Callable[[], _Result],
) -> Callable[[Callable[_Params, _Result]], Callable[_Params, _Result]]:
    """Log what the method raises and answer `fallback()` instead; put it under `@override`.

    Tests find a guard that fired through the log record (pytest's caplog), as an ERROR.
    """

    def decorate(method: Callable[_Params, _Result]) -> Callable[_Params, _Result]:
        @wraps(method)
        def guarded(*args: _Params.args, **kwargs: _Params.kwargs) -> _Result:
            try:
                return method(*args, **kwargs)
            except Exception:
                _log.exception("%s failed", method.__qualname__)
                return fallback()

        return guarded

    return decorate


def nothing() -> None:
    """The fallback of a method that answers nothing."""
