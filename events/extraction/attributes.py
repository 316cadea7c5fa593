"""spaCy's attribute ruler, quicker: what it makes of a word is remembered. parser.py's, which knows spaCy.

The ruler tries each of its 179 patterns on each token, which takes a fifth of the bare pipeline's time. Nearly all of
them look at one token and only at its tag, its dependency and a few words: tokens that agree in these get the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.vocab import Vocab

NAME = "remembered_attributes"
SET = [TAG, POS, MORPH, LEMMA, DEP]  # what patterns give
Key = tuple[int, int, int]  # tag, dependency, and the lower-case word where a pattern names it, else its being space


class RememberedRuler:
    """Gives each token what `ruler` would; its patterns of several tokens come last, in a ruler of their own."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler):
        patterns: list[dict[str, Any]] = ruler.patterns  # type: ignore[assignment]
        alone = [p for p in patterns if all(map(_is_memorable, p["patterns"]))]
        self._vocab = vocab
        self._alone = _ruler(vocab, alone)
        self._rest = _ruler(vocab, [p for p in patterns if p not in alone])
        self._words = {vocab.strings.add(word) for p in alone for word in _words(p)}
        self._known: dict[Key, np.ndarray] = {}

    def __call__(self, doc: Doc) -> Doc:
        rows = doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist()
        keys = [(tag, dep, word if word in self._words else is_space) for tag, dep, word, is_space in rows]
        if new := {k: i for i, k in enumerate(keys) if k not in self._known}:
            self._learn(doc, new)
        if keys:
            doc.from_array(SET, np.array([self._known[k] for k in keys], dtype="uint64"))  # type: ignore[arg-type]
        return self._rest(doc)

    def _learn(self, doc: Doc, new: dict[Key, int]) -> None:
        """What the ruler makes of the tokens with the indices `new`."""
        tokens = [doc[i] for i in new.values()]
        apart = Doc(
            self._vocab,
            words=[t.text for t in tokens],
            tags=[t.tag_ for t in tokens],
            heads=list(range(len(tokens))),
            deps=[t.dep_ for t in tokens],
        )
        self._known.update(zip(new, self._alone(apart).to_array(SET), strict=True))


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> RememberedRuler:
    ruler = nlp.get_pipe("attribute_ruler")
    return RememberedRuler(nlp.vocab, ruler)  # type: ignore[arg-type]


def _ruler(vocab: Vocab, patterns: list[dict[str, Any]]) -> AttributeRuler:
    made = AttributeRuler(vocab)
    made.add_patterns(patterns)
    return made


def _is_memorable(tokens: list[dict[str, Any]]) -> bool:
    """Whether a pattern asks for one token, and of its word at most that it is one of a list."""
    if len(tokens) != 1 or not tokens[0].keys() <= {"TAG", "DEP", "LOWER", "IS_SPACE"}:
        return False
    word = tokens[0].get("LOWER", "")
    return isinstance(word, str) or word.keys() == {"IN"}


def _words(pattern: dict[str, Any]) -> Iterator[str]:
    for tokens in pattern["patterns"]:
        word = tokens[0].get("LOWER", [])
        yield from [word] if isinstance(word, str) else word.get("IN", []) if isinstance(word, dict) else []
