"""Readers of what is longer than a month: seasons, quarters, years, decades, centuries, years before Christ."""

from __future__ import annotations

import re
from datetime import MAXYEAR

from events.times import calendar, lexicon
from events.times.context import Context, Reading
from events.times.dates import PREPOSITION, year_of_word
from events.times.grammar import Candidate

YEAR_BEFORE = re.compile(rf"\b{lexicon.cue('before_year')}[ -]$|[(,;:–-] ?$")
COUNTED = re.compile(rf" (?:(?!{lexicon.cue('not_counted')}\b)(?:[a-z]+ )?[a-z]{{2,}}s|{lexicon.cue('counted')})\b")
THINGS = re.compile(rf" {lexicon.cue('counted')}\b")
AMOUNT_BEFORE = re.compile(rf"\b{lexicon.cue('before_count')} $")
GOES_ON = re.compile(rf" (?![a-z])| {lexicon.cue('goes_on')}\b|[^ ]|$")
ANCIENT_BEFORE = re.compile(r"\b(?:in|by|since|until|from|after|before|of|during|to|around|late|early) $")
MEDIEVAL_BEFORE = re.compile(r"\b(?:in|since|until) $")
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def season_of(c: Candidate, x: Context) -> list[Reading]:
    """ "the summer of 1942", "winter of that year"."""
    m, groups = c.match, c.match.groupdict()
    code = lexicon.words("season")[m["season"]]
    if groups.get("bc"):
        return [Reading(c.start, c.end, "DATE", f"BC{int(m['year']):04}-{code}")]
    year = year_of_word(m["year_word"], x) if groups.get("year_word") else lexicon.year(m["year"])
    value = f"{year:04}-{code}" if year else f"XXXX-{code}"
    return [Reading(c.start, c.end, "DATE", value, flag=None if year else "unresolved")]


def bare_season(c: Candidate, x: Context) -> list[Reading]:
    """ "in spring"."""
    if not PREPOSITION.search(x.before(c.start)) or not GOES_ON.match(x.after(c.end)):
        return []
    return [season_near(c.start, c.end, lexicon.words("season")[c.match["season"]], x)]


def season_near(start: int, end: int, code: str, x: Context) -> Reading:
    """The season of the year that is spoken of."""
    if x.narrative and x.last and x.last.startswith("BC"):
        return Reading(start, end, "DATE", f"{x.last[:6]}-{code}")
    base = x.base
    if base is None:
        return Reading(start, end, "DATE", f"XXXX-{code}", flag="unresolved")
    return Reading(start, end, "DATE", f"{base.year:04}-{code}")


def quarter(c: Candidate, x: Context) -> list[Reading]:
    """ "the third quarter of 1989", "fiscal second-quarter": without a year, the latest that has begun."""
    m, groups = c.match, c.match.groupdict()
    words = m["ordinal"]
    if words == "last" and not m["year"]:
        return []
    number = QUARTERS.get(words) or int(words[0])
    year = int(m["year"] or groups.get("year_2") or 0)
    word = (groups.get("year_word") or groups.get("late") or "").strip()
    if not year:
        if x.base is None:
            return [Reading(c.start, c.end, "DATE", f"XXXX-Q{number}", flag="unresolved")]
        started = 3 * number - 2 <= x.base.month
        year = x.base.year if started or (x.is_future(c.start, c.end) and not groups.get("ago")) else x.base.year - 1
        if groups.get("ago") or "ago" in word or "last year" in word or "earlier" in word:
            year = x.base.year - 1
        elif "year" in word:
            year = x.base.year + ("next" in word)
    if re.match(r"~?-?(?:half|final|round|game|touchdown)", x.after(c.end)):
        return []
    return [Reading(c.start, c.end, "DATE", f"{year:04}-Q{number}")]


def half(c: Candidate, x: Context) -> list[Reading]:
    """ "the last half of 1989"."""
    words = c.match["year"]
    if words.isdigit():
        year: int | None = int(words)
    else:
        year = year_of_word(words, x)
    number = 1 if c.match["half"] == "first" else 2
    value = f"{year:04}-H{number}" if year else f"XXXX-H{number}"
    return [Reading(c.start, c.end, "DATE", value, flag=None if year else "unresolved")]


def fiscal(c: Candidate, x: Context) -> list[Reading]:
    """ "fiscal 1989"."""
    return [Reading(c.start, c.end, "DATE", c.match["year"])]


def period_of(c: Candidate, x: Context) -> list[Reading]:
    """ "the 1988 quarter": the same part of another year."""
    part = x.quarter[4:] if x.quarter else ""
    return [Reading(c.start, c.end, "DATE", c.match["year"] + part)]


