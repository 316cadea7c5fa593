"""The columns of all events in the order of time: what the page counts, filters and draws from.

Text stays in the store: what a list or a tooltip says of an event is looked up by its id.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from events.dashboard.families import FAMILIES
from events.dashboard.wording import LIKELY, SURE
from events.store.columns import Columns

PASSING = 0.15  # how sure one must be that the text tells an event, for it to be drawn unasked
LONG_AGO, FAR_OFF = -(2**62), 2**62  # minutes: open ends of intervals
POINTS = ("site", "settlement")  # precisions that a solid mark on the map may stand for
REPORTS = (
    (1, "1"),
    (2, "2"),
    (3, "3 or 4"),
    (5, "5 to 9"),
    (10, "10 or more"),
)  # least number, what a choice is called
CERTAINTY = ((0.0, "passing"), (PASSING, "unsure"), (LIKELY, "likely"), (SURE, "sure"))
PINS = ((0.0, "guessed"), (LIKELY, "found"))
_FAMILIES = pl.Enum([family.name for family in FAMILIES])
_LAST = FAMILIES[-1].name  # also of a type that this version does not know
_FAMILY_OF = {type_: family.name for family in FAMILIES for type_ in family.types}


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How many events have each value."""

    values: tuple[str, ...]  # sorted
    numbers: np.ndarray

    def of(self, value: str) -> int:
        at = bisect_left(self.values, value)
        return int(self.numbers[at]) if at < len(self.values) and self.values[at] == value else 0

    def most(self, limit: int) -> dict[str, int]:
        """The values that most events have, those that none has left out."""
        order = np.argsort(-self.numbers, kind="stable")[:limit]
        return {self.values[n]: int(self.numbers[n]) for n in order if self.numbers[n]}


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """A column as codes into the values that there are; -1 is none.

    `rows`: the event of each code, where an event may have several; None where each event has one.
    """

    values: tuple[str, ...]
    codes: np.ndarray  # int32
    rows: np.ndarray | None = None  # uint32

    def among(self, wanted: tuple[str, ...], events: int) -> np.ndarray:
        """Which of the events have any of the wanted values."""
        here = set(wanted)
        table = np.array([*(value in here for value in self.values), False])
        found = table[self.codes]
        if self.rows is None:
            return found
        mask = np.zeros(events, dtype=bool)
        mask[self.rows[found]] = True
        return mask

    def counts(self, mask: np.ndarray) -> Counts:
        """How many of the events of a mask have each value."""
        codes = self.codes[mask if self.rows is None else mask[self.rows]]
        return Counts(self.values, np.bincount(codes + 1, minlength=len(self.values) + 1)[1:])


@dataclass(slots=True, eq=False)
class ReadModel:
    """All events that are not deleted, a row each, by time and the undated last. Made by `build`; never changed."""

    columns: Columns
    events: pl.DataFrame  # of `Columns.events`, with family, certainty, told, pin, province, where, solid, spot
    spots: pl.DataFrame  # each coordinate once: lat, lon, key, x, y (0 to 1 on a Mercator map from its north-west)
    row_of: np.ndarray  # number of an event → its row; -1 where it is deleted or gone
    _values: dict[tuple[str, str, str], Values] = field(default_factory=dict)
    _arrays: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def height(self) -> int:
        return self.events.height

    def array(self, name: str) -> np.ndarray:
        """A column of the events as numbers. Begin and end of what is open there lie beyond all days."""
        if name not in self._arrays:
            column = self.events[name]
            if name in ("begins", "ends"):
                column = column.fill_null(LONG_AGO if name == "begins" else FAR_OFF)
            self._arrays[name] = column.to_numpy()
        return self._arrays[name]

    def dated(self) -> np.ndarray:
        """Which events have a begin or an end."""
        return (self.array("begins") != LONG_AGO) | (self.array("ends") != FAR_OFF)

    def spot(self) -> np.ndarray:
        """The number of each event's coordinate among `spots`; -1 where it has none."""
        if "spot" not in self._arrays:
            self._arrays["spot"] = self.events["spot"].cast(pl.Int32).fill_null(-1).to_numpy()
        return self._arrays["spot"]

    def coordinates(self) -> np.ndarray:
        """Latitude and longitude of each of the `spots`."""
        if "coordinates" not in self._arrays:
            self._arrays["coordinates"] = self.spots.select("lat", "lon").to_numpy()
        return self._arrays["coordinates"]

    def row(self, event_id: str) -> int | None:
        """The row of an event; None where it is deleted or gone."""
        found = (self.events["id"] == event_id).arg_true()
        return int(found[0]) if len(found) else None

    def key(self, row: int) -> str | None:
        """What the coordinate of an event is called; None where it has none."""
        spot = int(self.spot()[row])
        return None if spot < 0 else str(self.spots["key"][spot])

    def deleted(self) -> list[str]:
        """Ids of the events that persons deleted, those of whom most is told first."""
        gone = self.columns.events.filter("deleted").sort("salience", descending=True)
        return gone["id"].to_list()

    def values(self, frame: str, column: str, role: str = "either") -> Values:
        """A column of `events`, `parties` or `reports` as codes, each value once an event; of parties in a role."""
        name = (frame, column, role)
        if name not in self._values:
            self._values[name] = self._coded(frame, column, role)
        return self._values[name]

    def _coded(self, frame: str, column: str, role: str) -> Values:
        if frame == "events":
            values, codes = _codes(self.events[column])
            return Values(values, codes)
        told = self.columns.parties if frame == "parties" else self.columns.reports
        if column == "source":
            told = told.join(self.columns.sources, on="article")
        if frame == "parties" and role != "either":
            told = told.filter(pl.col("role") == role)
        told = told.select("event", column).drop_nulls().unique()
        values, codes = _codes(told[column])
        rows = self.row_of[told["event"].to_numpy()]
        there = rows >= 0
        return Values(values, codes[there], rows[there].astype(np.uint32))


