"""What is asked of all events: filters that intersect, and how many events each choice of each would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

import numpy as np
import polars as pl

from events.dashboard.language import N_
from events.dashboard.readmodel import CERTAINTY, PINS, REPORTS, Counts, ReadModel, Values

DEEPEST = 24  # level of the smallest cells: some two metres
ROLES = ("either", "actor", "recipient")


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with a choice of answers; its title and group are translated where they are shown.

    `order`: that of its values; else the most frequent come first. `first`: it is asked before all others.
    """

    name: str
    title: str
    group: str
    frame: str  # of the read model
    column: str
    order: tuple[str, ...] = ()
    first: bool = False


FACETS = (
    Facet("actor", N_("Actors"), N_("Who"), "parties", "actor", first=True),
    Facet("nation", N_("Their countries"), N_("Who"), "parties", "country"),
    Facet("sector", N_("Their sectors"), N_("Who"), "parties", "sector"),
    Facet("type", N_("Types"), N_("What"), "events", "type", first=True),
    Facet("mode", N_("Modes"), N_("What"), "events", "mode"),
    Facet("country", N_("Countries"), N_("Where"), "events", "country", first=True),
    Facet("province", N_("Provinces"), N_("Where"), "events", "province"),
    Facet("spot", N_("Places"), N_("Where"), "events", "where"),
    Facet("granularity", N_("How exact"), N_("When"), "events", "granularity",
          ("minute", "hour", "day", "week", "month", "season", "year", "decade")),
    Facet("article", N_("Articles"), N_("Told by"), "reports", "article"),
    Facet("source", N_("Sources"), N_("Told by"), "reports", "source"),
    Facet("reports", N_("Number of reports"), N_("Told by"), "events", "told", tuple(name for _, name in REPORTS)),
    Facet("assertion", N_("Did it happen?"), N_("How sure"), "events", "assertion",
          ("asserted", "negated", "possible", "planned", "conditional")),
    Facet("certainty", N_("Is it an event?"), N_("How sure"), "events", "certainty",
          tuple(name for _, name in reversed(CERTAINTY))),
    Facet("pin", N_("Was it there?"), N_("How sure"), "events", "pin", tuple(name for _, name in reversed(PINS))),
)  # fmt: skip
BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True, slots=True)
class Switch:
    """Shows events that are hidden unless they are asked for: those with some values of a facet."""

    facet: str
    values: tuple[str, ...]


