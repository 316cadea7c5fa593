"""Readers of holidays: "Christmas Eve", "Easter Monday 1916"."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

from events.times import calendar, lexicon
from events.times.context import Context, Reading
from events.times.dates import year_of_word
from events.times.grammar import Candidate


def holiday(c: Candidate, x: Context) -> list[Reading]:
    """ "Christmas Eve", "Easter Monday 1916": the year spoken of, else the nearest to the published date."""
    m = c.match
    if not x.is_capital(c.start):
        return []
    name = re.sub(r" +", " ", m["name"])
    year = int(m["year"]) if m["year"] else year_of_word(m["year_word"], x) if m["year_word"] else None
    base = x.base
    if year is None and base is None:
        fixed = lexicon.words("fixed_holiday").get(name)
        return [Reading(c.start, c.end, "DATE", f"XXXX-{fixed}" if fixed else None, flag="unresolved")]
    near = _holiday(name, year) if year else _near(name, base, x.narrative) if base else None
    if near is None:
        return []
    part = lexicon.words("daypart")[m["part"].strip()] if m["part"] else ""
    return [Reading(c.start, c.end, "TIME" if part else "DATE", near.isoformat() + part)]


def _near(name: str, base: date, narrative: bool) -> date | None:
    """The holiday of the year that a history is in, else the one nearest to the published date."""
    days = [d for n in ((0,) if narrative else (-1, 0, 1)) if (d := _holiday(name, base.year + n))]
    return min(days, key=lambda d: abs(d - base), default=None)


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
