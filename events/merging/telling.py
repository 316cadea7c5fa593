"""What one article tells of one event, made ready to be compared with what others tell.

Everything is made from the article and its mentions alone, never from the rest of a store: two incidents compare the
same whatever else is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import sqrt

from events.merging import fit
from events.merging.fuse import fuse
from events.merging.words import listed, names, rarity, stem, stems
from events.model import Article, Event, Mention, Place, TimeInterval

STORY_WORDS = 60  # of an article: more do not tell articles apart better
NAME = 0.3  # added to the rarity of a word that is written with a capital
OFTEN = 3  # times from which a word that comes again says no more of what an article is about
COMPARED = 8  # mentions of one incident that are compared, the most salient first
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")

Days = tuple[date, date]  # first and last
Bag = Mapping[str, float]  # stem or numeral → how rare it is: a vector of length 1


@dataclass(frozen=True, slots=True)
class Story:
    """What an article is about, in the words that tell it from others, and when it was published."""

    article_id: str
    published: date | None = None
    words: Bag = field(default_factory=dict)


def story(article: Article) -> Story:
    """The story of an article: its rarest and most frequent words."""
    weights: dict[str, float] = {}
    times: Counter[str] = Counter()
    for word in WORD.findall(article.text):
        key = _key(word)
        if key is not None:
            times[key] += 1
            weight = rarity(word.lower()) + (NAME if word[0].isupper() else 0.0)
            weights[key] = max(weights.get(key, 0.0), weight)
    best = sorted(weights, key=lambda key: (-weights[key] * min(OFTEN, times[key]) ** 0.5, key))[:STORY_WORDS]
    return Story(article.id, article.published, _scaled({key: weights[key] for key in sorted(best)}))


@dataclass(frozen=True)
class Incident:
    """One event as one article tells it: its mentions, and the article's story. `id` is its first mention's."""

    id: str
    mentions: tuple[Mention, ...]
    story: Story

    @property
    def article_id(self) -> str:
        return self.story.article_id

    @cached_property
    def event(self) -> Event:
        """What its mentions tell together."""
        return fuse(self.id, self.mentions)

    @cached_property
    def compared(self) -> tuple[Mention, ...]:
        return tuple(sorted(self.mentions, key=lambda m: (-m.salience, m.trigger.start, m.id))[:COMPARED])

    @cached_property
    def triggers(self) -> frozenset[frozenset[str]]:
        return frozenset(stems(m.trigger.text) for m in self.compared)

    @cached_property
    def wordings(self) -> tuple[Bag, ...]:
        """The words of each of its sentences."""
        return tuple(bag(text) for text in dict.fromkeys(m.sentence.text for m in self.compared))

    @cached_property
    def complements(self) -> tuple[Bag, ...]:
        """The words of what each of its mentions says was done."""
        return tuple(bag(text) for text in dict.fromkeys(m.what.text for m in self.compared))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(names(m.sentence.text) for m in self.compared))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the sentences of its mentions say, or a person says, that it was."""
        found = (m.place for m in self.compared if m.place and m.place.lat is not None and _own(m, m.place))
        return tuple(dict.fromkeys(found))

    @cached_property
    def times(self) -> tuple[TimeInterval, ...]:
        """When the text says that it was; a date of publication is none."""
        found = (m.time for m in self.compared if m.time and m.time.basis != "published" and fit.days(m.time))
        return tuple(dict.fromkeys(found))

    @cached_property
    def stated(self) -> tuple[Days, ...]:
        """The days that stand beside its words themselves."""
        return _days(time for time in self.times if time.basis == "stated")

    @cached_property
    def days(self) -> tuple[Days, ...]:
        """The days that it may have been on; that of publication where the text says none."""
        published = self.story.published
        return _days(self.times) or (((published, published),) if published else ())

    @cached_property
    def sentences(self) -> frozenset[str]:
        """What its mentions say, to the letter but for capitals and blanks."""
        return frozenset(" ".join(m.sentence.text.split()).casefold() for m in self.compared)

    @cached_property
    def ways(self) -> frozenset[str]:
        """In which ways it was done, where they tell one act from another: an airstrike is no ambush.

        None where one of its mentions tells only of what came of it: those killed may have been shot.
        """
        kinds = {f"{m.type}/{m.mode}" for m in self.mentions if m.mode}
        return frozenset() if kinds & listed("outcomes") else frozenset(kinds)


def incidents(mentions: Iterable[Mention], about: Story) -> tuple[Incident, ...]:
    """The incidents of one article, in the order of its text."""
    found: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.trigger.start, m.trigger.end, m.id)):
        found.setdefault(mention.unit, []).append(mention)
    return tuple(Incident(told[0].id, tuple(told), about) for told in found.values())


def bag(text: str) -> Bag:
    """The words of a text that say something, with how rare they are."""
    found: dict[str, float] = {}
    for word in WORD.findall(text):
        key = _key(word)
        if key is not None:
            found[key] = max(found.get(key, 0.0), rarity(word.lower()))
    return _scaled(found)


def _scaled(weights: Bag) -> Bag:
    """The same direction, of length 1."""
    length = sqrt(sum(w * w for w in weights.values())) or 1.0
    return {word: round(weight / length, 4) for word, weight in weights.items()}


def _key(word: str) -> str | None:
    """What a word has in common with its other forms; none of an empty one."""
    if word[0].isdigit():
        return word.replace(",", "")
    low = word.lower()
    return None if len(low) < 2 or low in listed("empty") else stem(low)


def _days(times: Iterable[TimeInterval]) -> tuple[Days, ...]:
    return tuple(days for time in times if (days := fit.days(time)))


def _own(mention: Mention, place: Place) -> bool:
    return place.span is None or mention.sentence.covers(place.span)
