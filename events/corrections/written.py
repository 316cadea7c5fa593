"""Values of corrections as people write them, and back: `2014-08`, `killed=6-9`, `recipient:Iraq/MIL`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from events import actors
from events.actors.naming import made
from events.actors.sectors import table as sectors
from events.actors.table import read_names
from events.corrections import FIELDS
from events.corrections.values import Kind, Taking, Told
from events.errors import CorrectionError
from events.model import Actor, Casualties, Correction, Participant, Place, TimeInterval
from events.times.calendar import bounds

NONE = "none"
SPOT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*=\s*(.+?)\s*")
SPOT_KM = 1.0  # radius of a place that somebody gives by its coordinates
COUNT = re.compile(r"(killed|injured)=(\d{1,9})(?:[-–](\d{1,9}))?")
PARTY = re.compile(r"\s*(\w+)\s*:\s*(.+?)(?:/([A-Z]{3}))?\s*")
ANSWERS = {"yes": True, "no": False}


# ---- words → value ---------------------------------------------------------------------------------------------


def read(field: str, words: str) -> Any:
    """What the words say that a field is. Raises `CorrectionError` that says how to write it."""
    return READERS[field](words)


def spot(words: str) -> Place | None:
    """A spot with a name, `34.7,44.6=Amerli`; None where the words are no such."""
    found = SPOT.fullmatch(words)
    if not found:
        return None
    return Place(None, found[3], float(found[1]), float(found[2]), SPOT_KM, precision="site", confidence=1.0)


def place(words: str, nth: int = 1) -> Place | None:
    """A spot with a name, or what the gazetteer has under a name, its `nth` from 1."""
    if words == NONE:
        return None
    if here := spot(words):
        return here
    from events.places import open_gazetteer

    found = open_gazetteer().lookup(words)
    if not found:
        raise CorrectionError(f"{words!r}: no place of this name; say where it lies with LATITUDE,LONGITUDE=NAME")
    if nth > len(found):
        raise CorrectionError(f"{words!r}: {len(found)} places have this name, and there is no number {nth}")
    return found[nth - 1].place(None, confidence=1.0)


def actor(name: str) -> Actor:
    """The known actor of this name, else one that has nothing but the name."""
    if not name.strip():
        raise CorrectionError("a party needs a name")
    return actors.lookup(name) or made(name, None)


def _kind(words: str) -> Kind:
    type_, _, mode = words.partition("/")
    return Kind(type_.upper(), mode or None)


def _time(words: str) -> TimeInterval | None:
    if words == NONE:
        return None
    first, _, last = words.partition("..")
    begins, ends = bounds(first), bounds(last or first)
    if begins is None or ends is None:
        raise CorrectionError(
            f"{words!r} is no time: write 2014-08-31, 2014-08 or 2014, or two of them with .. between"
        )
    return TimeInterval(None, begins[0], ends[1], begins[2], "stated")


def _casualties(words: str) -> Casualties | None:
    if words == NONE:
        return None
    counts = {}
    for part in words.replace(",", " ").split():
        found = COUNT.fullmatch(part)
        if not found:
            raise CorrectionError(f"{part!r} is no number of casualties: write killed=6, or killed=6-9 injured=12")
        counts[found[1]] = int(found[2]), int(found[3] or found[2])
    return Casualties(counts.get("killed"), counts.get("injured")) if counts else None


def _participants(words: str) -> tuple[Participant, ...]:
    if words == NONE:
        return ()
    return tuple(_participant(part) for part in words.split(";") if part.strip())


def _participant(words: str) -> Participant:
    found = PARTY.fullmatch(words)
    if not found:
        raise CorrectionError(
            f"{words.strip()!r} is no party: write actor:NAME or recipient:NAME/SECTOR, ; between them"
        )
    known = sorted({sector.code for sector in sectors().values()} - {""})
    if found[3] and found[3] not in known:
        raise CorrectionError(f"sector {found[3]!r} is not known; the sectors are {', '.join(known)}")
    return party(found[1].lower(), found[2], found[3])


def party(role: str, name: str, sector: str | None = None) -> Participant:
    """Who has this name, in a role; in the sector in which a known actor mostly acts, where none is said."""
    who = actor(name)
    return Participant(None, role, who, sector or _sector(who))


def _sector(who: Actor) -> str | None:
    """The sector in which a known actor acts under its own name."""
    return next((name.sector for name in read_names() if name.actor.id == who.id), None)


def _verified(words: str) -> bool:
    if words.lower() not in ANSWERS:
        raise CorrectionError(f"verified is yes or no, not {words!r}")
    return ANSWERS[words.lower()]


def _note(words: str) -> str | None:
    return None if words == NONE else words


READERS: dict[str, Callable[[str], Any]] = {
    "type": _kind,
    "place": place,
    "time": _time,
    "casualties": _casualties,
    "participants": _participants,
    "assertion": str.lower,
    "verified": _verified,
    "note": _note,
}


# ---- value → words ---------------------------------------------------------------------------------------------


def write(value: Any) -> str:
    """A value as `read` takes it."""
    match value:
        case None | ():
            return NONE
        case bool():
            return "yes" if value else "no"
        case Kind() | Told():
            return f"{value.type}/{value.mode}" if value.mode else value.type
        case Place():
            return _spot(value)
        case TimeInterval():
            return _interval(value)
        case Casualties():
            return " ".join(f"{name}={_range(c)}" for name in ("killed", "injured") if (c := getattr(value, name)))
        case tuple():
            return "; ".join(map(_party, value))
        case _:
            return str(value)


def _spot(value: Place) -> str:
    name = value.name or (value.span.text if value.span else NONE)
    return name if value.lat is None else f"{value.lat},{value.lon}={name}"


def _interval(value: TimeInterval) -> str:
    """The shortest value that means it: 2014-08 for the days of that month."""
    if value.earliest is None:
        return value.span.text if value.span else NONE
    for words in (value.earliest[:4], value.earliest[:7], value.earliest):
        if bounds(words) == (value.earliest, value.latest, value.granularity):
            return words
    return f"{value.earliest}..{value.latest or ''}"


def _range(counts: tuple[int, int]) -> str:
    return str(counts[0]) if counts[0] == counts[1] else f"{counts[0]}-{counts[1]}"


def _party(value: Participant) -> str:
    name = value.actor.name if value.actor else value.said
    return f"{value.role}:{name}/{value.sector}" if value.sector else f"{value.role}:{name}"


def says(entry: Correction) -> str:
    """What an entry of the log says, in one line; what was before may have gone with an erased article."""
    if entry.erased:
        return f"{entry.action}, erased"
    match entry.action:
        case "set":
            return f"{entry.field}: {_plain(entry.field, entry.old)} → {_plain(entry.field, entry.new)}"
        case "merge":
            return f"merge {' '.join(entry.old or ['events'])}"
        case "split":
            return f"split {len(entry.anchors)} of {len(entry.anchors) + len(entry.rest)} off {entry.old or 'an event'}"
        case "add":
            return _added(msgspec.convert(entry.new, Told))
        case "take":
            return _taken(msgspec.convert(entry.new, Taking))
        case _:
            return f"{entry.action} {entry.undoes}"


def _plain(field: str | None, value: Any) -> str:
    """A value of the log."""
    return NONE if value is None else write(msgspec.convert(value, FIELDS[field or ""]))


def _added(told: Told) -> str:
    parts = {"place": told.place, "time": told.time, "participants": told.participants, "casualties": told.casualties}
    return ", ".join([f"add {write(told)}", *(f"{name} {write(value)}" for name, value in parts.items() if value)])


def _taken(taking: Taking) -> str:
    meant = write(taking.place) if taking.place else f"actor {taking.actor.name}" if taking.actor else NONE
    where = "everywhere" if taking.scope == "everywhere" else f"in {taking.scope} {taking.within}"
    return f"take {taking.name} for {meant} {where}"
