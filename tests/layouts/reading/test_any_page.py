# SPDX-License-Identifier: MulanPSL-2.0
"""Any page at all: nothing on it is lost when it is read, and an edit changes just what it says."""

from __future__ import annotations

import tomllib
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.layouts.definition.template import placeholders
from fuyi_editor.layouts.reading.label_cells import LabelCells
from fuyi_editor.layouts.reading.parse import ParsedPage, parse_page
from fuyi_editor.layouts.report.places import PageReading, ReadState
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.edits import SetField
from fuyi_editor.model.fields import JOINED
from fuyi_editor.page.document import Binding, Cell, Grid, PageDocument, Paragraph, Row, check_grid
from fuyi_editor.resource_files import resource
from tests.submissions import edited

LAYOUTS = load_layouts()
PAGES = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))

_DATA = tomllib.loads(resource("labels.toml").read_text(encoding="utf-8"))
_PARTS = {
    part: [text for texts in found.values() for text in texts] for part, found in _DATA.items()
}
_LABELS = [text for texts in _PARTS.values() for text in texts]
_TEXTS = [
    "", "培训", "6.00", "≥95%", "产出指标", "数量指标", "1", "合计", "单位：万元", "总分：", "x\ny",
    "3月底", "20%", "涉密项目", "备注", "{name}", "a{b", "1.2绩效目标表", "名称", "金额", "完成值",
    "一、产出指标\n(一) 数量指标：\n1. 甲 ≥1", "填表人：王某", "其他", " 项目名称 ：", "*指标值",
    "其中：部门年度整体预算完成率：90%。",
]  # fmt: skip
_LINES = [
    "", "标题", "2024年项目绩效目标表", "第一部分", "一、总体绩效目标", "二、分项绩效目标",
    "（一）甲", "绩效指标：a，b大于等于95%。", "三、工作保障措施", "1.培训绩效目标表",
    "2.绩效目标表",
    "单位：元", "某委　　单位：万元", "（2024年度）", "填表说明", "审核意见：不错", "附件1",
    "一、部门整体概况", "申请预算5万元", "培训项目绩效目标表", "3.{x}绩效目标表", "审核意见：{a}",
]  # fmt: skip
_TITLES = {
    "columns": ["一级指标", "二级指标", "三级指标", "指标值"],
    "tasks": ["任务名称", "主要内容", "金额"],
    "projects": ["项目名称", "预算数", "绩效目标", "绩效指标"],
}
_POOLS = [_LABELS, _PARTS["columns"], _PARTS["tasks"], _PARTS["projects"], _TEXTS, _TEXTS]


@st.composite
def rows(draw: st.DrawFn, width: int, above: dict[int, Cell]) -> Row:
    """A row of titles, of labels, of content, or a blank one; cells may span and go on."""
    titles = draw(st.sampled_from([None, None, None, *_TITLES.values()]))
    pool = st.sampled_from(draw(st.sampled_from([*_POOLS, [""]])))
    any_text = st.one_of(pool, pool, st.sampled_from(_TEXTS), st.just("项目名称"))
    cells: list[Cell] = []
    column = 0
    while column < width:
        upper = above.get(column)
        if upper is not None and draw(st.integers(0, 4)) == 0:
            cells.append(Cell("", column, upper.column_span, continues=True))
        else:
            titled = titles is not None and column < len(titles)
            span = 1 if titled else min(draw(st.sampled_from([1, 1, 1, 2, 3])), width - column)
            text = titles[column] if titles and titled else draw(any_text)
            cells.append(Cell(text, column, span))
        column += cells[-1].column_span
    return Row(tuple(cells))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 7))
    made: list[Row] = []
    above: dict[int, Cell] = {}
    for _ in range(draw(st.integers(1, 9))):
        made.append(draw(rows(width, above)))
        above = {cell.column: cell for cell in made[-1].cells}
    grid = Grid((20.0,) * width, tuple(made))
    check_grid(grid)
    return grid


