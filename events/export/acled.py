"""CSV with the columns of ACLED (codebook 2023), for tools and scripts that read its files.

ACLED codes political violence and protest by hand; this fills its columns from what was read, and nothing is made up.
Left empty is what has no mapping: the types of an event outside ACLED's (a visit, a verdict, an earthquake), parties
whose kind is not known, places known no better than by country, dates no better than by month; and `interaction`,
`civilian_targeting`, `region`, `admin2`, `admin3`, `source_scale` and `timestamp` always. `fatalities` is the lowest
number that is told; ACLED's 0 for an unknown one is not written. The first party of a side is its actor, the
others are associated with it. `tags` says of an event that was not asserted what it was.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import BinaryIO

import pycountry

from events.dashboard import wording
from events.export import csv_table
from events.export.about import About
from events.export.csv_table import Row
from events.extraction import ontology
from events.model import Event, Place, TimeInterval

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
PRECISE = ("site", "settlement", "admin2", "admin1")  # what may be called a location


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """One row an event."""
    csv_table.rows(sink, COLUMNS, (_row(event, about) for event in events))


@cache
def _table(name: str) -> dict:
    return tomllib.loads((files("events.export") / "data" / "acled.toml").read_text(encoding="utf-8"))[name]


def _row(event: Event, about: About) -> Row:
    told = max(event.mentions, key=lambda m: m.salience)
    articles = (about.sources[name] for name in dict.fromkeys(m.article_id for m in event.mentions))
    killed = event.casualties.killed if event.casualties else None
    return {
        "event_id_cnty": event.id,
        **_when(event.time),
        **_what(event),
        **_party(event, "actor", 1),
        **_party(event, "recipient", 2),
        **_where(event.place),
        "source": "; ".join(dict.fromkeys(article.source or article.name for article in articles)),
        "notes": " ".join(told.sentence.text.split()),
        "fatalities": killed[0] if killed else None,
        "tags": None if event.assertion == "asserted" else f"assertion={event.assertion}",
    }


def _when(time: TimeInterval | None) -> Row:
    first = (time.earliest or "").partition("T")[0] if time else ""
    return {
        "event_date": first or None,
        "year": int(first.rsplit("-", 2)[0]) if first else None,
        "time_precision": _table("time_precision").get(time.granularity) if time and first else None,
    }


def _what(event: Event) -> Row:
    type_, sub_event = ontology.acled(event.type, event.mode) or (None, None)
    disorder = _table("disorder_of_sub_event").get(sub_event) or _table("disorder").get(type_)
    return {"disorder_type": disorder, "event_type": type_, "sub_event_type": sub_event}


def _party(event: Event, role: str, number: int) -> Row:
    names = wording.who(event, role)
    sectors = [p.sector for p in event.participants if p.role == role]
    return {
        f"actor{number}": names[0] if names else None,
        f"assoc_actor_{number}": "; ".join(names[1:]) or None,
        f"inter{number}": _table("inter").get(sectors[0]) if sectors else None,
    }


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    country = pycountry.countries.get(alpha_3=place.country) if place.country else None
    return {
        "iso": int(country.numeric) if country else None,
        "country": wording.country(place.country) if place.country else None,
        "admin1": place.admin1,
        "location": place.name if place.precision in PRECISE else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _table("geo_precision").get(place.precision),
    }
