# SPDX-License-Identifier: MulanPSL-2.0
"""Containers of old Word files that nobody would write but to hurt."""

from __future__ import annotations

import struct

import pytest

from fuyi_editor.files.doc.fib import open_doc
from fuyi_editor.files.errors import ReadError
from tests.growth import assert_not_far_slower

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
END, FREE, TABLE_SECTOR, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def entry(number: int, count: int) -> bytes:
    """A stream of a balanced tree; the first one is the root storage."""
    name = f"n{number}".encode("utf-16-le")
    left, right = (child if child < count else NOBODY for child in (2 * number, 2 * number + 1))
    kind, child = (2, NOBODY) if number else (5, 1)
    links = (left, right, child) if number else (NOBODY, NOBODY, child)
    head = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, kind, 1, *links)
    return head + bytes(36) + struct.pack("<III", number + 1000, 5000, 0)


def container(count: int) -> bytes:
    """A container of `count` streams, all of them empty promises."""
    directory = count // 4
    tables = (directory + 110) // 128 + 1
    chain = [TABLE_SECTOR] * tables + [*range(tables + 1, tables + directory), END]
    chain += [FREE] * (128 * tables - len(chain))
    head = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", tables, tables, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *(n if n < tables else FREE for n in range(109)))
    entries = b"".join(entry(number, count) for number in range(count))
    return head + struct.pack(f"<{len(chain)}I", *chain) + entries


def test_a_directory_of_very_many_streams_is_read_in_linear_time() -> None:
    def read(data: bytes) -> None:
        with pytest.raises(ReadError, match="没有正文"):
            open_doc(data)

    small, large = container(2_000), container(8_000)
    assert_not_far_slower(lambda: read(large), than=lambda: read(small))


def test_a_stream_longer_than_the_file_is_refused() -> None:
    data = bytearray(container(8))
    place = data.index("n1".encode("utf-16-le"))
    data[place : place + 24] = "WordDocument".encode("utf-16-le")
    struct.pack_into("<H", data, place + 64, 26)
    struct.pack_into("<I", data, place + 120, 0x7FFFFFFF)
    with pytest.raises(ReadError, match="比文件还大"):
        open_doc(bytes(data))


def test_a_chain_of_sectors_that_goes_round_ends() -> None:
    data = bytearray(container(8))
    # The second sector of the directory leads back to the first.
    struct.pack_into("<I", data, 512 + 8, 1)
    with pytest.raises(ReadError):
        open_doc(bytes(data))
