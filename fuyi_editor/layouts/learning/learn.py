# SPDX-License-Identifier: MulanPSL-2.0
"""Learning a layout from a sample: the form of a new province without a programmer.

What parsing understood becomes fields, what is printed around it becomes words of the form. A cell
that was understood wrongly, or not at all, can be given its field by a person (`chosen`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fuyi_editor.layouts.definition.layout import Layout, PageData
from fuyi_editor.layouts.definition.layout_file import LayoutError, layout_from_text
from fuyi_editor.layouts.definition.toml import layout_text
from fuyi_editor.layouts.learning.flow import Section, sections_of, unbound
from fuyi_editor.layouts.learning.grid import GridLearner, Sample
from fuyi_editor.layouts.learning.paragraphs import paragraph_parts
from fuyi_editor.layouts.learning.styles import LearnedStyles
from fuyi_editor.layouts.reading.labels import known_labels
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.model.taxonomy import fold_group
from fuyi_editor.page.document import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fuyi_editor.layouts.definition.layout import PartData
    from fuyi_editor.layouts.reading.labels import Labels
    from fuyi_editor.layouts.reading.parse import ParsedPage
    from fuyi_editor.model.nodes import ReportSection, Submission
    from fuyi_editor.page.document import Block, PageDocument

Spot = tuple[int, int, int]
"""A cell of the sample: which grid, which row, at which column it begins (all from 0)."""

_HAIR = 0.05


@dataclass(frozen=True)
class LayoutNames:
    """How the layout to be is called; what is left blank is taken from the sample."""

    name: str
    title: str = ""
    description: str = ""
    source: str = ""


@dataclass(frozen=True)
class LearnedLayout:
    """A layout, the text of its file, and the sample as it was understood for it."""

    layout: Layout
    text: str
    parsed: ParsedPage


@dataclass
class _Learner:
    parsed: ParsedPage
    chosen: Mapping[Spot, str]
    styles: LearnedStyles
    _numbers: dict[int, int] = field(default_factory=dict[int, int])

    def __post_init__(self) -> None:
        blocks = self.parsed.page.blocks
        grids = [index for index, block in enumerate(blocks) if isinstance(block, Grid)]
        self._numbers = {index: number for number, index in enumerate(grids)}

    def parts(self, section: Section) -> tuple[PartData, ...]:
        """The blocks of a section as parts of a layout."""
        found: list[PartData] = []
        paragraphs: list[Block] = []
        for index in section.blocks:
            block = self.parsed.page.blocks[index]
            if isinstance(block, Grid):
                found += self._paragraphs(section, paragraphs)
                paragraphs = []
                found.append(self._grid(index, block))
            else:
                paragraphs.append(section.with_break(block))
        return (*found, *self._paragraphs(section, paragraphs))

    def _paragraphs(self, section: Section, blocks: list[Block]) -> list[PartData]:
        paragraphs = [block for block in blocks if not isinstance(block, Grid)]
        return paragraph_parts(paragraphs, section.name, self.parsed.submission, self.styles)

    def _grid(self, index: int, grid: Grid) -> PartData:
        number = self._numbers[index]
        chosen = {(row, col): text for (at, row, col), text in self.chosen.items() if at == number}
        page = self.parsed.page
        sample = Sample(page.grids, self.parsed.submission, self.parsed.labels, self.styles)
        return GridLearner(grid, sample, chosen).part()


def learn(
    page: PageDocument,
    words: LayoutNames,
    labels: Labels | None = None,
    chosen: Mapping[Spot, str] | None = None,
) -> LearnedLayout:
    """The layout of a sample. `LayoutError` where the sample has no form in it.

    `labels` are the labels that count, those that a person added among them; `chosen` are templates
    (or fixed words) for single cells, which count more.
    """
    parsed = parse_page(unbound(page), {}, labels or known_labels())
    submission = parsed.submission
    styles = LearnedStyles(c.style for g in page.grids for _, c in g.cells())
    learner = _Learner(parsed, chosen or {}, styles)
    parts = {s.name: learner.parts(s) for s in sections_of(parsed.page, submission)}
    if not any(name in parts for name in ("department", "projects", "project", "report")):
        cause = "样表里没有认出项目、部门或报告的内容，请先指出“项目名称”在哪一格"
        raise LayoutError(f"学不成版式：{cause}。")
    footer = styles.name(page.setup.footer_style, "footer") if page.setup.footer else ""
    layout = Layout.model_validate(
        {
            "name": words.name,
            "title": words.title or suggested_title(submission) or words.name,
            "description": words.description,
            "source": words.source,
            "taxonomy": _taxonomy(submission),
            "money_unit": submission.money_unit,
            "spending_plan": _plan(submission),
            "new_title": _new_title(submission),
            "sections": [section.heading for section in _report_sections(submission)],
            "page": _page(page),
            "styles": {**styles.data, **({"footer": styles.data[footer]} if footer else {})},
            **parts,
        }
    )
    text = layout_text(layout, ["从样表学来的版式；可以照着别的版式修改。"])
    return LearnedLayout(layout_from_text(text, f"{words.name}.toml"), text, parsed)


def _taxonomy(submission: Submission) -> str:
    owners = (*submission.projects, submission.department)
    groups = {fold_group(group.name) for owner in owners if owner for group in owner.indicators}
    return "T2021" if "成本指标" in groups else "T2015"


def _plan(submission: Submission) -> list[str]:
    plans = Counter(tuple(s.by for s in p.spending_plan) for p in submission.projects)
    return list(plans.most_common(1)[0][0]) if plans else []


def _report_sections(submission: Submission) -> Iterable[ReportSection]:
    return submission.report.sections if submission.report else ()


def _new_title(submission: Submission) -> str:
    year, title = str(submission.year or ""), re.sub(r"[{}]", "", submission.title)
    if not title:
        return "{year}年项目绩效目标表"
    return title.replace(year, "{year}", 1) if year else title


def suggested_title(submission: Submission) -> str:
    """A title for the layout of a sample: that of the sample, which should not name a year."""
    return re.sub(r"^.*?20\d\d\s*年度?", "", submission.title).strip() or submission.title


def _page(page: PageDocument) -> dict[str, object]:
    setup = page.setup
    names = [name for name in PageData.model_fields if name != "footer"]
    return {**{name: _length(getattr(setup, name)) for name in names}, "footer": setup.footer}


def _length(value: float) -> float:
    """Millimetres; files count in units of their own: 210.01 is A4's 210."""
    return float(round(value)) if abs(value - round(value)) < _HAIR else round(value, 2)
