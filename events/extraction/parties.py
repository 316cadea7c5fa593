"""Who takes part in an event, and in which role, as the syntax of its trigger says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.extraction import ontology
from events.extraction.syntax import (
    agents,
    coordinated,
    governing_verb,
    is_passive,
    lemma,
    noun_phrase,
    objects,
    prepositional,
    subjects,
)
from events.model import Parse, Participant, Span

if TYPE_CHECKING:
    from events.extraction.triggers import Match

ACTOR, RECIPIENT = "actor", "recipient"
PARTY_LABELS = ("PERSON", "ORG", "GPE", "NORP")
THINGS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")
PERSONAL = frozenset(("i", "we", "you", "he", "she", "they", "him", "her", "them", "us", "me"))
PERSONAL |= {"who", "whom", "someone", "everyone", "anyone", "nobody"}
# Prepositions that lead to whom a verb or noun of a type is aimed at, beside its object.
TOWARDS = {
    "AID": ("to", "for"),
    "SUPPORT": ("for", "of", "with", "to"),
    "ACCUSE": ("against", "of", "over"),
    "CONSULT": ("with", "to"),
    "AGREE": ("with", "to"),
    "COOPERATE": ("with", "to"),
    "REQUEST": ("on", "from", "to"),
    "SANCTION": ("on", "against", "with", "to"),
    "THREATEN": ("against", "to"),
    "PROTEST": ("against", "at", "over"),
    "REJECT": ("with", "against"),
    "CONCEDE": ("to",),
}
AGAINST = ("against", "on", "at", "with", "upon")
SYMMETRIC = ("CONSULT", "AGREE", "COOPERATE")
TAKEN_FROM = ("capture", "seize")  # modes whose object is taken from somebody: "recaptured the dam from rebels"
GIVEN = ("AID", "AGREE")  # their object is what is given: whom it is given to is the recipient
MOVED = ("MOBILIZE", "RETREAT")  # their object is the actor's own: nobody undergoes it
ADDRESSED = ("REQUEST", "THREATEN", "ACCUSE")  # types that tell somebody to act, or what will be done to them
SUFFERED = ("DEATH", "DISEASE")  # types whose verb without an object befalls its subject ("died")
CONFINED = ("COERCE", "SANCTION")  # types that may be aimed at all who live somewhere ("a curfew in Lhasa")
BEHIND = ("of", "with", "from", "against", "to", "between", "by", "on", "over")  # lead from a thing to whom it is about
DEPTH = 3  # things between a verb and the party that it is aimed at
INSTRUMENTAL = ("with", "in", "by", "through", "during", "using")
# A possessor or an of-phrase of these nouns undergoes them ("his arrest", "the death of").
UNDERGONE_TYPES = ("DEATH", "JUSTICE", "DISEASE", "ACCIDENT", "DISASTER", "COERCE")
UNDERGONE_MODES = ("assassination", "abduction", "massacre", "torture", "siege")
# The of-phrase of these nouns names who does them ("protests of students", "talks of ministers").
DONE_TYPES = ("PROTEST", "CONSULT", "AGREE", "RETREAT", "MOBILIZE", "REQUEST", "ELECTION")


def find_participants(parse: Parse, match: Match, matches: dict[int, Match]) -> tuple[Participant, ...]:
    """Actors and recipients of one trigger; `matches` are all triggers of the text, by token index."""
    roles = _of_noun(parse, match, matches) if match.noun else _of_verb(parse, match, matches)
    return _records(parse, roles, matches)


# ---- verbs -----------------------------------------------------------------------------------------------------

Roles = dict[str, list[int]]


def _of_verb(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles:
    i = match.head
    first = subjects(parse, i)
    if is_passive(parse, i):
        roles = {ACTOR: agents(parse, i), RECIPIENT: first}
    elif _undergoes(parse, match):
        roles = {ACTOR: [], RECIPIENT: first}
    else:
        aimed = [r for r in _aimed_at(parse, i, match.type) if r not in match.parts]
        roles = {ACTOR: first, RECIPIENT: aimed}
    if not _any_party(parse, roles[RECIPIENT]):
        roles[RECIPIENT] = _further(parse, match, roles[RECIPIENT]) or roles[RECIPIENT]
    if match.mode in TAKEN_FROM and (losers := _losers(parse, i)):
        roles[RECIPIENT] = losers
    roles = _reciprocal(parse, match, roles)
    return _through_event_subject(parse, roles, matches)


def _undergoes(parse: Parse, match: Match) -> bool:
    """Whether the subject of a verb is whom it befalls: "died", "got 17 years"."""
    if match.type in SUFFERED:
        return not objects(parse, match.head)
    return match.type == "JUSTICE" and lemma(parse, match.head) in ontology.classes().undergoing


def _further(parse: Parse, match: Match, things: list[int]) -> list[int]:
    """Whom a verb is aimed at where its object is no party: by a preposition, a clause, a thing, a place."""
    towards = prepositional(parse, match.head, *TOWARDS.get(match.type, AGAINST))
    if parties := [t for t in towards if is_party(parse, t)]:
        return parties
    if (
        match.type == "OTHER"
    ):  # of which nothing is known but that states have "ties with" and "policies against" states
        beside = [t for thing in things for t in prepositional(parse, thing, *AGAINST)]
        return [t for t in beside if entity_label(parse, t) in PARTY_LABELS]
    if match.type in ADDRESSED and (told := _told(parse, match.head)):
        return told
    for thing in (*things, *towards, *match.parts):
        if parties := _behind(parse, thing, match.type, DEPTH):
            return parties
    places = prepositional(parse, match.head, "in") if match.type in CONFINED else []
    return [p for p in places if entity_label(parse, p) in ("GPE", "LOC")]


def _told(parse: Parse, verb: int) -> list[int]:
    """Who is to act: "demanded that Iran halt it", "warned that it would strike Iran"."""
    clause = next((c for c in parse.children[verb] if parse.tokens[c].dep in ("ccomp", "xcomp")), None)
    if clause is None:
        return []
    own = {lemma(parse, s) for s in subjects(parse, verb)}
    acting = [s for s in subjects(parse, clause) if is_party(parse, s) and parse.tokens[s].pos != "PRON"]
    told = acting or [o for o in objects(parse, clause) if is_party(parse, o)]
    return [t for t in told if lemma(parse, t) not in own]


def _behind(parse: Parse, thing: int, type_: str, depth: int) -> list[int]:
    """Whose a thing is or whom it is about: "boats of the coast guard", "an embargo on Iranian oil"."""
    if is_party(parse, thing):
        return [thing]
    before = [c for c in parse.children[thing] if parse.tokens[c].dep in ("poss", "amod", "nmod", "compound")]
    named = [c for c in before if parse.tokens[c].pos != "PRON" and entity_label(parse, c) in PARTY_LABELS]
    if named or depth == 0:
        return named
    for after in prepositional(parse, thing, *TOWARDS.get(type_, AGAINST), *BEHIND):
        if parties := _behind(parse, after, type_, depth - 1):
            return parties
    return []


def _losers(parse: Parse, i: int) -> list[int]:
    """From whom the object of verb `i` is taken; the parser hangs the phrase on either."""
    return [t for g in (i, *objects(parse, i)) for t in prepositional(parse, g, "from") if is_party(parse, t)]


def _reciprocal(parse: Parse, match: Match, roles: Roles) -> Roles:
    """ "A and B clashed", "Russia and Iran signed a deal": each is the other's."""
    together = match.mode == "clash" or match.type in SYMMETRIC
    parties = [a for a in roles[ACTOR] if is_party(parse, a)]
    if together and len(parties) > 1 and not _any_party(parse, roles[RECIPIENT]):
        return {ACTOR: parties[:1], RECIPIENT: parties[1:]}
    return roles


