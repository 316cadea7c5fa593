"""DOCX: the words of paragraphs and tables as they stand; no comments, and nothing that was struck out as a change.

When the file was made or saved says nothing of when an article was published, and is left alone.
"""

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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLES = ("title", "titel", "titre")  # names of styles
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or each of an export of a news bank. Raises `ReadingError`."""
    body = xml_of(source, "word/document.xml", "DOCX")
    paragraphs = list(body.iter(f"{W}p"))
    title = next((words for p in paragraphs[:5] if _is_title(p) and (words := _words(p).strip())), None)
    texts = [_words(p) for p in paragraphs]
    if (found := newsbanks.split("\n".join(texts))) is not None:
        yield from newsbanks.articles(found, source)
        return
    if title in texts:
        texts.remove(title)
    yield build(joined(texts), source.short, source.user.metadata, Metadata(title=title))


def _is_title(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and (style.get(f"{W}val") or "").lower() in TITLES


def _words(paragraph: Element) -> str:
    """What stands in a paragraph; what stands in a text box within it is a paragraph of its own."""
    words = []
    for element in paragraph.iter(f"{W}t", *BREAKS):
        if next(element.iterancestors(f"{W}p")) is paragraph:
            words.append(element.text or "" if element.tag == f"{W}t" else BREAKS[element.tag])
    return "".join(words)
