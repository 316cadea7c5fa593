"""What a database says went wrong → a StoreError that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from events.errors import StoreError

# Words of SQLite's messages → what is wrong, what to do.
ADVICE = (
    ("not a database", "is no SQLite file; name another file, or move this one away"),
    ("malformed", "is damaged; restore a copy, or ingest the articles into a new store"),
    ("locked", "is being written by another process; wait until that is done, and try again"),
    ("busy", "is being written by another process; wait until that is done, and try again"),
    ("readonly", "is read-only; make the file and its folder writable, or copy them elsewhere"),
    ("unable to open", "cannot be opened; check that it is a file, and that you may read and write it and its folder"),
    ("disk is full", "could not grow, the disk is full; make room, and ingest again"),
)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Raises `StoreError` about the store `name` for what the database or its driver raises within."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(f"store {name}: half a surrogate pair cannot be kept as text; repair the article") from error
    except SQLAlchemyError as error:
        raise StoreError(f"store {name} {_advice(error)}") from error


def _advice(error: SQLAlchemyError) -> str:
    if isinstance(error, DBAPIError) and isinstance(error.orig, UnicodeEncodeError):
        return "cannot keep half a surrogate pair as text; repair the article"
    said = str(error.orig if isinstance(error, DBAPIError) else error)  # without the statement and its parameters
    return next((advice for words, advice in ADVICE if words in said), f"failed: {said}")
