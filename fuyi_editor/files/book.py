# SPDX-License-Identifier: MulanPSL-2.0
"""A book: a submission with the file or layout it is printed in; opening and saving."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from fuyi_editor.files.errors import FileError, ReadError, ReviseError, SaveError
from fuyi_editor.files.file_stamp import FileStamp
from fuyi_editor.files.limits import check_export
from fuyi_editor.files.open_file import open_data, read_bytes, without_tables
from fuyi_editor.files.read_guard import guarded
from fuyi_editor.files.sniff import FOREIGN_KINDS, sniff
from fuyi_editor.files.store import open_elsewhere, save_bytes
from fuyi_editor.layouts.composing.compose import Composer, compose
from fuyi_editor.layouts.composing.coverage import printed_fields, unshown_fields
from fuyi_editor.layouts.composing.merged_book import MergedComposer
from fuyi_editor.layouts.composing.piece_report import piece_report
from fuyi_editor.layouts.definition.places import blank_submission, with_places
from fuyi_editor.layouts.reading.parse import parse_page
from fuyi_editor.layouts.report.read_report import ReadReport
from fuyi_editor.layouts.revising.revise import Reviser
from fuyi_editor.model.export import from_json, to_json
from fuyi_editor.model.migrate import taxonomy_in_use
from fuyi_editor.model.nodes import Indicator, Midterm, Submission
from fuyi_editor.model.taxonomy import T2015
from fuyi_editor.page.document import Grid, PageDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from fuyi_editor.layouts.definition.layout import Layout
    from fuyi_editor.model.printed import Printed
    from fuyi_editor.model.taxonomy import Taxonomy

    Layouts = Mapping[str, Layout]

NOT_THIS_FORM = (
    "没有认出项目绩效目标表（表里没有“项目名称”一栏）",
    "请确认选的是项目绩效目标表",
)

_LAST_YEARS = ("这是上年的文件，不能覆盖", "请用另一个名字保存")
_TELLING_PROJECTS = 20
_ONLY_READ = ("这种格式的文件只能打开，不能改写", "请用另一个名字存成 .docx 或 .xlsx")


@dataclass(frozen=True)
class Source:
    """The file that a book was read from, kept so that it can be revised in place."""

    kind: str
    data: bytes
    page: PageDocument


@dataclass(frozen=True)
class Book:
    """`submission` is the book as it was opened; later states are shown by `page`."""

    submission: Submission
    layout: Layout | None
    report: ReadReport
    form: Reviser | Composer
    path: Path | None = None
    source: Source | None = None
    origin: Path | None = None
    """Last year's file, where this book was rolled over from one."""
    copy_of: Path | None = None
    """The file that this is a copy of, saved nowhere yet: its name is suggested."""
    called: str = ""
    """What the title bar calls it while it has no file; empty for a new one."""
    stamp: FileStamp | None = None
    """What the file at `path` was when it was read or written last."""
    original: bytes | None = None
    """What the form was read from, kept for the journal also when it is not revised any more."""

    @property
    def name(self) -> str:
        """What the title bar says."""
        if self.path is None and self.copy_of is not None:
            return f"{self.copy_of.name}（副本）"
        if self.path is None and self.origin is not None:
            return f"未命名（从“{self.origin.name}”结转）"
        return self.path.name if self.path else self.called or "未命名"

    @property
    def taxonomy(self) -> Taxonomy:
        """The indicator taxonomy that the book is written in; where that is open, its form's.

        The older one where the form is not known.
        """
        of_form = self.layout.taxonomy if self.layout else T2015
        return taxonomy_in_use(self.submission, of_form)

    @property
    def is_foreign(self) -> bool:
        """Whether it came from a file that we only read (.doc, .pdf …), and never write over."""
        return self.source is not None and self.source.kind in FOREIGN_KINDS

    @cached_property
    def printed(self) -> Printed:
        """The fields and slots that the form prints; what others hold would not be saved in it."""
        printed = printed_fields(self.submission, self.page(self.submission))
        if self.layout and self.layout.prints("mid."):
            # The left half of F1 has a place for them also while it is blank.
            printed = dict.fromkeys((*printed, (Midterm, "indicators"))).keys()
        return printed

    def page(self, submission: Submission) -> PageDocument:
        """The page that shows this state of the book."""
        return self.form.page(submission)


def open_book(path: Path, layouts: Layouts) -> Book:
    """The book in that file, of any kind we read. `ReadError` naming file and cause."""
    data = read_bytes(path)
    if busy := _open_elsewhere(path):
        raise ReadError(*busy, path=path)
    return replace(read_book(path, data, layouts), stamp=FileStamp.of(path, data))


