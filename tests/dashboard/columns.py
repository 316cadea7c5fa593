"""Events → the columns that a store would give of them."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from events.dashboard.readmodel import ReadModel, build
from events.model import Event
from events.store import Columns, rows
from events.store.columns import COLUMN, EVENTS, PARTIES, REPORTS, SOURCES, Types


def columns(events: Iterable[Event], sources: dict[str, str] | None = None, revision: int = 1) -> Columns:
    numbered = list(enumerate(events, 1))
    told = [{"event": n, "article_id": m.article_id} for n, event in numbered for m in event.mentions]
    return Columns(
        revision,
        _frame([rows.event_row(event, n, revision) for n, event in numbered], EVENTS),
        _frame([row for n, event in numbered for row in rows.actor_rows(event, n)], PARTIES),
        _frame(told, REPORTS),
        pl.DataFrame(list((sources or {}).items()), schema=dict(SOURCES), orient="row"),
        pl.Series("gone", [], dtype=pl.UInt32),
    )


def model(events: Iterable[Event], sources: dict[str, str] | None = None) -> ReadModel:
    return build(columns(events, sources))


def _frame(found: list[dict], types: Types) -> pl.DataFrame:
    return pl.DataFrame([{name: row[COLUMN.get(name, name)] for name in types} for row in found], schema=dict(types))
