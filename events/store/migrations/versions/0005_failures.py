"""What could not be taken in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "failure",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("article_id", sa.String(64)),
        sa.Column("path", sa.Text),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("moment", sa.String(32), nullable=False),
    )
    op.create_index("failure_path", "failure", ["path"])
