# SPDX-License-Identifier: MulanPSL-2.0
"""What all commands share: argparse in Chinese, and the exit codes."""

from __future__ import annotations

import argparse
from typing import NoReturn

from typing_extensions import override

DONE, FOUND_ERRORS, FAILED = 0, 1, 2
"""Exit codes: done and clean; findings of severity error; something not read or not saved."""


class ChineseParser(argparse.ArgumentParser):
    """argparse with its headings and messages in Chinese."""

    @override
    def error(self, message: str) -> NoReturn:
        """Leave with one sentence."""
        self.exit(FAILED, f"{self.prog}：参数不对（{message}）。用 --help 看用法。\n")

    @override
    def format_help(self) -> str:
        """The help with Chinese headings."""
        text = super().format_help()
        for english, chinese in (
            ("usage: ", "用法："),
            ("positional arguments:", "参数："),
            ("options:", "选项："),
            ("show this help message and exit", "显示本说明"),
            ("show program's version number and exit", "显示版本"),
        ):
            text = text.replace(english, chinese)
        return text
