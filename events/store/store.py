"""Articles, their mentions, and the events that these tell of, kept in one database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count
from types import TracebackType

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update

from events import merging
from events.model import Article, Event, Mention
from events.store import opening, queries, rows, schema
from events.store.failures import translated
from events.store.queries import Filters

WAIT = 30.0  # seconds that a writer waits for another


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    mentions: int
    events: int


class Store:
    """An open store. Threads may share it; close it, or use it as a context manager.

    Every method raises `StoreError` where the database fails.
    """

    def __init__(self, engine: Engine, name: str):
        self._engine = engine
        self.name = name  # for people: a file's path, or a URL without its password

    @classmethod
    def open(cls, url: str, *, wait_seconds: float = WAIT) -> Store:
        """The store at `url` (`events.settings.store_url` gives it): made where missing, upgraded where older.

        Raises `StoreError` for what is no store, cannot be read, or was written by a newer Dateline.
        """
        return cls(opening.open_engine(url, wait_seconds), opening.name_of(url))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ---- writing -----------------------------------------------------------------------------------------------

    def add(self, article: Article, mentions: Iterable[Mention]) -> bool:
        """Keeps an article and what it tells of, all or nothing; `False` where the store has its text already."""
        with self._writing() as connection:
            if _has(connection, article.id):
                return False
            connection.execute(insert(schema.article), rows.article_row(article))
            _tell(connection, article, _incidents(mentions))
            _bump(connection)
        return True

    def remove_article(self, article_id: str) -> bool:
        """Takes out an article and its mentions, and events that nothing tells of any more. `False`: not there."""
        with self._writing() as connection:
            if not _has(connection, article_id):
                return False
            of_article = schema.mention.c.article_id == article_id
            touched = connection.scalars(select(schema.mention.c.event_id).where(of_article).distinct()).all()
            connection.execute(delete(schema.mention).where(of_article))
            for event_id in sorted(touched):
                _fuse_again(connection, event_id)
            connection.execute(delete(schema.article).where(schema.article.c.id == article_id))
            _bump(connection)
        return True

    # ---- reading -----------------------------------------------------------------------------------------------

    def has(self, article_id: str) -> bool:
        with self._reading() as connection:
            return _has(connection, article_id)

    def article(self, article_id: str) -> Article | None:
        with self._reading() as connection:
            found = connection.execute(select(schema.article).where(schema.article.c.id == article_id))
            return next((rows.to_article(row) for row in found.mappings()), None)

    def articles(self) -> tuple[Article, ...]:
        """Every article, by name."""
        query = select(schema.article).order_by(schema.article.c.name, schema.article.c.id)
        with self._reading() as connection:
            return tuple(rows.to_article(row) for row in connection.execute(query).mappings())

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """What one article tells of, in the order of its text."""
        table = schema.mention
        query = select(table).where(table.c.article_id == article_id).order_by(table.c.start, table.c.id)
        with self._reading() as connection:
            return tuple(rows.to_mention(row) for row in connection.execute(query).mappings())

    def events(self, filters: Filters = Filters()) -> tuple[Event, ...]:  # noqa: B008 (frozen)
        """The events that the filters leave, by time, the undated last."""
        with self._reading() as connection:
            return _events(connection, queries.wanted_events(filters))

    def event(self, event_id: str) -> Event | None:
        with self._reading() as connection:
            found = _events(connection, select(schema.event).where(schema.event.c.id == event_id))
            return found[0] if found else None

    def revision(self) -> int:
        """A number that grows with each write: what was read at the same revision still holds."""
        with self._reading() as connection:
            return connection.scalars(select(schema.meta.c.value).where(schema.meta.c.key == "revision")).one()

    def counts(self) -> Counts:
        tables = (schema.article, schema.mention, schema.event)
        with self._reading() as connection:
            return Counts(*(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables))

    # ---- transactions ------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One snapshot of the store, whatever is written meanwhile."""
        with translated(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that holds the write lock from its start; undone where anything is raised within."""
        engine = self._engine.execution_options(**opening.WRITING)
        with translated(self.name), engine.begin() as connection:
            yield connection


# ---- events ----------------------------------------------------------------------------------------------------


def _incidents(mentions: Iterable[Mention]) -> list[tuple[Mention, ...]]:
    """Mentions by incident, in the order of the text."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id)):
        found[mention.incident or mention.id].append(mention)
    return [tuple(incident) for incident in found.values()]


def _tell(connection: Connection, article: Article, incidents: list[tuple[Mention, ...]]) -> None:
    """Writes each incident of an article down as another report of a known event, or as a new event.

    What is a report of a known event beyond doubt goes first: articles that tell of it may tell of the others too.
    No two incidents of the article become one event: what an article keeps apart stays apart.
    """
    company: frozenset[str] = frozenset()
    told: set[str] = set()
    doubtful = []
    for incident in incidents:
        probe = merging.probe(incident, article.published)
        candidates = [e for e in _events(connection, queries.possible_events(probe)) if e.id not in told]
        known = merging.assign(incident, candidates, company)
        if known is None:
            doubtful.append((incident, candidates))
        else:
            company |= {mention.article_id for mention in known.mentions}
            told.add(known.id)
            _join(connection, known, incident)
    for incident, candidates in doubtful:
        known = merging.assign(incident, [c for c in candidates if c.id not in told], company) if company else None
        if known is None:
            _begin(connection, incident)
        else:
            told.add(known.id)
            _join(connection, known, incident)


def _begin(connection: Connection, incident: tuple[Mention, ...]) -> None:
    event = merging.fuse(_new_id(connection, incident[0].id), incident)
    connection.execute(insert(schema.event), rows.event_row(event))
    _index(connection, event)
    _insert(connection, incident, event.id)


def _join(connection: Connection, known: Event, incident: tuple[Mention, ...]) -> None:
    event = merging.fuse(known.id, (*known.mentions, *incident))
    _rewrite(connection, event)
    _index(connection, event)
    _insert(connection, incident, event.id)


def _insert(connection: Connection, mentions: tuple[Mention, ...], event_id: str) -> None:
    connection.execute(insert(schema.mention), [rows.mention_row(m, event_id) for m in mentions])


def _fuse_again(connection: Connection, event_id: str) -> None:
    """Brings an event to what its mentions say now; one without mentions goes."""
    found = connection.execute(select(schema.mention).where(schema.mention.c.event_id == event_id))
    mentions = tuple(rows.to_mention(row) for row in found.mappings())
    if mentions:
        event = merging.fuse(event_id, mentions)
        _rewrite(connection, event)
        _index(connection, event)
    else:
        _clear_index(connection, event_id)
        connection.execute(delete(schema.event).where(schema.event.c.id == event_id))


def _rewrite(connection: Connection, event: Event) -> None:
    _clear_index(connection, event.id)
    connection.execute(update(schema.event).where(schema.event.c.id == event.id), rows.event_row(event))


def _index(connection: Connection, event: Event) -> None:
    for table, found in ((schema.event_actor, rows.actor_rows(event)), (schema.event_key, rows.key_rows(event))):
        if found:
            connection.execute(insert(table), found)


def _clear_index(connection: Connection, event_id: str) -> None:
    for table in (schema.event_actor, schema.event_key):
        connection.execute(delete(table).where(table.c.event_id == event_id))


def _events(connection: Connection, query: Select) -> tuple[Event, ...]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    found = connection.execute(query).mappings().all()
    if found:
        ids = [row["id"] for row in found]
        for row in connection.execute(queries.mentions_of(ids, query)).mappings():
            mentions[row["event_id"]].append(rows.to_mention(row))
    return tuple(rows.to_event(row, mentions[row["id"]]) for row in found)


def _new_id(connection: Connection, mention_id: str) -> str:
    """An id from the first mention; another where an event outlived that mention's article."""
    for attempt in count():
        words = mention_id if attempt == 0 else f"{mention_id} {attempt}"
        event_id = "e" + blake2b(words.encode(), digest_size=8).hexdigest()
        if connection.scalar(select(schema.event.c.id).where(schema.event.c.id == event_id)) is None:
            return event_id
    raise AssertionError("count() does not end")


# ---- articles --------------------------------------------------------------------------------------------------


def _has(connection: Connection, article_id: str) -> bool:
    return connection.scalar(select(schema.article.c.id).where(schema.article.c.id == article_id)) is not None


def _bump(connection: Connection) -> None:
    table = schema.meta
    connection.execute(update(table).where(table.c.key == "revision").values(value=table.c.value + 1))
