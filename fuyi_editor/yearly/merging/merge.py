# SPDX-License-Identifier: MulanPSL-2.0
"""汇总: the books of many units as one, with every doubt named and a choice for each.

Nothing is added up that cannot be read, and nothing is left out or counted twice unseen: what was
done by default stands in `conflicts`, and `merge` with other choices does otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuyi_editor.checks.sums.amounts import plain
from fuyi_editor.model.arrange import with_new_ids
from fuyi_editor.model.money import YUAN_PER_UNIT, Money
from fuyi_editor.model.nodes import Party, Project, Submission, Subtotal
from fuyi_editor.model.subtotals import TOTAL
from fuyi_editor.model.unit_totals import (
    AMOUNTS,
    Total,
    amount_in,
    total_of,
    unit_label,
    unit_totals,
    whole_total,
)
from fuyi_editor.yearly.merging.conflicts import Conflict, Decisions, quoted
from fuyi_editor.yearly.merging.files import (
    left_out_words,
    of_one_year,
    with_projects,
    without_copies,
)
from fuyi_editor.yearly.merging.money import project_in
from fuyi_editor.yearly.merging.parts import Entry, Part, entries_of
from fuyi_editor.yearly.merging.units import files_of, of_one_file, with_one_name, with_units_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged book, where each project is from, and what was decided on the way."""

    submission: Submission
    sources: Mapping[str, str]
    """Project id → file."""
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]
    """What of the files is no project and was left where it is."""

    @property
    def whole(self) -> Total:
        """The sums over everything."""
        return whole_total(self.submission)

    @property
    def units(self) -> tuple[Total, ...]:
        """The sums of each unit, in the order of the book."""
        return unit_totals(self.submission)

    def files(self, total: Total) -> tuple[str, ...]:
        """The files that the projects of a sum are from."""
        return tuple(dict.fromkeys(self.sources[project.id] for project in total.projects))

    @property
    def undecided(self) -> tuple[Conflict, ...]:
        """Conflicts that were settled by default, or that only the files' makers can settle."""
        return tuple(conflict for conflict in self.conflicts if not conflict.settled)


def merge(
    parts: Sequence[Part], choices: Mapping[str, str] | None = None, year: int | None = None
) -> Merged:
    """The parts as one book. `choices`: by the key of a conflict or by its kind, what to do."""
    decisions = Decisions(choices or {})
    kept = without_copies(parts, decisions)
    kept, year = of_one_year(kept, year, decisions)
    kept = with_projects(kept, decisions)
    entries = [entry for part in kept for entry in entries_of(part)]
    entries = with_units_named(entries, decisions)
    entries = with_one_name(entries, decisions)
    entries = of_one_file(entries, decisions)
    entries = _with_codes(entries, decisions)
    unit = _money_unit(entries, decisions)
    _tell_amounts(entries, decisions)
    entries = [_in_unit(entry, unit) for entry in _in_order(entries)]
    entries = _with_own_ids(entries)
    return Merged(
        submission=_book([entry.project for entry in entries], year, unit),
        sources={entry.project.id: entry.part.file for entry in entries},
        conflicts=tuple(decisions.conflicts),
        notes=left_out_words(parts),
    )


def _with_codes(entries: Sequence[Entry], decisions: Decisions) -> list[Entry]:
    """Each 项目编码 once, unless the user keeps it: a table is often made from another's copy."""
    same: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        if code := "".join(entry.project.code.split()).upper():
            same.setdefault(code, []).append(index)
    dropped: set[int] = set()
    cleared: set[int] = set()
    for code, indexes in same.items():
        if len(indexes) == 1:
            continue
        own = [entries[index] for index in indexes]
        default = "first" if _is_one_project(own) else "both"
        choice = decisions.decide("same_code", code, _same_code(code, own), files_of(own), default)
        if choice == "clear":
            cleared.update(indexes[1:])
        elif choice != "both":
            dropped.update(indexes[1:] if choice == "first" else indexes[:-1])
    return [
        entry.but(code="") if index in cleared else entry
        for index, entry in enumerate(entries)
        if index not in dropped
    ]


