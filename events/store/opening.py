"""A URL → an engine on a store of the present revision, made or upgraded where needed."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from events.errors import StoreError
from events.store.failures import translated
from events.store.schema import REVISION

CONNECT_SECONDS = 10  # that a server has to answer
CACHE_KIB = 16_000  # of pages that a connection keeps: with SQLite's 2,000 it reads its indexes again and again
LOCK = 1145656398  # PostgreSQL's advisory lock of those who write: one at a time, as in SQLite
POSTGRESQL = "postgresql+psycopg"  # the driver, where a URL names none
READING, WRITING, ALONE = ({"dateline": kind} for kind in ("reading", "writing", "alone"))  # kinds of transactions
# How each kind begins: reading is one snapshot, writing takes the lock at once, so that it is waited for, and what is
# done alone is in no transaction.
BEGIN = {
    "sqlite": {"reading": "BEGIN", "writing": "BEGIN IMMEDIATE", "alone": "SELECT 1"},
    "postgresql": {
        "reading": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        "writing": f"SELECT pg_advisory_xact_lock({LOCK})",
        "alone": "SELECT 1",
    },
}
MIGRATIONS = Path(__file__).parent / "migrations"


def name_of(url: str) -> str:
    """What messages call a store: the path of a file, else the URL without its password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return repr(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return repr(parsed.database)
    return repr(parsed.render_as_string(hide_password=True))


def folder_of(url: str) -> Path | None:
    """The folder that a store's URL names; None where it names something else."""
    path = url.removeprefix("sqlite:///")
    return Path(path) if path != url and Path(path).is_dir() else None


def _driven(url: URL) -> URL:
    """The URL with the driver that we have: people write postgres:// and postgresql://."""
    return url.set(drivername=POSTGRESQL) if url.drivername in ("postgres", "postgresql") else url


def open_engine(url: str, wait_seconds: float) -> Engine:
    """An engine on the store at `url`; makes what is missing. Waits at most `wait_seconds` for another's lock.

    Raises `StoreError` for a URL, file or database that cannot be used, or one of a newer Dateline.
    """
    engine = _engine(_parsed(url), wait_seconds)
    try:
        with translated(name_of(url)):
            with engine.connect() as connection:
                revision = _revision(connection, name_of(url))  # before anything is changed: it may be another's file
            if engine.dialect.name == "sqlite":
                _write_ahead(engine, wait_seconds)
            if revision != REVISION:
                _bring_up_to_date(engine, name_of(url))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _parsed(url: str) -> URL:
    try:
        parsed = _driven(make_url(url))
    except ArgumentError as error:
        raise StoreError(
            f"store {url!r} is no path and no URL; give a file's path, or postgresql+psycopg://…"
        ) from error
    path = parsed.database
    if parsed.get_backend_name() == "sqlite" and path and path != ":memory:" and not path.startswith("file:"):
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"store {path!r}: its folder cannot be made ({error.strerror}); name another") from error
    return parsed


def _engine(url: URL, wait_seconds: float) -> Engine:
    try:
        engine = create_engine(url, **_options(url, wait_seconds))
    except NoSuchModuleError as error:
        raise StoreError(
            f"store {url.render_as_string()!r}: unknown kind of database; use sqlite or postgresql"
        ) from error
    except ImportError as error:
        raise StoreError(
            f"store {url.render_as_string()!r} needs the package {error.name}; install it with pip"
        ) from error
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine, wait_seconds)
    begin = BEGIN.get(engine.dialect.name, {})

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        kind = connection.get_execution_options().get("dateline", "reading")
        if kind in begin:
            connection.exec_driver_sql(begin[kind])

    return engine


def _options(url: URL, wait_seconds: float) -> dict[str, Any]:
    """A connection to a server is tried before it is used again: the server may have been started anew meanwhile."""
    if url.get_backend_name() != "postgresql":
        return {}
    waits = {"connect_timeout": CONNECT_SECONDS, "options": f"-c lock_timeout={int(wait_seconds * 1000)}"}
    return {"pool_pre_ping": True, "connect_args": waits}


def _set_up_sqlite(engine: Engine, wait_seconds: float) -> None:
    """Lets us say BEGIN, since Python's driver begins late, and sets up each connection."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")  # what was said stays said, also when the power fails
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _write_ahead(engine: Engine, wait_seconds: float) -> None:
    """Sets WAL once a file. SQLite does not wait for a lock here of itself: two that open a new file would collide."""
    until = time.monotonic() + wait_seconds
    while True:
        try:
            with engine.connect().execution_options(**ALONE) as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete":
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with engine.execution_options(**WRITING).begin() as connection:
        if _revision(connection, name) != REVISION:  # another process may have been first
            _upgrade(connection, name)


def _revision(connection: Connection, name: str) -> str | None:
    """Revision of the store, `None` where there is nothing yet."""
    tables = set(inspect(connection).get_table_names())
    if {"alembic_version", "meta", "event"} <= tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise StoreError(f"store {name} is a database of something else than Dateline; name another file")
    return None


def _upgrade(connection: Connection, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    revision = _revision(connection, name)
    if revision is not None and revision not in known:
        raise StoreError(f"store {name} was written by a newer Dateline (revision {revision!r}); update Dateline")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
