"""TAR archives, as streams: each file in one by the reader of its own format. Nothing is ever written to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from tarfile import TarFile, TarInfo
from typing import BinaryIO, cast

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.archive import (
    MAX_MEMBER,
    NESTED,
    ReaderFor,
    check_path,
    is_junk,
    too_long,
)
from events.reading.sources import Source

MAX_HEADER = 1_000_000  # bytes of a long name or of other facts about a file, which tarfile reads at once
_FACTS = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
DAMAGED = "is no TAR archive, or a damaged one ({}): pack the folder again"


def read(source: Source, reader_for: ReaderFor) -> Iterator[Article | Failure]:
    """The articles of all files in an archive, called by their paths in it; a failure for each that cannot be read.

    Passes over what `archive.read` does. However long the archive, memory holds one article of it. Raises
    `ReadingError` where it is damaged, or has no files.
    """
    if source.within:
        raise ReadingError(NESTED)
    empty = True
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", tarinfo=_Header) as archive:
            while (member := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else it remembers them all
                if member.isdir() or is_junk(member.name):
                    continue
                empty = False
                name = f"{source.name}/{member.name}"
                try:
                    _check(member)
                    yield from _read(archive, member, name, source, reader_for)
                except ReadingError as error:
                    yield Failure(name, str(error))
    except (tarfile.TarError, OSError) as error:
        raise ReadingError(DAMAGED.format(error)) from error
    if empty:
        raise ReadingError("is an archive without files: there is nothing to read")


def count(stream: BinaryIO) -> int:
    """How many files `read` will read, or say that it cannot; 1 where the archive is none."""
    try:
        with tarfile.open(fileobj=stream, mode="r:", tarinfo=_Header) as archive:
            return sum(not member.isdir() and not is_junk(member.name) for member in archive)
    except (tarfile.TarError, OSError, ReadingError):
        return 1


class _Forward(RawIOBase):
    """One file of the archive; tarfile says of its own that one can go back in it, which a stream does not allow."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def, override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Header(TarInfo):
    """What stands before each file. tarfile would take a broken one for the end, and read facts of any length."""

    @classmethod
    def fromtarfile(cls, tarfile_: TarFile) -> TarInfo:  # type: ignore[override]
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise ReadingError(DAMAGED.format(error)) from error

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> TarInfo:  # type: ignore[override]
        header = super().frombuf(buf, encoding, errors)
        if header.type in _FACTS and header.size > MAX_HEADER:
            raise ReadingError(DAMAGED.format(f"{header.size:,} bytes about one file"))
        return header


def _check(member: TarInfo) -> None:
    """Raises `ReadingError` for a file that is not to be unpacked."""
    check_path(member.name)
    if member.issym() or member.islnk():
        raise ReadingError("is a link to another file, and links are not followed: pack the file itself")
    if not member.isreg() or member.issparse():
        raise ReadingError("is no regular file: pack the folder with regular files only")
    if member.size > MAX_MEMBER:
        raise too_long(member.size)


def _read(
    archive: TarFile, member: TarInfo, name: str, source: Source, reader_for: ReaderFor
) -> Iterator[Article | Failure]:
    reader = reader_for(PurePosixPath(member.name).suffix)
    stream = BufferedReader(_Forward(cast(BinaryIO, archive.extractfile(member))))
    yield from reader(Source(name, member.name, cast(BinaryIO, stream), source.user, size=member.size, within=True))
