"""How much an article is about an event, 0 to 1.

News tells what matters first, as a fact, and of those whom its headline names.
"""

from __future__ import annotations

from events.extraction.triggers import Match
from events.model import Article, Parse, Participant

# The weights rank the main event of news articles first more often than others that were tried; none is exact.
DECAY = 2.0  # sentences after which the lead's weight has fallen to a half
UNASSERTED, NOBODY_ACTS, NO_PARTY, SUBORDINATE, NOT_IN_HEADLINE = 0.6, 0.6, 0.8, 0.9, 2 / 3
BEFALLING = ("ACCIDENT", "DISASTER", "DISEASE", "DEATH")  # types of events that nobody does
CLAUSES = ("relcl", "advcl", "acl", "pcomp", "pobj")


def salience(
    article: Article, parse: Parse, match: Match, participants: tuple[Participant, ...], assertion: str
) -> float:
    """A product of position, clause, parties and assertion."""
    score = DECAY / (DECAY + parse.sentence_number(match.head))
    score *= 1.0 if assertion == "asserted" else UNASSERTED
    named = [p for p in participants if not _is_pronoun(parse, p)]
    score *= 1.0 if any(p.role == "actor" or match.type in BEFALLING for p in named) else NOBODY_ACTS
    score *= 1.0 if participants else NO_PARTY
    score *= 1.0 if _in_headline(article, participants) else NOT_IN_HEADLINE
    return round(score * SUBORDINATE ** _depth(parse, match), 3)


def _is_pronoun(parse: Parse, participant: Participant) -> bool:
    """ "I blame", "they said": whoever is told of, the news names them elsewhere."""
    head = parse.root(participant.span) if participant.span else None
    return head is not None and head.pos == "PRON"


def _depth(parse: Parse, match: Match) -> int:
    """How many clauses lie above the trigger's own; what a reporting verb reports is not below it."""
    return sum(parse.tokens[i].dep in CLAUSES for i in (match.head, *parse.ancestors(match.head)))


def _in_headline(article: Article, participants: tuple[Participant, ...]) -> bool:
    """Whether a word of a party stands in the headline; an article without one favours nobody."""
    if not article.title:
        return True
    headline = article.title.casefold()
    words = {word for p in participants for word in p.said.casefold().split() if len(word) > 3}
    return any(word in headline for word in words)
