"""Text → timexes: the grammar finds them, readers understand them one after another, neighbours are joined."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain

from events.model import Span, TimeInterval, Timex
from events.times import calendar, dates, durations, holidays, lexicon, relative, years
from events.times.context import FULL_DAY, Context, Reading
from events.times.grammar import Candidate, candidates, others, plain

Reader = Callable[[Candidate, Context], list[Reading]]

READERS: dict[str, Reader] = {
    "iso": dates.iso,
    "numeric": dates.numeric,
    "day_range": dates.day_range,
    "date": dates.date_of,
    "weekday_number": dates.weekday_number,
    "day_number": dates.day_number,
    "impossible": dates.impossible,
    "month": dates.month_of,
    "season": years.season_of,
    "quarter": years.quarter,
    "half": years.half,
    "fiscal": years.fiscal,
    "period_of": years.period_of,
    "decade": years.decade,
    "decade_bc": years.decade_bc,
    "century": years.century,
    "bc_range": years.bc_range,
    "bc": years.bc,
    "ad": years.ad,
    "year_range": years.year_range,
    "year": years.year,
    "bare_year": years.bare_year,
    "apostrophe_year": years.apostrophe_year,
    "ancient_year": years.ancient_year,
    "holiday": holidays.holiday,
    "bare_month": dates.bare_month,
    "bare_season": years.bare_season,
    "deictic": relative.deictic,
    "weekday": relative.weekday,
    "weekday_set": relative.weekday_set,
    "this_part": relative.this_part,
    "week_ago": relative.week_ago,
    "relative": relative.relative,
    "latest_period": relative.latest_period,
    "year_ago": relative.year_ago,
    "ago": relative.ago,
    "day_after": relative.day_after,
    "unit_end": relative.unit_end,
    "the_unit": relative.the_unit,
    "the_period": relative.the_period,
    "holiday_season": relative.holiday_season,
    "reference": relative.reference,
    "duration": durations.duration,
    "vague_duration": durations.vague_duration,
    "long": durations.long,
    "bare_units": durations.bare_units,
    "while": durations.while_,
    "set": durations.set_,
    "per": durations.per,
    "frequency": durations.frequency,
    "clock": durations.clock,
}
OPEN_DAY = "XXXX-XX-XX"
NEXT_TO = re.compile(r",? {1,2}|-")  # between a clock time or a prefix and its date
NEAR = 40  # characters within which a clock time takes the day of a date that is not next to it


def find(text: str, published: date | None = None, day_first: bool | None = None) -> tuple[Timex, ...]:
    """Every time expression of a text, in its order, with its TIMEX3 type, value and mod.

    `published` is the document creation time. Without it what counts from it is kept with the flag `unresolved`, as far
    as the text has named no date of its own. `day_first` says how 03/04/2014 is meant where no other date of the text
    shows it; with None such a date is read month first and has the flag `ambiguous`. `impossible`: no such day.
    """
    lower = plain(text)
    found = list(candidates(lower))
    context = Context(lower, text, published, found, day_first)
    readings: list[Reading | Candidate] = []
    end = 0
    for candidate in found:
        if candidate.start < end:
            continue
        new = _read(candidate, context)
        readings.extend(new)
        end = max([end, *(r.end for r in new)])
    joined = _with_days(_joined(readings, lower), lower, published)
    return tuple(_timex(reading, text) for reading in joined)


def _read(candidate: Candidate, context: Context) -> list[Reading | Candidate]:
    """What the first rule makes of the words that takes them for a time; a prefix stays what it is."""
    for one in chain([candidate], others(context.text, candidate)):
        if one.rule == "prefix":
            return [one]
        if found := READERS[one.rule](one, context):
            for reading in found:
                context.note(reading, one.rule)
            return list(found)
    return []


def _joined(readings: list[Reading | Candidate], text: str) -> list[Reading]:
    """Prefixes ("early", "the end of", "the morning of") and clock times joined to the date that they stand next to."""
    out: list[Reading] = []
    prefix: Candidate | None = None
    for item in readings:
        if isinstance(item, Candidate):
            prefix = item
            continue
        if (
            prefix
            and prefix.end <= item.start
            and NEXT_TO.fullmatch(re.sub(r"^ the ", " ", text[prefix.end : item.start]))
        ):
            item = _prefixed(prefix, item)
        prefix = None
        if out and item.start >= out[-1].end and NEXT_TO.fullmatch(text[out[-1].end : item.start]):
            both = _clock_and_date(out[-1], item)
            if both:
                out[-1] = both
                continue
        out.append(item)
    return out


def _prefixed(prefix: Candidate, item: Reading) -> Reading:
    groups = prefix.match.groupdict()
    if item.type not in ("DATE", "TIME") or not item.value or item.value.endswith("_REF"):
        return item
    if groups.get("daypart"):
        if len(item.value) != 10 or item.value.startswith("BC"):
            return item
        parts = {**lexicon.words("daypart"), **lexicon.words("clock_hour")}
        word, part = next((word, code) for word, code in parts.items() if word in groups["daypart"])
        mod = "START" if word in lexicon.words("clock_hour") else item.mod
        return replace(item, start=prefix.start, type="TIME", value=item.value + part, mod=mod)
    words = re.sub(r" +", " ", prefix.match["part"])
    if words in ("about", "most of", "the rest of", "around") and item.type == "TIME" and "T" not in item.value:
        return item
    if words in ("about", "most of") and len(item.value) != 4:
        return item
    if item.mod and words.startswith(("earlier", "later")):
        return item
    return replace(item, start=prefix.start, mod=lexicon.words("part")[words])


def _clock_and_date(one: Reading, other: Reading) -> Reading | None:
    """ "10 p.m. Wednesday", "May 8, 1:00 a.m."."""
    for clock, day in ((one, other), (other, one)):
        if (
            clock.type == "TIME"
            and (clock.value or "").startswith(OPEN_DAY)
            and day.type == "DATE"
            and _is_day(day.value)
        ):
            value = f"{day.value}{(clock.value or '')[len(OPEN_DAY) :]}"
            return Reading(one.start, other.end, "TIME", value, one.mod or other.mod, day.flag)
    return None


def _is_day(value: str | None) -> bool:
    return bool(value) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d|XXXX-WXX-\d|XXXX-\d\d-\d\d", value or ""))


def _with_days(readings: list[Reading], text: str, published: date | None) -> list[Reading]:
    """Clock times take the day of the date near them, else of the last one, else that of publication."""
    out: list[Reading] = []
    day = published.isoformat() if published else None
    for i, item in enumerate(readings):
        value = item.value or ""
        if item.type == "TIME" and value.startswith(OPEN_DAY) and item.flag is None:
            near = readings[i + 1].value if i + 1 < len(readings) and _is_near(item, readings[i + 1], text) else None
            chosen = near[:10] if near and FULL_DAY.match(near) else day
            item = replace(item, value=(chosen or OPEN_DAY) + value[10:], flag=None if chosen else "unresolved")
        elif FULL_DAY.match(value):
            day = value[:10]
        out.append(item)
    return out


def _is_near(clock: Reading, day: Reading, text: str) -> bool:
    """ "at 5:30 p.m. on Wednesday", "at 6 a.m. on Sunday morning"."""
    between = text[clock.end : day.start]
    dated = day.type == "DATE" or (day.value or "")[10:].isalpha()
    return dated and len(between) < NEAR and not re.search(r"[.!?;] |\n", between)


def _timex(reading: Reading, text: str) -> Timex:
    span = Span(text[reading.start : reading.end], reading.start, reading.end)
    found = calendar.bounds(reading.value, reading.mod) if reading.type in ("DATE", "TIME") else None
    interval = TimeInterval(span, *found, "stated") if found else None
    return Timex(span, reading.type, reading.value, reading.mod, reading.flag, interval)
