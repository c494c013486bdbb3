# SPDX-License-Identifier: MulanPSL-2.0
"""Rules G: 一级 and 二级 in the order of the taxonomy, each once, none without rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Fix
from fuyi_editor.checks.rule import Observation, Rule, clean, found, not_applicable
from fuyi_editor.model.diff import diff
from fuyi_editor.model.nodes import IndicatorGroup, IndicatorKind, Project, Submission
from fuyi_editor.model.taxonomy import fold_group, fold_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fuyi_editor.checks.sheet import Owner, Sheet
    from fuyi_editor.model.taxonomy import Taxonomy

_Level = IndicatorGroup | IndicatorKind


def in_order(sheet: Sheet) -> Iterator[Observation]:
    """G01: the rows of one 二级 stand together, the 二级 in the order of the taxonomy."""
    groups = sheet.owner.indicators
    if sheet.is_list:
        yield from (not_applicable(group, "name") for group in groups)
        return
    taxonomy = sheet.facts.taxonomy
    faults = [*_faults(groups, [fold_group(g.name) for g in groups], [*taxonomy.groups])]
    for group in groups:
        names = [fold_kind(kind.name, group.name) for kind in group.kinds]
        order = taxonomy.groups.get(fold_group(group.name), ())
        faults += _faults(group.kinds, names, order)
    broken = any(fault.key for fault in faults)
    fix = _sorting(sheet.owner, taxonomy) if broken else None
    for fault in faults:
        yield fault._replace(fix=fix) if fault.key in ("split", "order") else fault


def _faults(
    levels: tuple[_Level, ...], names: list[str], order: Iterable[str]
) -> Iterator[Observation]:
    """What is wrong with each of the levels that stand side by side."""
    rank = {name: place for place, name in enumerate(order)}
    last: int | None = None
    for place, (level, name) in enumerate(zip(levels, names, strict=True)):
        if name not in rank:
            yield not_applicable(level, "name")  # A04 speaks of it
            continue
        before = levels[place - 1] if place else level
        if name in names[:place]:
            first = levels[names.index(name)]
            yield found(level, "name", "split", other=(first, "name"), before=before.name.strip())
        elif last is not None and rank[name] < last:
            later = next(
                other
                for other, known in zip(levels, names, strict=True)
                if known in rank and rank[known] > rank[name]
            )
            yield found(level, "name", "order", other=(later, "name"), later=later.name.strip())
        else:
            yield clean(level, "name")
        last = max(last or 0, rank[name])


def _sorting(owner: Owner, taxonomy: Taxonomy) -> Fix | None:
    """Moves that put all in order; none where a level is not known or a weight would be lost."""
    groups = owner.indicators
    if not all(taxonomy.allows(group.name, kind.name) for group in groups for kind in group.kinds):
        return None
    by_name: dict[str, IndicatorGroup] = {}
    for group in groups:
        known = by_name.get(fold_group(group.name))
        if known is not None and group.weight.strip():
            return None
        kinds = (*known.kinds, *group.kinds) if known is not None else group.kinds
        by_name[fold_group(group.name)] = (known or group).but(kinds=kinds)
    ranked = sorted(by_name.items(), key=lambda item: [*taxonomy.groups].index(item[0]))
    ordered = tuple(
        group.but(kinds=_sorted_kinds(group, taxonomy.groups[name])) for name, group in ranked
    )
    before = _book_of(owner)
    edits = diff(before, _book_of(owner.but(indicators=ordered), before))
    return Fix("按顺序排列", edits) if edits else None


def _sorted_kinds(group: IndicatorGroup, order: tuple[str, ...]) -> tuple[IndicatorKind, ...]:
    by_name: dict[str, IndicatorKind] = {}
    for kind in group.kinds:
        name = fold_kind(kind.name, group.name)
        known = by_name.get(name)
        rows = (*known.indicators, *kind.indicators) if known is not None else kind.indicators
        by_name[name] = (known or kind).but(indicators=rows)
    return tuple(by_name[name] for name in sorted(by_name, key=order.index))


def _book_of(owner: Owner, like: Submission | None = None) -> Submission:
    """A book with nothing but the table: edits name nodes, not books."""
    book = like or Submission()
    return book.but(projects=(owner,)) if isinstance(owner, Project) else book.but(department=owner)


def empty_levels(sheet: Sheet) -> Iterator[Observation]:
    """G03: a 一级 or 二级 without a row, or with blank ones where others are filled in."""
    in_use = any(not row.is_blank for row in sheet.rows)
    for group in sheet.owner.indicators:
        if sheet.is_list:
            yield not_applicable(group, "name")
            continue
        yield clean(group, "name") if group.kinds else found(group, "name", "empty")
        for kind in group.kinds:
            yield _empty_kind(kind, in_use=in_use)


def _empty_kind(kind: IndicatorKind, *, in_use: bool) -> Observation:
    rows = kind.indicators
    if not rows:
        return found(kind, "name", "empty")
    if any(row.name.strip() or not row.value.is_blank for row in rows):
        return clean(kind, "name")
    # In a new project every row is blank, and A01 says so of each.
    return found(kind, "name", "blank") if in_use else not_applicable(kind, "name")


RULES = (Rule("G01", sheet=in_order), Rule("G03", sheet=empty_levels))
