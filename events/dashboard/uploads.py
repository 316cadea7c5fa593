"""Inputs → articles in the store, one outcome each, so that a page can show how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from events.errors import EventsError, ReadingError
from events.model import Article, Failure
from events.pipeline import Analyzer
from events.reading import article_from_text, parse_date, read_bytes
from events.store import Store


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of the inputs; it wins over what these say of themselves."""

    published: date | None = None
    title: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input. `failure`: why it could not be used. `known`: the store had it already."""

    name: str
    events: int = 0
    known: bool = False
    failure: str | None = None


def said(published: str, title: str, source: str) -> Said:
    """What was typed into the form. Raises ReadingError for a day that is none."""
    return Said(parse_date(published) if published.strip() else None, title.strip() or None, source.strip() or None)


def of_files(files: Iterable[tuple[str, bytes]], told: Said) -> Iterator[Article | Failure]:
    """The articles of uploaded files, given by name and content."""
    for name, data in files:
        yield from read_bytes(name, data, published=told.published, title=told.title, source=told.source)


def of_text(text: str, told: Said) -> Iterator[Article | Failure]:
    """The article of a pasted text; none where it is blank."""
    if text.strip():
        try:
            yield article_from_text(text, title=told.title, published=told.published, source=told.source)
        except ReadingError as error:
            yield Failure("the pasted text", str(error))


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
            yield Outcome(name, events=len({m.incident or m.id for m in mentions}))
        except EventsError as error:
            yield Outcome(name, failure=str(error))


def _kept(name: str, article: Article, analyzer: Analyzer, store: Store) -> Outcome:
    if store.has(article.id):
        return Outcome(name, known=True)
    mentions = analyzer.analyze(article).mentions
    return Outcome(name, events=len({m.incident or m.id for m in mentions}), known=not store.add(article, mentions))
