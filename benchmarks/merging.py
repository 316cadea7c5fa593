"""How long it takes to merge what many articles tell: `python -m benchmarks.merging`. Wanted: 10,000 mentions in 60 s
or less on one core, and twice as many at no more than 2.3 times the cost.

The articles are made from the samples. Each is a story that happens again and again, some days later every time, at
other places and to people of other names, and one to four outlets report it, each in an order and in words of its own.
So the store grows as an archive does, where names come back in other stories, and what happens today is told of today.
"""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from events.merging.words import listed
from events.model import Article, Mention, Place, Span, TimeInterval
from events.pipeline import Analysis, Analyzer
from events.reading import read_paths
from events.store import Store

SAMPLES = Path(__file__).parent.parent / "sample_articles"
SIZES = 10_000, 20_000  # mentions
SEED = 7
BEGIN = date(2015, 1, 1)
STORIES_A_DAY = 2
OUTLETS = 4  # that report a story, at most
LATE = 2  # days after the first, at most
NAMES = 2_000  # that there are to be drawn from
OWN_WORDS = 0.3  # share of its words that an outlet has for itself
WORD = re.compile(r"[^\W\d_]+")

Reword = Callable[[str, int], str]  # a word and its offset → the word that stands there now


@dataclass(frozen=True, slots=True)
class Story:
    """One time that a sample's story happens: where to, and to when, it is moved, and what its names are now."""

    sample: Analysis
    number: int
    first: date
    north: float
    east: float
    names: dict[str, str]


def main() -> None:
    samples = [a for a in Analyzer.from_settings().analyze_all(_articles()) if isinstance(a, Analysis)]
    told = list(reports(samples, max(SIZES), random.Random(SEED)))  # noqa: S311 (no secret)
    costs = [measure(told, size) for size in SIZES]
    print(f"{'twice as many cost, times':36} {costs[1] / costs[0]:10.2f}")


def measure(told: list[tuple[Article, tuple[Mention, ...]]], size: int) -> float:
    """Prints, and gives, the processor time of putting so many mentions into a new store."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/store.sqlite") as store:
        began, count = time.process_time(), 0
        for article, mentions in told:
            if count >= size:
                break
            store.add(article, mentions)
            count += len(mentions)
        cost = time.process_time() - began
        counts = store.counts()
    print(f"{f'{size:,} mentions, s':36} {cost:10.2f}   {counts.articles:,} articles, {counts.events:,} events")
    return cost


# ---- articles --------------------------------------------------------------------------------------------------


def reports(samples: list[Analysis], size: int, chance: random.Random) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
    """Articles that together tell of so many mentions, by day of publication."""
    pool = [_name(chance) for _ in range(NAMES)]
    common = sorted({w for s in samples for w in WORD.findall(s.article.text) if w.islower() and len(w) > 3})
    made: list[tuple[Article, tuple[Mention, ...]]] = []
    number = count = 0
    while count < size:
        story = _story(samples[number % len(samples)], number, pool, common, chance)
        told = [_report(story, outlet, common, chance) for outlet in range(chance.randint(1, OUTLETS))]
        made, count, number = made + told, count + sum(len(mentions) for _, mentions in told), number + 1
    yield from sorted(made, key=lambda report: (report[0].published, report[0].id))


def _articles() -> list[Article]:
    return [a for a in read_paths([str(SAMPLES)]) if isinstance(a, Article)]


def _name(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).capitalize()


def _story(sample: Analysis, number: int, pool: list[str], common: list[str], chance: random.Random) -> Story:
    lower = {*common, *listed("empty"), *listed("calendar")}
    told = sorted({w for w in WORD.findall(sample.article.text) if w[0].isupper() and w.lower() not in lower})
    return Story(
        sample=sample,
        number=number,
        first=BEGIN + timedelta(days=number // STORIES_A_DAY),
        north=chance.uniform(-10, 10),
        east=chance.uniform(-40, 40),
        names={word: chance.choice(pool) for word in told},
    )


def _report(story: Story, outlet: int, common: list[str], chance: random.Random) -> tuple[Article, tuple[Mention, ...]]:
    """The story as one outlet tells it."""
    sample, published = story.sample, story.first + timedelta(days=chance.randint(0, LATE))
    kept = {i for m in sample.mentions for i in range(m.trigger.start, m.trigger.end)}

    def reword(word: str, at: int) -> str:
        if word in story.names:
            return story.names[word]
        own = word.islower() and len(word) > 3 and at not in kept and chance.random() < OWN_WORDS
        return chance.choice(common) if own else word

    text, places = _retold(sample, reword, chance)
    name = f"{story.number}-{outlet}"
    article = Article(name, name, text, None, published, "metadata", f"Outlet {outlet}", None, "en")
    moved = _Moved(story, published, text, places, name)
    return article, tuple(moved.mention(m) for m in sample.mentions)


def _retold(sample: Analysis, reword: Reword, chance: random.Random) -> tuple[str, list[int]]:
    """The sample's text in another order and other words, and where each of its characters has gone."""
    old = sample.article.text
    edges = sorted({0, len(old), *chain.from_iterable((m.sentence.start, m.sentence.end) for m in sample.mentions)})
    pieces = list(pairwise(edges))
    chance.shuffle(pieces)
    text, places = "", [0] * len(old)
    for first, last in pieces:
        at = first
        for found in chain(WORD.finditer(old, first, last), [None]):
            start, end = found.span() if found else (last, last)
            word = reword(found[0], start) if found else ""
            for i in range(at, start):
                places[i] = len(text) + i - at
            text += old[at:start]
            for i in range(start, end):
                places[i] = len(text) + (len(word) - 1 if i == end - 1 else min(i - start, len(word) - 1))
            text, at = text + word, end
        text += "\n"
    return text, places


