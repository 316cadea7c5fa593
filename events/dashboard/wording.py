"""How the pages put things: kinds, days, certainty, casualties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pycountry

from events.dashboard import language, moments
from events.dashboard.language import N_, _
from events.dashboard.literal import plain
from events.model import Casualties, Event, Mention, Participant, Place, TimeInterval

SURE, LIKELY = 0.8, 0.5  # from here on a part is called so
BASIS = {
    "stated": N_("stated in the text"),
    "inferred": N_("carried over from nearby text"),
    "published": N_("only the day of publication"),
}
ASSERTIONS = {
    "negated": N_("said not to have happened"),
    "possible": N_("said to be possible"),
    "planned": N_("said to be planned"),
    "conditional": N_("said to depend on a condition"),
}


PINS = {"found": N_("Rather sure"), "guessed": N_("Perhaps")}
CERTAINTIES = {"sure": N_("Sure"), "likely": N_("Likely"), "unsure": N_("Unsure"), "passing": N_("Said in passing")}
SECTORS = {
    "GOV": N_("Government"),
    "MIL": N_("Military"),
    "REB": N_("Rebels"),
    "OPP": N_("Opposition"),
    "PTY": N_("Party"),
    "COP": N_("Police"),
    "JUD": N_("Courts"),
    "SPY": N_("Intelligence"),
    "IGO": N_("Between governments"),
    "NGO": N_("Non-governmental"),
    "MED": N_("Media"),
    "EDU": N_("Education"),
    "BUS": N_("Business"),
    "CRM": N_("Crime"),
    "CVL": N_("Civilians"),
    "UAF": N_("Unidentified armed forces"),
    "LEG": N_("Legislature"),
    "LAB": N_("Labour"),
    "REL": N_("Religious"),
    "REF": N_("Refugees"),
    "SET": N_("Settlers"),
    "HLH": N_("Health"),
    "AGR": N_("Agriculture"),
    "JEW": N_("Jewish"),
    "MOS": N_("Muslim"),
    "CHR": N_("Christian"),
}


# Reports that tell of an event, as the read model counts them.
REPORTS = {
    "1": N_("1 report"),
    "2": N_("2 reports"),
    "3 or 4": N_("3 or 4 reports"),
    "5 to 9": N_("5 to 9 reports"),
    "10 or more": N_("10 or more reports"),
}
GRANULARITIES = {
    "minute": N_("Minute"),
    "hour": N_("Hour"),
    "day": N_("Day"),
    "week": N_("Week"),
    "month": N_("Month"),
    "season": N_("Season"),
    "year": N_("Year"),
    "decade": N_("Decade"),
}
ASSERTED = {
    "asserted": N_("Asserted"),
    "negated": N_("Negated"),
    "possible": N_("Possible"),
    "planned": N_("Planned"),
    "conditional": N_("Conditional"),
}
AREA = N_("somewhere in this area")
# Precision of a place that is no point.
AREAS = {
    "country": N_("somewhere in this country"),
    "admin1": N_("somewhere in this province"),
    "admin2": N_("somewhere in this district"),
    "region": N_("somewhere in this region"),
}


def choice(facet: str, value: str) -> str:
    """How a filter calls one of its values."""
    said: dict[str, Callable[[str], str]] = {"type": lambda v: kind(v, None), "mode": lambda v: _upper(mode(v)),
            "country": country, "nation": country, "spot": located, "province": located,
            "sector": lambda v: _(SECTORS.get(v, v)),
            "certainty": lambda v: _(CERTAINTIES[v]), "pin": lambda v: _(PINS[v]),
            "reports": lambda v: _(REPORTS[v]),
            "granularity": lambda v: _(GRANULARITIES.get(v, v)),
            "assertion": lambda v: _(ASSERTED.get(v, v))}  # fmt: skip
    return said[facet](value) if facet in said else plain(value)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def country(code: str) -> str:
    """A country's name; its code where nobody knows it."""
    return _nation(code) or code


def _nation(code: str) -> str | None:
    found = pycountry.countries.get(alpha_3=code)
    if found is None:
        return None
    name = _turned(getattr(found, "common_name", found.name))
    locale = language.present().locale
    return name if locale.language == "en" else locale.territories.get(found.alpha_2, name)


def _turned(name: str) -> str:
    """ "Congo, The Democratic Republic of the" as it is spoken."""
    head, _comma, rest = name.partition(", ")
    return f"{rest} {head}" if rest.endswith((" of", " of the")) else name


def language_name(code: str) -> str:
    """A language's name, such as French for fr; its code where nobody knows it."""
    return language.present().locale.languages.get(code, code)


def kind(type_: str, mode_: str | None) -> str:
    """ "Assault · siege"."""
    return _(type_.capitalize()) + (f" · {mode(mode_)}" if mode_ else "")


def mode(name: str) -> str:
    """ "suicide attack"."""
    return _(name.replace("-", " "))


def level(value: float) -> str:
    """How sure, in an English word."""
    return N_("sure") if value >= SURE else N_("likely") if value >= LIKELY else N_("unsure")


