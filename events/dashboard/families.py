"""Event types in families that share a colour: more colours than these nobody tells apart.

The colours are Okabe and Ito's, with a wine red of Paul Tol's and a grey: told apart with any colour vision, on a light
map and on a dark one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    colour: str  # #rrggbb
    types: tuple[str, ...]


FAMILIES = (
    Family("Violence", "#D55E00", ("ASSAULT",)),
    Family("Pressure", "#E69F00", ("MOBILIZE", "COERCE", "SANCTION", "THREATEN")),
    Family("Protest", "#CC79A7", ("PROTEST",)),
    Family("Words", "#56B4E9", ("REQUEST", "ACCUSE", "REJECT")),
    Family("Talks and agreements", "#0072B2", ("CONSULT", "AGREE", "COOPERATE", "SUPPORT")),
    Family("Aid and easing", "#009E73", ("AID", "CONCEDE", "RETREAT")),
    Family("Law and elections", "#882255", ("CRIME", "JUSTICE", "ELECTION")),
    Family("Disaster, disease, death", "#6B6B6B", ("ACCIDENT", "DISASTER", "DISEASE", "DEATH")),
    Family("Unclassified", "#B8B8B8", ("OTHER",)),
)
_OF_TYPE = {type_: family for family in FAMILIES for type_ in family.types}


def family(type_: str) -> Family:
    """The family of an event type. Raises KeyError for an unknown type."""
    return _OF_TYPE[type_]


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
