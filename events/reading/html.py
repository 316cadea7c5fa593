"""Web pages: the main text, the title, the date and the site, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, cast

from events.errors import ReadingError
from events.model import Article
from events.reading.articles import Metadata, build
from events.reading.dates import full_dates, parse_date
from events.reading.encoding import decode
from events.reading.sources import Source

if TYPE_CHECKING:
    from trafilatura.settings import Document

MAX_BYTES = 20_000_000  # a page with its markup, scripts and pictures
NO_TEXT = "has no main text that can be told from the rest of the page: paste the text of the article"
MAX_ATTRIBUTES = 1_000  # of one tag: lxml's time grows with their square
LONG = 5_000  # characters of a tag that is looked at for them
_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']++|"[^"]*+"|'[^']*+'|["'])*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"']++)""")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?([a-z]{2})\b", re.IGNORECASE)


def read(source: Source) -> Iterator[Article]:
    """One article. Raises `ReadingError` where the page has no main text."""
    data = source.page_bytes(MAX_BYTES)
    if not data.strip():
        raise ReadingError("is empty: there is no text to read")
    page = decode(data, source.encoding or _declared(data))
    _check_tags(page)
    document = _document(page, source.url)
    if document is None or not document.text:
        raise ReadingError(NO_TEXT)
    found = Metadata(
        title=document.title,
        published=_published(document.date, page),
        source=document.sitename,
        url=source.url or document.url,
        language=_language(page),
    )
    yield build(_without_title(document.text, document.title), source.short, source.user.metadata, found)


def _check_tags(page: str) -> None:
    for tag in _TAG.finditer(page):
        if tag.end() - tag.start() > LONG and len(_VALUE.sub(" ", tag[0]).replace("/", " ").split()) > MAX_ATTRIBUTES:
            raise ReadingError("has a tag with thousands of attributes, as no page has: paste the text of the article")


def _document(page: str, url: str | None) -> Document | None:
    from trafilatura import bare_extraction  # takes 0.2 s to import

    dates = {"extensive_search": False, "original_date": True}
    document = bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
    )
    return cast("Document | None", document)


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def _language(page: str) -> str | None:
    found = _LANGUAGE.search(page[:10_000])
    return found[1].lower() if found else None


def _published(value: str | None, page: str) -> date | None:
    """The date, where the page writes it out in full: a missing day would be filled in from today's."""
    day = parse_date(value) if value else None
    return day if any(day == written for _, written in full_dates(unescape(page))) else None


def _without_title(text: str, title: str | None) -> str:
    """The main text without the headline as its first line: an article's text has it once."""
    first, _, rest = text.partition("\n")
    return rest if title and rest.strip() and first.strip() == title.strip() else text
