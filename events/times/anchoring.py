"""Which time each event has: the timex of its clause, else what the text or the publication lets one infer.

In order: a timex of its sentence, by clauses or as the tagger points to one; the day of a mention with the same word;
what the event told just before has, where the paragraph tells on; in a history the last date before; for what news
tells as done, the day that most of its dated events have (a report is about one day, said once or twice), else the day
of publication.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from events.model import Mention, Parse, TimeInterval, Timex
from events.times.clauses import cost, hangs_on, is_aside, tense
from events.times.context import LEAD, LONG_AGO
from events.times.stretches import Distance, Stretch, distances, stretches
from events.weighing import likeliest

CLOSE = 2.0  # cost up to which a timex belongs to the clause
BACKGROUND = 4.0  # cost from which on a date of before the news belongs to something else
FAR = 9.0  # cost from which on it belongs to something else
OWN, SENTENCE, SAME_WORD, MAIN_DAY, CARRIED, PUBLISHED, BEFORE = 0.85, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3  # confidence
KNOWN, UNKNOWN = 0.5, 0.3  # added to the probability of the timex that clauses say, and of none where they say none
TOLD_ON = 0.55  # the same of what goes on from the event before
COARSE = ("year", "decade", "century")  # background, unless the event's own clause says so
DAY = ("day", "hour", "minute")
TELLS_ON = 2  # sentences within which it does
MOST = 12  # timexes of a sentence that are weighed for one event, the nearest ones
FRESH = timedelta(days=7)  # how old the day that news is about may be at publication
OPEN = ("planned", "conditional", "possible", "negated")  # did not happen, so that only a stated date is theirs
UNDONE = ("negated", "conditional")  # the date of another clause is not theirs
TO_COME = ("future", "planned", "modal")
DONE = ("past", "perfect", "pluperfect")
LASTING = ("perfect", "pluperfect", "present")
NARRATED = ("past", "pluperfect")


@dataclass(frozen=True, slots=True)
class _Text:
    """What anchoring knows of one text."""

    parse: Parse
    stretches: list[Stretch]
    distances: list[Distance]
    heads: dict[str, int]  # mention id → token of its trigger
    published: date | None

    def distance(self, head: int) -> Distance | None:
        return next((d for d in self.distances if head in d.tokens), None)

    def is_old(self, time: TimeInterval) -> bool:
        """Whether it was over before the news began."""
        return self.published is not None and (time.latest or "") < f"{self.published - FRESH}"


def anchor(
    mentions: tuple[Mention, ...], parse: Parse, timexes: tuple[Timex, ...], published: date | None
) -> tuple[Mention, ...]:
    """The mentions with their time and its confidence; None where nothing tells it.

    `published` is the document creation time, or None: then only what the text dates has a time.
    """
    heads = {m.id: root.i for m in mentions if (root := parse.root(m.trigger))}
    text = _Text(parse, stretches(parse, timexes, published), list(distances(parse, timexes)), heads, published)
    others = frozenset(heads.values())
    timed = [_stated(m, heads[m.id], text, others) if m.id in heads else m for m in mentions]
    known = _known(timed, text)
    default = None if _is_history(text) else _default(timed, published)
    dated = [m for m in timed if m.time and m.assertion == "asserted" and m.id in heads]
    return tuple(m if m.time or m.id not in heads else _inferred(m, text, known, dated, default) for m in timed)


def _stated(m: Mention, head: int, text: _Text, others: frozenset[int]) -> Mention:
    """The mention with the timex of its sentence that clauses or the tagger say."""
    if interval := _at_a_distance(head, text):
        return _with(m, interval, SENTENCE)
    sentence = text.parse.sentence(head)
    inside = [s for s in text.stretches if sentence.first <= s.token < sentence.last]
    inside = sorted(inside, key=lambda s: abs(s.token - head))[:MOST]
    by_clauses = _of_clauses(m, head, text, inside, others)
    inside = [s for s in inside if s is by_clauses or not _looks_back(text.parse, s.token, s.interval, head)]
    stretch = by_clauses if text.parse.is_short(head) else _weighed(head, text.parse, inside, by_clauses)
    interval = _moved(stretch, head, text) if stretch else None
    if stretch is None or interval is None:
        return m
    near = cost(text.parse, stretch.token, head, others - {head}) < CLOSE and text.distance(head) is None
    return _with(m, _until_published(interval, m, head, text), OWN if near else SENTENCE)


def _of_clauses(m: Mention, head: int, text: _Text, inside: list[Stretch], others: frozenset[int]) -> Stretch | None:
    """The stretch of its sentence that is nearest by clauses, and that is not another event's."""
    for price, stretch in sorted(
        ((cost(text.parse, s.token, head, others - {head}), s) for s in inside), key=lambda ranked: ranked[0]
    ):
        if price >= FAR or (price >= CLOSE and m.assertion in UNDONE):
            break
        if price >= CLOSE and stretch.interval.granularity in COARSE:
            break
        if stretch.kind == "on" and _is_meant_for(text.parse, stretch.token) and tense(text.parse, head) in DONE:
            continue
        if price >= BACKGROUND and text.is_old(stretch.interval):
            continue
        if _moved(stretch, head, text):
            return stretch
    return None


