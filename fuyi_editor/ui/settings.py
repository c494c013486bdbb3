# SPDX-License-Identifier: MulanPSL-2.0
"""What the window remembers between starts, in a JSON file that may be missing or broken."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fuyi_editor.ui.printing.print_settings import PrintSettings

if TYPE_CHECKING:
    from pathlib import Path

MOST_RECENT = 10
LEAST_BACKUPS, DEFAULT_BACKUPS, MOST_BACKUPS = 3, 20, 200

_log = logging.getLogger(__name__)


class Settings(BaseModel):
    """Every value has a default that works."""

    model_config = ConfigDict(validate_assignment=True)

    window: tuple[int, int, int, int] | None = None
    """Left, top, width and height of the window when it is not maximized."""
    maximized: bool = False
    library_size: tuple[int, int] | None = None
    splitters: dict[str, list[int]] = {}
    panels: dict[str, bool] = {}
    theme: str = "system"
    text_size: str = "normal"
    backups: int = Field(default=DEFAULT_BACKUPS, ge=LEAST_BACKUPS, le=MOST_BACKUPS)
    """How many older states of each book are kept."""
    zoom: float | None = None
    """None follows the size of the window: its width, or so that a whole page fits."""
    fit_page: bool = False
    one_by_one: bool = False
    """Whether one page is in view at a time."""
    recent: list[str] = []
    folder: str = ""
    printing: PrintSettings = PrintSettings()
    reopen: bool = True
    """Whether the books that were open are opened again at the start."""
    open_books: list[str] = []
    current_book: str = ""
    known_fonts: list[str] = []
    """Fonts that are not on this computer, of which the user does not want to hear again."""


class SettingsFile:
    """Settings with the file they live in. Neither reading nor writing ever fails the program."""

    def __init__(self, path: Path | None) -> None:
        """From that file; without one nothing is remembered."""
        self._path = path
        self.is_new = path is not None and not path.exists()
        """Whether the program was never started before."""
        self.values = _read(path) if path else Settings()

    def save(self) -> bool:
        """Write the file as a whole or not at all; False where it could not be written."""
        if self._path is None:
            return False
        temporary = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(self.values.model_dump_json(indent=1), encoding="utf-8")
            temporary.replace(self._path)
        except OSError:
            _log.warning("settings not saved in %s", self._path, exc_info=True)
            return False
        return True

    def remember_recent(self, path: Path) -> None:
        """Put a file at the top of the list of recent ones."""
        name = str(path.absolute())
        others = [other for other in self.values.recent if other != name]
        self.values.recent = [name, *others][:MOST_RECENT]
        self.values.folder = str(path.absolute().parent)
        self.save()

    def forget_recent(self, name: str) -> None:
        """Take a file that is gone off the list."""
        self.values.recent = [other for other in self.values.recent if other != name]
        self.save()


def _read(path: Path) -> Settings:
    """The settings in the file; a value that is no good is left at its default."""
    settings = Settings()
    for name, value in _content(path).items():
        if name in Settings.model_fields:
            try:
                setattr(settings, name, value)
            except ValidationError:
                _log.warning("setting %s in %s is no good: %r", name, path, value)
    return settings


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        _log.warning("settings in %s cannot be read", path, exc_info=True)
        return {}
    return content if isinstance(content, dict) else {}
