"""Online geocoders behind one interface: asked only where the user wants it, within their limits, each name once.

A name that is looked up leaves the machine: nothing here is used unless a geocoder is opened by name.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import ArcGIS, GeoNames, Nominatim, Photon
from geopy.location import Location

from events import __version__, settings
from events.errors import GeocoderError, SettingError
from events.places import features, packages
from events.places.entries import Entry, distance_km

FILE = "geocoders.sqlite"
KEPT_DAYS = 90  # how long an answer is good
AGENT = f"dateline/{__version__}"
TIMEOUT = 10.0  # seconds
UNRANKED = 3.0  # weight of answers of a service that does not rank them

# OpenStreetMap's kinds → GeoNames feature codes
_FEATURES = {
    "country": "PCLI", "state": "ADM1", "province": "ADM1", "region": "ADM1", "county": "ADM2", "municipality": "ADM2",
    "district": "ADM2", "city": "PPL", "town": "PPL", "village": "PPL", "hamlet": "PPL", "suburb": "PPLX",
    "neighbourhood": "PPLX", "quarter": "PPLX", "river": "STM", "water": "LK", "peak": "MT", "island": "ISL",
    "sea": "SEA", "bay": "BAY", "strait": "STRT", "desert": "DSRT", "aerodrome": "AIRP", "dam": "DAM", "bridge": "BDG",
    "square": "SQR",
}  # fmt: skip


class Geocoder(Protocol):
    """Something that knows places by name: the likeliest first, none where it knows none."""

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Raises `GeocoderError` where the service does not answer as it should."""


@dataclass(frozen=True, slots=True)
class _Service:
    """What one service needs: how geopy opens it, how it is asked, how its answers read, how often it may be asked."""

    title: str
    domain: str
    delay: float  # seconds between two questions, by its policy
    open: Callable[..., Any]
    options: dict[str, Any]
    entry: Callable[[Location], Entry]


