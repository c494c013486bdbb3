# SPDX-License-Identifier: MulanPSL-2.0
"""Collects garbage in the window's own thread only.

Python collects in whatever thread happens to allocate, the journal's too. A Qt object that is part
of a cycle would then be destroyed there, while Qt allows that in its own thread only: a crash, once
in a while (issue 6).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 2000


class GarbageCollector(QObject):
    """From now on, and until `stop`, garbage is collected by a timer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


def collect_due() -> None:
    """Collect the oldest generation whose turn it is, as Python itself would."""
    for generation, (count, limit) in enumerate(
        zip(reversed(gc.get_count()), reversed(gc.get_threshold()), strict=True)
    ):
        if count > limit:
            gc.collect(2 - generation)
            return
