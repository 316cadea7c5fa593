"""Which words tell of the same happening: struck and strike, explosion and exploded."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from math import log

import snowballstemmer

COMMON = 50  # words of this rank and below say nothing

_DATA = files("events.merging").joinpath("data")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@lru_cache(maxsize=5_000)  # a new article is compared with many known sentences
def stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that say something; of all its words where none does."""
    found = [word.lower().removesuffix("'s") for word in _WORD.findall(text.replace("’", "'"))]
    return frozenset(stem(w) for w in [w for w in found if w not in listed("empty")] or found)


def rarity(word: str) -> float:
    """How rare a word in small letters is, 0 to 1: 1 for one that the tagger's vocabulary does not have."""
    rank = _ranks().get(word)
    return 1.0 if rank is None else max(0.0, log(max(rank, COMMON) / COMMON) / log(len(_ranks()) / COMMON))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What a word in small letters has in common with its other forms."""
    # A stemmer object keeps state while it works: one a call, since threads share this module.
    return str(snowballstemmer.stemmer("english").stemWord(_forms().get(word, word)))


def akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two triggers are forms of one word or phrase, or one is the other in short ("bomb", "car bomb")."""
    return bool(one and other) and (one <= other or other <= one)


@lru_cache(maxsize=5_000)
def names(sentence: str) -> frozenset[str]:
    """Stems of the capitalised words of a sentence after its first; none of one all in capitals."""
    if sentence.isupper():
        return frozenset()
    capitalised = (w for w in _WORD.findall(sentence)[1:] if w[0].isupper() and len(w) > 2)
    return frozenset(stem(w.lower().removesuffix("'s")) for w in capitalised)


@lru_cache(maxsize=5_000)
def content(sentence: str) -> frozenset[str]:
    """Stems and numerals of a sentence; numerals without separators of thousands."""
    return stems(sentence) | {n.replace(",", "") for n in re.findall(r"\d+(?:[.,]\d+)*", sentence)}


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists of `data/words.toml`."""
    return frozenset(tomllib.loads(_DATA.joinpath("words.toml").read_text("utf-8"))[name].split())


@cache
def _forms() -> dict[str, str]:
    lines = _DATA.joinpath("forms.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


@cache
def _ranks() -> dict[str, int]:
    """Whole words of the tagger's vocabulary, the most frequent first, as its makers sorted it."""
    tokenizer = files("events.extraction").joinpath("data", "tagger", "tokenizer.json").read_text("utf-8")
    vocabulary: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
    words = sorted((w for w in vocabulary if w.isalpha() and len(w) > 1), key=vocabulary.__getitem__)
    return {word: rank for rank, word in enumerate(words)}
