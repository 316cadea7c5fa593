"""Dates that need no other: "9 November 1989", "Nov. 9, 1989", "March 1940". The only file that knows dateparser."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


@lru_cache(maxsize=4096)
def read(words: str) -> date | None:
    """The day that the words name (the first of the month where they name a month); None where there is no such day.

    The words must be a date in English that the grammar has approved, with its year: over running text, and for what is
    relative, dateparser takes neighbours for dates.
    """
    found = _parser().get_date_data(words)
    return found.date_obj.date() if found.date_obj else None


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser

    # A fixed base: what is read here must not depend on the day that the program runs.
    settings = {"RELATIVE_BASE": datetime(2000, 1, 1), "PREFER_DAY_OF_MONTH": "first", "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=["en"], settings=settings)
