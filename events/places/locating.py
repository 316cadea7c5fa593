"""Where each event happened: the place that the words of its own clause give, else the one that its article is at."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from events.model import Mention, Parse, Place, Token, Toponym
from events.places import context
from events.places.containment import SPECIFIC, narrower
from events.places.spots import Spot, find_dateline, find_spots, has_superlative, is_landmark, of_attribute
from events.places.words import kind_of, words
from events.weighing import likeliest

ENOUGH = 0.2  # how strongly a toponym must be tied to an event in its sentence
KNOWN, UNKNOWN = 0.5, 0.3  # added to the probability of the spot that ties say, and of none where they say none
SAME_PLACE = 0.6  # of two tied places, the narrower one counts from this share of the other's tie

# What is left of a tie at each step of the dependency tree, from a toponym up to what it shares with the event…
PREPOSITIONS = {
    "at": 1.0, "on": 0.9, "of": 0.9, "to": 0.75, "from": 0.5, "through": 0.85, "over": 0.8, "along": 0.9,
    "against": 0.6, "between": 0.4, "for": 0.3, "with": 0.2, "by": 0.3, "about": 0.2, "than": 0.1, "like": 0.1,
    "as": 0.2,
}  # fmt: skip
DOWN = {
    "appos": 0.97, "conj": 0.85, "npadvmod": 0.95, "nsubj": 0.75, "nsubjpass": 0.85, "dobj": 0.8, "advmod": 0.95,
    "prep": 0.95, "pobj": 0.93, "pcomp": 0.9, "agent": 0.9, "dep": 0.8, "attr": 0.8, "relcl": 0.35, "advcl": 0.5,
    "acl": 0.5, "ccomp": 0.35, "xcomp": 0.7, "parataxis": 0.4,
}  # fmt: skip
# … and from the event up to it.
UP = {
    "relcl": 0.75, "advcl": 0.8, "acl": 0.85, "ccomp": 0.3, "conj": 0.75, "parataxis": 0.4, "xcomp": 0.93, "pcomp": 0.9,
}  # fmt: skip
OTHER_EVENT = 0.35
SAID = 0.3  # "He told of the attack in Washington": where it is said
ITS_OBJECT = 0.85  # through an event that this one is done to: "broke the siege of the town"
PASSED_OVER = 0.93  # any other step

# What an event without a place of its own takes from those told before it: how likely it was where one of these was,
# in logits. Fitted on 1,240 events of 56 articles of all kinds, four in ten of which it places rightly.
PARAGRAPH = 1.02  # the last one told before it, in its paragraph
DATELINE = 1.67
FIRST = 1.4  # the first that has a place: the headline, the lead
FEW = 1.25  # shared among all the places that there are
NONE_OF_THESE = -2.78
MOST_CARRIED = 0.49  # how strong such a tie is at most
FIRM = 0.45  # ties from which a place is carried on
CARRIED = 0.6  # what is left of the tie of a town that a headline's country gives way to
LEAD = 0.8  # how sure it is that what the first sentence tells was where its dateline says
OPENING = 2  # sentences: headline and lead


@dataclass(frozen=True, slots=True)
class _Told:
    """An event that has a place, for those that follow."""

    mention: Mention
    sentence: int
    place: Place
    tie: float
    said: bool  # only words: where they are said is not where the news is


def locate(mentions: tuple[Mention, ...], parse: Parse, toponyms: tuple[Toponym, ...]) -> tuple[Mention, ...]:
    """The mentions with their places and how sure these are; one that the text does not place keeps None.

    A place is never that of a metonym. One carried over from other sentences has a confidence under 0.5, which
    `certainty.py` turns into how often such places are right.
    """
    dateline, past = find_dateline(parse, toponyms)
    spots = sorted(find_spots(parse, toponyms, dateline, past), key=lambda s: s.i)
    roots = {m.id: root for m in mentions if (root := parse.root(m.trigger)) is not None}
    triggers = {root.i for root in roots.values()}
    told = [t for m in mentions if m.id in roots and (t := _tied(m, roots[m.id], parse, spots, triggers)) is not None]
    own = {t.mention.id: t for t in told}
    lead = parse.sentence_number(past) if 0 < past < len(parse.tokens) else -1
    governments = {root.i for t in toponyms if t.metonym and (root := parse.root(t.span)) is not None}
    home = dateline.place if dateline is not None else None
    located = []
    for mention in mentions:
        if (mine := own.get(mention.id)) is not None:
            located.append(_with(mention, mine.place, min(0.95, mine.tie)))
        elif dateline is not None and mention.id in roots and parse.sentence_number(roots[mention.id].i) == lead:
            located.append(_with(mention, dateline.place, LEAD, MOST_CARRIED))
        elif mention.id in roots and not _is_nowhere(mention, roots[mention.id], parse, governments):
            located.append(_carried(mention, roots[mention.id], parse, told, home))
        else:
            located.append(mention)
    return _narrowed(located, told)


def _narrowed(located: list[Mention], told: list[_Told]) -> tuple[Mention, ...]:
    """A headline or a lead names the country; the one town of it that the next sentences tell of is meant."""
    first = {t.mention.id: t.place for t in told if t.sentence < OPENING}
    follow = sorted((t for t in told if t.sentence < OPENING + 3), key=lambda t: t.tie)
    out = []
    for mention in located:
        place = first.get(mention.id)
        towns = {
            t.place.name: t
            for t in sorted(follow, key=lambda t: t.tie)
            if place is not None and narrower(t.place, place)
        }
        town = next(iter(towns.values())) if len(towns) == 1 else None
        if place is not None and place.precision == "country" and town is not None and town.tie >= FIRM:
            mention = _with(mention, town.place, CARRIED * town.tie)
        out.append(mention)
    return tuple(out)


def _is_nowhere(mention: Mention, trigger: Token, parse: Parse, governments: set[int]) -> bool:
    """Whether an event happens nowhere in particular: only said or agreed on, not done, or an act of state."""
    if mention.type in words("locating.spoken"):
        return mention.mode not in words("locating.material")
    if mention.assertion in ("possible", "conditional"):
        return True
    subjects = {c for c in parse.children[trigger.i] if parse.tokens[c].dep == "nsubj"}
    return bool(subjects & governments) and mention.type not in words("locating.forceful")


def _with(mention: Mention, place: Place, sure: float, most: float = 1.0) -> Mention:
    """The mention at a place. Ties are weights, not shares: their root is nearer to how often such places are right."""
    confidence = round(most * math.sqrt(sure * (place.confidence if place.confidence is not None else 0.5)), 3)
    return replace(mention, place=place, confidence=replace(mention.confidence, place=confidence))


# ---- ties in the sentence ------------------------------------------------------------------------------------------


def _tied(mention: Mention, trigger: Token, parse: Parse, spots: list[Spot], triggers: set[int]) -> _Told | None:
    """The place that the event's sentence ties it to, with the strength of the tie."""
    sentence = parse.sentence(trigger.i)
    near = [s for s in spots if sentence.first <= s.i < sentence.last]
    ties = [(t, s) for s in near if not _acts(mention, s, parse) and (t := _tie(trigger, s, parse, triggers)) >= ENOUGH]
    by_ties = max(
        ties,
        key=lambda p: (round(p[0], 1), SPECIFIC.get(p[1].toponym.place.precision or "", 3), -abs(p[1].i - trigger.i)),
        default=None,
    )
    best = by_ties if parse.is_short(trigger.i) else _weighed(trigger.i, near, by_ties, parse)
    if best is None:
        return None
    strongest, spot = best
    place = spot.toponym.place
    for tie, other in ties:
        if tie >= SAME_PLACE * strongest and narrower(other.toponym.place, place):
            place = other.toponym.place
    said = trigger.lemma.lower() in words("locating.saying")
    return _Told(mention, parse.sentence_number(trigger.i), place, strongest, said)


