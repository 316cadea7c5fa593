"""What names are always to mean → files that others can use: JSON lines, a GeoNames dump, a table of aliases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import msgspec

from events.corrections import values
from events.corrections.values import Taking
from events.corrections.verdicts import active
from events.errors import CorrectionError
from events.model import Correction, Place
from events.places import features

COLUMNS = 19  # of a GeoNames dump
ALIASES = ("alias", "id", "name", "country", "kind")
CLASSES = {"settlement": "P", "admin1": "A", "admin2": "A", "country": "A"}


class Shared(msgspec.Struct, frozen=True):
    """One line: what a name means beyond one article, who says so, when and why."""

    taking: dict[str, Any]
    author: str
    moment: str
    note: str | None = None

    @property
    def why(self) -> str:
        """The note of who takes it over: whose it was."""
        return f"{self.author}: {self.note}" if self.note else self.author


def shared(log: Iterable[Correction]) -> tuple[Shared, ...]:
    """What of a log is always to hold, of each name its last meaning, in the order of the log."""
    last: dict[tuple, Shared] = {}
    for entry in active(log):
        if entry.action == "take" and not entry.erased:
            taking = values.taking(entry.new)
            if taking.scope != "article":
                last.pop(_subject(taking), None)
                last[_subject(taking)] = Shared(_plain(taking), entry.author, entry.moment, entry.note)
    return tuple(last.values())


def unknown(lines: Iterable[Shared], log: Iterable[Correction]) -> tuple[Shared, ...]:
    """Those of the lines that a log does not say already."""
    said = [one.taking for one in shared(log)]
    return tuple(line for line in lines if line.taking not in said)


def _subject(taking: Taking) -> tuple:
    """What only one of can hold: a name as a place, or as an actor, in its scope."""
    return taking.name.casefold(), taking.scope, taking.within, taking.actor is None


def _plain(taking: Taking) -> dict[str, Any]:
    """As JSON; of a place only what it is, not where a text named it or what else was meant."""
    if taking.place is not None:
        taking = replace(taking, place=replace(taking.place, span=None, alternatives=()))
    return values.plain(taking)


# ---- JSON lines ------------------------------------------------------------------------------------------------


def to_jsonl(found: Iterable[Shared]) -> Iterator[str]:
    return (msgspec.json.encode(one).decode() for one in found)


def from_jsonl(lines: Iterable[str]) -> tuple[Shared, ...]:
    """Raises `CorrectionError` that names the first line that is none."""
    return tuple(_line(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _line(number: int, line: str) -> Shared:
    try:
        found = msgspec.json.decode(line, type=Shared)
        taking = values.taking(found.taking)
    except (msgspec.DecodeError, RecursionError, CorrectionError) as error:
        raise CorrectionError(f"line {number}: {error}; nothing was taken over") from error
    if taking.scope == "article":
        raise CorrectionError(f"line {number}: it holds in one article only; nothing was taken over")
    return msgspec.structs.replace(found, taking=_plain(taking))


# ---- tables ----------------------------------------------------------------------------------------------------


def to_dump(found: Iterable[Shared], alpha2: Callable[[str], str | None]) -> Iterator[str]:
    """The places as lines of a GeoNames dump, each under its own name and the one that is taken for it.

    A place without a GeoNames id gets a negative number of its own. `alpha2` gives a country's other code.
    """
    for one in found:
        taking = values.taking(one.taking)
        if taking.place is not None and taking.place.lat is not None:
            yield "\t".join(_row(taking.name, taking.place, alpha2))


def _row(name: str, place: Place, alpha2: Callable[[str], str | None]) -> list[str]:
    official = place.name or name
    row = [""] * COLUMNS
    row[0] = str(place.geonameid or _number(official, place))
    row[1], row[3] = _cell(official), "" if name == official else _cell(name).replace(",", " ")
    row[4], row[5] = str(place.lat), str(place.lon)
    row[6], row[7] = feature_class(place.feature) or "", place.feature or ""
    row[8] = (alpha2(place.country) if place.country else None) or ""
    return row


def feature_class(feature: str | None) -> str | None:
    """GeoNames' class of a feature code, where its precision tells."""
    return CLASSES.get(features.precision(feature) or "")


def _number(name: str, place: Place) -> int:
    """The same for the same place wherever it is exported, and none of GeoNames'."""
    words = f"{name} {place.lat} {place.lon}"
    return -1 - int.from_bytes(blake2b(words.encode(), digest_size=4).digest(), "big")


def to_aliases(found: Iterable[Shared]) -> Iterator[str]:
    """The actors as a table, its header first."""
    yield "\t".join(ALIASES)
    for one in found:
        taking = values.taking(one.taking)
        if (actor := taking.actor) is not None:
            cells = (taking.name, actor.id, actor.name, actor.country or "", actor.kind or "")
            yield "\t".join(map(_cell, cells))


def _cell(words: str) -> str:
    """Without what would end a cell or a line."""
    return " ".join(words.split())
