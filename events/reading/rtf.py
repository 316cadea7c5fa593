"""RTF: its words, by striprtf."""

from __future__ import annotations

from collections.abc import Iterator

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import newsbanks
from events.reading.articles import Metadata, build
from events.reading.sources import Source

MAX_BYTES = 30_000_000  # with its markup; pictures are in it as figures and letters


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or each of an export of a news bank. Raises `ReadingError`."""
    from striprtf.striprtf import rtf_to_text

    data = source.page_bytes(MAX_BYTES)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadingError("is no RTF document: it does not begin as one")
    try:
        text = rtf_to_text(data.decode("latin-1"), encoding=source.encoding or "cp1252", errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, TypeError) as error:
        raise ReadingError(f"is a damaged RTF document ({error}): save it again") from error
    text = text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if (found := newsbanks.split(text)) is not None:
        yield from newsbanks.articles(found, source)
    else:
        yield build(text.strip(), source.short, source.user.metadata, Metadata())
