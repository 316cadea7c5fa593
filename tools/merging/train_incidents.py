"""Learns the weights of `events/merging/data/coreference.toml` from `same.tsv`: which words tell of one thing.

    python -m tools.merging.train_incidents CORPORA

CORPORA  folder with the articles that `same.tsv` reads, but for the written ones, which are in `tools/tagger`
Prints how right the groups of articles that were held back come out, by `join`, and the tables of weights to paste.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.incidents import figures, score
from events.merging import coreference, group_incidents
from events.merging.coreference import LEVELS, Features, Telling, kind_of_pair, known_at_once, looked_at
from events.model import Article, Mention, Parse
from events.pipeline import Analyzer
from events.reading import read_paths

SAME = Path(__file__).parent / "same.tsv"
WRITTEN = Path(__file__).parent.parent / "tagger" / "written.articles.jsonl"
FOLDS = 5
JOINS = 0.3, 0.35, 0.4, 0.5, 0.6, 0.7
ENOUGH = 100  # pairs of two types of which something can be learned
SLOWLY = 0.02  # inverse of how much weights cost

# What two mentions have in common, and whether they are one at each level.
Pairs = list[tuple[Features, Mapping[str, bool]]]


@dataclass(frozen=True, slots=True)
class Read:
    """An article, its mentions that a reader saw, in the order of the text, and of what each tells at each level."""

    parse: Parse
    mentions: tuple[Mention, ...]
    of: dict[str, dict[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    articles = list(read(parser.parse_args().corpora))
    known = [pairs(article) for article in articles]
    print(f"{len(articles)} articles, {sum(len(a.mentions) for a in articles)} mentions, {sum(map(len, known))} pairs")
    folds = [range(n, len(articles), FOLDS) for n in range(FOLDS)]
    for level in LEVELS:
        say(f"{level} alone", [score({m.id: m.id for m in a.mentions}, a.of[level]) for a in articles])
        held_back = [(f, learned((known[n] for n in range(len(articles)) if n not in f), level)) for f in folds]
        for join in JOINS:
            say(f"{level} {join:.2f}", [grouped(articles[n], w, join, level) for fold, w in held_back for n in fold])
    for level in LEVELS:
        weights = learned(known, level)
        types = {name: weights.pop(name) for name in sorted(weights) if name == name.upper()}
        for table, of in (("weights", weights), ("types", types)):
            lines = (f"{json.dumps(name) if ' ' in name else name} = {w:.2f}" for name, w in of.items())
            print(f"\n[{level}.{table}]", *lines, sep="\n")


def read(corpora: Path) -> Iterator[Read]:
    said: dict[tuple[str, str], dict[tuple[int, int], dict[str, str]]] = defaultdict(dict)
    with SAME.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            said[row["corpus"], row["article"]][int(row["start"]), int(row["end"])] = row
    analyzer = Analyzer.from_settings()
    for corpus in sorted({corpus for corpus, _ in said}):
        path = WRITTEN if corpus == "written" else corpora / f"{corpus}.articles.jsonl"
        for article in read_paths([str(path)]):
            if isinstance(article, Article) and (corpus, article.name) in said:
                rows, analysis = said[corpus, article.name], analyzer.analyze(article)
                found = {(m.trigger.start, m.trigger.end): m for m in analysis.mentions}
                here = {found[at].id: rows[at] for at in sorted(rows.keys() & found.keys())}
                of = {level: {name: row[level] for name, row in here.items()} for level in LEVELS}
                mentions = tuple(sorted((m for m in analysis.mentions if m.id in here), key=lambda m: m.trigger.start))
                yield Read(analyzer.parser.parse(article.text), mentions, of)


def pairs(article: Read) -> Pairs:
    told = [Telling(mention) for mention in article.mentions]
    at = [token.i if (token := article.parse.at(m.trigger.start)) else 0 for m in article.mentions]
    alike = [article.parse.alike(word, at) for word in at]
    found = []
    for (i, one), (j, other) in combinations(enumerate(told), 2):
        a, b = one.mention.id, other.mention.id
        same = {level: of[a] == of[b] for level, of in article.of.items()}
        at_once = {name: float(value[0]) for name, value in known_at_once([one], other, [alike[i][j]]).items()}
        kind = kind_of_pair(one.mention.type, other.mention.type)
        found.append((at_once | {kind: 1.0} | looked_at(one, other), same))
    return found


def learned(known: Iterable[Pairs], level: str) -> Features:
    """The weight of each feature, and the intercept; those of types that are seldom seen together are left out."""
    told = [pair for article in known for pair in article]
    often = Counter(name for features, _ in told for name in features)
    names = [n for n, count in often.items() if n != n.upper() or count >= ENOUGH]
    table = np.array([[float(features.get(name, 0.0)) for name in names] for features, _ in told], dtype=np.float32)
    spread = np.maximum(table.std(axis=0), 1e-6)
    line = LogisticRegression(C=SLOWLY, max_iter=500).fit(table / spread, [same[level] for _, same in told])
    return {"intercept": float(line.intercept_[0]), **dict(zip(names, (line.coef_[0] / spread).tolist(), strict=True))}


def grouped(article: Read, weights: Features, join: float, level: str) -> Counter[str]:
    """What comes out for an article by some weights."""
    with patch.object(coreference, "weights", lambda _: weights), patch.object(coreference, "join", lambda _: join):
        found = group_incidents(article.mentions, article.parse)
    return score({m.id: getattr(m, level) for m in found}, article.of[level])


def say(what: str, scores: Iterable[Counter[str]]) -> None:
    said = figures(sum(scores, Counter()))
    print(f"{what:16}", "  ".join(f"{name} {value:.3f}" for name, value in said.items()), flush=True)


if __name__ == "__main__":
    main()
