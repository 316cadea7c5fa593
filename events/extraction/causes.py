"""What its arguments make of an event's type: harm is what did it, a promise is what it promises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from events.extraction import ontology
from events.extraction.animacy import instrument
from events.extraction.ontology import OTHER
from events.extraction.syntax import SUBJECTS, child, is_passive, lemma, prepositional, subjects
from events.model import Parse

if TYPE_CHECKING:
    from events.extraction.triggers import Match

DEATH, ASSAULT, ACCIDENT, DISASTER = "DEATH", "ASSAULT", "ACCIDENT", "DISASTER"
HARMFUL = (DEATH, ASSAULT, ACCIDENT, DISASTER, OTHER)  # types whose verbs of harm may have another cause
CAUSES = (ASSAULT, ACCIDENT, DISASTER, "DISEASE", "CRIME")  # types of events that kill
CIRCUMSTANCE = ("when", "after", "as")
CONTENT = ("xcomp", "ccomp", "dobj", "pcomp")


def by_content(parse: Parse, match: Match, found: dict[int, Match]) -> Match:
    """A promise, a threat, a demand or a refusal has the mode of what it is about: "agreed to meet"."""
    modes = ontology.classes().contents.get(match.type)
    if match.mode is not None or modes is None:
        return match
    below = [c for c in parse.children[match.head] if parse.tokens[c].dep in CONTENT]
    below += prepositional(parse, match.head, "for", "of", "to")
    told = [c for c in below if c in found and child(parse, c, "neg") is None]
    content = next((found[c].type for c in told if found[c].type in modes), None)
    if content is None:
        return match
    type_, mode = modes[content]
    return replace(match, type=type_, mode=mode, cameo=ontology.cameo(type_, mode))


def by_cause(parse: Parse, verb: Match, nouns: dict[int, Match]) -> Match:
    """Harm has the type of the event or weapon that did it, where the clause names one: "the quake killed"."""
    if not _is_harm(parse, verb):
        return verb
    doers = [_meant(parse, s) for s in subjects(parse, verb.head)] + prepositional(parse, verb.head, "by", "with")
    causes = [*doers, *prepositional(parse, verb.head, "in", "from", "of", "during")]
    cause = next((nouns[c] for c in causes if c in nouns and nouns[c].type in CAUSES), None)
    if cause is not None:
        return replace(verb, type=cause.type, mode=cause.mode, cameo=cause.cameo)
    means = next((found for d in doers if (found := instrument(parse, d))), None)
    if means is None:
        return verb
    return replace(verb, type=means[0], mode=means[1], cameo=ontology.cameo(*means))


def _is_harm(parse: Parse, verb: Match) -> bool:
    harmful = verb.type in HARMFUL or verb.mode == "destroy-property"
    return harmful and lemma(parse, verb.head) in ontology.classes().harm


def _meant(parse: Parse, i: int) -> int:
    """What "it" stands for where a storm or an accident does harm: the subject of the sentence before."""
    number = parse.sentence_number(i)
    if parse.tokens[i].text.lower() != "it" or number == 0:
        return i
    before = parse.sentences[number - 1]
    return next((t.i for t in parse.tokens[before.first : before.last] if t.dep in SUBJECTS), i)


def by_circumstance(parse: Parse, verb: Match, verbs: dict[int, Match]) -> Match:
    """Harm whose cause is a clause: "killed when a bus overturned"."""
    if not _is_harm(parse, verb) or verb.type in (ACCIDENT, DISASTER):
        return verb
    cause = next((m for m in _circumstances(parse, verb, verbs) if m.type in CAUSES), None)
    return verb if cause is None else replace(verb, type=cause.type, mode=cause.mode, cameo=cause.cameo)


def _circumstances(parse: Parse, verb: Match, verbs: dict[int, Match]) -> list[Match]:
    """Clauses that may say what did the harm: "when ...", or the one before ("it fell into a ravine, killing 30")."""
    token = parse.tokens[verb.head]
    joined = [verb.head, *(c for c in parse.children[verb.head] if parse.tokens[c].dep == "conj")]
    below = [c for v in joined for c in parse.children[v] if parse.tokens[c].dep == "advcl"]
    when = [c for c in below if any(lemma(parse, g) in CIRCUMSTANCE for g in parse.children[c])]
    other = token.dep == "conj" and child(parse, verb.head, "nsubj") is not None  # "it fell, and 43 people died"
    follows = token.dep == "advcl" and token.tag == "VBG"
    shared = token.dep == "conj" and not other and is_passive(parse, token.head)  # "was hit by a car and killed"
    before = [token.head] if token.head < verb.head and (follows or shared or (other and verb.type == DEATH)) else []
    mishap = [c for c in before if verb.type == DEATH or (c in verbs and verbs[c].type in (ACCIDENT, DISASTER))]
    return [verbs[c] for c in (*when, *mishap) if c in verbs]
