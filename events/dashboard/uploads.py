"""Inputs → articles in the store, one outcome each, so that a page can show how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten
from typing import Any, BinaryIO, Protocol

from events.dashboard.language import _, count
from events.dashboard.literal import plain
from events.dashboard.wording import language_name
from events.errors import EventsError, ReadingError
from events.model import Article, Failure, Mention
from events.pipeline import is_left
from events.reading import AHEAD, article_from_text, count_file, parse_date
from events.reading.apart import Apart
from events.store import Store


class Told(Protocol):
    """What was found in an article."""

    @property
    def mentions(self) -> tuple[Mention, ...]: ...


class Analyzer(Protocol):
    """What `events.pipeline.Analyzer` does, or one in a process of its own."""

    def analyze(self, article: Article) -> Told: ...


NAME = 60  # characters of a pasted text that it is called by
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of the inputs; it wins over what these say of themselves."""

    published: date | None = None
    title: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input. `failure`: why it could not be used. `known`: the store had it already.

    `again`: it is an article of the store, that was read again. `language`: the one that it is in, where no events are
    looked for in it for that.
    """

    name: str
    events: int = 0
    known: bool = False
    failure: str | None = None
    again: bool = False
    published: date | None = None
    language: str | None = None


def said(published: str, title: str, source: str) -> Said:
    """What was typed into the form. Raises ReadingError for a day that is none."""
    return Said(parse_date(published) if published.strip() else None, title.strip() or None, source.strip() or None)


def of_files(files: Iterable[tuple[str, bytes]], told: Said) -> Iterator[Article | Failure]:
    """The articles of uploaded files, given by name and content; they are read in a process of their own."""
    with Apart() as apart:
        for name, data in files:
            yield from apart.read_bytes(name, data, published=told.published, title=told.title, source=told.source)


def of_text(text: str, told: Said) -> Iterator[Article | Failure]:
    """The article of a pasted text, called by its first words; none where it is blank."""
    if text.strip():
        try:
            first = shorten(text.strip().splitlines()[0], NAME, placeholder=" …")
            yield article_from_text(text, name=first, title=told.title, published=told.published, source=told.source)
        except ReadingError as error:
            yield Failure(_("the pasted text"), str(error))


def of_addresses(text: str, told: Said) -> Iterator[Article | Failure]:
    """The articles of web pages, whose addresses stand in a text with blanks between; these alone are asked for."""
    said = {"published": told.published, "title": told.title, "source": told.source}
    with Apart() as apart:
        for word in text.split():
            if ADDRESS.fullmatch(word):  # never a path: it would be one of this machine's own files
                yield from apart.read_path(word, **said)
            else:
                yield Failure(word, _("is no address of a web page: it begins with https:// or http://"))


def take_in(inputs: Iterable[Article | Failure], analyzer: Analyzer, store: Store) -> Iterator[Outcome]:
    """Analyses and keeps each article; what fails is said, and the others go on."""
    for entry in inputs:
        if isinstance(entry, Failure):
            yield Outcome(entry.name, failure=entry.reason)
            continue
        name = entry.title or entry.name
        try:
            yield _kept(name, entry, analyzer, store)
        except EventsError as error:
            yield Outcome(name, failure=str(error))


def read_again(ids: Iterable[str], analyzer: Analyzer, store: Store) -> Iterator[Outcome]:
    """Analyses articles of the store anew; what persons said of them holds."""
    for article in filter(None, map(store.article, ids)):
        name = article.title or article.name
        try:
            mentions = analyzer.analyze(article).mentions
            store.replace(article.id, mentions)
            yield Outcome(name, _count(mentions), again=True, published=article.published, language=_left(article))
        except EventsError as error:
            yield Outcome(name, failure=str(error))


def edited(article: Article, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an article is called, who published it and when, with what was typed into the table over it.

    The table gives a day as ISO 8601, and None for what was emptied.
    """
    title, source = (str(values.get(name, getattr(article, name)) or "").strip() for name in ("title", "source"))
    published = date.fromisoformat(values["published"][:10]) if values.get("published") else None
    day = published if "published" in values else article.published
    return {"title": title or None, "source": source or None, "published": day}


def describe(
    article: Article,
    analyzer: Callable[[], Analyzer],
    store: Store,
    *,
    title: str | None,
    source: str | None,
    published: date | None,
) -> None:
    """Says anew what an article of the store is called, who published it and when.

    Where the day changes the article is read again, since "on Tuesday" is another day then; only then is the analyzer
    asked for. Raises `AnalysisError` and `StoreError`, and `ReadingError` for a day that is yet to come.
    """
    if published and published > date.today() + AHEAD:
        raise ReadingError(f"{published} is yet to come: an article was published on a day that has been")
    now = replace(article, title=title, source=source, published=published)
    mentions = None if published == article.published else analyzer().analyze(now).mentions
    store.catalogue.describe(article.id, title=title, source=source, published=published, mentions=mentions)


def report(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """A row an outcome, failures first: what became of it, its name, its day, its events, and why it failed."""
    rows = []
    for o in sorted(outcomes, key=lambda o: o.failure is None):
        events = "" if o.failure or o.known else count(o.events)
        day = "" if o.failure else str(o.published or _("no date"))
        rows.append({"outcome": _became(o), "name": plain(o.name), "published": day, "events": events, "why": _why(o)})
    return rows


def _why(o: Outcome) -> str:
    if o.language:
        return _("In {language}: kept without events").format(language=language_name(o.language))
    return plain(o.failure or "")


def _became(o: Outcome) -> str:
    if o.failure:
        return _("Failed")
    return _("In the store already") if o.known else _("Read again") if o.again else _("Added")


def expected(files: Iterable[tuple[str, BinaryIO]]) -> int:
    """About how many articles files hold: those in an archive or a table one by one; one where nobody knows."""
    return sum(count_file(name, stream) or 1 for name, stream in files)


def _kept(name: str, article: Article, analyzer: Analyzer, store: Store) -> Outcome:
    if store.has(article.id):
        return Outcome(name, known=True, published=article.published)
    mentions = analyzer.analyze(article).mentions
    new = store.add(article, mentions)
    return Outcome(name, events=_count(mentions), known=not new, published=article.published, language=_left(article))


def _left(article: Article) -> str | None:
    return article.language if is_left(article) else None


def _count(mentions: Iterable[Mention]) -> int:
    return len({m.unit for m in mentions})
