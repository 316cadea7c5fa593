"""Learns the weights of `events/merging/data/likeness.toml` from which mentions of ECB+ tell of one event.

    python -m tools.merging.train CORPORA

CORPORA  folder with ecbplus.articles.jsonl and ecbplus.gold.jsonl, and with eventdates.articles.jsonl, which says when
         some of the same articles were published
Prints how right clusters come out on topics that were held back, by `join`, and the table of weights to paste.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from itertools import combinations
from math import exp
from pathlib import Path
from statistics import fmean

from sklearn.linear_model import LogisticRegression

from events.merging import Incident, cluster, incidents, story
from events.merging.compare import compared, contradiction
from events.merging.fit import OTHER
from events.merging.words import akin
from events.model import Article
from events.pipeline import Analysis, Analyzer
from events.reading import read_paths

FOLDS = 5
JOINS = 0.5, 0.6, 0.65, 0.7, 0.75, 0.8
COUNTED = 0.5  # a likeness below counts as none, as in a store
NEUTRAL = ("REPORTING", "PERCEPTION", "STATE", "GENERIC")  # classes of ECB+ that are no happenings

Weights = dict[str, float]
BY_HAND: Weights = tomllib.loads(files("events.merging").joinpath("data", "likeness.toml").read_text("utf-8"))[
    "by_hand"
]


@dataclass(frozen=True, slots=True)
class Telling:
    """An incident of an article on a topic, and which events of the gold its mentions tell of."""

    incident: Incident
    topic: str
    instances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two incidents of different articles of a topic. `features` is `None` where something keeps them apart."""

    one: Telling
    other: Telling
    features: Weights | None

    @property
    def same(self) -> bool:
        return not set(self.one.instances).isdisjoint(self.other.instances)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    folder = parser.parse_args().corpora
    analyzer, gold = Analyzer.from_settings(), {g["id"]: g["events"] for g in _lines(folder / "ecbplus.gold.jsonl")}
    told = list(tellings(analyzer, _articles(folder), gold))
    undated, with_days = list(pairs(told)), list(pairs(tellings(analyzer, _dated(folder), gold)))
    print(f"{len(told)} incidents, {len(undated)} pairs, {sum(p.same for p in undated)} of them one event")
    alone = b_cubed(told, [frozenset({t.incident.id}) for t in told])
    print("nothing merged  precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*alone))
    scores = held_back(undated, with_days)
    for join in JOINS:
        print(
            f"join {join:.2f}".ljust(14),
            " precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*joined(told, scores, join)),
        )
    print("\n[weights]")
    for name, weight in learned([*undated, *with_days]).items():
        print(f"{json.dumps(name) if ' ' in name else name} = {weight:.2f}")


# ---- articles and gold -----------------------------------------------------------------------------------------


def tellings(analyzer: Analyzer, articles: Iterable[Article], gold: dict[str, list[dict]]) -> Iterator[Telling]:
    """The incidents of the articles that the annotators tell of."""
    for analysis in analyzer.analyze_all(articles):
        if isinstance(analysis, Analysis):
            article = analysis.article
            happenings = [e for e in gold[article.name] if not e["class"].endswith(NEUTRAL)]
            for incident in incidents(analysis.mentions, story(article)):
                if instances := _instances(incident, happenings):
                    yield Telling(incident, article.name.split("_")[0], instances)


def pairs(told: Iterable[Telling]) -> Iterator[Pair]:
    """Two incidents of different articles of one topic that share a trigger's word or a type."""
    topics = defaultdict(list)
    for telling in told:
        topics[telling.topic].append(telling)
    for topic in topics.values():
        for one, other in combinations(topic, 2):
            a, b = one.incident, other.incident
            if a.article_id != b.article_id and _alike(a, b):
                yield Pair(one, other, None if contradiction(a, b) else compared(a, b))


def _articles(folder: Path) -> list[Article]:
    return [a for a in read_paths([str(folder / "ecbplus.articles.jsonl")]) if isinstance(a, Article)]


def _dated(folder: Path) -> list[Article]:
    """The articles of which the day of publication is known, with it."""
    days = {a["id"]: date.fromisoformat(a["published"]) for a in _lines(folder / "eventdates.articles.jsonl")}
    known = (a for a in _articles(folder) if a.name in days)
    return [replace(a, published=days[a.name], published_basis="metadata") for a in known]


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _instances(incident: Incident, happenings: list[dict]) -> tuple[str, ...]:
    triggers = [m.trigger for m in incident.mentions]
    return tuple(e["instance"] for t in triggers for e in happenings if t.start < e["end"] and e["start"] < t.end)


def _alike(one: Incident, other: Incident) -> bool:
    words = any(akin(x, y) for x in one.triggers for y in other.triggers)
    return words or one.event.type == other.event.type != OTHER


# ---- learning --------------------------------------------------------------------------------------------------


def learned(known: Iterable[Pair]) -> Weights:
    """The weight of each feature that is not set by hand, and the intercept."""
    told = [(pair.features, pair.same) for pair in known if pair.features is not None]
    names = [name for name in told[0][0] if name not in BY_HAND]
    line = LogisticRegression(max_iter=3000).fit(
        [[f[name] for name in names] for f, _ in told], [same for _, same in told]
    )
    return {"intercept": float(line.intercept_[0]), **dict(zip(names, map(float, line.coef_[0]), strict=True))}


def held_back(undated: Sequence[Pair], with_days: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """How likely each pair is one event, by weights learned from the topics of other folds."""
    topics = sorted({pair.one.topic for pair in undated})
    scores = {}
    for fold in (set(topics[n::FOLDS]) for n in range(FOLDS)):
        weights = learned(pair for pair in (*undated, *with_days) if pair.one.topic not in fold) | BY_HAND
        for pair in undated:
            if pair.one.topic in fold and pair.features is not None:
                a, b = sorted((pair.one.incident.id, pair.other.incident.id))
                odds = weights["intercept"] + sum(weights[name] * value for name, value in pair.features.items())
                scores[a, b] = 1 / (1 + exp(-odds))
    return scores


def joined(told: Sequence[Telling], scores: dict[tuple[str, str], float], join: float) -> tuple[float, float, float]:
    """B-cubed of the clusters that come out."""
    article_of = {t.incident.id: t.incident.article_id for t in told}
    links = {pair: score for pair, score in scores.items() if score >= COUNTED}
    return b_cubed(told, cluster(article_of, links, join))


def b_cubed(told: Iterable[Telling], events: Iterable[frozenset[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the annotated mentions that were found (Bagga and Baldwin, 1998)."""
    event_of = {name: number for number, event in enumerate(events) for name in event}
    mentions = [(t.incident.id, n, instance) for t in told for n, instance in enumerate(t.instances)]
    ours, gold = defaultdict(set), defaultdict(set)
    for mention in mentions:
        ours[event_of[mention[0]]].add(mention)
        gold[mention[2]].add(mention)
    both = [(ours[event_of[m[0]]], gold[m[2]]) for m in mentions]
    precision, recall = fmean(len(o & g) / len(o) for o, g in both), fmean(len(o & g) / len(g) for o, g in both)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main()
