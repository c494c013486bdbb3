# SPDX-License-Identifier: MulanPSL-2.0
"""A book opened, changed, saved and opened again: in place, composed anew, from JSON."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fuyi_editor.files.book import Book, composed, new_book, open_book, save_book
from fuyi_editor.files.docx.compose import compose_docx
from fuyi_editor.files.errors import ReadError, SaveError
from fuyi_editor.layouts.definition.layout_file import load_layouts
from fuyi_editor.model import arrange
from fuyi_editor.model.edits import SetField, apply_edits
from fuyi_editor.model.export import to_data
from fuyi_editor.model.nodes import (
    IndicatorGroup,
    IndicatorKind,
    ReportSection,
    Submission,
    Subtotal,
)
from fuyi_editor.page.document import Cell, Grid, PageDocument, Paragraph, Row

DATA = Path(__file__).parents[1] / "data"
LAYOUTS = load_layouts()
# Opened, saved and edited in place as they were published.
NAMES = ["fengrun-2023", "tianjin-2024"]
PUBLISHED = [*NAMES, "menyuan-2023", "zhanjiang-2021", "guangzhou-2021", "laoting-2023-report"]


def _open(path: Path):
    return open_book(path, LAYOUTS)


@pytest.mark.parametrize("name", PUBLISHED)
def test_saved_without_an_edit_it_is_the_same_bytes(name, tmp_path):
    source = DATA / f"{name}.docx"
    book = _open(source)
    save_book(book, book.submission, tmp_path / "same.docx")
    assert (tmp_path / "same.docx").read_bytes() == source.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_one_edited_value_changes_one_cell_of_the_file(name, tmp_path):
    book = _open(DATA / f"{name}.docx")
    indicator = book.submission.projects[0].indicators[0].kinds[0].indicators[0]
    after = SetField(node=indicator.id, field="value", text="≥6次").apply(book.submission)
    save_book(book, after, tmp_path / "one.docx")
    again = _open(tmp_path / "one.docx")
    assert _differences(book.page(book.submission), again.page(again.submission)) == [
        (indicator.value.text, "≥6次")
    ]
    assert _parts_that_differ(DATA / f"{name}.docx", tmp_path / "one.docx") == ["word/document.xml"]


def _differences(old, new) -> list[tuple[str, str]]:
    """Cells and paragraphs whose text or fonts differ."""
    changed: list[tuple[str, str]] = []
    for before, after in zip(old.blocks, new.blocks, strict=True):
        if not isinstance(before, Grid):
            assert (before.text, before.style) == (after.text, after.style)
            continue
        for (_, one), (_, two) in zip(before.cells(), after.cells(), strict=True):
            assert one.style == two.style
            if one.text != two.text:
                changed.append((one.text, two.text))
    return changed


def _parts_that_differ(old: Path, new: Path) -> list[str]:
    with zipfile.ZipFile(old) as a, zipfile.ZipFile(BytesIO(new.read_bytes())) as b:
        assert a.namelist() == b.namelist()
        return [name for name in a.namelist() if a.read(name) != b.read(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_day_of_work_survives_saving(name, tmp_path):
    """Rows added, moved, dropped, a project copied and another deleted."""
    book = _open(DATA / f"{name}.docx")
    state = book.submission
    for act in (
        lambda s: arrange.add_indicator(s, s.projects[0].indicators[0].kinds[0].indicators[0].id),
        lambda s: arrange.remove(s, s.projects[1].indicators[0].kinds[0].indicators[0].id),
        lambda s: arrange.move(s, s.projects[2].indicators[0].kinds[1].indicators[0].id, -1),
        lambda s: arrange.duplicate(s, s.projects[0].id),
        lambda s: arrange.remove(s, s.projects[3].id),
        lambda s: arrange.move(s, s.projects[0].id, 1),
        lambda s: arrange.add_goal(s, s.projects[0].id),
    ):
        done = act(state)
        assert done
        state = apply_edits(state, done.edits)
    save_book(book, state, tmp_path / "after.docx")
    assert to_data(_open(tmp_path / "after.docx").submission) == to_data(state)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".json"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_in_every_format_the_same_book_comes_back(name, suffix, tmp_path):
    book = _open(DATA / f"{name}.docx")
    assert book.layout
    anew = composed(book.submission, book.layout)
    save_book(anew, anew.submission, tmp_path / f"x{suffix}")
    again = _open(tmp_path / f"x{suffix}")
    assert [p.name for p in again.submission.projects] == [p.name for p in book.submission.projects]
    assert to_data(again.submission) == to_data(book.submission)
    assert again.layout == book.layout


def test_in_a_form_with_a_spending_plan_every_project_can_fill_it_in(tmp_path):
    book = _open(DATA / "tianjin-2024.docx")
    anew = composed(book.submission, LAYOUTS["hebei-department"])
    step = anew.submission.projects[2].spending_plan[3]
    state = SetField(node=step.id, field="percent", text="100%").apply(anew.submission)
    save_book(anew, state, tmp_path / "x.docx")
    assert to_data(_open(tmp_path / "x.docx").submission)["projects"] == to_data(state)["projects"]


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_a_new_book_can_be_filled_in_and_saved(name, tmp_path):
    """Every place that the form prints takes a text and gives it back."""
    book = new_book(LAYOUTS[name], 2027)
    state = book.submission
    for place, field in sorted(_places(book)):
        text = _LIKE.get(field, f"填{len(place)}")
        state = SetField(node=place, field=field, text=text).apply(state)
    save_book(book, state, tmp_path / "new.docx")
    again = _open(tmp_path / "new.docx")
    assert again.layout == book.layout
    assert not again.report.unread
    said = again.submission.but(unit=state.unit)  # the book's unit is that of its projects
    assert to_data(said) == to_data(state)


_LIKE = {
    "unit": "713001某妇联", "unit.code": "001", "supervisor": "某部门", "percent": "100%",
    "outline": "一、产出指标\n(一) 数量指标：\n1. 次数 ≥5次",
}  # fmt: skip


def _places(book: Book) -> set[tuple[str, str]]:
    """What the page shows one by one; levels, dates, headings and the book's own are left alone."""
    kinds = (IndicatorGroup, IndicatorKind, Submission, Subtotal, ReportSection)
    page = book.page(book.submission)
    cells = [cell.binding for grid in page.grids for _, cell in grid.cells()]
    lines = [block.binding for block in page.blocks if isinstance(block, Paragraph)]
    return {
        (binding.node, binding.field)
        for binding in (*cells, *lines)
        if binding
        and binding.field not in (None, "by")
        and not isinstance(book.submission.find(binding.node), kinds)
    }


