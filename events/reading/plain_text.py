"""Plain text and Markdown, with front matter or without. The text stays as it is, markup and line ends included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from events.model import Article, Failure
from events.reading import front_matter, newsbanks
from events.reading.articles import build
from events.reading.encoding import decode
from events.reading.sources import Joined, Source

HEAD = 64_000  # bytes that show whether it is an export of a news bank


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or each of an export of a news bank. Raises `ReadingError`."""
    text = decode(_bytes(source), source.encoding)
    if (entries := newsbanks.split(text)) is not None:
        yield from newsbanks.articles(entries, source)
        return
    found, body = front_matter.split(text)
    yield build(body, source.short, source.user.metadata, found)


def _bytes(source: Source) -> bytes:
    """All of it: more than of one article only where it begins as many do. Raises `ReadingError`."""
    head = source.stream.read(HEAD)
    rest = newsbanks.begins(head.decode("utf-8", "replace"))
    joined = replace(source, stream=cast(BinaryIO, Joined(head, source.stream)))
    return joined.page_bytes(newsbanks.MAX_CHARACTERS) if rest else joined.text_bytes()
