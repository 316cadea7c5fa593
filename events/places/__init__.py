"""Toponyms → places: gazetteer, recognition, resolution, and the place of each event."""

from events.places.building import build
from events.places.gazetteer import Gazetteer, open_gazetteer
from events.places.geoparser import Geoparser
from events.places.locating import locate

__all__ = ["Gazetteer", "Geoparser", "build", "locate", "open_gazetteer"]