def test_a_book_without_projects_is_not_saved_as_a_table(tmp_path):
    """Such a file has no table in it, so it could never be opened again."""
    book = _open(DATA / "fengrun-2023.docx")
    state = book.submission.but(projects=())
    for suffix in (".docx", ".xlsx"):
        with pytest.raises(SaveError, match=r"没有保存“x.*一个项目也没有"):
            save_book(book, state, tmp_path / f"x{suffix}")
    save_book(book, state, tmp_path / "x.json")
    assert _open(tmp_path / "x.json").submission.projects == ()


def test_what_excel_cannot_hold_is_named_with_file_place_and_remedy(tmp_path):
    book = _open(DATA / "fengrun-2023.docx")
    project = book.submission.projects[0]
    edit = SetField(node=project.id, field="purpose", text="长" * 40_000)
    with pytest.raises(SaveError, match=r"没有保存“x\.xlsx”：.*妇女儿童活动经费.*请缩短"):
        save_book(book, edit.apply(book.submission), tmp_path / "x.xlsx")


def test_an_unknown_suffix_is_refused(tmp_path):
    book = _open(DATA / "fengrun-2023.docx")
    with pytest.raises(SaveError, match=r"没有保存“x\.odt”"):
        save_book(book, book.submission, tmp_path / "x.odt")
    assert not list(tmp_path.iterdir())


def test_a_save_that_would_not_say_the_same_is_refused(tmp_path, monkeypatch):
    """The old file stays whole when what was written does not say what was meant."""
    from fuyi_editor.files.docx import revise as docx_revise

    target = tmp_path / "x.docx"
    target.write_bytes((DATA / "fengrun-2023.docx").read_bytes())
    book = _open(target)
    state = SetField(node=book.submission.id, field="title", text="新标题").apply(book.submission)
    monkeypatch.setattr(docx_revise, "revise_docx", lambda data, source, page: data)
    with pytest.raises(SaveError, match="不一致"):
        save_book(book, state, target)
    assert target.read_bytes() == (DATA / "fengrun-2023.docx").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["x.docx"]


def test_tables_of_another_kind_are_refused_with_a_sentence(tmp_path):
    table = Grid((40.0, 40.0), (Row((Cell("姓名", 0), Cell("电话", 1))),))
    path = tmp_path / "通讯录.docx"
    path.write_bytes(compose_docx(PageDocument((Paragraph("通讯录"), table))))
    with pytest.raises(ReadError, match="没有认出项目绩效目标表") as caught:
        _open(path)
    assert "通讯录.docx" in str(caught.value)


def test_json_that_is_not_ours(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(ReadError, match="JSON"):
        _open(path)
