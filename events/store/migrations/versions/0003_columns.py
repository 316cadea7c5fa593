"""Events as narrow rows that can all be read at once; what else is known of them in a table beside.

All of it is read from the payloads that were in the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from events.store import moments

revision = "0003"
down_revision = "0002"

BATCH = 1000
ADDED = (
    *(sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in ("number", "changed")),
    sa.Column("sure", sa.Float),
    sa.Column("verified", sa.Boolean, nullable=False, server_default=sa.false()),
    *(sa.Column(name, sa.Text) for name in ("place", "admin1")),
    sa.Column("country", sa.String(3)),
    *(sa.Column(name, sa.BigInteger) for name in ("begins", "ends")),
    *(sa.Column(name, sa.String(16)) for name in ("granularity", "basis")),
)
FILL = """
UPDATE event SET number = :number, changed = :changed, sure = :sure, verified = :verified, place = :place,
    admin1 = :admin1, country = :country, begins = :begins, ends = :ends, granularity = :granularity, basis = :basis
WHERE id = :id
"""
RECORD = "INSERT INTO event_record (event, payload) VALUES (:number, :payload)"
ACTOR = """
INSERT INTO event_actor (event, actor_id, role, name, country, sector)
SELECT event.number, old.actor_id, old.role, old.name, old.country, old.sector
FROM event_actor_before AS old JOIN event ON event.id = old.event_id
"""
ARTICLE = """
INSERT INTO event_article (event, article_id)
SELECT DISTINCT event.number, mention.article_id FROM mention JOIN event ON event.id = mention.event_id
"""


def upgrade() -> None:
    for index in ("event_type_time", "event_time", "event_place"):
        op.drop_index(index, "event")
    for index in ("event_actor_actor", "event_actor_name"):
        op.drop_index(index, "event_actor")
    op.rename_table("event_actor", "event_actor_before")
    for column in ADDED:
        op.add_column("event", column.copy())
    connection = op.get_bind()
    _number(connection)
    _tables()
    for rows in _batches(connection):
        connection.execute(sa.text(FILL), rows)
        connection.execute(sa.text(RECORD), rows)
    for statement in (ACTOR, ARTICLE, "DROP TABLE event_actor_before"):
        connection.execute(sa.text(statement))
    for name in ("earliest", "latest", "payload"):
        op.drop_column("event", name)


def _number(connection: sa.Connection) -> None:
    ids = connection.scalars(sa.text("SELECT id FROM event ORDER BY id")).all()
    if ids:
        numbered = [{"id": event_id, "number": number} for number, event_id in enumerate(ids, 1)]
        connection.execute(sa.text("UPDATE event SET number = :number WHERE id = :id"), numbered)


def _tables() -> None:
    op.create_index("event_number", "event", ["number"], unique=True)
    op.create_index("event_changed", "event", ["changed"])
    op.create_index("event_time", "event", ["begins", "ends"])
    op.create_table(
        "event_record",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.number"), primary_key=True, autoincrement=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "event_actor",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.number"), primary_key=True),
        sa.Column("actor_id", sa.String(255), primary_key=True),
        sa.Column("role", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("sector", sa.String(8)),
        sa.Index("event_actor_actor", "actor_id"),
        sa.Index("event_actor_name", "name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_article",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.number"), primary_key=True),
        sa.Column("article_id", sa.String(64), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_gone",
        sa.Column("event", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Index("event_gone_revision", "revision"),
    )


def _batches(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    changed = connection.scalar(sa.text("SELECT value FROM meta WHERE key = 'revision'"))
    found = sa.text("SELECT number, id, payload FROM event WHERE number > :last ORDER BY number LIMIT :batch")
    last = 0
    while rows := connection.execute(found, {"last": last, "batch": BATCH}).all():
        last = rows[-1].number
        yield [
            {"number": row.number, "id": row.id, "payload": row.payload, "changed": changed, **_columns(row.payload)}
            for row in rows
        ]


def _columns(payload: bytes) -> dict[str, Any]:
    event = json.loads(payload)
    place, time = event.get("place") or {}, event.get("time") or {}
    return {
        "sure": (event.get("confidence") or {}).get("event"),
        "verified": event.get("verified", False),
        "place": place.get("name"),
        "admin1": place.get("admin1"),
        "country": place.get("country"),
        "begins": moments.begins(time.get("earliest")),
        "ends": moments.ends(time.get("earliest"), time.get("latest"), time.get("granularity")),
        "granularity": time.get("granularity"),
        "basis": time.get("basis"),
    }