def _weighed(head: int, parse: Parse, inside: list[Stretch], by_clauses: Stretch | None) -> Stretch | None:
    """The stretch that clauses or the tagger say; None where none of the sentence is likelier."""
    answers = parse.pointed(head, "time", [_tokens(parse, s) for s in inside])
    own = inside.index(by_clauses) if by_clauses else None
    best = likeliest(answers, own, UNKNOWN if own is None else KNOWN)
    return None if best is None else inside[best]


def _looks_back(parse: Parse, token: int, time: TimeInterval, head: int) -> bool:
    """Whether a year is only said aside of somebody or something: "Obama, who was elected in 2008, left Havana"."""
    return time.granularity in COARSE and is_aside(parse, token, head)


def _tokens(parse: Parse, stretch: Stretch) -> tuple[int, int]:
    """The first token of a stretch's words and the one after its last."""
    span = stretch.interval.span
    within = parse.within(span.start, span.end) if span else ()
    return (within[0].i, within[-1].i + 1) if within else (stretch.token, stretch.token + 1)


def _moved(stretch: Stretch, head: int, text: _Text) -> TimeInterval | None:
    """What a stretch says of an event, moved as far as "two days after" moves it."""
    interval, distance = _interval(stretch, head, text), text.distance(head)
    return distance.shift(interval) if interval and distance and stretch.token not in distance.tokens else interval


def _is_meant_for(parse: Parse, timex: int) -> bool:
    """ "He set elections for 5 March": the day of what is to come, not of what was done about it."""
    before = parse.tokens[parse.tokens[timex].head]
    return before.pos == "ADP" and before.text.lower() == "for"


def _at_a_distance(head: int, text: _Text) -> TimeInterval | None:
    """ "collapsed two days before the mayor resigned on 3 September": counted from the day of the other clause."""
    for d in (d for d in text.distances if d.main == head):
        dated = next((s for s in text.stretches if s.token in d.tokens and s.kind == "on"), None)
        if dated and (moved := d.back(dated.interval)):
            return moved
    return None


def _interval(stretch: Stretch, head: int, text: _Text) -> TimeInterval | None:
    """What a stretch says of an event: itself; up to publication for "since" and "for"; nothing for a border."""
    if stretch.kind == "on" or (stretch.kind == "since" and hangs_on(text.parse, head, stretch.token)):
        return stretch.interval
    if stretch.kind == "lasting":
        return stretch.interval if tense(text.parse, head) in LASTING else None
    last = text.published.isoformat() if text.published else None
    if (
        stretch.kind == "since"
        and last
        and tense(text.parse, head) in LASTING
        and (stretch.interval.latest or "") <= last
    ):
        return replace(stretch.interval, latest=last)
    return None


def _until_published(interval: TimeInterval, m: Mention, head: int, text: _Text) -> TimeInterval:
    """ "this month", of what is told as done: up to the day of publication."""
    last = text.published.isoformat() if text.published else None
    if not last or m.assertion != "asserted" or not (interval.earliest or "") <= last < (interval.latest or "")[:10]:
        return interval
    return replace(interval, latest=last) if tense(text.parse, head) in DONE else interval


def _with(m: Mention, interval: TimeInterval, sure: float) -> Mention:
    return replace(m, time=interval, confidence=replace(m.confidence, time=sure))


def _known(mentions: list[Mention], text: _Text) -> dict[str, list[Mention]]:
    """Lemma of a trigger, type, and type and mode of a mention → those so told whose day the text gives."""
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        if m.time and m.time.granularity in DAY and m.id in text.heads and m.assertion == "asserted":
            for key in (_word(m, text.heads[m.id], text), m.type, f"{m.type} {m.mode}"):
                found[key].append(m)
    return found


def _word(m: Mention, head: int, text: _Text) -> str:
    """The trigger as it is compared: the lemma of its verb or noun; of several words all, "set fire" is no "set"."""
    return m.trigger.text.lower() if " " in m.trigger.text else text.parse.tokens[head].lemma.lower()


