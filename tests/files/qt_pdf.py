# SPDX-License-Identifier: MulanPSL-2.0
"""A small PDF built as Qt builds them: a classic table, and text by glyph numbers."""

from __future__ import annotations


def qt_like_pdf(pages: int, codes: str = "") -> bytes:
    """Pages, on the first of them one glyph after the other, each with the code given for it.

    A code of NUL leaves the glyph out of the map.
    """
    shown = "".join(f"{number:04X}" for number in range(1, len(codes) + 1))
    kids = " ".join(f"{10 + number} 0 R" for number in range(pages))
    content = f"BT /F1 12 Tf 72 700 Td <{shown}> Tj ET".encode()
    bits = bytes([0xFF] * ((len(codes) + 1) // 8))
    rest = (len(codes) + 1) % 8
    bits += bytes([0xFF << (8 - rest) & 0xFF]) if rest else b""
    objects = {
        1: b"<<\n/Title " + b"<FEFF6D4B8BD5>" + b"\n>>",
        2: b"<<\n/Type /Catalog\n/Pages 3 0 R\n>>",
        3: f"<<\n/Type /Pages\n/Kids \n[\n{kids}\n]\n/Count {pages}\n>>".encode(),
        4: b"<< /Type /Font\n/Subtype /Type0\n/BaseFont /Own-Font\n/Encoding /Identity-H\n"
        b"/DescendantFonts [5 0 R]\n/ToUnicode 7 0 R>>",
        5: b"<< /Type /Font\n/Subtype /CIDFontType2\n/BaseFont /Own-Font\n/CIDSystemInfo << "
        b"/Registry (Adobe) /Ordering (Identity) /Supplement 0 >>\n/FontDescriptor 6 0 R\n>>",
        6: b"<< /Type /FontDescriptor\n/FontName /QXAAAA+Own-Font\n/Flags 4\n/CIDSet 8 0 R\n>>",
        7: _stream(_map(codes)),
        8: _stream(bits),
        9: _stream(content),
    }
    for number in range(pages):
        objects[10 + number] = (
            b"<<\n/Type /Page\n/Parent 3 0 R\n/Contents 9 0 R\n"
            b"/Resources << /Font << /F1 4 0 R >> >>\n/MediaBox [0 0 595.000000 842.000000]\n>>"
        )
    return _file(objects)


def _map(codes: str) -> bytes:
    lines = [
        f"<{number:04X}> <{number:04X}> <{ord(code):04X}>"
        for number, code in enumerate(codes, 1)
        if code != "\0"
    ]
    block = "\n".join(["<0000> <0000> <0000>", *lines])
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(lines) + 1} beginbfrange\n{block}\nendbfrange\nendcmap\nend\nend"
    ).encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: dict[int, bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, content in sorted(objects.items()):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % count
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<<\n/Size %d\n/Info 1 0 R\n/Root 2 0 R\n>>\n" % count
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)
