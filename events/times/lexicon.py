"""The words of time, from data/lexicon.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

VAGUE = "X"  # TIMEX3 for a number that is not told
TENS_OF_YEARS = re.compile(r"(seventeen|eighteen|nineteen|twenty)[ -]+(.+)")


@cache
def words(table: str) -> dict[str, Any]:
    """One table of the lexicon: word → what it means."""
    return _lexicon()[table]


@cache
def cue(name: str) -> str:
    """The words of one list of data/cues.toml as a pattern."""
    return "(?:" + "|".join(_cues()[name]) + ")"


@cache
def cues(name: str) -> frozenset[str]:
    """The words of one list of data/cues.toml."""
    return frozenset(_cues()[name])


@cache
def _cues() -> dict[str, list[str]]:
    return tomllib.loads((files("events.times") / "data" / "cues.toml").read_text(encoding="utf-8"))


@cache
def _lexicon() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("events.times") / "data" / "lexicon.toml").read_text(encoding="utf-8"))


def tables() -> tuple[str, ...]:
    """Names of the lexicon's tables."""
    return tuple(_lexicon())


def month(name: str) -> int:
    """1 to 12."""
    key = name.rstrip(".")
    return words("month_name").get(key) or words("month_short")[key]


def weekday(name: str) -> int:
    """1 (Monday) to 7."""
    key = name.rstrip(".")
    return words("weekday").get(key) or words("weekday_short")[key]


def unit(name: str) -> str:
    """The letter of a unit in the singular or plural: Y, M, D, TH …"""
    name = words("irregular_plural").get(name, name)
    known = words("unit")
    return known[name if name in known else name.removesuffix("s")]


def number(text: str) -> float | None:
    """What a number in figures or words says: "1,200", "2 1/2", "twenty-four", "two hundred and six"."""
    text = text.strip()
    if text[:1].isdigit():
        whole, _, fraction = text.replace(",", "").partition(" ")
        part = fraction.strip().split("/")
        return float(whole) + (int(part[0]) / int(part[1]) if len(part) == 2 and int(part[1]) else 0)
    total, current = 0, 0
    for word in re.split(r"[\s-]+", text.removeprefix("a ")):
        if word == "and":
            continue
        value = words("cardinal").get(word)
        if value is None:
            return None
        if value in (100, 1000):
            current = (current or 1) * value
        elif value == 12 and current:  # two dozen
            current *= value
        else:
            current += value
        if value == 1000:
            total, current = total + current, 0
    return total + current


def count(text: str) -> float | None:
    """How many a quantity says; None where it does not tell ("several")."""
    text = re.sub(r"\s+", " ", text.strip())
    quantities = words("quantity")
    if text in quantities:
        return quantities[text] or None
    return number(text)


def ordinal(text: str) -> int:
    """1 for "first" and "1st"."""
    figures = re.match(r"\d+", text)
    return int(figures[0]) if figures else words("ordinal")[re.sub(r"\s+", "-", text)]


def year(text: str) -> int | None:
    """A year of four figures, in words ("nineteen ninety-six", "two thousand and six") or cut short ("'96")."""
    text = re.sub(r"\s+", " ", text.strip())
    if text.isdigit():
        return int(text)
    if text.startswith("'"):
        return int(text[1:]) + (1900 if int(text[1:]) > 40 else 2000)
    split = TENS_OF_YEARS.fullmatch(text)
    if split:
        low = number(split[2])
        return None if low is None else int(words("cardinal")[split[1]] * 100 + low)
    spoken = number(text)
    return None if spoken is None else int(spoken)
