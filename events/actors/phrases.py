"""The words of a party → its actor and the sector in which it acts here: "Iranian forces" → Iran as MIL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from events.actors import sectors
from events.actors.antecedents import PRONOUNS, Antecedents, Candidate
from events.actors.cast import FULL, GUESS, OFFICIAL, UNKNOWN, Cast, Reference, lemmas, made
from events.actors.table import ARMED_GROUP, ORGANISATION, PEOPLE, PERSON, STATE
from events.model import Actor, Parse, Span, Token

ARMED = ("MIL", "REB", "UAF", "CRM")
DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
# Confidence of a description's and of a pronoun's antecedent; and of whose a thing is that stands for its owner.
DESCRIBED, PRONOUN, THING = 0.6, 0.55, 0.5
NAMING = ("PERSON", "ORG", "NORP", "GPE")  # entities that can be parties
ANYBODY = "CVL"  # whom a noun without a sector of its own names ("a Kenyan team")
# Nouns for people who have to do with an owner but are not part of it: "Cubs fans", "Hamas supporters".
OTHERS = frozenset(
    (
        "fan",
        "supporter",
        "follower",
        "critic",
        "opponent",
        "victim",
        "customer",
        "user",
        "rival",
        "enemy",
        "foe",
        "client",
    )
)
# What the people of a state are called who act in a sector that is not the state's own.
PEOPLES = {
    "CVL": "civilians",
    "REB": "rebels",
    "UAF": "militias",
    "CRM": "criminals",
    "OPP": "opposition",
    "PTY": "parties",
    "MED": "media",
    "EDU": "education",
    "BUS": "business",
    "LAB": "workers",
    "AGR": "farmers",
    "HLH": "health services",
    "REL": "clergy",
    "REF": "refugees",
    "NGO": "aid workers",
    "IGO": "envoys",
    "CUL": "artists",
    "SPO": "athletes",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a span names. `actor` is None where it names nobody in particular; `token` is the span's head."""

    token: int
    actor: Actor | None
    sector: str | None
    confidence: float | None


def resolve_span(span: Span, parse: Parse, cast: Cast, antecedents: Antecedents) -> Party | None:
    """Whom these words name or stand for; None for words that the parse does not have."""
    tokens = parse.within(span.start, span.end)
    head = parse.root(span)
    if head is None:
        return None
    if head.pos == "PRON" or head.text.lower() in PRONOUNS:
        return _of_candidate(head.i, antecedents.of_pronoun(head.i), PRONOUN)
    reference = cast.at(head.i)
    if reference is not None:
        return _named(head, tokens, parse, cast, reference)
    if cast.is_ambiguous(head.i):
        return Party(head.i, None, None, None)
    return _described(head, tokens, parse, cast, antecedents)


def _of_candidate(token: int, candidate: Candidate | None, confidence: float) -> Party:
    if candidate is None:
        return Party(token, None, None, None)
    return Party(token, candidate.actor, candidate.sector, confidence if candidate.actor else None)


# ---- names -----------------------------------------------------------------------------------------------------


def _named(head: Token, tokens: Sequence[Token], parse: Parse, cast: Cast, reference: Reference) -> Party:
    """A span whose head is a name. What stands before it may still say more: "Iraqi Prime Minister Maliki"."""
    sector = reference.sector
    if _is_people(head, reference):
        return _of_owner(head, reference, "CVL", True, "people")
    if reference.actor.kind == PERSON:
        title = [t for t in tokens if t.i < reference.first]
        sector = sectors.of_words(lemmas(title)) or sector
    if reference.actor.kind == ORGANISATION and reference.actor.country is None:
        owner = _owner(head, [t for t in tokens if t.i < reference.first], parse, cast)
        if owner is not None and owner.actor.country and reference.confidence == UNKNOWN:
            actor = replace(reference.actor, country=owner.actor.country)
            return Party(head.i, actor, sector, reference.confidence)
    return Party(head.i, reference.actor, sector, reference.confidence)


