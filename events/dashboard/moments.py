"""Minutes since 1970-01-01T00:00, proleptic Gregorian, as the read model counts time → ISO 8601, and back."""

from __future__ import annotations

import re
from datetime import date


DAY = 1440  # minutes
CYCLE = 400  # years after which the calendar repeats itself
CYCLE_DAYS = 146_097
EPOCH = date(1970, 1, 1).toordinal()
ISO = re.compile(r"(-?\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")


def to_iso(minutes: int) -> str:
    """ "2014-06-10", or "2014-06-10T14:30" where it is not midnight; years before year 1 as ISO 8601 has them."""
    days, rest = divmod(minutes, DAY)
    cycles, ordinal = divmod(days + EPOCH - 1, CYCLE_DAYS)
    day = date.fromordinal(ordinal + 1)
    year = day.year + cycles * CYCLE
    sign = "-" if year < 0 else ""
    hour = f"T{rest // 60:02}:{rest % 60:02}" if rest else ""
    return f"{sign}{abs(year):04}-{day:%m-%d}{hour}"


def from_iso(text: str) -> int | None:
    """The minutes of what `to_iso` writes; None for what is no moment."""
    found = ISO.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = map(int, found.groups()[:3])
    cycles, within = divmod(year - 1, CYCLE)
    try:
        days = date(within + 1, month, day).toordinal()
    except ValueError:
        return None
    hour, minute = int(found[4] or 0), int(found[5] or 0)
    if hour > 23 or minute > 59:
        return None
    return (days + cycles * CYCLE_DAYS - EPOCH) * DAY + hour * 60 + minute


def to_date(minutes: int | None) -> date | None:
    """The day of a moment; None for years that Python's dates do not know."""
    if minutes is None:
        return None
    ordinal = minutes // DAY + EPOCH
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def from_date(day: date | None) -> int | None:
    """The first minute of a day."""
    return None if day is None else (day.toordinal() - EPOCH) * DAY
