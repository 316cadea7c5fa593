"""Each Chinese or Japanese character is found by itself, since no blank parts their words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from events.store.search import parted

revision = "0007"
down_revision = "0006"

WORDS = sa.table("event_words", sa.column("event", sa.Integer), sa.column("words", sa.Text))
ROWS = 10_000  # that are looked at together


def upgrade() -> None:
    connection = op.get_bind()
    change = sa.update(WORDS).where(WORDS.c.event == sa.bindparam("number")).values(words=sa.bindparam("said"))
    last = -1
    while rows := connection.execute(
        sa.select(WORDS).where(WORDS.c.event > last).order_by(WORDS.c.event).limit(ROWS)
    ).all():
        last = rows[-1].event
        changed = [{"number": r.event, "said": said} for r in rows if (said := parted(r.words)) != r.words]
        if changed:
            connection.execute(change, changed)
