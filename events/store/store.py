"""Articles, their mentions, and the events that these tell of, kept in one database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from types import TracebackType

import polars as pl
from sqlalchemy import Connection, Engine, func, insert, select, update

import events
from events.access import Role
from events.errors import StoreError
from events.merging import Likeness
from events.model import Article, Event, Mention
from events.store import columns, copying, erasing, failed, grouping, opening, queries, rows, schema, search
from events.store.catalogue import Catalogue
from events.store.columns import Columns
from events.store.correcting import Corrections
from events.store.failed import FailedList
from events.store.failures import translated
from events.store.queries import Filters
from events.store.stories import Stories

WAIT = 30.0  # seconds that a writer waits for another


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    mentions: int
    events: int


@dataclass(frozen=True, slots=True)
class Bond:
    """Why two reports are one event: how likely, by which features, or that a person said so."""

    one: str  # ids of the first mentions of the two incidents
    other: str
    likeness: Likeness
    said: bool | None = None  # by a person: together, or apart


class Store:
    """An open store. Threads may share it; close it, or use it as a context manager.

    Every method raises `StoreError` where the database fails.
    """

    def __init__(self, engine: Engine, name: str):
        self._engine = engine
        self.name = name  # for people: a file's path, or a URL without its password
        self.permit: Callable[[Role], object] = lambda role: None  # raises where who asks may not; before all writing
        self.catalogue = Catalogue(self)
        self.corrections = Corrections(self)
        self.failed = FailedList(self)
        self.stories = Stories(self)

    @property
    def read_only(self) -> bool:
        """Whether it can be read and not changed, by whomever."""
        return False

    @classmethod
    def open(cls, url: str, *, wait_seconds: float = WAIT) -> Store:
        """The store at `url` (`events.settings.store_url` gives it): made where missing, upgraded where older.

        A folder of Parquet files that a store was exported into opens too, to be read: `events.store.folder`.
        Raises `StoreError` for what is no store, cannot be read, or was written by a newer Dateline.
        """
        if (path := opening.folder_of(url)) is not None:
            from events.store.folder import Folder  # which is a kind of this class

            return Folder(path)
        store = cls(opening.open_engine(url, wait_seconds), opening.name_of(url))
        try:
            with store.reading() as connection:
                merged_by = grouping.merged_by(connection)
            if merged_by < grouping.MERGING:
                store.remerge(only_from=merged_by)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ---- writing -----------------------------------------------------------------------------------------------

    def add(self, article: Article, mentions: Iterable[Mention]) -> bool:
        """Keeps an article and what it tells of, all or nothing; `False` where the store has its text already.

        Raises `StoreError` for one that was erased.
        """
        if self.add_all([(article, mentions)]):
            return True
        if not self.has(article.id):
            raise StoreError(f"{article.name} {self.erased([article.id])[article.id]}")
        return False

    def add_all(self, found: Iterable[tuple[Article, Iterable[Mention]]]) -> set[str]:
        """Keeps articles and what they tell of, all or nothing: one transaction costs much less than one for each.

        Gives the ids of the new ones; those that the store has already, and those that were erased, are passed over.
        """
        told = {article.id: (article, mentions) for article, mentions in found}
        with self.writing() as connection:
            known = queries.known_articles(connection, told) | set(erasing.erased_among(connection, told))
            new = {article_id: one for article_id, one in sorted(told.items()) if article_id not in known}
            if new:
                self._insert(connection, new.values())
                grouping.settle(connection, new, self.corrections.cache)
                failed.clear(connection, new)
                self.bump(connection)
        return set(new)

    def _insert(self, connection: Connection, found: Collection[tuple[Article, Iterable[Mention]]]) -> None:
        articles = [rows.article_row(article) | {"extractor": events.__version__} for article, _ in found]
        told = [{"article_id": article.id, "payload": rows.extraction_payload(mentions)} for article, mentions in found]
        connection.execute(insert(schema.article), articles)
        connection.execute(insert(schema.extraction), told)
        for article, _ in found:
            grouping.place(connection, article)

    def replace(self, article_id: str, mentions: Iterable[Mention]) -> bool:
        """Takes what an article tells of from an extraction anew; what persons said of it holds. `False`: not there."""
        return bool(self.replace_all([(article_id, mentions)]))

    def replace_all(self, found: Iterable[tuple[str, Iterable[Mention]]]) -> set[str]:
        """What `replace` does, for many articles in one transaction; gives the ids of those that are there."""
        told = dict(found)
        with self.writing() as connection:
            there = queries.known_articles(connection, told)
            for article_id in sorted(there):
                payload = rows.extraction_payload(told[article_id])
                table, by = schema.extraction, schema.article
                connection.execute(update(table).where(table.c.article_id == article_id), {"payload": payload})
                connection.execute(update(by).where(by.c.id == article_id), {"extractor": events.__version__})
            if there:
                grouping.settle(connection, there, self.corrections.cache)
                self.bump(connection)
        return there

    def remove_article(self, article_id: str) -> bool:
        """Takes out an article and its mentions, and events that nothing tells of any more. `False`: not there.

        What persons said of it stays in the log, and holds again when the article comes back.
        """
        with self.writing() as connection:
            if rows.article_of(connection, article_id) is None:
                return False
            erasing.take_out(connection, article_id, self.corrections.cache)
            self.bump(connection)
        return True

    def erase(self, article_id: str) -> bool:
        """Erases an article for good, with all that came from it, also in the log. `False`: not there, nor ever erased.

        A tombstone without content stays, so that it is not taken in again.
        """
        with self.writing(Role.admin) as connection:
            if rows.article_of(connection, article_id) is None and erasing.erased_at(connection, article_id) is None:
                return False
            erasing.erase(connection, article_id, self.corrections.cache)
            self.bump(connection)
        self.corrections.cache.clear()
        copying.forget()
        with translated(self.name):
            erasing.vacuum(self._engine)
        return True

    def remerge(self, *, only_from: int | None = None) -> None:
        """Puts all events together anew, from what was found in the articles and what persons said; ids are kept.

        `only_from`: only where they were still put together by that version of merging, and nobody else was first.
        """
        with self.writing(Role.admin) as connection:
            due = only_from is None or grouping.merged_by(connection) == only_from
            if due and grouping.settle_all(connection, self.corrections.cache):
                self.bump(connection)

    def bump(self, connection: Connection) -> None:
        """Says that the store has changed: within each transaction that writes."""
        table = schema.meta
        connection.execute(update(table).where(table.c.key == "revision").values(value=table.c.value + 1))

    # ---- reading -----------------------------------------------------------------------------------------------

    def has(self, article_id: str) -> bool:
        with self.reading() as connection:
            return bool(queries.known_articles(connection, [article_id]))

    def known(self, ids: Collection[str]) -> set[str]:
        """Those of the ids whose articles are there."""
        with self.reading() as connection:
            return queries.known_articles(connection, ids)

    def erased(self, ids: Collection[str]) -> dict[str, str]:
        """Those of the articles that were erased → that they were, and when, in words."""
        with self.reading() as connection:
            when = erasing.erased_among(connection, ids)
        return {
            article_id: f"was erased from the store on {moment[:10]}, and is not taken in again"
            for article_id, moment in when.items()
        }

    def article(self, article_id: str) -> Article | None:
        with self.reading() as connection:
            return rows.article_of(connection, article_id)

    def articles(self) -> tuple[Article, ...]:
        """Every article, by name."""
        query = select(schema.article).order_by(schema.article.c.name, schema.article.c.id)
        with self.reading() as connection:
            return tuple(rows.to_article(row) for row in connection.execute(query).mappings())

    def outdated(self) -> tuple[str, ...]:
        """Ids of the articles that another version of Dateline has read."""
        table = schema.article
        query = select(table.c.id).where(table.c.extractor.is_distinct_from(events.__version__)).order_by(table.c.id)
        with self.reading() as connection:
            return tuple(connection.scalars(query))

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """What one article tells of, as corrected, in the order of its text."""
        with self.reading() as connection:
            return tuple(mention for mention, _ in rows.mentions_of_article(connection, article_id))

    def events(self, filters: Filters = Filters()) -> tuple[Event, ...]:  # noqa: B008 (frozen)
        """The events that the filters leave, by time, the undated last."""
        with self.reading() as connection:
            return queries.events(connection, queries.wanted_events(filters))

    def event(self, event_id: str) -> Event | None:
        """The event of that id, or the one that it was merged into; also one that was deleted."""
        with self.reading() as connection:
            return queries.event_of(connection, event_id)

    def events_by_id(self, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events of those ids in that order, or those that they were merged into; what is gone is left out."""
        return tuple(self.each_event(ids))

    def each_event(self, ids: Iterable[str]) -> Iterator[Event]:
        """What `events_by_id` gives, read in batches, for many: writers may come between two of them."""
        wanted = iter(ids)
        while batch := list(islice(wanted, queries.FEW)):
            with self.reading() as connection:
                found = queries.events_by_id(connection, batch)
            yield from found

    def search(self, words: str) -> pl.Series:
        """Numbers of the events, deleted ones too, whose sentences, parties or places hold all the words.

        "A phrase", a beginning*, -without; where nothing is asked for, of all events.
        """
        with self.reading() as connection:
            return search.search(connection, words)

    def columns(self, since: int = 0) -> Columns:
        """All events as columns, deleted ones too; `since` a revision, what has become of them after it."""
        with self.reading() as connection:
            return columns.read(connection, since)

    def bonds(self, event_id: str) -> tuple[Bond, ...]:
        """Why the reports of an event are one: each pair of them that is linked, the likeliest first."""
        with self.reading() as connection:
            return tuple(Bond(*found) for found in grouping.bonds(connection, event_id))

    def revision(self) -> int:
        """A number that grows with each write: what was read at the same revision still holds."""
        with self.reading() as connection:
            return connection.scalars(select(schema.meta.c.value).where(schema.meta.c.key == "revision")).one()

    def counts(self) -> Counts:
        """Of articles, mentions, and events that are not deleted."""
        with self.reading() as connection:
            tables = (schema.article, schema.mention, schema.event)
            articles, mentions, told = (connection.scalar(select(func.count()).select_from(t)) or 0 for t in tables)
            deleted = select(func.count()).select_from(schema.event).where(schema.event.c.deleted)  # an index has few
            return Counts(articles, mentions, told - (connection.scalar(deleted) or 0))

    # ---- transactions ------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the store, whatever is written meanwhile."""
        with translated(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, role: Role = Role.editor) -> Iterator[Connection]:
        """One transaction that holds the write lock from its start; undone where anything is raised within.

        `role`: what one has to be to write this. Raises what `permit` does.
        """
        self.permit(role)
        engine = self._engine.execution_options(**opening.WRITING)
        with translated(self.name), engine.begin() as connection:
            yield connection
