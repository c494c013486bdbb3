# SPDX-License-Identifier: MulanPSL-2.0
"""The process that opens one case after another as the program does, and says what came of it.

A line of JSON in (`path`, `kind`), a line out. What opens is also checked, put on pages, saved in
place after an edit and as .docx and .xlsx, and read again.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.checks.engine import Checker
from fuyi_editor.files.book import Book, open_book, save_book
from fuyi_editor.files.errors import FileError
from fuyi_editor.files.pasted import pasted_book
from fuyi_editor.files.text.encoding import decode_text
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model.edits import SetField
from fuyi_editor.page.paginate import Paginator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from fuyi_editor.layouts.definition.layout import Layout

    Result = TypeVar("Result")

ADDRESS_SPACE = 3 * 1024**3
"""Bytes at which a case that runs away is ended, before it harms the machine."""
STAGE_SECONDS = 12.0
"""Seconds on the processor after which a stage is stopped where it is."""
TYPED = "改过的名称"


class TooLongError(BaseException):
    """A stage was stopped; no reader may take it for an error of its own."""


class Opening:
    """One case: `seconds` by stage, of this process and its children on the processor."""

    def __init__(self, path: Path, kind: str, layouts: Mapping[str, Layout]) -> None:
        self._path = path
        self._kind = kind
        self._layouts = layouts
        self.seconds: dict[str, float] = {}
        self.refusals: dict[str, str] = {}
        self.causes: list[str] = []
        self.peak = 0

    def run(self) -> str:
        """Go through all stages; what the first one came to."""
        _forget_peak()
        book = self._stage("open", self._open)
        self.peak = peak_of("self")
        if book is None:
            return "refused"
        checker = Checker()
        self._stage("check", lambda: checker.check(book.submission, book.taxonomy, book.printed))
        self._stage("pages", lambda: _draw(book))
        for suffix in (".docx", ".xlsx"):
            self._stage(f"save {suffix}", lambda suffix=suffix: self._save(book, suffix))
        return "opened"

    def _open(self) -> Book:
        if not self._kind.startswith("clipboard"):
            return open_book(self._path, self._layouts)
        text = decode_text(self._path.read_bytes())
        clip = (text, None) if self._kind == "clipboard" else (None, text)
        return pasted_book(*clip, self._layouts)

    def _save(self, book: Book, suffix: str) -> None:
        """Save after an edit as a person would type it, and open what was saved."""
        target = self._path.with_name(f"saved-{self._path.stem}{suffix}")
        submission = book.submission
        if submission.projects:
            edit = SetField(node=submission.projects[0].id, field="name", text=TYPED)
            submission = edit.apply(submission)
        try:
            save_book(book, submission, target)
            open_book(target, self._layouts)
        finally:
            target.unlink(missing_ok=True)

    def _stage(self, name: str, work: Callable[[], Result]) -> Result | None:
        start = processor_seconds()
        signal.setitimer(signal.ITIMER_PROF, STAGE_SECONDS)
        try:
            return work()
        except FileError as error:
            self.refusals[name] = error.sentence
            if error.__cause__ is not None:
                self.causes += traceback.format_exception(error.__cause__)
            return None
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.seconds[name] = round(processor_seconds() - start, 3)


def _draw(book: Book) -> None:
    pages = Paginator().paginate(book.page(book.submission))
    for page in list(pages)[:3]:
        assert page.cells is not None
        assert page.paragraphs is not None


def processor_seconds() -> float:
    """Seconds on the processor, of this process and of its children that ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def peak_of(process: int | str) -> int:
    """The most memory that a process held since it began, or since it was told to forget (MB)."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _stop(_signal: int, _frame: object) -> None:
    raise TooLongError


def main() -> None:
    """Answer each line of the standard input."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    signal.signal(signal.SIGPROF, _stop)
    layouts = load_layouts()
    for line in sys.stdin:
        asked = json.loads(line)
        opening = Opening(Path(asked["path"]), asked["kind"], layouts)
        try:
            outcome = opening.run()
            trace = "".join(opening.causes)
        except TooLongError:
            outcome, trace = "hung", traceback.format_exc()
        except BaseException:
            outcome, trace = "crashed", traceback.format_exc()
        answer = {
            "outcome": outcome, "trace": trace, "seconds": opening.seconds,
            "refusals": opening.refusals, "peak": opening.peak,
        }  # fmt: skip
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