def certainty(value: float | None) -> str | None:
    """How sure, in a word and a number: "likely 0.62"."""
    return None if value is None else f"{_(level(value))} {language.decimal(value, 2)}"


def days(time: TimeInterval | None) -> str | None:
    """The stretch of the calendar, as precise as it is known."""
    if time is None or (time.earliest is None and time.latest is None):
        return None
    first, last = ((moment or "").partition("T")[0] for moment in (time.earliest, time.latest))
    if not first:
        return _("until {day}").format(day=_day(last))
    if not last:
        return _("from {day}").format(day=_day(first))
    if first == last:
        hours = dict.fromkeys(str(moment).partition("T")[2] for moment in (time.earliest, time.latest))
        return ", ".join(part for part in (_day(first), "–".join(filter(None, hours))) if part)
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
        known = _("from {day}") if first else _("until {day}") if last else _("all times")
        return known.format(day=first or last)
    return first if first == last else f"{first} – {last}"


def _moment(minutes: int) -> str:
    day, _, hour = moments.to_iso(minutes).partition("T")
    return ", ".join(part for part in (_day(day), hour) if part)


def day(of: date) -> str:
    """ "12 Jun 2014"."""
    return language.day(of, str(of.year))


def _day(iso: str) -> str:
    """ "10 Jun 2014", "15 Mar 44 BCE"."""
    year, day = _parts(iso)
    return language.day(day, year) if day else iso


def _month(iso: str) -> str:
    """ "June 2014"."""
    year, day = _parts(iso)
    return language.month(day, year) if day else iso[:7]


def _year(iso: str) -> str:
    """ "2014", "44 BCE": in ISO 8601 the year before year 1 is 0."""
    return _parts(iso)[0]


def _parts(iso: str) -> tuple[str, date | None]:
    """The name of a year, and its day in a year that Python's dates know; None where it is no day."""
    minutes = moments.from_iso(iso)
    if minutes is None:
        return iso, None
    year = int(iso[:-6])
    name = str(year) if year > 0 else _("{year} BCE").format(year=1 - year)
    return name, date(year if 1 <= year <= 9999 else 2000 + year % 400, int(iso[-5:-3]), int(iso[-2:]))


def where(place: Place | None) -> str | None:
    """A place's name with what it lies in; the words of the text where it was not found."""
    if place is None:
        return None
    if place.name is None:
        return _("“{words}”, not found").format(words=plain(place.span.text)) if place.span else None
    if place.precision == "country" and place.country:
        return _nation(place.country) or plain(place.name)
    inside = [place.admin1, place.country and country(place.country)]
    return plain(", ".join(dict.fromkeys([place.name, *(part for part in inside if part)])))


def perhaps(place: Place | None, sure: float | None) -> str | None:
    """What `where` says, with a "perhaps" where a place that was found is rather a guess."""
    told = where(place)
    guessed = place is not None and place.name is not None and sure is not None and sure < LIKELY
    return _("perhaps {place}").format(place=told) if guessed else told


def located(value: str) -> str:
    """A place of the read model, "Mosul, Nineveh, IRQ", with its country's name."""
    head, _comma, code = value.rpartition(", ")
    nation = _nation(code)
    if not head or nation is None:
        return value
    known = pycountry.countries.get(alpha_3=code)
    names = {getattr(known, name, None) for name in ("name", "common_name")}
    return nation if head in names else ", ".join(dict.fromkeys([*head.split(", "), nation]))


def who(of: Event | Mention, role: str) -> list[str]:
    """Names of the parties in a role, each once; the words of the text where nobody is known by them."""
    return list(dict.fromkeys(party(p) for p in of.participants if p.role == role))


def party(participant: Participant) -> str:
    return plain(participant.actor.name if participant.actor else participant.said)


def parties(of: Event | Mention) -> str:
    """ "Islamic State → Iraq": who, to whom."""
    actors, recipients = (", ".join(who(of, role)[:3]) for role in ("actor", "recipient"))
    return " → ".join(side for side in (actors, recipients) if side)


def what(event: Event) -> str:
    """What happened, in the words of the most salient report."""
    told = max(event.mentions, key=lambda m: m.salience)
    return plain(told.what.text)


def headline(event: Event) -> str:
    """What happened; and where it may not have, that this is only said."""
    doubt = ASSERTIONS.get(event.assertion)
    return f"{what(event)} ({_(doubt)})" if doubt else what(event)


def toll(casualties: Casualties | None) -> str | None:
    """ "6 killed, 9 to 12 injured"; None where nothing is said."""
    if casualties is None:
        return None
    parts = [(casualties.killed, _("{n} killed")), (casualties.injured, _("{n} injured"))]
    return ", ".join(fate.format(n=_range(number)) for number, fate in parts if number) or None


def _range(number: tuple[int, int]) -> str:
    low, high = map(language.count, number)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def number(n: int, noun: str) -> str:
    """ "1 event", "1,204 events": in English, for the files that are given out."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")
