"""`verdicts.tsv` → sentences with labels for the head `telling`: what a person takes for an event.

Each verdict is one word of an article that the extractor took for an event: `told` (an event that one could place and
date, of the type given), `mistyped` (an event, of another type) or `passing` (a habit, a state, a kind of thing).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from events import settings
from events.extraction import Parser
from events.model import Article, Parse, Span
from events.reading.inputs import read_paths
from tools.tagger.corpora import Example

VERDICTS = Path(__file__).parent / "verdicts.tsv"
PASSING = "passing"
AROUND = 60  # words to either side that the encoder reads of a long sentence

Row = dict[str, str]


def judged(folder: Path) -> Iterator[Example]:
    """The sentences that hold judged words, with a label for each of these; the others have None."""
    with VERDICTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    of_article: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        of_article[row["corpus"], row["article"]].append(row)
    parser = Parser(settings.pipeline())
    for corpus in sorted({row["corpus"] for row in rows}):
        read = read_paths([str(folder / f"{corpus}.articles.jsonl")])
        articles = [a for a in read if isinstance(a, Article) and (corpus, a.name) in of_article]
        for article, parse in zip(articles, parser.parse_all(a.text for a in articles), strict=True):
            yield from _sentences(corpus, article.name, parse, of_article[corpus, article.name])


def _sentences(corpus: str, article: str, parse: Parse, rows: list[Row]) -> Iterator[Example]:
    """One example for each stretch of words with judged ones, most often a sentence."""
    found: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        head = parse.root(Span(parse.text[start:end], start, end)) or parse.within(start, end)[0]
        sentence = parse.sentence(head.i)
        near = max(sentence.first, head.i - AROUND), min(sentence.last, head.i + AROUND)
        found[near][head.i] = "PASSING" if row["verdict"] == PASSING else "TOLD"
    for (first, last), verdicts in found.items():
        words = [t for t in parse.tokens[first:last] if not t.text.isspace()]
        labels = [verdicts.get(t.i) for t in words]
        yield Example(corpus, article, [t.text for t in words], {"telling": labels})
