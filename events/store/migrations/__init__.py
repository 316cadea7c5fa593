"""How an older store becomes a newer one, by Alembic, run by `events.store.opening`."""
