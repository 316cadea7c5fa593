"""Names → places, from one SQLite file that is opened, not loaded."""

from __future__ import annotations

import math
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from events import settings
from events.errors import GazetteerError
from events.places import building, dump
from events.places.divisions import division_words
from events.places.entries import Entry, distance_km
from events.places.names import fold, key

FILE = "gazetteer.sqlite"
MOST = 40  # candidates of one name: those with the lowest prior are left out
CACHED = 8_000  # names
NEARBY = ("site", "settlement", "region")  # precisions of what lies near a spot, not around it
SEAT = 1.0  # how far a division stands behind its namesake town

COLUMNS = 13  # of what is selected of a place
_SELECT = (
    "SELECT p.id, p.geonameid, p.name, p.lat, p.lon, p.feature, p.country, p.admin1, p.population, p.radius_km, "
    "p.weight, p.fame, "
)
_BY_NAME = (
    f"{_SELECT} n.official FROM names n JOIN places p ON p.id = n.place WHERE n.folded = ? "
    f"ORDER BY p.weight + n.official DESC LIMIT {MOST}"
)
_BY_KEY = f"{_SELECT} 0 FROM keys k JOIN places p ON p.id = k.place WHERE k.key = ? ORDER BY p.weight DESC LIMIT {MOST}"
_NEAR = f"{_SELECT} 1 FROM places p WHERE p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ? ORDER BY p.weight DESC, p.id"
_BY_FORM = f"{_SELECT} 1, f.kind FROM forms f JOIN places p ON p.id = f.place WHERE f.form = ?"


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at `path` (default: in the cache folder); built where it is missing, damaged or out of date."""
    path = path or settings.cache_folder() / FILE
    if not _is_current(path):
        building.build(path)
    return Gazetteer(path)


def _is_current(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path)) as db:
            found = db.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
    except sqlite3.Error:
        return False
    return found is not None and found[0] == building.fingerprint()


def _behind_seats(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries with divisions behind their large city of the same name: Kirkuk, New York, but not Quebec."""
    towns = [e for e in entries if e.precision == "settlement" and e.population]
    if not towns or not any(e.precision in ("admin1", "admin2") for e in entries):
        return entries
    placed = [replace(e, weight=round(e.weight - SEAT, 3)) if _has_seat(e, towns) else e for e in entries]
    return tuple(sorted(placed, key=lambda e: -(e.weight + e.official)))


def _has_seat(division: Entry, towns: list[Entry]) -> bool:
    if division.precision not in ("admin1", "admin2") or not division.population:
        return False
    return any(_lies_in(t, division) and (t.population or 0) > 0.15 * division.population for t in towns)


def _lies_in(town: Entry, division: Entry) -> bool:
    """By the division's name; of one that has been dissolved and once had this name, by its extent."""
    if town.country != division.country or division.admin1 is not None or division.official:
        return (town.country, town.admin1) == (division.country, division.admin1)
    return distance_km(town.lat, town.lon, division.lat, division.lon) < division.radius_km


def _entry(row: tuple[Any, ...]) -> Entry:
    (i, geonameid, name, lat, lon, feature, country, admin1, population, radius, weight, fame, official) = row[:COLUMNS]
    return Entry(
        i, geonameid, name, lat, lon, feature, country, admin1, population, radius, weight, bool(official), fame
    )  # fmt: skip


