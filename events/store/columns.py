"""What a picture of all events needs of each, as columns: to be counted, filtered and drawn by the million."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, Table, select

from events.store import schema

BATCH = 1000  # rows in Python's hands at once: more of them are slower, since they do not fit into a processor's cache

Types = Mapping[str, type[pl.DataType]]

EVENTS: Types = {
    "number": pl.UInt32,
    "id": pl.String,
    "type": pl.Categorical,
    "mode": pl.Categorical,
    "assertion": pl.Categorical,
    "sure": pl.Float32,
    "salience": pl.Float32,
    "reports": pl.UInt32,
    "verified": pl.Boolean,
    "deleted": pl.Boolean,
    "place": pl.Categorical,
    "precision": pl.Categorical,
    "located": pl.Float32,
    "country": pl.Categorical,
    "admin1": pl.Categorical,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "begins": pl.Int64,
    "ends": pl.Int64,
    "granularity": pl.Categorical,
    "basis": pl.Categorical,
}
PARTIES: Types = {"event": pl.UInt32} | dict.fromkeys(
    ("actor", "actor_id", "role", "country", "sector"), pl.Categorical
)
REPORTS: Types = {"event": pl.UInt32, "article": pl.Categorical}
SOURCES: Types = {"article": pl.Categorical, "source": pl.Categorical}
GONE: Types = {"event": pl.UInt32}
COLUMN = {"reports": "sources", "actor": "name", "article": "article_id"}  # what the database calls them

NEVER = 2**31 - 1  # a revision that no store has


@dataclass(frozen=True, slots=True)
class Columns:
    """The events of a store at one revision, or what has become of them since an earlier one.

    Moments are minutes since 1970-01-01T00:00, `ends` is exclusive: `events.store.moments`.
    """

    revision: int
    events: pl.DataFrame  # `EVENTS`: one row each, deleted ones too
    parties: pl.DataFrame  # `PARTIES`: one row an actor and role; `event` is a number
    reports: pl.DataFrame  # `REPORTS`: one row an article that tells of an event
    sources: pl.DataFrame  # `SOURCES`: who published an article, always of all of them
    gone: pl.Series  # numbers of events that are there no more

    def updated(self, changes: Columns) -> Columns:
        """These columns as they are after changes that were read since their revision."""
        stale = pl.concat([changes.gone, changes.events["number"]])
        if stale.is_empty():
            return replace(self, revision=changes.revision, sources=changes.sources)
        pairs = (
            ("number", self.events, changes.events),
            ("event", self.parties, changes.parties),
            ("event", self.reports, changes.reports),
        )
        events, parties, reports = (
            pl.concat([old.filter(~pl.col(key).is_in(stale.implode())), new]) for key, old, new in pairs
        )
        return Columns(changes.revision, events, parties, reports, changes.sources, changes.gone)


def read(connection: Connection, since: int = 0) -> Columns:
    """All events; `since` a revision: those written later with their parties and reports, and which are gone since."""
    article, gone, meta = schema.article, schema.event_gone, schema.meta
    return Columns(
        connection.scalars(select(meta.c.value).where(meta.c.key == "revision")).one(),
        frame(connection, _query(schema.event, EVENTS, since), EVENTS),
        frame(connection, _query(schema.event_actor, PARTIES, since), PARTIES),
        frame(connection, _query(schema.event_article, REPORTS, since), REPORTS),
        frame(connection, select(article.c.id, article.c.source).where(article.c.source.is_not(None)), SOURCES),
        frame(connection, select(gone.c.event).where(gone.c.revision > (since or NEVER)), GONE)["event"],
    )


def _query(table: Table, types: Types, since: int) -> Select:
    query = select(*(table.c[COLUMN.get(name, name)] for name in types))
    if not since:
        return query
    event = schema.event
    changed = event.c.changed > since
    return query.where(changed) if table is event else query.join(event, event.c.number == table.c.event).where(changed)


def frame(connection: Connection, query: Select, types: Types) -> pl.DataFrame:
    """What a query finds, by the driver's own cursor: SQLAlchemy's rows take as long as all the rest."""
    with _uncollected(), connection.execute(query) as result:
        cursor: Any = result.cursor
        found, read = iter(lambda: cursor.fetchmany(BATCH), []), plain(types)
        whole = pl.concat([pl.DataFrame(schema=read), *(_batch(rows, read) for rows in found)], rechunk=True)
    return whole.cast({name: kind for name, kind in types.items() if kind is pl.Categorical})  # all at once


@contextmanager
def _uncollected() -> Iterator[None]:
    """Looks for no garbage meanwhile: rows come and go by the million, and none of them is in a cycle."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def batches(connection: Connection, query: Select, types: Types, size: int = BATCH) -> Iterator[pl.DataFrame]:
    """What a query finds, in constant memory also where the driver would fetch all of it."""
    with connection.execute(query, execution_options={"yield_per": size}) as result:
        for rows in result.partitions():
            yield _batch(rows, types)


def plain(types: Types) -> dict[str, type[pl.DataType]]:
    """The same with strings as such, for files."""
    return {name: pl.String if kind is pl.Categorical else kind for name, kind in types.items()}


def _batch(rows: Sequence[Sequence], types: Types) -> pl.DataFrame:
    columns = zip(types.items(), zip(*rows, strict=True), strict=True)
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype=kind, strict=kind is not pl.Boolean)  # SQLite's booleans are numbers
            for (name, kind), values in columns
        ]
    )
