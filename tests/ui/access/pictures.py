# SPDX-License-Identifier: MulanPSL-2.0
"""Pictures of every window, to be looked at: ``python -m tests.ui.access.pictures FOLDER``.

In both themes, at 100 % and at 150 %; Qt takes the scale at its start, so each has a process. Call
it where there is a screen (`xvfb-run -s "-screen 0 1920x1080x24"`): offscreen is 800 by 800 only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fuyi_editor.ui.main_window import MainWindow

SCALES = ("1", "1.5")
THEMES = ("light", "dark")


def draw(folder: Path, theme: str) -> None:
    """Draw every window in one theme, at the scale of this process."""
    from PySide6.QtWidgets import QApplication

    from fuyi_editor.assembly import make_window
    from tests.ui.access.every_window import OPENERS, Room

    qapp = QApplication([])
    percent = round(100 * qapp.devicePixelRatio())
    windows: list[MainWindow] = []  # none is taken down before all are drawn
    for kind, opener in OPENERS.items():
        window = make_window(qapp, remember=False, theme=theme)
        window.resize(1366, 768)
        window.show()
        with tempfile.TemporaryDirectory() as home:
            opened = opener(Room(window, Path(home)))
            opened.show()
            for _ in range(5):
                qapp.processEvents()
            opened.grab().save(str(folder / f"{kind.__name__}-{theme}-{percent}.png"))
        windows.append(window)


def main() -> int:
    """Draw all of them into the folder that is named."""
    if len(sys.argv) == 3:
        draw(Path(sys.argv[1]), sys.argv[2])
        # Windows that were left open are not taken down in order, which Qt may not survive.
        os._exit(0)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        for theme in THEMES:
            environment = {**os.environ, "QT_SCALE_FACTOR": scale}
            command = [sys.executable, "-m", "tests.ui.access.pictures", str(folder), theme]
            subprocess.run(command, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
