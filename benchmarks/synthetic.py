"""A store of many events that never were, made fast: `python -m benchmarks.synthetic 1000000 million.sqlite`.

For measuring the dashboard and for pictures of it. Places and actors are real, what is told of them is not: sentences
come from the templates of `synthetic.tsv`. Rows are written as they are, past the pipeline and merging: such a store
can be looked at, searched and exported; what a correction would start anew from is not in it.
"""

from __future__ import annotations

import argparse
import csv
import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, insert

from benchmarks.synthetic_world import Party, World
from events.extraction import ontology
from events.model import (
    Article,
    Casualties,
    Confidence,
    Event,
    Mention,
    Participant,
    Place,
    Span,
    TimeInterval,
)
from events.store import Store, rows, schema, writing

KINDS = Path(__file__).with_name("synthetic.tsv")
A_STORY = 25  # events that are told by the same articles
ARTICLES = 5  # that tell of them
STORIES = 200  # that are written at once
REPORTS = (78, 14, 5, 2, 1)  # shares of events with 1, 2, … reports
UNPLACED, UNDATED, ANCIENT = 0.08, 0.06, 0.002
YEARS = range(1900, 2027)
# Assertion → share, what stands before the sentence, and after it.
ASSERTIONS = {
    "asserted": (86, "", "."),
    "possible": (5, "Reports that ", " could not be confirmed."),
    "negated": (4, "Officials denied that ", "."),
    "planned": (4, "It was announced beforehand that ", "."),
    "conditional": (1, "If talks failed, analysts warned, the day would come when ", "."),
}
# Granularity → share.
GRANULARITIES = {
    "hour": 6,
    "day": 62,
    "week": 4,
    "month": 12,
    "season": 2,
    "year": 9,
    "decade": 2,
    "since": 2,
    "until": 1,
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
SOURCES = ("The Courier", "Evening Post", "The Wire", "Daily Record", "The Observer of Record", "Harbour News")

T = TypeVar("T")


class Kind(NamedTuple):
    """A template: the words of a sentence with *the trigger* and places for the parties."""

    type: str
    mode: str
    share: int
    words: str
    killed: int  # at most


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened, before anybody has told of it."""

    kind: Kind
    who: Party
    whom: Party
    place: Place | None
    time: TimeInterval | None
    when: str  # the words for it; empty where it is the day of the report
    assertion: str
    killed: int
    sure: float
    salience: float


@dataclass(slots=True)
class Draft:
    """An article while it is being written."""

    title: str
    published: date | None
    source: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    told: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # number of the fact, and its mention's fields

    def write(self, words: str) -> Span:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return Span(words, start, self.length)


class Story(NamedTuple):
    articles: list[Article]
    events: list[Event]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=int)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.store.exists():
        raise SystemExit(f"{given.store} is there already; name another file")
    began = time.perf_counter()
    make(given.events, given.store, given.seed)
    size = given.store.stat().st_size / 1e6
    print(f"{given.events:,} events in {time.perf_counter() - began:.0f} s, {size:,.0f} MB: {given.store}")


def make(number: int, path: Path, seed: int = 1) -> None:
    """A new store of so many events at the path: the same for the same seed, but for when its rows were added."""
    part = path.with_name(f"{path.name}.part")  # until it is whole
    part.unlink(missing_ok=True)
    gc.disable()  # no record refers to itself: to look for those that do is a quarter of the time
    try:
        _fill(part, number, seed)
    finally:
        gc.enable()
    part.rename(path)


def _fill(path: Path, number: int, seed: int) -> None:
    with Store.open(f"sqlite:///{path}") as store:
        first = 1
        for stories in _batches(told(number, seed), STORIES):
            with store.writing() as connection:
                first += _write(connection, stories, first)
                store.bump(connection)
        with store.reading() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def told(number: int, seed: int = 1) -> Iterator[Story]:
    """So many events, in stories."""
    dice, world, kinds = Random(seed), World(seed), read_kinds()  # noqa: S311 (no secret)
    shares = list(accumulate(kind.share for kind in kinds))
    for story, numbers in enumerate(_batches(range(number), A_STORY)):
        home, day = world.country(), _day(dice)
        facts = [_fact(dice, world, dice.choices(kinds, cum_weights=shares)[0], home, day) for _ in numbers]
        yield _story(dice, facts, day, f"{seed}-{story}")


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    return iter(lambda: list(islice(rest, size)), [])


def read_kinds() -> list[Kind]:
    with KINDS.open(encoding="utf-8") as lines:
        return [
            Kind(r["type"], r["mode"], int(r["share"]), r["words"], int(r["killed"]))
            for r in csv.DictReader(lines, delimiter="\t")
        ]


# ---- what happened ---------------------------------------------------------------------------------------------


def _fact(dice: Random, world: World, kind: Kind, home: str, day: date) -> Fact:
    place = world.place(home) if dice.random() >= UNPLACED else None
    time_, when = _time(dice, day) if dice.random() >= UNDATED else (None, "")
    return Fact(
        kind, world.party(home), world.party(home), place, time_, when,
        dice.choices(list(ASSERTIONS), [share for share, *_ in ASSERTIONS.values()])[0],
        int(kind.killed ** dice.random()) if kind.killed and dice.random() < 0.7 else 0,
        round(dice.betavariate(5, 1.2), 3), round(dice.betavariate(1.5, 3), 3),
    )  # fmt: skip


def _day(dice: Random) -> date:
    """A day on which something is reported: the later the more."""
    age = int((len(YEARS) - 1) * dice.random() ** 3.5)
    return date(YEARS[-1] - age, 1, 1) + timedelta(days=dice.randrange(280))


def _time(dice: Random, published: date) -> tuple[TimeInterval, str]:
    """When something happened that is reported that day: mostly the week before, at times long ago."""
    if dice.random() < ANCIENT:
        year = dice.randrange(30, 800)
        return _interval(f"{1 - year:05d}-01-01", f"{1 - year:05d}-12-31", "year"), f"in {year} BC"
    far = dice.random()
    back = dice.randrange(7) if far < 0.75 else dice.randrange(365) if far < 0.93 else dice.randrange(365 * 20)
    day = published - timedelta(days=back)
    if back == 0 and dice.random() < 0.5:
        return TimeInterval(None, str(day), str(day), "day", "published"), ""
    return _stretch(dice, dice.choices(list(GRANULARITIES), list(GRANULARITIES.values()))[0], day)


def _stretch(dice: Random, granularity: str, day: date) -> tuple[TimeInterval, str]:
    """A stretch of the calendar around a day, and the words for it."""
    words, year = f"{day.day} {day:%B} {day.year}", day.year
    match granularity:
        case "hour":
            hour = dice.randrange(24)
            moment = f"{day}T{hour:02d}:00"
            return _interval(moment, moment, "hour"), f"at {hour:02d}:00 on {words}"
        case "week":
            monday = day - timedelta(days=day.weekday())
            return _interval(monday, monday + timedelta(days=6), "week"), f"in the week of {words}"
        case "month":
            return _interval(day.replace(day=1), _last(year, day.month), "month"), f"in {day:%B} {year}"
        case "season":
            season, (first, last) = dice.choice(list(SEASONS.items()))
            return _interval(date(year, first, 1), _last(year, last), "season"), f"in the {season} of {year}"
        case "year":
            return _interval(date(year, 1, 1), date(year, 12, 31), "year"), f"in {year}"
        case "decade":
            first = year // 10 * 10
            return _interval(date(first, 1, 1), date(first + 9, 12, 31), "decade"), f"in the {first}s"
        case "since":
            return _interval(day, None, "day"), f"from {words} on"
        case "until":
            return _interval(None, day, "day"), f"until {words}"
    return _interval(day, day, "day"), f"on {words}"


def _interval(earliest: object, latest: object, granularity: str) -> TimeInterval:
    first, last = (str(moment) if moment is not None else None for moment in (earliest, latest))
    return TimeInterval(None, first, last, granularity, "stated")


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


# ---- what is told of it ----------------------------------------------------------------------------------------


def _story(dice: Random, facts: Sequence[Fact], day: date, name: str) -> Story:
    """The articles of one day that tell of some facts, and the events that they make."""
    drafts = [_draft(dice, day, f"{name}-{n}") for n in range(min(ARTICLES, max(1, len(facts) // ARTICLES)))]
    for number, fact in enumerate(facts):
        reports = min(len(drafts), dice.choices(range(1, len(REPORTS) + 1), REPORTS)[0])
        for n in range(reports):
            draft = drafts[(number + n) % len(drafts)]
            draft.told.append((number, _tell(draft, fact, number)))
    mentions: list[list[Mention]] = [[] for _ in facts]
    articles = []
    for draft in drafts:
        article = _article(draft)
        articles.append(article)
        for number, fields in draft.told:
            words = f"{article.id} {number}"
            mentions[number].append(Mention(id=_hash(words), article_id=article.id, **fields))
    events = [_event(fact, told) for fact, told in zip(facts, mentions, strict=True)]
    return Story(articles, events)


def _draft(dice: Random, day: date, name: str) -> Draft:
    source = dice.choice(SOURCES)
    draft = Draft(f"{source}, {day.day} {day:%B} {day.year}: report {name}", day, source)
    draft.write(draft.title + "\n")
    return draft


def _article(draft: Draft) -> Article:
    text = "".join(draft.parts)
    address = f"https://example.org/{_hash(draft.title)}"
    return Article(
        _hash(text), draft.title, text, draft.title, draft.published, "metadata", draft.source, address, "en"
    )


def _tell(draft: Draft, fact: Fact, number: int) -> dict[str, Any]:
    """Writes the sentence of a fact down; gives the fields of its mention."""
    kind, place = fact.kind, fact.place
    _, before, after = ASSERTIONS[fact.assertion]
    draft.write(" " if number % 3 else "\n")
    sentence = draft.length
    draft.write(before)
    parties, trigger, what = _clause(draft, fact)
    where = draft.write(" in ") and draft.write(place.name or "") if place else None
    when = draft.write(" ") and draft.write(fact.when) if fact.when else None
    toll = draft.write(", and ") and draft.write(f"{fact.killed} people died") if fact.killed else None
    draft.write(after)
    return {
        "type": kind.type,
        "mode": kind.mode,
        "cameo": ontology.cameo(kind.type, kind.mode),
        "trigger": trigger,
        "what": what,
        "sentence": _since(draft, sentence),
        "participants": parties,
        "place": place and replace(place, span=where),
        "time": fact.time and replace(fact.time, span=when),
        "assertion": fact.assertion,
        "casualties": Casualties((fact.killed, fact.killed), None, toll) if fact.killed else None,
        "salience": fact.salience,
        "confidence": Confidence(0.9, place.confidence if place else None, 0.9 if fact.time else None, fact.sure),
    }


def _clause(draft: Draft, fact: Fact) -> tuple[tuple[Participant, ...], Span, Span]:
    """Writes a template with its parties; gives these, the trigger and the whole."""
    began, parties, trigger = draft.length, [], None
    for n, piece in enumerate(fact.kind.words.split("*")):
        if n == 1:
            trigger = draft.write(piece)
            continue
        for word in _slots(piece):
            if word in ("{who}", "{whom}"):
                party, role = (fact.who, "actor") if word == "{who}" else (fact.whom, "recipient")
                parties.append(Participant(draft.write(party.actor.name), role, party.actor, party.sector))
            else:
                draft.write(word)
    assert trigger is not None, fact.kind.words
    return tuple(parties), trigger, _since(draft, began)


def _slots(piece: str) -> Iterator[str]:
    """The piece of a template, cut at its slots."""
    while "{" in piece:
        before, _, rest = piece.partition("{")
        slot, _, piece = rest.partition("}")
        yield before
        yield "{" + slot + "}"
    yield piece


def _since(draft: Draft, start: int) -> Span:
    """All that was written since an offset."""
    length, parts = draft.length, []
    for part in reversed(draft.parts):
        if length <= start:
            break
        parts.append(part)
        length -= len(part)
    return Span("".join(reversed(parts)), start, draft.length)


def _event(fact: Fact, mentions: Sequence[Mention]) -> Event:
    """The event of mentions that all say the same."""
    first = mentions[0]
    said = ("type", "mode", "cameo", "participants", "place", "time", "assertion", "casualties")
    return Event(
        id="e" + _hash(first.id), type=first.type, mode=first.mode, cameo=first.cameo,
        participants=first.participants, place=first.place, time=first.time, assertion=first.assertion,
        casualties=first.casualties, mentions=tuple(mentions), confidence=first.confidence, salience=fact.salience,
        basis={name: first.id for name in said if getattr(first, name)},
    )  # fmt: skip


def _hash(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()


# ---- rows ------------------------------------------------------------------------------------------------------


def _write(connection: Connection, stories: Iterable[Story], first: int) -> int:
    """Writes stories down, their events numbered from `first`; gives how many events these are."""
    stories = list(stories)
    articles = [article for story in stories for article in story.articles]
    events = list(enumerate((event for story in stories for event in story.events), first))
    revision = writing.coming_revision(connection)
    found = {
        schema.article: [rows.article_row(article) | {"origin": article.id} for article in articles],
        schema.event: [rows.event_row(event, number, revision) for number, event in events],
        schema.mention: [rows.mention_row(m, event.id, m.id) for _, event in events for m in event.mentions],
    }
    found |= {table: [row for n, event in events for row in of(event, n)] for table, of in rows.PARTS.items()}
    for table, made in found.items():
        if made:
            connection.execute(insert(table), made)
    return len(events)


if __name__ == "__main__":
    main()
