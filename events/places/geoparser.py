"""Every toponym of a parse, resolved with the whole article in view."""

from __future__ import annotations

import logging
import time

from events.errors import GeocoderError
from events.model import Parse, Toponym
from events.places import metonymy, recognition, resolution, sources
from events.places.candidates import Name
from events.places.gazetteer import Gazetteer
from events.places.geocoders import Geocoder

log = logging.getLogger(__name__)

PAUSE = 60.0  # seconds for which a service that failed is not asked again: articles do not wait for it one by one


class Geoparser:
    """Finds and places toponyms; `geocoder` is asked for the names that the gazetteer lacks, and only then."""

    def __init__(self, gazetteer: Gazetteer, geocoder: Geocoder | None = None):
        self.gazetteer = gazetteer
        self.geocoder = geocoder
        self._asks_again = 0.0

    def toponyms(self, parse: Parse, source: str | None = None) -> tuple[Toponym, ...]:
        """Every place name of the text in its order; an unresolved one has its span and no position.

        `source`: who published the text, "Boston Globe".
        """
        names = recognition.recognise(parse, self.gazetteer)
        if self.geocoder is not None and time.monotonic() >= self._asks_again:
            self._ask(names, self.geocoder)
        places = resolution.resolve(names, parse, self.gazetteer, sources.home(source, self.gazetteer))
        return tuple(
            Toponym(name.span, place, metonymy.is_metonym(parse, name.first, name.last, place))
            for name, place in zip(names, places, strict=True)
        )

    def _ask(self, names: list[Name], geocoder: Geocoder) -> None:
        """Candidates for the names that the gazetteer lacks; where the service fails, the offline answer stands."""
        try:
            for name in names:
                name.entries = name.entries or geocoder.lookup(name.span.text)
        except GeocoderError as error:
            log.warning("%s", error)
            self._asks_again = time.monotonic() + PAUSE
