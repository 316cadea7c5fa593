"""Keeps articles, mentions and events in SQLite or PostgreSQL. The only package that knows SQL."""

from events.store.queries import Filters
from events.store.store import Counts, Store

__all__ = ["Counts", "Filters", "Store"]
