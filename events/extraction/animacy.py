"""Which words can be parties to an event: names, people, groups of people, and pronouns for these."""

from __future__ import annotations

from collections.abc import Iterable

from events.actors.sectors import is_human_phrase
from events.extraction import ontology
from events.extraction.syntax import child, lemma, objects, prepositional, subjects
from events.model import Parse

MODIFIERS = ("compound", "nmod", "amod")
PARTY_LABELS = ("PERSON", "ORG", "GPE", "NORP")
PERSONAL = frozenset(("i", "we", "you", "he", "she", "they", "him", "her", "them", "us", "me"))
PERSONAL |= {"who", "whom", "someone", "everyone", "anyone", "nobody"}
POSSESSIVE = frozenset(("his", "her", "its", "their"))


def entity_label(parse: Parse, i: int) -> str | None:
    entity = parse.entity(i)
    return None if entity is None else entity.label


def is_party(parse: Parse, i: int) -> bool:
    """Whether the token can act: a name, a person, a group of people, a pronoun for one."""
    token = parse.tokens[i]
    label = entity_label(parse, i)
    if is_force(parse, i):
        return False
    if label in PARTY_LABELS or is_human(parse, i):
        return True
    return token.pos == "PROPN" and label is None


def any_party(parse: Parse, found: Iterable[int]) -> bool:
    return any(is_party(parse, i) for i in found)


def instrument(parse: Parse, i: int) -> tuple[str, str] | None:
    """Type and mode of the event that a weapon or a force of nature stands for: "shells", "Hurricane Katrina"."""
    words = [lemma(parse, w) for w in (i, *parse.children[i]) if w == i or parse.tokens[w].dep in MODIFIERS]
    return next((ontology.classes().instruments[w] for w in words if w in ontology.classes().instruments), None)


def is_force(parse: Parse, i: int) -> bool:
    """Whether a force of nature is meant, also by its name: "Typhoon Haiyan"."""
    found = instrument(parse, i) if parse.tokens[i].pos in ("NOUN", "PROPN") else None
    return found is not None and found[0] == "DISASTER" and lemma(parse, i) not in ontology.human_nouns()


def counts_people(parse: Parse, i: int) -> bool:
    """ "A total of nine sailors", "neither of the teenagers", "one of the suspects": as many people as it says."""
    if lemma(parse, i) not in ontology.classes().quantifiers and parse.tokens[i].pos != "NUM":
        return False
    return any(is_human(parse, c) for c in prepositional(parse, i, "of"))


def is_human(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    if counts_people(parse, i):
        return True
    if token.pos == "PRON":
        return token.text.lower() in PERSONAL
    if lemma(parse, i) in ontology.human_nouns() or entity_label(parse, i) in ("PERSON", "NORP"):
        return True
    before = [lemma(parse, c) for c in parse.children[i] if c < i and parse.tokens[c].dep in MODIFIERS]
    return bool(before) and is_human_phrase([*before, lemma(parse, i)])


def stands_for_a_party(parse: Parse, i: int) -> bool:
    """Whether a pronoun does: "it" only where it acts on something ("it released two hostages"), deals with somebody,
    is dealt with, or is who a body or a state says will act ("Kenya said it would leave")."""
    token = parse.tokens[i]
    word = token.text.lower()
    if word in PERSONAL or (word in POSSESSIVE and token.dep == "poss") or counts_people(parse, i):
        return True
    if word not in ("it", "itself"):
        return False
    dealt_with = token.dep == "pobj" and parse.tokens[token.head].text.lower() in ("with", "against")
    subject = token.dep in ("nsubj", "nsubjpass")
    return dealt_with or (subject and (_acts(parse, token.head) or _says_so(parse, token.head)))


def _acts(parse: Parse, verb: int) -> bool:
    """Whether a verb has an object, or what its subject is ready, forced or said to do: "it is ready to arm them"."""
    predicate = child(parse, verb, "acomp")
    clauses = [child(parse, i, "xcomp") for i in (verb, predicate) if i is not None]
    if any(objects(parse, i) for i in (verb, *clauses) if i is not None):
        return True
    return any(is_party(parse, p) for p in prepositional(parse, verb, "with", "against"))


def _says_so(parse: Parse, verb: int) -> bool:
    """Whether a body or a state says what "it" does, and hence may say it of itself."""
    token = parse.tokens[verb]
    speakers = subjects(parse, token.head) if token.dep == "ccomp" else []
    return any(entity_label(parse, s) in ("ORG", "GPE") for s in speakers)
