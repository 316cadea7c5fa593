"""Where a text says "where": toponyms but for governments, and words such as "there" that go back to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.model import Parse, Place, Token, Toponym
from events.places import context
from events.places.containment import SPECIFIC
from events.places.relative import relative
from events.places.venues import venues
from events.places.words import kind_of, words

CONTAINING = (",", "in", ", in", "(")  # between a place and what it lies in
WIDE_PLACES = ("country", "admin1", "admin2")
KINDS = {
    "any": tuple(SPECIFIC), "settlement": ("settlement",), "country": ("country",), "admin1": ("admin1",),
    "admin2": ("admin2", "admin1"), "nature": ("region", "site"), "site": ("site",),
}  # fmt: skip
LENGTHS = ("kilometers", "kilometres", "miles", "km")


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that say where: the tokens `first` up to `last` (exclusive) with their head `i`.

    Words that are no name (`is_name`) go back to one ("there", "the town"), or name what is at a place ("the Arena").
    """

    i: int
    first: int
    last: int
    toponym: Toponym
    is_name: bool


def find_dateline(parse: Parse, toponyms: tuple[Toponym, ...]) -> tuple[Toponym | None, int]:
    """The place that a report's dateline names, and the token after the dateline."""
    for toponym in toponyms[:6]:
        tokens = parse.within(toponym.span.start, toponym.span.end)
        if tokens and (end := context.dateline_end(parse, tokens[0].i, tokens[-1].i + 1)) > tokens[-1].i + 1:
            return toponym, end
    return None, 0


def find_spots(parse: Parse, toponyms: tuple[Toponym, ...], dateline: Toponym | None, past: int) -> Iterator[Spot]:
    """Where the text says "where": toponyms but for metonyms and the dateline, and words that go back to one."""
    plain: list[Spot] = []
    named_venues = tuple(venues(parse, toponyms))
    for toponym in (*(t for t in toponyms if not any(v.span.covers(t.span) for v in named_venues)), *named_venues):
        root = parse.root(toponym.span)
        if (
            root is None
            or toponym.metonym
            or (dateline is not None and dateline.span.start <= root.start and root.i < past)
        ):
            continue
        own = parse.within(toponym.span.start, toponym.span.end)
        known = relative(parse, toponym) or _in_known(parse, toponym, toponyms) or toponym
        plain.append(Spot(root.i, own[0].i, own[-1].i + 1, known, toponym not in named_venues))
    yield from plain
    heads = {s.i for s in plain}
    named = plain if dateline is None else [Spot(past - 1, past - 1, past, dateline, True), *plain]
    for token in parse.tokens:
        if (
            token.i not in heads
            and (kind := _anaphor(token, parse))
            and (back := _antecedent(token, kind, named, parse, dateline) or _home_of_team(token, kind, plain, parse))
        ):
            yield Spot(token.i, token.i, token.i + 1, back, False)


def _in_known(parse: Parse, toponym: Toponym, toponyms: tuple[Toponym, ...]) -> Toponym | None:
    """ "In Wigan, Manitoba", of which no Wigan is known: somewhere in Manitoba."""
    if toponym.place.lat is not None:
        return None
    for other in toponyms:
        between = parse.text[toponym.span.end : other.span.start].strip()
        if between in CONTAINING and other.place.lat is not None and other.place.precision in WIDE_PLACES:
            return replace(toponym, place=replace(other.place, span=toponym.span))
    return None


def _anaphor(token: Token, parse: Parse) -> str | None:
    """What "there", "the town" go back to: a kind of place, or "any" for there; None where a word is no such thing."""
    low = token.text.lower()
    if low in words("locating.anaphors") and token.dep in ("advmod", "pcomp", "pobj", "prep"):
        return "any"
    kind = kind_of(low) if token.pos == "NOUN" else None
    if kind is None or (kind == "site" and low not in ("camp", "dam", "airport", "base", "square", "crossing")):
        return None
    children = [parse.tokens[c] for c in parse.children[token.i]]
    definite = any(c.dep == "det" and c.text.lower() in ("the", "this", "that") for c in children)
    told = any(c.dep in ("prep", "appos", "compound", "poss", "nummod") for c in children)
    superlative = any(
        parse.tokens[a].tag in ("JJS", "RBS") or has_superlative(parse, a) for a in parse.ancestors(token.i)[:2]
    )
    return kind if definite and not told and not superlative else None