class OnlineGeocoder:
    """A service through geopy: within its rate, retried, never asked the same twice in `KEPT_DAYS`."""

    def __init__(
        self, name: str, *, domain: str | None = None, scheme: str = "https", delay: float | None = None,
        retries: int = 2, timeout: float = TIMEOUT, answers: Path | None = None,
    ):  # fmt: skip
        self._service = service = _SERVICES[name]
        domain, delay = domain or service.domain, service.delay if delay is None else delay
        logging.getLogger("geopy").setLevel(logging.ERROR)  # each retry is logged with a traceback; we say it once
        self._ask = RateLimiter(
            service.open(user_agent=AGENT, domain=domain, scheme=scheme, timeout=timeout).geocode,
            min_delay_seconds=delay, max_retries=retries, error_wait_seconds=max(delay, 0.01), swallow_exceptions=False,
        )  # fmt: skip
        self._answers = _Answers(answers or settings.cache_folder() / FILE, f"{name} {domain}")

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Places of this name, the likeliest first. Raises `GeocoderError` where the service fails."""
        known = self._answers.get(name)
        if known is not None:
            return known
        try:
            found = self._ask(name, exactly_one=False, **self._service.options) or []
            answers = (self._service.entry(location) for location in found if location is not None)
            entries = tuple(replace(entry, service=self._service.title) for entry in answers)
        except (GeopyError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise GeocoderError(
                f"{self._service.title} gave no usable answer about {name!r} ({type(error).__name__}); "
                "places come from the offline gazetteer, try again later"
            ) from error
        self._answers.put(name, entries)
        return entries


def open_geocoder(name: str, **options: Any) -> Geocoder:
    """The geocoder of that name. Raises `SettingError` that lists the known ones."""
    if name not in GEOCODERS:
        raise SettingError(f"no geocoder is called {name!r}; known: {', '.join(sorted(GEOCODERS))}")
    return OnlineGeocoder(name, **options)


# ---- how answers read ----------------------------------------------------------------------------------------------


def _of_nominatim(location: Location) -> Entry:
    raw = location.raw
    address = raw.get("address", {})
    return Entry(
        -int(raw["osm_id"]), None, raw.get("name") or raw["display_name"].split(",")[0],
        float(raw["lat"]), float(raw["lon"]),
        _FEATURES.get(raw.get("addresstype") or raw.get("type", ""), "PPL"),
        _alpha3().get(address.get("country_code", "").upper()),
        address.get("state"), None, _radius_km(raw.get("boundingbox")),
        round(8 * float(raw.get("importance") or 0.3), 3),
    )  # fmt: skip


def _of_photon(location: Location) -> Entry:
    raw = location.raw["properties"]
    box = raw.get("extent")  # west, north, east, south
    return Entry(
        -int(raw["osm_id"]), None, raw["name"], location.latitude, location.longitude,
        _FEATURES.get(raw.get("osm_value", ""), "PPL"), _alpha3().get(raw.get("countrycode", "").upper()),
        raw.get("state"), None, _radius_km((box[3], box[1], box[0], box[2]) if box else None), UNRANKED,
    )  # fmt: skip


def _of_geonames(location: Location) -> Entry:
    raw = location.raw
    feature, population = raw.get("fcode") or None, int(raw.get("population") or 0) or None
    return Entry(
        int(raw["geonameId"]), int(raw["geonameId"]), raw["name"], location.latitude, location.longitude, feature,
        _alpha3().get(raw.get("countryCode", "").upper()), raw.get("adminName1") or None, population,
        features.radius_km(feature, population), UNRANKED,
    )  # fmt: skip


def _of_arcgis(location: Location) -> Entry:
    raw, told = location.raw, location.raw.get("attributes", {})
    box = raw.get("extent")
    return Entry(
        -zlib.crc32(raw["address"].encode()), None, told.get("PlaceName") or raw["address"].split(",")[0],
        location.latitude, location.longitude, _FEATURES.get(str(told.get("Type", "")).lower(), "PPL"),
        told.get("Country") or None, told.get("Region") or None, None,
        _radius_km((box["ymin"], box["ymax"], box["xmin"], box["xmax"]) if box else None),
        round(UNRANKED * float(raw.get("score") or 0) / 100, 3),
    )  # fmt: skip


def _radius_km(box: Iterable[float | str] | None) -> float:
    """Half the diagonal of the bounding box (south, north, west, east) of an answer; 1 km where it has none."""
    if box is None:
        return 1.0
    south, north, west, east = (float(v) for v in box)
    return round(max(0.1, distance_km(south, west, north, east) / 2), 1)


def _geonames(**options: Any) -> GeoNames:
    user = settings.geonames_user()
    if user is None:
        raise SettingError("GeoNames asks for an account: set DATELINE_GEONAMES_USER to its name")
    return GeoNames(user, **options)


_SERVICES = {
    # https://operations.osmfoundation.org/policies/nominatim/
    "nominatim": _Service(
        "Nominatim", "nominatim.openstreetmap.org", 1.0, Nominatim,
        {"limit": 10, "addressdetails": True, "language": "en"}, _of_nominatim,
    ),
    # https://photon.komoot.io: fair use
    "photon": _Service("Photon", "photon.komoot.io", 1.0, Photon, {"limit": 10, "language": "en"}, _of_photon),
    # https://www.geonames.org/export/: 1,000 an hour
    "geonames": _Service("GeoNames", "api.geonames.org", 3.6, _geonames, {}, _of_geonames),
    # https://developers.arcgis.com/rest/geocode/: answers may be kept only for one's own use
    "arcgis": _Service("ArcGIS", "geocode.arcgis.com", 1.0, ArcGIS, {"out_fields": "*"}, _of_arcgis),
}  # fmt: skip
GEOCODERS = tuple(_SERVICES)


@cache
def _alpha3() -> dict[str, str]:
    return {c["iso"]: c["iso3"] for c in packages.countries()}


class _Answers:
    """What a service has said, kept in a SQLite file so that nobody is asked twice."""

    def __init__(self, path: Path, service: str):
        self._path, self._service, self._lock = path, service, threading.Lock()

    def get(self, name: str) -> tuple[Entry, ...] | None:
        """The answer that is kept about a name, None where there is none or it is too old."""
        with self._lock, closing(self._open()) as db:
            row = db.execute(
                "SELECT moment, entries FROM answers WHERE service = ? AND name = ?", (self._service, name)
            ).fetchone()
        if row is None or time.time() - row[0] > KEPT_DAYS * 86400:
            return None
        return tuple(Entry(**entry) for entry in json.loads(row[1]))

    def put(self, name: str, entries: tuple[Entry, ...]) -> None:
        text = json.dumps([asdict(e) for e in entries])
        with self._lock, closing(self._open()) as db, db:
            db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (self._service, name, time.time(), text))

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=10)
            db.execute(
                "CREATE TABLE IF NOT EXISTS answers "
                "(service TEXT, name TEXT, moment REAL, entries TEXT, PRIMARY KEY (service, name))"
            )
        except (OSError, sqlite3.Error) as error:
            raise GeocoderError(
                f"cannot keep geocoders' answers in {str(self._path)!r}: {error}; set DATELINE_CACHE"
            ) from error
        return db
