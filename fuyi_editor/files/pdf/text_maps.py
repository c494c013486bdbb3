# SPDX-License-Identifier: MulanPSL-2.0
"""Set right which character each glyph of a PDF stands for, so that copied text is the text.

Qt asks the font which code a glyph has, and takes the lowest: where a font shows 目 and the radical
⽬ (U+2F6C) by one glyph, the radical; for a space, a tab; and none for characters beyond U+FFFF,
of which names are full (𬱖, 𬭎). The text of the pages says which one was meant.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fuyi_editor.files.pdf.update import reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fuyi_editor.files.pdf.update import PdfUpdate

# Radicals of the supplement, and the hanzi of the same shapes below them. Unicode decomposes those
# of Kangxi, but not these (EquivalentUnifiedIdeograph.txt has them).
_SUPPLEMENT = str.maketrans(
    "⺁⺆⺊⺎⺐⺓⺔⺙⺛⺞⺟⺠⺢⺦⺨⺩⺪⺫⺬⺭⺮⺯⺱⺲⺹⺾⻁⻂⻃⻄⻅⻆⻈⻉⻋⻍⻏⻐"
    "⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂冂卜兀尢幺彑攵旡歺母民氺丬犭王疋罒示礻竹糸罓罒耂艹虎衤覀西见角讠贝车辶阝钅"
    "镸长门阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_MAP = re.compile(rb"begincmap\b.*?endcmap", re.DOTALL)
_RANGE = re.compile(rb"<(\w{4})> <(\w{4})> (?:<(\w+)>|\[([^\]]*)\])")
_CODE = re.compile(rb"<(\w+)>")
_NAME = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_MOST_PER_BLOCK = 100  # ISO 32000-1, 9.10.3

_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def mend_text_maps(update: PdfUpdate, text: str, far: Mapping[str, str]) -> None:
    """Let every glyph stand for a character of `text`, which is all that the pages show.

    `far` are the characters beyond U+FFFF by the name of the font that they are set in, each once,
    in the order of painting, in which Qt numbers the glyphs of a font.
    """
    shown = frozenset(text)
    for content in [content for _, content in update.objects() if b"/Type0" in content]:
        if b"/ToUnicode" not in content:
            continue
        number = reference(content, "ToUnicode")
        old = _read(update.object(number))
        name = _NAME.search(content)
        characters = far.get(name[1].decode("ascii", "replace"), "") if name else ""
        new = {code: _meant(char, shown) for code, char in old.items()}
        unnamed = (code for code in range(1, _glyph_count(update, content)) if code not in new)
        missing = list(unnamed)
        if len(missing) == len(characters):
            new.update(zip(missing, characters, strict=True))
        if new != old:
            update.replace(number, _stream(new))


def _meant(char: str, shown: frozenset[str]) -> str:
    """The character on the pages that looks like `char`; `char` itself where none does."""
    if char in shown:
        return char
    for twin in (unicodedata.normalize("NFKC", char), char.translate(_SUPPLEMENT), " "):
        if twin in shown and (twin != " " or char.isspace()):
            return twin
    return char


def _glyph_count(update: PdfUpdate, font: bytes) -> int:
    """How many glyphs of a font are embedded, the one for missing characters included."""
    descendant = re.search(rb"/DescendantFonts\s*\[\s*(\d+) 0 R", font)
    if descendant is None:
        return 0
    descriptor = update.object(reference(update.object(int(descendant[1])), "FontDescriptor"))
    present = update.object(reference(descriptor, "CIDSet"))
    bits = present[present.index(b"stream") + len(b"stream") : present.rindex(b"endstream")]
    return sum(byte.bit_count() for byte in bits.strip(b"\r\n"))


def _read(stream: bytes) -> dict[int, str]:
    """The characters by glyph number; `ValueError` where a number is none."""
    found: dict[int, str] = {}
    body = _MAP.search(stream)
    for first, last, one, many in _RANGE.findall(body[0] if body else b""):
        start, end = int(first, 16), int(last, 16)
        if many:
            codes = _CODE.findall(many)
        else:
            codes = [b"%04X" % (int(one, 16) + step) for step in range(end - start + 1)]
        for number, code in enumerate(codes, start):
            char = bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
            if char != "\0":
                found[number] = char
    return found


def _stream(characters: Mapping[int, str]) -> bytes:
    content = _HEAD + b"".join(_blocks(characters)) + _TAIL
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _blocks(characters: Mapping[int, str]) -> Iterator[bytes]:
    lines = [
        b"<%04X> <%s>\n" % (number, char.encode("utf-16-be").hex().upper().encode())
        for number, char in sorted(characters.items())
    ]
    for start in range(0, len(lines), _MOST_PER_BLOCK):
        block = lines[start : start + _MOST_PER_BLOCK]
        yield b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block))
