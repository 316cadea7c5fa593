"""Readers of dates that stand for themselves: days, months, seasons, quarters, years, decades, centuries, holidays."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

from events.times import absolute, calendar, lexicon
from events.times.context import Context, Reading
from events.times.grammar import Candidate

MONTH_NAMES = tuple(lexicon.words("month_name"))
# A number after these is a year, and so is one before these.
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|during|before|after|from|to|through|between|and|of|the|for|early|late|mid|circa|year|as|"
    r"fiscal|around|about|like|for|than|back|on|or|throughout|entering|ending|ended|through)[ -]$|[(,;:–-] ?$"
)
COUNTED = re.compile(
    r" (?:(?!was|is|has|as|his|this|its|us|does|plus|across|versus|unless|series|yes|elections|olympics|games|championships|"
    r"attacks|bombings|riots|protests|finals|finances|results|earnings|sales|figures|talks|accords|hostilities)"
    r"(?:[a-z]+ )?[a-z]{2,}s|people|men|women|children|troops|soldiers|km|miles|kilomet\w+|met\w+|feet|dead|inhabitants|"
    r"pounds|dollars|euros|degrees|votes|barrels|percent|per cent|points|shares|homes|residents)\b"
)
THINGS = re.compile(
    r" (?:people|men|women|children|troops|soldiers|km|miles|kilomet\w+|met(?:re|er)s|feet|dead|inhabitants|pounds|dollars|"
    r"euros|degrees|votes|barrels|percent|per cent|points|shares|homes|residents|others|years|months|days|hours)\b"
)
AMOUNT_BEFORE = re.compile(
    r"\b(?:some|nearly|almost|over|than|least|estimated|killed|total of|number|up to|approximately|roughly) $"
)
PREPOSITION = re.compile(
    r"\b(?:in|by|since|until|till|of|last|next|from|to|through|during|before|after|between|early|late|mid|and|for|this|"
    r"beginning|ending|ended|starting|around|about|every|each|as)[ -]$"
)
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
    r"\)? ?(?:-|to|and|or|until|till|through|,) ?(?:the )?(?:(?:early|late|mid)[ -])?(?:\d{1,2}(?:st|nd|rd|th)? )?"
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
    """ "03/04/2014": ambiguous, unless another date of the text tells what comes first; month first if nothing does."""
    m = c.match
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    if m["by"] in ".-" and len(m["year"]) == 2 and m["by"] != "/":
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
    before = x.before(start)
    opens = not before.strip() or re.search(r"[.!?:\"'] {0,2}$", before)
    if x.is_shouted(start, start + len(name)) or opens:
        return bool(PREPOSITION.search(before)) or bool(re.match(r",? ?(?:\d|of )", x.after(start + len(name))))
    return bool(PREPOSITION.search(before)) or not _is_in_name(start, start + len(name), x)


def _is_in_name(start: int, end: int, x: Context) -> bool:
    """ "Theresa May", "May said": beside another name, or a verb's subject."""
    word = re.search(r"([A-Z][\w.]*) $", x.original[max(0, start - 20) : start])
    if word and word[1].lower() not in lexicon.words("weekday"):
        return True
    verbs = r"(?:'s)? (?:said|says|told|has|had|is|will|would|won|met|called|day)\b"
    return bool(re.match(verbs, x.after(end)))


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
    if not PREPOSITION.search(x.before(c.start)) or (
        re.match(r" [a-z]+", x.after(c.end))
        and not re.match(r" (?:and|or|but|when|as|with|to|the|he|she|they|it|after|before|by|in|of)\b", x.after(c.end))
    ):
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


QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


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
    """ "in 480", where the text counts years before Christ."""
    if not x.ancient or not re.search(
        r"\b(?:in|by|since|until|from|after|before|of|during|to|around|late|early) $", x.before(c.start)
    ):
        return []
    if re.match(r" [a-z]+", x.after(c.end)) and not re.match(
        r" (?:and|or|but|when|as|with|to|the|he|she|they|it|after|before|by|in|until|at|a|an|on|for|was|were|had)\b",
        x.after(c.end),
    ):
        return []
    return [Reading(c.start, c.end, "DATE", calendar.year_value(-int(c.match["year"])))]


def holiday(c: Candidate, x: Context) -> list[Reading]:
    """ "Christmas Eve", "Easter Monday 1916": the year last spoken of, else that of the nearest to the published date."""
    m = c.match
    if not x.is_capital(c.start):
        return []
    name = re.sub(r" +", " ", m["name"])
    year = int(m["year"]) if m["year"] else year_of_word(m["year_word"], x) if m["year_word"] else None
    base = x.base
    if year is None and base is None:
        return [Reading(c.start, c.end, "DATE", None, flag="unresolved")]
    if year is None:
        assert base
        days = [d for d in (_holiday(name, base.year + n) for n in (-1, 0, 1)) if d]
        near = min(days, key=lambda d: abs(d - base)) if not x.narrative else _holiday(name, base.year)
    else:
        near = _holiday(name, year)
    if near is None:
        return []
    part = lexicon.words("daypart")[m["part"].strip()] if m["part"] else ""
    return [Reading(c.start, c.end, "TIME" if part else "DATE", near.isoformat() + part)]


def _holiday(name: str, year: int) -> date | None:
    if not 1 <= year <= MAXYEAR:
        return None
    if fixed := lexicon.words("fixed_holiday").get(name):
        return date.fromisoformat(f"{year:04}-{fixed}")
    if name in lexicon.words("easter_holiday"):
        return easter(year) + timedelta(days=lexicon.words("easter_holiday")[name]) if 1583 <= year <= 4099 else None
    month, day, which = lexicon.words("weekday_holiday")[name]
    start = date(year, month, 1) if which > 0 else calendar.months(year, month, 1)[1]
    return start + relativedelta(weekday=weekday(day - 1)(which))
