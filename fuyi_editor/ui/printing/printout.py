# SPDX-License-Identifier: MulanPSL-2.0
"""What is known of pages that are printed or written as a PDF, besides the pages themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fuyi_editor.model.nodes import Submission


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
