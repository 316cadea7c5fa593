"""Whether the text says that an event happened: asserted, negated, possible, planned or conditional."""

from __future__ import annotations

from events.extraction import ontology
from events.extraction.syntax import child, lemma, subjects
from events.extraction.triggers import Match
from events.model import Parse

POSSIBLE_MODALS = frozenset(["may", "might", "could", "can", "should", "would", "must", "ought"])
FUTURE_MODALS = frozenset(["will", "shall", "wo", "'ll", "’ll"])
NEGATIVES = frozenset(["no", "neither", "none", "nor", "nobody", "nothing"])
CONDITIONS = frozenset(["if", "unless"])
PHASES_THAT_PRESUPPOSE = ("continue", "end")  # what is ended, or may be, is there
# Complement clauses and infinitives pass on what is said of their governor; other clauses stand by themselves.
PASSES_DOWN = ("xcomp", "ccomp", "acl", "pcomp", "advcl", "conj")


def assertion(parse: Parse, match: Match) -> str:
    """How the text asserts this trigger, by its own words first, then by those that govern it."""
    i = match.head
    if match.noun:
        return _of_noun(parse, match)
    return _of_verb(parse, i)


def support_is_fact(parse: Parse, match: Match) -> bool:
    """Whether the text asserts what it says of the event's phase: "may end the siege" does not end it."""
    governor = parse.tokens[match.head].head if match.support is None else match.support
    return _of_verb(parse, governor) == "asserted"


def _of_noun(parse: Parse, match: Match) -> str:
    i = match.head
    if any(parse.tokens[c].text.lower() in NEGATIVES for c in parse.children[i]):
        return "negated"
    if match.phase in PHASES_THAT_PRESUPPOSE:
        return "asserted"
    if match.support is not None:
        return _of_verb(parse, match.support)
    return _from_governor(parse, i) or "asserted"


def _of_verb(parse: Parse, i: int, depth: int = 0) -> str:
    own = _own(parse, i)
    if own is not None or depth > 6:
        return own or "asserted"
    token = parse.tokens[i]
    if token.dep == "conj" and parse.tokens[token.head].pos in ("VERB", "AUX"):
        return _of_conjunct(parse, i, depth)
    if token.dep in PASSES_DOWN:
        return _from_governor(parse, i) or _of_infinitive(parse, i) or "asserted"
    return "asserted"


def _of_conjunct(parse: Parse, i: int, depth: int) -> str:
    """A coordinated verb shares auxiliaries, but a negation only through "or": "did not stay but fled"."""
    if child(parse, i, "nsubj", "nsubjpass") is not None:
        return "asserted"
    head = parse.tokens[i].head
    first = _of_verb(parse, head, depth + 1)
    joined = {parse.tokens[c].text.lower() for c in parse.children[head] if parse.tokens[c].dep == "cc"}
    return "asserted" if first == "negated" and not joined & {"or", "nor"} else first


def _own(parse: Parse, i: int) -> str | None:
    """What the verb's own auxiliaries, negations and conjunctions say."""
    words = {parse.tokens[c].text.lower(): parse.tokens[c].dep for c in parse.children[i]}
    if any(word in CONDITIONS and dep == "mark" for word, dep in words.items()):
        return "conditional"
    if "neg" in words.values() or "never" in words:
        return "negated"
    if any(parse.tokens[s].text.lower() in NEGATIVES or _negative_determiner(parse, s) for s in subjects(parse, i)):
        return "negated"
    modals = {word for word, dep in words.items() if dep in ("aux", "auxpass")}
    if modals & (POSSIBLE_MODALS | FUTURE_MODALS) and _has_condition(parse, i):
        return "conditional"
    if "would" in modals and _is_reported(parse, i):
        return "planned"
    if modals & POSSIBLE_MODALS:
        return "possible"
    return "planned" if modals & FUTURE_MODALS else None


def _is_reported(parse: Parse, i: int) -> bool:
    """ "said that it would leave": the future of a speaker in the past."""
    token = parse.tokens[i]
    return token.dep == "ccomp" and lemma(parse, token.head) in ontology.classes().reporting


def _negative_determiner(parse: Parse, i: int) -> bool:
    return any(
        parse.tokens[c].dep in ("det", "neg") and parse.tokens[c].text.lower() == "no" for c in parse.children[i]
    )


def _has_condition(parse: Parse, i: int) -> bool:
    """Whether an if-clause hangs on the verb, or on the verb that reports it."""
    above = parse.tokens[i].head
    clauses = [c for v in (i, above) for c in parse.children[v] if parse.tokens[c].dep == "advcl" and c != i]
    return any(parse.tokens[g].text.lower() in CONDITIONS for c in clauses for g in parse.children[c])


def _from_governor(parse: Parse, i: int) -> str | None:
    """What a verb or noun of wish, plan, failure or doubt makes of what it governs ("planned an attack")."""
    token = parse.tokens[i]
    governor, modality, preposition = token.head, ontology.classes().modality, ""
    if parse.tokens[governor].dep == "prep" or parse.tokens[governor].pos == "ADP":
        preposition = parse.tokens[governor].text.lower()
        governor = parse.tokens[governor].head
    if governor == i:
        return None
    above, word = parse.tokens[governor], lemma(parse, governor)
    if f"{word} {preposition}" in modality:
        return modality[f"{word} {preposition}"]
    if word in modality and token.dep not in ("nsubj", "conj", "relcl"):
        if token.dep == "advcl":
            return None
        negated = any(parse.tokens[c].dep == "neg" for c in parse.children[governor])
        if negated and word in ontology.classes().neg_raising:
            return "negated"
        return "asserted" if negated and modality[word] == "negated" else modality[word]
    if token.dep in ("xcomp", "pcomp") and above.pos in ("VERB", "AUX"):
        inherited = _of_verb(parse, governor, 4)
        return None if inherited == "asserted" else inherited
    return None


def _of_infinitive(parse: Parse, i: int) -> str | None:
    """ "troops to help beat back the group": a purpose or an intention is no fact yet."""
    token = parse.tokens[i]
    to = any(parse.tokens[c].dep == "aux" and parse.tokens[c].tag == "TO" for c in parse.children[i])
    if not to:
        return None
    governor = parse.tokens[token.head]
    if token.dep in ("xcomp", "ccomp") and governor.pos == "VERB":
        return None if lemma(parse, governor.i) in ontology.classes().implicative else "planned"
    return "planned"
