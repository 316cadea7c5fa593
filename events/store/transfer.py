"""Whole stores from one database to another: copies, backups, and back again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, delete, func, insert, select, text

from events.access import Role
from events.errors import StoreError
from events.model import Correction
from events.store import checking, grouping, log, schema, search
from events.store.store import Store

BATCH = 1000  # rows in hand at once
FILES = ("", "-wal", "-shm")  # what SQLite has of a database, after its name


def copy(source: Store, target: Store, *, replace: bool = False) -> dict[str, int]:
    """Copies all of a store, with its ids, log and stories; gives the rows of each table. All or nothing.

    Raises `StoreError` where the target holds something already, unless that is to be replaced.
    """
    with source.reading() as from_, target.writing(Role.admin) as to:
        return _copied(from_, to, target, replace)


def _copied(from_: Connection, to: Connection, target: Store, replace: bool) -> dict[str, int]:
    if _holds(to):
        if not replace:
            raise StoreError(f"store {target.name} is not empty: name a new one to copy into")
        for table in reversed(schema.metadata.sorted_tables):
            to.execute(delete(table))
    to.execute(delete(schema.meta))
    copied = {table.name: _rows(from_, to, table) for table in schema.metadata.sorted_tables}
    search.rebuild(to)
    if to.dialect.name == "postgresql":
        to.execute(text("ANALYZE"))  # else it plans as if there were nothing, until it looks of itself
    for table in schema.metadata.sorted_tables:
        there = to.scalar(select(func.count()).select_from(table))
        if there != copied[table.name]:
            raise StoreError(f"store {target.name}: {there} of {copied[table.name]} rows of {table.name} arrived")
    target.corrections.cache.clear()
    return copied


def _holds(connection: Connection) -> bool:
    tables = (schema.article, schema.correction, schema.tombstone, schema.story)
    return any(connection.execute(select(table).limit(1)).first() is not None for table in tables)


def _rows(from_: Connection, to: Connection, table: Table) -> int:
    number = 0
    with from_.execute(select(table).execution_options(yield_per=BATCH)) as found, _taking(to, table) as take:
        for rows in found.partitions(BATCH):
            take(rows)
            number += len(rows)
    return number


@contextmanager
def _taking(to: Connection, table: Table) -> Iterator[Callable[[Sequence[Row]], object]]:
    """What puts rows, with all their columns, into a table: PostgreSQL's COPY takes a tenth of the time of INSERT."""
    if to.dialect.name != "postgresql":
        yield lambda rows: to.execute(insert(table), [row._asdict() for row in rows])
        return
    quoted = to.dialect.identifier_preparer
    columns = ", ".join(map(quoted.format_column, table.columns))
    cursor: Any = to.connection.cursor()
    with cursor, cursor.copy(f"COPY {quoted.format_table(table)} ({columns}) FROM STDIN") as lines:
        yield lambda rows: [lines.write_row(row) for row in rows]


def backup(store: Store, file: Path) -> dict[str, int]:
    """Writes all of a store, of whatever database, into a new SQLite file while others go on writing.

    The file is there whole or not at all. Raises `StoreError` where it is there already or cannot be written.
    """
    if file.exists():
        raise StoreError(f"{str(file)!r} is there already: name another file, so that no backup is lost")
    part = file.with_name(file.name + ".part")
    try:
        with _gone_afterwards(part), suppress(FileNotFoundError):
            with Store.open(f"sqlite:///{part}") as target:
                copied = copy(store, target)
            with closing(sqlite3.connect(part)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # one file, not three
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.rename(file)
    except OSError as error:
        raise StoreError(f"{str(file)!r} cannot be written: {error.strerror}") from error
    return copied


@contextmanager
def _gone_afterwards(part: Path) -> Iterator[None]:
    _unlink(part)
    try:
        yield
    finally:
        _unlink(part)


def _unlink(path: Path) -> None:
    for suffix in FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def restore(file: Path, target: Store, *, replace: bool = False, said: tuple[Correction, ...] = ()) -> dict[str, int]:
    """Fills a store from a backup that was found sound. Raises `StoreError` where it is not, or the store holds more.

    What was said since the backup, and still stands in the log of the store that is replaced, or in `said`, the log of
    a damaged one, is said again: all in one transaction, so that it is nowhere lost between.
    """
    if not file.is_file():
        raise StoreError(f"there is no backup at {str(file)!r}")
    with Store.open(f"sqlite:///{file}") as source:
        if wrong := checking.check(source):
            raise StoreError(f"backup {str(file)!r} is damaged ({wrong[0]}): take an earlier one")
        with source.reading() as from_, target.writing(Role.admin) as to:
            said = said or (log.entries(to) if replace else ())
            copied = _copied(from_, to, target, replace)
            _say_again(to, target, said)
    return copied


def _say_again(connection: Connection, store: Store, said: tuple[Correction, ...]) -> None:
    """Adds what the log of a store does not have of another that began as it does."""
    known = log.entries(connection)
    if said[: len(known)] != known:  # another store's, or one that was changed: nothing can be told apart
        return
    for entry in said[len(known) :]:
        log.keep(connection, entry)
    articles = {name for entry in said[len(known) :] for name in log.concerned(connection, entry)}
    if articles:
        grouping.settle(connection, _there(connection, articles), store.corrections.cache)
        store.bump(connection)


def _there(connection: Connection, articles: set[str]) -> list[str]:
    table = schema.article
    query = select(table.c.id)
    return list(
        connection.scalars(query if log.ANYWHERE in articles else query.where(table.c.id.in_(sorted(articles))))
    )


def put_aside(path: Path) -> Path:
    """Gives the files of a damaged SQLite store another name, which is given back."""
    named = f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    aside = path.with_name(named)
    for number in count(2):  # the clock may have been put back, or two be put aside in a second
        if not aside.exists():
            break
        aside = path.with_name(f"{named}-{number}")
    for suffix in FILES:
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside


def salvaged(path: Path) -> tuple[Correction, ...]:
    """What can still be read of the log in a damaged SQLite file, from its beginning on."""
    found: list[Correction] = []
    decode = msgspec.json.Decoder(Correction).decode
    with suppress(sqlite3.DatabaseError, msgspec.DecodeError), closing(sqlite3.connect(path)) as connection:
        for (payload,) in connection.execute("SELECT payload FROM correction ORDER BY number"):
            found.append(decode(payload))
    return tuple(found)
