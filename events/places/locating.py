"""Where each event happened: the place that the words of its own clause give, else the one that the text has just named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.model import Mention, Parse, Place, Token, Toponym
from events.places import context
from events.places.words import kind_of, words

ENOUGH = 0.2  # how strongly a toponym must be tied to an event in its sentence
CARRIED = {0: 0.45, 1: 0.4, 2: 0.3, 3: 0.25}  # from how many sentences before, and how sure that is
DATELINE = 0.2
SPECIFIC = {"site": 5, "settlement": 4, "admin2": 3, "admin1": 2, "region": 1, "country": 0}

# What is left of a tie at each step of the dependency tree, from a toponym up to what it shares with the event…
PREPOSITIONS = {"at": 1.0, "on": 0.9, "of": 0.9, "to": 0.75, "from": 0.5, "through": 0.85, "over": 0.8, "along": 0.9, "against": 0.6, "between": 0.4, "for": 0.3,
                "with": 0.2, "by": 0.3, "about": 0.2, "than": 0.1, "like": 0.1, "as": 0.2}  # fmt: skip
DOWN = {"appos": 0.97, "conj": 0.95, "npadvmod": 0.95, "nsubj": 0.75, "nsubjpass": 0.85, "dobj": 0.8, "advmod": 0.95, "prep": 0.95, "pcomp": 0.9, "agent": 0.3,
        "dep": 0.8, "attr": 0.8, "relcl": 0.35, "advcl": 0.5, "acl": 0.5, "ccomp": 0.35, "xcomp": 0.7, "parataxis": 0.4}  # fmt: skip
# … and from the event up to it.
UP = {
    "relcl": 0.75,
    "advcl": 0.8,
    "acl": 0.85,
    "ccomp": 0.3,
    "conj": 0.75,
    "parataxis": 0.4,
    "xcomp": 0.93,
    "pcomp": 0.9,
}
OTHER_EVENT = 0.35


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word that says where: a toponym, or "there" and "the town" that go back to one."""

    i: int
    last: int
    toponym: Toponym


def locate(mentions: tuple[Mention, ...], parse: Parse, toponyms: tuple[Toponym, ...]) -> tuple[Mention, ...]:
    """The mentions with their places and how sure these are; one that the text does not place keeps None.

    A place is never that of a metonym. A place carried over from earlier sentences has a confidence under 0.5.
    """
    spots = sorted(_spots(parse, toponyms), key=lambda s: s.i)
    triggers = {root.i for m in mentions if (root := parse.root(m.trigger)) is not None}
    return tuple(_located(m, parse, spots, triggers) for m in mentions)


def _located(mention: Mention, parse: Parse, spots: list[_Spot], triggers: set[int]) -> Mention:
    trigger = parse.root(mention.trigger)
    if trigger is None:
        return mention
    found = _tied(trigger, parse, spots, triggers) or _carried(trigger, parse, spots)
    if found is None:
        return mention
    place, sure = found
    return replace(mention, place=place, confidence=replace(mention.confidence, place=round(sure, 3)))


# ---- the places of a sentence ----------------------------------------------------------------------------------------


def _spots(parse: Parse, toponyms: tuple[Toponym, ...]) -> Iterator[_Spot]:
    """Where the text says "where": its toponyms but for metonyms, and the words that go back to one of them."""
    plain: list[_Spot] = []
    for toponym in toponyms:
        root = parse.root(toponym.span)
        if root is not None and not toponym.metonym:
            plain.append(_Spot(root.i, parse.within(toponym.span.start, toponym.span.end)[-1].i, toponym))
    yield from plain
    own = {s.i for s in plain}
    for token in parse.tokens:
        if (
            token.i not in own
            and (kind := _anaphor(token, parse))
            and (back := _antecedent(token, kind, plain)) is not None
        ):
            yield _Spot(token.i, token.i, back.toponym)


def _anaphor(token: Token, parse: Parse) -> str | None:
    """The kind of place that "there", "the town" go back to, "any" for there; None where a word is no such thing."""
    low = token.text.lower()
    if low in words("locating.anaphors") and token.dep in ("advmod", "pcomp", "pobj"):
        return "any"
    kind = kind_of(low) if token.pos == "NOUN" else None
    if kind is None or kind == "site" and low not in ("camp", "dam", "airport", "base", "square", "crossing"):
        return None
    children = [parse.tokens[c] for c in parse.children[token.i]]
    definite = any(c.dep == "det" and c.text.lower() in ("the", "this", "that") for c in children)
    bare = all(
        c.dep in ("det", "punct")
        or c.dep == "amod"
        and c.text.lower() in ("besieged", "small", "whole", "entire", "same")
        for c in children
    )
    return kind if definite and bare else None


def _antecedent(token: Token, kind: str, spots: list[_Spot]) -> _Spot | None:
    """The last toponym of that kind before a word."""
    fits = {"any": SPECIFIC, "settlement": ("settlement",), "country": ("country",), "admin1": ("admin1",), "admin2": ("admin2", "admin1"),
            "nature": ("region", "site"), "site": ("site",)}[kind]  # fmt: skip
    before = [s for s in spots if s.last < token.i and s.toponym.place.precision in fits]
    if not before:
        return None
    if kind != "any":
        return before[-1]
    local = [s for s in before[-3:] if s.toponym.place.precision in ("settlement", "site", "admin2")]
    return local[-1] if local else before[-1]