def _aimed_at(parse: Parse, i: int, type_: str) -> list[int]:
    """The object; where it is a thing ("weapons to Baghdad", "sanctions on Iran"), the party that it goes to."""
    direct = [] if type_ in MOVED else objects(parse, i)
    if type_ in GIVEN and (given := [t for t in prepositional(parse, i, "to", "for") if is_party(parse, t)]):
        return given
    if _any_party(parse, direct):
        return direct
    dative = [d for d in parse.children[i] if parse.tokens[d].dep == "dative" and is_party(parse, d)]
    things = [g for o in direct for g in coordinated(parse, o)]
    through = [t for o in things for t in prepositional(parse, o, *TOWARDS.get(type_, AGAINST)) if is_party(parse, t)]
    return dative or through or direct


def _through_event_subject(parse: Parse, roles: Roles, matches: dict[int, Match]) -> Roles:
    """ "The airstrike killed six": who did the airstrike did the killing."""
    acting = []
    for a in roles[ACTOR]:
        event = matches.get(a)
        acting += _of_noun(parse, event, {})[ACTOR] if event is not None and event.noun else [a]
    return {**roles, ACTOR: acting}


# ---- nouns -----------------------------------------------------------------------------------------------------


def _of_noun(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles:
    own = _own(parse, match)
    verb = match.support if match.support is not None else _instrument_of(parse, match, matches)
    if verb is None:
        return own
    lent = _lent(parse, match, verb, matches)
    lent = {role: [x for x in lent[role] if x != match.head] for role in lent}
    return {role: own[role] if _any_party(parse, own[role]) else lent[role] or own[role] for role in own}


def _any_party(parse: Parse, found: list[int]) -> bool:
    return any(is_party(parse, i) for i in found)


def _own(parse: Parse, match: Match) -> Roles:
    i = match.head
    undergone = match.type in UNDERGONE_TYPES or match.mode in UNDERGONE_MODES
    acting, aimed = agents(parse, i), prepositional(parse, i, *TOWARDS.get(match.type, AGAINST))
    for c in parse.children[i]:
        token = parse.tokens[c]
        if token.dep == "poss" and is_party(parse, c):
            (aimed if undergone and match.mode != "siege" else acting).append(c)
        elif token.dep in ("compound", "amod", "nmod") and _acts_as_modifier(parse, c):
            acting.append(c)
    between = _two_sides(parse, i)
    acting, aimed = acting + between[:1], aimed + between[1:]
    of = prepositional(parse, i, "of")
    (acting if match.type in DONE_TYPES else aimed).extend(of)
    if match.type not in ("OTHER", *DONE_TYPES[1:]) and not _any_party(parse, aimed):
        aimed = next((found for a in aimed if (found := _behind(parse, a, match.type, DEPTH))), aimed)
    acting += prepositional(parse, i, "from") if match.type in ("AID", "THREATEN", "SUPPORT") else []
    return {ACTOR: acting, RECIPIENT: aimed}


def _two_sides(parse: Parse, i: int) -> list[int]:
    """Both sides of "between A and B". Where the parser gave B to the verb that follows, it is the next noun."""
    sides = prepositional(parse, i, "between", "among")
    if len(sides) != 1:
        return sides
    following = parse.tokens[sides[0] + 1 : sides[0] + 8]
    if not following or following[0].text.lower() != "and":
        return sides
    noun = next((t for t in following if t.pos in ("NOUN", "PROPN") and t.dep != "compound"), None)
    return sides if noun is None else [*sides, noun.i]


def _acts_as_modifier(parse: Parse, i: int) -> bool:
    """A people or body before an event noun does it ("Israeli raids"); a town is where it is ("Kabul bombing")."""
    label = entity_label(parse, i)
    if label in ("NORP", "ORG"):
        return True
    return (label == "GPE" and parse.tokens[i].text.isupper()) or parse.tokens[i].text.replace(".", "").isupper()


def _lent(parse: Parse, match: Match, verb: int, matches: dict[int, Match]) -> Roles:
    """Arguments of the verb that supports the noun; the subject of a verb that ends an event is not who did it."""
    nothing: Roles = {ACTOR: [], RECIPIENT: []}
    if match.phase == "end":
        return nothing
    if match.support is None:
        return _of_verb(parse, matches[verb], {k: v for k, v in matches.items() if k != match.head})
    passive = is_passive(parse, verb)
    acting = agents(parse, verb) if passive else [s for s in subjects(parse, verb) if s != match.head]
    if not passive and lemma(parse, verb) in ontology.classes().undergoing:
        return {ACTOR: [], RECIPIENT: acting}
    return {ACTOR: acting, RECIPIENT: prepositional(parse, verb, *TOWARDS.get(match.type, AGAINST))}


def _instrument_of(parse: Parse, match: Match, matches: dict[int, Match]) -> int | None:
    """The violent verb that this noun is the means of: "taking out targets with airstrikes", "killed in a raid"."""
    preposition = parse.tokens[parse.tokens[match.head].head]
    if preposition.dep not in ("prep", "agent") or preposition.text.lower() not in INSTRUMENTAL:
        return None
    verb = matches.get(governing_verb(parse, match.head) or -1)
    if verb is None or verb.noun or verb.type not in (match.type, "DEATH"):
        return None
    return verb.head if preposition.head in (verb.head, *objects(parse, verb.head)) else None


# ---- what counts as a party ------------------------------------------------------------------------------------


def entity_label(parse: Parse, i: int) -> str | None:
    entity = parse.entity(i)
    return None if entity is None else entity.label


def is_party(parse: Parse, i: int) -> bool:
    """Whether the token can act: a name, a person, a group of people, a pronoun for one."""
    token = parse.tokens[i]
    label = entity_label(parse, i)
    if label in PARTY_LABELS or is_human(parse, i):
        return True
    return token.pos == "PROPN" and label is None


def is_human(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    if token.pos == "PRON":
        return token.text.lower() in PERSONAL
    return lemma(parse, i) in ontology.human_nouns() or entity_label(parse, i) in ("PERSON", "NORP")


def _records(parse: Parse, roles: Roles, matches: dict[int, Match]) -> tuple[Participant, ...]:
    found: dict[tuple[int, int], Participant] = {}
    for role in (ACTOR, RECIPIENT):
        for i in roles[role]:
            if not _can_be_named(parse, i, role, matches):
                continue
            span = _name(parse, i)
            found.setdefault((span.start, span.end), Participant(span, role))
    return tuple(found.values())


def _can_be_named(parse: Parse, i: int, role: str, matches: dict[int, Match]) -> bool:
    """Dates, numbers of things, events and expletives are no parties; a thing may be a recipient or an actor."""
    token = parse.tokens[i]
    if (i in matches and matches[i].noun) or token.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return False
    if token.pos == "PRON":
        return token.text.lower() in PERSONAL or _stands_for_a_body(parse, i)
    return entity_label(parse, i) not in THINGS or token.pos == "NUM"


def _stands_for_a_body(parse: Parse, i: int) -> bool:
    """ "It" where it acts on something ("it released two hostages"); elsewhere it is mostly nobody ("it was cold")."""
    token = parse.tokens[i]
    return token.text.lower() in ("it", "itself") and token.dep == "nsubj" and bool(objects(parse, token.head))


def _name(parse: Parse, i: int) -> Span:
    """The noun phrase of a party, with the whole of a name that reaches beyond its head."""
    phrase = noun_phrase(parse, i)
    entity = parse.entity(i)
    if entity is None or entity.label not in PARTY_LABELS:
        return phrase
    if parse.tokens[i].dep in ("compound", "amod", "poss", "nmod"):
        return _without_article(parse, entity.first, entity.last)
    last = next((t.i for t in reversed(parse.within(phrase.start, phrase.end))), i) + 1
    first = parse.within(phrase.start, phrase.end)[0].i
    return _without_article(parse, min(first, entity.first), max(last, entity.last))


def _without_article(parse: Parse, first: int, last: int) -> Span:
    while first < last - 1 and parse.tokens[first].pos in ("DET", "SPACE", "PUNCT"):
        first += 1
    while last - 1 > first and parse.tokens[last - 1].tag in ("POS", ",", ".", "_SP"):
        last -= 1
    return parse.words(first, last)
