"""What is looked up is found by an index, on each kind of database: no plan reads a table from end to end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from events.store import Filters, Says, Store
from tests.factory import AMERLI, ISLAMIC_STATE, MOSUL, article, mention

SIEGE = article("Islamic State fighters besieged Amerli for eighty days.")
STRIKE = article("U.S. jets bombed trucks near Mosul.")
LOOK_UPS: dict[str, Callable[[Store, list[str]], object]] = {
    "an event": lambda store, ids: store.event(ids[0]),
    "an event that was merged": lambda store, ids: store.event(ids[1]),
    "a page of events": lambda store, ids: store.events_by_id(ids),
    "why reports are one event": lambda store, ids: store.bonds(ids[0]),
    "an article": lambda store, _: store.article(SIEGE.id),
    "what an article tells": lambda store, _: store.mentions(SIEGE.id),
    "articles that are there": lambda store, _: store.known([SIEGE.id, STRIKE.id, "none"]),
    "articles that were erased": lambda store, _: store.erased([SIEGE.id]),
    "articles that failed": lambda store, _: store.failed.reasons([SIEGE.id]),
    "events of an article": lambda store, _: store.events(Filters(articles=(SIEGE.id,))),
    "a word": lambda store, _: store.search("besieged"),
    "words": lambda store, _: store.search("amerli islam*"),
    "a phrase": lambda store, _: store.search('"fighters besieged"'),
    "a word without another": lambda store, _: store.search("amerli -mosul"),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, tmp_path_factory):
    """A store, and the ids of an event and of one that was merged into it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'store.sqlite'}"
    else:
        request.getfixturevalue("administer")(f"CREATE DATABASE plans TEMPLATE {request.getfixturevalue('template')}")
        url = request.getfixturevalue("server").url("plans")
    with Store.open(url) as store:
        fighters = [("Islamic State", ISLAMIC_STATE)]
        store.add(SIEGE, [mention(SIEGE, "besieged", place=AMERLI, who=fighters)])
        store.add(STRIKE, [mention(STRIKE, "bombed", place=MOSUL)])
        ids = [one.id for one in store.events()]
        store.corrections.merge(ids, Says("anna"))
        (left,) = store.events()
        yield store, [left.id, *(name for name in ids if name != left.id)]


def scanned(store: Store, ask: Callable[[], object]) -> list[str]:
    """Steps of the plans of all that is asked of the database, of those that read a whole table."""
    asked: list[tuple[str, object]] = []

    def noted(_connection, _cursor, statement, parameters, _context, _many):
        if statement.lstrip().startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", noted)
    try:
        ask()
    finally:
        event.remove(store._engine, "before_cursor_execute", noted)
    assert asked
    plan = plan_in_sqlite if store._engine.dialect.name == "sqlite" else plan_in_postgresql
    return [step for statement in asked for step in plan(store, *statement)]


def plan_in_sqlite(store: Store, statement: str, parameters: object) -> list[str]:
    with store.reading() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    steps = [row[-1] for row in found]
    return [s for s in steps if s.startswith("SCAN") and not any(w in s for w in ("VIRTUAL TABLE INDEX", "CONSTANT"))]


def plan_in_postgresql(store: Store, statement: str, parameters: object) -> list[str]:
    """With few rows it would read the whole table although there is an index: that is made dear."""
    with store.reading() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        steps = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).scalars().all()
    return [step for step in steps if "Seq Scan" in step]


@pytest.mark.parametrize("name", LOOK_UPS)
def test_a_look_up_uses_an_index(filled, name):
    store, ids = filled
    steps = scanned(store, lambda: LOOK_UPS[name](store, ids))
    assert steps == []


@pytest.mark.parametrize("condition", ["text = 'none'", "source = 'none'"])
def test_a_whole_table_that_is_read_would_be_seen(filled, condition):
    store, _ = filled

    def ask() -> None:
        with store.reading() as connection:
            connection.exec_driver_sql(f"SELECT id FROM article WHERE {condition}").all()  # noqa: S608

    assert len(scanned(store, ask)) == 1
