"""Rows of events → the map: one mark a place, solid where a place is precise, a wide ring where it is not."""

from __future__ import annotations

import math
from collections.abc import Iterable

import polars as pl
import pydeck

from events.dashboard.families import family, rgb

OFFLINE = "/app/static/basemap/{theme}.json"
ONLINE = {  # asked for by a switch: tiles of a third party, which learns what is looked at
    "light": "https://basemaps.cartocdn.com/gl/positron-gl-style/style.json",
    "dark": "https://basemaps.cartocdn.com/gl/dark-matter-gl-style/style.json",
}
POINTS = ("site", "settlement")  # precisions that a solid mark may stand for
SMALLEST, GROWTH, LARGEST = 7.0, 3.0, 26.0  # radius in pixels, and what a doubling of reports adds
WIDTH, CLOSEST, WORLD = 700, 7.0, 1.2  # pixels that a fit reckons with; zoom levels


def marks(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a coordinate: key, lat, lon, place, number of events and reports, the type that most of them have."""
    placed = rows.filter(pl.col("lat").is_not_null())
    return (
        placed.with_columns(key=pl.format("{},{}", pl.col("lat").round(4), pl.col("lon").round(4)))
        .group_by("key")
        .agg(
            pl.col("lat", "lon", "place").first(),
            pl.col("precision").first(),
            pl.len().alias("events"),
            pl.col("reports").sum(),
            pl.col("type").mode().sort().first().alias("type"),
            pl.col("assertion").eq("asserted").any().alias("asserted"),
        )
        .sort("events", "key", descending=[True, False])
    )


def key_of(lat: float, lon: float) -> str:
    """The key that `marks` gives a coordinate."""
    return f"{round(lat, 4)},{round(lon, 4)}"


def deck(rows: pl.DataFrame, theme: str, online: bool = False, chosen: str | None = None) -> pydeck.Deck:
    """The map of these rows; `chosen` is the key of the coordinate to point out."""
    data = [_mark(mark) for mark in marks(rows).iter_rows(named=True)]
    layers = [
        _layer("areas", [m for m in data if not m["solid"]], filled=False),
        _layer("places", [m for m in data if m["solid"]], filled=True),
        _layer("chosen", [m for m in data if m["key"] == chosen], filled=False, ring=_ink(theme)),
    ]
    return pydeck.Deck(
        layers=layers,
        initial_view_state=fit((m["lat"], m["lon"]) for m in data),
        map_style=ONLINE[theme] if online else OFFLINE.format(theme=theme),
        tooltip={"text": "{label}"},  # type: ignore[arg-type]
    )


def _mark(mark: dict) -> dict:
    """Only what a layer draws and a click needs: everything is sent again at every change."""
    radius = min(LARGEST, SMALLEST + GROWTH * math.log2(max(1, mark["reports"])))
    events = f"{mark['events']} event" + ("s" if mark["events"] > 1 else "")
    solid = mark["precision"] in POINTS
    return {
        "key": mark["key"],
        "lat": mark["lat"],
        "lon": mark["lon"],
        "colour": [*rgb(family(mark["type"]).colour), 225 if mark["asserted"] else 110],
        "radius": radius if solid else radius + 6,
        "label": f"{mark['place']}\n{events}" + ("" if solid else f"\nsomewhere in this {mark['precision'] or 'area'}"),
        "solid": solid,
    }


def _layer(name: str, data: list[dict], filled: bool, ring: tuple[int, int, int] | None = None) -> pydeck.Layer:
    colour: object = [*ring, 255] if ring else "colour"
    return pydeck.Layer(
        "ScatterplotLayer",
        [{k: v for k, v in row.items() if k != "solid"} for row in data],
        id=name,
        get_position=["lon", "lat"],
        get_radius="radius + 4" if ring else "radius",
        radius_units="'pixels'",
        filled=filled,
        stroked=True,
        get_fill_color="colour",
        get_line_color=[255, 255, 255, 230] if filled else colour,
        line_width_units="'pixels'",
        get_line_width=1.5 if filled else 3,
        pickable=ring is None,
        auto_highlight=ring is None,
    )


def _ink(theme: str) -> tuple[int, int, int]:
    return (20, 20, 20) if theme == "light" else (245, 245, 245)


def fit(points: Iterable[tuple[float, float]]) -> pydeck.ViewState:
    """A view that holds all points (lat, lon), not closer than a region; the world where there are none."""
    points = list(points)
    if not points:
        return pydeck.ViewState(latitude=25, longitude=15, zoom=WORLD)
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    tall = math.degrees(math.asinh(math.tan(math.radians(north))) - math.asinh(math.tan(math.radians(south))))
    span = max(east - west, tall * 1.6, 0.01) * 1.35
    zoom = max(WORLD, min(CLOSEST, math.log2(360 * WIDTH / 512 / span)))
    return pydeck.ViewState(latitude=(south + north) / 2, longitude=(west + east) / 2, zoom=zoom)