SWITCHES = {
    "unclassified": Switch("type", ("OTHER",)),
    "unasserted": Switch("assertion", ("negated", "possible", "planned", "conditional")),
    "passing": Switch("certainty", ("passing",)),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: any value within a facet, all facets together; an empty one asks nothing."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facet → values
    role: str = "either"  # in which the parties of the facets on parties took part
    words: str = ""  # in sentences, and in names of parties and places
    begins: int | None = None  # of a period, in minutes since 1970
    ends: int | None = None  # its end, exclusive
    area: str | None = None  # a coordinate "lat,lon", or a cell of the map "level/x/y"
    shown: frozenset[str] = frozenset()  # switches that are on

    def without(self, name: str) -> Selection:
        """The selection without one of its questions: a facet's name, or words, period, area."""
        if name == "period":
            return replace(self, begins=None, ends=None)
        if name == "words":
            return replace(self, words="")
        if name == "area":
            return replace(self, area=None)
        return replace(self, chosen={k: v for k, v in self.chosen.items() if k != name})

    def asks(self) -> tuple[str, ...]:
        """The questions that it asks."""
        found = [name for name, values in self.chosen.items() if values]
        found += ["words"] if self.words.strip() else []
        found += ["period"] if self.begins is not None or self.ends is not None else []
        return (*found, "area") if self.area else tuple(found)


class Selected:
    """What a selection leaves of a read model. `found`: numbers of the events that its words were found in."""

    def __init__(self, model: ReadModel, wanted: Selection, found: pl.Series | None = None):
        self.model, self.wanted = model, wanted
        self._masks = _masks(model, wanted, found)
        self.mask = self.but()
        self.rows: np.ndarray = np.flatnonzero(self.mask)  # by time, the undated last

    def but(self, *names: str) -> np.ndarray:
        """What all questions but these leave, as a mask of the events."""
        asked = [mask for name, mask in self._masks.items() if name not in names]
        return reduce(np.logical_and, asked) if asked else np.ones(self.model.height, dtype=bool)

    def counts(self, facet: str) -> Counts:
        """How many events each value of a facet would leave if it alone were chosen there."""
        return values_of(self.model, BY_NAME[facet], self.wanted.role).counts(self.but(facet))

    def hidden(self, switch: str) -> int:
        """How many events a switch shows or would show, as the other switches and the filters are."""
        behind = SWITCHES[switch]
        if self.wanted.chosen.get(behind.facet):
            return 0
        counted = self.counts(behind.facet)
        return sum(map(counted.of, behind.values))


def values_of(model: ReadModel, facet: Facet, role: str = "either") -> Values:
    """The values of a facet as the read model has them."""
    return model.values(facet.frame, facet.column, role if facet.frame == "parties" else "either")


def _masks(model: ReadModel, wanted: Selection, found: pl.Series | None) -> dict[str, np.ndarray]:
    """Which events each question that is asked leaves."""
    masks = {}
    for facet in FACETS:
        if values := wanted.chosen.get(facet.name):
            masks[facet.name] = values_of(model, facet, wanted.role).among(tuple(values), model.height)
    for name, switch in SWITCHES.items():
        if switch.facet not in masks and name not in wanted.shown:
            masks[switch.facet] = ~values_of(model, BY_NAME[switch.facet]).among(switch.values, model.height)
    if wanted.words.strip() and found is not None:
        masks["words"] = _numbered(model, found)
    if wanted.begins is not None or wanted.ends is not None:
        masks["period"] = _within(model, wanted.begins, wanted.ends)
    if wanted.area:
        masks["area"] = in_area(model, wanted.area)
    return masks


def _numbered(model: ReadModel, numbers: pl.Series) -> np.ndarray:
    """The events of these numbers."""
    known = numbers.to_numpy()
    rows = model.row_of[known[known < len(model.row_of)]]
    mask = np.zeros(model.height, dtype=bool)
    mask[rows[rows >= 0]] = True
    return mask


def _within(model: ReadModel, begins: int | None, ends: int | None) -> np.ndarray:
    """The events that overlap a period; what has no date is in none."""
    mask = model.dated()
    if begins is not None:
        mask = mask & (model.array("ends") > begins)
    if ends is not None:
        mask = mask & (model.array("begins") < ends)
    return mask


def in_area(model: ReadModel, area: str) -> np.ndarray:
    """The events at a coordinate or in a cell of the map; none where the area is no area."""
    cell = read_cell(area)
    if cell is not None:
        level, x, y = cell
        return in_cells(model, level, (x, x), (y, y))
    return _at(model, model.spots["key"] == area)


def in_cells(model: ReadModel, level: int, columns: tuple[int, int], rows: tuple[int, int]) -> np.ndarray:
    """The events in a rectangle of cells of the map; first and last column and row, both included."""
    x, y = ((model.spots[name] * 2**level).floor() for name in ("x", "y"))
    return _at(model, x.is_between(*columns) & y.is_between(*rows))


def _at(model: ReadModel, spots: pl.Series) -> np.ndarray:
    """The events at the coordinates of a mask of `spots`."""
    return np.append(spots.to_numpy(), False)[model.spot()]


def read_cell(area: str) -> tuple[int, int, int] | None:
    """Level, column and row of a cell "level/x/y" of the map, which has 2**level columns; None where it is none."""
    try:
        level, x, y = map(int, area.split("/"))
    except ValueError:
        return None
    return (level, x, y) if 0 <= level <= DEEPEST and 0 <= x < 2**level and 0 <= y < 2**level else None
