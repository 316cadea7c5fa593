"""The page's address: which filters, which event and which place it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from events.dashboard.table import Selection

FLAGS = {"unclassified": "other", "unasserted": "maybe", "passing": "passing"}  # field → name in the address


def read(get_all: Mapping[str, Sequence[str]]) -> Selection:
    """The selection that an address asks for; what it says wrongly is left out."""
    return Selection(
        actors=tuple(get_all.get("actor", ())),
        types=tuple(get_all.get("type", ())),
        articles=tuple(get_all.get("article", ())),
        earliest=_day(get_all.get("from", ())),
        latest=_day(get_all.get("to", ())),
        **{field: "1" in get_all.get(name, ()) for field, name in FLAGS.items()},
    )


def write(wanted: Selection) -> dict[str, list[str] | str]:
    """Query parameters for a selection; what is not asked for is left out."""
    many = {"actor": list(wanted.actors), "type": list(wanted.types), "article": list(wanted.articles)}
    one = {"from": wanted.earliest, "to": wanted.latest}
    flags = {name: "1" for field, name in FLAGS.items() if getattr(wanted, field)}
    return {k: v for k, v in (many | one | flags).items() if v}  # type: ignore[misc]


def _day(values: Sequence[str]) -> str | None:
    try:
        return date.fromisoformat(values[0]).isoformat() if values else None
    except ValueError:
        return None
