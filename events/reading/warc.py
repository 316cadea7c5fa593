"""WARC files, as streams: the pages in what servers answered, each by the reader of web pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import html
from events.reading.sources import Source

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

KINDS = ("response", "resource")  # of records that hold pages; the others tell how these were fetched
PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or the failure, of each page that a server sent. Pictures, styles and errors are passed over.

    A page that says no day of publication has the day on which it was taken, and the basis is `crawled`. Raises
    `ReadingError` where the file is damaged, or has no page.
    """
    empty = True
    for record in _records(source):
        kind, charset = _content_type(record)
        if record.rec_type not in KINDS or kind not in PAGES or not _is_found(record):
            continue
        empty = False
        url = record.rec_headers.get_header("WARC-Target-URI") or source.name
        name = f"{source.name}, {url}"
        try:
            data = record.content_stream().read(html.MAX_BYTES + 1)
            page = Source(name, url, BytesIO(data), source.user, url, charset)
            yield from (_dated(article, record) for article in html.read(page))
        except ReadingError as error:
            yield Failure(name, str(error))
    if empty:
        raise ReadingError("is a WARC file without pages: there is nothing to read")


def _records(source: Source) -> Iterator[ArcWarcRecord]:
    from warcio.archiveiterator import ArchiveIterator  # takes 0.1 s to import
    from warcio.exceptions import ArchiveLoadFailed

    class Quiet(ArchiveIterator):
        INC_RECORD = ""  # it writes what stands in a damaged file to the terminal

    try:
        yield from Quiet(SimpleNamespace(read=source.stream.read1))  # type: ignore[attr-defined]  # what came before damage is kept so
    except (
        ArchiveLoadFailed,
        EOFError,
        ValueError,
        AttributeError,
    ) as error:  # the last: of a record without an address
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(f"is no WARC file, or a damaged one ({error}): fetch it again") from error


def _content_type(record: ArcWarcRecord) -> tuple[str, str | None]:
    """What a page is, and its encoding, as its server said."""
    headers = record.http_headers or record.rec_headers
    kind, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    return kind.strip().lower(), charset or None


def _is_found(record: ArcWarcRecord) -> bool:
    return record.http_headers is None or record.http_headers.get_statuscode() == "200"


def _dated(article: Article, record: ArcWarcRecord) -> Article:
    if article.published_basis is not None:
        return article
    try:
        day = date.fromisoformat((record.rec_headers.get_header("WARC-Date") or "")[:10])
    except ValueError:
        return article
    return replace(article, published=day, published_basis="crawled") if day <= date.today() else article
