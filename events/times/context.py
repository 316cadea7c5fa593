"""What a time expression is read against: the published date, what the text has said before, the tense around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from events.times import calendar, lexicon
from events.times.grammar import Candidate

FUTURE = re.compile(rf"\b{lexicon.cue('future')}\b")
SENTENCE_END = re.compile(r"(?<=[a-z0-9]{3})[.!?][\"')]* (?=\w)|\n")
WINDOW = 160  # characters either side in which the tense is looked for
EXPLICIT = {"date", "month", "season", "bare_year", "year", "day_range", "bc", "decade", "century", "year_range"}
FULL = {"date", "month", "day_range"}
DEICTIC = {"deictic", "weekday", "this_part"}
FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
YEAR = re.compile(r"(?<!\d)(?:1\d\d\d|20\d\d)(?!\d)")
COMPARED = {"year_ago", "ago", "period_of"}  # figures of another time, named to compare with
ASIDE = {"bare_year", "year", "decade", "century", "apostrophe_year"}
LEAP = 8  # years
LEAD = 500  # characters in which news says when
MODERN = 1500  # a history that goes back before it may name years of three figures
LONG_AGO = 3  # years before publication from which on a history tells


@dataclass(frozen=True, slots=True)
class Reading:
    """A time expression that was understood: its offsets and its TIMEX3 attributes."""

    start: int
    end: int
    type: str
    value: str | None
    mod: str | None = None
    flag: str | None = None


class Context:
    """Goes through a text with its readings; the last date said is what "the next day" counts from."""

    def __init__(
        self, text: str, original: str, published: date | None, found: list[Candidate], day_first: bool | None = None
    ):
        self.text = text
        self.original = original
        self.published = published
        self.narrative = is_narrative(found, published)
        self.ancient = sum(c.rule in ("bc", "decade_bc") for c in found) >= 3
        self.medieval = self.narrative and any(
            int(y) < MODERN for c in found if c.rule in EXPLICIT for y in YEAR.findall(c.match[0])
        )
        self.last: str | None = None  # value of the last date that the text named
        self.last_day: str | None = None  # the same, of the last day
        self.quarter: str | None = None
        shown = _day_first(found)
        self.day_first = day_first if shown is None else shown

    @property
    def base(self) -> date | None:
        """The day that "yesterday" and "last year" count from."""
        return calendar.first_day(self.last) or self.published if self.narrative else self.published

    @property
    def said(self) -> date | None:
        """The day that "the next day" and "that year" count from."""
        return calendar.first_day(self.last) or self.published

    @property
    def said_finely(self) -> date | None:
        """The day that "two days later" counts from; in news not the first of a month or a year that was named."""
        if self.narrative or (self.last and FULL_DAY.match(self.last)):
            return self.said
        return calendar.first_day(self.last_day) or self.published

    def note(self, reading: Reading, rule: str) -> None:
        """Keeps a date for those that count from it."""
        value = reading.value or ""
        if reading.type not in ("DATE", "TIME") or not (calendar.bounds(value) or value.startswith("BC")):
            return
        if "-Q" in value and rule not in COMPARED:
            self.quarter = value
        if self.narrative and self.last and rule in ASIDE and self._leaps(value):
            return
        self.last = value
        if FULL_DAY.match(value):
            self.last_day = value[:10]

    def _leaps(self, value: str) -> bool:
        """Whether a year is so far before what is told that it is an aside, not where the story goes on."""
        here, there = calendar.first_day(self.last), calendar.first_day(value)
        return bool(here and there and here.year - there.year > LEAP)

    def before(self, start: int, length: int = 40) -> str:
        """What stands before, at most to the start of the line."""
        return self.text[max(0, start - length) : start].rpartition("\n")[2]

    def after(self, end: int, length: int = 40) -> str:
        return self.text[end : end + length].partition("\n")[0]

    def is_capital(self, start: int) -> bool:
        return self.original[start : start + 1].isupper()

    def is_shouted(self, start: int, end: int) -> bool:
        """The words around are in capitals, so that a capital says nothing."""
        around = self.original[max(0, start - 20) : end + 20]
        return not any(c.islower() for c in around)

    def is_future(self, start: int, end: int) -> bool:
        """The words of the sentence around speak of what is to come."""
        left = self.text[max(0, start - WINDOW) : start]
        right = self.text[end : end + WINDOW // 2]
        breaks = [m.end() for m in SENTENCE_END.finditer(left)]
        stop = SENTENCE_END.search(right)
        around = left[breaks[-1] if breaks else 0 :] + " " + right[: stop.start() if stop else len(right)]
        return bool(FUTURE.search(around))


def is_narrative(found: list[Candidate], published: date | None) -> bool:
    """Whether a text tells history: it names many years long before its publication, and hardly counts from today."""
    if published and any(_is_deictic(c) and c.start < LEAD for c in found):
        return False
    years = [int(y) for c in found if c.rule in EXPLICIT for y in YEAR.findall(c.match[0])]
    old = [y for y in years if published is None or y <= published.year - LONG_AGO]
    full = [int(y) for c in found if c.rule in FULL for y in YEAR.findall(c.match[0])]
    past = [y for y in full if published is None or y < published.year]
    ancient = sum(c.rule in ("bc", "decade_bc") for c in found)
    deictic = sum(_is_deictic(c) for c in found)
    if published is None and not deictic and _opens_with_year(found):
        return True
    if len(past) >= 6 and len(past) > 2 * deictic:
        return True
    told = len(old) + ancient
    dense = told >= 4 and told > 4 * deictic and 2 * told >= len(years)
    return dense and (deictic == 0 or len(past) + ancient >= 2)


def _opens_with_year(found: list[Candidate]) -> bool:
    """Whether the first date of a text says its year: what it tells of then, it says for the dates that follow."""
    first = min((c for c in found if c.rule in EXPLICIT), key=lambda c: c.start, default=None)
    return first is not None and bool(YEAR.search(first.match[0]))


def _is_deictic(c: Candidate) -> bool:
    """ "yesterday", "on Friday", "last week": counted from the day of writing."""
    if c.rule == "relative":
        return c.match["the"] is None and c.match["direction"] in ("last", "this", "next")
    return c.rule in DEICTIC


def _day_first(found: list[Candidate]) -> bool | None:
    """Whether the text's dates in figures put the day first; None where they do not tell."""
    pairs = [
        (int(c.match["a"]), int(c.match["b"])) for c in found if c.rule == "numeric" and c.match.start("a") == c.start
    ]
    if any(a > 12 >= b for a, b in pairs):
        return True
    return False if any(b > 12 >= a for a, b in pairs) else None