def _is_people(head: Token, reference: Reference) -> bool:
    """ "Iraqis"; not the plural name of a state ("Philippines")."""
    plural = head.tag in ("NNPS", "NNS") and not reference.capital and reference.last - reference.first < 3
    return plural and reference.actor.kind == STATE and head.text.lower() not in reference.actor.name.lower()


# ---- descriptions ----------------------------------------------------------------------------------------------


def _described(
    head: Token, tokens: Sequence[Token], parse: Parse, cast: Cast, antecedents: Antecedents
) -> Party | None:
    """A span whose head is a common noun, or a name that nothing knows."""
    words = lemmas([t for t in tokens if t.i <= head.i])
    found = sectors.match(words)
    code, soft = (found.code or None, found.role == "soft") if found else (None, False)
    owner = _owner(head, tokens, parse, cast) or _possessor(head, parse, antecedents)
    if owner is not None and (found is not None or owner.actor.kind in (ORGANISATION, ARMED_GROUP)):
        return _of_owner(head, owner, code or (ANYBODY if soft else None), soft, sectors.lemma(head))
    if owner is not None and _is_direct(head, owner, parse) and owner.actor.kind in (STATE, ARMED_GROUP, ORGANISATION):
        return Party(head.i, owner.actor, None, THING)
    if head.pos == "PROPN" and any(c.isupper() for c in head.text) and not sectors.is_common(words):
        return _unknown_name(head, tokens, parse, code)
    if code is not None and (state := _home(head, parse, cast, code)) is not None:
        return _of_state(head, state, code, DESCRIBED)
    if _is_definite(tokens[0], parse):
        candidate = antecedents.of_description(head.i, sectors.lemma(head), code)
        if candidate is not None:
            party = _of_candidate(head.i, candidate, DESCRIBED)
            return replace(party, sector=code if code in OFFICIAL else party.sector)
        if code in ("GOV", "MIL", "COP") and not soft and (state := cast.focus) is not None:
            return Party(head.i, state, code, GUESS)
    return Party(head.i, None, code, None)


def _owner(head: Token, tokens: Sequence[Token], parse: Parse, cast: Cast) -> Reference | None:
    """Whose the described party is: the name before its head, else the one in its of-phrase."""
    inside = [r for r in cast.within(tokens) if not r.first <= head.i < r.last]
    before = [r for r in inside if r.head < head.i and (r.actor.kind != PEOPLE or parse.tokens[r.head].head == head.i)]
    rank = {STATE: 0, ARMED_GROUP: 0, ORGANISATION: 1, PERSON: 2, PEOPLE: 3}
    if before:
        return min(before, key=lambda r: (rank.get(r.actor.kind or "", 4), -r.head))
    after = [r for r in inside if parse.tokens[parse.tokens[r.head].head].text.lower() == "of"]
    return after[0] if after else None


def _home(head: Token, parse: Parse, cast: Cast, code: str) -> Actor | None:
    """The state that "in" or "from" behind the head states: "police in Cairo", not the soldiers in a foreign land."""
    for c in parse.children[head.i]:
        word = parse.tokens[c].text.lower()
        if c < head.i or word not in ("in", "from") or (word == "in" and code in ARMED):
            continue
        found = (cast.at(o) for o in parse.children[c] if parse.tokens[o].dep == "pobj")
        reference = next((r for r in found if r is not None), None)
        if reference is not None and reference.actor.kind == STATE:
            return reference.actor
    return None


def _is_direct(head: Token, owner: Reference, parse: Parse) -> bool:
    """Whether the owner itself stands before the head: "Danish websites", "its embassy"."""
    token = parse.tokens[owner.head]
    return token.head == head.i and token.dep in ("amod", "poss", "compound", "nmod")


