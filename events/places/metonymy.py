"""Whether a place name stands for a government or a team, not for the place: "Tehran is providing", "Chicago won"."""

from __future__ import annotations

from events.model import Parse, Place, Token
from events.places import context
from events.places.entries import Entry
from events.places.words import kind_of, words

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


def is_metonym(parse: Parse, first: int, last: int, place: Place | Entry) -> bool:
    """Whether tokens `first` up to `last` stand for a government (countries, capitals) or a team, by their syntax."""
    capital = place.feature == "PPLC"
    if _is_team(parse, first, last):
        return True
    if place.precision != "country" and not capital:
        return False
    if context.preposition(parse, first) in LOCATIVE or context.is_dateline(parse, first, last):
        return False
    root = parse.root(parse.words(first, last))
    if root is None:
        return False
    token = parse.tokens[_head_of_coordination(parse, root.i)]
    head = parse.tokens[token.head]
    following = parse.tokens[last] if last < len(parse.tokens) else None
    if token.dep in ("conj", "dobj") and following is not None and following.tag in ("VBD", "VBZ"):
        return following.pos == "VERB" and following.lemma.lower() not in words(
            "metonymy.states"
        )  # its subject, misread
    if token.dep == "nsubj":
        return head.pos in ("VERB", "AUX") and head.lemma.lower() not in words("metonymy.states")
    if token.dep == "nsubjpass" and any(parse.tokens[c].dep == "xcomp" for c in parse.children[head.i]):
        return True  # "Washington is expected to host the talks"
    if token.dep in ("dobj", "iobj", "dative", "nsubjpass"):
        return head.lemma.lower() in words("metonymy.objects")
    if token.dep == "pobj":
        return _governed(parse, head, capital)
    if token.dep == "poss":
        return capital and head.lemma.lower() in words("metonymy.possessions")
    return token.dep in ("compound", "nmod", "amod") and _is_of_power(head)


def _is_team(parse: Parse, first: int, last: int) -> bool:
    """ "Chicago beat Cleveland": towns that play are teams."""
    root = parse.root(parse.words(first, last))
    if root is None or root.dep not in ("nsubj", "dobj"):
        return False
    return parse.tokens[root.head].pos == "VERB" and parse.tokens[root.head].lemma.lower() in words("metonymy.playing")


def _is_of_power(noun: Token) -> bool:
    """Whether what a country's name modifies is of its government: "U.S. jets", not "the U.S. border"."""
    return noun.lemma.lower() in words("metonymy.possessions") and kind_of(noun.text.lower()) is None


def _head_of_coordination(parse: Parse, i: int) -> int:
    """The first of the names that this one is coordinated with: "Washington" of "Washington and Tehran"."""
    while (
        parse.tokens[i].dep == "conj"
        and parse.tokens[i].head != i
        and parse.tokens[parse.tokens[i].head].pos in ("PROPN", "NOUN")
    ):
        i = parse.tokens[i].head
    return i


def _governed(parse: Parse, preposition: Token, capital: bool) -> bool:
    """ "talks between Washington and Tehran", "advisers to Baghdad", "sanctions on Iran", "said by Moscow"."""
    low, head = preposition.text.lower(), parse.tokens[preposition.head]
    lemma = head.lemma.lower()
    if preposition.dep == "agent":
        return True
    if low in ("between", "with", "against"):
        return lemma in words("metonymy.dealings")
    if low == "on":
        return lemma in words("metonymy.burdens")
    if low == "to" and lemma in words("metonymy.giving"):
        return capital and any(
            parse.tokens[c].dep == "dobj" and parse.tokens[c].lemma.lower() in words("metonymy.goods")
            for c in parse.children[head.i]
        )
    if low in ("to", "for"):
        return capital and lemma in words("metonymy.given")
    return low in ("by", "from") and lemma in words("metonymy.offers")
