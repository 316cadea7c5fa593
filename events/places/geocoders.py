"""Online geocoders behind one interface: asked only where the user wants it, within their limits, each name once.

A name that is looked up leaves the machine: nothing here is used unless a geocoder is opened by name.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.location import Location

from events import __version__, settings
from events.errors import GeocoderError, SettingError
from events.places import packages
from events.places.entries import Entry, distance_km

FILE = "geocoders.sqlite"
KEPT_DAYS = 90  # how long an answer is good
AGENT = f"dateline/{__version__}"
TIMEOUT = 10.0  # seconds
NOMINATIM_DELAY = 1.0  # seconds: https://operations.osmfoundation.org/policies/nominatim/

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


class NominatimGeocoder:
    """OpenStreetMap's Nominatim, through geopy: one question a second, retried, never the same twice in `KEPT_DAYS`."""

    name = "nominatim"

    def __init__(
        self, *, domain: str = "nominatim.openstreetmap.org", scheme: str = "https", delay: float = NOMINATIM_DELAY,
        retries: int = 2, timeout: float = TIMEOUT, answers: Path | None = None,
    ):  # fmt: skip
        logging.getLogger("geopy").setLevel(logging.ERROR)  # each retry is logged with a traceback; we say it once
        service = Nominatim(user_agent=AGENT, domain=domain, scheme=scheme, timeout=timeout)  # type: ignore[arg-type]
        self._ask = RateLimiter(
            service.geocode, min_delay_seconds=delay, max_retries=retries, error_wait_seconds=max(delay, 0.01),
            swallow_exceptions=False,
        )  # fmt: skip
        self._answers = _Answers(answers or settings.cache_folder() / FILE, f"{self.name} {domain}")

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Places of this name, the likeliest first. Raises `GeocoderError` where the service fails."""
        known = self._answers.get(name)
        if known is not None:
            return known
        try:
            found = self._ask(name, exactly_one=False, limit=10, addressdetails=True, language="en") or []
            entries = tuple(_entry(location) for location in found)
        except (GeopyError, KeyError, TypeError, ValueError) as error:
            raise GeocoderError(
                f"Nominatim gave no usable answer about {name!r} ({type(error).__name__}); "
                "places come from the offline gazetteer, try again later"
            ) from error
        self._answers.put(name, entries)
        return entries


GEOCODERS: dict[str, Callable[..., Geocoder]] = {"nominatim": NominatimGeocoder}


def open_geocoder(name: str, **options: Any) -> Geocoder:
    """The geocoder of that name. Raises `SettingError` that lists the known ones."""
    try:
        return GEOCODERS[name](**options)
    except KeyError as error:
        raise SettingError(f"no geocoder is called {name!r}; known: {', '.join(sorted(GEOCODERS))}") from error


def _entry(location: Location) -> Entry:
    raw = location.raw
    address = raw.get("address", {})
    return Entry(
        -int(raw["osm_id"]), None, raw.get("name") or raw["display_name"].split(",")[0],
        float(raw["lat"]), float(raw["lon"]),
        _FEATURES.get(raw.get("addresstype") or raw.get("type", ""), "PPL"),
        _alpha3().get(address.get("country_code", "").upper()),
        address.get("state"), None, _radius_km(raw), round(8 * float(raw.get("importance") or 0.3), 3),
    )  # fmt: skip


def _radius_km(raw: dict[str, Any]) -> float:
    """Half the diagonal of the bounding box (south, north, west, east) of an answer; 1 km where it has none."""
    if "boundingbox" not in raw:
        return 1.0
    south, north, west, east = (float(v) for v in raw["boundingbox"])
    return round(max(0.1, distance_km(south, west, north, east) / 2), 1)


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
