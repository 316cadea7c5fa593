"""Keeps articles, mentions and events in SQLite or PostgreSQL. The only package that knows SQL."""

from events.store.catalogue import Catalogue, Held, Listed
from events.store.columns import Columns
from events.store.correcting import Corrections, Detached, Says
from events.store.failed import Failed
from events.store.queries import Filters
from events.store.store import Bond, Counts, Store

__all__ = [
    "Bond",
    "Catalogue",
    "Columns",
    "Corrections",
    "Counts",
    "Detached",
    "Failed",
    "Filters",
    "Held",
    "Listed",
    "Says",
    "Store",
]