def has_superlative(parse: Parse, i: int) -> bool:
    """Whether a noun is the most of its kind: "the largest in the country" says how large, not where."""
    return any(parse.tokens[c].tag in ("JJS", "RBS") for c in parse.children[i])


def _antecedent(token: Token, kind: str, spots: list[Spot], parse: Parse, dateline: Toponym | None) -> Toponym | None:
    """The place that a word goes back to: one of that kind named lately, or often."""
    low = token.text.lower()
    if low == "here" and dateline is not None:
        return dateline
    fits = KINDS[kind]
    weights: dict[str, float] = defaultdict(float)
    last: dict[str, Toponym] = {}
    for spot in spots:
        place = spot.toponym.place
        if spot.i >= token.i or place.precision not in fits or not _is_a(low, place):
            continue
        if is_landmark(spot, parse) or _is_attribute(spot, parse):
            continue
        name = place.name or spot.toponym.span.text
        if low != "there" and _is_pointed(token, parse):
            weights.clear()
        weights[name] += 0.6 ** (parse.sentence_number(token.i) - parse.sentence_number(spot.i))
        if kind == "any" and place.precision in ("settlement", "site", "admin2"):
            weights[name] += 0.3
        last[name] = spot.toponym
    return last[max(weights, key=weights.__getitem__)] if weights else None


def _home_of_team(token: Token, kind: str, spots: list[Spot], parse: Parse) -> Toponym | None:
    """ "Boston Celtics fans filled the city": a town that the article names, and that a team lately named is of."""
    if kind != "settlement":
        return None
    sentence = parse.sentence_number(token.i)
    for entity in reversed(parse.entities):
        near = entity.last <= token.i and sentence - parse.sentence_number(entity.first) <= 1
        if entity.label == "ORG" and near:
            for spot in spots:
                of_town = entity.span.text.startswith(f"{spot.toponym.span.text} ")
                if of_town and spot.toponym.place.precision in KINDS[kind]:
                    return spot.toponym
    return None


def _is_pointed(token: Token, parse: Parse) -> bool:
    """ "that city": the one named last, however often others were."""
    return any(parse.tokens[c].text.lower() in ("that", "this") for c in parse.children[token.i])


def _is_a(noun: str, place: Place) -> bool:
    """Whether a place can be called that: a metropolis is no village, a dam no canal."""
    size = {"town": 5.0, "village": 2.0, "hamlet": 1.5, "township": 4.0}.get(noun)
    if size is not None and place.precision == "settlement":
        return (place.radius_km or 0.0) <= size
    if noun == "capital":
        return place.feature == "PPLC"
    name = (place.name or "").lower()
    return kind_of(noun) not in ("nature", "site") or noun in name or not any(kind_of(w) for w in name.split())


def is_landmark(spot: Spot, parse: Parse) -> bool:
    """Whether a place only says where another lies: "170 kilometers north of Baghdad"."""
    before = [t.text.lower() for t in parse.tokens[max(0, spot.first - 2) : spot.first]]
    if len(before) < 2 or before[1] not in ("of", "from"):
        return False
    return before[0] in words("directions") or before[0] in LENGTHS


def _is_attribute(spot: Spot, parse: Parse) -> bool:
    """Whether a place only says who somebody is: "the U.N. envoy to Iraq"."""
    preposition = parse.tokens[parse.tokens[spot.i].head]
    return preposition.dep == "prep" and of_attribute(preposition, parse.tokens[preposition.head], parse) == 0.0


def of_attribute(preposition: Token, noun: Token, parse: Parse) -> float:
    """ "a spokesman for Y", "President X of Y" say who somebody is; "the worst crash in Y", how bad it was."""
    person = (entity := parse.entity(noun.i)) is not None and entity.label == "PERSON"
    if preposition.text.lower() in ("of", "from", "for", "to"):
        if person or noun.lemma.lower() in words("locating.origins"):
            return 0.0
    elif noun.dep == "nsubj" and noun.lemma.lower() in words("locating.origins"):
        return 0.6  # "officials in Washington said"
    return 0.6 if has_superlative(parse, noun.i) else 0.95
