"""The page's address: which filters it stands for. What it says wrongly is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from events.dashboard import moments
from events.dashboard.facets import FACETS, ROLES, Selection

FLAGS = {"unclassified": "other", "unasserted": "maybe", "passing": "passing"}  # switch → name in the address

Address = dict[str, list[str] | str]


def read(get_all: Mapping[str, Sequence[str]]) -> Selection:
    """The selection that an address asks for."""

    def one(name: str) -> str:
        return next(iter(get_all.get(name, ())), "")

    last = moments.from_iso(one("to"))
    return Selection(
        chosen={f.name: tuple(get_all[f.name]) for f in FACETS if get_all.get(f.name)},
        role=one("role") if one("role") in ROLES else ROLES[0],
        words=one("words"),
        begins=moments.from_iso(one("from")),
        ends=None if last is None else last + (0 if "T" in one("to") else moments.DAY),
        area=one("area") or None,
        shown=frozenset(switch for switch, name in FLAGS.items() if "1" in get_all.get(name, ())),
    )


def write(wanted: Selection) -> Address:
    """Query parameters for a selection; what is not asked for is left out. A whole day is written as that day."""
    one = {
        "role": wanted.role if wanted.role != ROLES[0] else None,
        "words": wanted.words.strip() or None,
        "from": None if wanted.begins is None else moments.to_iso(wanted.begins),
        "to": None if wanted.ends is None else _end(wanted.ends),
        "area": wanted.area,
    }
    flags = {name: "1" for switch, name in FLAGS.items() if switch in wanted.shown}
    many = {name: list(values) for name, values in wanted.chosen.items() if values}
    return {name: value for name, value in (many | one | flags).items() if value is not None}


def _end(ends: int) -> str:
    """The last day of a period that ends at a midnight; else its end, with hour and minute."""
    if ends % moments.DAY == 0:
        return moments.to_iso(ends - moments.DAY)
    return moments.to_iso(ends)
