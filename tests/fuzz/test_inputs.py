"""Every input of strangers, spoilt in a hundred ways: what reads it says so, and goes on. `make fuzz` tries more."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.fuzz import seeds
from tests.fuzz.targets import TARGETS

SPOILT = 12  # inputs made of each seed
LONGEST = 20_000  # bytes of a seed that is spoilt: longer ones are read as they are
# What breaks readers: ends of text, halves of characters, other directions, markup, formulas, depths and sizes.
HOSTILE = (
    *(b"\0", b"\x1a", b"\x7f", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\xe2\x80\xae"),
    *(b"\xcc\x81" * 50, b"\xf4\x90\x80\x80", b"&shy;" * 50),
    *(b"<script>", b"]]>", b"<![CDATA[", b"&#0;", b"&#x110000;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<div>" * 500),
    *(b"=cmd()", b"[" * 5000, b'{"a":' * 500, b"9" * 5000, b"-1e400", b"\r\r\n", b'"', b"\t", b"(" * 500, b"../../x"),
)  # fmt: skip


def spoilt(seed: bytes, dice: Random) -> bytes:
    """The same with a few things put in, taken out, doubled, turned over or cut off."""
    data = bytearray(seed)
    for _ in range(dice.choice((1, 1, 2, 4, 8))):
        a, b = sorted(dice.randrange(len(data) + 1) for _ in range(2))
        match dice.randrange(6):
            case 0:
                data[a:a] = dice.choice(HOSTILE)
            case 1:
                del data[a : min(b, a + 40)]
            case 2:
                data[a:a] = data[a : min(b, a + 400)]
            case 3 if data:
                data[min(a, len(data) - 1)] ^= 1 << dice.randrange(8)
            case 4:
                data[a : a + 4] = dice.randbytes(4)
            case 5:
                del data[b:]
    return bytes(data)


def inputs(name: str) -> Iterator[bytes]:
    dice = Random(name)  # noqa: S311 (no secret)
    yield b""
    for seed in seeds.of(name):
        yield seed
        yield from (spoilt(seed, dice) for _ in range(SPOILT if len(seed) < LONGEST else 0))


@pytest.mark.parametrize("name", TARGETS)
def test_what_strangers_give_is_read_or_refused(name: str) -> None:
    for data in inputs(name):
        TARGETS[name](data)


def test_what_raises_would_be_seen() -> None:
    with pytest.raises(UnicodeDecodeError):
        for data in inputs(".txt"):
            data.decode()
