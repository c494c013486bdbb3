# SPDX-License-Identifier: MulanPSL-2.0
"""Printing in the program itself, on a screen of its own, by keyboard alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2

from fuyi_editor.layouts.sheets.printout import SIGNATURE
from tests.ui.printing.poppler import folded
from tests.ui.real_screen import ON_SCREEN, screen_in, wait_for

pytestmark = ON_SCREEN
SAMPLE = Path(__file__).parents[2] / "data" / "fengrun-2023.docx"


def test_a_pdf_of_some_pages_is_made_by_keys_alone(tmp_path):
    file = Path(shutil.copy(SAMPLE, tmp_path / "本年.docx"))
    target = tmp_path / "out.pdf"
    with screen_in(tmp_path) as screen:
        screen.start(file)
        main = wait_for(lambda: screen.windows(file.name), "the window")[0]
        screen.enter(main)
        screen.do("key", "ctrl+p")
        dialog = wait_for(lambda: screen.windows("^打印"), "the print dialog")[0]
        screen.enter(dialog)
        screen.do("key", "--delay", 60, "alt+m", "End")  # the last of the printers is the PDF
        screen.do("key", "--delay", 60, "alt+i")  # a line to sign on
        screen.do("key", "--delay", 60, "alt+g", "Tab")
        screen.do("type", "--delay", 60, "4-5")
        screen.do("key", "alt+p")
        saving = wait_for(lambda: screen.windows("^导出 PDF"), "the name of the file")[0]
        screen.enter(saving)
        screen.do("type", "--delay", 20, str(target))
        screen.do("key", "Return")
        wait_for(target.exists, "the PDF")
        wait_for(lambda: not screen.windows("^打印"), "the end of the dialog")
        screen.enter(main)
        screen.do("key", "ctrl+q")
        assert screen.ended() == 0
    pdf = pypdfium2.PdfDocument(target)
    texts = [folded(page.get_textpage().get_text_bounded()) for page in pdf]
    pdf.close()
    assert len(texts) == 2
    assert "—4—" in texts[0]
    assert "".join(texts).count(folded(SIGNATURE)) >= 2
