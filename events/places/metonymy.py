"""Whether a place name stands for a government, not for the place: "Tehran is providing", "talks with Baghdad"."""

from __future__ import annotations

from events.model import Parse, Place
from events.places import context
from events.places.words import words

LOCATIVE = frozenset(
    (
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "throughout",
        "around",
        "into",
        "toward",
        "towards",
        "within",
        "through",
        "over",
        "off",
    )
)


def is_metonym(parse: Parse, first: int, last: int, place: Place) -> bool:
    """Whether the name at tokens `first` up to `last` stands for those who govern: by its syntax, for countries, divisions and capitals."""
    if place.precision not in ("country", "admin1", "settlement") or (
        place.precision == "settlement" and place.feature != "PPLC"
    ):
        return False
    if context.preposition(parse, first) in LOCATIVE:
        return False
    root = parse.root(parse.words(first, last))
    if root is None:
        return False
    i = _head_of_coordination(parse, root.i)
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if token.dep in ("nsubj", "agent"):
        return head.lemma.lower() in words("metonymy.verbs") or _has_object(parse, head.i)
    if token.dep in ("dobj", "iobj", "dative", "nsubjpass"):
        return head.lemma.lower() in OBJECTS
    if token.dep == "pobj":
        return _governed(parse, head.i)
    if token.dep in ("poss", "compound", "nmod", "amod"):
        return head.lemma.lower() in words("metonymy.possessions") or head.text.lower() in words("metonymy.possessions")
    return False


OBJECTS = frozenset(
    "accuse blame urge tell ask warn press pressure persuade force condemn criticise criticize denounce support back arm supply help thank threaten isolate punish "
    "sanction oppose defy anger provoke convince order allow assure inform invite join ally recognise recognize deter contain".split()
)


def _head_of_coordination(parse: Parse, i: int) -> int:
    """The first of the names that this one is coordinated with: "Washington" of "Washington and Tehran"."""
    while parse.tokens[i].dep == "conj" and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    return i


def _has_object(parse: Parse, verb: int) -> bool:
    """Whether a verb has a clause that it reports or an object and acts on purpose: a place has neither."""
    return any(parse.tokens[c].dep == "ccomp" for c in parse.children[verb])


def _governed(parse: Parse, preposition: int) -> bool:
    """ "talks between Washington and Tehran", "advisers to Baghdad", "sanctions on Iran", "said by Moscow"."""
    token = parse.tokens[preposition]
    low, head = token.text.lower(), parse.tokens[token.head]
    if token.dep == "agent":
        return True
    if low in ("between", "with", "against", "on") and head.lemma.lower() in words("metonymy.dealings") | words(
        "metonymy.verbs"
    ):
        return low != "on" or head.lemma.lower() in ("sanction", "pressure", "embargo", "impose", "press", "war")
    if low in ("to", "for"):
        return head.lemma.lower() in GIVEN
    return low in ("by", "from") and head.lemma.lower() in (
        "support",
        "backing",
        "pressure",
        "permission",
        "approval",
        "help",
        "aid",
        "order",
        "demand",
        "offer",
        "proposal",
    )


GIVEN = frozenset(
    "adviser advisor weapon arm aid support message warning letter provide give sell supply loyal ally hostile sale ambassador envoy ultimatum concession loan say tell "
    "appeal allegiance opposition assistance intelligence equipment proposal offer loyalty close".split()
)