def _possessor(head: Token, parse: Parse, antecedents: Antecedents) -> Reference | None:
    """Whom "its", "their" or "his" before the head stands for."""
    for c in parse.children[head.i]:
        token = parse.tokens[c]
        if token.dep == "poss" and token.text.lower() in PRONOUNS:
            candidate = antecedents.of_pronoun(c)
            if candidate is not None and candidate.actor is not None:
                return Reference(c, c + 1, c, candidate.actor, candidate.sector, PRONOUN)
    return None


def _of_owner(head: Token, owner: Reference, code: str | None, soft: bool, noun: str) -> Party:
    """The party that a noun of this sector makes of its owner."""
    actor = owner.actor
    confidence = min(owner.confidence, FULL)
    if actor.kind == STATE:
        return _of_state(head, actor, code, confidence)
    if actor.kind == PERSON:
        return _of_person(head, actor, owner.sector, None if soft and code == ANYBODY else code, confidence)
    if actor.kind == PEOPLE:
        return _of_people(head, actor, owner, code, noun, confidence)
    own = owner.sector
    if noun in OTHERS:
        return Party(head.i, None, code, None)
    if soft or code is None or (actor.kind == ARMED_GROUP and code in (*ARMED, "GOV")):
        return Party(head.i, actor, own or code, confidence)
    return Party(head.i, actor, code, confidence)


def _of_state(head: Token, state: Actor, code: str | None, confidence: float) -> Party:
    if code is None or code in OFFICIAL:
        return Party(head.i, state, code or "GOV", confidence)
    label = PEOPLES.get(code, code.lower())
    kind = ARMED_GROUP if code in ARMED else PEOPLE
    actor = Actor(f"{state.id}-{code}", f"{state.name} ({label})", state.country, kind)
    return Party(head.i, actor, code, confidence)


def _of_person(head: Token, person: Actor, own: str | None, code: str | None, confidence: float) -> Party:
    """ "The Assad regime" is Syria's government; "Zarqawi's followers" are his people."""
    if code in OFFICIAL and own in OFFICIAL and (state := _state(person.country)) is not None:
        return Party(head.i, state, code, confidence)
    if code in ARMED or code is None:
        return Party(head.i, person, own or code, min(confidence, UNKNOWN))
    return Party(head.i, None, code, None)


def _state(country: str | None) -> Actor | None:
    from events.actors.table import actors

    return None if country is None else actors().get(country)


def _of_people(head: Token, people: Actor, owner: Reference, code: str | None, noun: str, confidence: float) -> Party:
    """ "Shiite militias": a group of that people, of no country unless the people has one."""
    if code is None or code in ("CVL", "REL"):
        return Party(head.i, people, code or owner.sector, confidence)
    kind = ARMED_GROUP if code in ARMED else PEOPLE
    return Party(head.i, made(f"{people.name} {noun}", kind, people.country), code, min(confidence, FULL))


def _unknown_name(head: Token, tokens: Sequence[Token], parse: Parse, code: str | None) -> Party:
    """A name that no table and no recogniser knows: an actor by its words."""
    entity = parse.entity(head.i)
    shouted = entity is None and parse.sentence(head.i).span.text.isupper()
    if shouted or (entity is not None and entity.label not in NAMING):
        return Party(head.i, None, code, None)
    named = [t for t in tokens if t.pos == "PROPN" or t.tag == "POS" or t.text.lower() in ("of", "and", "for", "the")]
    words = parse.words(named[0].i, named[-1].i + 1).text if named else head.text
    kind = None if entity is None or entity.label not in ("ORG", "PERSON") else ORGANISATION
    return Party(head.i, made(words, kind), code, GUESS if entity is None else UNKNOWN)


def _is_definite(first: Token, parse: Parse) -> bool:
    """Whether the phrase is introduced as known: its determiner stands in or before the span."""
    before = parse.tokens[first.i - 1] if first.i else None
    return first.text.lower() in DEFINITE or (before is not None and before.text.lower() in DEFINITE)
