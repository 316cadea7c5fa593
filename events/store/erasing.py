"""Articles out of the store: taken out, so that they may come back, or erased for good."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from events.model import Correction
from events.store import copying, grouping, log, schema, search, stories


def take_out(connection: Connection, article_id: str, cache: grouping.Cache) -> None:
    """Deletes an article's rows; events keep what others tell of them."""
    grouping.refuse(connection, copying.take_out(connection, article_id))
    connection.execute(delete(schema.extraction).where(schema.extraction.c.article_id == article_id))
    grouping.settle(connection, [article_id], cache, gone=True)
    connection.execute(delete(schema.article).where(schema.article.c.id == article_id))


def erase(connection: Connection, article_id: str, cache: grouping.Cache) -> None:
    """Deletes an article's rows and what the log has of its words; leaves a tombstone."""
    _scrub(connection, article_id)
    told = stories.called(connection, article_id)
    take_out(connection, article_id, cache)
    stories.scrub(connection, told)
    search.rebuild(connection)
    if erased_at(connection, article_id) is None:
        row = {"article_id": article_id, "erased_at": datetime.now(UTC).isoformat(timespec="seconds")}
        connection.execute(insert(schema.tombstone), row)


def erased_at(connection: Connection, article_id: str) -> str | None:
    """The moment in which an article was erased, ISO 8601."""
    table = schema.tombstone
    return connection.scalar(select(table.c.erased_at).where(table.c.article_id == article_id))


def erased_among(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Those of the articles that were erased → the moment, ISO 8601."""
    table = schema.tombstone
    found = select(table.c.article_id, table.c.erased_at).where(table.c.article_id.in_(sorted(ids)))
    return dict(connection.execute(found).tuples().all())


def vacuum(engine: Engine) -> None:
    """Gives the space of deleted rows back, so that nothing of them stays in the files."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT", dateline="alone") as connection:
        connection.execute(text("VACUUM FULL" if engine.dialect.name == "postgresql" else "VACUUM"))
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _scrub(connection: Connection, article_id: str) -> None:
    """Takes what came from an article out of the log: what it was bound to there, and what was said of it alone.

    What was before is lost in either case, since it may quote the article.
    """
    table, bound = schema.correction, schema.correction_article
    for entry in log.entries(connection, [article_id]):
        if any(a.article_id == article_id for a in (*entry.anchors, *entry.rest)) or _within(entry, article_id):
            payload = msgspec.json.encode(_scrubbed(entry, article_id))
            connection.execute(update(table).where(table.c.number == entry.number), {"payload": payload})
    connection.execute(delete(bound).where(bound.c.article_id == article_id))


def _within(entry: Correction, article_id: str) -> bool:
    return entry.action == "take" and entry.new is not None and entry.new["within"] == article_id


def _scrubbed(entry: Correction, article_id: str) -> Correction:
    anchors = tuple(a for a in entry.anchors if a.article_id != article_id)
    rest = tuple(a for a in entry.rest if a.article_id != article_id)
    if anchors and entry.action != "add":
        return replace(entry, anchors=anchors, rest=rest, old=None)
    return replace(entry, anchors=(), rest=(), old=None, new=None, note=None, erased=True)