def read_book(path: Path, data: bytes, layouts: Layouts) -> Book:
    """The book in bytes that were read from `path` at some time."""
    if sniff(data) == "json":
        return _open_json(path, data, layouts)
    opened = open_data(path, data, tables=False)
    try:
        parsed = guarded(lambda: parse_page(opened.page, layouts))
    except ReadError as error:
        raise error.with_path(path) from error.__cause__
    if _says_nothing(parsed.submission):
        if not opened.page.grids:
            raise without_tables(opened.kind).with_path(path)
        raise ReadError(*NOT_THIS_FORM, path=path)
    return Book(
        submission=parsed.submission,
        layout=parsed.layout,
        report=parsed.report,
        form=Reviser(parsed.page, parsed.submission, parsed.labels),
        path=path,
        source=Source(opened.kind, opened.data, parsed.page),
        original=opened.data,
    )


def as_copy(book: Book) -> Book:
    """The same book as a copy that is saved nowhere; the file stays as it is."""
    return replace(book, path=None, copy_of=book.path or book.copy_of, stamp=None)


def as_sample(book: Book) -> Book:
    """The book as a copy that has nothing to do with its file: no name of it is suggested."""
    return replace(book, path=None, copy_of=None, stamp=None, called="样本")


def _says_nothing(submission: Submission) -> bool:
    """Whether there is neither a project nor a department nor a report."""
    return not (submission.projects or submission.department or submission.report)


def _open_elsewhere(path: Path) -> tuple[str, str] | None:
    """Cause and remedy where Word, WPS or LibreOffice has left word that it has the file open."""
    user = open_elsewhere(path)
    if user is None:
        return None
    who = f"（使用者：{user}）" if user else ""
    remedy = "请先在那里关闭；如果其实没有打开，删去同一文件夹里名字以“~$”或“.~”开头的同名文件"
    return f"文件正在 Word、WPS 或 LibreOffice 里打开{who}", remedy


def _open_json(path: Path, data: bytes, layouts: Layouts) -> Book:
    try:
        check_export(data)
        submission = from_json(data.decode("utf-8-sig"))
    except ReadError as error:
        raise error.with_path(path) from None
    except ValueError as error:
        raise ReadError("不是本程序导出的 JSON 文件", "请选择原来的表格文件", path=path) from error
    return replace(composed(submission, fitting(submission, layouts)), path=path)


def fitting(submission: Submission, layouts: Layouts) -> Layout:
    """The layout that hides the least of what the submission says; of several the fullest one.

    Hebei's has a place for all that Tianjin's has, but much of it would stay blank. A form for
    results (执行监控, 自评) is none for goals, though it has a column 备注 that others lack. One
    project is not set in a list of projects, though that has the fewest boxes.
    """

    # A form is the same for all projects, and hundreds of them would be set in a dozen forms.
    submission = submission.but(projects=submission.projects[:_TELLING_PROJECTS])

    def misfit(layout: Layout) -> tuple[int, bool, int]:
        page = compose(layout, submission)
        cells = [cell for grid in page.grids for _, cell in grid.cells() if cell.binding]
        hidden = list(unshown_fields(submission, page))
        blanks = sum(not cell.text.strip() for cell in cells)
        return len(hidden), len(submission.projects) == 1 and not layout.project, blanks

    indicators = (node for node in submission.walk() if isinstance(node, Indicator))
    has_results = any(node.actual or node.score for node in indicators)
    fit = [form for form in layouts.values() if has_results or not form.prints("actual")]
    return min(fit or layouts.values(), key=misfit)


def composed(submission: Submission, layout: Layout, form: Composer | None = None) -> Book:
    """The submission as a new book in another layout (套用版式), not yet saved anywhere.

    What the form prints and the book lacks (资金支出计划, 中期, 小计) is there to be filled in.
    `form` sets it in another way than the layout alone.
    """
    submission = with_places(submission, layout)
    report = ReadReport.of(layout.name, submission)
    return Book(submission, layout, report, form or Composer(layout))


def merged_book(submission: Submission, sources: Mapping[str, str], layout: Layout) -> Book:
    """The books of many units as one new book; `sources` names the file of a project by its id.

    A form that lists all projects is filled in as it is. One with tables for each project gets a
    table of contents and a page of totals in front, which stand for the rows of subtotals.
    """
    if not layout.project:
        title = layout.new_title.replace(
            "{year}年", f"{submission.year}年" if submission.year else ""
        )
        return composed(submission.but(title=title), layout)
    book = submission.but(subtotals=())
    return composed(book, layout, MergedComposer(layout, sources))


def renewed(book: Book, submission: Submission) -> Book:
    """A new book in the form of another one, whose file is revised when it is saved elsewhere."""
    report = ReadReport.of(book.layout.name if book.layout else None, submission)
    return replace(book, submission=submission, report=report, path=None)


def book_of_piece(page: PageDocument, layouts: Layouts) -> Book | None:
    """A new book of what a piece says, copied somewhere; None where it says nothing we know.

    A piece has not the look of a form: it is set anew in the layout that it was read as.
    """
    parsed = guarded(lambda: parse_page(page, layouts))
    if _says_nothing(parsed.submission):
        return None
    layout = parsed.layout or fitting(parsed.submission, layouts)
    book = composed(parsed.submission, layout)
    shown = book.page(book.submission)
    return replace(book, report=piece_report(parsed.report, layout, book.submission, shown))