class Gazetteer:
    """Look-ups in one file; safe to share between threads."""

    def __init__(self, path: Path):
        self.path = path
        self._local = threading.local()
        self.lookup = lru_cache(maxsize=CACHED)(self._lookup)
        self.exact = lru_cache(maxsize=CACHED)(self._exact)
        self.country_of = lru_cache(maxsize=CACHED)(self._country_of)
        self.abbreviation = lru_cache(maxsize=2_000)(self._abbreviation)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """Places of this name, the likeliest first; empty where none is known.

        An exact name counts before one without the word for its kind ("Anbar province"),
        and that before another transliteration.
        """
        if form := self.abbreviation(name):
            return tuple(entry for entry, kind in form if kind != "postal") or self._named(name)
        return self._named(name)

    def _exact(self, name: str) -> tuple[Entry, ...]:
        """Places of exactly this name (but for case, diacritics and the like), the likeliest first."""
        if form := self.abbreviation(name):
            return tuple(entry for entry, _ in form)
        folded = fold(name)
        return _behind_seats(self._query(_BY_NAME, folded)) if len(folded) > 1 else ()

    def _named(self, name: str) -> tuple[Entry, ...]:
        folded = fold(name)
        if not folded:
            return ()
        found = self._query(_BY_NAME, folded) or self._without_kind(folded) or self._query(_BY_KEY, key(folded))
        return _behind_seats(found)

    def _without_kind(self, folded: str) -> tuple[Entry, ...]:
        """ "nineveh governorate", "state of texas": divisions, else any place, under the name alone."""
        words = folded.split()
        kinds = division_words()
        if len(words) > 1 and words[-1] in kinds:
            rest = words[:-1]
        elif len(words) > 2 and words[0] in kinds and words[1] == "of":
            rest = words[2:]
        else:
            return ()
        found = self._query(_BY_NAME, " ".join(rest)) or self._query(_BY_KEY, key(" ".join(rest)))
        return tuple(e for e in found if e.precision in ("admin1", "admin2"))

    def _query(self, sql: str, *values: Any) -> tuple[Entry, ...]:
        try:
            return tuple(_entry(row) for row in self._db.execute(sql, values))
        except sqlite3.Error as error:
            raise GazetteerError(
                f"cannot read the gazetteer {self.path}: {error}; run dateline gazetteer build"
            ) from error

    def _abbreviation(self, form: str) -> tuple[tuple[Entry, str], ...]:
        """(place, kind) of an abbreviation as written: press "Calif.", code "UAE", postal "CA" after a comma."""
        return tuple((_entry(row), row[COLUMNS]) for row in self._db.execute(_BY_FORM, (form,)))

    def _country_of(self, word: str) -> str | None:
        """Alpha-3 of the country that an adjective or a word for its people means ("Iraqi", "Britons")."""
        row = self._db.execute("SELECT country FROM demonyms WHERE folded = ?", (fold(word),)).fetchone()
        return row[0] if row else None

    def near(self, lat: float, lon: float, km: float, most: int) -> tuple[Entry, ...]:
        """Settlements, sites and features within so many kilometres of a spot, the likeliest in news first."""
        high = km / 111.0  # kilometres of a degree
        wide = high / max(0.05, math.cos(math.radians(lat)))
        found = self._query(_NEAR, lat - high, lat + high, lon - wide, lon + wide)
        around = (e for e in found if distance_km(lat, lon, e.lat, e.lon) <= km and e.precision in NEARBY)
        return tuple(islice(around, most))

    def info(self) -> dict[str, Any]:
        """What the file holds: numbers of places, names and added rows, its sources, its size in bytes."""
        counts = {t: self._db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("places", "names", "added")}  # noqa: S608
        sources = dict(self._db.execute("SELECT source, count(*) FROM places GROUP BY source ORDER BY 2 DESC"))
        files = [row[0] for row in self._db.execute("SELECT DISTINCT file FROM added")]
        return {
            "path": str(self.path), "bytes": self.path.stat().st_size, **counts, "sources": sources,
            "added_files": files,
            "packages": building.packages.versions(),
        }  # fmt: skip

    def add(self, path: Path) -> int:
        """Add the rows of a GeoNames country dump; returns how many. They stay when the gazetteer is built anew.

        Raises `GazetteerError` that names malformed rows; then nothing is added.
        """
        lines = list(dump.read(path))
        try:
            with closing(sqlite3.connect(self.path)) as db, db:
                divisions = {
                    (country, code): name
                    for country, code, name in db.execute("SELECT country, code, name FROM divisions")
                }
                have = {row[0] for row in db.execute("SELECT row FROM added")}
                known = {row[0] for row in db.execute("SELECT geonameid FROM places WHERE geonameid IS NOT NULL")}
                new = [line for line in dict.fromkeys(lines) if line not in have]
                db.executemany("INSERT INTO added VALUES (?, ?)", ((path.name, line) for line in new))
                drafts = (dump.draft(line, divisions) for line in new)
                count = building.write(db, (d for d in drafts if d.geonameid not in known))
        except sqlite3.Error as error:
            raise GazetteerError(f"cannot add to the gazetteer {self.path}: {error}") from error
        self.lookup.cache_clear()
        self.exact.cache_clear()
        return count

    @property
    def _db(self) -> sqlite3.Connection:
        """A connection a thread."""
        if getattr(self._local, "db", None) is None:
            try:
                self._local.db = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
            except sqlite3.Error as error:
                raise GazetteerError(
                    f"cannot open the gazetteer {self.path}: {error}; run dateline gazetteer build"
                ) from error
        return self._local.db
