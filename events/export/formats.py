"""Which exporter writes which format. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from events.errors import SettingError
from events.export import csv_table, geojson, jsonl
from events.model import Event

Exporter = Callable[[Iterable[Event], TextIO, Mapping[str, str]], None]

EXPORTERS: dict[str, Exporter] = {"csv": csv_table.write, "jsonl": jsonl.write, "geojson": geojson.write}


def exporter_for(name: str) -> Exporter:
    """The exporter of a format. Raises `SettingError`, which lists those that there are."""
    if name not in EXPORTERS:
        raise SettingError(f"{name!r} is no format of export; these are: {', '.join(EXPORTERS)}")
    return EXPORTERS[name]
