"""What the rules say of an event, weighed against what the tagger reads in its word: type, assertion, parties.

The tagger has read thousands of events that readers described, and gives probabilities; the rules know words and trees,
and say why. The answer is the one with the highest probability, where that of the rules' has so much added as they are
right more often. Articles that the tagger did not learn from said how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from events.extraction import ontology
from events.extraction.syntax import coordinated, lemma, noun_phrase
from events.model import Parse
from events.weighing import likeliest

if TYPE_CHECKING:
    from events.extraction.triggers import Match

# Added to the type that the rules know; to OTHER where they know at least a mode of it ("injury"), or nothing.
TYPE, MODE, NO_TYPE = 0.7, 0.5, 0.45
ASSERTION = {"asserted": 0.5, "possible": 0.5, "planned": 0.5, "negated": 0.8, "conditional": 0.8}
WISHES = {"possible", "planned"}  # what is demanded is the one to the rules, the other to those who taught the tagger
LIKELY = 0.5  # probability of being the place of it, from which nobody else is looked for
PARTY, NOBODY = {"actor": 0.8, "recipient": 0.7}, 0.4  # to whom the rules find, and to nobody where they find none
STRUCK = 0.9  # to what they find that was hit, which the tagger may take for the place of it: "an attack on a hotel"


def typed(parse: Parse, match: Match) -> Match:
    """The match with the type that is the more probable; one that they do not say has mode and code of that sense."""
    known = match.type != ontology.OTHER or match.mode is not None
    if parse.is_short(match.head) or (not known and _is_generic(parse, match)):
        return match
    weight = TYPE if match.type != ontology.OTHER else MODE if known else NO_TYPE
    best = likeliest(parse.reading(match.head).types, match.type, weight)
    if best == match.type:
        return match
    mode, cameo = _sense(parse, match, best)
    return replace(match, type=best, mode=mode, cameo=cameo, read=not known)


def _sense(parse: Parse, match: Match, type_: str) -> tuple[str | None, str | None]:
    """Mode and code that the lexicon has for the trigger's word where it is of this type."""
    known = ontology.triggers().get((lemma(parse, match.head), "N" if match.noun else "V"), ())
    sense = next((t for t in known if t.type == type_ and len(t.phrase) == 1), None)
    return (sense.mode, sense.cameo) if sense else (None, ontology.cameo(type_))


def asserted(parse: Parse, match: Match, by_rules: str) -> str:
    """Whether the event happened."""
    if parse.is_short(match.head):
        return by_rules
    best = likeliest(parse.reading(match.head).assertions, by_rules, ASSERTION[by_rules])
    return by_rules if {best, by_rules} == WISHES else best


def parties(parse: Parse, match: Match, roles: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """The heads of each role's words."""
    if parse.is_short(match.head):
        return dict(roles)
    pointed = parse.reading(match.head).pointed
    added = PARTY | ({"recipient": STRUCK} if match.type == "ASSAULT" else {})
    found = {r: _pointed(parse, match, heads, pointed.get(r, {}), added[r]) for r, heads in roles.items()}
    if not found["recipient"] and _is_there(roles["recipient"], pointed.get("place", {})):
        found["recipient"] = roles["recipient"]
    if match.phase == "end":
        found["actor"] = roles["actor"]  # who stopped it, whom the tagger may mean, is not who did it
    every = [i for heads in found.values() for i in heads]
    return found if len(every) == len({*every}) else dict(roles)


def _is_there(heads: list[int], place: Mapping[int | None, float]) -> bool:
    """Whether whom the rules find is to the tagger the place of it, and so nobody: "a visit to Amman"."""
    return sum(place.get(i, 0.0) for i in heads) >= LIKELY


def _pointed(
    parse: Parse, match: Match, heads: list[int], pointed: Mapping[int | None, float], added: float
) -> list[int]:
    """The heads of one role's words, `added` to those of the rules; parties that stand together share what they get."""
    sentence = parse.sentence(match.head)
    if not pointed or (heads and not any(sentence.first <= i < sentence.last for i in heads)):
        return heads  # of another sentence, to which the tagger cannot point
    together: dict[int | None, float] = {
        i: sum(pointed.get(j, 0.0) for j in coordinated(parse, i))
        for i in {*pointed, *heads}
        if i is not None and i not in (match.head, *match.parts)
    }
    by_rules = max(heads, key=lambda i: together.get(i, 0.0)) if heads else None
    best = likeliest(together | {None: pointed.get(None, 0.0)}, by_rules, added if heads else NOBODY)
    if best == by_rules:
        return heads
    if best is None:
        return []
    words = noun_phrase(parse, best)
    if any(words.start <= parse.tokens[i].start < words.end for i in heads):
        return heads  # "shelled Iraqi towns": the rules say whose they are
    return coordinated(parse, best)


def _is_generic(parse: Parse, match: Match) -> bool:
    """ "The incident" may be of any type."""
    return match.noun and lemma(parse, match.head) in ontology.classes().generic
