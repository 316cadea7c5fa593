"""Article and parse → mentions: who did what to whom, as which words say."""

from __future__ import annotations

from hashlib import blake2b

from events.extraction import weighing
from events.extraction.assertion import assertion, support_is_fact
from events.extraction.attribution import attribution, quotations
from events.extraction.boilerplate import boilerplate
from events.extraction.casualties import Counts, casualties, find_counts
from events.extraction.participants import records
from events.extraction.parties import find_roles
from events.extraction.quotes import Quotation
from events.extraction.salience import salience
from events.extraction.sequence import follows
from events.extraction.syntax import child, is_passive
from events.extraction.triggers import Match, find_triggers
from events.extraction.vagueness import is_vague, told
from events.model import Article, Confidence, Mention, Parse, Participant, Span

# Dependents that are no complements: who does it, other clauses, what joins clauses.
NOT_COMPLEMENTS = (
    *("nsubj", "nsubjpass", "csubj", "csubjpass", "aux", "auxpass", "mark", "cc", "conj", "punct", "expl"),
    *("advcl", "parataxis", "relcl", "intj", "dep", "appos"),
)
WHAT_LENGTH = 25  # tokens


def find_mentions(article: Article, parse: Parse) -> tuple[Mention, ...]:
    """Every event that the text tells of, in its order; parties are words yet, without actor, place or time.

    What is too vague, and how much an event matters, is judged by the parties that the rules find: so it was fitted.
    """
    found = find_triggers(parse)
    matches = {m.head: m for m in found}
    counts, quoted = find_counts(parse), quotations(parse)
    roles = {m: find_roles(parse, m, matches) for m in found}
    named = {m: records(parse, m, roles[m], matches) for m in found}
    around = boilerplate(parse, matches)
    kept = [m for m in found if m.head not in around and not is_vague(parse, m, named[m])]
    weighed = {m: weighing.parties(parse, m, roles[m]) for m in kept}
    all_named = {m: named[m] if weighed[m] == roles[m] else records(parse, m, weighed[m], matches) for m in kept}
    return tuple(_mention(article, parse, m, named[m], all_named[m], matches, counts, quoted) for m in kept)


def _mention(
    article: Article,
    parse: Parse,
    match: Match,
    by_rules: tuple[Participant, ...],
    participants: tuple[Participant, ...],
    matches: dict[int, Match],
    counts: Counts,
    quoted: tuple[Quotation, ...],
) -> Mention:
    said = weighing.asserted(parse, match, assertion(parse, match))
    return Mention(
        id=_id(article.id, match),
        article_id=article.id,
        type=match.type,
        mode=match.mode,
        cameo=match.cameo,
        trigger=match.span,
        what=_what(parse, match),
        sentence=parse.sentence(match.head).span,
        participants=participants,
        assertion=said,
        attribution=attribution(parse, match.head, quoted),
        after=None if (earlier := follows(parse, match, matches)) is None else _id(article.id, earlier),
        ended=match.phase == "end" and support_is_fact(parse, match),
        casualties=casualties(parse, match, counts),
        salience=salience(article, parse, match, by_rules, said),
        confidence=Confidence(event=round(told(parse, match), 2)),
    )


def _id(article_id: str, match: Match) -> str:
    words = f"{article_id} {match.span.start} {match.span.end}"
    return blake2b(words.encode(), digest_size=8).hexdigest()


def _what(parse: Parse, match: Match) -> Span:
    """The trigger with its complements, without the subject: "killed six people in Tikrit"."""
    head = match.head if match.support is None or match.phase == "end" else match.support
    if match.noun and head != match.head and is_passive(parse, head):
        head = match.head
    first = min(head, parse.within(match.span.start, match.span.end)[0].i)
    allowed = set(parse.subtree(head))
    for c in parse.children[head]:
        if parse.tokens[c].dep in NOT_COMPLEMENTS or _is_clause(parse, c):
            allowed -= set(parse.subtree(c))
    allowed |= {t.i for t in parse.within(match.span.start, match.span.end)} | {head}
    if match.noun and head == match.head:
        first = min([first, *(i for i in allowed if i < head and parse.tokens[i].dep not in ("det", "case"))])
    last = first
    for i in range(first, min(len(parse.tokens), first + WHAT_LENGTH)):
        if i in allowed and parse.tokens[i].pos not in ("PUNCT", "SPACE"):
            last = i
        elif i not in allowed and parse.tokens[i].dep not in ("punct", "neg", "advmod"):
            break
    last = max(last, parse.within(match.span.start, match.span.end)[-1].i)
    return parse.words(first, last + 1)


def _is_clause(parse: Parse, i: int) -> bool:
    return parse.tokens[i].dep == "ccomp" and child(parse, i, "nsubj", "nsubjpass") is not None
