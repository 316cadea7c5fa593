"""Which time each event has: the timex of its clause, else what the text or the publication lets one infer.

In order: a timex that depends on the trigger or on the verb above it; another of the same sentence; the day of a mention
with the same word; in a history the last date before; for what news tells as done, the day of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from events.model import Mention, Parse, Span, TimeInterval, Timex
from events.times.clauses import cost, tense
from events.times.context import LONG_AGO

CLOSE = 2.0  # cost up to which a timex belongs to the clause
FAR = 9.0  # cost from which on it belongs to something else
OWN, SENTENCE, SAME_WORD, CARRIED, PUBLISHED = 0.9, 0.7, 0.6, 0.5, 0.5  # confidence
FROM_TO = re.compile(r"\s*(?:to|until|till|through|-|–|—|and)\s*(?:the )?", re.IGNORECASE)
RANGE_START = re.compile(r"\b(?:from|between)(?: the)? $", re.IGNORECASE)
OPEN_ENDED = re.compile(
    r"\b(?:since|until|till|before|after|by|than|following)(?: the| about| around)? $", re.IGNORECASE
)
TO_COME = {"future", "planned", "modal"}


@dataclass(frozen=True, slots=True)
class _Dated:
    """A stretch of the calendar that the text names, and the token that its words hang on the rest with."""

    interval: TimeInterval
    token: int
    open_ended: bool  # "since May": a border, not the time itself


def anchor(
    mentions: tuple[Mention, ...], parse: Parse, timexes: tuple[Timex, ...], published: date | None
) -> tuple[Mention, ...]:
    """The mentions with their time and its confidence; None where nothing tells it.

    `published` is the document creation time, or None: then only what the text dates has a time.
    """
    dated = _dated(parse, timexes)
    heads = {m.id: root.i for m in mentions if (root := parse.root(m.trigger))}
    others = frozenset(heads.values())
    timed = [_stated(m, heads[m.id], parse, dated, others) if m.id in heads else m for m in mentions]
    same_word = _by_word(timed, heads, parse)
    history = _is_history(dated, published)
    return tuple(
        m if m.time or m.id not in heads else _inferred(m, heads[m.id], parse, dated, same_word, published, history)
        for m in timed
    )


def _dated(parse: Parse, timexes: tuple[Timex, ...]) -> list[_Dated]:
    """The timexes that name a stretch of the calendar, the two ends of "from 3 to 9 June" as one."""
    found: list[_Dated] = []
    for timex in timexes:
        if timex.interval is None or not (root := parse.root(timex.span)):
            continue
        before = parse.text[max(0, timex.span.start - 20) : timex.span.start]
        last = found[-1].interval if found else None
        if (
            last
            and last.span
            and _is_range(parse.text, last.span, timex.span)
            and (last.earliest or "") <= (timex.interval.earliest or "")
        ):
            span = Span(parse.text[last.span.start : timex.span.end], last.span.start, timex.span.end)
            found[-1] = replace(
                found[-1], interval=replace(last, span=span, latest=timex.interval.latest), open_ended=False
            )
        else:
            found.append(_Dated(timex.interval, root.i, bool(OPEN_ENDED.search(before))))
    return found


def _is_range(text: str, one: Span, other: Span) -> bool:
    between = text[one.end : other.start]
    if not FROM_TO.fullmatch(between):
        return False
    return "and" not in between or bool(RANGE_START.search(text[max(0, one.start - 14) : one.start]))


def _stated(m: Mention, head: int, parse: Parse, dated: list[_Dated], others: frozenset[int]) -> Mention:
    """The mention with the timex of its sentence that is nearest by clauses."""
    sentence = parse.sentence(head)
    inside = [d for d in dated if sentence.first <= d.token < sentence.last and not d.open_ended]
    ranked = sorted((cost(parse, d.token, head, others - {head}), n) for n, d in enumerate(inside))
    if not ranked or ranked[0][0] >= FAR:
        return m
    best, which = ranked[0]
    return _with(m, inside[which].interval, OWN if best < CLOSE else SENTENCE)


def _with(m: Mention, interval: TimeInterval, sure: float) -> Mention:
    return replace(m, time=interval, confidence=replace(m.confidence, time=sure))


def _by_word(mentions: list[Mention], heads: dict[str, int], parse: Parse) -> dict[str, TimeInterval]:
    """Lemma of a trigger → the first day that the text gives such an event."""
    found: dict[str, TimeInterval] = {}
    for m in mentions:
        if m.time and m.time.granularity in ("day", "minute", "hour") and m.id in heads and m.assertion == "asserted":
            found.setdefault(parse.tokens[heads[m.id]].lemma.lower(), m.time)
    return found


def _is_history(dated: list[_Dated], published: date | None) -> bool:
    """Most dates of the text lie long before its publication."""
    if published is None:
        return True
    old = sum((d.interval.latest or "") < f"{published.year - LONG_AGO:04}" for d in dated)
    return old >= 4 and 2 * old > len(dated)


def _inferred(
    m: Mention,
    head: int,
    parse: Parse,
    dated: list[_Dated],
    same_word: dict[str, TimeInterval],
    published: date | None,
    history: bool,
) -> Mention:
    told = tense(parse, head)
    if m.assertion in ("planned", "conditional", "possible") or told in TO_COME:
        return m
    known = same_word.get(parse.tokens[head].lemma.lower())
    if known:
        return _with(m, replace(known, basis="inferred"), SAME_WORD)
    if history:
        before = [d for d in dated if d.token < head]
        return _with(m, replace(before[-1].interval, basis="inferred"), CARRIED) if before else m
    if published is None or told == "pluperfect":
        return m
    day = published.isoformat()
    return _with(m, TimeInterval(None, day, day, "day", "published"), PUBLISHED)
