"""GeoJSON (RFC 7946) for maps: one feature an event; an event without a place has no geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from events.export.about import About, text
from events.export.jsonl import encoded
from events.export.records import Json, event_record
from events.model import Event


def write(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    """A FeatureCollection, one feature a line."""
    with text(sink) as out:
        out.write('{"type": "FeatureCollection", "features": [')
        for number, event in enumerate(events):
            out.write(",\n" if number else "\n")
            out.write(encoded(_feature(event, about.names)))
        out.write("\n]}\n")


def _feature(event: Event, names: Mapping[str, str]) -> Json:
    record = event_record(event, names)
    return {"type": "Feature", "id": record.pop("id"), "geometry": _point(event), "properties": record}


def _point(event: Event) -> Json | None:
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
