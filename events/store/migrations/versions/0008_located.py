"""How sure it is that an event was where it is put, read from the records."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

RECORD = sa.table("event_record", sa.column("event", sa.Integer), sa.column("payload", sa.LargeBinary))
EVENT = sa.table("event", sa.column("number", sa.Integer), sa.column("located", sa.Float))
ROWS = 1_000  # that are looked at together


def upgrade() -> None:
    op.add_column("event", sa.Column("located", sa.Float))
    connection = op.get_bind()
    change = sa.update(EVENT).where(EVENT.c.number == sa.bindparam("event")).values(located=sa.bindparam("sure"))
    last = -1
    while rows := connection.execute(
        sa.select(RECORD).where(RECORD.c.event > last).order_by(RECORD.c.event).limit(ROWS)
    ).all():
        last = rows[-1].event
        known = [{"event": r.event, "sure": sure} for r in rows if (sure := _located(r.payload)) is not None]
        if known:
            connection.execute(change, known)


def _located(payload: bytes) -> float | None:
    event = json.loads(payload)
    return (event.get("confidence") or {}).get("place") if event.get("place") else None
