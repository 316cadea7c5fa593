"""Who takes part in an event, as the words around its noun say: before it, behind "by", "of" and "between"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.extraction import ontology
from events.extraction.aims import behind, places, towards, words
from events.extraction.animacy import any_party, entity_label, is_party, stands_for_a_party
from events.extraction.participants import HARMED
from events.extraction.syntax import agents, child, lemma, prepositional
from events.model import Parse

if TYPE_CHECKING:
    from events.extraction.triggers import Match

ACTOR, RECIPIENT = "actor", "recipient"
# A possessor or an of-phrase of these nouns undergoes them ("his arrest", "the death of").
UNDERGONE_TYPES = ("DEATH", "JUSTICE", "DISEASE", "ACCIDENT", "DISASTER", "COERCE")
UNDERGONE_MODES = (
    *("assassination", "abduction", "massacre", "torture", "siege"),
    *("killing", "murder", "execution", "beating"),
)
UNDERGONE_NOUNS = ("defeat", "downfall", "ouster", "dismissal", "expulsion", "removal", "eviction")
# The of-phrase of these nouns names who does them ("protests of students", "talks of ministers").
DONE_TYPES = ("PROTEST", "CONSULT", "AGREE", "RETREAT", "MOBILIZE", "REQUEST", "ELECTION")
SENT = (
    "CONSULT",
    "AID",
    "THREATEN",
    "SUPPORT",
    "REQUEST",
    "AGREE",
    "ACCUSE",
    "REJECT",
)  # nouns that come from who does them
BEFALLING = ("ACCIDENT", "DISASTER", "DISEASE", "DEATH")  # types of events that nobody does
HELD = ("sport", "culture")  # modes of what is held somewhere: nobody does "the French Open"


def own_roles(parse: Parse, match: Match) -> dict[str, list[int]]:
    """What the noun itself says: "Russia's invasion of Ukraine"."""
    bases = _bases(parse, match.head)
    acting, aimed = _modifiers(parse, match, bases)
    if by := [a for b in bases for a in (*agents(parse, b), *_organisers(parse, b)) if is_party(parse, a)]:
        owned = [a for a in acting if parse.tokens[a].dep == "poss"]  # "her defeat by the senator": she undergoes it
        acting, aimed = [a for a in acting if a not in owned], owned + aimed
    acting += by
    leading = [word for word in towards(match) if word != "from"]
    aimed += [t for b in bases for t in prepositional(parse, b, *leading)]
    between = [t for b in bases for t in _two_sides(parse, b)]
    if match.mode == "mediate":
        aimed += between
    else:
        acting, aimed = acting + between[:1], aimed + between[1:]
    of = prepositional(parse, match.head, "of")
    (acting if match.type in DONE_TYPES else aimed).extend(of)
    if match.type not in ("OTHER", *DONE_TYPES[1:]) and not any_party(parse, aimed):
        aimed = next((found for a in aimed if (found := behind(parse, a, match))), aimed)
    if not any_party(parse, aimed):
        aimed = [p for b in bases for p in places(parse, b, match) if p not in acting] or aimed
    acting += prepositional(parse, match.head, "from") if match.type in SENT else []
    return {ACTOR: acting, RECIPIENT: aimed}


def _bases(parse: Parse, i: int) -> list[int]:
    """Where its arguments hang: on the noun, or on one that it says the kind of ("aid plan") or that counts it."""
    token, classes = parse.tokens[i], ontology.classes()
    if token.dep in ("compound", "nmod", "amod") and lemma(parse, token.head) in classes.generic:
        return [i, token.head]
    preposition = parse.tokens[token.head]
    if preposition.text.lower() == "of" and lemma(parse, preposition.head) in classes.portions:
        return [i, preposition.head]
    return [i]


def _modifiers(parse: Parse, match: Match, bases: list[int]) -> tuple[list[int], list[int]]:
    """Who stands before the noun as who does it ("Israeli raids") and as who undergoes it ("his arrest")."""
    undergone = match.type in UNDERGONE_TYPES or match.mode in (*UNDERGONE_MODES, *HARMED)
    undergone = (undergone and match.mode != "siege") or lemma(parse, match.head) in UNDERGONE_NOUNS
    nobodys = match.mode in HELD or match.type in BEFALLING
    acting: list[int] = []
    aimed: list[int] = []
    for c in (c for b in bases for c in parse.children[b]):
        token = parse.tokens[c]
        known = match.type != "OTHER" or match.mode is not None
        if token.dep == "poss" and (is_party(parse, c) or (known and stands_for_a_party(parse, c))):
            (aimed if undergone else acting).append(c)
        elif token.dep in ("compound", "amod", "nmod") and not nobodys and _acts_as_modifier(parse, c):
            acting.append(c)
    return acting, aimed


def _organisers(parse: Parse, i: int) -> list[int]:
    """ "A strike staged by students", "the raid carried out by marines"."""
    light = ontology.classes().light_verbs
    found = []
    for c in parse.children[i]:
        particle = child(parse, c, "prt")
        verb = lemma(parse, c) if particle is None else f"{lemma(parse, c)} {lemma(parse, particle)}"
        if parse.tokens[c].dep == "acl" and verb in light:
            found += agents(parse, c)
    return found


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
    """A people, a body or fighters before an event noun do it ("Israeli raids", "a rebel ambush"); a town is where it
    is ("Kabul bombing")."""
    label, loud = entity_label(parse, i), not parse.sentence(i).span.text.isupper()
    if label in ("NORP", "ORG") or lemma(parse, i) in words().fighting:
        return True
    return loud and parse.tokens[i].text.replace(".", "").isupper()  # in text that is all in capitals, "CAR" is a car
