"""Events → the map: one mark a coordinate, solid where a place is precise, a hollow ring for an area.

It is paler where all that it stands for may not have happened, or not there.

Where there are too many coordinates to be told apart, those in one cell of a grid share a mark; a click on it opens
the cell. However many the events, only marks are sent.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
import pydeck

from events.dashboard.facets import DEEPEST, in_cells, read_cell
from events.dashboard.families import named, rgb
from events.dashboard.language import _, _n, decimal
from events.dashboard.literal import plain
from events.dashboard.readmodel import ReadModel
from events.dashboard.wording import AREA, AREAS, located
from events.model import Place

OFFLINE = "/app/static/basemap/{theme}.json"
ONLINE = {  # asked for by a switch: tiles of a third party, which learns what is looked at
    "light": "https://basemaps.cartocdn.com/gl/positron-gl-style/style.json",
    "dark": "https://basemaps.cartocdn.com/gl/dark-matter-gl-style/style.json",
}
APART = 1_500  # coordinates that are drawn each for itself
CELLS = 4  # levels of the grid below that of the view: 16 to 32 pixels a cell
CROWD, MEAN = 120, 13.0  # from so many marks on each is at most so large, in pixels, and sizes only compare them
COLOURS = 3  # families that a cell shows
SMALLEST, GROWTH, LARGEST = 4.0, 2.6, 24.0  # radius in pixels: the root of the reports times GROWTH is added
MOST, FAR = 0.85, 4.0  # a view may leave places out if it holds this share of the events and is this much closer
NUMBERED = 20  # places that have most events, and so have their number beside them
LETTER = 7.2, 13.0  # pixels across and high of a figure in such a number
CHOOSING = 7.5  # zoom level at which a place is chosen on the map
RING = 3.5  # pixels from a ring to the next one within
WIDTH, HEIGHT = 600, 300  # pixels that a view reckons with: the map is so flat in small windows
CLOSEST, WORLD = 5.6, 0.35  # zoom levels of a fit
INK = {"light": (24, 28, 32), "dark": (240, 243, 246)}


@dataclass(frozen=True, slots=True)
class Look:
    """What the map is drawn with. `clicks` names the layer that takes clicks anew, so that each click is a new one."""

    theme: str = "light"
    online: bool = False
    chosen: str | None = None  # key of the coordinate, or cell, to point out
    cell: str | None = None  # the cell that was opened
    clicks: int = 0
    candidates: tuple[Place, ...] = ()  # places to choose from, each by a click


def marks(model: ReadModel, mask: np.ndarray, level: int | None = None) -> pl.DataFrame:
    """One row a coordinate, or cell of a level, and family: `share` of its reports up to this family.

    A cell's `places` says how many coordinates it holds; one that holds a single one goes by that.
    """
    placed = mask & (model.spot() >= 0)
    columns = ("spot", "solid", "family", "reports", "assertion", "pin", "where", "precision")
    found = (
        model.events.select(columns)
        .filter(placed)
        .group_by("spot", "solid", "family")
        .agg(
            pl.len().alias("events"),
            pl.col("reports").sum(),
            firm=(pl.col("assertion").eq("asserted") & pl.col("pin").eq("found")).any(),
            guessed=pl.col("pin").eq("guessed").all(),
            where=pl.col("where").first(),
            precision=pl.col("precision").first(),
        )
        .join(model.spots, on="spot")
        .with_columns(places=pl.lit(1))
    )
    return _shared(found if level is None else _in_cells(found, level))


def _in_cells(found: pl.DataFrame, level: int) -> pl.DataFrame:
    """What is in one cell as one: in the middle of its events, under the name of the place that has most of them."""
    grid = found.sort("events", descending=True).with_columns(
        (pl.col("x", "y") * 2**level).floor().cast(pl.Int64).name.prefix("at_")
    )
    cell = ["at_x", "at_y", "solid"]
    weighed = [(pl.col(c) * pl.col("events")).sum() / pl.col("events").sum() for c in ("lat", "lon")]
    middle = grid.group_by(cell).agg(
        *(each.round(4) for each in weighed),
        pl.col("where", "precision", "key").first(),
        places=pl.col("spot").n_unique(),
    )
    name = pl.format("{}/{}/{}", pl.lit(level), "at_x", "at_y")
    middle = middle.with_columns(key=pl.when(pl.col("places") > 1).then(name).otherwise("key"))
    counted = grid.group_by(*cell, "family").agg(
        pl.col("events", "reports").sum(), pl.col("firm").any(), pl.col("guessed").all()
    )
    largest = pl.col("reports").rank("ordinal", descending=True).over(cell) <= COLOURS
    totals = counted.group_by(cell).agg(every=pl.col("events").sum())
    return counted.filter(largest).join(middle, on=cell).join(totals, on=cell)


def _shared(found: pl.DataFrame) -> pl.DataFrame:
    here, order = ["key", "solid"], pl.col("family").to_physical()
    every = pl.col("every") if "every" in found.columns else pl.col("events").sum().over(here)
    ordered = found.sort("reports", order, descending=[True, False])
    return ordered.with_columns(
        events=every,
        guessed=pl.col("guessed").all().over(here),
        total=pl.col("reports").sum().over(here),
        share=pl.col("reports").cum_sum().over(here) / pl.col("reports").sum().over(here),
        nth=pl.int_range(pl.len()).over(here),
    ).sort("total", "key", "solid", "share", descending=[True, False, False, True])


def radius(reports: int) -> float:
    """Pixels of a mark for a number of reports: its area grows with them, up to a limit."""
    return min(LARGEST, SMALLEST + GROWTH * math.sqrt(max(1, reports)))


def _sized(drawn: pl.DataFrame) -> list[dict]:
    """The marks with their `size` in pixels: in a crowd, beside the one that most is told of."""
    found = list(drawn.iter_rows(named=True))
    crowded = sum(mark["nth"] == 0 for mark in found) > CROWD
    most = max((mark["total"] for mark in found), default=1)
    for mark in found:
        beside = 2.5 + (MEAN - 2.5) * math.sqrt(mark["total"] / most)
        mark["size"] = min(beside, radius(mark["total"])) if crowded else radius(mark["total"])
        mark["edge"] = mark["size"] + (0 if mark["solid"] else 2 if crowded else 5)  # a ring is wider: it means an area
    return found


def deck(model: ReadModel, mask: np.ndarray, look: Look) -> pydeck.Deck:
    """The map of the events of a mask. Only what a layer draws is in it: everything is sent again at every change."""
    drawn, view = _drawn(model, mask, look)
    found = _sized(drawn)
    places = [mark for mark in found if mark["nth"] == 0]
    return pydeck.Deck(
        layers=[
            _rings([_ring(m, look.theme) for m in found if not m["solid"]]),
            _discs([_disc(m, look.theme) for m in found if m["solid"]], look.theme),
            _numbers([m for m in places if m["events"] > 2], look.theme, view.zoom or 0),
            _chosen([m for m in places if m["key"] == look.chosen], look.theme),
            _targets([] if look.candidates else places, look.clicks),
            *_candidates(look),
        ],
        initial_view_state=view,
        map_style=ONLINE[look.theme] if look.online else OFFLINE.format(theme=look.theme),
        tooltip={"text": "{label}", "style": _tooltip(look.theme)},  # type: ignore[arg-type]
    )


def _drawn(model: ReadModel, mask: np.ndarray, look: Look) -> tuple[pl.DataFrame, pydeck.ViewState]:
    """The marks, in cells where there are too many, and a view that holds them.

    An opened cell is drawn with those around it. Where a place is to be chosen, the view is on the first one offered.
    """
    opened = read_cell(look.cell or "")
    if opened:
        level, x, y = opened
        mask = mask & in_cells(model, level, (x - 1, x + 1), (y - 1, y + 1))
    held = np.bincount(model.spot()[mask] + 1, minlength=model.spots.height + 1)[1:]
    spots = np.flatnonzero(held)
    view = _of_cell(*opened) if opened else fit(_gist(model.coordinates()[spots], held[spots]))
    first = next(((p.lat, p.lon) for p in look.candidates if p.lat is not None and p.lon is not None), None)
    if first is not None:
        view = pydeck.ViewState(latitude=first[0], longitude=first[1], zoom=CHOOSING)
    if len(spots) <= APART:
        return marks(model, mask), view
    level = min(DEEPEST, math.ceil(view.zoom or 0) + CELLS)
    return marks(model, mask, level), view


def _of_cell(level: int, x: int, y: int) -> pydeck.ViewState:
    """A view that is filled by a cell."""
    corners = [(x / 2**level, y / 2**level), ((x + 1) / 2**level, (y + 1) / 2**level)]
    middle = [(a + b) / 2 for a, b in zip(*corners, strict=True)]
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * middle[1]))))
    return pydeck.ViewState(latitude=lat, longitude=middle[0] * 360 - 180, zoom=level + math.log2(HEIGHT / 512))


def _tooltip(theme: str) -> dict[str, str]:
    back, text = ("#20262c", "#ffffff") if theme == "light" else ("#f2f4f6", "#14191e")
    look = {"fontFamily": "Inter, sans-serif", "fontSize": "0.8rem", "borderRadius": "0.3rem", "maxWidth": "18rem"}
    return {"backgroundColor": back, "color": text, "padding": "0.4rem 0.6rem", **look}


def _disc(mark: dict, theme: str) -> dict:
    colour = [*rgb(named(mark["family"]).colour(theme)), 235 if mark["firm"] else 110]
    return {
        "at": [mark["lon"], mark["lat"]],
        "c": colour,
        "r": round(mark["size"] * math.sqrt(mark["share"]), 1),
    }


def _ring(mark: dict, theme: str) -> dict:
    """The most told family is the outermost ring, as it is the innermost disc."""
    colour = [*rgb(named(mark["family"]).colour(theme)), 235 if mark["firm"] else 120]
    return {"at": [mark["lon"], mark["lat"]], "c": colour, "r": round(max(2, mark["edge"] - mark["nth"] * RING), 1)}


def _rings(data: list[dict]) -> pydeck.Layer:
    return _circles("areas", data, filled=False, get_line_color="c", get_line_width=2)


def _discs(data: list[dict], theme: str) -> pydeck.Layer:
    edge = [255, 255, 255, 200] if theme == "light" else [12, 16, 20, 200]
    return _circles("places", data, filled=True, get_fill_color="c", get_line_color=edge, get_line_width=1)


def _chosen(places: list[dict], theme: str) -> pydeck.Layer:
    data = [{"at": [m["lon"], m["lat"]], "r": round(m["edge"] + 4, 1)} for m in places]
    return _circles("chosen", data, filled=False, get_line_color=[*INK[theme], 255], get_line_width=2)


def _circles(name: str, data: list[dict], **look: object) -> pydeck.Layer:
    pixels = {"radius_units": "'pixels'", "line_width_units": "'pixels'"}
    return pydeck.Layer(
        "ScatterplotLayer", data, id=name, get_position="at", get_radius="r", stroked=True, **pixels, **look
    )


def _numbers(places: list[dict], theme: str, zoom: float) -> pydeck.Layer:
    """How many events there are at a coordinate, beside its mark."""
    data = [
        {"at": [m["lon"], m["lat"]], "n": _short(m["events"]), "x": [_corner(m), -_corner(m)]}
        for m in _apart(sorted(places, key=lambda m: -m["events"]), zoom)
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
        character_set="'0123456789.,k'",  # of each that is named here a picture is made, at once
        outline_width=4,
        outline_color=[248, 247, 244, 255] if theme == "light" else [26, 33, 40, 255],
    )


def _apart(places: list[dict], zoom: float) -> list[dict]:
    """Of places, the most told first, those whose numbers do not lie over each other's in a view of this zoom."""
    world, kept = 512 * 2**zoom, []
    boxes: list[tuple[float, float, float]] = []
    for mark in places:
        x = mark["lon"] / 360 * world + _corner(mark)
        y = _mercator(mark["lat"]) / 360 * world + _corner(mark)
        wide = LETTER[0] * len(_short(mark["events"])) + 4
        if all(abs(y - other[1]) > LETTER[1] or x > other[0] + other[2] or other[0] > x + wide for other in boxes):
            kept.append(mark)
            boxes.append((x, y, wide))
    return kept[:NUMBERED]


