# SPDX-License-Identifier: MulanPSL-2.0
"""Small PDFs for tests, drawn as other programs draw: lines, boxes and Chinese texts by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Drawing:
    """The content of one page; lengths are points from its lower left corner."""

    size: tuple[float, float] = A4
    rotate: int = 0
    parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 10, matrix: str = "1 0 0 1"
    ) -> None:
        code = text.encode("utf-16-be").hex()
        self.parts.append(f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.parts.append(f"{x0} {y0} m {x1} {y1} l S")

    def box(self, x: float, y: float, width: float, height: float, paint: str = "S") -> None:
        self.parts.append(f"{x} {y} {width} {height} re {paint}")

    def ruled(self, xs: list[float], ys: list[float]) -> None:
        """A raster of whole lines."""
        for x in xs:
            self.line(x, min(ys), x, max(ys))
        for y in ys:
            self.line(min(xs), y, max(xs), y)


def make_pdf(*pages: Drawing, font: str = "STSong-Light") -> bytes:
    """A PDF of these pages, its font named but not embedded, its characters Unicode."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{font} /DW 1000 /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /W [1 95 500] >>",
    ]
    for number, page in enumerate(pages):
        width, height = page.size
        content = "\n".join(page.parts)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {page.rotate}"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    out = b"%PDF-1.5\n"
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
