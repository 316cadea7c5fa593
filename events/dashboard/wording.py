"""How the pages put things: kinds, days, certainty, casualties."""

from __future__ import annotations

from datetime import date

from events.model import Casualties, Event, Mention, Place, TimeInterval

SURE, LIKELY = 0.8, 0.5  # from here on a part is called so
BASIS = {"stated": "stated", "inferred": "carried over", "published": "day of publication"}


def kind(type_: str, mode: str | None) -> str:
    """"Assault · siege"."""
    return type_.capitalize() + (f" · {mode.replace('-', ' ')}" if mode else "")


def certainty(value: float | None) -> str:
    """How sure, in a word and a number; for what is not there, that it is unknown."""
    if value is None:
        return "unknown"
    word = "sure" if value >= SURE else "likely" if value >= LIKELY else "unsure"
    return f"{word} ({value:.2f})"


def days(time: TimeInterval | None) -> str:
    """The stretch of the calendar, as precise as it is known."""
    if time is None or time.earliest is None:
        return "no date"
    first, last = time.earliest[:10], (time.latest or time.earliest)[:10]
    if first == last:
        hour = f", {time.earliest[11:16]}" if "T" in time.earliest else ""
        return f"{_day(first)}{hour}"
    if time.granularity in ("month", "year") and first[:4] == last[:4]:
        return first[:4] if time.granularity == "year" else _month(first)
    return f"{_day(first)} – {_day(last)}"


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:  # years that Python's dates do not know
        return iso
    return f"{day.day} {day:%b %Y}"


def _month(iso: str) -> str:
    return f"{date.fromisoformat(iso):%B %Y}"


def where(place: Place | None) -> str:
    """A place's name with what it lies in; the words of the text where it was not found."""
    if place is None:
        return "no place"
    if place.name is None:
        return f"{place.span.text} (not found)" if place.span else "no place"
    inside = [p for p in (place.admin1, place.country) if p and p != place.name]
    return ", ".join([place.name, *inside])


def who(of: Event | Mention, role: str) -> list[str]:
    """Names of the parties in a role, each once; the words of the text where nobody is known by them."""
    return list(dict.fromkeys(p.actor.name if p.actor else p.span.text for p in of.participants if p.role == role))


def headline(event: Event) -> str:
    """One line for an event: who, what, whom, as its most salient report says."""
    told = max(event.mentions, key=lambda m: m.salience)
    actor = ", ".join(who(told, "actor")[:2])
    what = " ".join(told.what.text.split())
    return f"{actor}: {what}" if actor else what


def toll(casualties: Casualties | None) -> str | None:
    """"6 killed, 9 to 12 injured"; None where nothing is said."""
    if casualties is None:
        return None
    parts = [(casualties.killed, "killed"), (casualties.injured, "injured")]
    return ", ".join(f"{_range(number)} {fate}" for number, fate in parts if number) or None


def _range(number: tuple[int, int]) -> str:
    low, high = number
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
