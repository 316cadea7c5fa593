"""Inputs → articles in a store, however many: what `dateline ingest` does.

What comes out follows from the inputs alone: a run that was killed and is begun again ends with the same store.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from events import reading, settings, workers
from events.model import Article, Failure, Mention
from events.reading.apart import Apart
from events.store import Failed, Store
from events.workers import Load, Pool

LOOKED_UP = 100  # articles that the store is asked about at once
WRITTEN = 32  # articles that are written in one transaction, at most
WAIT = 2.0  # seconds that an article waits to be written, where others follow


@dataclass(frozen=True, slots=True)
class Given:
    """A file, an address, `-` or a pipe, and what the user says of it."""

    path: str
    published: date | None = None
    encoding: str | None = None
    columns: Mapping[str, str] | None = None

    def read(self, apart: Apart) -> Iterator[Article | Failure]:
        """The articles; those of a file or an address are read in a process of its own."""
        said = {"published": self.published, "encoding": self.encoding, "columns": self.columns}
        return apart.read_path(self.path, **said)

    def failed(self, failure: Failure, article_id: str | None = None) -> Failed:
        day = self.published and self.published.isoformat()
        said = {"published": day, "encoding": self.encoding, "columns": self.columns}
        options = {name: value for name, value in said.items() if value}
        return Failed(failure.name, failure.reason, article_id, self.again(), options)

    def again(self) -> str | None:
        """What reads it again, wherever that is said: an absolute path or an address; None for what was piped in."""
        if self.path == reading.STDIN or "://" in self.path:
            return None if self.path == reading.STDIN else self.path
        path = Path(self.path).absolute()
        return None if path.is_fifo() or path.is_char_device() else str(path)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an article or an input: it is new, was known already, or failed."""

    name: str
    new: bool = False
    reason: str | None = None  # why it failed
    mentions: int = 0
    events: int = 0  # as the article tells them, before they are merged with what others tell
    language: str | None = None  # ISO 639-1, where no events are looked for in it


def given(
    paths: Iterable[str],
    published: date | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Given]:
    """What the user named, a folder as the files in it."""
    return (Given(file, published, encoding, columns) for path in paths for file in reading.expand(path))


def failed_before(store: Store) -> list[Given]:
    """What can be read again of what the store has on its list of failures."""
    found = {}
    for one in store.failed.all():
        if one.path is not None:
            said = one.options
            day = date.fromisoformat(said["published"]) if "published" in said else None
            found[one.path] = Given(one.path, day, said.get("encoding"), said.get("columns"))
    return list(found.values())


def ingest(
    inputs: Iterable[Given], store: Store, pool: Pool, *, retry: bool = False, load: Load = workers.analyzer
) -> Iterator[Outcome]:
    """Reads inputs into the store, and gives what came of each article as it is written, in any order.

    `retry`: also articles that are on the store's list of failures, which are passed over else. Raises `StoreError`
    where the store cannot be written: what was told of until then is kept.
    """
    with Apart() as apart:
        run = _Writing(store, retry, apart)
        for article, found in workers.read_all(run.unknown(inputs), pool, load):
            run.take(article, found)
            yield from run.told()
        run.write()
        yield from run.told()


def preview(inputs: Iterable[Given], store: Store, *, retry: bool = False) -> Iterator[Outcome]:
    """What `ingest` would come upon, without a model and without writing: what is `new` would be analysed."""
    with Apart() as apart:
        run = _Looking(store, retry, apart)
        for article in run.unknown(inputs):
            yield from run.told()
            yield Outcome(article.name, new=True)
        yield from run.told()


def reextract(ids: Iterable[str], store: Store, pool: Pool, load: Load = workers.analyzer) -> Iterator[Outcome]:
    """Reads articles of the store again, and gives what came of each; one that fails stays as it was."""
    there = (article for article in map(store.article, ids) if article is not None)
    found = workers.read_all(there, pool, load)
    while batch := list(islice(found, WRITTEN)):
        told = {article.id: (article, said) for article, said in batch}
        replaced = store.replace_all((name, said) for name, (_, said) in told.items() if not isinstance(said, Failure))
        for article, said in told.values():
            if isinstance(said, Failure):
                yield Outcome(article.name, reason=said.reason)
            elif article.id in replaced:
                yield Outcome(article.name, True, None, len(said), _events(said))