def _weighed(
    trigger: int, near: list[Spot], by_ties: tuple[float, Spot] | None, parse: Parse
) -> tuple[float, Spot] | None:
    """The spot that ties or the tagger say, with how strongly they do; None where none of the sentence is likelier."""
    shares = parse.pointed(trigger, "place", [(s.first, s.last) for s in near])
    own = near.index(by_ties[1]) if by_ties else None
    if own is not None and not near[own].is_name:
        shares[None] = 0.0  # the tagger knows names only
    best = likeliest(shares, own, UNKNOWN if own is None else KNOWN)
    if best is None or by_ties is None or best != own:
        return None if best is None else (shares[best], near[best])
    return (by_ties[0] + shares[best]) / 2, near[best]


def _acts(mention: Mention, spot: Spot, parse: Parse) -> bool:
    """Whether a place only says who acts: it lies in the words for an actor, and not as where they are."""
    if not any(p.role == "actor" and p.span and p.span.covers(spot.toponym.span) for p in mention.participants):
        return False
    gathering = parse.tokens[spot.i].text.lower() in words("gatherings")  # it is where, whoever acts at it
    return not gathering and context.preposition(parse, spot.first) not in words("inside")


def _tie(trigger: Token, spot: Spot, parse: Parse, triggers: set[int]) -> float:
    """How strongly the dependency tree ties a place to an event, 0 to 1: each step between them weakens it."""
    ups = [trigger.i, *parse.ancestors(trigger.i)]
    downs = [spot.i, *parse.ancestors(spot.i)]
    shared = next((i for i in downs if i in set(ups)), None)
    if shared is None:
        return 0.0
    strength = 0.6 if is_landmark(spot, parse) else 1.0
    if shared != trigger.i and parse.tokens[shared].lemma.lower() in words("locating.saying"):
        strength *= SAID
    own = True  # still the toponym itself, or what it is coordinated with
    for i in downs[: downs.index(shared)]:
        strength *= _step_down(parse, i, trigger.i, own)
        own = own and parse.tokens[i].dep in ("conj", "appos", "compound", "npadvmod")
        if i in triggers and i not in (spot.i, trigger.i):
            strength *= ITS_OBJECT if _is_argument(parse, i, trigger.i) else OTHER_EVENT
    for i in ups[: ups.index(shared)]:
        strength *= UP.get(parse.tokens[i].dep, PASSED_OVER)
    return strength


