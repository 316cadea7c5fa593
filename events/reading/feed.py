"""RSS and Atom feeds, an article an entry: its full content where the feed has it, else its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree
from lxml import html as markup_of

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading.articles import Metadata, build
from events.reading.dates import parse_date
from events.reading.encoding import check_not_binary
from events.reading.sources import Source

MAX_BYTES = 50_000_000
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "form", "button"})


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or the failure, of each entry. Raises `ReadingError` where the file is no feed, or an empty one."""
    import feedparser  # takes 0.1 s to import

    data = source.page_bytes(MAX_BYTES)
    if not data.strip():
        raise ReadingError("is empty: there is no feed in it")
    check_not_binary(data)
    try:
        found = feedparser.parse(BytesIO(data), response_headers=_headers(source), sanitize_html=False)
    except Exception as error:  # it gives what it can read of a broken feed, and stumbles over some all the same
        raise ReadingError(
            f"is no feed that can be read ({type(error).__name__}: {error}): save it as UTF-8"
        ) from error
    if not found.version:
        raise ReadingError("is no RSS or Atom feed: give the page or the feed itself")
    if not found.entries:
        raise ReadingError("is a feed without entries: there is nothing to read")
    for number, entry in enumerate(found.entries, 1):
        try:
            yield _article(entry, found.feed, source)
        except ReadingError as error:
            yield Failure(f"{source.name}, entry {number}", str(error))


def count(stream: BinaryIO) -> int:
    """How many entries there are."""
    return max(1, len(re.findall(rb"<(?:\w+:)?(?:item|entry)[\s>]", stream.read(MAX_BYTES))))


def is_feed(head: bytes) -> bool:
    """Whether the beginning of a file is that of a feed."""
    return re.search(rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]", head, re.IGNORECASE) is not None


def _headers(source: Source) -> dict[str, str]:
    """What tells feedparser the encoding and the address that links in the feed start from."""
    said = {"content-type": f"application/xml; charset={source.encoding}"} if source.encoding else {}
    return said | ({"content-location": source.url} if source.url else {})


def _article(entry: Any, feed: Any, source: Source) -> Article:
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    body = _text(max(contents, key=len, default="")) or _text(entry.get("summary") or "")
    found = Metadata(
        id=entry.get("id") or entry.get("link"),
        title=_line(entry.get("title")),
        published=_day(entry),
        source=_line((entry.get("source") or {}).get("title") or feed.get("title")),
        url=entry.get("link"),
        language=(feed.get("language") or "")[:2].lower() or None,
    )
    return build(body, source.short, source.user.metadata, found)


def _day(entry: Any) -> date | None:
    """The day as it was where the entry was written, where feedparser understood the moment too."""
    for name in ("published", "updated"):
        if entry.get(f"{name}_parsed"):
            try:
                return parse_date(entry[name])
            except ReadingError:
                return date(*entry[f"{name}_parsed"][:3])
    return None


def _line(markup: str | None) -> str | None:
    return " ".join(_text(markup or "").split()) or None


def _text(markup: str) -> str:
    """The words of a piece of HTML: paragraphs with a blank line between, no white space but what parts words."""
    if "<" not in markup:
        return unescape(markup).strip()
    try:
        tree = markup_of.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return markup.strip()
    paragraphs = "".join(_words(tree)).split("\0")
    return "\n\n".join(filter(None, (re.sub(r" ?\n ?", "\n", p).strip() for p in paragraphs)))


def _words(element: Any) -> Iterator[str]:
    """The text of an element: NUL between blocks, a line end for each break."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:  # what is no string is a comment
        return
    edge = "\0" if element.tag in BLOCKS else ""
    yield edge or ("\n" if element.tag == "br" else "")
    yield _flat(element.text)
    for child in element:
        yield from _words(child)
        yield _flat(child.tail)
    yield edge


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
