# SPDX-License-Identifier: MulanPSL-2.0
"""PDFium takes the fonts that a PDF names but does not hold from ours, not from the machine.

Of a character that the substitute lacks PDFium says nothing at all: with a machine's fallback font
that has hanzi and no letters, `≥95%` reads as `≥`. Ours have both (resources/fonts/README.md).
"""

from __future__ import annotations

import ctypes
import os
from functools import lru_cache

import pypdfium2.raw as pdfium

from fuyi_editor.resource_files import resource


@lru_cache(maxsize=1)
def use_own_fonts() -> object:
    """Start PDFium anew with our folder of fonts; once, before any PDF is open.

    Gives what PDFium goes on pointing at, which must live as long as the process.
    """
    folders = (ctypes.c_char_p * 2)(os.fsencode(resource("fonts")), None)
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2)
    kind = type(config.m_pUserFontPaths)
    config.m_pUserFontPaths = ctypes.cast(folders, kind)
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(config)
    return folders
