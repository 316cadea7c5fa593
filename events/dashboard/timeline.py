"""Rows of events → the timeline: a dot a day, stacked where days are near, and a bar for each longer stretch."""

from __future__ import annotations

import heapq
from datetime import datetime, timedelta

import altair
import polars as pl

from events.dashboard.families import FAMILIES, ORDER

PICK = "pick"  # name of the selection that a click makes
COLUMNS = 130  # how many stacks of dots fit side by side
DOT, BAR = 8.0, 7.0  # pixels that a dot and a bar take, where there is room
MARGIN = 14  # pixels before the first mark and after the last, so that they can be hit
LEAST, AXIS = 60.0, 34.0  # pixels for the dots though they be few, and for the axis
SMALLEST = 5.5  # pixels across a dot, however high its stack
DOTS, BARS = 150.0, 70.0  # pixels that all dots and all bars may take
TOOLTIP = {"what": "What", "parties": "Who", "when": "When", "place": "Where", "kind": "Type", "reports": "Reports"}


def dated(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that have days of our calendar, with `start`, `stop` (the end of the last day) and `middle`."""
    days = rows.filter(
        pl.col("earliest").str.contains(r"^\d{4}-\d\d-\d\d$") & pl.col("latest").str.contains(r"^\d{4}-")
    )
    start = pl.col("earliest").str.to_datetime("%Y-%m-%d", time_unit="ms")
    stop = pl.col("latest").str.to_datetime("%Y-%m-%d", time_unit="ms") + pl.duration(days=1)
    return days.with_columns(start=start, stop=pl.max_horizontal(stop, start + pl.duration(days=1))).with_columns(
        middle=pl.col("start") + (pl.col("stop") - pl.col("start")) / 2
    )


def layout(rows: pl.DataFrame) -> pl.DataFrame:
    """`dated` rows with `long` (drawn as a bar) and `y`: pixels above the base line, below it for bars."""
    if rows.is_empty():
        return rows.with_columns(long=pl.lit(False), y=pl.lit(0.0))
    width = column(rows)
    split = rows.with_columns(long=(pl.col("stop") - pl.col("start")) > max(width, timedelta(days=1)))
    dots, bars = split.filter(~pl.col("long")), split.filter(pl.col("long"))
    return pl.concat([_stacked(dots, width), _laned(bars)])


def column(rows: pl.DataFrame) -> timedelta:
    """How much time one stack of dots stands for: at least a day."""
    first, last = extent(rows)
    return max(timedelta(days=1), (last - first) / COLUMNS)


def extent(rows: pl.DataFrame) -> tuple[datetime, datetime]:
    """First and last moment of dated rows. There must be some."""
    return rows["start"].min(), rows["stop"].max()  # type: ignore[return-value]


def _stacked(dots: pl.DataFrame, width: timedelta) -> pl.DataFrame:
    if dots.is_empty():
        return dots.with_columns(y=pl.lit(0.0))
    first = dots["middle"].min()
    nth = pl.int_range(pl.len()).over("stack")
    order = pl.col("family").replace_strict(ORDER, default=99)
    stacks = dots.with_columns(
        stack=(pl.col("middle") - first).dt.total_hours() // (width.total_seconds() / 3600), order=order
    ).sort("stack", "order", "middle")
    tall = stacks.with_columns(y=nth + 0.5).drop("stack", "order")
    step = min(DOT, DOTS / max([1.0, *tall["y"].to_list()]))
    return tall.with_columns(pl.col("y") * step)


def _laned(bars: pl.DataFrame) -> pl.DataFrame:
    """Each bar in the first lane that is free when it begins, the lanes one under another."""
    bars = bars.sort("start", "stop")
    free: list[tuple[datetime, int]] = []
    lanes: list[int] = []
    for start, stop in zip(bars["start"], bars["stop"], strict=True):
        lane = heapq.heappop(free)[1] if free and free[0][0] <= start else len(free)
        heapq.heappush(free, (stop, lane))
        lanes.append(lane)
    step = min(BAR, BARS / (max(lanes, default=0) + 1))
    return bars.with_columns(y=pl.Series([-(lane + 1) * step for lane in lanes], dtype=pl.Float64))


def timeline(rows: pl.DataFrame, theme: str, chosen: str | None = None) -> altair.LayerChart | altair.FacetChart:
    """The dated rows over time; a click selects an event's `id` under `PICK`; the wheel zooms, dragging moves."""
    data = _drawn(layout(dated(rows)), chosen)
    heights = data["y"].to_list()
    low, high = min(0.0, *heights) - BAR, max(LEAST, *heights) + DOT
    axis = altair.Axis(title=None, grid=True, labelOverlap=True, tickCount=10, domain=False)
    span = altair.Scale(padding=MARGIN, nice=False)
    start, middle = (altair.X(f"{name}:T", axis=axis, scale=span) for name in ("start", "middle"))
    base = altair.Chart().encode(
        y=altair.Y("y:Q", axis=None, scale=altair.Scale(domain=[low, high], nice=False)),
        color=altair.Color("family:N", scale=_colours(theme), legend=None),
        opacity=altair.condition("datum.asserted", altair.value(0.95), altair.value(0.35)),
        tooltip=[altair.Tooltip(f"{c}:N", title=title) for c, title in TOOLTIP.items()],
    )
    solid = base.encode(
        stroke=altair.condition("datum.chosen", altair.value(_ink(theme)), altair.value("transparent")),
        strokeWidth=altair.value(2),
    )
    ranges = base.transform_filter("!datum.long && datum.stop - datum.start > 86400000").mark_rule(strokeWidth=1.5)
    width = altair.condition("datum.chosen", altair.value(_bar(data) + 4), altair.value(_bar(data)))
    bars = base.transform_filter("datum.long").mark_rule(cursor="pointer").encode(strokeWidth=width)
    dots = solid.transform_filter("!datum.long").mark_circle(size=_dot(data) ** 2, cursor="pointer")
    pick = altair.selection_point(name=PICK, fields=["id"], on="click", toggle="true")
    zoom = altair.selection_interval(name="zoom", encodings=["x"], bind="scales")
    stretches = [layer.encode(x=start, x2="stop:T") for layer in (bars, ranges)]
    return altair.layer(*stretches, dots.encode(x=middle).add_params(pick, zoom), data=data).properties(
        height=round(high - low + AXIS)
    )


def _dot(data: pl.DataFrame) -> float:
    """Pixels across a dot: they may lie over one another in a high stack, but each can be hit."""
    steps = data.filter(~pl.col("long"))["y"].unique().sort()
    step = float(steps[1] - steps[0]) if steps.len() > 1 else DOT
    return max(SMALLEST, min(DOT, step) * 0.95)


def _bar(data: pl.DataFrame) -> float:
    """Pixels that a bar is high, with a gap to the next lane."""
    lanes = data.filter(pl.col("long"))["y"].unique().sort(descending=True)
    return max(2.0, float(-lanes[0]) - 1.5) if lanes.len() else BAR


def _drawn(data: pl.DataFrame, chosen: str | None) -> pl.DataFrame:
    """Only the columns that are drawn."""
    return data.select(
        *("id", "family", "start", "stop", "middle", "long", "y", *TOOLTIP),
        asserted=pl.col("assertion") == "asserted",
        chosen=pl.col("id") == (chosen or ""),
    )


def _colours(theme: str) -> altair.Scale:
    return altair.Scale(domain=[f.name for f in FAMILIES], range=[f.colour(theme) for f in FAMILIES])


def _ink(theme: str) -> str:
    return "#101418" if theme == "light" else "#ffffff"
