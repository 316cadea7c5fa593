"""What the text tells of no event that one could place: habits and states, the writer's own, mere kinds of events.

Mentions of a known type are judged less: whether they name a kind of event ("violence", "kidnappings and extortion")
without anybody, anywhere or any day, and whether they tell a habit where the tagger hardly sees an event told.
"""

from __future__ import annotations

import re

from events.extraction import ontology
from events.extraction.aims import words
from events.extraction.animacy import entity_label, is_party
from events.extraction.assertion import assertion, support_is_fact
from events.extraction.ontology import OTHER
from events.extraction.syntax import child, lemma, prepositional, subjects
from events.extraction.triggers import Match, portion
from events.model import Parse, Participant

SURE = 0.8  # probability of being told, from which only kinds of events are none ("kidnappings and extortion")
PASSING = 0.2  # probability of being told, below which a word of no known type, or of nobody, tells of nothing
HABITUAL = 0.2  # the same of a plain present
PRESENT = ("VBZ", "VBP")
PROSE = re.compile(r"[.?!][\"'”’)\s]*$")  # headlines tell in the present what happened, and have no full stop
SPEAKERS = frozenset(("i", "we", "you"))
# Endings of nouns that are made of verbs: "funding", "collision", "deployment", "appearance", "arrival", "departure".
OF_VERBS = ("ing", "ion", "ment", "ance", "ence", "al", "ery", "ure", "age")
WHERE_OR_WHEN = ("GPE", "LOC", "FAC", "DATE", "TIME", "ORDINAL", "CARDINAL", "NORP")
ARGUMENTS = ("of", "by", "on", "at", "with", "against", "between")
SOME = frozenset(
    (
        "several",
        "many",
        "few",
        "more",
        "further",
        "fresh",
        "new",
        "recent",
        "latest",
        "earlier",
        "previous",
        "two",
        "other",
    )
)
FRAMES = ("in", "during", "after", "before", "following", "amid", "since", "over", "through", "despite")
ALREADY_TOLD = ("this", "that", "these", "those")
TOLD_OF = ("nsubj", "nsubjpass")  # what a verb says something of


def is_vague(parse: Parse, match: Match, participants: tuple[Participant, ...]) -> bool:
    """Whether a mention tells of nothing in particular."""
    unknown = match.type == OTHER or match.read
    if told(parse, match) < PASSING and (unknown or not participants):
        return True
    if match.noun and _is_kind(parse, match, participants) and assertion(parse, match) == "asserted":
        return True
    if told(parse, match) >= SURE:
        return False
    if not unknown:
        return not match.noun and told(parse, match) < HABITUAL and _is_habit(parse, match.head)
    if match.noun:
        word = lemma(parse, match.head)
        known = (word, "N") in ontology.triggers() or word.endswith(OF_VERBS)
        return not participants and not known and not _has_argument(parse, match.head)
    return _is_habit(parse, match.head) or _is_of_speakers(parse, match.head)


def told(parse: Parse, match: Match) -> float:
    """How probable it is that the text tells an event with the trigger, as the tagger sees its words."""
    return max(parse.told[t.i] for t in parse.within(match.span.start, match.span.end))


def _is_kind(parse: Parse, match: Match, participants: tuple[Participant, ...]) -> bool:
    """ "The war must end", "a time of violence", "crimes such as kidnappings": no one event is meant."""
    lasting = lemma(parse, match.head) in ontology.classes().lasting and not _is_spoken_of(parse, match.head)
    if not (lasting or _is_bare(parse, match.head)) or not PROSE.search(parse.sentence(match.head).span.text):
        return False
    if match.support is not None and support_is_fact(parse, match):
        return False
    heads = (parse.root(p.span) for p in participants if p.span)
    if any(t is not None and (is_party(parse, t.i) or t.pos == "PRON") for t in heads):
        return False
    return not any(_tells_which(parse, i) for i in parse.subtree(match.head))


def _is_spoken_of(parse: Parse, i: int) -> bool:
    """ "The war cost 20,000 lives", "five days of war": what it did or how long it was makes it one event."""
    token = parse.tokens[i]
    verb, preposition = parse.tokens[token.head], parse.tokens[token.head]
    if token.dep in TOLD_OF:
        return verb.tag in ("VBD", "VBN")
    return preposition.text.lower() == "of" and _is_span(parse, preposition.head)


def _is_bare(parse: Parse, i: int) -> bool:
    """Whether a plural has nothing that counts or picks out its events, as "during raids" and "days of riots" have."""
    token = parse.tokens[i]
    while token.dep == "conj" and parse.tokens[token.head].pos in ("NOUN", "PROPN"):
        token = parse.tokens[token.head]
    if token.tag != "NNS" or token.dep in TOLD_OF or child(parse, token.i, "det", "poss", "nummod") is not None:
        return False
    if any(parse.tokens[c].text.lower() in SOME for g in (i, token.i) for c in parse.children[g]):
        return False
    preposition = parse.tokens[token.head]
    if preposition.text.lower() == "of":
        number = (
            entity_label(parse, preposition.head) == "CARDINAL" or child(parse, preposition.head, "nummod") is not None
        )
        counted = number or portion(parse, token.i) != token.i
        above = parse.tokens[preposition.head]  # "guilty of massacres", "days of skirmishes"
        return not counted and above.pos != "ADJ" and not _is_span(parse, above.i)
    return preposition.text.lower() not in FRAMES


def _is_span(parse: Parse, i: int) -> bool:
    """ "days", "years"."""
    return parse.tokens[i].tag == "NNS" and lemma(parse, i) in words().times


def _has_argument(parse: Parse, i: int) -> bool:
    """ "the collapse of a bridge": what happens to a thing."""
    return child(parse, i, "poss") is not None or bool(prepositional(parse, i, *ARGUMENTS))


def _tells_which(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    return entity_label(parse, i) in WHERE_OR_WHEN or (token.dep == "det" and token.text.lower() in ALREADY_TOLD)


def _is_habit(parse: Parse, i: int) -> bool:
    """A plain present in prose: "the butterfly lays its eggs"."""
    return parse.tokens[i].tag in PRESENT and PROSE.search(parse.sentence(i).span.text) is not None


def _is_of_speakers(parse: Parse, i: int) -> bool:
    """What speakers say of themselves and each other: "you're coming home"."""
    acting = [parse.tokens[s].text.lower() for s in subjects(parse, i)]
    return bool(acting) and SPEAKERS.issuperset(acting)
