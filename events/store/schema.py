"""The tables of a store, the same in SQLite and PostgreSQL. `migrations/versions` makes them, a revision a change."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

REVISION = "0001"  # the newest of migrations/versions: a store of this revision opens without Alembic

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("id", String(64), primary_key=True),  # hash of the text
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("published", String(10)),  # ISO 8601
    Column("published_basis", String(16)),
    Column("source", Text),
    Column("url", Text),
    Column("language", String(16)),
    Column("added_at", String(32), nullable=False),  # ISO 8601, UTC
    Index("article_name", "name"),
)

event = Table(
    "event",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("type", String(32), nullable=False),
    Column("mode", String(32)),
    Column("assertion", String(16), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("earliest", String(10)),  # ISO 8601 days: they sort and compare as they are
    Column("latest", String(10)),
    Column("precision", String(16)),
    Column("sources", Integer, nullable=False),
    Column("salience", Float, nullable=False),
    Column("payload", LargeBinary, nullable=False),  # JSON of the Event without its mentions
    Index("event_type_time", "type", "earliest", "latest"),
    Index("event_time", "earliest", "latest"),
    Index("event_place", "lat", "lon"),
)

mention = Table(
    "mention",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("article_id", String(64), ForeignKey("article.id"), nullable=False),
    Column("event_id", String(32), ForeignKey("event.id"), nullable=False),
    Column("type", String(32), nullable=False),
    Column("start", Integer, nullable=False),  # of the trigger, in code points of the article's text
    Column("payload", LargeBinary, nullable=False),  # JSON of the Mention
    Index("mention_article", "article_id", "start"),
    Index("mention_event", "event_id"),
)

event_actor = Table(
    "event_actor",
    metadata,
    Column("event_id", String(32), ForeignKey("event.id"), primary_key=True),
    Column("actor_id", String(255), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("sector", String(8)),
    Index("event_actor_actor", "actor_id"),
    Index("event_actor_name", "name"),
)

# What an event is looked up by when a new article may tell of it: `events.merging.keys`.
event_key = Table(
    "event_key",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("event_id", String(32), ForeignKey("event.id"), primary_key=True),
    Index("event_key_event", "event_id"),
)
