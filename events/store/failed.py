"""What could not be taken in: a list of its own, so that it can be read again and is not lost among a million."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_to_bytes

import msgspec
from sqlalchemy import Connection, delete, insert, select

from events.store import schema

if TYPE_CHECKING:
    from events.store.store import Store

BYTES = "bytes:"  # before a path that is no Unicode


@dataclass(frozen=True, slots=True)
class Failed:
    """An input, or an article, that could not be taken in, and how to read it again."""

    name: str
    reason: str
    article_id: str | None = None  # None: not even an article could be made of it
    path: str | None = None  # of the file, or its address; None: it cannot be read again
    options: dict[str, Any] = field(default_factory=dict)  # what the user said of it: published, encoding, columns
    moment: str | None = None  # ISO 8601, UTC

    @property
    def key(self) -> str:
        """What tells it from others: the article, else where it came from and what it is called."""
        said = f"{self.path}\0{self.name}".encode("utf-8", "surrogatepass")
        return self.article_id or blake2b(said, digest_size=16).hexdigest()


@dataclass(frozen=True)
class FailedList:
    """The list of a store. Every method raises `StoreError` where the database fails."""

    store: Store

    def all(self) -> tuple[Failed, ...]:
        """Every failure, by path and name."""
        table = schema.failure
        query = select(table).order_by(table.c.path, table.c.name, table.c.key)
        with self.store.reading() as connection:
            found = connection.execute(query).mappings()
            return tuple(
                Failed(**{**row, "path": _path(row["path"]), "options": msgspec.json.decode(row["options"])})
                for row in ({k: v for k, v in each.items() if k != "key"} for each in found)
            )

    def reasons(self, articles: Collection[str]) -> dict[str, str]:
        """Those of the articles that failed before → why."""
        table = schema.failure
        query = select(table.c.article_id, table.c.reason).where(table.c.key.in_(sorted(articles)))
        with self.store.reading() as connection:
            return dict(connection.execute(query).tuples().all())

    def note(self, failures: Iterable[Failed]) -> None:
        """Puts failures on the list, each in place of what it has of the same input or article."""
        found = {each.key: _row(each) for each in failures}
        if found:
            with self.store.writing() as connection:
                clear(connection, found)
                connection.execute(insert(schema.failure), list(found.values()))

    def clear(self, keys: Collection[str]) -> None:
        """Takes failures off the list."""
        if keys:
            with self.store.writing() as connection:
                clear(connection, keys)


def clear(connection: Connection, keys: Collection[str]) -> None:
    connection.execute(delete(schema.failure).where(schema.failure.c.key.in_(sorted(keys))))


def _kept(path: str | None) -> str | None:
    """A path as Unicode: one that is none, as files may be called, by its bytes. Absolute paths begin otherwise."""
    try:
        return path and path.encode().decode()
    except UnicodeEncodeError:
        return BYTES + quote(os.fsencode(path or ""))


def _path(kept: str | None) -> str | None:
    return os.fsdecode(unquote_to_bytes(kept.removeprefix(BYTES))) if kept and kept.startswith(BYTES) else kept


def _row(failed: Failed) -> dict[str, str | None]:
    return {
        "key": failed.key,
        "name": failed.name,
        "reason": failed.reason,
        "article_id": failed.article_id,
        "path": _kept(failed.path),
        "options": msgspec.json.encode(failed.options).decode(),
        "moment": failed.moment or datetime.now(UTC).isoformat(timespec="seconds"),
    }
