"""Words → labels, by a small encoder of our own: names and events in one pass. The only file that knows ONNX.

The encoder is the four lower layers of MiniLM (uncased) with an embedding of each word's case; heads and pointers stand
on it. Trained by `tools/tagger`, described in `data/tagger/CARD.md`. Capitals are read as well: case is only a hint.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from events import verifying
from events.model import Reading

if TYPE_CHECKING:
    import tokenizers

FOLDER = Path(__file__).parent / "data" / "tagger"
# fmt: off
NAMES = [  # OntoNotes
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
]
# fmt: on
HEADS: dict[str, tuple[str, ...]] = {  # labels of each head, in the order of its logits
    head: ("O", *(prefix + label for label in labels for prefix in ("B-", "I-")))
    for head, labels in {
        "names": NAMES,
        "events": ["HAPPENING", "STATEMENT", "STATE"],
    }.items()
}
HEADS["telling"] = ("PASSING", "TOLD")  # of a word taken for an event: whether the text tells one with it
# fmt: off
HEADS["types"] = (  # of an event
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "ACCIDENT", "DISASTER", "CRIME", "JUSTICE", "ELECTION",
    "DEATH", "DISEASE", "OTHER",
)
# fmt: on
HEADS["assertions"] = ("asserted", "negated", "possible", "planned", "conditional")
ROLES = ("actor", "recipient", "place", "time")  # of the words that an event points to
WIDTH = 64  # of the vectors by which it does, and of those that say what a word means
COLUMNS, _end = {}, 0  # of each head in the model's first output
for _head, _labels in HEADS.items():
    COLUMNS[_head] = slice(_end, _end := _end + len(_labels))
LIKELY = 0.02  # probability below which a reading leaves something out
LONGEST = 254  # word pieces of a sentence that are read at once; a longer one is read in parts
PIECES, PADDING = 512, 16  # word pieces of a batch at most, and of these such that only fill up its shorter sentences
SLOW = "SkipLayerNormFusion"  # what onnxruntime makes of an encoder that is slower than what it was
NO_CASE, LOWER, UPPER, CAPITALISED = range(4)


@dataclass(frozen=True, slots=True)
class Tags:
    """Of a sentence: a name's label for each word; how probable it is that each tells of a happening, and,
    where it does, that it is an event one could place and not said in passing; and what it would tell, by `reading`."""

    names: list[str]
    happening: list[float]
    told: list[float]
    senses: np.ndarray  # words × WIDTH: of what each means where it stands, vectors of length 1
    _probabilities: np.ndarray  # words × labels of all heads
    _vectors: np.ndarray  # nobody and the words × roles × asked and offered × WIDTH

    def reading(self, word: int) -> Reading:
        """What the word with this index would tell; it points to indices of words, None is none of the sentence."""
        pointed = {}
        for role, name in enumerate(ROLES):
            logits = self._vectors[:, role, 1] @ self._vectors[word + 1, role, 0] / WIDTH**0.5
            pointed[name] = {n - 1 if n else None: p for n, p in _likely(_softmax(logits))}
        types, assertions = (
            {HEADS[head][n]: p for n, p in _likely(self._probabilities[word, COLUMNS[head]])}
            for head in ("types", "assertions")
        )
        return Reading(types, assertions, pointed)


def _softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


def _likely(probabilities: np.ndarray) -> list[tuple[int, float]]:
    return [(int(n), float(probabilities[n])) for n in np.flatnonzero(probabilities >= LIKELY)]


class Tagger:
    """The encoder, loaded once; one thread, since workers are many."""

    def __init__(self, folder: Path = FOLDER):
        import onnxruntime

        if (facts := folder / "training.json").exists():
            verifying.check_file(folder / "model.onnx", json.loads(facts.read_text("utf-8"))["sha256"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / "model.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW]
        )
        self._tokenizer = tokenizer(folder / "tokenizer.json")

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tags]:
        """Labels for each token of each sentence of one text, in the order given.

        One text at a time: int8 arithmetic scales all that is read at once alike, and what a text is read beside must
        not change what is found in it.
        """
        parts = [(n, part) for n, words in enumerate(sentences) for part in _parts(self._tokenizer, words)]
        parts.sort(key=lambda numbered: len(numbered[1].ids))
        probabilities = [np.zeros((len(words), _end), np.float32) for words in sentences]
        vectors = [np.zeros((1 + len(words), len(ROLES), 2, WIDTH), np.float32) for words in sentences]
        senses = [np.zeros((len(words), WIDTH), np.float32) for words in sentences]
        for batch in _batches(parts):
            scores, pointing, meaning = self._run([part for _, part in batch])
            for row, (n, part) in enumerate(batch):
                probabilities[n][part.words] = scores[row, part.firsts]
                senses[n][part.words] = meaning[row, part.firsts]
                at = [0, *(1 + word for word in part.words)]
                vectors[n][at] = pointing[row, [0, *part.firsts]].reshape(-1, len(ROLES), 2, WIDTH)
        return [_tags(*rows) for rows in zip(probabilities, vectors, senses, strict=True)]

    def _run(self, parts: Sequence[Part]) -> list[np.ndarray]:
        """Probabilities of every label of every head (batch × pieces × labels), pointers and senses of each piece."""
        width = len(parts[-1].ids)
        ids, cases, mask = (np.zeros((len(parts), width), np.int64) for _ in range(3))
        for row, part in enumerate(parts):
            ids[row, : len(part.ids)], cases[row, : len(part.ids)] = part.ids, part.cases
            mask[row, : len(part.ids)] = 1
        return self._session.run(["probabilities", "vectors", "senses"], {"ids": ids, "cases": cases, "mask": mask})


@dataclass(frozen=True, slots=True)
class Part:
    """Word pieces of a sentence or a stretch of it. `firsts[i]` is the first piece of the word `words[i]`."""

    ids: list[int]
    cases: list[int]
    words: list[int]
    firsts: list[int]


def _batches(parts: list[tuple[int, Part]]) -> Iterator[list[tuple[int, Part]]]:
    """The parts, sorted by length, in batches of about one length: at most `PADDING` pieces of each are padding."""
    at = 0
    while at < len(parts):
        size, pieces = 1, len(parts[at][1].ids)
        while at + size < len(parts) and (size + 1) * (width := len(parts[at + size][1].ids)) <= PIECES:
            pieces += width
            if (size + 1) * width - pieces > PADDING:
                break
            size += 1
        yield parts[at : at + size]
        at += size


def tokenizer(path: Path) -> tokenizers.Tokenizer:
    import tokenizers

    read = tokenizers.Tokenizer.from_file(str(path))
    read.no_padding()
    read.no_truncation()
    return read


def part_of(read: tokenizers.Tokenizer, words: Sequence[str], offset: int = 0) -> Part:
    """The pieces of some words; `offset` is the index of the first one in its sentence."""
    found = read.encode(list(words), is_pretokenized=True)
    of_piece = found.word_ids  # made anew at each access
    firsts = [i for i, word in enumerate(of_piece) if word is not None and of_piece[i - 1] != word]
    cases = [NO_CASE if word is None else case_of(words[word]) for word in of_piece]
    return Part(found.ids, cases, [offset + word for i in firsts if (word := of_piece[i]) is not None], firsts)


def _parts(read: tokenizers.Tokenizer, words: Sequence[str], offset: int = 0) -> Iterator[Part]:
    """The sentence in one part, halved until each has no more pieces than the encoder reads."""
    part = part_of(read, words, offset)
    if len(part.ids) <= LONGEST or len(words) == 1:
        yield (
            part
            if len(part.ids) <= LONGEST
            else Part(part.ids[:LONGEST], part.cases[:LONGEST], part.words, part.firsts)
        )
        return
    half = len(words) // 2
    yield from _parts(read, words[:half], offset)
    yield from _parts(read, words[half:], offset + half)


def _tags(scores: np.ndarray, vectors: np.ndarray, senses: np.ndarray) -> Tags:
    names = [HEADS["names"][i] for i in scores[:, COLUMNS["names"]].argmax(axis=1)]
    senses /= np.maximum(np.linalg.norm(senses, axis=1, keepdims=True), 1e-6)
    return Tags(names, _sum(scores, "events", "HAPPENING"), _sum(scores, "telling", "TOLD"), senses, scores, vectors)


def _sum(scores: np.ndarray, head: str, label: str) -> list[float]:
    """Probability of a label, whether a word begins or goes on with it."""
    columns = [i for i, name in enumerate(HEADS[head]) if name.removeprefix("B-").removeprefix("I-") == label]
    return scores[:, COLUMNS[head]][:, columns].sum(axis=1).tolist()


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """First token, last (exclusive) and label of each span that B- and I- labels draw.

    No two persons are named side by side: "Ana" and "Ruiz" are one.
    """
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label == "O":
            continue
        if (label[0] == "I" or label == "B-PERSON") and found and found[-1][1:] == (i, label[2:]):
            found[-1] = (found[-1][0], i + 1, label[2:])
        else:
            found.append((i, i + 1, label[2:]))
    return found


def case_of(word: str) -> int:
    """How a word is written, as the encoder is told: it knows no capitals otherwise."""
    if not word[:1].isalpha():
        return NO_CASE
    if word.islower():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITALISED
