"""Corpora → sentences with labels, a list for each head that the corpus says something of.

A corpus is two files of JSON lines, NAME.articles.jsonl ({id, title, text}) and NAME.gold.jsonl (the same ids). What is
gold in it shows from its keys: `events` with `class`, and `sentences` that were annotated (ECB+). Names are nobody's
gold: a larger spaCy pipeline says what it sees in every sentence (silver), and the tagger learns it from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from events.extraction.prose import as_prose

SHORTEST = 3  # words; less is no sentence
STATEMENT, STATE = ("REPORTING", "PERCEPTION"), ("STATE", "GENERIC")


class Taught(NamedTuple):
    """What a teacher says of some words of a sentence, as probabilities in PyTorch tensors."""

    words: list[int]
    labels: dict[str, Any]  # by head: words × labels


@dataclass(slots=True)
class Example:
    """A sentence: its words, and for each head with something to say a label a word; None where it says nothing.

    `pointed`: of words that tell an event, which words are the heads of its parties, place and time, by role; an empty
    list where there are none, no list where nobody said. `taught`: what a teacher says of words that nobody judged.
    """

    corpus: str
    article: str
    words: list[str]
    labels: dict[str, list[str | None]] = field(default_factory=dict)
    pointed: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    taught: Taught | None = None


def read(folder: Path, name: str, namer) -> Iterator[Example]:
    """The sentences of corpus `name`, in order. `namer` is a spaCy pipeline with a parser and an `ner`."""
    gold = {g["id"]: g for g in _lines(folder / f"{name}.gold.jsonl")}
    articles = _lines(folder / f"{name}.articles.jsonl")
    texts = ((as_prose(a["text"]), a["id"]) for a in articles)
    for doc, article in namer.pipe(texts, as_tuples=True, batch_size=16):
        truth = gold.get(article, {})
        annotated = _annotated(doc, truth)
        sentences = [s for s in doc.sents if not any(s.start < a.end and a.start < s.end for a in annotated)]
        for sentence in (*annotated, *sentences):
            words = [token for token in sentence if not token.is_space]
            if len(words) < SHORTEST:
                continue
            example = Example(name, article, [token.text for token in words])
            if not sentence.text.isupper():  # it sees little in capitals
                example.labels["names"] = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in words]
            if "toponyms" in truth:
                example.labels["toponyms"] = _labels(
                    words, [(t["start"], t["end"], "TOPONYM") for t in truth["toponyms"]]
                )
            if sentence in annotated:
                events = [(e["start"], e["end"], _kind(e["class"])) for e in truth["events"]]
                example.labels["events"] = _labels(words, events)
            if example.labels:
                yield example


def _annotated(doc, truth: dict) -> list:
    """The sentences that ECB+'s annotators read: they did so with some of an article."""
    if not any("class" in event for event in truth.get("events", ())):
        return []
    spans = (doc.char_span(s["start"], s["end"], alignment_mode="contract") for s in truth["sentences"])
    return [span for span in spans if span is not None and len(span)]


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _kind(label: str) -> str:
    return "STATEMENT" if label.endswith(STATEMENT) else "STATE" if label.endswith(STATE) else "HAPPENING"


def _labels(words, spans: list[tuple[int, int, str]]) -> list[str]:
    found, before = [], None
    for word in words:
        hit = next((s for s in spans if s[0] < word.idx + len(word) and word.idx < s[1]), None)
        found.append("O" if hit is None else ("I-" if hit is before else "B-") + hit[2])
        before = hit
    return found
