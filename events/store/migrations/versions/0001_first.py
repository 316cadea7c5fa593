"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _meta()
    _article()
    _event()
    _mention()
    _event_actor()
    _event_key()


def _meta() -> None:
    table = op.create_table(
        "meta",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
    op.bulk_insert(table, [{"key": "revision", "value": 0}])


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.String(10)),
        sa.Column("published_basis", sa.String(16)),
        sa.Column("source", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.String(16)),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_index("article_name", "article", ["name"])


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(32)),
        sa.Column("assertion", sa.String(16), nullable=False),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        sa.Column("precision", sa.String(16)),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("salience", sa.Float, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_index("event_type_time", "event", ["type", "earliest", "latest"])
    op.create_index("event_time", "event", ["earliest", "latest"])
    op.create_index("event_place", "event", ["lat", "lon"])


def _mention() -> None:
    op.create_table(
        "mention",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("article_id", sa.String(64), sa.ForeignKey("article.id"), nullable=False),
        sa.Column("event_id", sa.String(32), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_index("mention_article", "mention", ["article_id", "start"])
    op.create_index("mention_event", "mention", ["event_id"])


def _event_actor() -> None:
    op.create_table(
        "event_actor",
        sa.Column("event_id", sa.String(32), sa.ForeignKey("event.id"), primary_key=True),
        sa.Column("actor_id", sa.String(255), primary_key=True),
        sa.Column("role", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("sector", sa.String(8)),
    )
    op.create_index("event_actor_actor", "event_actor", ["actor_id"])
    op.create_index("event_actor_name", "event_actor", ["name"])


def _event_key() -> None:
    op.create_table(
        "event_key",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("event_id", sa.String(32), sa.ForeignKey("event.id"), primary_key=True),
    )
    op.create_index("event_key_event", "event_key", ["event_id"])