@dataclass(frozen=True, slots=True)
class _Moved:
    """What a sample's mentions become in one report of its story."""

    story: Story
    published: date
    text: str
    places: list[int]
    article_id: str

    def mention(self, mention: Mention) -> Mention:
        return replace(
            mention,
            id=self.name(mention.id),
            article_id=self.article_id,
            incident=mention.incident and self.name(mention.incident),
            after=mention.after and self.name(mention.after),
            participants=tuple(replace(p, span=self.span(p.span)) for p in mention.participants),
            place=mention.place and self.place(mention.place),
            time=mention.time and self.time(mention.time),
            casualties=mention.casualties and replace(mention.casualties, span=self.span(mention.casualties.span)),
            **{field: self.span(getattr(mention, field)) for field in ("trigger", "what", "sentence", "attribution")},
        )

    def name(self, mention_id: str) -> str:
        return f"{self.article_id}-{mention_id}"

    def span(self, span: Span | None) -> Any:
        if span is None:
            return None
        start, end = self.places[span.start], self.places[span.end - 1] + 1
        return Span(self.text[start:end], start, end)

    def place(self, place: Place) -> Place:
        moved = replace(place, span=self.span(place.span), alternatives=())
        if place.lat is None or place.lon is None:
            return moved
        name = WORD.sub(lambda found: self.story.names.get(found[0], found[0]), place.name or "")
        geonameid = place.geonameid and place.geonameid * 1_000 + self.story.number
        lat, lon = max(-89.0, min(89.0, place.lat + self.story.north)), (place.lon + self.story.east + 180) % 360 - 180
        return replace(moved, name=name, geonameid=geonameid, lat=lat, lon=lon)

    def time(self, time: TimeInterval) -> TimeInterval:
        if time.basis == "published":
            day = self.published.isoformat()
            return replace(time, earliest=day, latest=day)
        first = self.story.sample.article.published
        by = self.story.first - first if first else timedelta()
        return replace(
            time, span=self.span(time.span), earliest=_later(time.earliest, by), latest=_later(time.latest, by)
        )


def _later(moment: str | None, by: timedelta) -> str | None:
    return moment and (date.fromisoformat(moment[:10]) + by).isoformat() + moment[10:]


if __name__ == "__main__":
    main()
