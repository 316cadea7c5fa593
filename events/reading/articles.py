"""A body of text and what is known about it → Article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from events.errors import ReadingError
from events.model import Article
from events.reading.dates import date_at_head
from events.reading.languages import language_of

MAX_CHARACTERS = 300_000  # of one article, some 50,000 words: reading it for events then takes 1.1 GB of memory
AHEAD = timedelta(days=1)  # how far the day of publication may lie ahead: it is tomorrow elsewhere


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a user says about an article, or what its input does."""

    id: str | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1


def article_from_text(
    text: str,
    *,
    name: str | None = None,
    title: str | None = None,
    published: date | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Article:
    """An article of pasted text. Raises `ReadingError` where the text is empty, too long or not text."""
    return build(text, name, user=Metadata(title=title, published=published, source=source, url=url), found=Metadata())


def build(body: str, name: str | None, user: Metadata, found: Metadata) -> Article:
    """The article; what the user says wins over what was found in the input. Raises `ReadingError`."""
    title = _said(user.title) or _said(found.title)
    text = body if title is None else f"{title}\n\n{body}"
    _check(body, text)
    key = blake2b(text.encode(), digest_size=8).hexdigest()
    published, basis = _published(body, user, found)
    return Article(
        id=key,
        name=_said(found.id) or _said(name) or key,
        text=text,
        title=title,
        published=published,
        published_basis=basis,
        source=_said(user.source) or _said(found.source),
        url=_said(user.url) or _said(found.url),
        language=language_of(text, found.language),
    )


def too_long(length: str) -> ReadingError:
    """The error for an article of that length ("20,000,000 bytes")."""
    return ReadingError(
        f"is {length} long and an article may have {MAX_CHARACTERS:,} characters: split it into articles"
    )


def _published(body: str, user: Metadata, found: Metadata) -> tuple[date | None, str | None]:
    """The day of publication and who says so; one that is yet to come is not believed, and the basis is `future`."""
    said = ((user.published, "user"), (found.published, "metadata"), (date_at_head(body), "byline"))
    told = [(day, basis) for day, basis in said if day is not None]
    latest = date.today() + AHEAD
    past = next(((day, basis) for day, basis in told if day <= latest), None)
    return past or (None, "future" if told else None)


def _check(body: str, text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise too_long(f"{len(text):,} characters")
    if not body.strip():
        raise ReadingError("is empty: there is no text to read")
    if "\0" in text:
        raise ReadingError("has a NUL character, which no text has: save it as plain UTF-8 text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ReadingError(
            f"has half a character (a lone surrogate) at offset {error.start}: save it as UTF-8"
        ) from error


def _said(value: str | None) -> str | None:
    """What was said beside a text, without what no store can keep: NUL and half characters."""
    kept = (value or "").replace("\0", "").encode("utf-8", "replace").decode()
    return kept if kept.strip() else None
