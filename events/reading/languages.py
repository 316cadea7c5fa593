"""Which language an article is in, by py3langid: said only where there is enough text, and no doubt, to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
# Of 2,526 English articles none is taken for another language, in usual case or in capitals, nor one of their first
# lines; of their 39,023 sentences two in capitals are, which are lists of names (`benchmarks/languages.py`).
SMALL = frozenset({"the", "and", "that", "with", "from", "were", "their", "they", "this", "which", "have", "has",
                   "been", "would", "said", "after", "about"})  # fmt: skip
ENOUGH = 60  # bytes of letters as UTF-8: a Chinese character tells as much as three Latin letters
SURE = 0.6
LOOKED_AT = 20_000  # characters


def language_of(text: str, said: str | None = None) -> str | None:
    """ISO 639-1 code of the language of a text; None where it cannot be told.

    `said` is what its source says, which many pages get wrong: of a text that is too short to tell by itself it is
    believed where it fits.
    """
    if _is_plainly_english(text):
        return ENGLISH
    guess, probability = _identifier().classify(text[:LOOKED_AT])
    if probability >= SURE and len("".join(filter(str.isalpha, text[:LOOKED_AT])).encode()) >= ENOUGH:
        return str(guess)
    said = (said or "")[:2].lower()
    return said if said in (ENGLISH, guess) else None


def _is_plainly_english(text: str) -> bool:
    """Whether its small words show that it is English, so that nothing has to be loaded: no other language has them."""
    words = re.findall(r"[^\W\d_]+", text[:LOOKED_AT].casefold())
    small = [word for word in words if word in SMALL]
    return len(small) >= max(3, 0.04 * len(words)) and len(set(small)) > 1


@cache
def _identifier() -> LanguageIdentifier:
    """The languages that have a code of two letters; takes 0.4 s to load, and 80 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([label for label in found.labels if len(label) == 2])
    return found