paragraphs = st.builds(
    Paragraph,
    text=st.sampled_from(_LINES),
    outline_level=st.integers(0, 1),
    contents=st.sampled_from([False] * 7 + [True]),
)
pages = st.lists(st.one_of(paragraphs, grids()), min_size=1, max_size=7).map(
    lambda blocks: PageDocument(tuple(blocks))
)


def _parts(page: PageDocument):
    """Every cell and paragraph with its place."""
    for number, block in enumerate(page.blocks):
        if isinstance(block, Paragraph):
            yield (number, 0, 0), block
            continue
        for row, cells in enumerate(block.rows):
            yield from (((number, row, cell.column), cell) for cell in cells.cells)


def _bound_fields(parsed: ParsedPage) -> list[tuple[str, str]]:
    found = dict.fromkeys(
        (part.binding.node, part.binding.field)
        for _, part in _parts(parsed.page)
        if part.binding and part.binding.field and not getattr(part, "continues", False)
    )
    return [(node, name) for node, name in found if name and name != "year"]


def _check(page: PageDocument) -> None:
    for grid in page.grids:
        check_grid(grid)


@PAGES
@given(pages)
def test_every_text_is_read_or_a_label_or_reported(page):
    parsed = parse_page(page, LAYOUTS)
    texts = [(place, part.text) for place, part in _parts(page)]
    assert [(place, part.text) for place, part in _parts(parsed.page)] == texts
    for _, part in _parts(parsed.page):
        assert part.binding is None or parsed.submission.holds(part.binding.node)
    words = LabelCells(parsed.labels, parsed.layout, parsed.submission.title)
    reading = PageReading(parsed.page, words, parsed.report.unread)
    pieces = [piece for block in reading.blocks for piece in block.pieces]
    shown = Counter(
        part.text
        for _, part in _parts(parsed.page)
        if part.text.strip() and not getattr(part, "continues", False)
    )
    assert Counter(piece.text for piece in pieces if piece.state is not ReadState.BLANK) == shown
    reported = {unread.block for unread in parsed.report.unread}
    unread = {piece.spot.block for piece in pieces if piece.state is ReadState.UNREAD}
    assert unread == reported


@PAGES
@given(pages)
def test_without_an_edit_it_is_the_very_page(page):
    parsed = parse_page(page, LAYOUTS)
    reviser = Reviser(parsed.page, parsed.submission, parsed.labels)
    assert reviser.page(parsed.submission) is parsed.page
    assert reviser.page(parsed.submission.but()).blocks == parsed.page.blocks


def _concerns(binding: Binding | None, parsed: ParsedPage, node_id: str) -> bool:
    """Whether a cell shows that node, or of the node above it what is joined of it (goals)."""
    if binding is None or not placeholders(binding.template):
        return False
    return binding.node in {node.id for node in parsed.submission.chain(node_id)}


@PAGES
@given(pages, st.data())
def test_a_field_that_is_set_changes_only_what_shows_it(page, data):
    parsed = parse_page(page, LAYOUTS)
    fields = _bound_fields(parsed)
    if not fields:
        return
    node, name = data.draw(st.sampled_from(fields))
    after = SetField(node=node, field=name, text="新的内容").apply(parsed.submission)
    revised = Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
    _check(revised)
    old, new = list(_parts(parsed.page)), list(_parts(revised))
    if name in JOINED and len(old) != len(new):
        return  # a list of fewer lines: rows that show one of its nodes too go with it
    changed = [
        (before, part)
        for (place, before), (now, part) in zip(old, new, strict=True)
        if place != now or before != part
    ]
    for before, _ in changed:
        assert _concerns(before.binding, parsed, node), (name, before)
    if not getattr(after.find(node) if after.holds(node) else None, "secret", False):
        assert any("新的内容" in part.text for _, part in changed), name


@PAGES
@given(pages, st.data())
def test_random_edits_leave_whole_grids(page, data):
    parsed = parse_page(page, LAYOUTS)
    reviser = Reviser(parsed.page, parsed.submission, parsed.labels)
    after = parsed.submission
    for _ in range(2):
        after = edited(after, data, 4)
        kept = reviser.page(after)
        _check(kept)
        assert kept == Reviser(parsed.page, parsed.submission, parsed.labels).page(after)
