"""Which place each name means, with the whole article in view: containment, kind, neighbours, population."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from events.model import Candidate, Parse, Place
from events.places import metonymy
from events.places import names as spelling
from events.places.candidates import Name
from events.places.entries import Entry, distance_km
from events.places.gazetteer import Gazetteer
from events.places.joined import contains, runs
from events.places.names import fold

FEWEST, ALL_BUT_FEW = 3, 0.7  # places of one country in a list, and their share, that say where the others are
SMALL = ("settlement", "site")
WELL_KNOWN, SEEN = 5.0, 4.5  # weights of cities, and of towns
MOST = 12  # candidates of a name that are weighed
NEIGHBOURS = 60  # other names of the article that are looked at
RUNNERS_UP = 5
ROUNDS = 3

OFFICIAL = 1.2  # a name that the place has officially, over an alternate one
CONTAINER, COUNTRY, KIND = 5.0, 5.5, 2.5
AMONG = 4.0  # one state of a list of states
DEFINITE = 4.0  # "the Pacific" is no town
# Support by one neighbour: within tens of kilometres, within hundreds, in the same division, in the same country.
NEAR, REGION, DIVISION, SAME_COUNTRY = 2.2, 1.25, 1.0, 0.35
# Of a neighbour's support: right beside the name, and far from it; within how many tokens it fades.
BESIDE, AFAR, WORDS = 1.3, 0.3, 100
OF_CAPITAL = 1.5  # a country that is named speaks for its capital
MOST_SUPPORT, HALF = 8.9, 2.3  # how far support reaches, and how fast
VOTE, VOTE_POWER = 7.0, 0.4
# A town that the world knows: opening a report, with nothing said of where it lies; in an article of many countries.
FAME_OPENING, FAME, FEW_LANDS = 3.0, 1.0, 2
# A capital that acts as governments do; and how little a government that is named says for the towns of its country.
GOVERNMENT, OF_GOVERNMENT = 4.0, 0.25
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
    acts: dict[int, bool] = field(default_factory=dict)  # place → whether all names would be its government


def resolve(names: list[Name], parse: Parse, gazetteer: Gazetteer, home: Name | None = None) -> list[Place]:
    """The place of each name, in their order; one that the gazetteer does not know has its span alone.

    `home`: the place in the name of the article's source, which speaks for what lies near it.
    """
    countries = _countries(parse, gazetteer)
    groups = _grouped([*names, home] if home is not None else names, parse, _breadth(names, countries))
    votes = _votes(groups)
    for key, group in groups.items():
        _choose(group, [b + VOTE * _voted(e, key, votes) for e, b in zip(group.entries, group.base, strict=True)])
    _refuse_likenesses(groups, countries)
    _refuse_strangers(groups, runs(names, parse))
    for _ in range(ROUNDS):
        for key, group in groups.items():
            others = _weighted(key, groups, parse)
            _choose(group, [b + _support(e, others, countries) for e, b in zip(group.entries, group.base, strict=True)])
    return [_place(name, groups[fold(name.span.text)]) for name in names]


def _grouped(names: list[Name], parse: Parse, breadth: float) -> dict[str, _Group]:
    alike: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        alike[fold(name.span.text)].append(name)
    groups = {}
    for key, found in alike.items():
        entries = tuple({e.id: e for name in found for e in _likeliest(name)}.values())
        groups[key] = _Group(found, entries, [_base(e, found, parse, breadth) for e in entries])
    return groups


def _refuse_likenesses(groups: dict[str, _Group], countries: dict[str, float]) -> None:
    """What is only spelled like a place, or named after one, has to lie where the article is.

    "Amirly" is Amerli in an article about Iraq; "Toco", of which nothing is known, is no Tuokou in China. "Clinton
    Lake" lies by Clinton where the article names other places of that division; a hospital of St. Louis in Missouri, if
    in the United States.
    """
    doubted = (_is_likeness, _is_named_after, _is_saints)
    known = [g.best for g in groups.values() if g.best and not any(doubt(g) for doubt in doubted)]
    lands = {e.country for e in known} | set(countries)
    divisions = {(e.country, e.admin1) for e in known if e.admin1}
    for group in groups.values():
        if _is_named_after(group):
            _keep(group, [(e.country, e.admin1) in divisions for e in group.entries])
        elif _is_likeness(group) or _is_saints(group):
            _keep(group, [e.country in lands or e.precision == "country" for e in group.entries])


def _refuse_strangers(groups: dict[str, _Group], found: Iterable[list[Name]]) -> None:
    """Of a list of places of one country, a small one that has its name from elsewhere is another one.

    "Lima, Cusco, Suba and Tacna" are all in Peru, and no Suba of the Philippines is among them.
    """
    for run in found:
        best = [g.best for name in run if (g := groups[fold(name.span.text)]).best]
        lands = Counter(e.country for e in best if e.precision != "country")
        country, most = lands.most_common(1)[0] if lands else (None, 0)
        if country is None or most < FEWEST or most < ALL_BUT_FEW * lands.total():
            continue
        for name in run:
            group = groups[fold(name.span.text)]
            mine = group.best
            if mine and mine.country != country and mine.weight < WELL_KNOWN and mine.precision in SMALL:
                _keep(group, [e.country == country for e in group.entries])


def _keep(group: _Group, fits: list[bool]) -> None:
    group.entries = tuple(e for e, fit in zip(group.entries, fits, strict=True) if fit)
    group.base = [b for b, fit in zip(group.base, fits, strict=True) if fit]
    group.best, group.score = None, []
    _choose(group, group.base)


def _is_named_after(group: _Group) -> bool:
    return all("named after" in n.notes for n in group.names)


def _is_saints(group: _Group) -> bool:
    return all("saint" in n.notes for n in group.names)


def _is_likeness(group: _Group) -> bool:
    return all("spelling" in n.notes for n in group.names) and not any(
        fold(e.name) in fold(group.names[0].span.text) for e in group.entries
    )


def _likeliest(name: Name) -> list[Entry]:
    """The candidates with the highest prior, and those that a container or an adjective asks for.

    What a country is called is no alternate name of another place: Arak in Iran was once an Iraq too.
    """
    state = any(e.official and e.precision == "country" for e in name.entries)
    entries = [e for e in name.entries if e.official or e.precision == "country"] if state else list(name.entries)
    entries = [e for e in entries if e.official or _hint(e, name) > 0 or not _is_by_mistake(e, entries, name)]
    return entries[:MOST] + [e for e in entries[MOST:] if _hint(e, name) > 0]


def _is_by_mistake(entry: Entry, entries: list[Entry], name: Name) -> bool:
    """Whether a place has a name that is another's, as lists of alternate names have it.

    A larger place of the same country is called so (Pittsburg is no Pittsburgh), or a city anywhere; or it is a country
    in another spelling, and a town is called so (Colombia is no Columbia).
    """
    first = max((e.weight for e in entries if e.official), default=0.0)
    if entry.precision == "country":
        own, said = fold(entry.name), fold(name.span.text)
        return first >= SEEN and own != said and spelling.key(own) == spelling.key(said)
    here = max((e.weight for e in entries if e.official and e.country == entry.country), default=0.0)
    return entry.weight < max(here, first if first >= WELL_KNOWN else 0.0)


def _breadth(names: list[Name], countries: dict[str, float]) -> float:
    """0 for an article about one country or two, towards 1 the more countries it names: of the world, or local."""
    lands = {n.entries[0].country for n in names if _is_state(n)} | set(countries)
    return 1 - math.exp(-max(0, len(lands) - FEW_LANDS) / 2)


def _base(entry: Entry, names: list[Name], parse: Parse, breadth: float) -> float:
    hints = max((_hint(entry, n) for n in names), default=0.0)
    kinds = [n.kind for n in names if n.kind]
    fits = sum(1 if entry.precision in _KINDS[k] else -1 for k in kinds) / len(names)
    if entry.official and any(n.among == entry.precision for n in names):
        hints += AMONG
    if not any(_is_state(n) for n in names):  # nor a town that is a state as well, as Singapore is
        hints += _renown(entry, names, parse, breadth)
    own = entry.weight + (OFFICIAL if entry.official else 0.0) + (STATE if entry.precision == "country" else 0.0)
    return own + hints + KIND * max(-1.0, min(1.0, fits))


def _renown(entry: Entry, names: list[Name], parse: Parse, breadth: float) -> float:
    """What speaks for a town because the world knows it, and for a capital where a government goes by the name."""
    opens = any("dateline" in n.notes and n.container is None for n in names)
    acts = entry.feature == "PPLC" and any(_is_government(n, entry, parse) for n in names)
    return entry.fame * (FAME * breadth + (FAME_OPENING if opens else 0.0)) + (GOVERNMENT if acts else 0.0)


def _is_state(name: Name) -> bool:
    return bool(name.entries) and name.entries[0].precision == "country"


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


def _support(entry: Entry, others: list[tuple[_Group, float]], countries: dict[str, float]) -> float:
    """What the other names say for a place: most say those that mean something near, and stand near in the text."""
    total = countries.get(entry.country or "", 0.0)
    for group, weight in others:
        other = group.best
        if other is None or other.id == entry.id:
            continue
        total += weight * group.share * _nearness(entry, other)
    return MOST_SUPPORT * (1 - math.exp(-total / HALF))


def _is_government(name: Name, entry: Entry, parse: Parse) -> bool:
    return name.first >= 0 and metonymy.is_metonym(parse, name.first, name.last, entry)


def _weighted(key: str, groups: dict[str, _Group], parse: Parse) -> list[tuple[_Group, float]]:
    """The other names of the article, those that stand nearest to this one first, each with its weight."""
    mine = groups[key]
    apart = [(_apart(mine, g), g) for k, g in groups.items() if k != key and g.best is not None]
    apart.sort(key=lambda pair: pair[0])
    return [(g, _trust(g, parse) * (AFAR + (BESIDE - AFAR) * math.exp(-far / WORDS))) for far, g in apart[:NEIGHBOURS]]


def _trust(group: _Group, parse: Parse) -> float:
    """Little where the name is always a government's: what Washington says happens anywhere."""
    best = group.best
    if best is None or not (best.precision == "country" or best.feature == "PPLC"):
        return 1.0
    if best.id not in group.acts:
        group.acts[best.id] = all(_is_government(n, best, parse) for n in group.names)
    return OF_GOVERNMENT if group.acts[best.id] else 1.0


def _apart(one: _Group, other: _Group) -> int:
    """Tokens between two names where they stand nearest to each other."""
    return min(abs(a.first - b.first) for a in one.names for b in other.names)


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