def _short(n: int) -> str:
    """ "847", "3.2k", "15k"."""
    return str(n) if n < 1000 else f"{decimal(n / 1000, 1)}k" if n < 10_000 else f"{n / 1000:.0f}k"


def _corner(mark: dict) -> float:
    """Pixels to the right of and above the middle of a mark, where its number is out of its way."""
    return round(mark["edge"] * 0.7 + 3, 1)


def _targets(places: list[dict], clicks: int) -> pydeck.Layer:
    """Unseen, over all marks: what the pointer finds, a little larger than what is seen."""
    data = [
        {"at": [m["lon"], m["lat"]], "r": round(m["edge"] + 3, 1), "key": m["key"], "label": _label(m)}
        for m in sorted(places, key=lambda m: -m["edge"])  # small marks lie over large ones
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
        {"at": [p.lon, p.lat], "key": str(number), "label": _("Take {place}").format(place=plain(p.name or ""))}
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
    where = plain(located(mark["where"]))
    where = _("perhaps {place}").format(place=where) if mark["guessed"] else where
    lines = [where, _n("{n} event", "{n} events", mark["events"])]
    if mark["places"] > 1:
        lines.insert(1, _n("and {n} place near it", "and {n} places near it", mark["places"] - 1))
    elif not mark["solid"]:
        lines.append(_(AREAS.get(mark["precision"], AREA)))
    return "\n".join(lines)


def _gist(points: np.ndarray, events: np.ndarray) -> np.ndarray:
    """Of points (lat, lon) all, or those that most events are at where the rest lies far away."""
    if not len(points):
        return points
    away = np.hypot(*(points - [_middle(points[:, n], events) for n in (0, 1)]).T)
    order = np.argsort(away, kind="stable")
    held = np.cumsum(events[order])
    near = points[order[held - events[order] < events.sum() * MOST]]
    return near if _width(near) * FAR < _width(points) else points


def _middle(values: np.ndarray, weights: np.ndarray) -> float:
    """The weighted median."""
    order = np.argsort(values, kind="stable")
    held = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(2 * held, held[-1])]])


def _width(points: np.ndarray) -> float:
    """Degrees that points span, at least a few."""
    return max(5.0, *np.ptp(points, axis=0))


def fit(points: np.ndarray) -> pydeck.ViewState:
    """A view that holds all points (lat, lon), not closer than a region; the world where there are none."""
    if not len(points):
        return pydeck.ViewState(latitude=25, longitude=15, zoom=WORLD)
    (low, west), (high, east) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    south, north = _mercator(low), _mercator(high)
    span = max(east - west, (north - south) * WIDTH / HEIGHT, 0.01) * 1.3
    zoom = max(WORLD, min(CLOSEST, math.log2(360 * WIDTH / 512 / span)))
    middle = math.degrees(math.atan(math.sinh(math.radians((south + north) / 2))))
    return pydeck.ViewState(latitude=middle, longitude=(west + east) / 2, zoom=zoom)


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(max(-84.0, min(84.0, lat))))))
