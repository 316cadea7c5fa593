"""A still picture of map and timeline, as SVG or PNG, made here without network."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import altair as alt
import vl_convert

from events.dashboard import wording
from events.dashboard.families import FAMILIES, ORDER, family
from events.export import land
from events.export.about import About
from events.model import Event
from events.store import moments

WIDTH, MAP_HEIGHT, TIME_HEIGHT = 1100, 560, 130
CELL = 5  # pixels: events nearer to each other are one mark
PRECISE = ("site", "settlement")
BINS = 120  # bars of the timeline
LEAST = 90.0  # the least stretch of the plane that is shown, 9 degrees
MARGIN = 0.08  # of it, on each side
MILLISECONDS = 60_000  # a minute
GROUND = "ground"  # what the countries are called among the data of a chart
SCALE = 2  # pixels of PNG for one of SVG
INK, SOFT, SEA, LAND, BORDER = "#1f2429", "#5d646b", "#dfe7ec", "#f8f7f4", "#c3c6c4"
SANS = "Inter, Liberation Sans, Arial, sans-serif"


@dataclass(slots=True)
class Shown:
    """What a picture needs of the events, gathered in one pass."""

    number: int = 0
    unplaced: int = 0
    undated: int = 0
    spots: Counter[tuple[float, float, int, bool]] = field(default_factory=Counter)  # x, y, family, an area
    days: Counter[tuple[int, int]] = field(default_factory=Counter)  # minute, family
    doubtful: int = 0  # of which it is not said that they happened


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the plane that is shown: its left upper corner, and pixels a unit."""

    x: float
    y: float
    scale: float


def write_svg(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    sink.write(vl_convert.vegalite_to_svg(_chart(events, about)).encode("utf-8"))


def write_png(events: Iterable[Event], sink: BinaryIO, about: About) -> None:
    sink.write(vl_convert.vegalite_to_png(_chart(events, about), scale=SCALE))


def _chart(events: Iterable[Event], about: About) -> dict[str, Any]:
    shown = _gathered(events)
    notes = ["A dashed ring is somewhere in an area"] if any(area for *_, area in shown.spots) else []
    notes += [f"{n:,} without a {what} {'is' if n == 1 else 'are'} not on the {where}" for n, what, where in
             ((shown.unplaced, "place", "map"), (shown.undated, "date", "timeline")) if n]  # fmt: skip
    notes += [f"{shown.doubtful:,} may not have happened"] if shown.doubtful else []
    title = alt.TitleParams(wording.number(shown.number, "event"), subtitle=". ".join(notes), anchor="start")
    frame = _frame(shown)
    chart = alt.vconcat(_map(shown, frame), _timeline(shown), spacing=14).resolve_scale(color="shared")
    drawn = chart.properties(title=title, padding=20, background="#ffffff").configure(**_look()).to_dict()
    return drawn | {"datasets": {GROUND: _ground(frame)}}  # put in last: Altair would take seconds to look through it


def _look() -> dict[str, Any]:
    words = {"labelFont": SANS, "titleFont": SANS, "labelColor": SOFT, "titleColor": SOFT}
    return {
        "font": SANS,
        "title": {
            "font": SANS,
            "fontSize": 20,
            "color": INK,
            "subtitleFont": SANS,
            "subtitleColor": SOFT,
            "offset": 12,
        },
        "axis": words
        | {"gridColor": "#e7e4de", "domainColor": BORDER, "tickColor": BORDER, "titleFontWeight": "normal"},
        "legend": words
        | {"orient": "bottom", "columns": 5, "symbolType": "circle", "symbolOpacity": 1, "labelLimit": 240},
        "view": {"stroke": BORDER},
    }


def _gathered(events: Iterable[Event]) -> Shown:
    shown = Shown()
    for event in events:
        place, time = event.place, event.time
        colour = ORDER[family(event.type).name]
        shown.number += 1
        shown.doubtful += event.assertion != "asserted"
        if place and place.lat is not None and place.lon is not None:
            x, y = land.project(place.lon, place.lat)
            shown.spots[round(x, 1), round(y, 1), colour, place.precision not in PRECISE] += 1
        else:
            shown.unplaced += 1
        begins = moments.begins(time.earliest or time.latest) if time else None
        if begins is None:
            shown.undated += 1
        else:
            shown.days[begins, colour] += 1
    return shown


# ---- map -------------------------------------------------------------------------------------------------------


def _map(shown: Shown, frame: Frame) -> alt.LayerChart | alt.FacetChart:
    ground = alt.Chart(alt.NamedData(name=GROUND)).mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.6, clip=True)
    sea = alt.Chart(alt.Data(values=[{}])).mark_rect(color=SEA).encode(
        x=alt.value(0), x2=alt.value(WIDTH), y=alt.value(0), y2=alt.value(MAP_HEIGHT))  # fmt: skip
    base = alt.Chart(alt.Data(values=_marks(shown, frame))).encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False)),
        y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[MAP_HEIGHT, 0], nice=False)),
        size=alt.Size("events:Q", scale=alt.Scale(type="sqrt", range=[45, 700], domainMin=1), legend=None),
        color=_colour(),
        order=alt.Order("events:Q", sort="descending"),
    )  # fmt: skip
    areas = base.transform_filter("datum.area").mark_point(filled=False, strokeWidth=2, strokeDash=[4, 2.5], clip=True)
    points = base.transform_filter("!datum.area").mark_circle(
        opacity=0.85, stroke="#ffffff", strokeWidth=0.8, clip=True
    )
    plane = ground.project("identity", scale=1, translate=[0, 0])
    return alt.layer(sea, plane, areas, points).properties(width=WIDTH, height=MAP_HEIGHT)


