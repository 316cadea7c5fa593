"""The values of TIMEX3: which stretch of the calendar each one names, and the way from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateutil.relativedelta import relativedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, of the northern half of the world
DAYPARTS = {"MO": ("06:00", "12:00"), "AF": ("12:00", "18:00"), "EV": ("18:00", "22:00"), "MI": ("11:00", "14:00")}
SMALL_HOURS = ("00:00", "06:00")  # "the early hours of Monday": a morning's START
VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d|[A-Z]{2})(?:Z|[+-]\d\d)?)?)?"
    r"|W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
)
STEPS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}
MANY = {"Q": ("M", 3), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "WE": ("W", 1)}

Bounds = tuple[str, str, str]  # earliest, latest, granularity


def bounds(value: str | None, mod: str | None = None) -> Bounds | None:
    """First and last day (or minute) of a value and its granularity; None where it names no stretch of the calendar."""
    if not value:
        return None
    if re.fullmatch(r"\d{2,3}", value):
        return _years(int(value), 10 if len(value) == 3 else 100, mod)
    found = VALUE.fullmatch(value)
    if not found or not MINYEAR <= int(found["year"]) <= MAXYEAR:
        return None
    try:
        if found["clock"]:
            return _within_day(found["clock"], mod, date.fromisoformat(value[:10]))
        first, last, granularity = _days(found)
    except (ValueError, OverflowError):
        return None
    first, last = _part(first, last, mod)
    return first.isoformat(), last.isoformat(), granularity


def _years(number: int, length: int, mod: str | None) -> Bounds | None:
    """Decades (`199`) and centuries (`19`)."""
    first = number * length
    if not MINYEAR <= first <= MAXYEAR - length:
        return None
    days = _part(date(first, 1, 1), date(first + length - 1, 12, 31), mod)
    return days[0].isoformat(), days[1].isoformat(), "decade" if length == 10 else "century"


def _within_day(clock: str, mod: str | None, day: date) -> Bounds:
    """Minutes for a clock time, the hours of a morning, the night that begins on the day."""
    if clock == "24:00":
        midnight = f"{day + timedelta(days=1)}T00:00"
        return midnight, midnight, "minute"
    if clock[0].isdigit():
        return f"{day}T{clock}", f"{day}T{clock}", "minute"
    if clock in DAYPARTS:
        first, last = SMALL_HOURS if (clock, mod) == ("MO", "START") else DAYPARTS[clock]
        return f"{day}T{first}", f"{day}T{last}", "hour"
    return day.isoformat(), day.isoformat(), "day"


def _days(found: re.Match[str]) -> tuple[date, date, str]:
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day, "day"
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekend"]:
            return monday + timedelta(days=5), monday + timedelta(days=6), "day"
        return monday, monday + timedelta(days=6), "week"
    if found["season"]:
        return *months(year, SEASONS[found["season"]], 3), "season"
    if found["month"]:
        return *months(year, int(found["month"]), 1), "month"
    if found["quarter"]:
        return *months(year, 3 * int(found["quarter"]) - 2, 3), "season"
    if found["half"]:
        return *months(year, 6 * int(found["half"]) - 5, 6), "season"
    return date(year, 1, 1), date(year, 12, 31), "year"


def months(year: int, month: int, number: int) -> tuple[date, date]:
    """First and last day of `number` months."""
    last = date(year, month, 1) + relativedelta(months=number - 1)
    return date(year, month, 1), last.replace(day=monthrange(last.year, last.month)[1])


def _part(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """The first, middle or last third."""
    third = (last - first).days // 3
    if third < 1 or mod not in ("START", "MID", "END"):
        return first, last
    return {
        "START": (first, first + timedelta(days=third)),
        "MID": (first + timedelta(days=third), last - timedelta(days=third)),
        "END": (last - timedelta(days=third), last),
    }[mod]


def first_day(value: str | None) -> date | None:
    """The day that a value starts on."""
    found = bounds(value)
    return date.fromisoformat(found[0][:10]) if found else None


def step(day: date, unit: str, number: float) -> date | None:
    """The day `number` units on (or back); None past the calendar's ends."""
    unit, times = MANY.get(unit, (unit, 1))
    try:
        if unit in STEPS:
            return day + relativedelta(**{STEPS[unit]: round(number * times)})
    except (ValueError, OverflowError):
        return None
    return day


def truncate(day: date, unit: str) -> str:
    """The value of the unit that a day lies in: `truncate(date(1998, 2, 13), "Q") == "1998-Q1"`."""
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit in ("L", "C"):
        return f"{day.year // 100:02}"
    return day.isoformat()[: {"E": 3, "Y": 4, "M": 7}.get(unit, 10)]


def shift(value: str, unit: str, number: float) -> str | None:
    """The unit that lies `number` units from a value, as a value of that unit."""
    day = first_day(value)
    moved = step(day, unit, number) if day else None
    return truncate(moved, unit) if moved else None


def year_value(year: int) -> str | None:
    """A year as a value; years before Christ are negative."""
    if year < 0:
        return f"BC{-year:04}"
    return f"{year:04}" if 0 < year <= MAXYEAR else None
