"""Events as rows of a list: what is said of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from events.dashboard import wording
from events.dashboard.families import family
from events.model import Event

SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "family": pl.String,
    "when": pl.String,
    "what": pl.String,
    "parties": pl.String,
    "place": pl.String,
    "kind": pl.String,
    "reports": pl.Int64,
    "assertion": pl.String,
}


def tabulate(events: Iterable[Event]) -> pl.DataFrame:
    """One row an event, in their order."""
    return pl.DataFrame([_row(event) for event in events], schema=SCHEMA)


def _row(event: Event) -> dict:
    return {
        "id": event.id,
        "family": family(event.type).name,
        "when": wording.days(event.time),
        "what": wording.what(event),
        "parties": wording.parties(event),
        "place": wording.where(event.place),
        "kind": wording.kind(event.type, event.mode),
        "reports": event.sources,
        "assertion": event.assertion,
    }
