# SPDX-License-Identifier: MulanPSL-2.0
"""What rules that compare projects worked out of each one, as long as it stays the same object."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fuyi_editor.model.nodes import Project

    _Result = TypeVar("_Result")


class Memo:
    """Remembers pure functions of a project. Holding it keeps its `id()` from being used again."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[int, tuple[Project, dict[object, object]]] = {}

    def of(self, work_out: Callable[[Project], _Result], project: Project) -> _Result:
        """What the function gives for the project."""
        known = self._known.get(id(project))
        if known is None:
            known = self._known[id(project)] = (project, {})
        results = known[1]
        if work_out not in results:
            results[work_out] = work_out(project)
        return cast("_Result", results[work_out])

    def keep_only(self, projects: Iterable[Project]) -> None:
        """Forget those that are no longer in the book."""
        ids = {id(project) for project in projects}
        self._known = {key: known for key, known in self._known.items() if key in ids}
