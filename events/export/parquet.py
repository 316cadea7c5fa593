"""Apache Parquet for DuckDB, polars, R and the like: one row an event, typed columns, lists for parties and articles.

`earliest` and `latest` are ISO 8601, as in every format. `begins` and `ends` are timestamps, also before year 1;
`ends` is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, BinaryIO

import polars as pl
from pyarrow.parquet import ParquetWriter

from events.export.about import About
from events.export.csv_table import event_row
from events.model import Event
from events.store import moments

GROUP = 20_000  # rows that are written at a time
WORDS = pl.List(pl.String)
MOMENT = pl.Datetime("ms")
MILLISECONDS = 60_000  # a minute
SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("id", "type", "mode", "cameo", "trigger", "what"), pl.String),
    **dict.fromkeys(("actors", "actor_countries", "actor_sectors"), WORDS),
    **dict.fromkeys(("recipients", "recipient_countries", "recipient_sectors"), WORDS),
    "place": pl.String,
    **dict.fromkeys(("lat", "lon", "radius_km"), pl.Float64),
    "geonameid": pl.Int64,
    **dict.fromkeys(("country", "admin1", "feature", "precision", "earliest", "latest"), pl.String),
    **dict.fromkeys(("begins", "ends"), MOMENT),
    **dict.fromkeys(("granularity", "time_basis", "assertion"), pl.String),
    **dict.fromkeys(("killed_lowest", "killed_highest", "injured_lowest", "injured_highest"), pl.Int64),
    **dict.fromkeys(("confidence_event", "confidence_actor", "confidence_place", "confidence_time"), pl.Float64),
    "salience": pl.Float64,
    "verified": pl.Boolean,
    "sources": pl.Int32,
    "articles": WORDS,
    "sentence": pl.String,
}


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """One row an event, a group of rows at a time."""
    left = iter(events)
    empty = pl.DataFrame(schema=SCHEMA).to_arrow().schema
    with ParquetWriter(sink, empty, compression="zstd") as writer:
        while group := list(islice(left, GROUP)):
            frame = pl.DataFrame([row(event, about.names) for event in group], schema=SCHEMA)
            writer.write_table(frame.to_arrow().cast(empty))


def row(event: Event, names: Mapping[str, str]) -> dict[str, Any]:
    """The cells of the CSV, with lists and moments as such."""
    cells = event_row(event, names)
    for role in ("actor", "recipient"):
        parties = [p for p in event.participants if p.role == role]
        cells[f"{role}s"] = [p.actor.name if p.actor else p.said for p in parties]
        cells[f"{role}_countries"] = [p.actor.country if p.actor else None for p in parties]
        cells[f"{role}_sectors"] = [p.sector for p in parties]
    time, sure = event.time, event.confidence
    return cells | {
        "begins": _milliseconds(moments.begins(time.earliest)) if time else None,
        "ends": _milliseconds(moments.ends(time.earliest, time.latest, time.granularity)) if time else None,
        **{f"confidence_{part}": getattr(sure, part) for part in ("event", "actor", "place", "time")},
        "salience": event.salience,
        "verified": event.verified,
        "articles": list(dict.fromkeys(names[m.article_id] for m in event.mentions)),
    }


def _milliseconds(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * MILLISECONDS