def _of_same(m: Mention, head: int, text: _Text, known: dict[str, list[Mention]]) -> TimeInterval | None:
    """The day of the event last told with this word, or that "the attack" points back to; in the lead, of the next.

    Never of one in which so many others were killed or injured.
    """
    word = [k for k in known.get(_word(m, head, text), ()) if not _is_another(k, m)]
    meant = [k for k in known.get(_definite(m, head, text.parse), ()) if not _is_another(k, m)]
    before = [k for k in word if k.trigger.start < m.trigger.start]
    before = before or [k for k in meant if k.trigger.start < m.trigger.start]
    after = (word or meant)[:1] if m.trigger.start < LEAD and not meant else []
    return next((k.time for k in before[-1:] + after), None)


def _is_another(one: Mention, other: Mention) -> bool:
    """Whether the tolls of two mentions exclude each other."""
    ours, theirs = one.casualties, other.casualties
    if ours is None or theirs is None:
        return False
    counts = ((ours.killed, theirs.killed), (ours.injured, theirs.injured))
    return any(a and b and (a[1] < b[0] or b[1] < a[0]) for a, b in counts)


def _is_history(text: _Text) -> bool:
    """Most dates of the text lie long before its publication."""
    if text.published is None:
        return True
    fresh = (text.published - FRESH).isoformat()
    if any(
        s.interval.span and s.interval.span.start < LEAD and (s.interval.earliest or "") >= fresh
        for s in text.stretches
    ):
        return False
    old = sum((s.interval.latest or "") < f"{text.published.year - LONG_AGO:04}" for s in text.stretches)
    return old >= 4 and 2 * old > len(text.stretches)


def _default(mentions: list[Mention], published: date | None) -> TimeInterval | None:
    """The fresh day that most dated events of the news have, else the day of publication."""
    if published is None:
        return None
    first, last = (published - FRESH).isoformat(), published.isoformat()
    stated = [m.time for m in mentions if m.time and m.time.basis == "stated" and m.assertion == "asserted"]
    fresh = [t for t in stated if t.granularity in DAY and t.earliest and first <= t.earliest[:10] <= last]
    days = Counter((t.earliest or "")[:10] for t in fresh[:1] + fresh)  # what comes first counts twice
    if not days:
        return TimeInterval(None, last, last, "day", "published")
    main = days.most_common(1)[0][0]
    time = min((t for t in fresh if (t.earliest or "").startswith(main)), key=lambda t: t.granularity != "day")
    return TimeInterval(time.span, main, main, "day", "inferred")


def _inferred(
    m: Mention, text: _Text, known: dict[str, list[Mention]], dated: list[Mention], default: TimeInterval | None
) -> Mention:
    """The mention with a time from elsewhere in the text, or without one where it is yet to come or was before."""
    head = text.heads[m.id]
    told = tense(text.parse, head)
    if m.assertion in OPEN or told in TO_COME:
        return m
    if time := _of_same(m, head, text, known):
        return _with(m, replace(time, basis="inferred"), SAME_WORD)
    if told in NARRATED and (time := _told_on(m, head, text, dated)):
        return _with(m, replace(time, basis="inferred"), TOLD_ON)
    if default is None:
        before = [s for s in text.stretches if s.token < head and s.kind == "on"]
        before = [s for s in before if not _looks_back(text.parse, s.token, s.interval, head)]
        return _with(m, replace(before[-1].interval, basis="inferred"), CARRIED) if before else m
    if distance := text.distance(head):
        moved = distance.shift(default)
        return _with(m, moved, CARRIED) if moved else m
    if told == "pluperfect":
        return _with(m, default, BEFORE) if default.basis == "inferred" else m
    return _with(m, default, PUBLISHED if default.basis == "published" else MAIN_DAY)


def _told_on(m: Mention, head: int, text: _Text, dated: list[Mention]) -> TimeInterval | None:
    """The time of the last dated event before, if that is near and in the same paragraph.

    A month or year that is fresh is no scene but a look back: it holds for its own sentence only.
    """
    told = (d for d in dated if d.trigger.start < m.trigger.start)
    told = (d for d in told if d.time and not _looks_back(text.parse, text.heads[d.id], d.time, head))
    before = max(told, key=lambda d: d.trigger.start, default=None)
    if before is None or before.time is None or "\n\n" in text.parse.text[before.trigger.end : m.trigger.start]:
        return None
    apart = text.parse.sentence_number(head) - text.parse.sentence_number(text.heads[before.id])
    is_scene = before.time.granularity in DAY or text.is_old(before.time)
    return before.time if apart == 0 or (apart <= TELLS_ON and is_scene) else None


def _definite(m: Mention, head: int, parse: Parse) -> str:
    """Type and mode of "the crash", "that attack": one that has been spoken of, in whatever mode if it says none."""
    words = {parse.tokens[c].text.lower() for c in parse.children[head]}
    kind = f"{m.type} {m.mode}" if m.mode else m.type
    return kind if parse.tokens[head].pos == "NOUN" and words & {"the", "this", "that"} else ""
