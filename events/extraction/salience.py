"""How much an article is about an event, 0 to 1: news tells what matters first, as a fact, with its parties."""

from __future__ import annotations

from events.extraction.triggers import OTHER, Match
from events.model import Parse, Participant

DECAY = 4.0  # sentences after which the lead's weight has fallen to a half


def salience(parse: Parse, match: Match, participants: tuple[Participant, ...], assertion: str) -> float:
    """A product of position, clause, type, parties and assertion."""
    score = DECAY / (DECAY + parse.sentence_number(match.head))
    score *= 1.0 if match.type != OTHER else 0.6
    score *= 1.0 if assertion == "asserted" else 0.6
    score *= 1.0 if any(p.role == "actor" for p in participants) else 0.75
    score *= 1.0 if participants else 0.8
    score *= 0.9 ** _depth(parse, match)
    return round(min(score, 1.0), 3)


def _depth(parse: Parse, match: Match) -> int:
    """How many clauses lie above the trigger's own; what a reporting verb reports is not below it."""
    deps = [parse.tokens[i].dep for i in (match.head, *parse.ancestors(match.head))]
    return sum(d in ("relcl", "advcl", "acl", "pcomp", "pobj") for d in deps)
