"""Who takes part in an event, and in which role, as the syntax of its trigger says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.extraction import ontology
from events.extraction.aims import behind, charged, owners, places, told, towards, warned, words
from events.extraction.animacy import PARTY_LABELS, any_party, entity_label, is_human, is_party
from events.extraction.nouns import ACTOR, RECIPIENT, UNDERGONE_TYPES, own_roles
from events.extraction.participants import HARMED
from events.extraction.syntax import (
    agents,
    child,
    coordinated,
    governing_verb,
    is_passive,
    lemma,
    objects,
    prepositional,
    subjects,
)
from events.model import Parse

if TYPE_CHECKING:
    from events.extraction.triggers import Match

__all__ = ["entity_label", "find_roles", "is_human", "is_party"]

SYMMETRIC = ("CONSULT", "AGREE", "COOPERATE")
TAKEN_FROM = ("capture", "seize")  # modes whose object is taken from somebody: "recaptured the dam from rebels"
GIVEN = ("AID", "AGREE")  # their object is what is given: whom it is given to is the recipient
MOVED = ("MOBILIZE", "RETREAT")  # their object is the actor's own: nobody undergoes it
ADDRESSED = ("REQUEST", "THREATEN", "ACCUSE")  # types that tell somebody to act, or what will be done to them
MISHAPS = ("ACCIDENT", "DISASTER")  # types whose verb without an object befalls a thing that is its subject
SUFFERED = ("DEATH", "DISEASE")  # types whose verb without an object befalls its subject ("died")
# What is said of an act is aimed at who does it: "condemned the Russian raid", "rejected a French offer".
OPINIONS = ("REQUEST", "ACCUSE", "REJECT", "SUPPORT", "CONCEDE", "AGREE", "PROTEST")
RESTRAINTS = ("COERCE", "SANCTION", "THREATEN")
FRIENDLY = ("AID", "SUPPORT", "CONSULT", "AGREE", "COOPERATE")  # with whom or for whom tells the other side
NOT_SUFFERED = (*FRIENDLY, "OTHER")
CLAUSAL = ("REJECT", "THREATEN", "AGREE", "REQUEST", "CONCEDE")  # aimed at whom their infinitive is aimed at
CLAUSE_OBJECTS = ("to", "with", "from", "against", "on")
HARMING, DESTRUCTIVE = ("ACCIDENT", "DISASTER"), ("destroy-property", "damage", "sabotage", "arson")
AILING = ("have", "get", "develop", "contract", "catch")  # with an illness or injury: "has a broken arm"
LISTED = ("appos", "npadvmod", "dobj")  # what the parser makes of a list after a colon
# Prepositions from what somebody does to the event that they do by it: "flew to Cairo for talks", "marched in protest".
FRAMES = {"CONSULT": ("for", "on"), "PROTEST": ("in",)}
TALKED = ("in", "during", "at")  # "said so in a call with Putin": who says so is on the phone

Roles = dict[str, list[int]]  # indices of tokens, by role


def find_roles(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles:
    """Heads of the words for actors and recipients of one trigger; `matches` are all triggers of the text, by token."""
    return _of_noun(parse, match, matches) if match.noun else _of_verb(parse, match, matches)


# ---- verbs -----------------------------------------------------------------------------------------------------


def _of_verb(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles:
    i = match.head
    opposed = match.mode == "oppose" and not agents(parse, i)  # "is opposed to" is no passive
    undergone = is_passive(parse, i) and not opposed
    roles = _of_passive(parse, match) if undergone else _of_active(parse, match, matches)
    if not any_party(parse, roles[RECIPIENT]):
        further = [p for p in _further(parse, match, roles, matches) if p not in roles[ACTOR]]
        roles[RECIPIENT] = further or roles[RECIPIENT]
    if match.mode in TAKEN_FROM and (losers := _losers(parse, i)):
        roles[RECIPIENT] = losers
    roles = _reciprocal(parse, match, roles)
    return _through_event_subject(parse, roles, matches)


def _of_passive(parse: Parse, match: Match) -> Roles:
    first, by = subjects(parse, match.head), agents(parse, match.head)
    if not by and (kept := child(parse, match.head, "dobj")) is not None:  # "was granted permission by the council"
        by = agents(parse, kept)
    if match.type == "MOBILIZE" or match.mode == "withdraw":  # "troops were sent": they move, whoever sent them
        return {ACTOR: by or [f for f in first if is_party(parse, f)], RECIPIENT: []}
    if match.type == "AID" and lemma(parse, match.head) in words().giving:
        given = [t for t in prepositional(parse, match.head, *towards(match)) if is_party(parse, t)]
        return {ACTOR: by, RECIPIENT: given or [f for f in first if entity_label(parse, f) in PARTY_LABELS]}
    return {ACTOR: by, RECIPIENT: first}


def _of_active(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles:
    first = [m for s in subjects(parse, match.head) for m in _members(parse, s)]
    if _undergoes(parse, match):
        return {ACTOR: [], RECIPIENT: first}
    harmed = (
        match.type in HARMING or match.mode in DESTRUCTIVE
    )  # "destroyed a bridge": the bridge, also where it is part
    return {ACTOR: first, RECIPIENT: [r for r in _aimed_at(parse, match, matches) if harmed or r not in match.parts]}


def _members(parse: Parse, i: int) -> list[int]:
    """Whom a collective noun stands for, where a colon tells: "the team that beat them: troops and pilots"."""
    sentence = parse.sentence(i)
    after = parse.tokens[i + 1 : sentence.last]
    colon = next((t.i for t in after if t.text == ":"), None)
    if colon is None or lemma(parse, i) not in words().collective:
        return [i]
    listed = next((t.i for t in after if t.i > colon and t.dep in LISTED and t.head < colon), None)
    found = [] if listed is None else [m for m in coordinated(parse, listed) if is_party(parse, m)]
    return found if len(found) > 1 else [i]


def _undergoes(parse: Parse, match: Match) -> bool:
    """Whether the subject of a verb is whom it befalls: "died", "got 17 years", "the bridge collapsed"."""
    if lemma(parse, match.head) == "come" and prepositional(parse, match.head, "under"):
        return True  # "came under fire"
    if lemma(parse, match.head) in words().dying:
        return child(parse, match.head, "dobj") is None  # a clause with "where" leaves no gap for an object
    if match.type in SUFFERED:  # "passed away last week" has no object
        return all(lemma(parse, o) in words().times for o in objects(parse, match.head))
    if match.type in MISHAPS and not any(is_party(parse, s) for s in subjects(parse, match.head)):
        return not objects(parse, match.head)
    return match.type == "JUSTICE" and lemma(parse, match.head) in ontology.classes().undergoing


def _aimed_at(parse: Parse, match: Match, matches: dict[int, Match]) -> list[int]:
    """The object; where it is a thing ("weapons to Baghdad", "sanctions on Iran"), the party that it goes to."""
    i = match.head
    direct = [] if match.type in MOVED else objects(parse, i)
    dative = [d for d in parse.children[i] if parse.tokens[d].dep == "dative" and is_party(parse, d)]
    if match.type in GIVEN:
        given = [t for t in prepositional(parse, i, "to", "for") if is_party(parse, t)]
        if given or dative:
            return given or dative
    with_what = match.type == "AID" and prepositional(parse, i, "with")  # "provided the refugees with food"
    given_away = match.type == "AID" and not with_what and lemma(parse, i) in words().giving
    if any_party(parse, direct) and not given_away:
        return direct
    things = [g for o in direct for g in coordinated(parse, o) if not _is_known_event(g, matches)]
    through = [t for o in things for t in prepositional(parse, o, *towards(match)) if is_party(parse, t)]
    return dative or through or ([] if given_away else direct)


def _is_known_event(i: int, matches: dict[int, Match]) -> bool:
    return i in matches and matches[i].noun and matches[i].type != "OTHER"


def _further(parse: Parse, match: Match, roles: Roles, matches: dict[int, Match]) -> list[int]:
    """Whom a verb is aimed at where its object is no party: by an event, a clause, a thing or a place."""
    i, things = match.head, roles[RECIPIENT]
    leading = prepositional(parse, i, *towards(match))
    if parties := [t for t in leading if is_party(parse, t)]:
        return parties
    if match.type == "OTHER":  # nothing is known of it, save that states have "ties with" and "policies against" states
        about = [*things, *prepositional(parse, i)]
        beside = [t for thing in about for t in prepositional(parse, thing, *towards(match))]
        return [t for t in beside if entity_label(parse, t) in PARTY_LABELS]
    about = [*objects(parse, i), *things, *leading]
    if parties := _other_sides(parse, match, about, roles[ACTOR], matches):
        return parties
    for t in (i, *(about if match.type == "REQUEST" else ())) if match.type in ADDRESSED else ():
        if parties := told(parse, t):
            return parties
    if match.type in CLAUSAL and (parties := _in_clause(parse, match, roles[ACTOR], matches)):
        return parties
    if match.type == "THREATEN" and (parties := warned(parse, i)):
        return parties
    opined = match.type in OPINIONS  # who suffers a deed is not who is blamed for it
    own = [t for t in (*things, *leading) if not (opined and t in matches and matches[t].type not in NOT_SUFFERED)]
    for thing in own:
        if parties := behind(parse, thing, match):
            return parties
    inside = next((parties for part in match.parts if (parties := _of_part(parse, part, match))), [])
    return inside or [p for t in (i, *objects(parse, i)) for p in places(parse, t, match)]


def _of_part(parse: Parse, part: int, match: Match) -> list[int]:
    """Whom a word of the trigger tells: all of "40 Russian diplomats" in "expelled 40 Russian diplomats"."""
    found = owners(parse, part, match)
    moved = match.type in MOVED or match.type in GIVEN
    return [part] if not moved and is_party(parse, part) and any(parse.tokens[f].head == part for f in found) else found


def _other_sides(parse: Parse, match: Match, about: list[int], own: list[int], matches: dict[int, Match]) -> list[int]:
    """The other side of the first event that an act is about: "demanded the withdrawal of Serbian forces"."""
    events = [matches[t] for t in about if _is_known_event(t, matches)]
    for event in events:
        if parties := _other_side(parse, match, event, own):
            return parties
    return []


def _other_side(parse: Parse, match: Match, event: Match, own: list[int]) -> list[int]:
    selves = {lemma(parse, o) for o in own}
    roles = own_roles(parse, event)
    doing, undergoing = (
        [p for p in roles[r] if is_party(parse, p) and parse.tokens[p].pos != "PRON" and lemma(parse, p) not in selves]
        for r in (ACTOR, RECIPIENT)
    )
    friendly = event.type in FRIENDLY
    if match.type in OPINIONS:
        return doing or (undergoing if friendly or (match.type == "REQUEST" and event.type == "SANCTION") else [])
    if match.type == "THREATEN" or (match.type in RESTRAINTS and friendly):
        return undergoing or doing
    return doing or undergoing


def _in_clause(parse: Parse, match: Match, own: list[int], matches: dict[int, Match]) -> list[int]:
    """Whom the infinitive is aimed at: "refused to talk to Iran", "threatened to bomb Libya"."""
    clause = child(parse, match.head, "xcomp")
    if clause is None or child(parse, match.head, "dobj") is not None:
        return []
    selves = {lemma(parse, o) for o in own}
    below = matches.get(clause)
    if below is not None and not below.noun and below.type != "OTHER":
        found = _of_verb(parse, below, matches)[RECIPIENT]
    else:
        about = [*objects(parse, clause), *prepositional(parse, clause, *CLAUSE_OBJECTS)]
        found = _other_sides(parse, match, about, own, matches)
        found = found or next(
            (p for t in about if not _is_known_event(t, matches) and (p := behind(parse, t, match))), []
        )
        found = found or [p for t in (clause, *about) for p in places(parse, t, match)]
    return [f for f in found if is_party(parse, f) and parse.tokens[f].pos != "PRON" and lemma(parse, f) not in selves]


def _losers(parse: Parse, i: int) -> list[int]:
    """From whom the object of verb `i` is taken; the parser hangs the phrase on either."""
    return [t for g in (i, *objects(parse, i)) for t in prepositional(parse, g, "from") if is_party(parse, t)]


def _reciprocal(parse: Parse, match: Match, roles: Roles) -> Roles:
    """ "A and B clashed", "Russia and Iran signed a deal": each is the other's."""
    together = match.mode == "clash" or match.type in SYMMETRIC
    parties = [a for a in roles[ACTOR] if is_party(parse, a)]
    if together and len(parties) > 1 and not any_party(parse, roles[RECIPIENT]):
        return {ACTOR: parties[:1], RECIPIENT: parties[1:]}
    return roles


