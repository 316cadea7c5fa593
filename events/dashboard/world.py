"""Rows of events → the map: one mark a coordinate, solid where a place is precise, a hollow ring for an area."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
import pydeck

from events.dashboard.families import ORDER, named, rgb
from events.dashboard.wording import number
from events.model import Place

OFFLINE = "/app/static/basemap/{theme}.json"
ONLINE = {  # asked for by a switch: tiles of a third party, which learns what is looked at
    "light": "https://basemaps.cartocdn.com/gl/positron-gl-style/style.json",
    "dark": "https://basemaps.cartocdn.com/gl/dark-matter-gl-style/style.json",
}
POINTS = ("site", "settlement")  # precisions that a solid mark may stand for
SMALLEST, GROWTH, LARGEST = 4.0, 2.6, 24.0  # radius in pixels: the root of the reports times GROWTH is added
MOST, FAR = 0.85, 4.0  # a view may leave places out if it holds this share of the events and is this much closer
NUMBERED = 25  # places that have most events, and so have their number beside them
CHOOSING = 7.5  # zoom level at which a place is chosen on the map
RING = 4.0  # pixels from a ring to the next one within
WIDTH, CLOSEST, WORLD = 620, 5.6, 1.2  # pixels that a fit reckons with; zoom levels
INK = {"light": (24, 28, 32), "dark": (240, 243, 246)}


@dataclass(frozen=True, slots=True)
class Look:
    """What the map is drawn with. `clicks` names the layer that takes clicks anew, so that each click is a new one."""

    theme: str = "light"
    online: bool = False
    chosen: str | None = None  # key of the coordinate to point out
    clicks: int = 0
    candidates: tuple[Place, ...] = ()  # places to choose from, each by a click


def marks(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a coordinate and family: what is there, `share` of its reports up to this family, the most told first."""
    placed = rows.filter(pl.col("key").is_not_null()).with_columns(
        solid=pl.col("precision").is_in(POINTS).fill_null(False),
        order=pl.col("family").replace_strict(ORDER, default=99),
    )
    by_family = placed.group_by("key", "solid", "family", "order").agg(
        pl.col("lat", "lon", "place", "precision").first(),
        pl.len().alias("events"),
        pl.col("reports").sum(),
        pl.col("assertion").eq("asserted").any().alias("asserted"),
    )
    here = ["key", "solid"]
    ordered = by_family.sort("reports", "order", descending=[True, False])
    return ordered.with_columns(
        events=pl.col("events").sum().over(here),
        total=pl.col("reports").sum().over(here),
        share=pl.col("reports").cum_sum().over(here) / pl.col("reports").sum().over(here),
        nth=pl.int_range(pl.len()).over(here),
    ).sort("total", "key", "solid", "share", descending=[True, False, False, True])


def radius(reports: int) -> float:
    """Pixels of a mark for a number of reports: its area grows with them, up to a limit."""
    return min(LARGEST, SMALLEST + GROWTH * math.sqrt(max(1, reports)))


def deck(rows: pl.DataFrame, look: Look) -> pydeck.Deck:
    """The map of these rows. Only what a layer draws is in it: everything is sent again at every change."""
    found = list(marks(rows).iter_rows(named=True))
    places = [mark for mark in found if mark["nth"] == 0]
    return pydeck.Deck(
        layers=[
            _rings([_ring(m, look.theme) for m in found if not m["solid"]]),
            _discs([_disc(m, look.theme) for m in found if m["solid"]], look.theme),
            _numbers([m for m in places if m["events"] > 2], look.theme),
            _chosen([m for m in places if m["key"] == look.chosen], look.theme),
            _targets([] if look.candidates else places, look.clicks),
            *_candidates(look),
        ],
        initial_view_state=_view(places, look),
        map_style=ONLINE[look.theme] if look.online else OFFLINE.format(theme=look.theme),
        tooltip={"text": "{label}", "style": _tooltip(look.theme)},  # type: ignore[arg-type]
    )


def _view(places: list[dict], look: Look) -> pydeck.ViewState:
    """Holds the marks; where a place is to be chosen, the first one to choose from and what lies around it."""
    first = next(((p.lat, p.lon) for p in look.candidates if p.lat is not None and p.lon is not None), None)
    if first is not None:
        return pydeck.ViewState(latitude=first[0], longitude=first[1], zoom=CHOOSING)
    return fit(_gist([(m["lat"], m["lon"], m["events"]) for m in places]))


def _tooltip(theme: str) -> dict[str, str]:
    back, text = ("#20262c", "#ffffff") if theme == "light" else ("#f2f4f6", "#14191e")
    look = {"fontFamily": "Inter, sans-serif", "fontSize": "0.8rem", "borderRadius": "0.3rem", "maxWidth": "18rem"}
    return {"backgroundColor": back, "color": text, "padding": "0.4rem 0.6rem", **look}


def _disc(mark: dict, theme: str) -> dict:
    colour = [*rgb(named(mark["family"]).colour(theme)), 235 if mark["asserted"] else 110]
    return {
        "at": [mark["lon"], mark["lat"]],
        "c": colour,
        "r": round(radius(mark["total"]) * math.sqrt(mark["share"]), 1),
    }


def _ring(mark: dict, theme: str) -> dict:
    """The most told family is the outermost ring, as it is the innermost disc."""
    colour = [*rgb(named(mark["family"]).colour(theme)), 235 if mark["asserted"] else 120]
    return {"at": [mark["lon"], mark["lat"]], "c": colour, "r": round(max(2, outer(mark) - mark["nth"] * RING), 1)}


