"""Lemmas of verbs, where the pipeline's rules cut too much off: of "fined" it makes "fin", of "cordoned" "cordone"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from events.extraction import ontology

# Endings of inflected verbs, and what may stand in their place in the lemma.
ENDINGS = (("ied", ("y",)), ("ed", ("", "e")), ("d", ("",)), ("ing", ("", "e")), ("ies", ("y",)), ("es", ("", "e")))
SHORT = re.compile("[^aeiou]*[aeiou][bdgklmnprt]")  # verbs that double their last letter
INFLECTED = ("VBD", "VBN", "VBG", "VBZ")


@lru_cache(maxsize=1 << 15)
def verb_lemma(text: str, tag: str, lemma: str) -> str:
    """The lemma of a verb: the pipeline's, or where no word list has that, one that they have."""
    known = ontology.verbs()
    if tag not in INFLECTED or (lemma in known and not _would_double(text.lower(), lemma)):
        return lemma
    found = (c for c in _candidates(text.lower()) if c in known and not _would_double(text.lower(), c))
    return next(found, lemma)


def _would_double(word: str, lemma: str) -> bool:
    """ "raped" is not of "rap", of which it would be "rapped"."""
    return word in (lemma + "ed", lemma + "ing") and SHORT.fullmatch(lemma) is not None


def _candidates(word: str) -> Iterator[str]:
    for ending, instead in ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem + letters for letters in instead)
            if stem[-2:-1] == stem[-1:]:  # "gutted"
                yield stem[:-1]
