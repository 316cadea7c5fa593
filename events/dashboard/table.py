"""Events as a table of columns, what of it is selected, and how many each choice would leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from events.dashboard import wording
from events.dashboard.families import family
from events.model import Event

SCHEMA: dict[str, Any] = {
    "id": pl.String,
    "type": pl.String,
    "family": pl.String,
    "kind": pl.String,
    "what": pl.String,
    "parties": pl.String,
    "actors": pl.List(pl.String),
    "place": pl.String,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "key": pl.String,
    "precision": pl.String,
    "when": pl.String,
    "earliest": pl.String,
    "latest": pl.String,
    "assertion": pl.String,
    "reports": pl.Int64,
    "articles": pl.List(pl.String),
    "salience": pl.Float64,
    "sure": pl.Float64,
}
PASSING = 0.15  # how sure one must be that the text tells an event, for it to be drawn unasked


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
    passing: bool = False  # also what may be no event but said in passing


def tabulate(events: Iterable[Event]) -> pl.DataFrame:
    """One row an event; an actor who takes part is named once, whatever the role. `key` names its coordinate."""
    return pl.DataFrame([_row(event) for event in events], schema=SCHEMA)


def _row(event: Event) -> dict:
    place, time = event.place, event.time
    placed = place is not None and place.lat is not None and place.lon is not None
    return {
        "id": event.id,
        "type": event.type,
        "family": family(event.type).name,
        "kind": wording.kind(event.type, event.mode),
        "what": wording.what(event),
        "parties": wording.parties(event),
        "actors": list(dict.fromkeys(p.actor.name for p in event.participants if p.actor)),
        "place": wording.where(place),
        "lat": place.lat if place and placed else None,
        "lon": place.lon if place and placed else None,
        "key": f"{place.lat:.4f},{place.lon:.4f}" if place and placed else None,
        "precision": place.precision if place else None,
        "when": wording.days(time),
        "earliest": (time.earliest or time.latest or "")[:10] or None if time else None,
        "latest": (time.latest or time.earliest or "")[:10] or None if time else None,
        "assertion": event.assertion,
        "reports": event.sources,
        "articles": sorted({m.article_id for m in event.mentions}),
        "salience": event.salience,
        "sure": event.confidence.event,
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
    if not wanted.passing:
        keep &= pl.col("sure").is_null() | (pl.col("sure") >= PASSING)
    if wanted.earliest:
        keep &= pl.col("latest") >= wanted.earliest
    if wanted.latest:
        keep &= pl.col("earliest") <= wanted.latest
    order = ["earliest", "latest", "salience", "id"]
    return table.filter(keep).sort(order, descending=[False, False, True, False], nulls_last=True)


def unplaced(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that no map can show."""
    return rows.filter(pl.col("key").is_null())


def undated(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that no timeline can show."""
    return rows.filter(pl.col("earliest").is_null())


def actor_counts(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    """Each actor with the number of events that choosing it alone would leave, the most first."""
    return _counts(select(table, replace(wanted, actors=()))["actors"].explode())


def type_counts(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    """Each type with the number of events that choosing it alone would leave, the most first."""
    return _counts(select(table, replace(wanted, types=(), unclassified=True))["type"])


def article_counts(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    """Each article's id with the number of events that choosing it alone would leave, the most first."""
    return _counts(select(table, replace(wanted, articles=()))["articles"].explode())


def _counts(values: pl.Series) -> dict[str, int]:
    counted = values.drop_nulls().rename("value").value_counts(name="n").sort(["n", "value"], descending=[True, False])
    return dict(counted.iter_rows())


def hidden(table: pl.DataFrame, wanted: Selection) -> dict[str, int]:
    """How many events each switch hides or would hide, the other two as they are."""
    behind = {
        "unclassified": (pl.col("type") == "OTHER") & (not wanted.types),
        "unasserted": pl.col("assertion") != "asserted",
        "passing": pl.col("sure") < PASSING,
    }
    asked: dict[str, dict[str, Any]] = {switch: {switch: True} for switch in behind}
    return {s: select(table, replace(wanted, **asked[s])).filter(held).height for s, held in behind.items()}