def _is_one_project(own: Sequence[Entry]) -> bool:
    """Whether all of them are the same project, its amount included, of the same unit."""
    return len({(e.unit, e.project.name, e.project.budget.total.text) for e in own}) == 1


def _same_code(code: str, own: Sequence[Entry]) -> str:
    named = [f"{e.project.name or '未命名项目'}（{e.part.file}）" for e in own]
    return f"项目编码 {code} 有 {len(own)} 个项目：{quoted(named)}"


def _money_unit(entries: Sequence[Entry], decisions: Decisions) -> str:
    """The unit of money of the book: that of all files, or the one chosen."""
    units: dict[str, list[Entry]] = {}
    for entry in entries:
        units.setdefault(entry.part.money_unit, []).append(entry)
    if not units:
        return "万元"
    if len(units) == 1:
        (unit,) = units
        return unit
    words = "，".join(f"{quoted(files_of(own))}是{unit}" for unit, own in units.items())
    files = files_of(entries)
    return decisions.decide("money_unit", "book", f"金额单位不同：{words}", files, "万元")


def _in_unit(entry: Entry, unit: str) -> Entry:
    return Entry(project_in(entry.project, entry.part.money_unit, unit), entry.part)


def _tell_amounts(entries: Sequence[Entry], decisions: Decisions) -> None:
    """Every amount that is no number, and every project without 预算数; none is taken for 0."""
    for number, entry in enumerate(entries):
        for name, label in AMOUNTS.items():
            money: Money = getattr(entry.project.budget, name)
            own = entry.part.money_unit
            unread = amount_in(money, own, own) is None
            if not unread or (money.is_blank and name != "total"):
                continue
            file, project = entry.part.file, entry.project.name or "未命名项目"
            fault = f"“{money.text}”不是数字" if not money.is_blank else "没有填"
            if money.amount is not None and own not in YUAN_PER_UNIT:
                fault = f"“{money.text}”的金额单位“{own}”不认识"
            sentence = f"“{file}”的项目“{project}”{label}{fault}，没有计入合计"
            decisions.tell("amount", f"{file}:{number}:{name}", sentence, (file,))


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Unit by unit, by code; units without one, and those without a name, at the end."""
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        first.setdefault(entry.unit, index)

    def place(entry: Entry) -> tuple[bool, bool, str, int]:
        code = entry.project.unit.code
        return not entry.unit, not code, code, first[entry.unit]

    return sorted(entries, key=place)


def _with_own_ids(entries: Iterable[Entry]) -> list[Entry]:
    """No id twice: the same book may have been given twice, and kept."""
    seen: set[str] = set()
    own: list[Entry] = []
    for entry in entries:
        project: Project = entry.project
        if project.id in seen:
            project = with_new_ids(project)
        seen.add(project.id)
        own.append(Entry(project, entry.part))
    return own


def _book(projects: Sequence[Project], year: int | None, money_unit: str) -> Submission:
    of_year = f"{year}年" if year else ""
    title = f"{of_year}项目支出绩效目标汇总"
    book = Submission(title=title, year=year, money_unit=money_unit, projects=tuple(projects))
    return book.but(subtotals=_subtotals(book))


def _subtotals(book: Submission) -> tuple[Subtotal, ...]:
    """Rows for the whole, each department above units and each unit (F9)."""
    rows = [Subtotal(unit=Party(code=TOTAL), amount=_money(whole_total(book)))]
    owners: dict[Party, list[Project]] = {}
    for project in book.projects:
        for party in dict.fromkeys((project.supervisor, project.unit)):
            owners.setdefault(party, []).append(project)
    for party, own in owners.items():
        if party.code or party.name:
            total = total_of(unit_label(party), own, book.money_unit)
            rows.append(Subtotal(unit=party, amount=_money(total)))
    return tuple(rows)


def _money(total: Total) -> Money:
    """Blank where an amount is missing, which no printed sum may hide."""
    known = total.projects and not total.missing
    return Money(text=plain(total.sums["total"])) if known else Money()
