"""Paths, addresses and standard input → articles, with a failure for each that cannot be read; the others go on."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BufferedReader, BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.articles import Metadata
from events.reading.formats import CONTENT_TYPES, COUNTERS, HEAD, READERS, reader_for, sniff
from events.reading.sources import Source, User
from events.reading.web import fetch

STDIN = "-"
AN_ARTICLE = 1_000  # bytes of a packed file or a workbook for each article in it, about
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def read_paths(
    paths: Iterable[str],
    *,
    published: date | None = None,
    title: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Failure]:
    """The articles of files, folders (with all in them, hidden files left out), addresses and `-`, in that order.

    What is given here wins over what the inputs say; `encoding` is that of those that are not UTF-8, and
    `columns` says which column of tables has which field of an article ({"text": "Body"}), where its name does not.
    """
    user = User(Metadata(title=title, published=published, source=source), encoding, columns or {})
    for path in paths:
        if path == STDIN:
            found = _read_stream("standard input", sys.stdin.buffer, user)
        elif _ADDRESS.match(path):
            found = _read_address(path, user)
        else:
            found = _read_path(Path(path), user)
        yield from map(_sayable, found)


def read_bytes(
    name: str,
    data: bytes,
    *,
    published: date | None = None,
    title: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Failure]:
    """The articles of an uploaded file; the suffix of its name says the format. Else as `read_paths`."""
    user = User(Metadata(title=title, published=published, source=source), encoding, columns or {})
    found = _read(Source(name, name, BytesIO(data), user, size=len(data)), PurePosixPath(name).suffix)
    yield from map(_sayable, found)


def count_articles(paths: Iterable[str]) -> int | None:
    """About how many articles or failures `read_paths` will give, for a progress bar; None for what is piped in.

    Packed files and workbooks are not opened for that: what they hold is guessed from their size.
    """
    total = 0
    for path in paths:
        if path == STDIN or _is_pipe(Path(path)):
            return None
        total += 1 if _ADDRESS.match(path) else sum(map(_count_file, _files(Path(path))))
    return total


def is_address(path: str) -> bool:
    return bool(_ADDRESS.match(path))


def expand(path: str) -> list[str]:
    """What `read_paths` reads of one path: itself, or each file in a folder."""
    if path == STDIN or _ADDRESS.match(path) or not Path(path).is_dir():
        return [path]
    return [str(file) for file in _files(Path(path))] or [path]


def _read_path(path: Path, user: User) -> Iterator[Article | Failure]:
    try:
        if not path.exists():
            raise ReadingError("is not there: there is no such file or folder")
        files = _files(path)
        if not files:
            raise ReadingError("is a folder without files: there is nothing to read")
        if _is_pipe(path):
            with path.open("rb") as stream:
                yield from _read_stream(str(path), stream, user)
            return
    except (OSError, ReadingError) as error:
        yield Failure(str(path), _reason(error))
        return
    for file in files:
        yield from _read_file(file, user)


def _is_pipe(path: Path) -> bool:
    """A pipe or a device, such as the shell's <(command), which has no suffix to say what it gives."""
    return path.is_fifo() or path.is_char_device()


def _files(path: Path) -> list[Path]:
    """The file itself, or all files below a folder, in the order of their paths."""
    if not path.is_dir():
        return [path]
    found = []
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(folder, name) for name in files if not name.startswith(".")]
    return sorted(found)


def count_file(name: str, stream: BinaryIO) -> int | None:
    """About how many articles a file holds; None where that is not known before they are read."""
    count = COUNTERS.get(PurePosixPath(name).suffix.lower())
    return count(stream) if count else 1


def _count_file(path: Path) -> int:
    if not path.is_file():
        return 1
    try:
        with path.open("rb") as stream:
            number = count_file(path.name, stream)
        return path.stat().st_size // AN_ARTICLE + 1 if number is None else number
    except OSError:
        return 1


def _read_file(path: Path, user: User) -> Iterator[Article | Failure]:
    try:
        if path.exists() and not path.is_file():
            raise ReadingError("is no regular file")
        with path.open("rb") as stream:
            yield from _read(Source(str(path), path.name, stream, user, size=path.stat().st_size), path.suffix)
    except (OSError, ReadingError) as error:
        yield Failure(str(path), _reason(error))


def _read_stream(name: str, stream: BinaryIO, user: User) -> Iterator[Article | Failure]:
    """The articles of data without a suffix, whose beginning shows the format."""
    buffered = BufferedReader(stream, 1 << 16)  # type: ignore[type-var]
    try:
        yield from _read(Source(name, None, cast(BinaryIO, buffered), user), sniff(buffered.peek(HEAD)))
    finally:
        buffered.detach()


def _read_address(url: str, user: User) -> Iterator[Article | Failure]:
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            raise ReadingError("cannot be fetched: only http and https addresses are")
        page = fetch(url)
    except (ReadingError, ValueError) as error:
        yield Failure(url, _reason(error))
        return
    suffix = CONTENT_TYPES.get(page.content_type or "") or PurePosixPath(parts.path).suffix
    if suffix == ".txt" or suffix.lower() not in READERS:
        suffix = sniff(page.data)
    yield from _read(Source(url, url, BytesIO(page.data), user, url, page.charset, len(page.data)), suffix)


def _read(source: Source, suffix: str) -> Iterator[Article | Failure]:
    try:
        yield from reader_for(suffix)(source)
    except ReadingError as error:
        yield Failure(source.name, str(error))


def _sayable(found: Article | Failure) -> Article | Failure:
    """The same; a failure of a file whose name is no Unicode says it as can be written down: "mus\\udce9e.txt"."""
    if not isinstance(found, Failure):
        return found
    name, reason = (said.encode("utf-8", "backslashreplace").decode() for said in (found.name, found.reason))
    return Failure(name, reason)


def _reason(error: Exception) -> str:
    """What went wrong, without the name that the failure has anyway."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    return str(error)
