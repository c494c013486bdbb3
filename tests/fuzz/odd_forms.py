# SPDX-License-Identifier: MulanPSL-2.0
"""Well-formed files whose tables are no form anyone publishes: labels, rows, columns displaced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.xlsx.write import compose_xlsx
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row
from tests.fuzz.sources import WORD, html_of, page_of, undated

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from fuyi_editor.page.document import Block

_LABELS = (
    "项目名称", "项目编码", "一级指标", "二级指标", "三级指标", "指标值", "绩效目标", "合计",
    "产出指标", "效益指标", "满意度指标", "数量指标", "年度目标", "资金支出计划", "备注", "预算数",
    "部门职责", "总体绩效目标", "主管部门", "单位名称", "其中：财政拨款", "得分", "实际完成值",
)  # fmt: skip
_VALUES = (
    "", "=1+1", "+5", "-", "@x", "≥95%", "=cmd|'/C calc'!A0", "1e999", "٣٤", "－１", "０", "∞",
    "100000000000000000000000", "12.345678901234567890", "1,2,3", "x\ny\nz", "\n", "妇" * 2000,
    "{name}", "目标1：", "3月底", "2023年2月30日", "0/0", "9" * 60, "\u200b", "≥≤=><", "百分之百",
)  # fmt: skip


def _cell_texts(random: Random, row: Row, words: tuple[str, ...], share: float) -> Row:
    cells = (
        replace(cell, text=random.choice(words))
        if not cell.continues and random.random() < share
        else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def labels_anywhere(random: Random, grid: Grid) -> Grid:
    """Labels of the form in the places of values."""
    share = random.choice((0.02, 0.1, 0.5, 1.0))
    return replace(grid, rows=tuple(_cell_texts(random, row, _LABELS, share) for row in grid.rows))


def odd_values(random: Random, grid: Grid) -> Grid:
    """Values that are none."""
    share = random.choice((0.05, 0.3, 1.0))
    return replace(grid, rows=tuple(_cell_texts(random, row, _VALUES, share) for row in grid.rows))


def rows_gone(random: Random, grid: Grid) -> Grid:
    """Rows less: the header, the name, some indicators. What continued them stands for itself."""
    rows = list(grid.rows)
    for _ in range(random.choice((1, 2, 6))):
        if len(rows) > 1:
            rows.pop(random.randrange(len(rows)))
    return replace(grid, rows=_whole(rows))


def rows_shuffled(random: Random, grid: Grid) -> Grid:
    """All rows in another order."""
    return replace(grid, rows=_whole(random.sample(grid.rows, len(grid.rows))))


def rows_many(random: Random, grid: Grid) -> Grid:
    """A row, or all of them, again and again."""
    at = random.randrange(len(grid.rows))
    if random.random() < 0.3:
        return replace(grid, rows=_whole(list(grid.rows) * random.choice((2, 5))))
    rows = [*grid.rows[:at], *([grid.rows[at]] * random.choice((2, 30, 200))), *grid.rows[at:]]
    return replace(grid, rows=_whole(rows))


def columns_mirrored(random: Random, grid: Grid) -> Grid:
    """The table from right to left."""
    count = len(grid.columns)
    rows = [
        replace(
            row,
            cells=tuple(
                replace(cell, column=count - cell.column - cell.column_span)
                for cell in reversed(row.cells)
            ),
        )
        for row in grid.rows
    ]
    return replace(grid, columns=grid.columns[::-1], rows=tuple(rows))


def turned(random: Random, grid: Grid) -> Grid:
    """Rows as columns, without any merge."""
    texts = [[cell.text for cell in row.cells] for row in grid.rows[:12]]
    width = max(map(len, texts))
    rows = tuple(
        Row(tuple(Cell(line[at] if at < len(line) else "", n) for n, line in enumerate(texts)))
        for at in range(width)
    )
    return replace(grid, columns=(160 / len(texts),) * len(texts), rows=rows)


def merged_wildly(random: Random, grid: Grid) -> Grid:
    """Every row one cell over all columns, or cells merged down the whole table."""
    count = len(grid.columns)
    if random.random() < 0.5:
        rows = [replace(r, cells=(replace(r.cells[0], column_span=count, continues=False),))
                for r in grid.rows]  # fmt: skip
        return replace(grid, rows=tuple(rows))
    first = grid.rows[0]
    down = [replace(cell, continues=True) for cell in first.cells[:-1]]
    rows = [
        replace(row, cells=(*down, replace(first.cells[-1], text=row.cells[-1].text)))
        for row in grid.rows[1:]
    ]
    return replace(grid, rows=(first, *rows))


def _whole(rows: list[Row]) -> tuple[Row, ...]:
    """The rows with only such cells continuing the one above that have one there to continue."""
    made: list[Row] = []
    above: dict[int, int] = {}
    for row in rows:
        cells = tuple(
            replace(cell, continues=cell.continues and above.get(cell.column) == cell.column_span)
            for cell in row.cells
        )
        above = {cell.column: cell.column_span for cell in cells}
        made.append(replace(row, cells=cells))
    return tuple(made)


CHANGES: tuple[Callable[[Random, Grid], Grid], ...] = (
    labels_anywhere, odd_values, odd_values, rows_gone, rows_shuffled, rows_many, columns_mirrored,
    turned, merged_wildly,
)  # fmt: skip


def odd_form(random: Random) -> tuple[str, bytes]:
    """One of the samples with its tables changed, as .docx, .xlsx, page or clipboard."""
    page = page_of(random.choice(WORD))
    blocks = [_changed(random, block) for block in page.blocks]
    if random.random() < 0.3:
        random.shuffle(blocks)
    page = PageDocument(tuple(blocks), page.setup, page.title)
    kind = random.choice(("docx", "docx", "xlsx", "xlsx", "html", "clipboard"))
    if kind == "docx":
        return kind, undated(compose_docx(page))
    return kind, undated(compose_xlsx(page)) if kind == "xlsx" else html_of(page).encode()


def _changed(random: Random, block: Block) -> Block:
    if isinstance(block, Paragraph):
        odd = random.choice((*_LABELS, *_VALUES))
        return replace(block, text=odd) if random.random() < 0.1 else block
    for _ in range(random.choice((0, 1, 1, 2))):
        block = random.choice(CHANGES)(random, block)
    return block
