"""Rows of events → the timeline: a dot a day, a bar a longer stretch, a lane a family of types."""

from __future__ import annotations

import altair
import polars as pl

from events.dashboard.families import FAMILIES, family

PICK = "pick"  # name of the selection that a click makes
LANE = 26  # pixels
FAINT = 0.35


def timeline(rows: pl.DataFrame) -> altair.LayerChart:
    """The dated rows over time; clicking a dot selects its event's `id` under `PICK`."""
    data = _dated(rows)
    lanes = [f.name for f in FAMILIES if f.name in set(data["family"])]
    x = altair.X("middle:T", title=None, axis=altair.Axis(labelOverlap=True, grid=True, tickCount=8))
    y = altair.Y("family:N", sort=lanes, title=None, axis=altair.Axis(labelLimit=170, ticks=False, domain=False))
    scale = altair.Scale(domain=[f.name for f in FAMILIES], range=[f.colour for f in FAMILIES])
    colour = altair.Color("family:N", scale=scale, legend=None)
    tooltip = [altair.Tooltip(f"{c}:N", title=c.capitalize()) for c in ("headline", "kind", "when", "place", "reports")]
    pick = altair.selection_point(name=PICK, fields=["id"], on="click", empty=True)
    base = altair.Chart(data).encode(y=y, color=colour, tooltip=tooltip)
    bars = base.transform_filter("datum.long").mark_bar(height=7, opacity=FAINT, cornerRadius=3)
    bars = bars.encode(x=altair.X("start:T", title=None), x2="stop:T")
    dots = base.mark_circle(size=95, stroke="white", strokeWidth=0.8).encode(
        x=x, opacity=altair.condition("datum.asserted", altair.value(0.9), altair.value(FAINT))
    )
    return (bars + dots.add_params(pick)).properties(height=max(90, LANE * max(1, len(lanes)) + 40))


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns that are drawn. A day's stretch ends with it; its dot is at noon."""
    dated = rows.filter(pl.col("earliest").str.contains(r"^\d{4}-\d\d-\d\d$"))
    start = pl.col("earliest").str.to_date().cast(pl.Datetime("ms"))
    stop = pl.col("latest").str.to_date().cast(pl.Datetime("ms")) + pl.duration(days=1)
    return dated.select(
        *("id", "headline", "kind", "when", "place", "reports"),
        family=pl.col("type").map_elements(lambda t: family(t).name, return_dtype=pl.String),
        asserted=pl.col("assertion") == "asserted",
        start=start,
        stop=stop,
        middle=start + (stop - start) / 2,
        long=pl.col("earliest") != pl.col("latest"),
    )
