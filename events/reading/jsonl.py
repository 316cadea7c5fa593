"""Articles as JSON, one a line: {"id","title","text","published","source","url","language"}; only `text` must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.articles import MAX_CHARACTERS, Metadata, build
from events.reading.dates import parse_date
from events.reading.encoding import check_not_binary
from events.reading.sources import Source

MAX_LINE = 12 * MAX_CHARACTERS + 1_000_000  # bytes: JSON may write a character as two escapes of six


class Line(msgspec.Struct):
    """The fields of one line; others are passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or the failure, of each line. Raises `ReadingError` where there is none or the file is binary."""
    empty = True
    for number, (line, length) in enumerate(_lines(source.stream), 1):
        if number == 1:
            check_not_binary(line)
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        empty = False
        try:
            yield _article(line, length, source)
        except ReadingError as error:
            yield Failure(f"{source.name}, line {number}", str(error))
    if empty:
        raise ReadingError("is empty: there is no article in it")


def count(stream: BinaryIO) -> int:
    """How many lines there are."""
    return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each line, cut where it is longer than any article can be, and its whole length in bytes."""
    while line := stream.readline(MAX_LINE):
        length = len(line)
        end = line
        while not end.endswith(b"\n") and (end := stream.readline(MAX_LINE)):
            length += len(end)
        yield line, length


def _article(line: bytes, length: int, source: Source) -> Article:
    if length > MAX_LINE:
        raise ReadingError(f"is {length:,} bytes long and may have {MAX_LINE:,}: split the article")
    try:
        fields = msgspec.json.decode(line.rstrip(b"\r\n"), type=Line)
    except UnicodeDecodeError as error:
        raise ReadingError(f"is not UTF-8 at byte {error.start + 1:,}: save the file as UTF-8") from error
    except msgspec.ValidationError as error:
        raise ReadingError(f"has not the fields of an article ({error}): correct or remove it") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadingError(f"is not JSON ({error}): correct or remove it") from error
    return build(fields.text, None, source.user.metadata, _metadata(fields))


def _metadata(fields: Line) -> Metadata:
    published = parse_date(fields.published) if fields.published else None
    name = None if fields.id is None else str(fields.id)
    return Metadata(name or None, fields.title, published, fields.source, fields.url, fields.language)
