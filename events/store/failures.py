"""What a database says went wrong → a StoreError that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from events.errors import StoreError

# Words of a database's messages → what is wrong, what to do.
ADVICE = (
    ("onnection refused", "cannot be reached; start its server, or check the address and port in the URL"),
    ("could not translate host name", "cannot be reached: there is no such host; check the address in the URL"),
    ("failed to resolve host", "cannot be reached: there is no such host; check the address in the URL"),
    ("timeout expired", "does not answer; check the address and port in the URL, and the network"),
    ("password", "does not let this user in; check the user and the password in the URL"),
    ("pg_hba.conf", "does not let this user in from this machine; check its pg_hba.conf"),
    ('role "', "has no such user; check the user in the URL"),
    ("permission denied", "does not let this user write; grant it all on the database"),
    ("lock timeout", "is being written by another process; wait until that is done, and try again"),
    ("server closed the connection", "lost its server; what was being written is not kept: try again when it is back"),
    ("terminating connection", "lost its server; what was being written is not kept: try again when it is back"),
    ("connection is lost", "lost its server; what was being written is not kept: try again when it is back"),
    ("consuming input failed", "lost its server; what was being written is not kept: try again when it is back"),
    ("(0x00)", "is on PostgreSQL, which cannot keep a NUL character; take it out of the article"),
    ("No space left on device", "could not grow, the disk is full; make room, and ingest again"),
    ('database "', "is not there; make the database with createdb, or check its name in the URL"),
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
