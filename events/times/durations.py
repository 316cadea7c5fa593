"""Readers of durations, sets and clock times: "three weeks", "every Friday", "10 p.m."."""

from __future__ import annotations

import re

from events.times import lexicon
from events.times.context import Context, Reading
from events.times.grammar import Candidate

PER = re.compile(rf"{lexicon.cue('rate')},? $")
NO_LENGTH = re.compile(rf"\b{lexicon.cue('no_length')} $|-$")
YEARLY = {"Y": "P1Y", "M": "P1M", "W": "P1W", "D": "P1D", "TH": "PT1H", "TM": "PT1M", "S": "PT1S", "Q": "P1Q"}
VAGUE_REFERENCE = {"future": "FUTURE_REF", "coming": "FUTURE_REF", "recent": "PAST_REF", "past": "PAST_REF"}
CLOCK = re.compile(r"(\d{1,2})(?:[:. ]+(\d\d))?(?:: ?\d\d)? ?(?:([ap])\.?m)?")
WORD_TIMES = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}


def period(number: float | None, letter: str) -> str:
    """The ISO 8601 duration: `P3D`, `PT30M`, `PXY` where the number is not told."""
    if letter == "WE":
        letter = "W"
    if number is not None and letter == "TM" and number != int(number):
        return f"PT{int(number)}M{round(number % 1 * 60)}S"
    if number is not None and letter == "Y" and number * 2 == int(number * 2) and number != int(number):
        return f"P{int(number)}Y6M" if number > 1 else "P6M"
    if number is not None and letter == "TH" and number != int(number):
        hours = f"{int(number)}H" if number > 1 else ""
        return f"PT{hours}{round(number % 1 * 60)}M"
    told = lexicon.VAGUE if number is None else f"{number:g}" if number < 1e6 else str(int(number))
    if letter == "S":
        return f"PT{told}S"
    if letter in ("E", "C") and number is not None:  # decades and centuries are counted in years
        return f"P{round(number * (10 if letter == 'E' else 100))}Y"
    return f"PT{told}{letter[1]}" if letter.startswith("T") else f"P{told}{letter}"


def duration(c: Candidate, x: Context) -> list[Reading]:
    """ "nearly two years", "the past 20 months", "a week and a half", "10-year"; "$8 a year" is a set."""
    m = c.match
    letter, words = lexicon.unit(m["unit"]), re.sub(r" +", " ", m["count"])
    before, after = x.before(c.start), x.after(c.end)
    plain = not (m["amount"] or m["span"] or m["half"] or m["half_2"])
    if words in ("a", "an") and plain:
        if m["unit"] in ("second", "minute", "night", "quarter", "weekend") and not re.search(
            r"\b(?:for|in|within|than) $", before
        ):
            return []
        if PER.search(before):
            return [Reading(c.start, c.end, "SET", YEARLY.get(letter, period(1, letter)))]
        if letter == "D" and re.match(r" (?:when|of|that|in)\b", after):
            return []
    if not _counts(m["unit"], words, before, after) or _is_title(m, x):
        return []
    if m["amount"] and m["amount"].strip() == "over" and m["span"]:
        start = m.end("amount")  # "over the next year": during it
    elif m["span"] == "the " and x.text[m.start("unit") - 1] == "-" and re.match(r" [a-z]", after) and not m["tail"]:
        start = m.start("count")  # "the 23-year war"
    else:
        start = c.start
    number = lexicon.count(m["count"])
    if number is not None and (m["half"] or m["half_2"]):
        number += 0.5
    if m["to"] and not m["to"].isdigit():
        number = number if number is not None and number < (lexicon.number(m["to"]) or 0) else None
    mod = lexicon.words("amount").get(re.sub(r" +", " ", (m["amount"] or "").strip())) or None
    mod = "APPROX" if m["tail"] and "so" in m["tail"] else mod
    return [Reading(start, c.end, "DURATION", period(number, letter), mod)]


def _is_title(m: re.Match[str], x: Context) -> bool:
    """Both words in capitals, and not all around them: "the Seven Days Battles"."""
    return (
        x.is_capital(m.start("unit")) and x.is_capital(m.start("count")) and not x.is_shouted(m.start(), m.end())
    ) or bool(x.is_capital(m.start("unit")) and not m["count"].isdigit() and not x.is_shouted(m.start(), m.end()))


