"""The words of a party → its actor and the sector in which it acts here: "Iranian forces" → Iran as MIL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.actors import sectors
from events.actors.antecedents import PRONOUNS, Antecedents, Candidate
from events.actors.cast import FULL, GUESS, UNKNOWN, Cast, Reference
from events.actors.naming import OFFICIAL, lemmas, made
from events.actors.owners import ANYBODY, ARMED, Party, of_owner, of_state
from events.actors.table import ARMED_GROUP, ORGANISATION, PEOPLE, PERSON, STATE
from events.actors.words import words
from events.model import Parse, Span, Token

# Confidence of a description's and of a pronoun's antecedent; and of whose a thing is that stands for its owner.
DESCRIBED, PRONOUN, THING = 0.6, 0.55, 0.5
NAMING = ("PERSON", "ORG", "NORP", "GPE")  # entities that can be parties


def resolve_span(span: Span, parse: Parse, cast: Cast, antecedents: Antecedents) -> Party | None:
    """Whom these words name or stand for; None for words that the parse does not have."""
    tokens: Sequence[Token] = parse.within(span.start, span.end)
    head = parse.root(span)
    if head is None:
        return None
    head, tokens = _counted(head, tokens, parse)
    reference = cast.at(head.i)
    if reference is not None:  # before pronouns: the WHO is tagged as one
        return _named(head, tokens, parse, cast, reference)
    if head.pos == "PRON" or head.text.lower() in PRONOUNS:
        return _of_candidate(head.i, antecedents.of_pronoun(head.i), PRONOUN)
    if head.pos == "NUM" and (counted := antecedents.of_number(head.i)) is not None:
        return _of_candidate(head.i, counted, PRONOUN)
    if cast.is_ambiguous(head.i):
        return Party(head.i, None, None, None)
    return _described(head, tokens, parse, cast, antecedents)


def _counted(head: Token, tokens: Sequence[Token], parse: Parse) -> tuple[Token, Sequence[Token]]:
    """Who is counted or grouped, and the words for them: the soldiers of "dozens of Iraqi soldiers"."""
    if head.pos == "NUM" or sectors.lemma(head) in words().amounts:
        for c in parse.children[head.i]:
            if parse.tokens[c].text.lower() == "of":
                inner = [t for t in tokens if t.i > c]
                for i in parse.children[c]:
                    if parse.tokens[i] in inner and parse.tokens[i].dep == "pobj":
                        return _counted(parse.tokens[i], inner, parse)
    return head, tokens


def _of_candidate(token: int, candidate: Candidate | None, confidence: float) -> Party:
    if candidate is None:
        return Party(token, None, None, None)
    return Party(token, candidate.actor, candidate.sector, confidence if candidate.actor else None)


# ---- names -----------------------------------------------------------------------------------------------------


def _named(head: Token, tokens: Sequence[Token], parse: Parse, cast: Cast, reference: Reference) -> Party:
    """A span whose head is a name. What stands before it may still say more: "Iraqi Prime Minister Maliki"."""
    actor, sector = reference.actor, reference.sector
    if _is_people(head, reference):
        counted = any(parse.tokens[c].dep == "nummod" for c in parse.children[head.i])
        return Party(head.i, actor, "CVL" if counted else None, reference.confidence)
    before = [t for t in tokens if t.i < reference.first]
    if actor.kind == PERSON:
        sector = sectors.of_words(lemmas(before)) or sector
    of_somebody = actor.kind == ORGANISATION or (actor.kind == PERSON and sector in OFFICIAL)
    if of_somebody and actor.country is None and reference.confidence == UNKNOWN:
        owner = _owner(head, before, parse, cast)
        actor = actor if owner is None else replace(actor, country=owner.actor.country)
    return Party(head.i, actor, sector, reference.confidence, reference.capital)


def _is_people(head: Token, reference: Reference) -> bool:
    """ "Iraqis"; not the plural name of a state ("Philippines")."""
    plural = head.tag in ("NNPS", "NNS") and not reference.capital and reference.last - reference.first < 3
    return plural and reference.actor.kind == STATE and head.text.lower() not in reference.actor.name.lower()


# ---- descriptions ----------------------------------------------------------------------------------------------


def _described(head: Token, tokens: Sequence[Token], parse: Parse, cast: Cast, antecedents: Antecedents) -> Party:
    """A span whose head is a common noun, or a name that nothing knows."""
    phrase = lemmas([t for t in tokens if t.i <= head.i])
    found = sectors.match(phrase)
    code, soft = (found.code or None, found.role == "soft") if found else (None, False)
    code = (_whose(head, parse) if soft else None) or code
    same = _apposed(head, parse, cast)
    if same is not None:
        return Party(head.i, same.actor, code or same.sector, min(same.confidence, FULL))
    if head.pos == "NOUN" and sectors.lemma(head) in words().place and code is None:
        return Party(head.i, None, None, None)  # "the Turkmen town" is no party of its people's
    owner = (
        _owner(head, tokens, parse, cast)
        or _possessor(head, parse, antecedents)
        or _described_owner(head, tokens, parse, antecedents)
    )
    if owner is not None and (found is not None or owner.actor.kind in (ORGANISATION, ARMED_GROUP)):
        return of_owner(head, owner, cast, code or (ANYBODY if soft else None), soft, sectors.lemma(head))
    if owner is not None and _is_direct(head, owner, parse) and owner.actor.kind in (STATE, ARMED_GROUP, ORGANISATION):
        return Party(head.i, owner.actor, None, THING)
    if head.pos == "PROPN" and any(c.isupper() for c in head.text) and not sectors.is_common(phrase):
        return _unknown_name(head, tokens, parse, code)
    if code is not None and (home := _home(head, parse, cast, code)) is not None:
        return _at_home(head, home, code)
    return _generic(head, tokens, parse, cast, antecedents, code, soft)


def _whose(head: Token, parse: Parse) -> str | None:
    """The sector of those whose commander, member or leader somebody is: "members of a militia"."""
    after = (c for c in parse.children[head.i] if parse.tokens[c].text.lower() == "of")
    of = (
        g for c in after for g in parse.children[c] if parse.tokens[g].dep == "pobj" and parse.tokens[g].pos == "NOUN"
    )
    first = next(of, None)
    return (
        None
        if first is None
        else sectors.of_words(lemmas([parse.tokens[i] for i in parse.subtree(first) if i <= first]))
    )


def _generic(
    head: Token,
    tokens: Sequence[Token],
    parse: Parse,
    cast: Cast,
    antecedents: Antecedents,
    code: str | None,
    soft: bool,
) -> Party:
    """The militants: whom the text spoke of before. Police: those of the state that it is about. A driver: nobody."""
    definite = _is_definite(tokens[0], parse)
    if definite and sectors.lemma(head) in words().land and head.tag == "NN":
        land = antecedents.of_land(head.i)
        return Party(head.i, land, code if land is None else "GOV", None if land is None else DESCRIBED)
    if head.tag == "NNS" and sectors.lemma(head) in words().state - {"authority"}:
        return Party(head.i, None, code, None)  # "governments": several, who knows whose
    candidate = antecedents.of_description(head.i, sectors.lemma(head), code) if definite else None
    if candidate is not None:
        party = _of_candidate(head.i, candidate, DESCRIBED)
        return replace(party, sector=code if code in OFFICIAL else party.sector)
    bare = tokens[0].i == head.i and not parse.children[head.i] and code != "MIL"
    before = (parse.tokens[c] for c in parse.children[head.i])
    official = any(t.dep == "compound" and t.lemma.lower() in words().rule for t in before)  # "government troops"
    bare = bare and sectors.lemma(head) not in words().foreign  # "diplomats" are of other lands
    if (definite or bare or official) and not soft and code in ("GOV", "COP", "JUD", "MIL") and cast.focus is not None:
        return Party(head.i, cast.focus, code, GUESS)
    if sectors.lemma(head) in words().fighters and (group := cast.main_group) is not None:
        return Party(head.i, group, "REB", GUESS)
    return Party(head.i, None, code, None)


def _apposed(head: Token, parse: Parse, cast: Cast) -> Reference | None:
    """The name that stands beside a description: "his party, the African National Congress", "Smith, the man who …"."""
    beside = [c for c in parse.children[head.i] if parse.tokens[c].dep == "appos"]
    beside += [head.head] if head.dep == "appos" else []
    found = (cast.at(i) for i in beside)  # by its head: of "militiamen of A and B" the parser may apose a piece of B
    named = (r for i, r in zip(beside, found, strict=True) if r is not None and (r.head == i or i == head.head))
    return next((r for r in named if r.actor.kind not in (STATE, PEOPLE)), None)


def _owner(head: Token, tokens: Sequence[Token], parse: Parse, cast: Cast) -> Reference | None:
    """Whose the described party is: the name before its head, else the one in its of-phrase."""
    others = [r for r in cast.within(tokens) if not r.first <= head.i < r.last]
    inside = [r for r in others if not is_hyphened(parse, r.first, r.last)]
    before = [r for r in inside if r.head < head.i and (r.actor.kind != PEOPLE or parse.tokens[r.head].head == head.i)]
    rank = {STATE: 0, ARMED_GROUP: 0, ORGANISATION: 1, PERSON: 2, PEOPLE: 3}
    if before:
        return min(before, key=lambda r: (rank.get(r.actor.kind or "", 4), -r.head))
    after = [r for r in inside if parse.tokens[parse.tokens[r.head].head].text.lower() == "of"]
    return after[0] if after else _side(head, parse, cast)


def is_hyphened(parse: Parse, first: int, last: int) -> bool:
    """Whether a name only says what something is against, or who made or holds it: "anti-Syrian", "Russian-made"."""
    before = [t.text.lower() for t in parse.tokens[max(0, first - 2) : first]]
    after = [t.text for t in parse.tokens[last : last + 2] if not t.text.istitle()]
    if len(before) == 2 and before[1] == "-" and before[0] in words().against:
        return True
    return len(after) == 2 and after[0] == "-" and after[1].isalpha() and after[1] not in words().run


def _side(head: Token, parse: Parse, cast: Cast) -> Reference | None:
    """On whose side they are: "people tied to the group", "fighters loyal to the general"."""
    for c in parse.children[head.i]:
        if parse.tokens[c].dep not in ("acl", "amod", "relcl") or parse.tokens[c].text.lower() not in words().tied:
            continue
        leading = [g for g in parse.children[c] if parse.tokens[g].text.lower() in ("to", "with")]
        found = (cast.at(o) for g in leading for o in parse.children[g] if parse.tokens[o].dep == "pobj")
        reference = next((r for r in found if r is not None), None)
        if reference is not None and reference.actor.kind in (ORGANISATION, ARMED_GROUP):
            return reference
    return None


def _home(head: Token, parse: Parse, cast: Cast, code: str) -> Reference | None:
    """Where "in" or "from" says that they are from: "police in Cairo", not the soldiers in a foreign land."""
    for c in parse.children[head.i]:
        word = parse.tokens[c].text.lower()
        if c < head.i or word not in ("in", "from") or (word == "in" and code in ARMED):
            continue
        found = (
            cast.at(o) or _apposed(parse.tokens[o], parse, cast)
            for o in parse.children[c]
            if parse.tokens[o].dep == "pobj"
        )
        reference = next((r for r in found if r is not None), None)
        if reference is not None and reference.actor.kind in (STATE, ORGANISATION, ARMED_GROUP):
            return reference
    return None


def _at_home(head: Token, home: Reference, code: str) -> Party:
    if home.actor.kind == STATE:
        return of_state(head, home.actor, code, DESCRIBED)
    return Party(head.i, home.actor, code, DESCRIBED)


def _is_direct(head: Token, owner: Reference, parse: Parse) -> bool:
    """Whether the owner itself stands before the head: "Danish websites", "its embassy"."""
    token = parse.tokens[owner.head]
    return token.head == head.i and token.dep in ("amod", "poss", "compound", "nmod")


def _described_owner(head: Token, tokens: Sequence[Token], parse: Parse, antecedents: Antecedents) -> Reference | None:
    """Whom "the agency" stands for in "inspectors of the agency"."""
    for t in tokens:
        if (
            t.dep != "pobj"
            or t.pos != "NOUN"
            or parse.tokens[t.head].text != "of"
            or parse.tokens[t.head].head != head.i
        ):
            continue
        code = sectors.of_words(lemmas([t]))
        candidate = antecedents.of_description(t.i, sectors.lemma(t), code) if _has_article(t, parse) else None
        if candidate is not None and candidate.actor is not None:
            return Reference(t.i, t.i + 1, t.i, candidate.actor, candidate.sector, DESCRIBED)
    return None


def _has_article(token: Token, parse: Parse) -> bool:
    return any(parse.tokens[c].text.lower() in words().definite for c in parse.children[token.i])


def _possessor(head: Token, parse: Parse, antecedents: Antecedents) -> Reference | None:
    """Whom "its", "their" or "his" before the head stands for."""
    for c in parse.children[head.i]:
        token = parse.tokens[c]
        if token.dep == "poss" and token.text.lower() in PRONOUNS:
            candidate = antecedents.of_pronoun(c)
            if candidate is not None and candidate.actor is not None:
                return Reference(c, c + 1, c, candidate.actor, candidate.sector, PRONOUN)
    return None


def _unknown_name(head: Token, tokens: Sequence[Token], parse: Parse, code: str | None) -> Party:
    """A name that no table and no recogniser knows: an actor by its words."""
    entity = parse.entity(head.i)
    shouted = entity is None and parse.sentence(head.i).span.text.isupper()
    ship = any(t.lemma.lower() in words().vessels for t in tokens if t.i < head.i)
    counted = entity is None and any(parse.tokens[c].dep == "nummod" for c in parse.children[head.i])  # "three Humvees"
    if ship or counted or shouted or (entity is not None and entity.label not in NAMING):
        return Party(head.i, None, code, None)
    named = [t for t in tokens if t.pos == "PROPN" or t.tag == "POS" or t.text.lower() in ("of", "and", "for", "the")]
    name = parse.words(named[0].i, named[-1].i + 1).text if named else head.text
    kind = None if entity is None or entity.label not in ("ORG", "PERSON") else ORGANISATION
    return Party(head.i, made(name, kind), code, GUESS if entity is None else UNKNOWN)


def _is_definite(first: Token, parse: Parse) -> bool:
    """Whether the phrase is introduced as known: its determiner stands in or before the span."""
    return any(
        t.text.lower() in words().definite and t.pos == "DET" for t in parse.tokens[max(0, first.i - 1) : first.i + 1]
    )
