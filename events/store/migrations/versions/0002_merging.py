"""Incidents and their links in place of events' keys; the log of corrections; copies and erased articles.

What was found in articles is copied to `extraction`, and events are put together anew when the store is opened.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.drop_table("event_key")
    _incidents()
    _columns()
    _articles()
    _log()
    _keep_what_was_found()


def _columns() -> None:
    op.add_column("article", sa.Column("story", sa.LargeBinary))
    op.add_column("article", sa.Column("origin", sa.String(64)))
    op.add_column("article", sa.Column("extractor", sa.String(32)))
    op.create_index("article_origin", "article", ["origin"])
    op.add_column("event", sa.Column("deleted", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("mention", sa.Column("incident_id", sa.String(64)))
    op.create_index("mention_incident", "mention", ["incident_id"])


def _incidents() -> None:
    op.create_table(
        "event_alias",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("event_id", sa.String(32), sa.ForeignKey("event.id"), nullable=False),
        sa.Index("event_alias_event", "event_id"),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("article_id", sa.String(64), sa.ForeignKey("article.id"), nullable=False),
        sa.Column("event_id", sa.String(32), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        sa.Index("incident_article", "article_id"),
        sa.Index("incident_event", "event_id"),
    )
    op.create_table(
        "incident_key",
        sa.Column("key", sa.BigInteger, primary_key=True),
        sa.Column("incident_id", sa.String(64), sa.ForeignKey("incident.id"), primary_key=True),
        sa.Index("incident_key_incident", "incident_id"),
    )
    op.create_table(
        "link",
        sa.Column("one", sa.String(64), sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("other", sa.String(64), sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
    )
    op.create_table(
        "verdict",
        sa.Column("one", sa.String(64), sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("other", sa.String(64), sa.ForeignKey("incident.id"), primary_key=True),
        sa.Column("together", sa.Boolean, nullable=False),
    )


def _articles() -> None:
    op.create_table(
        "article_shingle",
        sa.Column("shingle", sa.BigInteger, primary_key=True),
        sa.Column("article_id", sa.String(64), sa.ForeignKey("article.id"), primary_key=True),
        sa.Index("article_shingle_article", "article_id"),
    )
    op.create_table(
        "tombstone",
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Column("erased_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "extraction",
        sa.Column("article_id", sa.String(64), sa.ForeignKey("article.id"), primary_key=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )


def _log() -> None:
    op.create_table(
        "correction",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("moment", sa.String(32), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "correction_article",
        sa.Column("number", sa.Integer, sa.ForeignKey("correction.number"), primary_key=True),
        sa.Column("article_id", sa.String(64), primary_key=True),
        sa.Index("correction_article_article", "article_id"),
    )


def _keep_what_was_found() -> None:
    """What each article told is copied to `extraction`; `meta.merging` 0 says that events are to be made anew."""
    connection = op.get_bind()
    found = sa.text("SELECT id FROM article")
    told = sa.text("SELECT payload FROM mention WHERE article_id = :article ORDER BY start, id")
    keep = sa.text("INSERT INTO extraction (article_id, payload) VALUES (:article, :payload)")
    for article in connection.scalars(found).all():
        mentions = connection.scalars(told, {"article": article}).all()
        connection.execute(keep, {"article": article, "payload": b"[" + b",".join(map(bytes, mentions)) + b"]"})
        _incidents_of(connection, article, mentions)
    connection.execute(sa.text("INSERT INTO meta (key, value) VALUES ('merging', 0)"))


def _incidents_of(connection: sa.Connection, article: str, payloads: Sequence[bytes]) -> None:
    """Incidents as the mentions say, each of the event that its mentions were of."""
    first: dict[str, str] = {}
    for mention in map(json.loads, payloads):
        name = first.setdefault(mention.get("incident") or mention["id"], mention["id"])
        if name == mention["id"]:
            connection.execute(
                sa.text(
                    "INSERT INTO incident (id, article_id, event_id, digest) "
                    "SELECT id, article_id, event_id, '' FROM mention WHERE id = :id"
                ),
                {"id": name},
            )
        update = sa.text("UPDATE mention SET incident_id = :incident WHERE id = :id")
        connection.execute(update, {"incident": name, "id": mention["id"]})
