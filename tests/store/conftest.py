"""Stores on each kind of database, real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from events.store import Store
from tests import postgresql

NUMBERS = count(1)
NewDatabase = Callable[[], str]


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
def new_database(server: postgresql.Server, administer: Callable[[str], None]) -> NewDatabase:
    """Makes a database with an empty store in it, of a template, and gives its URL."""
    administer("CREATE DATABASE template_store")
    Store.open(server.url("template_store")).close()

    def made() -> str:
        name = f"store{next(NUMBERS)}"
        administer(f"CREATE DATABASE {name} TEMPLATE template_store")
        return server.url(name)

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is, on each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    return request.getfixturevalue("new_database")()  # type: ignore[no-any-return]
