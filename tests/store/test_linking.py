"""What new articles are compared with is looked at in parts, and that changes nothing."""

from __future__ import annotations

from events.store import Store, linking, queries
from tests.store.crashes import report


def links(store: Store) -> set[tuple]:
    with store.reading() as connection:
        return set(connection.exec_driver_sql("SELECT one, other, score FROM link").tuples())


def events(store: Store) -> set[frozenset[str]]:
    return {frozenset(m.id for m in event.mentions) for event in store.events()}


def test_however_little_is_held_at_once_the_links_are_the_same(tmp_path, monkeypatch):
    reports = [report(n) for n in range(24)]
    stores = [Store.open(f"sqlite:///{tmp_path / name}.sqlite") for name in ("much", "little")]
    stores[0].add_all(reports)
    for module, name in ((linking, "TOGETHER"), (linking, "CACHED"), (queries, "FEW")):
        monkeypatch.setattr(module, name, 2)
    for some in (reports[:10], reports[10:]):
        stores[1].add_all(some)
        assert len(stores[1].corrections.cache) <= 2
    assert links(stores[0]) == links(stores[1]) != set()
    assert events(stores[0]) == events(stores[1])
    for store in stores:
        store.close()