def outer(mark: dict) -> float:
    """Pixels from the middle of a mark to its edge; a ring is wider than a disc, for it means an area."""
    return radius(mark["total"]) + (0 if mark["solid"] else 7)


def _rings(data: list[dict]) -> pydeck.Layer:
    return _circles("areas", data, filled=False, get_line_color="c", get_line_width=2.5)


def _discs(data: list[dict], theme: str) -> pydeck.Layer:
    edge = [255, 255, 255, 200] if theme == "light" else [12, 16, 20, 200]
    return _circles("places", data, filled=True, get_fill_color="c", get_line_color=edge, get_line_width=1)


def _chosen(places: list[dict], theme: str) -> pydeck.Layer:
    data = [{"at": [m["lon"], m["lat"]], "r": outer(m) + 4} for m in places]
    return _circles("chosen", data, filled=False, get_line_color=[*INK[theme], 255], get_line_width=2)


def _circles(name: str, data: list[dict], **look: object) -> pydeck.Layer:
    pixels = {"radius_units": "'pixels'", "line_width_units": "'pixels'"}
    return pydeck.Layer(
        "ScatterplotLayer", data, id=name, get_position="at", get_radius="r", stroked=True, **pixels, **look
    )


def _numbers(places: list[dict], theme: str) -> pydeck.Layer:
    """How many events there are at a coordinate, beside its mark."""
    data = [
        {"at": [m["lon"], m["lat"]], "n": str(m["events"]), "x": [_corner(m), -_corner(m)]}
        for m in sorted(places, key=lambda m: -m["events"])[:NUMBERED]
    ]
    return pydeck.Layer(
        "TextLayer",
        data,
        id="numbers",
        get_position="at",
        get_text="n",
        get_pixel_offset="x",
        get_size=11.5,
        get_color=[*INK[theme], 255],
        get_text_anchor="'start'",
        font_family="'Inter, sans-serif'",
        font_weight=600,
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8},
        outline_width=4,
        outline_color=[248, 247, 244, 255] if theme == "light" else [26, 33, 40, 255],
    )


def _corner(mark: dict) -> float:
    """Pixels to the right of and above the middle of a mark, where its number is out of its way."""
    return round(outer(mark) * 0.7 + 3, 1)


def _targets(places: list[dict], clicks: int) -> pydeck.Layer:
    """Unseen, over all marks: what the pointer finds, a little larger than what is seen."""
    data = [
        {"at": [m["lon"], m["lat"]], "r": outer(m) + 3, "key": m["key"], "label": _label(m)}
        for m in sorted(places, key=outer, reverse=True)  # small marks lie over large ones
    ]
    return pydeck.Layer(
        "ScatterplotLayer",
        data,
        id=f"targets-{clicks}",
        get_position="at",
        get_radius="r",
        radius_units="'pixels'",
        opacity=0,
        pickable=True,
    )


def _candidates(look: Look) -> list[pydeck.Layer]:
    """Places to choose from, named under the pointer; none where nothing is to be chosen."""
    data = [
        {"at": [p.lon, p.lat], "key": str(number), "label": f"Take {p.name}"}
        for number, p in enumerate(look.candidates)
        if p.lat is not None
    ]
    if not data:
        return []
    return [
        _circles(
            f"candidates-{look.clicks}", [d | {"r": 6} for d in data], filled=True, get_fill_color=[224, 161, 0, 230],
            get_line_color=[*INK[look.theme], 255], get_line_width=1.5, pickable=True,
        )
    ]  # fmt: skip


def _label(mark: dict) -> str:
    area = "" if mark["solid"] else f"\nsomewhere in this {mark['precision'] or 'area'}"
    return f"{mark['place']}\n{number(mark['events'], 'event')}{area}"


def _gist(places: list[tuple[float, float, int]]) -> list[tuple[float, float]]:
    """Of places (lat, lon, events) all points, or those that most events are at where the rest lies far away."""
    by_lat, by_lon = sorted(places), sorted(places, key=lambda p: p[1])
    total = sum(p[2] for p in places)
    lat, lon = _middle([(p[0], p[2]) for p in by_lat], total), _middle([(p[1], p[2]) for p in by_lon], total)
    near, held = [], 0
    for place in sorted(places, key=lambda p: math.hypot(p[0] - lat, p[1] - lon)):
        if held < total * MOST:
            near.append(place[:2])
            held += place[2]
    every = [place[:2] for place in places]
    return near if near and _width(near) * FAR < _width(every) else every


def _middle(values: list[tuple[float, int]], total: int) -> float:
    """The weighted median of sorted (value, weight)."""
    held = 0
    for value, weight in values:
        held += weight
        if 2 * held >= total:
            return value
    return 0.0


def _width(points: list[tuple[float, float]]) -> float:
    """Degrees that points span, at least a few."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return max(5.0, max(lats) - min(lats), max(lons) - min(lons))


def fit(points: Iterable[tuple[float, float]]) -> pydeck.ViewState:
    """A view that holds all points (lat, lon), not closer than a region; the world where there are none."""
    points = list(points)
    if not points:
        return pydeck.ViewState(latitude=25, longitude=15, zoom=WORLD)
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    south, north, west, east = _mercator(min(lats)), _mercator(max(lats)), min(lons), max(lons)
    span = max(east - west, (north - south) * 1.35, 0.01) * 1.3
    zoom = max(WORLD, min(CLOSEST, math.log2(360 * WIDTH / 512 / span)))
    middle = math.degrees(math.atan(math.sinh(math.radians((south + north) / 2))))
    return pydeck.ViewState(latitude=middle, longitude=(west + east) / 2, zoom=zoom)


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(max(-84.0, min(84.0, lat))))))
