# SPDX-License-Identifier: MulanPSL-2.0
"""Notes about books that are kept with the user, not in the books' own files.

A note is found by two names: by what the book says (a fingerprint that the caller makes), and by
the path of its file. Saving writes both. So the note is there again when the same book was saved,
moved or renamed on this computer, and when its title was changed by another program; a copy that
is sent to someone else takes nothing along, because nothing of it stands in the file.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import SaveError
from fuyi_editor.files.store import save_bytes

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 5_000_000
_log = logging.getLogger(__name__)


class BookNotes:
    """The notes in one folder of the user's own data."""

    def __init__(self, folder: Path) -> None:
        """The folder need not exist yet."""
        self._folder = folder

    def by_content(self, fingerprint: str) -> str | None:
        """The note of the book that says this."""
        return self._read(f"book-{fingerprint}")

    def by_path(self, path: Path) -> str | None:
        """The note of the book that was last saved at that path."""
        return self._read(_path_name(path))

    def keep(self, fingerprint: str, path: Path | None, text: str) -> bool:
        """Keep a note under both names; False where the folder takes nothing."""
        names = [f"book-{fingerprint}", *([_path_name(path)] if path else [])]
        try:
            with suppress(FileExistsError):
                self._folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                save_bytes(self._folder / f"{name}.json", text.encode())
        except (OSError, SaveError):
            _log.warning("note not kept in %s", self._folder, exc_info=True)
            return False
        return True

    def _read(self, name: str) -> str | None:
        path = self._folder / f"{name}.json"
        try:
            if path.stat().st_size > _MOST_BYTES:
                return None
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            _log.warning("note %s cannot be read", path, exc_info=True)
            return None


def _path_name(path: Path) -> str:
    return "path-" + hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:24]
