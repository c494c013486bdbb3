# SPDX-License-Identifier: MulanPSL-2.0
"""Which entries come first: among proposals, and in the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.library.entry import alike
from fuyi_editor.model.taxonomy import TAXONOMIES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from fuyi_editor.library.known import Known
    from fuyi_editor.library.search import Fit

# The place of each fit, from WHOLE to TOLD, under the right 二级 and under another one.
_RIGHT_KIND, _OTHER_KIND = (0, 1, 2, 3, 7), (0, 4, 5, 6, 7)
_KINDS = list(
    dict.fromkeys(
        (group, kind)
        for taxonomy in TAXONOMIES.values()
        for group, kinds in taxonomy.groups.items()
        for kind in kinds
    )
)
_PRINTED = {levels: place for place, levels in enumerate(_KINDS)}


def printed_place(group: str, kind: str) -> tuple[int, str, str]:
    """Where a 二级 stands in the printed table; unknown ones come last."""
    return _PRINTED.get((group, kind), len(_PRINTED)), group, kind


def proposing_order(
    kind: str, last_year: Collection[str]
) -> Callable[[tuple[Fit, Known]], tuple[object, ...]]:
    """The key that puts the best proposal first for an indicator under that (folded) 二级.

    The very name that was typed is first whatever its 二级; one of another 二级 comes after all of
    the right one, since it would be an error there, but before what is only found in descriptions.
    Then counts how well the name fits, how often it was taken, whether last year's table had it.
    """
    right = frozenset(known for _, known in _KINDS if alike(known, kind)) or frozenset([""])
    names = frozenset(" ".join(name.split()) for name in last_year)

    def order(found: tuple[Fit, Known]) -> tuple[object, ...]:
        fit, (entry, _, _, alphabet) = found
        places = _RIGHT_KIND if entry.kind in right else _OTHER_KIND
        return (
            places[fit],
            -entry.uses,
            entry.name not in names,
            not entry.own,
            alphabet,
            entry.name,
            entry.id,
        )

    return order


def browsing_order(found: tuple[Fit, Known]) -> tuple[object, ...]:
    """The key of the panel: how well it fits, then as the table is printed, then by pinyin."""
    fit, known = found
    entry = known.entry
    return (fit, printed_place(entry.group, entry.kind), known.alphabet, entry.name, entry.id)
