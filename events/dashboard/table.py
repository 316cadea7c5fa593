"""Events as a table of columns, what of it is selected, and how many each choice would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from events.dashboard import wording
from events.model import Event

SCHEMA = {
    "id": pl.String,
    "type": pl.String,
    "kind": pl.String,
    "headline": pl.String,
    "actors": pl.List(pl.String),
    "place": pl.String,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "precision": pl.String,
    "when": pl.String,
    "earliest": pl.String,
    "latest": pl.String,
    "granularity": pl.String,
    "assertion": pl.String,
    "reports": pl.Int64,
    "articles": pl.List(pl.String),
    "salience": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: any value within a field, all fields together; an empty field asks nothing. Days are ISO."""

    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    unclassified: bool = False  # also events of type OTHER
    unasserted: bool = False  # also what is negated, possible, planned or conditional


def tabulate(events: Iterable[Event]) -> pl.DataFrame:
    """One row an event; an actor who takes part is named once, whatever the role."""
    return pl.DataFrame([_row(event) for event in events], schema=SCHEMA)


def _row(event: Event) -> dict:
    place, time = event.place, event.time
    return {
        "id": event.id,
        "type": event.type,
        "kind": wording.kind(event.type, event.mode),
        "headline": wording.headline(event),
        "actors": list(dict.fromkeys(p.actor.name for p in event.participants if p.actor)),
        "place": wording.where(place),
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "when": wording.days(time),
        "earliest": time.earliest[:10] if time and time.earliest else None,
        "latest": (time.latest or time.earliest)[:10] if time and time.earliest else None,
        "granularity": time.granularity if time else None,
        "assertion": event.assertion,
        "reports": event.sources,
        "articles": sorted({m.article_id for m in event.mentions}),
        "salience": event.salience,
    }


def select(table: pl.DataFrame, wanted: Selection) -> pl.DataFrame:
    """The rows that a selection leaves, by day, the undated last."""
    keep = pl.lit(True)
    for column, values in (("actors", wanted.actors), ("articles", wanted.articles)):
        if values:
            keep &= pl.col(column).list.set_intersection(list(values)).list.len() > 0
    if wanted.types:
        keep &= pl.col("type").is_in(wanted.types)
    elif not wanted.unclassified:
        keep &= pl.col("type") != "OTHER"
    if not wanted.unasserted:
        keep &= pl.col("assertion") == "asserted"
    if wanted.earliest:
        keep &= pl.col("latest") >= wanted.earliest
    if wanted.latest:
        keep &= pl.col("earliest") <= wanted.latest
    return table.filter(keep).sort("earliest", "latest", "salience", descending=[False, False, True], nulls_last=True)


def actor_counts(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    """Each actor with the number of events that choosing it alone would leave, the most first."""
    return _counts(select(table, replace(wanted, actors=()))["actors"].to_list())


def type_counts(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    return _counts([t] for t in select(table, replace(wanted, types=(), unclassified=True))["type"].to_list())


def article_counts(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    return _counts(select(table, replace(wanted, articles=()))["articles"].to_list())


def _counts(values: Iterable[list[str]]) -> dict[str, int]:
    counter = Counter(value for row in values for value in row)
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def hidden(table: pl.DataFrame, wanted: Selection) -> tuple[int, int]:
    """How many more events the switches for unclassified and for unasserted ones would show."""
    shown = select(table, wanted).height
    more = [replace(wanted, unclassified=True), replace(wanted, unasserted=True)]
    return tuple(select(table, m).height - shown for m in more)  # type: ignore[return-value]
