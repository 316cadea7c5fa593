"""What the text tells of no event that one could place: habits and states in the present, the writer's own, bare nouns.

Only mentions of no known type are judged: a known type is reason enough to keep one.
"""

from __future__ import annotations

import re

from events.extraction import ontology
from events.extraction.syntax import lemma, subjects
from events.extraction.triggers import OTHER, Match
from events.model import Parse, Participant

PRESENT = ("VBZ", "VBP")
PROSE = re.compile(r"[.?!][\"'”’)\s]*$")  # headlines tell in the present what happened, and have no full stop
SPEAKERS = frozenset(("i", "we", "you"))
# Endings of nouns that are made of verbs: "funding", "collision", "deployment", "appearance", "arrival", "departure".
OF_VERBS = ("ing", "ion", "ment", "ance", "ence", "al", "ery", "ure", "age")


def is_vague(parse: Parse, match: Match, participants: tuple[Participant, ...]) -> bool:
    """Whether a mention of no known type tells of nothing in particular."""
    if match.type != OTHER:
        return False
    if match.noun:
        word = lemma(parse, match.head)
        known = (word, "N") in ontology.triggers() or word.endswith(OF_VERBS)
        return not participants and not known
    return _is_habit(parse, match.head) or _is_of_speakers(parse, match.head)


def _is_habit(parse: Parse, i: int) -> bool:
    """A plain present in prose: "the butterfly lays its eggs"."""
    return parse.tokens[i].tag in PRESENT and PROSE.search(parse.sentence(i).span.text) is not None


def _is_of_speakers(parse: Parse, i: int) -> bool:
    """What speakers say of themselves and each other: "you're coming home"."""
    acting = [parse.tokens[s].text.lower() for s in subjects(parse, i)]
    return bool(acting) and SPEAKERS.issuperset(acting)
