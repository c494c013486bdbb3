# SPDX-License-Identifier: MulanPSL-2.0
"""An indicator of the library, and what makes two of them one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fuyi_editor.library.pinyin import letters
from fuyi_editor.model.taxonomy import TAXONOMIES, fold_group, fold_kind
from fuyi_editor.model.value import read_value
from fuyi_editor.model.width import to_half_width

BETWEEN_ORIGINS = "；"

_GROUP_OF = {
    kind: group
    for taxonomy in reversed(TAXONOMIES.values())
    for group, kinds in taxonomy.groups.items()
    for kind in kinds
}
# The same costs stand under 产出 in T2015 and by themselves in T2021 (forms.md 1.2).
_SAME_KIND = {"经济成本指标": "成本指标"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator: `group` is its 一级, `kind` its 二级, both by the taxonomy's own name.

    `value` is the usual value, verbatim; `origin` says where it comes from, several origins
    parted by ；. `uses` counts how often it was taken. `own` tells that the user typed it or that
    it comes from the user's files. `id` is 0 as long as it is not stored.
    """

    id: int = 0
    name: str = ""
    group: str = ""
    kind: str = ""
    value: str = ""
    unit: str = ""
    basis: str = ""
    description: str = ""
    origin: str = ""
    year: int | None = None
    uses: int = 0
    own: bool = False


def tidied(entry: Entry) -> Entry:
    """The entry with folded levels, its unit read from the value, no white space around."""
    value = entry.value.strip()
    kind = fold_kind(entry.kind, entry.group)
    return replace(
        entry,
        name=" ".join(entry.name.split()),
        group=fold_group(entry.group) or _GROUP_OF.get(kind, ""),
        kind=kind,
        value=value,
        unit=entry.unit.strip() or read_value(value).unit,
        basis=entry.basis.strip(),
        description=entry.description.strip(),
        origin=entry.origin.strip(),
    )


def alike(kind: str, other: str) -> bool:
    """Whether two 二级, folded, are one for the library: 成本 is 经济成本."""
    return _SAME_KIND.get(kind, kind) == _SAME_KIND.get(other, other)


def identity(entry: Entry) -> str:
    """What two entries share that are one: the letters of a tidied name, its 二级 and unit.

    Quotes, brackets and white space count for nothing: `“最美家庭”户数` is `最美家庭户数`.
    """
    kind = _SAME_KIND.get(entry.kind, entry.kind)
    return f"{letters(entry.name)}|{kind}|{to_half_width(entry.unit)}"


def joined(known: Entry, new: Entry) -> Entry:
    """Two entries that are one: all origins, and the newest that was said of it.

    What the program came with gives way to what is the user's own, an older year to a newer one;
    a blank never takes the place of a text.
    """
    newer = known if _outdates(known, new) else new
    older = new if newer is known else known
    return replace(
        known,
        name=newer.name,
        group=newer.group or older.group,
        kind=newer.kind or older.kind,
        value=newer.value or older.value,
        basis=newer.basis or older.basis,
        description=newer.description or older.description,
        origin=_origins(newer.origin, older.origin),
        year=newer.year or older.year,
        uses=max(known.uses, new.uses),
        own=known.own or new.own,
    )


def _outdates(known: Entry, new: Entry) -> bool:
    if known.own != new.own:
        return known.own
    return (known.year or 0) > (new.year or 0)


def _origins(first: str, second: str) -> str:
    pieces = [*first.split(BETWEEN_ORIGINS), *second.split(BETWEEN_ORIGINS)]
    return BETWEEN_ORIGINS.join(dict.fromkeys(filter(None, pieces)))
