# SPDX-License-Identifier: MulanPSL-2.0
"""Whatever a parser trips over, the user gets one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from fuyi_editor.files.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
_DAMAGED = "请向发来文件的人重新要一份，或先用 WPS 打开并另存后再试"


def guarded(read: Callable[[], _Result]) -> _Result:
    """What `read` gives; its errors as `ReadError`, whose cause keeps the details."""
    try:
        return read()
    except ReadError:
        raise
    except MemoryError as error:
        raise ReadError("内存不足，文件里的内容可能过多", "请关闭其他程序后再试") from error
    except RecursionError as error:
        raise ReadError("文件的内部结构嵌套过深", _DAMAGED) from error
    except Exception as error:
        # What Python says of it tells the user nothing; it stays in the cause.
        raise ReadError("文件的内部结构不合规范", _DAMAGED) from error
