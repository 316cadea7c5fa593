"""Teaches the tagger's head `telling` what a person takes for an event: `verdicts.tsv`. The encoder stays as it is.

    python -m tools.tagger.telling CORPORA OUT [--without NAME ...] [--cross-validate]

CORPORA  folder with NAME.articles.jsonl
OUT      the folder that `train.py` filled: its model.onnx is written anew
Each verdict is one word of an article that the extractor took for an event: `told` (an event that one could place and
date, of the type given), `mistyped` (an event, of another type) or `passing` (a habit, a state, a kind of thing).
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from tokenizers import Tokenizer

from events import settings
from events.extraction import Parser
from events.extraction.tagger import LONGEST, Tagger, part_of, tokenizer
from events.model import Article, Parse, Span
from events.reading.inputs import read_paths
from tools.tagger.train import Model, encoder, finish

VERDICTS = Path(__file__).parent / "verdicts.tsv"
PASSING = "passing"
PENALTY = 0.01  # inverse strength of the regularisation: there are more dimensions than would be needed
AROUND = 60  # words to either side that the encoder reads of a long sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    corpus: str
    article: str
    verdict: str
    words: list[str]  # of its sentence
    at: int  # the judged word among them


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out")
    parser.add_argument(
        "--cross-validate", action="store_true", help="say how well it tells them apart, and write nothing"
    )
    args = parser.parse_args()
    model = Model(encoder(args.out))
    model.load_state_dict(torch.load(args.out / "weights.pt"), strict=False)
    model.eval()
    verdicts = [v for v in read(args.corpora, Tagger(args.out)) if v.corpus not in args.without]
    pieces = tokenizer(args.out / "tokenizer.json")
    states = np.stack([middle(model, pieces, v) for v in verdicts])
    told = np.array([v.verdict != PASSING for v in verdicts])
    if args.cross_validate:
        print(
            f"{len(verdicts)} verdicts, {told.mean():.2f} told; area under the curve {area(states, told, verdicts):.3f}"
        )
        return
    weight, bias = line(states, told)
    with torch.no_grad():
        model.heads["telling"].weight.copy_(torch.stack([-weight, weight]) / 2)
        model.heads["telling"].bias.copy_(torch.stack([-bias, bias]) / 2)
    facts = json.loads((args.out / "training.json").read_text(encoding="utf-8"))
    finish(model, args.out, facts | {"verdicts": Counter(v.corpus for v in verdicts)})


def read(folder: Path, tagger: Tagger) -> list[Verdict]:
    """The verdicts with the sentences that they are about."""
    with VERDICTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    of_article: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        of_article.setdefault((row["corpus"], row["article"]), []).append(row)
    parser, found = Parser(settings.pipeline(), tagger=tagger), []
    for corpus in sorted({row["corpus"] for row in rows}):
        read = read_paths([str(folder / f"{corpus}.articles.jsonl")])
        articles = [a for a in read if isinstance(a, Article) and (corpus, a.name) in of_article]
        parses = parser.parse_all(a.text for a in articles)
        for article, parse in zip(articles, parses, strict=True):
            found += [_verdict(row, parse) for row in of_article[corpus, article.name]]
    return found


def _verdict(row: dict[str, str], parse: Parse) -> Verdict:
    start, end = int(row["start"]), int(row["end"])
    head = parse.root(Span(parse.text[start:end], start, end)) or parse.within(start, end)[0]
    sentence = parse.sentence(head.i)
    words = [t for t in parse.tokens[sentence.first : sentence.last] if not t.text.isspace()]
    at = next(n for n, t in enumerate(words) if t.i == head.i)
    first = max(0, at - AROUND)
    near = [t.text for t in words[first : at + AROUND]]
    return Verdict(row["corpus"], row["article"], row["verdict"], near, at - first)


def middle(model: Model, read_pieces: Tokenizer, verdict: Verdict) -> np.ndarray:
    """What the encoder's middle layer holds of the judged word."""
    part = part_of(read_pieces, verdict.words)
    ids, cases = (torch.tensor([row[:LONGEST]]) for row in (part.ids, part.cases))
    with torch.no_grad():
        _, half = model.hidden(ids, cases, torch.ones_like(ids))
    return half[0, part.firsts[part.words.index(verdict.at)]].numpy()


def learner() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=2000))


def area(states: np.ndarray, told: np.ndarray, verdicts: list[Verdict]) -> float:
    """Area under the ROC curve, cross-validated by article."""
    articles = [v.article for v in verdicts]
    found = cross_val_predict(learner(), states, told, groups=articles, cv=GroupKFold(8), method="predict_proba")
    return roc_auc_score(told, found[:, 1])


def line(states: np.ndarray, told: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights and bias of the logistic regression on states as they are, the scaling worked into them."""
    scaler, regression = learner().fit(states, told).named_steps.values()
    weights = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - weights @ scaler.mean_
    return torch.tensor(weights, dtype=torch.float32), torch.tensor(bias, dtype=torch.float32)


if __name__ == "__main__":
    main()