def _codes(column: pl.Series) -> tuple[tuple[str, ...], np.ndarray]:
    """The values that there are, sorted, and the number of each row's among them.

    By the codes that polars has for them, since a million rows of strings take ten times as long.
    """
    coded = column if column.dtype in (pl.Categorical, pl.Enum) else column.cast(pl.String).cast(pl.Categorical)
    kinds = coded.drop_nulls().unique()
    values, known = kinds.cast(pl.String).to_numpy(), kinds.to_physical().to_numpy()
    order = np.argsort(values)
    none = int(known.max()) + 1 if len(known) else 0
    number = np.full(none + 1, -1, dtype=np.int32)
    number[known[order]] = np.arange(len(order))
    return tuple(values[order]), number[coded.to_physical().cast(pl.UInt32).fill_null(none).to_numpy()]


def build(columns: Columns) -> ReadModel:
    """The read model of these columns."""
    live = columns.events.filter(~pl.col("deleted")).with_columns(
        pl.col("lat", "lon").round(4),  # some ten metres
        family=pl.col("type")
        .cast(pl.String)
        .replace_strict(_FAMILY_OF, default=FAMILIES[-1].name, return_dtype=_FAMILIES),
        certainty=_classes(pl.col("sure").fill_null(1.0), CERTAINTY),
        told=_classes(pl.col("reports"), REPORTS),
        pin=pl.when(pl.col("lat").is_not_null()).then(_classes(pl.col("located").fill_null(1.0), PINS)),
        province=_joined("admin1", "country"),
        where=_joined("place", "admin1", "country"),
        solid=pl.col("precision").cast(pl.String).is_in(POINTS).fill_null(False),
    )
    spots = _spots(live)
    live = live.join(spots.select("lat", "lon", "spot"), on=["lat", "lon"], how="left")
    by_time = [pl.coalesce("begins", "ends"), "ends", -pl.col("salience"), "id"]
    live = live.sort(by_time, nulls_last=True)
    row_of = np.full(int(columns.events["number"].to_numpy().max(initial=0)) + 1, -1, dtype=np.int64)
    row_of[live["number"].to_numpy()] = np.arange(live.height)
    return ReadModel(columns, live, spots, row_of)


def _classes(value: pl.Expr, classes: tuple[tuple[float, str], ...]) -> pl.Expr:
    """The class of each number: the last whose least number it reaches."""
    names = [name for _, name in classes]
    return value.cut([least for least, _ in classes[1:]], labels=names, left_closed=True).cast(pl.Enum(names))


def _joined(*names: str) -> pl.Expr:
    """What lies in what: "Mosul, Nineveh, IRQ". Nothing is said twice, nor anything where the first is not known."""
    first, *rest = (pl.col(name).cast(pl.String) for name in names)
    others = [pl.when(each != first).then(each) for each in rest]
    return pl.when(first.is_not_null()).then(pl.concat_str(first, *others, separator=", ", ignore_nulls=True))


def _spots(live: pl.DataFrame) -> pl.DataFrame:
    """Each coordinate once, with its number, its name in addresses, and where it is on a Mercator map."""
    here = live.select("lat", "lon").drop_nulls().unique().sort("lat", "lon").with_row_index("spot")
    sine = pl.col("lat").clip(-85.0, 85.0).radians().sin()
    return here.with_columns(
        key=pl.format("{},{}", *(_four_digits(name) for name in ("lat", "lon"))),
        x=pl.col("lon") / 360 + 0.5,
        y=0.5 - ((1 + sine) / (1 - sine)).log() / (4 * math.pi),
    )


def _four_digits(name: str) -> pl.Expr:
    return pl.col(name).map_elements(lambda value: f"{value:.4f}", return_dtype=pl.String)
