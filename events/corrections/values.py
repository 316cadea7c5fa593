"""Which fields of an event can be corrected, and to what: plain JSON in the log, records where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from events.errors import CorrectionError
from events.extraction import ontology
from events.model import Actor, Casualties, Participant, Place, TimeInterval

ASSERTIONS = ("asserted", "negated", "possible", "planned", "conditional")
SCOPES = ("article", "source", "everywhere")
ROLES = ("actor", "recipient")
BASES = ("stated", "inferred", "published")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")


@dataclass(frozen=True, slots=True)
class Kind:
    """What happened, by type."""

    type: str
    mode: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event that a person adds from words of an article: `sentence` are their offsets; the rest as in a mention."""

    type: str
    sentence: tuple[int, int]
    mode: str | None = None
    participants: tuple[Participant, ...] = ()
    place: Place | None = None
    time: TimeInterval | None = None
    casualties: Casualties | None = None
    assertion: str = "asserted"


@dataclass(frozen=True, slots=True)
class Taking:
    """That a name means a place, or an actor: in one article (its id), in what one source publishes, or everywhere."""

    name: str
    scope: str
    within: str | None = None  # id of the article, name of the source
    place: Place | None = None
    actor: Actor | None = None


# Field → what it holds. `None` is a value: it says that there is none.
FIELDS: dict[str, Any] = {
    "type": Kind,
    "participants": tuple[Participant, ...],
    "place": Place | None,
    "time": TimeInterval | None,
    "casualties": Casualties | None,
    "assertion": str,
    "verified": bool,
    "deleted": bool,
    "note": str | None,
}


def plain(value: Any) -> Any:
    """A value as plain JSON."""
    return msgspec.to_builtins(value)


def checked(field: str, value: Any) -> Any:
    """What the JSON of the log means for a field, as records.

    Raises `CorrectionError` for an unknown field, and for a value that cannot be one of it.
    """
    if field not in FIELDS:
        raise CorrectionError(f"{field!r} cannot be corrected; what can is {', '.join(FIELDS)}")
    found = _converted(field, value, FIELDS[field])
    if isinstance(found, Kind):
        _check_kind(found.type, found.mode)
    elif isinstance(found, Place):
        _check_place(found)
    elif isinstance(found, TimeInterval):
        _check_time(found)
    elif isinstance(found, Casualties):
        _check_casualties(found)
    elif field == "assertion":
        _check_known(field, found, ASSERTIONS)
    elif field == "participants":
        _check_participants(found)
    return found


def told(value: Any) -> Told:
    """As `checked`, of an event added by hand."""
    found: Told = _converted("event", value, Told)
    _check_kind(found.type, found.mode)
    _check_known("assertion", found.assertion, ASSERTIONS)
    if found.place is not None:
        _check_place(found.place)
    if found.time is not None:
        _check_time(found.time)
    if found.casualties is not None:
        _check_casualties(found.casualties)
    _check_participants(found.participants)
    return found


def taking(value: Any) -> Taking:
    """As `checked`, of what a name is always to mean."""
    found: Taking = _converted("name", value, Taking)
    if not found.name.strip():
        raise CorrectionError("a name is needed: which words are always to mean this?")
    _check_known("scope", found.scope, SCOPES)
    if (found.within is None) != (found.scope == "everywhere"):
        raise CorrectionError(f"scope {found.scope!r}: say within which article or source, and nothing for everywhere")
    if (found.place is None) == (found.actor is None):
        raise CorrectionError(f"{found.name!r} must be taken for a place or for an actor")
    if found.place is not None:
        _check_place(found.place)
    return found


def _converted(field: str, value: Any, to: Any) -> Any:
    try:
        return msgspec.convert(value, to)
    except msgspec.ValidationError as error:
        raise CorrectionError(f"{field}: {error}") from error


def _check_known(name: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise CorrectionError(f"{name} {value!r} is not known; it is one of {', '.join(known)}")


def _check_kind(type: str, mode: str | None) -> None:
    _check_known("type", type, ontology.types())
    modes = ontology.types()[type].modes
    if mode is not None and mode not in modes:
        known = ", ".join(modes) or "none"
        raise CorrectionError(f"mode {mode!r} is none of {type}; its modes are {known}")


def _check_place(place: Place) -> None:
    if (place.lat is None) != (place.lon is None):
        raise CorrectionError("a place needs both latitude and longitude, or neither")
    if place.lat is not None and place.lon is not None and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise CorrectionError(f"{place.lat}, {place.lon} is no spot on earth: latitude is -90 to 90, longitude ±180")
    if not (place.name or "").strip():
        raise CorrectionError("a place needs a name")


def _check_time(time: TimeInterval) -> None:
    _check_known("basis", time.basis, BASES)
    for moment in (time.earliest, time.latest):
        if moment is not None and not _is_moment(moment):
            raise CorrectionError(f"{moment!r} is no day; write YYYY-MM-DD, or YYYY-MM-DDTHH:MM")
    if time.earliest is None and time.latest is None:
        raise CorrectionError("a time needs a first or a last day")
    if time.earliest is not None and time.latest is not None:
        known = min(len(time.earliest), len(time.latest))  # a day has not ended before an hour of it
        if time.latest[:known] < time.earliest[:known]:
            raise CorrectionError(f"it cannot have ended ({time.latest}) before it began ({time.earliest})")


def _is_moment(text: str) -> bool:
    try:
        return bool(MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _check_casualties(casualties: Casualties) -> None:
    for name, counts in (("killed", casualties.killed), ("injured", casualties.injured)):
        if counts is not None and not 0 <= counts[0] <= counts[1]:
            raise CorrectionError(f"{name} {counts[0]} to {counts[1]}: give the lowest number first, from 0")


def _check_participants(participants: tuple[Participant, ...]) -> None:
    for participant in participants:
        _check_known("role", participant.role, ROLES)
        if not participant.said.strip():
            raise CorrectionError("a party needs a name")