# ---- ties in the sentence --------------------------------------------------------------------------------------------


def _tied(trigger: Token, parse: Parse, spots: list[_Spot], triggers: set[int]) -> tuple[Place, float] | None:
    """The place that the event's sentence ties it to, with how sure that is."""
    sentence = parse.sentence(trigger.i)
    near = [s for s in spots if sentence.first <= s.i < sentence.last and not _is_dateline(s, parse)]
    ties = [(t, s) for s in near if (t := _tie(trigger, s, parse, triggers)) >= ENOUGH]
    if not ties:
        return None
    strongest, spot = max(
        ties,
        key=lambda pair: (
            round(pair[0], 1),
            SPECIFIC.get(pair[1].toponym.place.precision or "", 3),
            -abs(pair[1].i - trigger.i),
        ),
    )
    place = spot.toponym.place
    for tie, other in ties:
        if tie >= 0.8 * strongest and _narrower(other.toponym.place, place):
            place = other.toponym.place
    return place, min(0.95, strongest) * (place.confidence if place.confidence is not None else 0.5)


def _narrower(place: Place, than: Place) -> bool:
    """Whether a place lies in another: same country and division, and more specific."""
    if place.country != than.country or place.country is None:
        return False
    if SPECIFIC.get(place.precision or "", 3) <= SPECIFIC.get(than.precision or "", 3):
        return False
    return than.precision == "country" or place.admin1 == than.admin1


def _tie(trigger: Token, spot: _Spot, parse: Parse, triggers: set[int]) -> float:
    """How strongly the dependency tree ties a place to an event, 0 to 1: each step on the way between them weakens it."""
    ups = [trigger.i, *parse.ancestors(trigger.i)]
    downs = [spot.i, *parse.ancestors(spot.i)]
    shared = next((i for i in downs if i in set(ups)), None)
    if shared is None:
        return 0.0
    strength = 1.0
    for i in downs[: downs.index(shared)]:
        strength *= _step_down(parse, i, trigger.i)
        if i in triggers and i != spot.i and i != trigger.i:
            strength *= OTHER_EVENT
    for i in ups[: ups.index(shared)]:
        strength *= UP.get(parse.tokens[i].dep, 0.93)
    return strength


def _step_down(parse: Parse, i: int, trigger: int) -> float:
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    if token.dep == "pobj":
        return _of_preposition(head, parse)
    if token.dep in ("compound", "poss", "nmod", "amod"):
        return 1.0 if head.i == trigger else _of_modifier(head)
    if token.dep == "prep":
        return (
            0.0
            if head.pos in ("NOUN", "PROPN") and head.lemma.lower() in words("locating.origins") and head.i != trigger
            else 0.95
        )
    if token.dep in ("nsubj", "dobj", "nsubjpass") and head.i == trigger:
        return 0.9
    return DOWN.get(token.dep, 0.7)


def _of_preposition(preposition: Token, parse: Parse) -> float:
    low = preposition.text.lower()
    return 1.0 if low in words("inside") else PREPOSITIONS.get(low, 0.6)


def _of_modifier(noun: Token) -> float:
    """ "the Baghdad government" says whose it is; "Baghdad suburbs", where."""
    low = noun.lemma.lower()
    if low in words("locating.origins") or low in words("metonymy.possessions"):
        return 0.0
    return 0.97 if kind_of(low) else 0.6


# ---- carried over ----------------------------------------------------------------------------------------------------


def _carried(trigger: Token, parse: Parse, spots: list[_Spot]) -> tuple[Place, float] | None:
    """The place that was named last, up to three sentences before, else that of the dateline."""
    number = parse.sentence_number(trigger.i)
    for back, sure in CARRIED.items():
        if back > number:
            break
        sentence = parse.sentences[number - back]
        until = trigger.i if back == 0 else sentence.last
        here = [s for s in spots if sentence.first <= s.i < until and _says_where(s, parse)]
        if here:
            place = max(here, key=lambda s: (SPECIFIC.get(s.toponym.place.precision or "", 3), s.i)).toponym.place
            return place, sure * (place.confidence or 0.5)
    dateline = next((s for s in spots if _is_dateline(s, parse)), None)
    if dateline is None or parse.sentence_number(dateline.i) > number:
        return None
    return dateline.toponym.place, DATELINE * (dateline.toponym.place.confidence or 0.5)


def _says_where(spot: _Spot, parse: Parse) -> bool:
    """Whether a place stands after a preposition of place: one that only belongs to somebody is not carried."""
    first = spot.i
    while first > 0 and parse.tokens[first - 1].dep == "compound" and parse.tokens[first - 1].head == spot.i:
        first -= 1
    preposition = context.preposition(parse, first)
    return preposition is not None and (
        preposition in words("inside") or preposition in ("at", "on", "through", "along", "of", "to")
    )


def _is_dateline(spot: _Spot, parse: Parse) -> bool:
    first = parse.within(spot.toponym.span.start, spot.toponym.span.end)[0].i
    return spot.last >= first and context.is_dateline(parse, first, spot.last + 1)
