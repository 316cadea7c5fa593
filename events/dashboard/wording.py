"""How the pages put things: kinds, days, certainty, casualties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pycountry

from events.dashboard import moments
from events.model import Casualties, Event, Mention, Participant, Place, TimeInterval

SURE, LIKELY = 0.8, 0.5  # from here on a part is called so
BASIS = {
    "stated": "stated in the text",
    "inferred": "carried over from nearby text",
    "published": "only the day of publication",
}
ASSERTIONS = {
    "negated": "said not to have happened",
    "possible": "said to be possible",
    "planned": "said to be planned",
    "conditional": "said to depend on a condition",
}


CERTAINTIES = {"sure": "Sure", "likely": "Likely", "unsure": "Unsure", "passing": "Said in passing"}
SECTORS = {
    "GOV": "Government", "MIL": "Military", "REB": "Rebels", "OPP": "Opposition", "PTY": "Party", "COP": "Police",
    "JUD": "Courts", "SPY": "Intelligence", "IGO": "Between governments", "NGO": "Non-governmental", "MED": "Media",
    "EDU": "Education", "BUS": "Business", "CRM": "Crime", "CVL": "Civilians", "UAF": "Unidentified armed forces",
    "LEG": "Legislature", "LAB": "Labour", "REL": "Religious", "REF": "Refugees", "SET": "Settlers", "HLH": "Health",
    "AGR": "Agriculture", "JEW": "Jewish", "MOS": "Muslim", "CHR": "Christian",
}  # fmt: skip


def choice(facet: str, value: str) -> str:
    """How a filter calls one of its values."""
    said: dict[str, Callable[[str], str]] = {"type": lambda v: kind(v, None), "country": country, "nation": country,
            "sector": lambda v: SECTORS.get(v, v), "certainty": lambda v: CERTAINTIES[v],
            "reports": lambda v: f"{v} report" + ("" if v == "1" else "s")}  # fmt: skip
    words = said.get(facet)
    if words:
        return words(value)
    return value.replace("-", " ").capitalize() if facet in ("mode", "granularity", "assertion") else value


def country(code: str) -> str:
    """A country's name; its code where nobody knows it."""
    found = pycountry.countries.get(alpha_3=code)
    return getattr(found, "common_name", found.name) if found else code


def kind(type_: str, mode: str | None) -> str:
    """ "Assault · siege"."""
    return type_.capitalize() + (f" · {mode.replace('-', ' ')}" if mode else "")


def level(value: float) -> str:
    """How sure, in a word."""
    return "sure" if value >= SURE else "likely" if value >= LIKELY else "unsure"


def certainty(value: float | None) -> str | None:
    """How sure, in a word and a number: "likely 0.62"."""
    return None if value is None else f"{level(value)} {value:.2f}"


def days(time: TimeInterval | None) -> str | None:
    """The stretch of the calendar, as precise as it is known."""
    if time is None or (time.earliest is None and time.latest is None):
        return None
    first, last = ((moment or "").partition("T")[0] for moment in (time.earliest, time.latest))
    if not first:
        return f"until {_day(last)}"
    if not last:
        return f"from {_day(first)}"
    if first == last:
        hour = str(time.earliest).partition("T")[2]
        return ", ".join(part for part in (_day(first), hour) if part)
    if time.granularity == "year" and first[:-6] == last[:-6]:
        return _year(first)
    if time.granularity == "month" and first[:-3] == last[:-3]:
        return _month(first)
    return f"{_day(first)} – {_day(last)}"


def period(begins: int | None, ends: int | None) -> str:
    """ "1 Jun 2014 – 30 Sep 2014", "from 1 Jun 2014"; with hours where they are not midnights."""
    first = None if begins is None else _moment(begins)
    whole = ends is not None and ends % moments.DAY == 0
    last = None if ends is None else _moment(ends - moments.DAY if whole else ends)
    if first is None or last is None:
        return f"from {first}" if first else f"until {last}" if last else "all times"
    return first if first == last else f"{first} – {last}"


def _moment(minutes: int) -> str:
    day, _, hour = moments.to_iso(minutes).partition("T")
    return ", ".join(part for part in (_day(day), hour) if part)


def day(of: date) -> str:
    """ "12 Jun 2014"."""
    return f"{of.day} {of:%b %Y}"


def _day(iso: str) -> str:
    """ "10 Jun 2014", "15 Mar 44 BCE"."""
    year, day = _parts(iso)
    return f"{day.day} {day:%b} {year}" if day else iso


def _month(iso: str) -> str:
    """ "June 2014"."""
    year, day = _parts(iso)
    return f"{day:%B} {year}" if day else iso[:7]


def _year(iso: str) -> str:
    """ "2014", "44 BCE": in ISO 8601 the year before year 1 is 0."""
    year, _ = _parts(iso)
    return year


def _parts(iso: str) -> tuple[str, date | None]:
    """The name of a year, and its day in a year that Python's dates know; None where it is no day."""
    minutes = moments.from_iso(iso)
    if minutes is None:
        return iso, None
    year = int(iso[:-6])
    name = str(year) if year > 0 else f"{1 - year} BCE"
    return name, date(year if 1 <= year <= 9999 else 2000 + year % 400, int(iso[-5:-3]), int(iso[-2:]))


def where(place: Place | None) -> str | None:
    """A place's name with what it lies in; the words of the text where it was not found."""
    if place is None:
        return None
    if place.name is None:
        return f"“{place.span.text}”, not found" if place.span else None
    inside = [p for p in (place.admin1, place.country) if p and p != place.name]
    return ", ".join([place.name, *inside])


def who(of: Event | Mention, role: str) -> list[str]:
    """Names of the parties in a role, each once; the words of the text where nobody is known by them."""
    return list(dict.fromkeys(party(p) for p in of.participants if p.role == role))


def party(participant: Participant) -> str:
    return participant.actor.name if participant.actor else " ".join(participant.said.split())


def parties(of: Event | Mention) -> str:
    """ "Islamic State → Iraq": who, to whom."""
    actors, recipients = (", ".join(who(of, role)[:3]) for role in ("actor", "recipient"))
    return " → ".join(side for side in (actors, recipients) if side)


def what(event: Event) -> str:
    """What happened, in the words of the most salient report."""
    told = max(event.mentions, key=lambda m: m.salience)
    return " ".join(told.what.text.split())


def headline(event: Event) -> str:
    """What happened; and where it may not have, that this is only said."""
    doubt = ASSERTIONS.get(event.assertion)
    return f"{what(event)} ({doubt})" if doubt else what(event)


def toll(casualties: Casualties | None) -> str | None:
    """ "6 killed, 9 to 12 injured"; None where nothing is said."""
    if casualties is None:
        return None
    parts = [(casualties.killed, "killed"), (casualties.injured, "injured")]
    return ", ".join(f"{_range(number)} {fate}" for number, fate in parts if number) or None


def _range(number: tuple[int, int]) -> str:
    low, high = number
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def number(n: int, noun: str) -> str:
    """ "1 event", "1,204 events"."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")
