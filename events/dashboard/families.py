"""Event types in families that share a colour: more colours than these nobody tells apart.

The colours are Okabe and Ito's (their black is the ink of the theme), with a violet and a grey: told apart with any
colour vision, on a light map and on a dark one.
"""

from __future__ import annotations

from dataclasses import dataclass

from events.dashboard.language import N_


@dataclass(frozen=True, slots=True)
class Family:
    name: str  # translated where it is shown
    types: tuple[str, ...]
    light: str  # #rrggbb on a light page
    dark: str  # #rrggbb on a dark one

    def colour(self, theme: str) -> str:
        return self.dark if theme == "dark" else self.light


FAMILIES = (
    Family(N_("Violence"), ("ASSAULT",), "#D55E00", "#E8701A"),
    Family(N_("Pressure"), ("MOBILIZE", "COERCE", "SANCTION", "THREATEN"), "#E69F00", "#F0AE1E"),
    Family(N_("Protest"), ("PROTEST",), "#CC79A7", "#D98BB6"),
    Family(N_("Demands and disputes"), ("REQUEST", "ACCUSE", "REJECT"), "#56B4E9", "#56B4E9"),
    Family(N_("Talks and agreements"), ("CONSULT", "AGREE", "COOPERATE", "SUPPORT"), "#0072B2", "#2A8FD0"),
    Family(N_("Aid and easing"), ("AID", "CONCEDE", "RETREAT"), "#009E73", "#14B386"),
    Family(N_("Law and elections"), ("CRIME", "JUSTICE", "ELECTION"), "#7F56B0", "#A584D6"),
    Family(N_("Disaster, disease, death"), ("ACCIDENT", "DISASTER", "DISEASE", "DEATH"), "#3D4349", "#E4E7EA"),
    Family(N_("Unclassified"), ("OTHER",), "#A3A7AB", "#7A838B"),
)
ORDER = {family.name: n for n, family in enumerate(FAMILIES)}
_OF_TYPE = {type_: family for family in FAMILIES for type_ in family.types}
_OF_NAME = {family.name: family for family in FAMILIES}


def family(type_: str) -> Family:
    """The family of an event type. Raises KeyError for an unknown type."""
    return _OF_TYPE[type_]


def named(name: str) -> Family:
    """The family of this name. Raises KeyError for an unknown one."""
    return _OF_NAME[name]


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
