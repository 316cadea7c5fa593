"""Readers of days and months: "9 November 1989", "June 3-9", "03/04/2014", "in May"."""

from __future__ import annotations

import re
from datetime import date

from events.times import absolute, lexicon
from events.times.context import Context, Reading
from events.times.grammar import Candidate

MONTH_NAMES = tuple(lexicon.words("month_name"))
PREPOSITION = re.compile(rf"\b{lexicon.cue('preposition')}[ -]$")
BEFORE_DAY = re.compile(r",? ?(?:\d|of |the \d)")
MONTH_OR_NOT = {"may", "march", "august"}  # also a verb or an adjective


def date_of(c: Candidate, x: Context) -> list[Reading]:
    """ "9 November 1989", "Friday, Nov. 9", "June 8 of that year"."""
    m = c.match
    if not _is_month(m["month"], m.start("month"), x) and not m["weekday"]:
        return []
    month, day = lexicon.month(m["month"]), lexicon.ordinal(m["day"])
    bc = m.groupdict().get("bc")
    if bc:
        return [Reading(c.start, c.end, "DATE", f"BC{int(bc):04}-{month:02}-{day:02}")]
    year = lexicon.year(m["year"]) if m["year"] else None
    start, end = c.start, c.end
    if m[0].startswith("the ") and m["day"].isdigit():  # "the 15 September attack"
        start = m.start("day")
    if year is not None and len(m["year"]) > 4:
        return [Reading(start, end, "DATE", None, flag="impossible")] if m["year"].isdigit() else []
    if year is None and m["year_word"]:
        year = year_of_word(m["year_word"], x)
    return [_day(start, end, year, month, day, x)]


def _day(start: int, end: int, year: int | None, month: int, day: int, x: Context) -> Reading:
    if year is not None:
        found = absolute.read(f"{day} {MONTH_NAMES[month - 1]} {year:04}")
        if found is None:
            return Reading(start, end, "DATE", None, flag="impossible")
        return Reading(start, end, "DATE", found.isoformat())
    if not absolute.read(f"{day} {MONTH_NAMES[month - 1]} 2000"):
        return Reading(start, end, "DATE", None, flag="impossible")
    if ahead := year_ahead(month, end, x):
        return _day(start, end, ahead, month, day, x)
    base = x.said if x.narrative else x.published
    if x.narrative and x.last and x.last.startswith("BC"):
        return Reading(start, end, "DATE", f"{x.last[:6]}-{month:02}-{day:02}")
    if base is None:
        return Reading(start, end, "DATE", f"XXXX-{month:02}-{day:02}", flag="unresolved")
    year = (story_year(month, x) or base.year) if x.narrative else _near_year(start, end, month, day, base, x)
    try:
        return Reading(start, end, "DATE", date(year, month, day).isoformat())
    except ValueError:  # 29 February of a year that has none: the nearest that has
        leap = next((y for y in (year - 1, year + 1, year - 2, year - 3) if _exists(y, month, day)), None)
        return Reading(start, end, "DATE", f"{leap:04}-{month:02}-{day:02}" if leap else None)


YEAR_AHEAD = re.compile(
    r"(?:, ?[a-z]{3,9}\.?){0,4}\)? ?(?:,? ?(?:-|to|and|or|until|till|through)|,) ?(?:the )?"
    r"(?:(?:early|late|mid)[ -])?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?P<month>[a-z]{3,9})\.? (?:of )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?P<year>1\d{3}|20\d\d)(?!\w)"
)


def year_ahead(month: int, end: int, x: Context) -> int | None:
    """The year of "April" in "April and June 1955", of "26 June" in "26 June - 4 August 1952"."""
    found = YEAR_AHEAD.match(x.text, end)
    if not found or found["month"] not in {**lexicon.words("month_name"), **lexicon.words("month_short")}:
        return None
    return int(found["year"]) - (month > lexicon.month(found["month"]))


def story_year(month: int, x: Context) -> int | None:
    """The year that a history is in; the next one where it has come to a month that lies early after one late."""
    said = x.said
    if said is None:
        return None
    months_known = bool(x.last) and len(x.last or "") >= 7 and (x.last or "")[5:7].isdigit()
    return said.year + (months_known and said.month - month >= TURN)


TURN = 8  # months back that mean a new year


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _near_year(start: int, end: int, month: int, day: int, published: date, x: Context) -> int:
    """The year of the nearest such day to the published date; one to come where the sentence speaks of the future."""
    ahead = (month, day) > (published.month, published.day)
    distance = abs((month * 30 + day) - (published.month * 30 + published.day))
    if ahead:
        return published.year if x.is_future(start, end) or distance < 75 else published.year - 1
    return published.year + 1 if x.is_future(start, end) and distance > 240 else published.year


def year_of_word(words: str, x: Context) -> int | None:
    """The year of "last year", "that year"."""
    anaphoric = words.split()[0] in ("that", "the")
    base = x.said if anaphoric else x.base
    if base is None:
        return None
    return base.year + {"last": -1, "next": 1, "following": 1, "previous": -1}.get(words.split()[-2], 0)


def day_range(c: Candidate, x: Context) -> list[Reading]:
    """ "from 3 to 9 June", "June 3-9": two days of one month."""
    m = c.match
    if not _is_month(m["month"], m.start("month"), x):
        return []
    month, year = lexicon.month(m["month"]), lexicon.year(m["year"]) if m["year"] else None
    first, last = lexicon.ordinal(m["first"]), lexicon.ordinal(m["last"])
    leading = m.start("month") < m.start("first")
    one = (m.start("month"), m.end("first")) if leading else (m.start("first"), m.end("first"))
    return [_day(*one, year, month, first, x), _day(m.start("last"), c.end, year, month, last, x)]


