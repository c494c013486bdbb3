# SPDX-License-Identifier: MulanPSL-2.0
"""Tables from the clipboard: the texts and web pages of the samples read like the documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fuyi_editor.files import pasted
from fuyi_editor.files.book import Book, open_book, save_book
from fuyi_editor.files.errors import PasteError
from fuyi_editor.files.pasted import pasted_book
from fuyi_editor.layouts.definition.layout_file import load_layouts
from tests.bad_files import DATA
from tests.files.office import convert

LAYOUTS = load_layouts()
HTML = """<meta charset=gb2312><table>
<tr><td>项目名称<td>妇女培训经费<td>项目编码<td>1302P01</tr>
<tr><td>绩效目标<td colspan=3>1.培训妇女</tr>
<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值</tr>
<tr><td rowspan=2>产出指标<td>数量指标<td>培训场次<td>≥4场</tr>
<tr><td>质量指标<td>合格率<td>≥95%</tr></table>"""


def text_of(name: str) -> str:
    return (DATA / f"{name}.txt").read_text()


def assert_same(book: Book, name: str) -> None:
    """The same projects and department as in the document; the spaces around texts apart."""
    document = open_book(DATA / f"{name}.docx", LAYOUTS)
    assert book.layout is document.layout
    for slot in ("projects", "department", "subtotals", "unit", "money_unit"):
        found, wanted = getattr(book.submission, slot), getattr(document.submission, slot)
        assert stripped(found) == stripped(wanted)


def stripped(value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, tuple):
        return [stripped(part) for part in value]
    if isinstance(value, dict):
        return {key: stripped(part) for key, part in value.items()}
    dump = getattr(value, "model_dump", None)
    return stripped(dump(mode="python")) if dump else value


@pytest.mark.parametrize("name", ["fengrun-2023", "menyuan-2023", "tianjin-2024"])
def test_the_text_of_a_published_page_is_the_book(name: str) -> None:
    book = pasted_book(None, text_of(name), LAYOUTS)
    assert_same(book, name)
    assert book.path is None
    assert book.report.unread == ()


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
def test_what_writer_shows_as_a_page_is_the_book(tmp_path: Path) -> None:
    names = ("fengrun-2023", "menyuan-2023")
    files = {f"{name}.docx": (DATA / f"{name}.docx").read_bytes() for name in names}
    pages = convert(tmp_path, files, "html")
    for name in names:
        book = pasted_book(pages[name].decode(), None, LAYOUTS)
        assert_same(book, name)
        # Page numbers and contents are the new book's own.
        assert book.report.unread == ()


def test_a_fragment_is_decoded_already_whatever_it_says_of_itself() -> None:
    book = pasted_book(HTML, "没有表格", LAYOUTS)
    (project,) = book.submission.projects
    assert project.name == "妇女培训经费"
    (group,) = project.indicators
    assert [kind.name for kind in group.kinds] == ["数量指标", "质量指标"]
    assert [kind.indicators[0].value.text for kind in group.kinds] == ["≥4场", "≥95%"]


def test_text_is_taken_where_the_page_has_no_table() -> None:
    book = pasted_book("<p>项目名称</p>", text_of("tianjin-2024"), LAYOUTS)
    assert len(book.submission.projects) == 7


def test_a_pasted_book_can_be_saved_and_opened(tmp_path: Path) -> None:
    book = pasted_book(None, text_of("fengrun-2023"), LAYOUTS)
    saved = save_book(book, book.submission, tmp_path / "新.docx")
    again = open_book(tmp_path / "新.docx", LAYOUTS)
    assert again.submission.projects
    assert stripped(again.submission.projects) == stripped(book.submission.projects)
    assert saved.name == "新.docx"


def test_what_finds_no_place_is_told() -> None:
    book = pasted_book("<p>领导审定</p>" + HTML + "<p>填表人：张三</p>", None, LAYOUTS)
    told = {piece.text: piece.reason for piece in book.report.unread}
    assert told["填表人：张三"] == "不是表格里的内容"
    assert not book.report.kept
    assert "没有放进来" in book.report.summary()


@pytest.mark.parametrize(
    ("html", "text", "cause"),
    [
        (None, None, "里面没有表格"),
        ("", "  \n", "里面没有表格"),
        ("<p>你好</p>", "你好", "里面没有表格"),
        ("<img src='http://example.invalid/x.png'>", None, "里面没有表格"),
        (None, "姓名\t电话\n甲\t1\n乙\t2\n", "项目名称"),
        ("<table><tr><td>姓名<td>电话</tr><tr><td>甲<td>1</tr></table>", "姓名", "项目名称"),
        ("<b>" * 3000 + "<table><tr><td>x</table>", None, "嵌套过深"),
    ],
)
def test_what_is_no_form_is_refused_in_one_sentence(
    html: str | None, text: str | None, cause: str
) -> None:
    with pytest.raises(PasteError, match=cause) as caught:
        pasted_book(html, text, LAYOUTS)
    assert caught.value.sentence.startswith("没有粘贴剪贴板里的内容：")
    assert caught.value.sentence.count("。") == 1


def test_a_clip_without_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasted, "MAX_FOREIGN", 100)
    with pytest.raises(PasteError, match="内容太多"):
        pasted_book(HTML, None, LAYOUTS)


def test_one_project_is_not_set_in_a_list_of_projects() -> None:
    text = "项目名称\t培训经费\n预算数\t12.5\n一级指标\t二级指标\t三级指标\t指标值\n"
    book = pasted_book(None, text + "产出指标\t数量指标\t培训人数\t≥100人\n", LAYOUTS)
    assert book.layout is not None
    assert book.layout.project


def test_goals_are_not_set_in_a_form_for_results() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row.split("|")) + "</tr>"
        for row in (
            "项目名称|培训经费|||",
            "一级指标|二级指标|三级指标|指标值|备注",
            "产出指标|数量指标|培训人数|≥100人|见附表",
        )
    )
    book = pasted_book(f"<table>{rows}</table>", None, LAYOUTS)
    assert book.layout is not None
    assert not book.layout.prints("actual")
    assert [piece.text for piece in book.report.unread] == ["见附表"]
