"""Every toponym of a parse, resolved with the whole article in view."""

from __future__ import annotations

from typing import Protocol

from events.model import Parse, Toponym
from events.places import metonymy, recognition, resolution
from events.places.entries import Entry
from events.places.gazetteer import Gazetteer


class Geocoder(Protocol):
    """Something that knows places by name: the best first, none where it knows none."""

    def lookup(self, name: str) -> tuple[Entry, ...]: ...


class Geoparser:
    """Finds and places toponyms; `geocoder` is asked for the names that the gazetteer lacks, and only then."""

    def __init__(self, gazetteer: Gazetteer, geocoder: Geocoder | None = None):
        self.gazetteer = gazetteer
        self.geocoder = geocoder

    def toponyms(self, parse: Parse) -> tuple[Toponym, ...]:
        """Every place name of the text in its order; an unresolved one has its span and no position."""
        names = recognition.recognise(parse, self.gazetteer)
        if self.geocoder is not None:
            for name in names:
                name.entries = name.entries or self.geocoder.lookup(name.span.text)
        places = resolution.resolve(names, parse, self.gazetteer)
        return tuple(
            Toponym(name.span, place, metonymy.is_metonym(parse, name.first, name.last, place))
            for name, place in zip(names, places, strict=True)
        )