def _counts(unit: str, words: str, before: str, after: str) -> bool:
    """Whether a number and a unit are a length of time: not "a second", no sum of money."""
    if re.search(r"[$£€] ?$|\d[.,]$", before):
        return False
    if unit in ("second", "quarter") and words in ("one", "a", "another"):
        return False
    return not (unit in ("quarters", "seconds") and words == "three" and re.match(r" of\b", after))


def vague_duration(c: Candidate, x: Context) -> list[Reading]:
    """ "recent weeks", "coming months", "the weeks ahead"."""
    letter = lexicon.unit(c.match["unit"])
    way = c.match["way"]
    if re.match(r" (?:of|on) ", x.after(c.end)) and c.match["unit"] == "hours":
        return []
    the = c.match[0].startswith("the ")
    if way in ("early", "last", "first", "final", "next", "subsequent", "previous") and not the:
        return []
    if way in VAGUE_REFERENCE and not the and letter in ("Y", "Q", "D"):
        return [Reading(c.start, c.end, "DATE", VAGUE_REFERENCE[way])]
    return [Reading(c.start, c.end, "DURATION", period(None, letter))]


def long(c: Candidate, x: Context) -> list[Reading]:
    """ "year-long", "months-long"."""
    letter = lexicon.unit(c.match["unit"])
    return [Reading(c.start, c.end, "DURATION", period(None if "s-" in c.match[0] else 1, letter))]


def bare_units(c: Candidate, x: Context) -> list[Reading]:
    """ "for weeks", "weeks or months"."""
    before = x.before(c.start)
    if NO_LENGTH.search(before):
        return []
    if c.match["unit"] == "minutes" and not re.search(r"\b(?:for|in|within|of|after|just|only) $", before):
        return []
    return [Reading(c.start, c.end, "DURATION", period(None, lexicon.unit(c.match["unit"])))]


def while_(c: Candidate, x: Context) -> list[Reading]:
    """ "a while"."""
    return [Reading(c.start, c.end, "DURATION", "PXX")]


def set_(c: Candidate, x: Context) -> list[Reading]:
    """ "every day", "each July", "every two weeks"."""
    unit = c.match["unit"]
    if unit in lexicon.words("month_name"):
        value = f"XXXX-{lexicon.month(unit):02}"
        return [Reading(c.start, c.end, "SET", value)] if x.is_capital(c.match.start("unit")) else []
    if unit in lexicon.words("season"):
        return [Reading(c.start, c.end, "SET", f"XXXX-{lexicon.words('season')[unit]}")]
    if unit in lexicon.words("daypart") and unit != "night":
        return [Reading(c.start, c.end, "SET", f"XXXX-XX-XX{lexicon.words('daypart')[unit]}")]
    number = lexicon.number(c.match["count"]) if c.match["count"] else 1
    return [Reading(c.start, c.end, "SET", period(number, lexicon.unit(unit)))]


def per(c: Candidate, x: Context) -> list[Reading]:
    """ "per day"."""
    return [Reading(c.start, c.end, "SET", period(1, lexicon.unit(c.match["unit"])))]


def frequency(c: Candidate, x: Context) -> list[Reading]:
    """ "daily", "annually"; not "The Daily Telegraph"."""
    if x.is_capital(c.start) and re.match(r" [A-Z]", x.original[c.end : c.end + 2]):
        return []
    if not c.match["word"].endswith("ally") and re.match(r" [a-z]{4,}", x.after(c.end)):  # "a quarterly dividend"
        return []
    return [Reading(c.start, c.end, "SET", lexicon.words("frequency")[c.match["word"]])]


def clock(c: Candidate, x: Context) -> list[Reading]:
    """ "10 p.m. EST", "05:30", "noon": the day is left open, for the date next to it to fill."""
    groups = c.match.groupdict()
    if groups.get("word"):
        return [Reading(c.start, c.end, "TIME", "XXXX-XX-XX" + WORD_TIMES[groups["word"]])]
    words = c.match["clock"]
    if "o'clock" in words or "past" in words:
        hour = round(lexicon.number(words.split()[-1 if "past" in words else 0]) or 0) % 24
        return [Reading(c.start, c.end, "TIME", f"XXXX-XX-XXT{hour:02}:{'30' if 'past' in words else '00'}")]
    found = CLOCK.match(words)
    if not found:
        return []
    hour, minute = int(found[1]), int(found[2] or 0)
    if len(words) > 3 and words[:4].isdigit():
        hour, minute = int(words[:2]), int(words[2:4])
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    if hour > 24 or minute > 59:
        return []
    return [Reading(c.start, c.end, "TIME", f"XXXX-XX-XXT{hour:02}:{minute:02}")]
