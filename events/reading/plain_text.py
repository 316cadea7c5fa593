"""Plain text and Markdown, with front matter or without. The text stays as it is, markup and line ends included."""

from __future__ import annotations

from collections.abc import Iterator

from events.model import Article
from events.reading import front_matter
from events.reading.articles import build
from events.reading.encoding import decode
from events.reading.sources import Source


def read(source: Source) -> Iterator[Article]:
    """One article. Raises `ReadingError`."""
    found, body = front_matter.split(decode(source.text_bytes(), source.encoding))
    yield build(body, source.short, source.user.metadata, found)
