"""Where a source is at home, as its name says: the Boston Globe, the Times of India."""

from __future__ import annotations

import re

from events.model import Span
from events.places.candidates import Name
from events.places.gazetteer import Gazetteer
from events.places.words import words

FAR = -1_000_000  # the token at which it stands: what it says is as far away as what is farthest
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


def home(source: str | None, gazetteer: Gazetteer) -> Name | None:
    """The place in a source's name, to be resolved with those of its article; None where it has none.

    Only words beside one for a paper or station count: no "Nation", "Independent" or "Hill" is meant for a place.
    """
    said = re.split(r"[^\w'’.-]+", ARTICLE.sub("", source or ""))
    at = next((i for i, word in enumerate(said) if word.casefold() in words("papers")), None)
    if at is None:
        return None
    behind = said[at + 2 :] if said[at + 1 : at + 2] == ["of"] else []
    name = " ".join(said[:at] or behind)
    entries = tuple(e for e in gazetteer.exact(name) if e.official) if name else ()
    return Name(FAR, FAR, Span(name, 0, 0), entries, "ORG") if entries else None