def _is_argument(parse: Parse, i: int, trigger: int) -> bool:
    """Whether an event is done to another one, or that happened in it: "killed in a clash in Tikrit"."""
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    if token.dep == "pobj" and head.text.lower() in ("in", "during"):
        return head.head == trigger
    return head.i == trigger and token.dep in ("dobj", "nsubj", "nsubjpass")


def _step_down(parse: Parse, i: int, trigger: int, own: bool) -> float:
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    if token.dep == "pobj" and own:
        low = head.text.lower()
        if low == "for" and parse.tokens[head.head].lemma.lower() in (
            "leave",
            "depart",
            "head",
            "sail",
            "bind",
            "bound",
        ):
            return 0.95
        return 1.0 if low in words("inside") else PREPOSITIONS.get(low, 0.6)
    if token.dep in ("compound", "poss", "nmod", "amod"):
        return 1.0 if head.i == trigger else _of_modifier(head, parse)
    if token.dep == "prep" and head.i != trigger and head.pos in ("NOUN", "PROPN"):
        return of_attribute(token, head, parse)
    if token.dep in ("nsubj", "dobj", "nsubjpass") and head.i == trigger:
        return 0.6 if token.dep == "dobj" and head.lemma.lower() in ("leave", "flee", "quit") else 0.9
    return DOWN.get(token.dep, 0.7)


def _of_modifier(noun: Token, parse: Parse) -> float:
    """ "the Baghdad government" says whose it is; "Baghdad suburbs", where."""
    low = noun.lemma.lower()
    if low in words("locating.origins") or low in words("metonymy.possessions"):
        return 0.0
    if has_superlative(parse, noun.i):
        return 0.3
    return 0.97 if kind_of(low) else 0.6


# ---- carried over --------------------------------------------------------------------------------------------------


def _carried(mention: Mention, trigger: Token, parse: Parse, told: list[_Told], home: Place | None) -> Mention:
    """The mention at the likeliest of the places told of before it; of two alike at the one told of last."""
    sentence = parse.sentence_number(trigger.i)
    before = [t for t in told if t.sentence <= sentence and t.tie >= FIRM and t.place.lat is not None and not t.said]
    if home is None and not before:
        return mention
    scores: dict[str | None, float] = {} if home is None else {home.name: DATELINE}
    places: dict[str | None, Place] = {} if home is None else {home.name: home}
    for event in before:
        scores.setdefault(event.place.name, 0.0)
        places[event.place.name] = event.place
    if before:
        scores[before[0].place.name] += FIRST
    last = max(before, key=lambda t: t.mention.trigger.start, default=None)
    if last is not None and "\n\n" not in parse.text[last.mention.trigger.end : trigger.start]:
        scores[last.place.name] += PARAGRAPH
    recent = {t.place.name: t.mention.trigger.start for t in before}
    best = max(scores, key=lambda name: (scores[name], recent.get(name, -1)))
    likely = 1 / (1 + math.exp(-(NONE_OF_THESE + scores[best] + FEW / len(scores))))
    return _with(mention, places[best], likely, MOST_CARRIED)
