# SPDX-License-Identifier: MulanPSL-2.0
"""Rules A: is everything there that the form and the reviewers ask for."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from fuyi_editor.checks.findings import Severity
from fuyi_editor.checks.presence.report_indicators import unquantified_report
from fuyi_editor.checks.rule import Observation, Rule, cannot_tell, clean, found, not_applicable
from fuyi_editor.model.fields import FIELDS, field_label, read_field
from fuyi_editor.model.nodes import (
    Department,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Node,
    Project,
    Submission,
)
from fuyi_editor.model.numbering import says_nothing
from fuyi_editor.model.taxonomy import fold_group, fold_kind
from fuyi_editor.model.value import ValueKind
from fuyi_editor.model.width import to_half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuyi_editor.checks.sheet import Book, Row, Sheet

_PLACE_OR_OFFICE = re.compile("[省市区县旗州乡镇局委院]|街道|中心|联合会")
_REQUIRED = ("name", "goals", "budget.total")
# Columns and boxes that a form may not have: asked for only where others have filled them in.
_ASKED_AS_OTHERS_DO = ("code", "supervisor", "purpose")
_HIDDEN = ("goals", "purpose")  # where the project is secret
_OPTIONAL_COLUMNS = ("description", "basis")
_OUTPUT, _EFFECT, _SATISFACTION = "产出指标", "效益指标", "满意度指标"


def missing_header(sheet: Sheet) -> Iterator[Observation]:
    """A01 for the boxes above the indicators of a project."""
    project = sheet.project
    if project is None:
        return
    for field in FIELDS[Project]:
        name, label = field.name, field.label
        if not sheet.prints(Project, name) or (sheet.is_secret and name in _HIDDEN):
            yield not_applicable(project, name)
        elif not says_nothing(read_field(project, name)):
            yield clean(project, name)
        elif name in _REQUIRED:
            yield found(project, name, "header", label=label)
        elif name == "unit" and name in sheet.facts.used_fields:
            yield found(project, name, "header_others_have", label=label)
        elif name in _ASKED_AS_OTHERS_DO and name in sheet.facts.used_fields:
            warning = Severity.WARNING
            yield found(project, name, "header_others_have", severity=warning, label=label)
        else:
            yield not_applicable(project, name)


def missing_book_header(book: Book) -> Iterator[Observation]:
    """A01 for the year and unit of the book; a unit named in the projects is enough.

    A form that names no unit anywhere is not asked for one.
    """
    submission = book.submission
    if submission.year is None:
        yield found(submission, "year", "header", label=field_label(submission, "year"))
    else:
        yield clean(submission, "year")
    only_report = submission.report is not None and not (
        submission.department or submission.projects
    )
    printed = book.facts.printed
    named = printed is None or (Submission, "unit") in printed
    if only_report:
        # A report says whose it is in its title alone (laoting-2023 does not).
        named_in_title = _PLACE_OR_OFFICE.search(submission.title) is not None
        say = clean if named_in_title else partial(found, key="report_title")
        yield say(submission, "title")
    if read_field(submission, "unit").strip():
        yield clean(submission, "unit")
    elif only_report or not named or "unit" in book.facts.used_fields:
        yield not_applicable(submission, "unit")
    else:
        yield found(submission, "unit", "header", label=field_label(submission, "unit"))


def missing_cells(sheet: Sheet) -> Iterator[Observation]:
    """A01 for the rows: name and value always, other columns where this table uses them."""
    columns = {
        name: any(read_field(row.indicator, name).strip() for row in sheet.rows)
        for name in _OPTIONAL_COLUMNS
    }
    for row in sheet.rows:
        yield from _name_and_value(row, sheet)
        for name, is_used in columns.items():
            yield _optional_cell(row, name, is_used)


def _name_and_value(row: Row, sheet: Sheet) -> Iterator[Observation]:
    indicator = row.indicator
    if row.is_blank:
        # One finding for an empty row: it is one thing to do, fill it or delete it.
        yield found(indicator, "name", "row", kind=_heading(row))
        yield not_applicable(indicator, "value")
        return
    if indicator.name.strip():
        yield clean(indicator, "name")
    else:
        yield found(indicator, "name", "name", value=indicator.value.text)
    if not indicator.value.is_blank:
        yield clean(indicator, "value")
    elif sheet.prints(Indicator, "value"):
        yield found(indicator, "value", "value")
    else:
        yield not_applicable(indicator, "value")


def _heading(row: Row) -> str:
    """What an indicator without a name stands under."""
    if row.kind is None or row.group is None:
        return "分项绩效目标"
    return row.kind.name or row.group.name or "绩效指标"


def _optional_cell(row: Row, name: str, is_used: bool) -> Observation:
    indicator = row.indicator
    if read_field(indicator, name).strip():
        return clean(indicator, name)
    if not is_used or row.is_blank:
        return not_applicable(indicator, name)
    label = field_label(indicator, name)
    return found(indicator, name, "column", severity=Severity.WARNING, label=label)


def incomplete_quantity(row: Row, sheet: Sheet) -> Observation:
    """A02: a quantity is sign, number and unit; words and dates are not asked."""
    indicator = row.indicator
    if row.value_kind is ValueKind.UNKNOWN and not indicator.value.is_blank:
        return cannot_tell(indicator, "value", "unknown")
    if row.value_kind is not ValueKind.QUANTITY:
        return not_applicable(indicator, "value")
    unit_missing = not row.unit
    if unit_missing and not _name_gives_unit(row, sheet):
        return found(indicator, "value", "no_unit" if row.sign else "no_sign_no_unit")
    if not row.sign:
        return found(indicator, "value", "no_sign", severity=Severity.WARNING)
    if unit_missing:
        return found(indicator, "value", "unit_in_name", severity=Severity.WARNING)
    return clean(indicator, "value")


def _name_gives_unit(row: Row, sheet: Sheet) -> bool:
    """活动次数 counts 次, 覆盖率 is in %, 培训费(万元) says it: then readers know what is meant."""
    words = sheet.words
    known_note = bool(row.name_note) and (
        words.is_measure(row.name_note)
        or any(row.name_note in counts.units for counts in words.counts)
    )
    counts = words.counts_of(row.name)
    return known_note or words.is_rate(row.name) or bool(counts and counts.units)


def missing_groups(sheet: Sheet) -> Iterator[Observation]:
    """A03: 产出 and 效益 always, 满意度 expected; 产出 with its usual 二级 kinds."""
    # A department's goals may come without indicators of their own.
    no_own = sheet.project is None and not sheet.owner.indicators
    if no_own or sheet.is_list or sheet.is_secret:
        yield not_applicable(sheet.owner, _groups_field(sheet.owner))
        return
    filled = {fold_group(r.group.name) for r in sheet.rows if r.group and not r.is_blank}
    for group in (_OUTPUT, _EFFECT, _SATISFACTION):
        place = _group_or_owner(sheet, group)
        if group not in filled:
            severity = Severity.WARNING if group == _SATISFACTION else Severity.ERROR
            yield found(place, _groups_field(place), "no_group", severity=severity, group=group)
            continue
        lacking = _lacking_kinds(sheet) if group == _OUTPUT else ""
        if lacking:
            yield found(
                place,
                _groups_field(place),
                "no_kind",
                severity=Severity.WARNING,
                group=group,
                kinds=lacking,
            )
        else:
            yield clean(place, _groups_field(place))


def _groups_field(node: Node) -> str:
    """The field at which groups are missed; a department has no name of its own."""
    return "indicators" if isinstance(node, Department) else "name"


def _group_or_owner(sheet: Sheet, group: str) -> Node:
    return next((g for g in sheet.owner.indicators if fold_group(g.name) == group), sheet.owner)


def _lacking_kinds(sheet: Sheet) -> str:
    """The 二级 kinds of 产出 without a row; one that stands as a 一级 is A04's business."""
    there: set[str] = set()
    for row in sheet.rows:
        if row.group and row.kind and not row.is_blank:
            group = fold_group(row.group.name)
            there.add(fold_kind(row.kind.name) if group == _OUTPUT else group)
    return "、".join(kind for kind in sheet.facts.taxonomy.groups[_OUTPUT] if kind not in there)


