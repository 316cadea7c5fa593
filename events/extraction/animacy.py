"""Which words can be parties to an event: names, people, groups of people, and pronouns for these."""

from __future__ import annotations

from events.extraction import ontology
from events.extraction.syntax import child, lemma, objects
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


def instrument(parse: Parse, i: int) -> tuple[str, str] | None:
    """Type and mode of the event that a weapon or a force of nature stands for: "shells", "Hurricane Katrina"."""
    words = [lemma(parse, w) for w in (i, *parse.children[i]) if w == i or parse.tokens[w].dep in MODIFIERS]
    return next((ontology.classes().instruments[w] for w in words if w in ontology.classes().instruments), None)


def is_force(parse: Parse, i: int) -> bool:
    """Whether a force of nature is meant, also by its name: "Typhoon Haiyan"."""
    found = instrument(parse, i) if parse.tokens[i].pos in ("NOUN", "PROPN") else None
    return found is not None and found[0] == "DISASTER" and lemma(parse, i) not in ontology.human_nouns()


def is_human(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    if token.pos == "PRON":
        return token.text.lower() in PERSONAL
    return lemma(parse, i) in ontology.human_nouns() or entity_label(parse, i) in ("PERSON", "NORP")


def stands_for_a_party(parse: Parse, i: int) -> bool:
    """Whether a pronoun does: "it" only where it acts on something ("it released two hostages") or is dealt with."""
    token = parse.tokens[i]
    word = token.text.lower()
    if word in PERSONAL or (word in POSSESSIVE and token.dep == "poss"):
        return True
    if word not in ("it", "itself"):
        return False
    dealt_with = token.dep == "pobj" and parse.tokens[token.head].text.lower() in ("with", "against")
    return dealt_with or (token.dep in ("nsubj", "nsubjpass") and _acts(parse, token.head))


def _acts(parse: Parse, verb: int) -> bool:
    """Whether a verb has an object, or what its subject is ready, forced or said to do: "it is ready to arm them"."""
    predicate = child(parse, verb, "acomp")
    clauses = [child(parse, i, "xcomp") for i in (verb, predicate) if i is not None]
    return any(objects(parse, i) for i in (verb, *clauses) if i is not None)
