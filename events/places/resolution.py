"""Which place each name means, with the whole article in view: containment, kind, neighbours, population."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from events.model import Candidate, Parse, Place
from events.places.entries import Entry, distance_km
from events.places.gazetteer import Gazetteer
from events.places.names import fold
from events.places.recognition import Name, contains

MOST = 12  # candidates of a name that are weighed
NEIGHBOURS = 30  # other names of the article that are looked at
RUNNERS_UP = 5
ROUNDS = 3

OFFICIAL = 1.2  # a name that the place has officially, over an alternate one
CONTAINER, COUNTRY, KIND = 5.0, 5.5, 2.5
DEFINITE = 4.0  # "the Pacific" is no town
# Support by one neighbour: within tens of kilometres, within hundreds, in the same division, in the same country.
NEAR, REGION, DIVISION, SAME_COUNTRY = 2.2, 1.25, 1.0, 0.35
OF_CAPITAL = 1.5  # a country that is named speaks for its capital
MOST_SUPPORT, HALF = 8.9, 2.3  # how far support reaches, and how fast
VOTE, VOTE_POWER = 7.0, 0.4
STATE = 2.0  # how far a country stands before its namesakes
TEMPERATURE = 1.0  # of what names say for each other
# Of the confidences, fitted so that of what is said to be .8 sure eight in ten are right (LGL and GeoVirus together).
SAID_TEMPERATURE, MOST_CERTAIN, SLOPE, AT_NONE = 0.8, 0.95, 1.3, 2.2

_KINDS = {
    "settlement": ("settlement",),
    "admin1": ("admin1", "region"),
    "admin2": ("admin2",),
    "country": ("country",),
    "nature": ("region", "site"),
    "site": ("site",),
}


@dataclass(slots=True)
class _Group:
    """All names of an article that are spelled alike: one sense a discourse (Gale, Church and Yarowsky 1992)."""

    names: list[Name]
    entries: tuple[Entry, ...]
    base: list[float]
    score: list[float] = field(default_factory=list)
    best: Entry | None = None
    share: float = 0.0  # probability of the best


def resolve(names: list[Name], parse: Parse, gazetteer: Gazetteer) -> list[Place]:
    """The place of each name, in their order; one that the gazetteer does not know has its span alone."""
    groups = _grouped(names)
    countries = _countries(parse, gazetteer)
    votes = _votes(groups)
    for key, group in groups.items():
        _choose(group, [b + VOTE * _voted(e, key, votes) for e, b in zip(group.entries, group.base, strict=True)])
    for _ in range(ROUNDS):
        for key, group in groups.items():
            others = [g for k, g in groups.items() if k != key and g.best is not None][:NEIGHBOURS]
            _choose(group, [b + _support(e, others, countries) for e, b in zip(group.entries, group.base, strict=True)])
    return [_place(name, groups[fold(name.span.text)]) for name in names]


def _grouped(names: list[Name]) -> dict[str, _Group]:
    alike: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        alike[fold(name.span.text)].append(name)
    groups = {}
    for key, found in alike.items():
        entries = tuple({e.id: e for name in found for e in _likeliest(name)}.values())
        groups[key] = _Group(found, entries, [_base(e, found) for e in entries])
    return groups


def _likeliest(name: Name) -> list[Entry]:
    """The candidates with the highest prior, and those that a container or an adjective asks for.

    What a country is called is no alternate name of another place: Arak in Iran was once an Iraq too.
    """
    state = any(e.official and e.precision == "country" for e in name.entries)
    entries = [e for e in name.entries if e.official or e.precision == "country"] if state else list(name.entries)
    return entries[:MOST] + [e for e in entries[MOST:] if _hint(e, name) > 0]


def _base(entry: Entry, names: list[Name]) -> float:
    hints = max((_hint(entry, n) for n in names), default=0.0)
    kinds = [n.kind for n in names if n.kind]
    fits = sum(1 if entry.precision in _KINDS[k] else -1 for k in kinds) / len(names)
    own = entry.weight + (OFFICIAL if entry.official else 0.0) + (STATE if entry.precision == "country" else 0.0)
    return own + hints + KIND * max(-1.0, min(1.0, fits))


def _hint(entry: Entry, name: Name) -> float:
    """What the words at the name itself say: "Paris, Texas", "the Iraqi town of Amerli"."""
    hint = 0.0
    if name.container is not None and any(contains(h, entry) for h in name.container.entries):
        hint += CONTAINER
    if name.country is not None and entry.country == name.country:
        hint += COUNTRY
    if name.definite and entry.precision == "settlement":
        hint -= DEFINITE
    return hint


def _countries(parse: Parse, gazetteer: Gazetteer) -> dict[str, float]:
    """Country → how much the adjectives and peoples of the text speak for it, 0 to 1."""
    found: dict[str, int] = defaultdict(int)
    for token in parse.tokens:
        if (
            token.text[:1].isupper()
            and token.pos in ("ADJ", "NOUN", "PROPN")
            and (country := gazetteer.country_of(token.text))
        ):
            found[country] += 1
    return {country: 1 - math.exp(-count / 2) for country, count in found.items()}


def _votes(groups: dict[str, _Group]) -> dict[tuple[str, str], dict[str, float]]:
    """Division → what each name of the article says for it: what could lie in one division probably does."""
    votes: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for key, group in groups.items():
        shares = _shares(group.base) if group.base else []
        for entry, share in zip(group.entries, shares, strict=True):
            if entry.country and entry.admin1:
                mine = votes[entry.country, entry.admin1]
                mine[key] = max(mine.get(key, 0.0), max(share, 1 / len(shares)) ** VOTE_POWER)
    return votes


def _voted(entry: Entry, key: str, votes: dict[tuple[str, str], dict[str, float]]) -> float:
    """What the other names of the article say for the division of a place."""
    mine = votes.get((entry.country or "", entry.admin1 or ""), {})
    total = sum(vote for other, vote in mine.items() if other != key)
    return 1 - math.exp(-total / 1.5)


def _support(entry: Entry, others: list[_Group], countries: dict[str, float]) -> float:
    total = countries.get(entry.country or "", 0.0)
    for group in others:
        other = group.best
        if other is None or other.id == entry.id:
            continue
        total += group.share * _nearness(entry, other)
    return MOST_SUPPORT * (1 - math.exp(-total / HALF))


def _nearness(entry: Entry, other: Entry) -> float:
    """How much one place speaks for another: same country, same division, near."""
    wide = "country" in (entry.precision, other.precision)
    same = entry.country is not None and entry.country == other.country
    if wide and (same or (entry.country and other.country)):
        capital = "PPLC" in (entry.feature, other.feature)
        return (OF_CAPITAL if capital else SAME_COUNTRY) if same else 0.0
    far = distance_km(entry.lat, entry.lon, other.lat, other.lon)
    if (
        entry.country is None or other.country is None
    ):  # a sea, a region of several countries: near within its own extent
        return (SAME_COUNTRY + REGION) * math.exp(-max(0.0, far - entry.radius_km - other.radius_km) / 300)
    near = SAME_COUNTRY if same else 0.0
    if same and entry.admin1 and entry.admin1 == other.admin1:
        near += DIVISION
    return near + NEAR * math.exp(-far / 50) + REGION * math.exp(-far / 300)


def _choose(group: _Group, scores: list[float]) -> None:
    group.score = scores
    if scores:
        shares = _shares(scores)
        i = max(range(len(scores)), key=scores.__getitem__)
        group.best, group.share = group.entries[i], shares[i]


def _shares(scores: list[float], temperature: float = TEMPERATURE) -> list[float]:
    top = max(scores)
    raw = [math.exp((s - top) / temperature) for s in scores]
    whole = sum(raw)
    return [r / whole for r in raw]


def _place(name: Name, group: _Group) -> Place:
    if not group.entries:
        return Place(span=name.span)
    own = [
        s + (_hint(e, name) if len(group.names) > 1 else 0.0) for e, s in zip(group.entries, group.score, strict=True)
    ]
    ranked = sorted(zip(_shares(own, SAID_TEMPERATURE), group.entries, strict=True), key=lambda pair: -pair[0])
    sure = certainty(name)
    others: tuple[Candidate, ...] = tuple(e.candidate(round(p * sure, 3)) for p, e in ranked[1 : RUNNERS_UP + 1])
    return ranked[0][1].place(name.span, round(ranked[0][0] * sure, 3), others)


def certainty(name: Name) -> float:
    """How sure it is that the name is one of a place, by the evidence for it."""
    return min(MOST_CERTAIN, 1 / (1 + math.exp(AT_NONE - SLOPE * name.evidence)))
