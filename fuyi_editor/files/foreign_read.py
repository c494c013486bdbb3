# SPDX-License-Identifier: MulanPSL-2.0
"""The readers of every format but our own two, by kind; called in a process of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.limits import check_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuyi_editor.files.sniff import FileKind
    from fuyi_editor.page.document import PageDocument


def read_foreign(kind: FileKind, data: bytes) -> PageDocument:
    """The page document in a file of a foreign kind. `ReadError` when it cannot be read."""
    page = _reader(kind)(data)
    check_page(page)
    return page


def _reader(kind: FileKind) -> Callable[[bytes], PageDocument]:
    # A reader loads its format's library, and only one of them is ever needed.
    match kind:
        case "odt":
            from fuyi_editor.files.odf.odt_read import read_odt as read
        case "ods":
            from fuyi_editor.files.odf.ods_read import read_ods as read
        case "ole-doc":
            from fuyi_editor.files.doc.read import read_doc as read
        case "ole-xls":
            from fuyi_editor.files.xls.read import read_xls as read
        case "pdf":
            from fuyi_editor.files.pdf.read import read_pdf as read
        case "html":
            from fuyi_editor.files.html.read import read_html as read
        case "mht":
            from fuyi_editor.files.html.read import read_mht as read
        case _:
            from fuyi_editor.files.text.read import read_text as read
    return read