def wrong_pair(sheet: Sheet) -> Iterator[Observation]:
    """A04: the 一级 belongs to the taxonomy, and the 二级 under it to the 一级."""
    for group in sheet.owner.indicators:
        yield from _wrong_group(group, sheet)


def _wrong_group(group: IndicatorGroup, sheet: Sheet) -> Iterator[Observation]:
    allowed = sheet.facts.taxonomy.groups
    folded = fold_group(group.name)
    if sheet.is_list:
        yield not_applicable(group, "name")
    elif not folded:
        yield cannot_tell(group, "name", "blank_group")
    elif folded not in allowed:
        yield _unknown_group(group, sheet)
    else:
        yield clean(group, "name")
    for kind in group.kinds:
        if folded in allowed:
            yield _wrong_kind(kind, group, sheet)
        else:
            yield not_applicable(kind, "name")


def _unknown_group(group: IndicatorGroup, sheet: Sheet) -> Observation:
    home = _home_of(fold_kind(group.name), sheet)
    if home:
        return found(group, "name", "kind_as_group", home=home)
    return found(group, "name", "unknown_group", groups="、".join(sheet.facts.taxonomy.groups))


def _wrong_kind(kind: IndicatorKind, group: IndicatorGroup, sheet: Sheet) -> Observation:
    taxonomy = sheet.facts.taxonomy
    if taxonomy.allows(group.name, kind.name):
        return clean(kind, "name")
    names = taxonomy.groups[fold_group(group.name)]
    kinds = "、".join(names)
    if not kind.name.strip():
        # 满意度 has but one 二级, and outlines often go without it (F9).
        severity = Severity.HINT if len(names) == 1 and sheet.is_outline else Severity.WARNING
        return found(kind, "name", "blank_kind", severity=severity, group=group.name, kinds=kinds)
    home = _home_of(fold_kind(kind.name), sheet)
    key = "other_group" if home else "unknown_kind"
    other = (group, "name")
    return found(kind, "name", key, other=other, group=group.name, kinds=kinds, home=home)


