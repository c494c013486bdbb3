# SPDX-License-Identifier: MulanPSL-2.0
"""Books full of everything that a layout prints, made from a seed: any size, blanks, long texts."""

from __future__ import annotations

from random import Random

from fuyi_editor.layouts.definition.layout import Layout
from fuyi_editor.layouts.definition.places import with_places
from fuyi_editor.model.fields import FIELDS, JOINED, write_field
from fuyi_editor.model.nodes import (
    Department,
    Goal,
    Indicator,
    IndicatorGroup,
    IndicatorKind,
    Midterm,
    Party,
    Project,
    Report,
    ReportParagraph,
    ReportSection,
    Safeguard,
    SpendingStep,
    SubGoal,
    Submission,
    Task,
)
from fuyi_editor.model.value import IndicatorValue

# None is a label, none begins or ends with white space; the last ones are long or have two lines.
WORDS = (
    "培训人数", "妇女满意率", "“三八”活动场次", "（补助）标准≤200元/户", "=100%", "A-1 +@",
    "2、参加人员",
    "1.开展宣传；", "按计划", "完成：及时", "维权，帮扶", "x" * 70, "妇女儿童" * 60,
)  # fmt: skip
LINES = ("1.培训\n2.宣传", "目标一：甲\n目标二：乙\n目标三：丙", "第一行\n\n第三行")
VALUES = ("≥95%", "≤200元/户", "优", "2027年12月底前完成", "100.00(%)", "7*24小时", "完成")
AMOUNTS = ("6.00", "771,325,800.00", "10000万元", "0", "12.5")


_SUB_GOAL = SubGoal(name="干部培训", goals=(Goal(text="提高能力。"),))
_EXTRA = {
    "项目属性": "新增", "项目周期": "1年", "项目性质": "经常性", "项目类别": "", "总分值": "100",
}  # fmt: skip


class BookMaker:
    """Makes one book of a layout; `size` is the number of indicators of a project or so."""

    def __init__(self, layout: Layout, seed: int, size: int) -> None:
        self._layout = layout
        self._random = Random(seed)
        self._size = size
        cells = [c.text for g in layout.grids() for row in g.rows for c in row.cells]
        self._outlined = "{outline}" in cells
        self._listed = "{indicator_list}" in cells
        self._flat = "{group.name}" not in cells and not self._outlined

    def book(self) -> Submission:
        layout, year = self._layout, self._random.choice([2023, 2027])
        title = layout.new_title.replace("{year}", str(year))
        book = Submission(
            title=title,
            year=year,
            unit=Party(code="713001", name="唐山市丰润区妇女联合会本级"),
            money_unit=layout.money_unit,
        )
        if layout.department:
            book = book.but(unit=Party(name="湛江市妇女联合会"), department=self._department())
        if layout.prints_projects:
            count = self._random.choice([1, 2, 4])
            book = book.but(projects=tuple(self._project() for _ in range(count)))
        if layout.report:
            book = book.but(report=self._report())
        return with_places(book, layout)

    def _word(self, *, blank: bool = True) -> str:
        if blank and self._random.random() < 0.2:
            return ""
        return self._random.choice(WORDS)

    def _text(self) -> str:
        return self._random.choice(LINES) if self._random.random() < 0.3 else self._word()

    def _amount(self) -> str:
        return "" if self._random.random() < 0.2 else self._random.choice(AMOUNTS)

    def _filled(self, node, skip=()):
        """Every plain field of the node with some text; whether the form prints it or not."""
        for field in FIELDS[type(node)]:
            if field.name in JOINED or field.name in ("secret", "unit", *skip):
                continue
            money = field.name.startswith(("budget", "execution", "amount"))
            text = self._amount() if money else self._text() if field.lines else self._word()
            node = write_field(node, field.name, text)
        return node

    def _indicator(self) -> Indicator:
        indicator = self._filled(Indicator(), skip=("value", "name"))
        # In two halves (F1) an indicator that says nothing could not be told from a shorter half.
        halves = self._layout.prints("mid.name")
        name = self._word(blank=not halves).replace("；", "")
        if self._outlined or self._listed:  # a space, a number or a stop would end the name
            name = f"指标{self._random.randrange(999)}"
        value = self._random.choice(("", *VALUES))
        return indicator.but(name=name, value=IndicatorValue(text=value))

    def _indicators(self, size: int) -> tuple[IndicatorGroup, ...]:
        rows = [self._indicator() for _ in range(size)]
        if self._flat:
            return (IndicatorGroup(kinds=(IndicatorKind(indicators=tuple(rows)),)),) if rows else ()
        pairs = [(g, k) for g, kinds in self._layout.taxonomy.groups.items() for k in kinds]
        chosen = sorted(self._random.choices(range(len(pairs)), k=size))
        tree: dict[str, dict[str, list[Indicator]]] = {}
        for index, row in zip(chosen, rows, strict=True):
            group, kind = pairs[index]
            tree.setdefault(group, {}).setdefault(kind, []).append(row)
        return tuple(
            IndicatorGroup(
                name=group,
                kinds=tuple(IndicatorKind(name=k, indicators=tuple(r)) for k, r in kinds.items()),
            )
            for group, kinds in tree.items()
        )

    def _project(self) -> Project:
        secret = self._layout.name == "guangzhou-project" and self._random.random() < 0.3
        project = self._filled(Project(), skip=("name",)).but(
            name=self._word(blank=False),
            unit=Party(code="713001", name="唐山市丰润区妇女联合会本级"),
            secret=secret,
            spending_plan=tuple(
                SpendingStep(by=by, percent=self._random.choice(["", "20%", "100%"]))
                for by in self._layout.spending_plan
            ),
            goals=() if secret else self._goals(),
            indicators=() if secret else self._indicators(self._size),
            midterm=Midterm(
                goals=self._goals(), indicators=self._indicators(self._random.randrange(9))
            ),
        )
        if self._outlined:
            project = project.but(
                supervisor=Party(code="713", name="某县妇联"),
                unit=Party(code="713001", name="本级"),
            )
        extra = {
            "项目属性": "新增",
            "项目周期": "1年",
            "项目性质": "经常性",
            "项目类别": "",
            "总分值": "100",
        }
        return project.but(extra=extra, purpose="" if secret else project.purpose)

    def _goals(self) -> tuple[Goal, ...]:
        texts = self._text()
        return tuple(Goal(text=line) for line in texts.split("\n")) if texts else ()

    def _department(self) -> Department:
        narrative = any(part.each == "sub_goals" for part in self._layout.department)
        lines = [self._word(blank=False) for _ in range(3)]
        return self._filled(Department()).but(
            goals=tuple(Goal(text=line) for line in lines),
            sub_goals=(SubGoal(name="干部培训", goals=(Goal(text="提高能力。"),)),)
            if narrative
            else (),
            safeguards=(Safeguard(text="完善制度。"),) if narrative else (),
            tasks=() if narrative else tuple(self._filled(Task()) for _ in range(4)),
            other_tasks=() if narrative else (self._filled(Task()), self._filled(Task())),
            indicators=() if narrative else self._indicators(self._size),
            extra={"部门年度整体预算完成率": "90%", "审核意见": "不要一项填列"},
        )

    def _report(self) -> Report:
        sections = tuple(
            ReportSection(
                heading=heading,
                paragraphs=tuple(
                    ReportParagraph(text=f"正文{self._word()}。") for _ in range(self._size % 7)
                ),
            )
            for heading in self._layout.sections
        )
        return Report(sections=sections)
