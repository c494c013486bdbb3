# SPDX-License-Identifier: MulanPSL-2.0
"""An error that nobody expected, as the user is told of it and as it can be copied."""

from __future__ import annotations

import platform
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from fuyi_editor import __version__
from fuyi_editor.ui.errors.trace import signature, trace_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_KIND = (
    (MemoryError, "电脑的内存不够"),
    (RecursionError, "内容套得太深，程序算不下去"),
    (OSError, "系统没有完成一次文件读写"),
)
_ANY = "程序里有一处没有料到的错误"


@dataclass(frozen=True)
class Failure:
    """It holds no text of a book, and not the error itself, which would keep the books alive."""

    sentence: str
    """What happened, for the user."""
    trace: Sequence[str]
    signature: str
    """The same for an error of the same kind from the same place."""
    thread: str
    moment: datetime


def failure_of(error: BaseException) -> Failure:
    """What is to be known of an error; call it in the thread where it was raised."""
    in_background = threading.current_thread() is not threading.main_thread()
    cause = next((words for kind, words in _BY_KIND if isinstance(error, kind)), _ANY)
    what = "后台的一项工作没有做完" if in_background else "刚才的操作没有做完"
    return Failure(
        sentence=f"{cause}，{what}。",
        trace=trace_lines(error),
        signature=signature(error),
        thread=threading.current_thread().name,
        moment=datetime.now(),
    )


def details_of(failure: Failure) -> str:
    """What helps whoever mends the program: versions, system, and the places in the code."""
    lines = [
        f"fuyi-editor {__version__}  {failure.moment:%Y-%m-%d %H:%M:%S}  {failure.thread}",
        *about_system(),
        "",
        *failure.trace,
    ]
    return "\n".join(lines)


def about_system() -> list[str]:
    """Versions of the system, Python and Qt, and what Qt draws on."""
    app = QGuiApplication.instance()
    screen = QGuiApplication.primaryScreen()
    scale = f"{screen.devicePixelRatio():g}" if screen else "-"
    platform_name = QGuiApplication.platformName() if app else "-"
    frozen = "frozen" if getattr(sys, "frozen", False) else "source"
    return [
        f"{QSysInfo.prettyProductName()}; {platform.system()} {platform.release()}; "
        f"{platform.machine()}; {QLocale.system().name()}",
        f"Python {platform.python_version()} ({frozen}); PySide {pyside_version}; "
        f"Qt {qVersion()} {platform_name}, scale {scale}",
    ]
