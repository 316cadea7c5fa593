"""The words of events, to be searched; stories that people tell of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BATCH = 500
SQLITE = (
    "CREATE VIRTUAL TABLE event_search USING fts5(words, content = 'event_words', content_rowid = 'event', "
    "columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER event_words_come AFTER INSERT ON event_words BEGIN "
    "INSERT INTO event_search (rowid, words) VALUES (new.event, new.words); END",
    "CREATE TRIGGER event_words_go AFTER DELETE ON event_words BEGIN "
    "INSERT INTO event_search (event_search, rowid, words) VALUES ('delete', old.event, old.words); END",
    "CREATE TRIGGER event_words_change AFTER UPDATE ON event_words BEGIN "
    "INSERT INTO event_search (event_search, rowid, words) VALUES ('delete', old.event, old.words); "
    "INSERT INTO event_search (rowid, words) VALUES (new.event, new.words); END",
)
POSTGRESQL = ("CREATE INDEX event_words_search ON event_words USING gin (to_tsvector('simple', words))",)


def upgrade() -> None:
    where: dict = {"sqlite_where": sa.text("deleted = 1"), "postgresql_where": sa.text("deleted")}
    op.create_index("event_deleted", "event", ["deleted"], **where)
    op.create_table(
        "event_words",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.number"), primary_key=True, autoincrement=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.execute(sa.text(statement))
    for rows in _words(connection):
        connection.execute(sa.text("INSERT INTO event_words (event, words) VALUES (:event, :words)"), rows)
    _stories()


def _words(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    events = sa.text("SELECT event, payload FROM event_record WHERE event > :last ORDER BY event LIMIT :batch")
    mentions = sa.text(
        "SELECT event.number, mention.payload FROM mention JOIN event ON event.id = mention.event_id "
        "WHERE event.number > :last AND event.number <= :to ORDER BY mention.article_id, mention.start, mention.id"
    )
    last = 0
    while found := connection.execute(events, {"last": last, "batch": BATCH}).all():
        said: dict[int, list[str | None]] = {number: [] for number, _ in found}
        told = connection.execute(mentions, {"last": last, "to": found[-1][0]}).all()
        for number, payload in (*told, *found):
            said[number] += _said(json.loads(payload))
        last = found[-1][0]
        yield [{"event": number, "words": "\n".join(dict.fromkeys(filter(None, w)))} for number, w in said.items()]


def _said(record: dict[str, Any]) -> list[str | None]:
    """The sentence of a mention; names of parties and place, and the words for them."""
    named = [*((p.get("actor") or {}).get("name") for p in record["participants"]), (record["place"] or {}).get("name")]
    spans = [p.get("span") for p in record["participants"]] + [(record["place"] or {}).get("span")]
    return [(span or {}).get("text") for span in (record.get("sentence"), *spans)] + named


def _stories() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
    )
    op.create_table(
        "story_chapter",
        sa.Column("story_id", sa.String(32), sa.ForeignKey("story.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.String(32), nullable=False),
        sa.Column("caption", sa.Text, nullable=False),
    )
