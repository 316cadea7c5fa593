"""`verdicts.tsv` → sentences with labels: what a reader takes for an event, of which type, and who took part.

Its articles lie in the folder of corpora, but for those of `written.articles.jsonl`: 160 that were written for this, in
many manners, of fields that the corpora lack.
Each verdict is one word of an article that the extractor took for an event: `told` (an event that one could place and
date), `mistyped` (the same, where the extractor gave another type) or `passing` (a habit, a state, a kind of thing).
What is told may have a type, an assertion and its parties: where their words stand in the article, "far" where another
sentence names them, nothing where nobody is named. Rows without an assertion are older and only say whether it is told.
Some also say where in the sentence its place and its time stand, "-" where they do not, nothing where nobody looked.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from events import settings
from events.extraction import Parser
from events.extraction.tagger import ROLES
from events.model import Article, Parse, Span
from events.reading.inputs import read_paths
from tools.tagger.corpora import SHORTEST, Example

HERE = Path(__file__).parent
VERDICTS = HERE / "verdicts.tsv"
WRITTEN = "written"  # the corpus that is our own
PASSING = "passing"
FAR = "far"
NOWHERE = "-"
AROUND = 60  # words to either side that the encoder reads of a long sentence
# Clauses beside a word's own: without them a sentence is short and plain, as few are in the news.
FURTHER = ("conj", "cc", "advcl", "relcl", "parataxis", "ccomp", "acl", "appos", "dep", "punct", "mark", "preconj")
SHORT = range(3, 16)  # words of such a sentence
SPARED = 4  # words at least that it is shorter by

PARTIES = ("actor", "recipient")

Row = dict[str, str]


def judged(folder: Path) -> Iterator[Example]:
    """The sentences that hold judged words, with labels for each of these; the others have None.

    Then the other sentences of the articles in which types were judged, without any label: what a teacher may read.
    """
    with VERDICTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    of_article: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        of_article[row["corpus"], row["article"]].append(row)
    parser = Parser(settings.pipeline())
    for corpus in sorted({row["corpus"] for row in rows}):
        read = read_paths([str((HERE if corpus == WRITTEN else folder) / f"{corpus}.articles.jsonl")])
        articles = [a for a in read if isinstance(a, Article) and (corpus, a.name) in of_article]
        for article, parse in zip(articles, parser.parse_all(a.text for a in articles), strict=True):
            found = of_article[corpus, article.name]
            yield from _sentences(corpus, article.name, parse, found)
            if any(row["assertion"] for row in found):
                yield from _unread(corpus, article.name, parse, found)


def _sentences(corpus: str, article: str, parse: Parse, rows: list[Row]) -> Iterator[Example]:
    """One example for each stretch of words with judged ones, most often a sentence."""
    found: dict[tuple[int, int], dict[int, Row]] = defaultdict(dict)
    for row in rows:
        head = _head(parse, int(row["start"]), int(row["end"]))
        sentence = parse.sentence(head)
        found[max(sentence.first, head - AROUND), min(sentence.last, head + AROUND)][head] = row
    for (first, last), verdicts in found.items():
        words = [t for t in parse.tokens[first:last] if not t.text.isspace()]
        number = {t.i: n for n, t in enumerate(words)}
        labels: dict[str, list[str | None]] = {h: [None] * len(words) for h in ("telling", "types", "assertions")}
        pointed = {}
        for i, row in verdicts.items():
            labels["telling"][number[i]] = "PASSING" if row["verdict"] == PASSING else "TOLD"
            if row["assertion"]:
                labels["types"][number[i]], labels["assertions"][number[i]] = row["type"], row["assertion"]
                heads = _all_heads(parse, row)
                pointed[number[i]] = {r: [number[h] for h in of if h in number] for r, of in heads.items()}
        yield Example(corpus, article, [t.text for t in words], labels, pointed)
        for i, row in verdicts.items():
            if _is_whole(row) and (short := _clause(parse, i, row)) and len(short[0]) <= len(words) - SPARED:
                yield Example(corpus, article, *short)


def _unread(corpus: str, article: str, parse: Parse, rows: list[Row]) -> Iterator[Example]:
    """The sentences in which no word was judged."""
    read = [(int(row["start"]), int(row["end"])) for row in rows]
    for sentence in parse.sentences:
        span = sentence.span
        words = [t.text for t in parse.tokens[sentence.first : sentence.last] if not t.text.isspace()]
        if len(words) >= SHORTEST and not any(start < span.end and span.start < end for start, end in read):
            yield Example(corpus, article, words)


def _is_whole(row: Row) -> bool:
    """Whether all that there is to say of a word was said."""
    return bool(row["assertion"]) or row["verdict"] == PASSING


def _clause(parse: Parse, i: int, row: Row) -> tuple[list[str], dict[str, list[str | None]], dict] | None:
    """A word with its own arguments only, as a sentence: words, labels, pointers. None where these lead outside.

    What makes an event a plan or a mere possibility may stand outside, so that only facts keep their assertion.
    """
    left_out = {j for c in parse.children[i] if parse.tokens[c].dep in FURTHER for j in parse.subtree(c)}
    inside = [j for j in parse.subtree(i) if j not in left_out and not parse.tokens[j].text.isspace()]
    heads = _all_heads(parse, row)
    if len(inside) not in SHORT or not set(inside).issuperset(h for of in heads.values() for h in of):
        return None
    number = {j: n for n, j in enumerate(inside)}
    values = {"telling": "PASSING" if row["verdict"] == PASSING else "TOLD", "types": row["type"] or None}
    values["assertions"] = row["assertion"] if row["assertion"] == "asserted" else None
    labels = {h: [value if j == i else None for j in inside] for h, value in values.items()}
    pointed = {number[i]: {r: [number[h] for h in of] for r, of in heads.items()}} if row["assertion"] else {}
    return [parse.tokens[j].text for j in inside], labels, pointed


def _all_heads(parse: Parse, row: Row) -> dict[str, list[int]]:
    """For each role that was looked for, the heads of its words."""
    return {r: _heads(parse, row[f"{r}s"]) for r in ROLES if r in PARTIES or row[f"{r}s"]}


def _heads(parse: Parse, places: str) -> list[int]:
    """The heads of words that are given as places in the article, "12-20 31-38"."""
    spans = [] if places in (FAR, NOWHERE) else [place.split("-") for place in places.split()]
    return [_head(parse, int(start), int(end)) for start, end in spans]


def _head(parse: Parse, start: int, end: int) -> int:
    root = parse.root(Span(parse.text[start:end], start, end))
    within = [t for t in parse.tokens if t.start < end and start < t.end]  # a word's part, or words of two trees
    return (root or within[0]).i
