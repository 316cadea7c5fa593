"""What names of places say of each other: those in one list, one within another, one told again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

from events.model import Parse
from events.places import context
from events.places.candidates import Name
from events.places.entries import Entry, distance_km
from events.places.gazetteer import Gazetteer
from events.places.names import fold

JOINTS = (",", "and", ", and", "or", ", or", "&")  # between the names of a list
HOLDERS = ("country", "admin1", "admin2", "region")
OUTSIDE = 1.5  # of a division's radius from its middle, from where on a place surely does not lie in it
FEWEST = 3  # names of a list that says what kind of place all of them are
ENOUGH = 1.0  # evidence from which a name counts as a place
CONTAINED, LISTED, ELSEWHERE = 2.5, 1.5, 0.6


def lists(names: list[Name], parse: Parse) -> Iterator[list[Name]]:
    """Runs of names that can all be of one kind: "Utah, Virginia, Washington and Ohio".

    Two alone are none: "Washington, Pennsylvania" is a town of that state.
    """
    return (run for run in runs(names, parse, _divisions) if len(run) >= FEWEST)


def runs(names: list[Name], parse: Parse, fits: Callable[[Name], bool] = bool) -> Iterator[list[Name]]:
    """Runs of names that fit, one after the other, joined by commas and "and"."""
    run: list[Name] = []
    for name in names:
        joined = run and parse.text[run[-1].span.end : name.span.start].strip().lower() in JOINTS
        if not (joined and fits(name)):
            if run:
                yield run
            run = []
        if fits(name):
            run.append(name)
    if run:
        yield run


def rank(run: list[Name]) -> None:
    """What a list is one of: the rank that most of its names can have, countries before divisions."""
    kinds = [{e.precision for e in n.entries if e.official} for n in run]
    if all("settlement" in k for k in kinds):
        return  # "Cusco, Arequipa and Puno": towns as well as divisions
    ranks = Counter(r for k in kinds for r in k if r in ("country", "admin1"))
    rank = max(("country", "admin1"), key=lambda r: ranks[r])
    for name in run:
        name.among = rank


def _divisions(name: Name) -> bool:
    """Whether a name is one of a country or of a first-order division, whatever else bears it."""
    return any(e.official and e.precision in ("country", "admin1") for e in name.entries)


def contain(names: list[Name], parse: Parse, gazetteer: Gazetteer) -> None:
    """ "Paris, Texas", "Springfield (Ill.)", "the Iraqi town of Amerli": a place named with the one that holds it."""
    listed = {id(n) for run in lists(names, parse) for n in run}
    for name, following in pairwise(names):
        between = parse.text[name.span.end : following.span.start].strip()
        if id(name) in listed and id(following) in listed:
            continue
        if between in (",", "(", ", in", "in", ", in the", "in the", ", the", ".,") or (
            between == "" and following.span.text.isupper()
        ):
            postal = tuple(e for e, kind in gazetteer.abbreviation(following.span.text))
            holders = postal or following.entries
            if _is_elsewhere(name, following, holders, parse):
                name.entries = ()
                name.outside = following
            if any(contains(h, e) for h in holders for e in name.entries):
                name.container = following
                following.entries = holders
                if between not in ("in", "in the", ", in", ", in the"):
                    name.add("contained", CONTAINED)
                    following.add("container", CONTAINED)
    for name in names:
        token = context.adjective(parse, name.first)
        if token is not None and (country := gazetteer.country_of(token.text)):
            name.country = country
            if any(e.country == country for e in name.entries) and name.kind:
                name.add("adjective", 1.0)


def _is_elsewhere(name: Name, following: Name, holders: tuple[Entry, ...], parse: Parse) -> bool:
    """Whether all places of a name lie far from the state or country that the text itself says it is in.

    "Wigan, Manitoba," is none of the Wigans that are known. A comma may join a list, too: then another name, or "and",
    is near.
    """
    holder = max(holders, key=lambda e: e.weight + e.official, default=None)
    before, after = parse.text[: name.span.start].rstrip()[-4:], parse.text[following.span.end :].lstrip()
    listed = before.endswith((",", " and", " or")) or after.startswith(("and ", "or ", "& ", "/", ", and ", ", or "))
    if not name.entries or holder is None or listed or _divisions(name):
        return False
    if holder.precision not in HOLDERS or not holder.official or holder.country is None:
        return False
    return not any(contains(h, e) or _is_near(h, e) for h in holders for e in name.entries)


def _is_near(holder: Entry, entry: Entry) -> bool:
    """Whether a place may lie in a country or division whose borders moved, or are disputed."""
    return distance_km(holder.lat, holder.lon, entry.lat, entry.lon) < OUTSIDE * holder.radius_km + 100


def contains(holder: Entry, entry: Entry) -> bool:
    """Whether a country or division holds a place, as far as codes and names tell."""
    if holder.id == entry.id or holder.country != entry.country or holder.country is None:
        return False
    if holder.precision == "country":
        return True
    if holder.precision == "admin1":
        return entry.precision != "admin1" and entry.admin1 is not None and fold(entry.admin1) == fold(holder.name)
    if holder.precision == "admin2":
        return (
            entry.precision in ("settlement", "site")
            and distance_km(holder.lat, holder.lon, entry.lat, entry.lon) < 2.5 * holder.radius_km
        )
    return False


def agree(names: list[Name]) -> None:
    """What is a place in one sentence of an article is one in the others."""
    best: dict[str, float] = defaultdict(float)
    for name in names:
        folded = fold(name.span.text)
        best[folded] = max(best[folded], name.evidence)
    for name in names:
        others = best[fold(name.span.text)]
        if (
            others > name.evidence
            and "surname" not in name.notes
            and "title" not in name.notes
            and name.notes.get("part", 0) > -1
        ):
            name.add("elsewhere", ELSEWHERE * min(others - name.evidence, 3.0))


def take_listed(names: list[Name], parse: Parse) -> None:
    """ "Mosul, Tikrit and Fallujah": what is listed with places is one."""
    neighbours = list(pairwise(names))
    for pairs in (neighbours, [(b, a) for a, b in reversed(neighbours)]):
        for known, name in pairs:
            left, right = (known, name) if known.first < name.first else (name, known)
            between = parse.text[left.span.end : right.span.start].strip().lower()
            if between in (*JOINTS, "/") and known.evidence >= ENOUGH and "listed" not in name.notes and name.entries:
                name.add("listed", LISTED)