def iso(c: Candidate, x: Context) -> list[Reading]:
    """ "2014-09-19", "2014-09-19T10:30Z"."""
    m = c.match
    if absolute.read(f"{m['year']}-{m['month']}-{m['day']}") is None:
        return [Reading(c.start, c.end, "DATE", None, flag="impossible")]
    value = f"{m['year']}-{m['month']}-{m['day']}"
    return [Reading(c.start, c.end, "TIME" if m["clock"] else "DATE", value + (f"T{m['clock']}" if m["clock"] else ""))]


def numeric(c: Candidate, x: Context) -> list[Reading]:
    """ "03/04/2014": ambiguous, unless another date, the source or the user tells the order; else month first."""
    m = c.match
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    if m["by"] in ".-" and len(m["year"]) == 2:
        return []
    if len(m["year"]) == 2:
        year += 1900 if year > 40 else 2000
    if m.start("year") == c.start:
        day, month, sure = b, a, True
    elif m["by"] == "." or a > 12:
        day, month, sure = a, b, True
    else:
        day, month = (a, b) if x.day_first else (b, a)
        sure = b > 12 or a == b or x.day_first is not None
    if not _exists(year, month, day):
        return [Reading(c.start, c.end, "DATE", None, flag="impossible")]
    return [Reading(c.start, c.end, "DATE", date(year, month, day).isoformat(), flag=None if sure else "ambiguous")]


def weekday_number(c: Candidate, x: Context) -> list[Reading]:
    """ "Sunday the 9th"."""
    return _of_last_month(c, x)


def day_number(c: Candidate, x: Context) -> list[Reading]:
    """ "on the 14th", of the month that was last spoken of."""
    if not re.search(r"\b(?:on|until|by|from|to|till) $", x.before(c.start)) or re.match(r" [a-z]", x.after(c.end)):
        return []
    return _of_last_month(c, x)


def _of_last_month(c: Candidate, x: Context) -> list[Reading]:
    said, day = x.said, lexicon.ordinal(c.match["day"])
    if said is None or not _exists(said.year, said.month, day):
        return [Reading(c.start, c.end, "DATE", f"XXXX-XX-{day:02}", flag="unresolved")]
    return [Reading(c.start, c.end, "DATE", said.replace(day=day).isoformat())]


def month_of(c: Candidate, x: Context) -> list[Reading]:
    """ "March 1940", "October of that year", "April 480 BC"."""
    m = c.match
    if not _is_month(m["month"], m.start("month"), x):
        return []
    groups = m.groupdict()
    month = lexicon.month(m["month"])
    if groups.get("bc"):
        return [Reading(c.start, c.end, "DATE", f"BC{int(m['bc']):04}-{month:02}")]
    year = year_of_word(m["year_word"], x) if groups.get("year_word") else lexicon.year(m["year"])
    if year is None:
        return [Reading(c.start, c.end, "DATE", f"XXXX-{month:02}", flag="unresolved")]
    found = absolute.read(f"{MONTH_NAMES[month - 1]} {year:04}")
    value = found.isoformat()[:7] if found else None
    return [Reading(c.start, c.end, "DATE", value, flag=None if value else "impossible")]


def impossible(c: Candidate, x: Context) -> list[Reading]:
    """ "May 99999", "the year 0"."""
    return [Reading(c.start, c.end, "DATE", None, flag="impossible")]


def bare_month(c: Candidate, x: Context) -> list[Reading]:
    """ "in May", of the nearest year, or of the one that a history is in."""
    m = c.match
    name = m["month"]
    if not _is_month(name, c.start, x):
        return []
    month = lexicon.month(name)
    if x.narrative and x.last and x.last.startswith("BC"):
        return [Reading(c.start, c.end, "DATE", f"{x.last[:6]}-{month:02}")]
    year = near_month(month, c.start, c.end, x)
    value = f"{year:04}-{month:02}" if year else f"XXXX-{month:02}"
    return [Reading(c.start, c.end, "DATE", value, flag=None if year else "unresolved")]


def near_month(month: int, start: int, end: int, x: Context) -> int | None:
    """The year of the month nearest to the published date; in a history, the year last spoken of."""
    if written := year_ahead(month, end, x):
        return written
    if x.narrative:
        return story_year(month, x)
    if x.published is None:
        return None
    ahead = month - x.published.month
    if ahead < 0 and re.search(r"\b(?:until|till|through) $", x.before(start)):
        return x.published.year + 1
    future = x.is_future(start, end)
    if ahead > 0:
        return x.published.year if future or ahead <= 1 else x.published.year - 1
    return x.published.year + 1 if future and ahead < -6 else x.published.year


def _is_month(name: str, start: int, x: Context) -> bool:
    """Not "may" the verb, nor "march" the walk: capitals tell, or a preposition where all is in capitals."""
    if not x.is_capital(start):
        return False
    if name not in MONTH_OR_NOT:
        return True
    before, end = x.before(start), start + len(name)
    if PREPOSITION.search(before) or re.search(r"\d(?:st|nd|rd|th)? $", before) or BEFORE_DAY.match(x.after(end)):
        return True
    opens = not before.strip() or re.search(r"[.!?:\"'] {0,2}$", before)
    return not opens and not x.is_shouted(start, end) and not _is_in_name(start, end, x)


def _is_in_name(start: int, end: int, x: Context) -> bool:
    """ "Theresa May", "May said": beside another name, or a verb's subject."""
    word = re.search(r"([A-Z][\w.]*) $", x.original[max(0, start - 20) : start])
    if word and word[1].lower() not in lexicon.words("weekday"):
        return True
    return bool(re.match(rf"(?:'s)? {lexicon.cue('name_verb')}\b", x.after(end)))
