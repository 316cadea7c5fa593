"""Packed data → what is in it, as a stream that ends where no text could have been packed so small."""

from __future__ import annotations

import io
from bz2 import BZ2File
from collections.abc import Callable
from gzip import GzipFile
from lzma import LZMAError, LZMAFile
from typing import BinaryIO, cast
from zlib import error as ZlibError

from events.errors import ReadingError

RATIO = 200  # text is packed to a fifth or a tenth of its length: what unpacks to far more than that is made to do harm
SMALL = 1_000_000  # bytes that are unpacked whatever the ratio
BUFFER = 1 << 16

_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda packed: cast(BinaryIO, GzipFile(fileobj=packed)),
    ".bz2": lambda packed: cast(BinaryIO, BZ2File(packed)),
    ".xz": lambda packed: cast(BinaryIO, LZMAFile(packed)),  # noqa: SIM115 (closed with the stream it reads)
}
PACKED = tuple(_OPENERS)  # the suffixes of one packed file


def unpacked(stream: BinaryIO, suffix: str) -> BinaryIO:
    """The unpacked data of a .gz, .bz2 or .xz stream, in constant memory.

    Reading raises `ReadingError` where the data is damaged, or unpacks to far more than any text.
    """
    return cast(BinaryIO, io.BufferedReader(_Unpacked(stream, suffix), BUFFER))


def check_ratio(length: int, packed: int) -> None:
    """Raises `ReadingError` where so many bytes cannot be text that was packed into so few."""
    if length > SMALL and length > RATIO * packed:
        raise ReadingError(f"unpacks to {length:,} bytes from {packed:,}, as no text does: it is not unpacked")


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: BinaryIO, suffix: str):
        self._packed = _Counted(stream)
        self._data = _OPENERS[suffix](cast(BinaryIO, self._packed))
        self._length = 0
        self._failure: ReadingError | None = None  # told of when what came before it was read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def, override]
        data = bytearray()
        while len(data) < len(buffer) and (part := self._part(len(buffer) - len(data))):
            data += part
        if self._failure and not data:
            raise self._failure
        self._length += len(data)
        check_ratio(self._length, self._packed.length)
        buffer[: len(data)] = data
        return len(data)

    def _part(self, size: int) -> bytes:
        try:
            return b"" if self._failure else self._data.read1(size)  # type: ignore[attr-defined]
        except (OSError, EOFError, ZlibError, LZMAError, MemoryError) as error:
            self._failure = ReadingError(f"cannot be unpacked ({error}): pack it again")
            return b""


class _Counted:
    """A stream that counts what is read of it."""

    def __init__(self, stream: BinaryIO):
        self._stream, self.length = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.length += len(data)
        return data
