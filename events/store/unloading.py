"""The whole store as streams, in constant memory: what is copied out of it, in the order in which it is kept elsewhere.

Deleted events are left out. Each stream is of batches, as frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from sqlalchemy import Connection, Select, Table, func, select

from events.model import Event
from events.store import columns, queries, schema
from events.store.columns import EVENTS, PARTIES, REPORTS, Types

ARTICLES: Types = dict.fromkeys(
    ("id", "name", "title", "published", "published_basis", "source", "url", "language", "added_at", "extractor"),
    pl.String,
)
TEXTS: Types = {**ARTICLES, "text": pl.String}
ALIASES: Types = {"id": pl.String, "event_id": pl.String}
WORDS: Types = {"event": pl.UInt32, "words": pl.String}


@dataclass(frozen=True, slots=True)
class Told:
    """Some events, their rows of `columns.EVENTS` in the same order, and what output calls their articles."""

    rows: pl.DataFrame
    events: list[Event]
    names: dict[str, str]  # by id


def events(connection: Connection) -> Iterator[Told]:
    """All events by time, the undated last."""
    event = schema.event
    when = func.coalesce(event.c.begins, event.c.ends - 1)
    query = select(*(event.c[columns.COLUMN.get(name, name)] for name in EVENTS)).where(~event.c.deleted)
    query = query.order_by(when.is_(None), when, event.c.id)
    for rows in columns.batches(connection, query, columns.plain(EVENTS), queries.FEW):
        told = queries.events_by_id(connection, rows["id"].to_list())
        yield Told(rows, told, _names(connection, told))


def _names(connection: Connection, told: list[Event]) -> dict[str, str]:
    table = schema.article
    wanted = sorted({mention.article_id for event in told for mention in event.mentions})
    return dict(connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(wanted))).tuples().all())


def parties(connection: Connection) -> Iterator[pl.DataFrame]:
    table = schema.event_actor
    query = _of_live_events(select(*(table.c[columns.COLUMN.get(name, name)] for name in PARTIES)), table)
    return columns.batches(connection, query.order_by(table.c.event), columns.plain(PARTIES))


def reports(connection: Connection) -> Iterator[pl.DataFrame]:
    """By article, so that what one tells of lies together."""
    table = schema.event_article
    query = _of_live_events(select(table.c.event, table.c.article_id), table)
    return columns.batches(connection, query.order_by(table.c.article_id, table.c.event), columns.plain(REPORTS))


def words(connection: Connection) -> Iterator[pl.DataFrame]:
    table = schema.event_words
    query = _of_live_events(select(table.c.event, table.c.words), table)
    return columns.batches(connection, query.order_by(table.c.event), WORDS)


def articles(connection: Connection, texts: bool) -> Iterator[pl.DataFrame]:
    """By id; with their texts, or without."""
    table, kept = schema.article, TEXTS if texts else ARTICLES
    query = select(*(table.c[name] for name in kept)).order_by(table.c.id)
    return columns.batches(connection, query, kept)


def aliases(connection: Connection) -> Iterator[pl.DataFrame]:
    """Ids of events that were merged into others."""
    table = schema.event_alias
    return columns.batches(connection, select(table.c.id, table.c.event_id).order_by(table.c.id), ALIASES)


def revision(connection: Connection) -> int:
    return connection.scalars(select(schema.meta.c.value).where(schema.meta.c.key == "revision")).one()


def _of_live_events(query: Select, table: Table) -> Select:
    return query.join(schema.event, schema.event.c.number == table.c.event).where(~schema.event.c.deleted)
