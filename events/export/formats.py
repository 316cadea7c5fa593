"""Which exporter writes which format. A new one is one file and one line here; it is loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from events.errors import SettingError
from events.export.about import About
from events.model import Event

Exporter = Callable[[Iterable[Event], BinaryIO, About], int | None]  # how many it had to leave out, if that can be


@dataclass(frozen=True, slots=True)
class Format:
    """`purpose` says to people what it is for. `binary`: nothing for a terminal. `story`: it can tell one."""

    label: str
    purpose: str
    suffix: str
    mime: str
    module: str  # of `events.export`
    function: str = "write"
    binary: bool = False
    story: bool = False

    @property
    def write(self) -> Exporter:
        return getattr(import_module(f"events.export.{self.module}"), self.function)


FORMATS = {
    "html": Format(
        "Web page",
        "Map, timeline and list in one file that opens anywhere, without a server or network.",
        *(".html", "text/html", "html"),
        story=True,
    ),
    "csv": Format("CSV", "A table for spreadsheets, one row an event.", ".csv", "text/csv", "csv_table"),
    "jsonl": Format(
        "JSON lines",
        "All that is known of each event, with its mentions, for scripts.",
        *(".jsonl", "application/jsonl", "jsonl"),
    ),
    "parquet": Format(
        "Parquet",
        "A typed table for DuckDB, polars, pandas and R.",
        *(".parquet", "application/vnd.apache.parquet", "parquet"),
        binary=True,
    ),
    "acled": Format(
        "ACLED columns",
        "CSV with the columns of ACLED; what has no counterpart is left empty.",
        *(".csv", "text/csv", "acled"),
    ),
    "geojson": Format("GeoJSON", "For QGIS, kepler.gl and other maps.", ".geojson", "application/geo+json", "geojson"),
    "kml": Format("KML", "For Google Earth and other globes.", ".kml", "application/vnd.google-earth.kml+xml", "kml"),
    "timelinejs": Format(
        "TimelineJS (JSON)",
        "For Knight Lab's TimelineJS, from a file; dated events only.",
        *(".json", "application/json", "timelinejs"),
        story=True,
    ),
    "timelinejs-csv": Format(
        "TimelineJS (CSV)",
        "For Knight Lab's TimelineJS, from a spreadsheet; dated events only.",
        *(".csv", "text/csv", "timelinejs", "write_csv"),
        story=True,
    ),
    "ical": Format(
        "iCalendar", "For calendar programs; dated events only, of years from 1 on.", ".ics", "text/calendar", "ical"
    ),
    "svg": Format(
        "Picture (SVG)",
        "Map and timeline for print, sharp at any size.",
        ".svg",
        "image/svg+xml",
        "picture",
        "write_svg",
    ),
    "png": Format(
        "Picture (PNG)",
        "Map and timeline for a slide or a message.",
        *(".png", "image/png", "picture", "write_png"),
        binary=True,
    ),
}


def format_named(name: str) -> Format:
    """The format of that name. Raises `SettingError`, which lists those that there are."""
    if name not in FORMATS:
        raise SettingError(f"{name!r} is no format of export; these are: {', '.join(FORMATS)}")
    return FORMATS[name]