def decade(c: Candidate, x: Context) -> list[Reading]:
    """ "the 1990s", "the '80s", "the nineties"."""
    words = c.match["decade"]
    if words.isdigit():
        years = int(words) if len(words) == 4 else 1900 + int(words)
    else:
        if not re.search(r"\b(?:in|of|during|since|by|through|throughout|early|late|mid)[ -]$", x.before(c.start)):
            return []
        years = 1900 + lexicon.words("decade_name")[words]
    return [Reading(c.start, c.end, "DATE", f"{years // 10:03}")]


def decade_bc(c: Candidate, x: Context) -> list[Reading]:
    """ "the 470s BC"."""
    return [Reading(c.start, c.end, "DATE", f"BC{int(c.match['decade']) // 10:03}")]


def century(c: Candidate, x: Context) -> list[Reading]:
    """ "the 20th century" is `19`."""
    number = lexicon.ordinal(c.match["ordinal"])
    if not 0 < number < 100:
        return []
    value = f"BC{number - 1:02}" if c.match["bc"] else f"{number - 1:02}"
    return [Reading(c.start, c.end, "DATE", value)]


def bc(c: Candidate, x: Context) -> list[Reading]:
    """ "480 BC"."""
    year = int(c.match["year"])
    if not year:
        return [Reading(c.start, c.end, "DATE", None, flag="impossible")]
    return [Reading(c.start, c.end, "DATE", calendar.year_value(-year))]


def bc_range(c: Candidate, x: Context) -> list[Reading]:
    """ "480-479 BC": two years, the greater first."""
    first, last = int(c.match["first"]), int(c.match["last"])
    if not first >= last > 0:
        return []
    ends = [(c.start, c.match.end("first")), (c.match.start("last"), c.end)]
    return [Reading(*span, "DATE", calendar.year_value(-year)) for span, year in zip(ends, (first, last), strict=True)]


def ad(c: Candidate, x: Context) -> list[Reading]:
    """ "AD 79"."""
    if not x.is_capital(c.start if c.match["year"] else c.end - 1) and "." not in c.match[0]:
        return []
    value = calendar.year_value(int(c.match["year"] or c.match["year_2"]))
    return [Reading(c.start, c.end, "DATE", value, flag=None if value else "impossible")]


def year_range(c: Candidate, x: Context) -> list[Reading]:
    """ "1939-45": two years."""
    first, last = c.match["first"], c.match["last"]
    full = first[: 4 - len(last)] + last
    if int(full) <= int(first):
        return bare_year(c, x, group="first")
    ends = [(c.match.start("first"), c.match.end("first")), (c.match.start("last"), c.match.end("last"))]
    return [Reading(*span, "DATE", year) for span, year in zip(ends, (first, full), strict=True)]


def year(c: Candidate, x: Context) -> list[Reading]:
    """ "the year 1066", "the year two thousand"."""
    number = lexicon.year(c.match["year"])
    return [Reading(c.start, c.end, "DATE", f"{number:04}")] if number else []


def bare_year(c: Candidate, x: Context, group: str | None = None) -> list[Reading]:
    """ "in 1988"; not "1988 people"."""
    words = c.match.groupdict()
    if words.get("spoken"):
        number = lexicon.year(words["spoken"])
        return [Reading(c.start, c.end, "DATE", f"{number:04}")] if number else []
    year, (start, end) = c.match[group or "year"], c.match.span(group or "year")
    before = x.before(start)
    if re.search(r"/ ?$", before) or re.match(r" ?/", x.after(end)):  # a part of an address
        return []
    if AMOUNT_BEFORE.search(before) or not 1000 <= int(year) <= MAXYEAR:
        return []
    introduced = YEAR_BEFORE.search(before)
    round_number = year[-1] == "0" or int(year) < 1900
    if (
        COUNTED.match(x.after(end))
        and (round_number or THINGS.match(x.after(end)))
        and not re.search(r"\b(?:in|since|the|of|by|late|early|mid)[ -]$", before)
    ):
        return []
    if not introduced and (int(year) < 1500 or (re.match(r" [a-z]", x.after(end)) and not before.strip())):
        return []
    return [Reading(start, end, "DATE", year)]


def apostrophe_year(c: Candidate, x: Context) -> list[Reading]:
    """ "in '89": of the century that is spoken of."""
    if not PREPOSITION.search(x.before(c.start)):
        return []
    number = lexicon.year(c.match["year"])
    if number is None:
        return []
    if x.narrative and x.last and x.last[:2].isdigit():
        number = int(x.last[:2]) * 100 + number % 100
    return [Reading(c.start, c.end, "DATE", f"{number:04}")]


def ancient_year(c: Candidate, x: Context) -> list[Reading]:
    """ "in 480", where the text counts years before Christ; "in 674", in a history of the Middle Ages."""
    introduced = ANCIENT_BEFORE if x.ancient else MEDIEVAL_BEFORE
    if not (x.ancient or x.medieval) or not introduced.search(x.before(c.start)):
        return []
    if not GOES_ON.match(x.after(c.end)):
        return []
    year = int(c.match["year"])
    return [Reading(c.start, c.end, "DATE", calendar.year_value(-year if x.ancient else year))]
