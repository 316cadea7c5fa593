"""What the rules say of an event, weighed against what the tagger reads in its word: type, assertion, parties.

The rules know words and trees, and say why; the tagger has read thousands of events that readers described, and says
how sure it is. The rules' answer stands unless the tagger gives it hardly any chance and is sure of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from events.extraction import ontology
from events.extraction.syntax import coordinated, lemma
from events.model import Parse

if TYPE_CHECKING:
    from events.extraction.triggers import Match

OTHER = "OTHER"
LEAST, TOLD = 0.6, 0.5  # probability of a type for what no rule knows, and of its being told at all
STAND = (("ASSAULT", "COERCE"),)  # what is taken by force: readers called it the one or the other
SURE, DOUBTED = 0.9, 0.02  # of another type than the rules', and of theirs, for it to be taken
# The same of what the rules take for a fact and is none, and of what they take for none and is ("left to see him").
CHANGES = {
    ("asserted", "possible"): (0.6, 0.3),
    ("asserted", "planned"): (0.85, 0.1),
    ("planned", "asserted"): (0.85, 0.1),
}
FOUND = 0.7  # of a party where the rules find none
CONTEXT = 12  # tokens of a sentence, of which fewer give the tagger too little to know better by

Answer = TypeVar("Answer")


def typed(parse: Parse, match: Match) -> Match:
    """The match with the type that is the more probable; one of another type loses mode and code of the rules' type."""
    if _is_short(parse, match):
        return match
    types = parse.reading(match.head).types
    best = _likeliest(types)
    if best is None or best == match.type:
        return match
    if match.type == OTHER and match.mode is None:
        generic = match.noun and lemma(parse, match.head) in ontology.classes().generic  # "the incident": of any type
        known = not generic and types[best] >= LEAST and parse.told[match.head] >= TOLD
        return replace(match, type=best, cameo=ontology.cameo(best), read=True) if known else match
    if types[best] < SURE or types.get(match.type, 0.0) > DOUBTED or (match.type, best) in STAND:
        return match
    return replace(match, type=best, mode=None, cameo=ontology.cameo(best))


def asserted(parse: Parse, match: Match, by_rules: str) -> str:
    """Whether the event happened: what the rules say, or what the tagger is sure of; denials and conditions stand."""
    if _is_short(parse, match):
        return by_rules
    assertions = parse.reading(match.head).assertions
    best = _likeliest(assertions)
    if best is None or (by_rules, best) not in CHANGES:
        return by_rules
    least, most = CHANGES[by_rules, best]
    return best if assertions[best] >= least and assertions.get(by_rules, 0.0) <= most else by_rules


def parties(parse: Parse, match: Match, roles: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """The heads of each role's words: the rules', else whom the tagger points to where he has no other role."""
    if _is_short(parse, match):
        return dict(roles)
    pointed = parse.reading(match.head).parties
    taken = {i for heads in roles.values() for i in heads} | {match.head, *match.parts}
    return {role: heads or _pointed(parse, pointed.get(role, {}), taken) for role, heads in roles.items()}


def _pointed(parse: Parse, pointed: Mapping[int | None, float], taken: set[int]) -> list[int]:
    together = {i: sum(pointed.get(j, 0.0) for j in coordinated(parse, i)) for i in pointed if i is not None}
    best = _likeliest(together)
    if best is None or together[best] < FOUND or not taken.isdisjoint(coordinated(parse, best)):
        return []
    return coordinated(parse, best)


def _is_short(parse: Parse, match: Match) -> bool:
    sentence = parse.sentence(match.head)
    return sentence.last - sentence.first < CONTEXT


def _likeliest(answers: Mapping[Answer, float]) -> Answer | None:
    return max(answers, key=answers.__getitem__, default=None)
