# SPDX-License-Identifier: MulanPSL-2.0
"""What of a workbook is not in the cells of a visible sheet: hidden sheets, texts in text boxes.

It stays in the file as it is; a reader of the report must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuyi_editor.files.errors import ReadError
from fuyi_editor.files.xlsx.styles import children, local
from fuyi_editor.page.document import Aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from fuyi_editor.files.xlsx.parts import Package


def hidden_sheet(name: str) -> Aside:
    """Word of a sheet that someone has hidden, and that is therefore not read."""
    return Aside("隐藏的工作表", name)


def text_boxes(package: Package, part: str, name: str) -> Iterator[Aside]:
    """The texts drawn over the cells of a sheet."""
    for kind, target in package.relations(part).values():
        if kind != "drawing":
            continue
        try:
            root = package.xml(target)
        except ReadError:
            continue  # the cells can be read all the same
        for body in root.iter() if root is not None else ():
            if local(body.tag) == "txBody" and (text := _text(body)):
                yield Aside(f"工作表“{name}”的文本框", text)


def _text(body: Element) -> str:
    lines = (
        "".join(text.text or "" for run in paragraph for text in children(run, "t")).strip()
        for paragraph in children(body, "p")
    )
    return "\n".join(line for line in lines if line)
