"""Dates of publication: what a user or a page's metadata says, and what stands at the head of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from dateutil import parser as dateutil_parser

from events import settings
from events.errors import ReadingError

HEAD_LINES = 3
HEAD_WIDTH = 300  # characters of a line that are looked at

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL_DATE = re.compile(
    rf"\b(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+(?:\d{{4}}|\d{{2}})|\d{{4}}([-/.]?)\d{{2}}\1\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_CLOCK = r"(?:,?\s*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}\)?)?)"
_LABEL = re.compile(
    rf"(?:first\s+)?(?:published|posted|dated?|issued|released)(?:\s+(?:on|at))?\s*+:?\s*+{_WEEKDAY}?", re.IGNORECASE
)
_DATELINE = re.compile(r"(?=[A-Z]{3})[^\d\n]{2,60}[,(—–-]\s*")
_AFTER_DATELINE = re.compile(r"\s*+(?:\)|,)?\s*+(?:\([^)\n]{1,40}\))?\s*+(?:--?|—|–|:)|\s*+\([^)\n]{1,40}\)")
_BYLINE = re.compile(rf"By\s+[A-Z][^\d\n]{{1,80}}?\s*[|,•·–—-]\s*(?:{_LABEL.pattern})?{_WEEKDAY}?", re.IGNORECASE)
_SHORT_LINE = re.compile(rf"(?:[A-Z][\w.'’ ]{{1,40}}\s*[,|•·–—-]\s*)?{_WEEKDAY}?", re.IGNORECASE)
_LINE_ENDS = re.compile(rf"{_CLOCK}?\s*(?:[|•·].*|\.)?$")
_DAYS = re.compile(_WEEKDAY.replace(r",?\s+", r"\b"), re.IGNORECASE)


def parse_date(text: str) -> date:
    """The day that a text names in full: day, month and year. Raises `ReadingError` where it does not name one day."""
    text = text.strip()
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    readings = set(_readings(text))
    if len(readings) > 1:
        raise ReadingError(
            f"{text!r} can be read in more than one way: write the date as YYYY-MM-DD, or set DATELINE_DATE_ORDER"
        )
    return readings.pop()


def full_dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """Every date that a text writes out with day, month and year, in order."""
    for found in _FULL_DATE.finditer(text):
        try:
            yield found, parse_date(found[0])
        except ReadingError:
            continue


def date_at_head(body: str) -> date | None:
    """The date of the byline or dateline in the first lines of a report, where day, month and year are all given."""
    lines = (line for line in re.split(r"[\r\n]+", body[: 20 * HEAD_WIDTH]) if line.strip())
    for line in islice(lines, HEAD_LINES):
        head = line[:HEAD_WIDTH].strip("#*_> \t")
        for found, day in full_dates(head):
            if _heads(head[: found.start()], head[found.end() :]):
                return day
    return None


def _readings(text: str) -> Iterator[date]:
    """The day by each reading of a date; what is missing shows as readings that differ."""
    if len(text) > 60:
        raise ReadingError(f"{text[:60] + '…'!r} is no date: write it as YYYY-MM-DD, such as 2014-09-01")
    order = None if re.match(r"\d{4}", text) else settings.day_first()
    orders = (False, True) if order is None else (order,)
    for default in (datetime(2001, 1, 1), datetime(2004, 2, 29)):
        for day_first in orders:
            try:
                yield dateutil_parser.parse(text, default=default, dayfirst=day_first, ignoretz=True).date()
            except (ValueError, OverflowError) as error:
                raise ReadingError(f"{text!r} is no date: write it as YYYY-MM-DD, such as 2014-09-01") from error


def _heads(before: str, after: str) -> bool:
    """Whether what stands around a date on its line shows that the line is a byline or a dateline."""
    if _LABEL.fullmatch(before):
        return True
    if _DATELINE.fullmatch(before) and _AFTER_DATELINE.match(after):
        return True
    if not _LINE_ENDS.fullmatch(after):
        return False
    return bool(_SHORT_LINE.fullmatch(before) or (_BYLINE.fullmatch(before) and not _DAYS.match(before[3:])))