def _home_of(folded_kind: str, sheet: Sheet) -> str:
    """The 一级 that has this 二级 in the taxonomy, empty if none has."""
    groups = sheet.facts.taxonomy.groups
    return next((group for group, kinds in groups.items() if folded_kind in kinds), "")


def placeholders(sheet: Sheet) -> Iterator[Observation]:
    """A05: names and values with something still to be filled in, or that the system refuses."""
    for row in sheet.rows:
        yield _placeholder_in_name(row.indicator, sheet)
        yield _placeholder_in_value(row, sheet)


def _placeholder_in_name(indicator: Indicator, sheet: Sheet) -> Observation:
    text = to_half_width(indicator.name).strip()
    if not text:
        return not_applicable(indicator, "name")
    if any(pattern.search(text) for pattern in sheet.words.name_placeholders):
        return found(indicator, "name", "name")
    return clean(indicator, "name")


def _placeholder_in_value(row: Row, sheet: Sheet) -> Observation:
    indicator, words = row.indicator, sheet.words
    text = to_half_width(indicator.value.text).strip()
    if not text:
        return not_applicable(indicator, "value")
    if row.is_unfilled:
        return found(indicator, "value", "value")
    if refused := words.refused_in_values.search(text):
        return found(indicator, "value", "refused", sign=refused[0])
    if words.hyphen_in_range.search(text):
        # Published books do have 2021-2030年; the system refuses it, reviewers do not.
        return found(indicator, "value", "hyphen", severity=Severity.WARNING)
    return clean(indicator, "value")


def _missing_in_table(sheet: Sheet) -> Iterator[Observation]:
    yield from missing_header(sheet)
    yield from missing_cells(sheet)


RULES = (
    Rule("A01", sheet=_missing_in_table, book=missing_book_header),
    Rule("A02", row=incomplete_quantity, book=unquantified_report),
    Rule("A03", sheet=missing_groups),
    Rule("A04", sheet=wrong_pair),
    Rule("A05", sheet=placeholders),
)