def _through_event_subject(parse: Parse, roles: Roles, matches: dict[int, Match]) -> Roles:
    """ "The airstrike killed six": who did the airstrike did the killing."""
    acting = []
    for a in roles[ACTOR]:
        event = matches.get(a)
        acting += _of_noun(parse, event, {})[ACTOR] if event is not None and event.noun else [a]
    return {**roles, ACTOR: acting}


# ---- nouns -----------------------------------------------------------------------------------------------------


def _of_noun(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles:
    own = own_roles(parse, match)
    for lend in (_of_support, _of_state, _of_frame):
        if (lent := lend(parse, match, matches)) is not None:
            lent = {role: [x for x in lent[role] if x != match.head] for role in lent}
            return {role: own[role] if any_party(parse, own[role]) else lent[role] or own[role] for role in own}
    return own if any_party(parse, own[ACTOR]) else {**own, ACTOR: charged(parse, match) or own[ACTOR]}


def _of_support(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles | None:
    """Arguments of the verb that supports the noun; the subject of a verb that ends an event is not who did it."""
    verb = match.support if match.support is not None else _instrument_of(parse, match, matches)
    if verb is None:
        return None
    if match.phase == "end":
        return {ACTOR: [], RECIPIENT: []}
    if match.support is None:
        return _of_verb(parse, matches[verb], {k: v for k, v in matches.items() if k != match.head})
    taking_part = lemma(parse, verb) in ontology.classes().participation  # "were engaged in talks" is no passive
    undergone = is_passive(parse, verb) and not taking_part
    acting = agents(parse, verb) if undergone else [s for s in subjects(parse, verb) if s != match.head]
    ailing = lemma(parse, verb) in AILING and (match.type in UNDERGONE_TYPES or match.mode in HARMED)
    if not undergone and (ailing or lemma(parse, verb) in ontology.classes().undergoing):
        return {ACTOR: [], RECIPIENT: acting}
    aimed = prepositional(parse, verb, *towards(match)) or places(parse, verb, match)
    return {ACTOR: acting, RECIPIENT: aimed}


def _of_state(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles | None:
    """Whom a noun without an article says something of: "he is under arrest", "troops were on alert"."""
    preposition = parse.tokens[parse.tokens[match.head].head]
    verb = parse.tokens[preposition.head]
    bare = parse.tokens[match.head].dep == "pobj" and child(parse, match.head, "det", "poss") is None
    if not bare or preposition.text.lower() not in words().state or verb.pos not in ("VERB", "AUX"):
        return None
    them = subjects(parse, verb.i) if is_passive(parse, verb.i) else objects(parse, verb.i) or subjects(parse, verb.i)
    if match.type == "MOBILIZE":
        return {ACTOR: them, RECIPIENT: places(parse, verb.i, match)}
    undergone = match.type in UNDERGONE_TYPES or preposition.text.lower() == "under"
    return {ACTOR: [], RECIPIENT: them} if undergone else None


def _of_frame(parse: Parse, match: Match, matches: dict[int, Match]) -> Roles | None:
    """Who goes to talks, or protests: "flew to Cairo for talks", "arrived on a visit", "resigned in protest"."""
    preposition = parse.tokens[parse.tokens[match.head].head]
    verb = parse.tokens[preposition.head]
    frames = FRAMES.get(match.type, ())
    if match.type == "CONSULT" and prepositional(parse, match.head, "with"):
        frames += TALKED
    if preposition.text.lower() not in frames or verb.pos != "VERB":
        return None
    if match.type == "PROTEST":
        return {ACTOR: [] if is_passive(parse, verb.i) else subjects(parse, verb.i), RECIPIENT: []}
    if is_passive(parse, verb.i):
        return None
    met = [o for o in objects(parse, verb.i) if is_party(parse, o)]
    return {ACTOR: subjects(parse, verb.i), RECIPIENT: met or places(parse, verb.i, match)}


def _instrument_of(parse: Parse, match: Match, matches: dict[int, Match]) -> int | None:
    """The violent verb that this noun is the means of: "taking out targets with airstrikes", "killed in a raid"."""
    preposition = parse.tokens[parse.tokens[match.head].head]
    if preposition.dep not in ("prep", "agent") or preposition.text.lower() not in words().instrumental:
        return None
    verb = matches.get(governing_verb(parse, match.head) or -1)
    if verb is None or verb.noun or verb.type not in (match.type, "DEATH"):
        return None
    return verb.head if preposition.head in (verb.head, *objects(parse, verb.head)) else None