def new_book(layout: Layout, year: int | None = None) -> Book:
    """A blank book. In autumn next year's tables are made, hence the year."""
    return composed(blank_submission(layout, year or date.today().year + 1), layout)


def rolled_over(book: Book, submission: Submission) -> Book:
    """The book of the new year, saved nowhere: last year's form with what it says from now on.

    Saving it revises last year's file, as it was read, under another name.
    """
    return replace(book, submission=submission, path=None, origin=book.path or book.origin)


def save_book(book: Book, submission: Submission, path: Path) -> Book:
    """Save this state of the book; the suffix says as what. `SaveError` leaves the old file whole.

    A .docx or .xlsx that was opened is revised in place, everything else is written anew; so is an
    .xlsx that cannot be revised, but only under another name (`ReviseError` under its own). What
    was written is read again and compared before it takes the place of the old file. A book of a
    kind that we only read is the new file's from then on.
    """
    if book.is_foreign and book.path is not None and path.resolve() == book.path.resolve():
        raise SaveError(*_ONLY_READ, path=path)
    if book.origin is not None and path.resolve() == book.origin.resolve():
        raise SaveError(*_LAST_YEARS, path=path)
    if busy := _open_elsewhere(path):
        raise SaveError(*busy, path=path)
    suffix = path.suffix.lower()
    if suffix == ".json":
        data = to_json(submission).encode()
        save_bytes(path, data)
        return _saved(book, path, data)
    page = book.page(submission)
    try:
        try:
            data = _written(book, submission, page, suffix)
        except ReviseError:
            if path in (book.path, book.copy_of) or suffix != ".xlsx":
                raise
            # From now on the book is the new file's, which has no more than the page in it.
            book = replace(book, source=None)
            data = _written(book, submission, page, suffix)
    except FileError as error:
        raise error.with_path(path) from error.__cause__
    save_bytes(path, data, _same_texts(page, suffix))
    return _saved(book, path, data)


def _saved(book: Book, path: Path, data: bytes) -> Book:
    source = None if book.is_foreign else book.source
    stamp = FileStamp.of(path, data)
    return replace(book, path=path, copy_of=None, stamp=stamp, source=source)


def _written(book: Book, submission: Submission, page: PageDocument, suffix: str) -> bytes:
    """The bytes of a table in the format that the suffix names."""
    if suffix not in (".docx", ".xlsx") and not _revises(book, suffix):
        raise SaveError(f"不会写“{suffix or '没有后缀'}”格式", "请用 .docx、.xlsx 或 .json")
    if _says_nothing(submission) or not (page.grids or submission.report):
        cause = "一个项目也没有，存成的文件里没有表格，再也打不开"
        raise SaveError(cause, "请先撤销删除或新增一个项目")
    workbook = suffix in (".xlsx", ".xlsm")
    return _xlsx(book, page, suffix) if workbook else _docx(book, page, suffix)


def _revises(book: Book, suffix: str) -> bool:
    """Whether the opened file itself can be revised: macros stay in a .docm or .xlsm only."""
    kind = f".{book.source.kind}" if book.source else ""
    return kind == suffix and kind in (".docx", ".docm", ".xlsx", ".xlsm")


def _docx(book: Book, page: PageDocument, suffix: str) -> bytes:
    # Imported when needed: the program starts without the libraries that only saving needs.
    if book.source and _revises(book, suffix):
        from fuyi_editor.files.docx.revise import revise_docx

        return revise_docx(book.source.data, book.source.page, page)
    from fuyi_editor.files.docx.compose import compose_docx

    return compose_docx(page)


def _xlsx(book: Book, page: PageDocument, suffix: str) -> bytes:
    if book.source and _revises(book, suffix):
        from fuyi_editor.files.xlsx.revise import revise_xlsx

        return revise_xlsx(book.source.data, book.source.page, page)
    from fuyi_editor.files.xlsx.write import compose_xlsx

    return compose_xlsx(page)


def _same_texts(page: PageDocument, suffix: str) -> Callable[[bytes], None]:
    """A check that a written file says what the page says, text for text."""

    def verify(data: bytes) -> None:
        if suffix in (".docx", ".docm"):
            from fuyi_editor.files.docx.read import read_docx as read

            meant, written = Counter(_texts(page)), Counter(_texts(read(data)))
        else:
            from fuyi_editor.files.xlsx.read import read_xlsx

            # A formula that was never computed is read as it is, and it follows moved rows.
            meant, written = (
                Counter("=" if text.startswith("=") else text for text in _texts(found))
                for found in (page, read_xlsx(data))
            )
        if meant != written:
            lost = next(iter((meant - written) or (written - meant)))
            raise ValueError(lost[:30])

    return verify


def _texts(page: PageDocument) -> Iterator[str]:
    """Every text but the lines of contents, which a workbook has no pages for."""
    for block in page.blocks:
        if isinstance(block, Grid):
            yield from (cell.text for _, cell in block.cells() if cell.text.strip())
        elif block.text.strip() and not block.contents:
            yield block.text
