"""Toponyms → places: gazetteer, recognition, resolution, and the place of each event."""

from events.places.building import build
from events.places.certainty import calibrated
from events.places.gazetteer import Gazetteer, open_gazetteer
from events.places.geocoders import GEOCODERS, Geocoder, open_geocoder
from events.places.geoparser import Geoparser
from events.places.locating import locate

__all__ = [
    "GEOCODERS",
    "Gazetteer",
    "Geocoder",
    "Geoparser",
    "build",
    "calibrated",
    "locate",
    "open_gazetteer",
    "open_geocoder",
]
