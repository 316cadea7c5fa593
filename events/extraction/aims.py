"""Parties that words further off name: whom an act is aimed at through things and clauses, who is charged with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from events.extraction.animacy import PARTY_LABELS, entity_label, is_party
from events.extraction.syntax import agents, child, coordinated, is_passive, lemma, objects, prepositional, subjects
from events.model import Parse

if TYPE_CHECKING:
    from events.extraction.triggers import Match

DEPTH = 3  # things between a verb and the party that it is aimed at
PREMODIFIERS = ("poss", "amod", "nmod", "compound")


@dataclass(frozen=True, slots=True)
class Words:
    """Prepositions and lemmas of parties.toml, explained there."""

    towards: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    charging: Mapping[str, tuple[str, ...]]
    giving: frozenset[str]
    behind: tuple[str, ...]
    instrumental: tuple[str, ...]
    state: tuple[str, ...]
    governed: tuple[str, ...]
    collective: tuple[str, ...]
    fighting: tuple[str, ...]
    dying: tuple[str, ...]
    condition: tuple[str, ...]
    times: tuple[str, ...]
    clock: tuple[str, ...]
    units: tuple[str, ...]
    currency: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    raw = tomllib.loads((files("events.extraction") / "data" / "parties.toml").read_text(encoding="utf-8"))
    lists = {name: tuple(entries) for name, entries in raw["words"].items()}
    return Words(
        towards=_tuples(raw["towards"]),
        places=_tuples(raw["places"]),
        charging=_tuples(raw["charging"]),
        giving=frozenset(lists.pop("giving")),
        **lists,
    )


def _tuples(table: dict[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(entries) for key, entries in table.items()}


def _by_kind(table: Mapping[str, tuple[str, ...]], match: Match) -> tuple[str, ...]:
    """The entry of a type and mode, else of the type, else the default."""
    keys = (f"{match.type} {match.mode}", match.type, "default")
    return next((table[key] for key in keys if key in table), ())


def towards(match: Match) -> tuple[str, ...]:
    """Prepositions that lead from this trigger to whom it is aimed at."""
    return _by_kind(words().towards, match)


def places(parse: Parse, i: int, match: Match) -> list[int]:
    """Where `i` is done to all who are there: "a curfew in Lhasa", "sent troops to Mali"."""
    leading = _by_kind(words().places, match)
    return [p for p in prepositional(parse, i, *leading) if entity_label(parse, p) in ("GPE", "LOC")] if leading else []


def behind(parse: Parse, thing: int, match: Match, depth: int = DEPTH) -> list[int]:
    """Whose a thing is or whom it is about: "boats of the navy", "a ban on Iranian oil", "a post held by rebels"."""
    return [thing] if is_party(parse, thing) else owners(parse, thing, match, depth)


def owners(parse: Parse, thing: int, match: Match, depth: int = DEPTH) -> list[int]:
    """The same of what is a thing for sure: "state" in "recognized the state of Israel"."""
    before = [c for c in parse.children[thing] if parse.tokens[c].dep in PREMODIFIERS]
    named = [c for c in before if parse.tokens[c].pos != "PRON" and entity_label(parse, c) in PARTY_LABELS]
    if named or depth == 0:
        return named
    for after in prepositional(parse, thing, *towards(match), *words().behind):
        if parties := behind(parse, after, match, depth - 1):
            return parties
    return _holders(parse, thing)


def _holders(parse: Parse, thing: int) -> list[int]:
    """ "A post held by the rebels", "accounts that belong to the general"."""
    for c in parse.children[thing]:
        if parse.tokens[c].dep not in ("acl", "relcl"):
            continue
        to = prepositional(parse, c, "to") if lemma(parse, c) == "belong" else []
        if parties := [h for h in (*agents(parse, c), *to) if is_party(parse, h)]:
            return parties
    return []


def told(parse: Parse, i: int) -> list[int]:
    """Who is to act, in the clause of `i`: "demanded that Iran halt it", "a demand that Iran halt it"."""
    clause = child(parse, i, "ccomp", "xcomp", "acl")
    if clause is None:
        return []
    own = {lemma(parse, s) for s in subjects(parse, i)}
    acting = [s for s in subjects(parse, clause) if s != i and is_party(parse, s) and parse.tokens[s].pos != "PRON"]
    acting = [s for s in acting if lemma(parse, s) not in own]
    return acting or [o for o in objects(parse, clause) if is_party(parse, o)]


def warned(parse: Parse, verb: int) -> list[int]:
    """Whose deed a threat depends on: "threatened to attack unless Iraq withdrew"."""
    clauses = [verb, *(c for c in parse.children[verb] if parse.tokens[c].dep in ("xcomp", "ccomp"))]
    own = {lemma(parse, s) for v in clauses for s in subjects(parse, v)}
    for condition in (c for v in clauses for c in parse.children[v] if parse.tokens[c].dep == "advcl"):
        marks = [lemma(parse, c) for c in parse.children[condition] if parse.tokens[c].dep == "mark"]
        if any(mark in words().condition for mark in marks):
            return [s for s in subjects(parse, condition) if is_party(parse, s) and lemma(parse, s) not in own]
    return []


def charged(parse: Parse, match: Match) -> list[int]:
    """Who is said to have done it: "charged with murder", "pleaded guilty to the bombings", "claimed the attack"."""
    charging, deed = words().charging, parse.tokens[match.head]
    above = parse.tokens[deed.head]
    through = above.dep == "prep" and above.text.lower() in charging["prepositions"]
    claimed = deed.dep == "dobj" and lemma(parse, above.i) == "claim"
    if match.type not in charging["deeds"] or not (through or claimed):
        return []
    for a in parse.ancestors(match.head):
        token, word = parse.tokens[a], lemma(parse, a)
        if word in charging["doing"]:
            return subjects(parse, a if token.pos == "VERB" else token.head)
        if word in charging["blaming"] and token.pos == "VERB":
            return subjects(parse, a) if is_passive(parse, a) else objects(parse, a)
        if token.dep == "dobj" and lemma(parse, token.head) in charging["blaming"]:
            return coordinated(parse, a)  # the parser hangs "of fraud" on them
        if token.dep != "prep" and word not in charging["passing"]:
            return []
    return []
