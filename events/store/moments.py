"""Moments as numbers, which sort and compare: minutes since 1970-01-01T00:00.

The calendar is the Gregorian one, also before it was in use. Years are those of ISO 8601: 0 is 1 BC, -0048 is 49 BC.
"""

from __future__ import annotations

import re
from datetime import date

DAY = 24 * 60
CYCLE = 400  # years after which the calendar repeats itself,
DAYS_OF_CYCLE = 146_097  # and how many days that are
EPOCH = date(1970, 1, 1).toordinal()
LENGTH = {"minute": 1, "hour": 60}  # of the shortest stretch that is meant
MOMENT = re.compile(r"([+-]?\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")


def begins(earliest: str | None) -> int | None:
    """The minute in which an interval begins; None where that is not known, or no moment."""
    found = MOMENT.match(earliest or "")
    return found and _minute(found)


def ends(earliest: str | None, latest: str | None, granularity: str | None) -> int | None:
    """The minute in which an interval is over: the midnight after its last day, else its last moment."""
    found = MOMENT.match(latest or "")
    last = found and _minute(found)
    if found is None or last is None:
        return None
    if found[4] is None:
        return last + DAY
    first = begins(earliest)
    return last if first is not None and first < last else last + LENGTH.get(granularity or "", 1)


def _minute(found: re.Match[str]) -> int | None:
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    within = (year - 1) % CYCLE + 1
    try:
        days = date(within, month, day).toordinal() - EPOCH + (year - within) // CYCLE * DAYS_OF_CYCLE
    except ValueError:
        return None
    return days * DAY + hour * 60 + minute


def month(minute: int) -> tuple[int, int]:
    """The year and the month that a minute is in."""
    cycles, days = divmod(minute // DAY + EPOCH - 1, DAYS_OF_CYCLE)
    day = date.fromordinal(days + 1)
    return day.year + cycles * CYCLE, day.month
