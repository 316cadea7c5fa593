"""The tables of a store, the same in SQLite and PostgreSQL. `migrations/versions` makes them, a revision a change."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

REVISION = "0008"  # the newest of migrations/versions: a store of this revision opens without Alembic

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
    Column("story", LargeBinary),  # JSON of the words that tell it from others: `events.merging.story`
    Column("origin", String(64)),  # the article whose text it repeats; itself where it repeats none
    Column("extractor", String(32)),  # version of Dateline that read it
    Index("article_name", "name"),
    Index("article_origin", "origin"),
)

# What an article is looked up by when another may repeat its text: `events.merging.sketch`.
article_shingle = Table(
    "article_shingle",
    metadata,
    Column("shingle", BigInteger, primary_key=True),
    Column("article_id", String(64), ForeignKey("article.id"), primary_key=True),
    Index("article_shingle_article", "article_id"),
)

# Articles that were erased for good: nothing of them is left but that they are not to come back.
tombstone = Table(
    "tombstone",
    metadata,
    Column("article_id", String(64), primary_key=True),
    Column("erased_at", String(32), nullable=False),  # ISO 8601, UTC
)

# One row an event, narrow, so that all can be read at once: `events.store.columns`. The rest is in its record.
event = Table(
    "event",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("number", Integer, nullable=False),  # what tables that have many rows an event call it; given once
    Column("changed", Integer, nullable=False),  # the store's revision that it was last written at
    Column("type", String(32), nullable=False),
    Column("mode", String(32)),
    Column("assertion", String(16), nullable=False),
    Column("sure", Float),  # that it is an event, not said in passing
    Column("salience", Float, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("verified", Boolean, nullable=False, server_default=false()),  # a person said that it is right
    Column("deleted", Boolean, nullable=False, server_default=false()),  # a person said that it is none
    Column("place", Text),  # its name
    Column("precision", String(16)),
    Column("located", Float),  # that it was there
    Column("country", String(3)),
    Column("admin1", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("begins", BigInteger),  # `events.store.moments`
    Column("ends", BigInteger),  # exclusive
    Column("granularity", String(16)),
    Column("basis", String(16)),  # of its time
    Index("event_number", "number", unique=True),
    Index("event_changed", "changed"),
    Index("event_time", "begins", "ends"),
    Index("event_deleted", "deleted", sqlite_where=text("deleted = 1"), postgresql_where=text("deleted")),
)

event_record = Table(
    "event_record",
    metadata,
    Column("event", Integer, ForeignKey("event.number"), primary_key=True, autoincrement=False),
    Column("payload", LargeBinary, nullable=False),  # JSON of the Event without its mentions
)

event_actor = Table(
    "event_actor",
    metadata,
    Column("event", Integer, ForeignKey("event.number"), primary_key=True),
    Column("actor_id", String(255), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("sector", String(8)),
    Index("event_actor_actor", "actor_id"),
    Index("event_actor_name", "name"),
    sqlite_with_rowid=False,
)

# Which articles tell of an event.
event_article = Table(
    "event_article",
    metadata,
    Column("event", Integer, ForeignKey("event.number"), primary_key=True),
    Column("article_id", String(64), primary_key=True),
    sqlite_with_rowid=False,
)

# What events are found by: `events.store.search`. SQLite has its index in the table event_search, which triggers keep.
event_words = Table(
    "event_words",
    metadata,
    Column("event", Integer, ForeignKey("event.number"), primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
)

# Numbers of events that are there no more.
event_gone = Table(
    "event_gone",
    metadata,
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),  # the store's, since when
    Index("event_gone_revision", "revision"),
)

# Ids of events that were merged into others.
event_alias = Table(
    "event_alias",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("event_id", String(32), ForeignKey("event.id"), nullable=False),
    Index("event_alias_event", "event_id"),
)

# One event as one article tells it: what events are put together from.
incident = Table(
    "incident",
    metadata,
    Column("id", String(64), primary_key=True),  # of its first mention
    Column("article_id", String(64), ForeignKey("article.id"), nullable=False),
    Column("event_id", String(32), ForeignKey("event.id"), nullable=False),
    Column("digest", String(16), nullable=False),  # of its mentions: another one is another incident to compare
    Column("earliest", String(10)),  # ISO 8601 days
    Column("latest", String(10)),
    Index("incident_article", "article_id"),
    Index("incident_event", "event_id"),
)

# What an incident is compared with others by: `events.merging.keys`.
incident_key = Table(
    "incident_key",
    metadata,
    Column("key", BigInteger, primary_key=True),  # a hash of it
    Column("incident_id", String(64), ForeignKey("incident.id"), primary_key=True),
    Index("incident_key_incident", "incident_id"),
)

# How likely two incidents are one event, where it is likely enough to count; each pair in both directions.
link = Table(
    "link",
    metadata,
    Column("one", String(64), ForeignKey("incident.id"), primary_key=True),
    Column("other", String(64), ForeignKey("incident.id"), primary_key=True),
    Column("score", Float, nullable=False),
)

# What persons said of two incidents: that they are one event, or two; each pair in both directions.
verdict = Table(
    "verdict",
    metadata,
    Column("one", String(64), ForeignKey("incident.id"), primary_key=True),
    Column("other", String(64), ForeignKey("incident.id"), primary_key=True),
    Column("together", Boolean, nullable=False),
)

mention = Table(
    "mention",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("article_id", String(64), ForeignKey("article.id"), nullable=False),
    Column("event_id", String(32), ForeignKey("event.id"), nullable=False),
    Column("incident_id", String(64)),
    Column("type", String(32), nullable=False),
    Column("start", Integer, nullable=False),  # of the trigger, in code points of the article's text
    Column("payload", LargeBinary, nullable=False),  # JSON of the Mention, as corrected
    Index("mention_article", "article_id", "start"),
    Index("mention_event", "event_id"),
    Index("mention_incident", "incident_id"),
)

# What the extractor found in an article, before any correction.
extraction = Table(
    "extraction",
    metadata,
    Column("article_id", String(64), ForeignKey("article.id"), primary_key=True),
    Column("payload", LargeBinary, nullable=False),  # JSON of the Mentions
)

# What persons said, in the order in which they said it. Rows are added, never changed, but that what came from an
# article goes with it when it is erased.
correction = Table(
    "correction",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("action", String(8), nullable=False),
    Column("author", Text, nullable=False),
    Column("moment", String(32), nullable=False),  # ISO 8601, UTC
    Column("payload", LargeBinary, nullable=False),  # JSON of the Correction
)

# The articles that a correction is bound to.
correction_article = Table(
    "correction_article",
    metadata,
    Column("number", Integer, ForeignKey("correction.number"), primary_key=True),
    Column("article_id", String(64), primary_key=True),  # also of one that is not there any more
    Index("correction_article_article", "article_id"),
)

# What people tell of events.
story = Table(
    "story",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
)

story_chapter = Table(
    "story_chapter",
    metadata,
    Column("story_id", String(32), ForeignKey("story.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String(32), nullable=False),  # also of one that is not there any more
    Column("caption", Text, nullable=False),
)

# What could not be taken in, and how to read it again: `events.store.failed`.
failure = Table(
    "failure",
    metadata,
    Column("key", String(64), primary_key=True),  # the article's id, else a hash of the input's path and name
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("article_id", String(64)),  # None: not even an article could be made of it
    Column("path", Text),  # of the file, or its address; None: it cannot be read again, since it was piped in
    Column("options", Text, nullable=False),  # JSON: what the user said of it
    Column("moment", String(32), nullable=False),  # ISO 8601, UTC
    Index("failure_path", "path"),
)
