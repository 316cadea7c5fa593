"""Events over time: what the timeline draws of them, few enough for a browser however many there are.

A histogram of all, and lanes of those in view: in each the events themselves where they are few, else bars of how many.
The page applies every filter but the dates to `events`; the brushed `window` only says which of them stand out, so that
what lies outside stays to be seen, in grey. Moments are minutes since 1970-01-01T00:00 in the proleptic Gregorian
calendar, and an end is the first minute after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl

from events.dashboard.families import FAMILIES, ORDER
from events.dashboard.language import _, spoken
from events.dashboard.literal import plain

MARKS = 1200  # events drawn one by one, at most
BINS = 160  # bars side by side, at most
LANES = 8  # actors or places with a lane of their own; the others share one
LANE_NAMES = ("none", "type", "actor", "place")
DAY = 1440
FEW_OFF, FAR = 0.01, 5  # events on either side that may be left out at first, if the view is this much closer then
LEAST = 7 * DAY  # minutes that a timeline shows though all be of one moment
SHORT_STEPS = (5, 15, 30, 60, 180, 360, 720, DAY)  # minutes of a bar, below days
SOFT = ("week", "month", "season", "year", "decade")  # granularities of which the very day is not known
TEXTS = ("what", "parties", "when", "place", "kind", "reports")
LONGEST = 160  # characters of a text in a tooltip

Span = tuple[int, int]
OPEN: Span = (-(2**42), 2**42)  # minutes: millions of years
FIRST, LAST = pl.coalesce("begins", "ends"), pl.coalesce("ends", "begins")


def data(
    events: pl.DataFrame,
    parties: pl.DataFrame,
    view: Span | None,
    window: Span | None,
    lanes: str,
    chosen: int | str | None,
    theme: str,
    labels: Callable[[list[str]], Mapping[str, Mapping[str, Any]]],
    *,
    country: Callable[[str], str] = str,
) -> dict[str, Any]:
    """What `timeline_view` takes. `labels` gives the texts of events drawn one by one, `country` a country's name."""
    dated = events.with_row_index("row").select(
        "row", "number", "begins", "ends", "family", first=FIRST, last=LAST, **_lane_column(events, lanes)
    )
    dated = dated.filter(pl.col("first").is_not_null())
    extent = _extent(dated)
    home = _home(dated, extent)
    seen = view or home
    dated, rows = _lanes(dated, parties, lanes, country)
    inside = dated.filter((pl.col("first") < seen[1]) & (pl.col("last") > seen[0]))
    drawn = [inside.filter(lane) for _name, lane in rows]
    few = [len(each) <= MARKS for each in drawn] if sum(map(len, drawn)) <= MARKS else _few(drawn)
    return {
        "theme": theme,
        **spoken("components/timeline/"),
        "families": [{"name": _(f.name), "colour": f.colour(theme)} for f in FAMILIES],
        "ends": [dated["first"].min(), dated["last"].max()] if len(dated) else None,
        "extent": extent,
        "home": home,
        "view": view,
        "window": window,
        "lanes": lanes,
        "total": len(dated),
        "undated": len(events) - len(dated),
        "inside": len(dated) if window is None else dated.select(overlaps(window).sum()).item(),
        "histogram": bins(dated, extent),
        "rows": [
            {"name": plain(name), "count": len(held), "bins": None if one_by_one else bins(held, seen)}
            for (name, _lane), held, one_by_one in zip(rows, drawn, few, strict=True)
        ],
        **_marks(events, drawn, few, chosen, labels),
    }


def window(begins: int | None, ends: int | None) -> Span | None:
    """A period as the timeline draws it: one that is open on a side reaches far beyond all days there."""
    if begins is None and ends is None:
        return None
    return OPEN[0] if begins is None else begins, OPEN[1] if ends is None else ends


