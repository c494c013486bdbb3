# SPDX-License-Identifier: MulanPSL-2.0
"""An X server without a monitor, and the program itself on it: keys and mouse in, pictures out."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from fuyi_editor.ui.ask import PROGRAM_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
NEEDED = ("Xvfb", "xdotool")
MISSING = [tool for tool in NEEDED if shutil.which(tool) is None]
ON_SCREEN = [
    pytest.mark.window,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb 只在 Linux 上有"),
    pytest.mark.skipif(bool(MISSING), reason=f"没有安装 {'、'.join(MISSING)}"),
]
WIDTH, HEIGHT = 1366, 768
PATIENCE = 20.0

Found = TypeVar("Found")


def wait_for(what: Callable[[], Found], words: str) -> Found:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    pytest.fail(f"waited in vain for {words}")


@dataclass(frozen=True)
class Picture:
    """The pixels of a framebuffer that Xvfb keeps as a file in XWD format."""

    width: int
    height: int
    stride: int
    pixels: bytes

    @classmethod
    def read(cls, path: Path) -> Picture:
        data = path.read_bytes()
        header = struct.unpack(">25I", data[:100])
        size, width, height, stride, colours = (header[i] for i in (0, 4, 5, 12, 19))
        assert header[1] == 7  # XWD version
        assert header[11] == 32  # bits per pixel
        return cls(width, height, stride, data[size + 12 * colours :])

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        """Red, green and blue; the bytes stand the other way round."""
        at = y * self.stride + 4 * x
        blue, green, red = self.pixels[at : at + 3]
        return red, green, blue

    def light(self, x: int, y: int) -> int:
        """The lightness of a pixel, 0 to 255."""
        return sum(self.colour(x, y)) // 3


@dataclass
class Screen:
    """An X server without a monitor, and the program on it."""

    display: str
    framebuffer: Path
    home: Path
    program: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        return kept | {
            "DISPLAY": self.display,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, file: Path, module: str = "fuyi_editor") -> None:
        command = [sys.executable, "-m", module, str(file)]
        self.program = subprocess.Popen(command, env=self.environment)

    def do(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout.strip()

    def windows(self, title: str = PROGRAM_NAME) -> list[str]:
        """The ids of the visible windows of that title."""
        return self.do("search", "--onlyvisible", "--name", title).split()

    def width_of(self, window: str) -> int:
        words = self.do("getwindowgeometry", "--shell", window).split()
        return next(int(word[6:]) for word in words if word.startswith("WIDTH="))

    def enter(self, window: str) -> None:
        """Give a window the keyboard, as a window manager would."""
        self.do("windowfocus", "--sync", window)

    def click(self, x: int, y: int) -> None:
        self.do("mousemove", x, y, "click", 1)

    def picture(self) -> Picture:
        return Picture.read(self.framebuffer)

    def ended(self) -> int:
        assert self.program is not None
        return self.program.wait(PATIENCE)


@contextmanager
def screen_in(folder: Path) -> Iterator[Screen]:
    """A screen that keeps its files, and those of the programs on it, in that folder."""
    reading, writing = os.pipe()
    # Without -noreset it starts anew when xdotool, for a moment its only client, leaves: whoever
    # comes in that moment is turned away.
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"),
            *("-fbdir", str(folder), "-nolisten", "tcp", "-noreset"),
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as number:
        display = f":{number.readline().strip()}"
    settings = folder / "fuyi-editor" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("{}", encoding="utf-8")  # there is no first start, which shows hints
    made = Screen(display, folder / "Xvfb_screen0", folder)
    try:
        yield made
    finally:
        for process in (made.program, server):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(PATIENCE)
