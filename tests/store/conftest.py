"""Stores on each kind of database, real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, delete, insert

from events.store import Store, grouping
from events.store.schema import metadata
from tests import postgresql

NUMBERS = count(1)
NewDatabase = Callable[[], str]
EMPTY = [{"key": "revision", "value": 0}, {"key": "merging", "value": grouping.MERGING}]  # what a new store holds


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    with postgresql.server() as found:
        yield found


@pytest.fixture(scope="session")
def administer(server: postgresql.Server) -> Callable[[str], None]:
    """Runs a statement on the server as its owner, outside of any transaction."""

    def run(statement: str) -> None:
        with psycopg.connect(host="127.0.0.1", port=server.port, user="dateline", dbname="postgres") as connection:
            connection.autocommit = True
            connection.execute(statement)  # type: ignore[call-overload]

    return run


@pytest.fixture(scope="session")
def template(server: postgresql.Server, administer: Callable[[str], None]) -> str:
    """A database with an empty store, from which others are copied."""
    administer("CREATE DATABASE template_store")
    Store.open(server.url("template_store")).close()
    return "template_store"


@pytest.fixture(scope="session")
def free() -> list[str]:
    """Databases that tests have used and that were emptied: to make one, and to delete it, takes far longer."""
    return []


@pytest.fixture
def new_database(
    server: postgresql.Server, administer: Callable[[str], None], template: str, free: list[str]
) -> Iterator[NewDatabase]:
    """Gives the URL of a database with an empty store in it, another one each time."""
    used = []

    def made() -> str:
        if not free:
            free.append(f"store{next(NUMBERS)}")
            administer(f"CREATE DATABASE {free[-1]} TEMPLATE {template}")
        used.append(free.pop())
        return server.url(used[-1])

    yield made
    for name in used:
        administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
        with create_engine(server.url(name), poolclass=NullPool).begin() as connection:
            for table in reversed(metadata.sorted_tables):  # quicker than TRUNCATE, where there are few rows
                connection.execute(delete(table))
            connection.execute(insert(metadata.tables["meta"]), EMPTY)
        free.append(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is, on each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    return request.getfixturevalue("new_database")()  # type: ignore[no-any-return]