def _events(mentions: tuple[Mention, ...]) -> int:
    return len({mention.unit for mention in mentions})


class _Looking:
    """A way through the inputs: what is there to do, and what came of the rest."""

    def __init__(self, store: Store, retry: bool, apart: Apart):
        self.store = store
        self.retry = retry
        self.apart = apart
        self.outcomes: deque[Outcome] = deque()
        self.under_way: dict[str, Given] = {}  # article → where it came from

    def told(self) -> Iterator[Outcome]:
        """What has come of articles and inputs since this was asked last."""
        while self.outcomes:
            yield self.outcomes.popleft()

    def unknown(self, inputs: Iterable[Given]) -> Iterator[Article]:
        """The articles that are to be analysed."""
        articles = ((article, source) for source in inputs for article in self.read(source))
        while batch := list(islice(articles, LOOKED_UP)):
            ids = [article.id for article, _ in batch]
            known = self.store.known(ids)
            refused = self.store.erased(ids)
            failed = {} if self.retry else self.store.failed.reasons(ids)
            for article, source in batch:
                if article.id in known or article.id in self.under_way:
                    self.outcomes.append(Outcome(article.name))
                elif article.id in refused:
                    self.outcomes.append(Outcome(article.name, reason=refused[article.id]))
                elif article.id in failed:
                    reason = f"{failed[article.id]} (as before: ingest --retry-failed reads it again)"
                    self.outcomes.append(Outcome(article.name, reason=reason))
                else:
                    self.under_way[article.id] = source
                    yield article

    def read(self, source: Given) -> Iterator[Article]:
        """The articles of an input."""
        for found in source.read(self.apart):
            if isinstance(found, Failure):
                self.outcomes.append(Outcome(found.name, reason=found.reason))
            else:
                yield found


class _Writing(_Looking):
    """The same, with all that comes of it written down, many at a time."""

    def __init__(self, store: Store, retry: bool, apart: Apart):
        super().__init__(store, retry, apart)
        self.done: list[tuple[Article, tuple[Mention, ...]]] = []
        self.written = time.monotonic()
        self.failing: dict[str | None, set[str]] = defaultdict(set)  # path → what the list of failures has of it
        for one in store.failed.all():
            self.failing[one.path].add(one.key)

    def read(self, source: Given) -> Iterator[Article]:
        """The articles of an input; what it fails in goes on the list of failures, and what it no longer does, off."""
        path = source.again()
        before = self.failing.get(path, set()) if path else set()
        still = set()
        for found in source.read(self.apart):
            if isinstance(found, Article):
                still.add(found.id) if before else None
                yield found
                continue
            self.outcomes.append(Outcome(found.name, reason=found.reason))
            if path:
                failed = source.failed(found)
                still.add(failed.key)
                self.store.failed.note([failed])
        self.store.failed.clear(before - still)

    def take(self, article: Article, found: tuple[Mention, ...] | Failure) -> None:
        """What came of the analysis of an article."""
        if isinstance(found, Failure):
            self.store.failed.note([self.under_way.pop(article.id).failed(found, article.id)])
            self.outcomes.append(Outcome(article.name, reason=found.reason))
            return
        self.done.append((article, found))
        if len(self.done) >= WRITTEN or time.monotonic() - self.written > WAIT:
            self.write()

    def write(self) -> None:
        """Writes down what was analysed."""
        new = self.store.add_all(self.done)
        for article, mentions in self.done:
            del self.under_way[article.id]
            if article.id in new:
                language = article.language if settings.pipeline_for(article.language) is None else None
                self.outcomes.append(Outcome(article.name, True, None, len(mentions), _events(mentions), language))
            else:  # another process was first
                self.outcomes.append(Outcome(article.name))
        self.done = []
        self.written = time.monotonic()
