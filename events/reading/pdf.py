"""PDF: its text layer, by pypdf. A scan has none, and is named as needing OCR.

The file's own dates say when it was made, not when an article was published, and are left alone; its title is taken
where the text begins with it too, since it is more often the name of a template or of a typesetter's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from events.errors import ReadingError
from events.model import Article, Failure
from events.reading import newsbanks
from events.reading.articles import Metadata, build, too_long
from events.reading.sources import Source

MAX_BYTES = 100_000_000
MAX_PAGES = 2_000
SCANNED = "has no text, only pictures of it: it was scanned, and needs OCR first, such as ocrmypdf's"
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-", "\0": ""}
)
_PARTED = re.compile(r"(?<=[a-zà-öø-ÿ])-[ \t]*\n[ \t]*(?=[a-zà-öø-ÿ])")
_PAGE = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)


def read(source: Source) -> Iterator[Article | Failure]:
    """One article, or each of an export of a news bank. Raises `ReadingError`."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = source.page_bytes(MAX_BYTES)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("is encrypted: open it with its password, and save it without one")
        pages = list(_pages(page.extract_text() for page in islice(reader.pages, MAX_PAGES)))
        called = (reader.metadata.title if reader.metadata else None) or ""
    except ReadingError:
        raise
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
            OSError, NotImplementedError, AssertionError) as error:  # fmt: skip
        raise ReadingError(f"is no PDF, or a damaged one ({error}): print it to a PDF again") from error
    text = _PARTED.sub("", "\n".join(pages)).strip()
    if not text:
        raise ReadingError(SCANNED if len(reader.pages) else "is a PDF without pages: there is nothing to read")
    if (found := newsbanks.split(text)) is not None:
        yield from newsbanks.articles(found, source)
        return
    first, _, rest = text.partition("\n")
    title = " ".join(called.split())
    if title and title == " ".join(first.split()) and rest.strip():
        yield build(rest.lstrip("\n"), source.short, source.user.metadata, Metadata(title=title))
    else:
        yield build(text, source.short, source.user.metadata, Metadata())


def _pages(texts: Iterator[str]) -> Iterator[str]:
    """The text of each page, without its number; ends with `ReadingError` where there are too many."""
    length = 0
    for text in texts:
        lines = text.translate(LIGATURES).encode("utf-8", "replace").decode().strip().splitlines()
        for end in (0, -1):
            if lines and _PAGE.fullmatch(lines[end].strip()):
                del lines[end]
        length += len(text)
        if length > newsbanks.MAX_CHARACTERS:
            raise too_long(f"more than {length:,} characters")
        yield "\n".join(line.rstrip() for line in lines)
