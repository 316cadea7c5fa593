"""What Alembic runs: the migrations, on the connection and in the transaction that `events.store.opening` holds."""

from __future__ import annotations

from alembic import context

from events.store.schema import metadata

# SQLite can alter little of a table: there Alembic copies it.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
