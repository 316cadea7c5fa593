"""ODT (OpenDocument text): the words of headings and paragraphs; no comments, no notes, nothing that was struck out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from events.model import Article, Failure
from events.reading import newsbanks
from events.reading.articles import Metadata, build
from events.reading.office import joined, xml_of
from events.reading.sources import Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LEFT_OUT = frozenset({f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}tracked-changes"})
BREAKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
MAX_SPACES = 100  # that one element may stand for


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or each of an export of a news bank. Raises `ReadingError`."""
    body = xml_of(source, "content.xml", "ODT").find(f"{OFFICE}body/{OFFICE}text")
    paragraphs = [] if body is None else [p for p in body.iter(f"{TEXT}p", f"{TEXT}h") if not _is_left_out(p)]
    title = next((words for p in paragraphs[:5] if _is_title(p) and (words := "".join(_words(p)).strip())), None)
    texts = ["".join(_words(p)) for p in paragraphs]
    if (found := newsbanks.split("\n".join(texts))) is not None:
        yield from newsbanks.articles(found, source)
        return
    if title in texts:
        texts.remove(title)
    yield build(joined(texts), source.short, source.user.metadata, Metadata(title=title))


def _is_left_out(paragraph: Element) -> bool:
    return any(ancestor.tag in LEFT_OUT for ancestor in paragraph.iterancestors())


def _is_title(paragraph: Element) -> bool:
    return (paragraph.get(f"{TEXT}style-name") or "").lower() == "title"


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            spaces = child.get(f"{TEXT}c") or "1"
            yield " " * min(int(spaces) if spaces.isdecimal() else 1, MAX_SPACES)
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT and child.tag != f"{TEXT}p":
            yield from _words(child)
        yield child.tail or ""
