# SPDX-License-Identifier: MulanPSL-2.0
"""Damage to the bytes of a file: what disks, sticks, chat programs and downloads do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Damage = Callable[[Random, bytes], bytes]

INTERESTING = (
    b"\0", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\xff\xff\xff\xff",
    b"<", b">", b"&", b"]]>", b"\r", b"\xed\xa0\x80", b"+ADw-", b"%s", b"-1",
)  # fmt: skip


def truncated(random: Random, data: bytes) -> bytes:
    """Only the first part of the file."""
    return data[: random.randrange(len(data))]


def beheaded(random: Random, data: bytes) -> bytes:
    """Only the last part of the file."""
    return data[random.randrange(min(len(data), 4096)) :]


def flipped(random: Random, data: bytes) -> bytes:
    """A few bits wrong."""
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20, 200))):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def rewritten(random: Random, data: bytes) -> bytes:
    """Bytes that readers stumble over, in place of others or between them."""
    out = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 40))):
        at, junk = random.randrange(len(out)), random.choice(INTERESTING)
        out[at : at + random.choice((0, len(junk)))] = junk
    return bytes(out)


def holed(random: Random, data: bytes) -> bytes:
    """A sector that was never written."""
    size = random.choice((64, 512, 4096))
    at = random.randrange(len(data)) // size * size
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size :]


def shuffled(random: Random, data: bytes) -> bytes:
    """Two sectors changed for each other."""
    size = random.choice((16, 512, 4096))
    sectors = [data[at : at + size] for at in range(0, len(data), size)]
    one, other = random.randrange(len(sectors)), random.randrange(len(sectors))
    sectors[one], sectors[other] = sectors[other], sectors[one]
    return b"".join(sectors)


def repeated(random: Random, data: bytes) -> bytes:
    """A stretch of the file that comes again and again."""
    at = random.randrange(len(data))
    piece = data[at : at + random.choice((1, 40, 1000))]
    return data[:at] + piece * random.choice((2, 10, 300)) + data[at:]


def doubled(random: Random, data: bytes) -> bytes:
    """The file behind itself, or behind junk of a transfer."""
    junk = random.choice(
        (data, b"\r\n\r\n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\n\r\n", bytes(512))
    )
    return random.choice((junk + data, data + junk))


def recoded(random: Random, data: bytes) -> bytes:
    """Sent as text: line ends, or high bytes, changed."""
    how = random.randrange(4)
    if how == 0:
        return data.replace(b"\n", b"\r\n")
    if how == 1:
        return bytes(byte & 0x7F for byte in data)
    if how == 2:
        return data.decode("latin-1").encode("utf-8")
    return data.decode("utf-8", "replace").encode("utf-8")


DAMAGES: tuple[Damage, ...] = (
    truncated, beheaded, flipped, flipped, rewritten, rewritten, holed, shuffled, repeated, doubled,
    recoded,
)  # fmt: skip
