"""ZIP archives: each file in one by the reader of its own format. Nothing of an archive is ever written to disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.sources import Source
from events.reading.unpacking import check_ratio

ReaderFor = Callable[[str], Callable[[Source], Iterator[Article | Failure]]]

MAX_BYTES = 500_000_000  # of an archive that cannot be read from its place, but only as a stream
MAX_MEMBER = 100_000_000  # bytes of one file, unpacked
MAX_TOTAL = 1_000_000_000  # bytes of all files, unpacked
NESTED = "is an archive within an archive: unpack it, and add it by itself"
ENCRYPTED = 0x1
JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini"})  # what systems put beside a folder's files
_ELSEWHERE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)


def read(source: Source, reader_for: ReaderFor) -> Iterator[Article | Failure]:
    """The articles of all files in an archive, called by their paths in it; a failure for each that cannot be read.

    Hidden files, folders and what systems leave in archives are passed over. Raises `ReadingError` where the archive
    is none, or has no files.
    """
    if source.within:
        raise ReadingError(NESTED)
    with _open(source) as archive:
        members = _members(archive)
        if not members:
            raise ReadingError("is an archive without files: there is nothing to read")
        left = MAX_TOTAL
        for member in members:
            name = f"{source.name}/{member.filename}"
            try:
                _check(member, left)
                left -= member.file_size
                yield from _read(archive, member, name, source, reader_for)
            except ReadingError as error:
                yield Failure(name, str(error))


def count(stream: BinaryIO) -> int:
    """How many files `read` will read, or say that it cannot; 1 where the archive is none."""
    try:
        with ZipFile(stream) as archive:
            return len(_members(archive))
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return 1


def _open(source: Source) -> ZipFile:
    stream = source.stream if source.stream.seekable() else BytesIO(source.page_bytes(MAX_BYTES))
    try:
        return ZipFile(stream)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadingError(f"is no ZIP archive, or a damaged one ({error}): pack the folder again") from error


def _members(archive: ZipFile) -> list[ZipInfo]:
    return [member for member in archive.infolist() if not _is_folder(member) and not is_junk(member.filename)]


def _is_folder(member: ZipInfo) -> bool:
    return member.filename.endswith("/")  # `is_dir` raises where the name is empty


def is_junk(name: str) -> bool:
    """Whether a file is hidden, or one that systems leave in archives."""
    parts = re.split(r"[/\\]", name)
    return any(part.casefold() in JUNK or (part.startswith(".") and part.strip(".")) for part in parts)


def check_path(path: str) -> None:
    """Raises `ReadingError` for a path in an archive that leads out of it."""
    if _ELSEWHERE.match(path):
        raise ReadingError("has a path that leads out of the archive: pack the folder again, or add the file by itself")


def too_long(length: int) -> ReadingError:
    """The error for a file of an archive that has so many bytes unpacked."""
    return ReadingError(
        f"is {length:,} bytes long unpacked, and a file may have {MAX_MEMBER:,}: add it by itself, or in parts"
    )


def _check(member: ZipInfo, left: int) -> None:
    """Raises `ReadingError` for a file that is not to be unpacked."""
    check_path(member.filename)
    if member.flag_bits & ENCRYPTED:
        raise ReadingError("is encrypted: unpack it with its password, and add the files")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ReadingError("is packed in a way that is not read here: pack the folder as an ordinary ZIP")
    check_ratio(member.file_size, member.compress_size)
    if member.file_size > MAX_MEMBER:
        raise too_long(member.file_size)
    if member.file_size > left:
        raise ReadingError(
            f"is {member.file_size:,} bytes long unpacked, and all files may have {MAX_TOTAL:,}: add it by itself"
        )


def _read(
    archive: ZipFile, member: ZipInfo, name: str, source: Source, reader_for: ReaderFor
) -> Iterator[Article | Failure]:
    """The articles of one file; what zipfile says of a damaged one becomes a `ReadingError`."""
    reader = reader_for(PurePosixPath(member.filename).suffix)
    try:
        with archive.open(member) as stream:
            opened = cast(BinaryIO, stream)
            yield from reader(Source(name, member.filename, opened, source.user, size=member.file_size, within=True))
    except ReadingError:
        raise
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ReadingError(f"cannot be unpacked ({error}): pack the folder again") from error