def overlaps(window: Span) -> pl.Expr:
    """Which events may have happened in the window: an open end may lie anywhere, an undated event nowhere."""
    dated = pl.col("begins").is_not_null() | pl.col("ends").is_not_null()
    begun = pl.col("begins").is_null() | (pl.col("begins") < window[1])
    unended = pl.col("ends").is_null() | (pl.col("ends") > window[0])
    return dated & begun & unended


# ---- how many, when --------------------------------------------------------------------------------------------


def bins(dated: pl.DataFrame, span: Span) -> dict[str, Any]:
    """How many events of each family have their middle in each stretch of `step` minutes from `begin`."""
    step = bar(span)
    begin = span[0] // step * step
    middle = ((pl.col("first") + pl.col("last")) // 2).clip(span[0], span[1] - 1)
    coded = ((middle - begin) // step) * 2**32 + pl.col("family").to_physical().cast(pl.Int64)
    counts = dated.select(key=coded)["key"].value_counts(name="n")
    family = dict(dated.select(pl.col("family").unique()).select("family", code=_code()).rows())
    place = {code: ORDER[name] for name, code in family.items()}
    found = sorted((key >> 32, place[key & (2**32 - 1)], n) for key, n in counts.rows())
    return {"begin": begin, "step": step, "counts": [list(each) for each in found]}


def _code() -> pl.Expr:
    return pl.col("family").to_physical().cast(pl.Int64)


def bar(span: Span) -> int:
    """Minutes of one bar, so that there are at most `BINS`: whole days, or a part of one that divides it."""
    least = (span[1] - span[0]) / (BINS - 1)
    return next((step for step in SHORT_STEPS if step >= least), -int(-least // DAY) * DAY)


def _extent(dated: pl.DataFrame) -> Span:
    """From the first to the last moment of all, with some room around them."""
    first, last = dated["first"].min(), dated["last"].max()
    if first is None or last is None:
        return 0, LEAST
    room = max((last - first) // 50, (LEAST - (last - first)) // 2, 60)  # type: ignore[operator]
    return first - room, last + room  # type: ignore[operator,return-value]


def _home(dated: pl.DataFrame, extent: Span) -> Span:
    """What is seen at first: all, but for a few events that lie so far off that the others could not be told apart."""
    middle = (dated["first"] + dated["last"]) // 2
    ends = [middle.quantile(part, "nearest") for part in (FEW_OFF, 1 - FEW_OFF)]
    if len(dated) < 1 / FEW_OFF or None in ends:
        return extent
    first, last = map(int, ends)  # type: ignore[arg-type]
    room = max((last - first) // 20, LEAST // 2)
    near = max(first - room, extent[0]), min(last + room, extent[1])
    return near if (near[1] - near[0]) * FAR < extent[1] - extent[0] else extent


# ---- lanes -----------------------------------------------------------------------------------------------------


def _lane_column(events: pl.DataFrame, lanes: str) -> dict[str, pl.Expr]:
    return {"country": pl.col("country")} if lanes == "place" else {}


def _lanes(
    dated: pl.DataFrame, parties: pl.DataFrame, lanes: str, country: Callable[[str], str]
) -> tuple[pl.DataFrame, list[tuple[str, pl.Expr]]]:
    """Each lane's name and the events in it: of all that there are, so that the lanes stay when the view moves."""
    if lanes == "type" and len(dated):
        present = set(dated["family"].unique().cast(pl.String))
        return dated, [(_(f.name), pl.col("family") == f.name) for f in FAMILIES if f.name in present]
    if lanes == "place" and len(dated):
        names = _most(dated["country"])
        known = [(country(name), pl.col("country") == name) for name in names]
        return _with_rest(dated, known, _("Elsewhere"), pl.col("country").is_null() | ~pl.col("country").is_in(names))
    if lanes == "actor" and len(dated):
        return _actor_lanes(dated, parties)
    return dated, [("", pl.lit(True))]


def _actor_lanes(dated: pl.DataFrame, parties: pl.DataFrame) -> tuple[pl.DataFrame, list[tuple[str, pl.Expr]]]:
    """An event is in the lane of each of its actors: a bit for each lane, set at the event's number."""
    numbers, of_party = dated["number"].to_numpy(), parties["event"].to_numpy()
    size = int(max(numbers.max(initial=0), of_party.max(initial=0))) + 1
    here = np.zeros(size, dtype=np.bool_)
    here[numbers] = True
    ours = parties.select("event", "actor").filter(pl.Series(here[of_party]))
    names = _most(ours["actor"])
    bits = np.zeros(size, dtype=np.uint16)
    for n, name in enumerate(names):
        bits[ours.filter(pl.col("actor") == name)["event"].to_numpy()] |= 1 << n
    held = [(name, (pl.col("bits") & (1 << n)) != 0) for n, name in enumerate(names)]
    return _with_rest(dated.with_columns(bits=pl.Series(bits[numbers])), held, _("Others"), pl.col("bits") == 0)


def _with_rest(
    dated: pl.DataFrame, lanes: list[tuple[str, pl.Expr]], name: str, rest: pl.Expr
) -> tuple[pl.DataFrame, list[tuple[str, pl.Expr]]]:
    """The lanes, and one for what is in none of them, where there is such."""
    return dated, [*lanes, (name, rest)] if dated.select(rest.any()).item() else lanes


def _most(values: pl.Series) -> list[str]:
    """The values that most have, the most first."""
    counts = values.drop_nulls().rename("value").value_counts(name="n").with_columns(pl.col("value").cast(pl.String))
    return counts.sort(["n", "value"], descending=[True, False])["value"].head(LANES).to_list()


def _few(drawn: list[pl.DataFrame]) -> list[bool]:
    """Which lanes show their events one by one, where not all can: the emptiest first, as long as there is room."""
    room, few = MARKS, [False] * len(drawn)
    for n in sorted(range(len(drawn)), key=lambda n: len(drawn[n])):
        if len(drawn[n]) > room // 2:
            break
        few[n] = True
        room -= len(drawn[n])
    return few


# ---- one by one ------------------------------------------------------------------------------------------------


def _marks(
    events: pl.DataFrame,
    drawn: list[pl.DataFrame],
    few: list[bool],
    chosen: int | str | None,
    labels: Callable[[list[str]], Mapping[str, Mapping[str, Any]]],
) -> dict[str, Any]:
    """The events drawn one by one, each once, and the lanes that each is in. One that is open is always drawn."""
    column = "id" if isinstance(chosen, str) else "number"
    open_ = events.with_row_index("row").filter(pl.col(column) == chosen)["row"] if chosen is not None else None
    held = [
        lane.select("row") if one_by_one else lane.filter(pl.col("row").is_in(open_ if open_ is not None else []))
        for lane, one_by_one in zip(drawn, few, strict=True)
    ]
    lanes = pl.concat([each.select("row", lane=pl.lit(n)) for n, each in enumerate(held)])
    grouped = lanes.group_by("row", maintain_order=True).agg("lane")
    rows = events[grouped["row"]].with_columns(lane=grouped["lane"]).sort(FIRST, LAST, "id")
    texts = labels(rows["id"].to_list())
    return {
        "chosen": events["id"][open_[0]] if open_ is not None and len(open_) else None,
        "marks": [_mark(row, texts.get(row["id"], {})) for row in rows.iter_rows(named=True)],
    }


def _mark(row: dict[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    mark = {
        "id": row["id"],
        "begins": row["begins"],
        "ends": row["ends"],
        "family": ORDER[row["family"]],
        "lanes": row["lane"],
    }
    if row["granularity"] in SOFT:
        mark["soft"] = True
    if row["assertion"] != "asserted":
        mark["hollow"] = True
    return mark | {name: _short(texts[name]) for name in TEXTS if texts.get(name)}


def _short(text: Any) -> str:
    said = str(text)
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"