def _frame(shown: Shown) -> Frame:
    """Fits the marks, or all of the world where there are none."""
    xs, ys = [x for x, *_ in shown.spots] or [-1800, 1800], [y for _, y, *_ in shown.spots] or [-1300, 900]
    wide, high = (max(max(side) - min(side), LEAST) * (1 + 2 * MARGIN) for side in (xs, ys))
    scale = min(WIDTH / wide, MAP_HEIGHT / high)
    return Frame((min(xs) + max(xs)) / 2 - WIDTH / scale / 2, (min(ys) + max(ys)) / 2 - MAP_HEIGHT / scale / 2, scale)


def _ground(frame: Frame) -> list[dict[str, Any]]:
    """The polygons that the frame touches, in pixels."""
    found = []
    for polygon in land.polygons():
        rings = [[[(x - frame.x) * frame.scale, (y - frame.y) * frame.scale] for x, y in ring] for ring in polygon]
        xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
        if max(xs) >= 0 and min(xs) <= WIDTH and max(ys) >= 0 and min(ys) <= MAP_HEIGHT:
            closed = [[*ring, ring[0]] for ring in rings]
            found.append({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": closed}, "properties": {}})
    return found


def _marks(shown: Shown, frame: Frame) -> list[dict[str, Any]]:
    """One mark a cell of pixels and family, at the mean of its events; areas are marks of their own."""
    cells: dict[tuple[int, int, int, bool], list[float]] = {}
    for (x, y, colour, area), n in shown.spots.items():
        px, py = (x - frame.x) * frame.scale, (y - frame.y) * frame.scale
        cell = cells.setdefault((int(px // CELL), int(py // CELL), colour, area), [0, 0, 0])
        for i, value in enumerate((px * n, py * n, n)):
            cell[i] += value
    return [{"x": x / n, "y": y / n, "events": n, "family": FAMILIES[colour].name, "area": area}
            for (_, _, colour, area), (x, y, n) in cells.items()]  # fmt: skip


# ---- timeline --------------------------------------------------------------------------------------------------


def _timeline(shown: Shown) -> alt.Chart:
    """Stacked bars: how many events begin in each stretch, years BC too."""
    first = min((m for m, _ in shown.days), default=0)
    last = max((m for m, _ in shown.days), default=moments.DAY)
    step = max(moments.DAY, math.ceil((last - first + 1) / BINS / moments.DAY) * moments.DAY)
    bins: Counter[tuple[int, int]] = Counter()
    for (minute, colour), n in shown.days.items():
        bins[(minute - first) // step, colour] += n
    rows, tops = [], Counter[int]()
    for (b, colour), n in sorted(bins.items()):
        edges = {"from": (first + b * step) * MILLISECONDS, "to": (first + (b + 1) * step) * MILLISECONDS}
        rows.append(edges | {"low": tops[b], "high": tops[b] + n, "family": FAMILIES[colour].name})
        tops[b] += n
    label = "utcyear(datum.value) > 0 ? utcFormat(datum.value, '%s') : (1 - utcyear(datum.value)) + ' BC'"
    years = last - first > 3 * 365 * moments.DAY
    axis = alt.Axis(title=None, labelExpr=label % ("%Y" if years else "%-d %b %Y"), tickCount=10, labelOverlap=True)
    return alt.Chart(alt.Data(values=rows)).mark_rect(stroke="#ffffff", strokeWidth=0.3).encode(
        x=alt.X("from:T", axis=axis, scale=alt.Scale(type="utc")),
        x2="to:T",
        y2="high:Q",
        y=alt.Y("low:Q", title="Events by first day", axis=alt.Axis(tickMinStep=1, tickCount=4)),
        color=_colour(),
    ).properties(width=WIDTH, height=TIME_HEIGHT)  # fmt: skip


def _colour() -> alt.Color:
    names, colours = [f.name for f in FAMILIES], [f.light for f in FAMILIES]
    return alt.Color("family:N", title=None, scale=alt.Scale(domain=names, range=colours))
