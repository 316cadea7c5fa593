"""The timexes of a text as what events can be put on: days, intervals, borders ("since May"), distances."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from events.model import Parse, Span, TimeInterval, Timex
from events.times import calendar, lexicon

FROM_TO = re.compile(r"\s*(?:to|until|till|through|-|–|—|and)\s*(?:the )?", re.IGNORECASE)
RANGE_START = re.compile(r"\b(?:from|between)(?: the)? $", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from)(?: the| about| around| at least)? $", re.IGNORECASE)
BORDER = re.compile(
    r"(?<!shortly )(?<!just )(?<!soon )\b(?:until|till|before|after|by|than|following)(?: the| about| around)? $",
    re.IGNORECASE,
)
STAMP = re.compile(rf"[\W\d_]*+(?>(?>{lexicon.cue('stamp')})\b[\W\d_]*+)*+", re.IGNORECASE)
DISTANCE = re.compile(r" (after|before)\b", re.IGNORECASE)
COUNTED = re.compile(r"P(\d+)([DWMY])")
LASTING = re.compile(r"\bfor(?: the)?(?: about| around| nearly| almost| more than| over| at least)? $", re.IGNORECASE)
BACK = re.compile(r"(?:the )?(?:past|last)\b", re.IGNORECASE)  # "in the past two weeks": up to the day of publication
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
LOOK = 24  # characters before a timex in which a preposition is looked for


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the calendar that the text names, and the token by which its words hang on the rest.

    `kind` is "on" (the time itself), "since" (an interval begins), "lasting" ("for two weeks", up to publication) or
    "border" ("until", "before": not the time itself).
    """

    interval: TimeInterval
    token: int
    kind: str


@dataclass(frozen=True, slots=True)
class Distance:
    """ "two weeks after citizens voted": the tokens of what it tells of, and how far that lies from the main clause.

    `main` is the token of the main clause's verb.
    """

    span: Span
    tokens: frozenset[int]
    main: int
    number: int
    unit: str

    def shift(self, base: TimeInterval) -> TimeInterval | None:
        """The time of what the words after "after" or "before" tell, from that of the main clause."""
        return self._moved(base, self.number)

    def back(self, base: TimeInterval) -> TimeInterval | None:
        """The time of the main clause, from that of what the words after "after" or "before" tell."""
        return self._moved(base, -self.number)

    def _moved(self, base: TimeInterval, number: int) -> TimeInterval | None:
        day = date.fromisoformat(base.earliest[:10]) if base.earliest else None
        moved = calendar.step(day, self.unit, number) if day else None
        found = calendar.bounds(calendar.truncate(moved, "M" if self.unit == "M" else self.unit)) if moved else None
        if moved and self.unit == "W":
            found = moved.isoformat(), moved.isoformat(), "day"
        return TimeInterval(self.span, *found, "inferred") if found else None


def stretches(parse: Parse, timexes: tuple[Timex, ...], published: date | None = None) -> list[Stretch]:
    """The timexes that name a stretch of the calendar, the two ends of "from 3 to 9 June" as one."""
    found: list[Stretch] = []
    for timex in timexes:
        if published and (up_to_now := _up_to_now(parse, timex, published)):
            found.append(up_to_now)
            continue
        if timex.interval is None or _is_stamp(parse.text, timex.span) or not (root := parse.root(timex.span)):
            continue
        if found and _is_range(parse.text, found[-1].interval, timex.interval):
            found[-1] = replace(found[-1], interval=_joined(parse.text, found[-1].interval, timex.interval), kind="on")
        else:
            found.append(Stretch(timex.interval, root.i, _kind(parse.text, timex.span.start)))
    return found


def _up_to_now(parse: Parse, timex: Timex, published: date) -> Stretch | None:
    """ "have blocked the road for two weeks", "in the past two weeks": a length of time that ends at publication."""
    counted = COUNTED.fullmatch(timex.value or "") if timex.type == "DURATION" else None
    root, before = parse.root(timex.span), parse.text[max(0, timex.span.start - LOOK) : timex.span.start]
    back = BACK.match(timex.span.text)
    if not counted or not root or not (back or LASTING.search(before)) or DISTANCE.match(parse.text, timex.span.end):
        return None
    first = calendar.step(published, counted[2], -int(counted[1]))
    if first is None:
        return None
    stated = TimeInterval(timex.span, first.isoformat(), published.isoformat(), UNITS[counted[2]], "stated")
    return Stretch(stated, root.i, "on" if back else "lasting")


def _kind(text: str, start: int) -> str:
    before = text[max(0, start - LOOK) : start]
    return "since" if SINCE.search(before) else "border" if BORDER.search(before) else "on"


def _is_stamp(text: str, span: Span) -> bool:
    """The line says nothing but when the text was published or changed."""
    before = text[max(0, span.start - 120) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + 120].partition("\n")[0]
    return bool(STAMP.fullmatch(before)) and bool(STAMP.fullmatch(after))


def _is_range(text: str, one: TimeInterval, other: TimeInterval) -> bool:
    if not one.span or not other.span or (one.earliest or "") > (other.earliest or ""):
        return False
    between = text[one.span.end : other.span.start]
    if not FROM_TO.fullmatch(between):
        return False
    return "and" not in between or bool(RANGE_START.search(text[max(0, one.span.start - LOOK) : one.span.start]))


def _joined(text: str, one: TimeInterval, other: TimeInterval) -> TimeInterval:
    assert one.span and other.span  # noqa: S101 (both come from timexes)
    span = Span(text[one.span.start : other.span.end], one.span.start, other.span.end)
    return replace(one, span=span, latest=other.latest)


def distances(parse: Parse, timexes: tuple[Timex, ...]) -> Iterator[Distance]:
    """Durations that say how long after or before something else the main clause happened."""
    for timex in timexes:
        counted = COUNTED.fullmatch(timex.value or "") if timex.type == "DURATION" else None
        word = DISTANCE.match(parse.text, timex.span.end)
        if not counted or not word or not (token := parse.at(word.start(1))):
            continue
        head = token.head if token.dep == "mark" else token.i
        sign = -1 if word[1].lower() == "after" else 1
        tokens = frozenset(i for i in parse.subtree(head) if i > token.i)
        yield Distance(timex.span, tokens, parse.tokens[head].head, sign * int(counted[1]), counted[2])
