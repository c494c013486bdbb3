# SPDX-License-Identifier: MulanPSL-2.0
"""What is known of pages that are printed or written as a PDF, besides the pages themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fuyi_editor.ui.file_kinds import name_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.model.nodes import Submission
    from fuyi_editor.page.document import PageDocument


@dataclass(frozen=True)
class PdfFacts:
    """What a PDF says of itself: whose it is, and the names of its projects by node id."""

    author: str = ""
    projects: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, submission: Submission) -> PdfFacts:
        """What the PDF of a book says."""
        names = {project.id: "".join(project.name.split()) for project in submission.projects}
        named = {node: name for node, name in names.items() if name}
        return cls(submission.unit.name.strip(), named)


@dataclass(frozen=True)
class Printout:
    """A document that the user wants on paper, and what the dialog says and offers about it."""

    document: PageDocument
    facts: PdfFacts = field(default_factory=PdfFacts)
    pdf: Path = Path("打印.pdf")
    """What a PDF would be called, and where."""
    is_book: bool = False
    """A book is filled in and signed by somebody; a table of findings or changes is not."""
    errors: int = 0
    """How many errors the checks tell."""

    @classmethod
    def of(cls, document: PageDocument, folder: Path) -> Printout:
        """A document that is no book; a PDF of it would go into that folder."""
        return cls(document, pdf=folder / f"{name_from(document.title, '打印')}.pdf")
