"""Places told by another one: "30 km north of Baghdad" has a position and a radius of its own."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from events.model import Parse, Span, Toponym

DEGREE_KM = 111.2  # of latitude
KM = {"k": 1.0, "m": 1.609}  # of a unit, by its first letter
NUMBERS = ("", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NO_DISTANCE = 25.0  # km: "north of Baghdad" and no more
ROUNDED = 0.2  # of a distance, how far off it may be
OF_A_TOWN = 25.0  # km of radius up to which a place is as precise as a settlement
WITHIN = ("country", "region", "admin1")  # what is north of these begins at no point that we know

_NUMBER = rf"(?P<number>\d[\d,]*(?:\.\d+)?|{'|'.join(NUMBERS[1:])})"
_UNIT = r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\b\.?"
_SAME = r"(?:\s*\([^()]*\)|,?\s+or\s+[\d.,]+\s+\w+,?)?"  # "60 miles (100 km)"
_SIDE = r"(?:to\s+the\s+)?(?:due\s+)?(?P<side>(?:north|south|east|west)(?:[- ]?(?:north|south|east|west))*)"
_ALONE = _SIDE.replace("side", "alone", 1)
_KIND = r"(?:the\s+(?:\w+\s+){0,2}(?:city|town|village|capital)(?:\s+of|,)?\s+)?"
_BEFORE = re.compile(
    rf"(?:{_NUMBER}[\s-]+{_UNIT}{_SAME}\s+(?:{_SIDE}\s+of|from|outside|away\s+from)"
    rf"|(?P<within>the\s+)?{_ALONE}\s+of)\s+{_KIND}$",
    re.IGNORECASE,
)
LONGEST = 90  # characters that tell a distance


def relative(parse: Parse, toponym: Toponym) -> Toponym | None:
    """The place that the words before a toponym tell by it; None where they tell none."""
    place = toponym.place
    if place.lat is None or place.lon is None or place.precision in WITHIN:
        return None
    token = parse.at(toponym.span.start)
    begin = max(toponym.span.start - LONGEST, parse.sentence(token.i).span.start if token else 0)
    told = _BEFORE.search(parse.text[begin : toponym.span.start])
    if told is None or told["within"]:
        return None
    side = (told["side"] or told["alone"] or "").lower()
    far = _km(told["number"], told["unit"]) if told["number"] else NO_DISTANCE
    lat, lon = _moved(place.lat, place.lon, far, side) if side else (place.lat, place.lon)
    radius = max(place.radius_km or 1.0, far * ROUNDED if side and told["number"] else far)
    start = begin + told.start()
    span = Span(parse.text[start : toponym.span.end], start, toponym.span.end)
    name = f"{side} of {place.name}" if side else f"near {place.name}"
    own = replace(
        place, span=span, name=name, lat=round(lat, 4), lon=round(lon, 4), radius_km=round(radius, 1), geonameid=None,
        admin1=None, feature=None, precision="settlement" if radius <= OF_A_TOWN else "admin2", alternatives=(),
    )  # fmt: skip
    return Toponym(span, own)


def _km(number: str, unit: str) -> float:
    low = number.lower()
    count = float(NUMBERS.index(low)) if low in NUMBERS else float(number.replace(",", ""))
    return count * KM[unit[0].lower()]


def _moved(lat: float, lon: float, km: float, side: str) -> tuple[float, float]:
    """A position so many kilometres away: "north-northwest" counts north twice."""
    north = side.count("north") - side.count("south")
    east = side.count("east") - side.count("west")
    length = math.hypot(north, east) or 1.0
    moved = max(-89.9, min(89.9, lat + north / length * km / DEGREE_KM))
    return moved, lon + east / length * km / (DEGREE_KM * math.cos(math.radians(moved)))
