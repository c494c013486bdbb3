# SPDX-License-Identifier: MulanPSL-2.0
"""Where the elements of an XML part stand in its bytes, so that the rest can stay verbatim."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Sequence

_START_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ENCODING = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*[\"'])([^\"']*)")
_MARKS = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0?\0": "utf-16-le",
    b"\0<\0?": "utf-16-be",
}


@dataclass(slots=True)
class XmlSpans:
    """`starts[n]` and `ends[n]` bound element number `n` in document order, the root being 0.

    `declarations` are the namespace declarations of the elements that have any, `parents` the
    number of the element around each, `merges` the w:vMerge of table cells (by the cell's number).
    """

    starts: list[int] = field(default_factory=list[int])
    ends: list[int] = field(default_factory=list[int])
    parents: list[int] = field(default_factory=list[int])
    declarations: dict[int, dict[str, str]] = field(default_factory=dict[int, dict[str, str]])
    merges: dict[int, str] = field(default_factory=dict[int, str])

    def namespaces(self, number: int) -> dict[str, str]:
        """The declarations that hold around element `number`, as attribute name to address."""
        chain: list[dict[str, str]] = []
        while (number := self.parents[number]) >= 0:
            if number in self.declarations:
                chain.append(self.declarations[number])
        return {name: uri for found in reversed(chain) for name, uri in found.items()}


def to_utf8(xml: bytes) -> bytes:
    """The same part in UTF-8; raises `LookupError` or `UnicodeError` when it cannot be decoded."""
    marked = next((name for mark, name in _MARKS.items() if xml.startswith(mark)), None)
    if marked is None:
        declared = _ENCODING.match(xml[:200].decode("latin-1"))
        name = declared[2].strip().lower() if declared else "utf-8"
        if name in ("utf-8", "utf8", "us-ascii", "ascii"):
            return xml
        marked = name
    return _ENCODING.sub(r"\g<1>UTF-8", xml.decode(marked), count=1).encode()


def scan(xml: bytes) -> XmlSpans:
    """The spans of all elements of a UTF-8 part; raises `expat.ExpatError` when it is not XML."""
    spans = XmlSpans()
    starts, ends, parents = spans.starts, spans.ends, spans.parents
    open_elements = [-1]
    parser = expat.ParserCreate("UTF-8")
    prefix = ""

    def begin(name: str, attributes: dict[str, str]) -> None:
        number = len(starts)
        parents.append(open_elements[-1])
        open_elements.append(number)
        starts.append(parser.CurrentByteIndex)
        ends.append(-1)
        if attributes:
            if name.endswith("vMerge"):
                value = attributes.get(f"{prefix}val", "continue")
                spans.merges[parents[parents[number]]] = value
            found = {key: uri for key, uri in attributes.items() if key.startswith("xmlns")}
            if found:
                spans.declarations[number] = found
        elif name.endswith("vMerge"):
            spans.merges[parents[parents[number]]] = "continue"

    def end(_name: str) -> None:
        number = open_elements.pop()
        index = parser.CurrentByteIndex
        # Behind `<a/>` expat stands at the end of the tag, otherwise at the start of `</a>`.
        if number == len(starts) - 1 and xml[index - 2 : index] == b"/>":
            tag = _START_TAG.match(xml, starts[number])
            if tag is not None and tag.end() == index:
                ends[number] = index
                return
        ends[number] = xml.index(b">", index) + 1

    prefix = _attribute_prefix(xml)
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.Parse(xml, True)
    return spans


def _attribute_prefix(xml: bytes) -> str:
    found = re.search(rb"xmlns:(\w+)\s*=\s*[\"'][^\"']*wordprocessingml[^\"']*main[\"']", xml)
    return f"{found[1].decode()}:" if found else ""


def splice(
    xml: bytes,
    spans: XmlSpans,
    outer: int,
    children: Sequence[int],
    pieces: Sequence[tuple[int, bytes]],
) -> bytes:
    """The bytes of element `outer` with `pieces` in place of its `children`.

    `children` are the numbers of the elements that may change, in document order; what stands
    between them (wrappers, bookmarks, properties) is repeated once and in its old order. A piece
    is the number of the element it stems from and its new bytes.
    """
    position, stop = spans.starts[outer], spans.ends[outer]
    out: list[bytes] = []
    early: list[bytes] = []  # pieces before the first child: they may not come before its glue

    def advance(child: int) -> None:
        nonlocal position
        out.append(xml[position : spans.starts[child]])
        out.extend(early)
        early.clear()
        position = spans.ends[child]

    wanted = [number for number, _ in pieces]
    matcher = SequenceMatcher(None, children, wanted, autojunk=False)
    for _, old, old_end, new, new_end in matcher.get_opcodes():
        paired = min(old_end - old, new_end - new)
        for index in range(old_end - old):
            advance(children[old + index])
            if index < paired:
                out.append(pieces[new + index][1])
        added = [content for _, content in pieces[new + paired : new_end]]
        (out if out else early).extend(added)
    if early:
        tag_end = xml.rindex(b"</", position, stop)
        out += [xml[position:tag_end], *early]
        position = tag_end
    out.append(xml[position:stop])
    return b"".join(out)
