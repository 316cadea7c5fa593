"""Which time each event has: the timex of its clause, else what the text or the publication lets one infer.

In order: a timex that depends on the trigger or on the verb above it; another of the same sentence; the day of a
mention with the same word; in a history the last date before; for what news tells as done, the day that most of its
dated events have (a report is about one day, said once or twice), else the day of publication.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from events.model import Mention, Parse, Span, TimeInterval, Timex
from events.times import lexicon
from events.times.clauses import cost, tense
from events.times.context import LONG_AGO

CLOSE = 2.0  # cost up to which a timex belongs to the clause
FAR = 9.0  # cost from which on it belongs to something else
OWN, SENTENCE, SAME_WORD, MAIN_DAY, CARRIED, PUBLISHED = 0.9, 0.7, 0.6, 0.55, 0.5, 0.5  # confidence
COARSE = ("year", "decade", "century")  # background, unless the event's own clause says so
DAY = ("day", "hour", "minute")
FRESH = timedelta(days=7)  # how old the day that news is about may be at publication
STAMP = re.compile(rf"[\W\d_]*(?:{lexicon.cue('stamp')}\b[\W\d_]*)*", re.IGNORECASE)
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
    default = None if _is_history(dated, published) else _default(timed, published)
    return tuple(
        m if m.time or m.id not in heads else _inferred(m, heads[m.id], parse, dated, same_word, default) for m in timed
    )


def _dated(parse: Parse, timexes: tuple[Timex, ...]) -> list[_Dated]:
    """The timexes that name a stretch of the calendar, the two ends of "from 3 to 9 June" as one."""
    found: list[_Dated] = []
    for timex in timexes:
        if timex.interval is None or _is_stamp(parse.text, timex.span) or not (root := parse.root(timex.span)):
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


def _is_stamp(text: str, span: Span) -> bool:
    """The line says nothing but when the text was published or changed."""
    before = text[max(0, span.start - 120) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + 120].partition("\n")[0]
    return bool(STAMP.fullmatch(before)) and bool(STAMP.fullmatch(after))


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
    if best >= CLOSE and inside[which].interval.granularity in COARSE:
        return m
    return _with(m, inside[which].interval, OWN if best < CLOSE else SENTENCE)


def _with(m: Mention, interval: TimeInterval, sure: float) -> Mention:
    return replace(m, time=interval, confidence=replace(m.confidence, time=sure))


def _by_word(mentions: list[Mention], heads: dict[str, int], parse: Parse) -> dict[str, TimeInterval]:
    """Lemma of a trigger → the first day that the text gives such an event."""
    found: dict[str, TimeInterval] = {}
    for m in mentions:
        if m.time and m.time.granularity in DAY and m.id in heads and m.assertion == "asserted":
            found.setdefault(parse.tokens[heads[m.id]].lemma.lower(), m.time)
    return found


def _is_history(dated: list[_Dated], published: date | None) -> bool:
    """Most dates of the text lie long before its publication."""
    if published is None:
        return True
    old = sum((d.interval.latest or "") < f"{published.year - LONG_AGO:04}" for d in dated)
    return old >= 4 and 2 * old > len(dated)


def _default(mentions: list[Mention], published: date | None) -> TimeInterval | None:
    """The fresh day that most dated events of the news have, else the day of publication."""
    if published is None:
        return None
    first, last = (published - FRESH).isoformat(), published.isoformat()
    stated = [m.time for m in mentions if m.time and m.time.granularity in DAY and m.assertion == "asserted"]
    days = Counter(day for t in stated if t.earliest and first <= (day := t.earliest[:10]) <= last)
    if not days:
        return TimeInterval(None, last, last, "day", "published")
    main = days.most_common(1)[0][0]
    time = next(t for t in stated if (t.earliest or "").startswith(main))
    return TimeInterval(time.span, main, main, "day", "inferred")


def _inferred(
    m: Mention,
    head: int,
    parse: Parse,
    dated: list[_Dated],
    same_word: dict[str, TimeInterval],
    default: TimeInterval | None,
) -> Mention:
    """The mention with a time from elsewhere in the text, or without one where it is yet to come or was before."""
    told = tense(parse, head)
    if m.assertion in ("planned", "conditional", "possible") or told in TO_COME:
        return m
    known = same_word.get(parse.tokens[head].lemma.lower())
    if known:
        return _with(m, replace(known, basis="inferred"), SAME_WORD)
    if default is None:
        before = [d for d in dated if d.token < head]
        return _with(m, replace(before[-1].interval, basis="inferred"), CARRIED) if before else m
    if told == "pluperfect":
        return m
    return _with(m, default, PUBLISHED if default.basis == "published" else MAIN_DAY)
